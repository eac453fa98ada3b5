"""Says in Dutch what a schema of the description allows."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

Schema = Mapping[str, Any]
FORMATS = {
    "date": "een datum als 2026-11-24",
    "date-time": "een moment als 2026-11-24T12:00:00Z",
    "uri": "een adres",
    "binary": "een bestand",
}
KINDS = {
    "boolean": "de waarde true of false",
    "string": "tekst",
    "number": "een getal",
    "integer": "een geheel getal",
    "object": "een object",
    "null": "null",
}


@dataclass(frozen=True)
class Allowed:
    """What a value may be: in words, and the choices where there are some."""

    words: str
    choices: tuple[str, ...] = ()


@dataclass(frozen=True)
class Member:
    """A field of an answer; one inside another has the names of both: 'start.jaar'."""

    name: str
    meaning: str
    allowed: Allowed


def allowed(schema: Schema, *, is_joined: bool = False, example: Any = None) -> Allowed:
    """Return what a schema allows; ``is_joined`` for a list in one parameter, ``example`` of a value."""
    found = _allowed(schema, is_joined=is_joined)
    shown = ", ".join(map(str, example)) if isinstance(example, list) else example
    return replace(found, words=f"{found.words}, bijvoorbeeld {shown}") if shown else found


def _allowed(schema: Schema, *, is_joined: bool) -> Allowed:
    if "oneOf" in schema:
        found = [allowed(each) for each in schema["oneOf"]]
        return Allowed(" of ".join(each.words for each in found))
    kinds = schema.get("type", "object")
    kinds = [kinds] if isinstance(kinds, str) else kinds
    kind = next((each for each in kinds if each != "null"), "null")
    also = " of null" if "null" in kinds and kind != "null" else ""
    if kind == "array":
        return _list(schema, is_joined=is_joined)
    choices = tuple(str(each) for each in schema.get("enum", ()) if each is not None)
    words = "één van deze waarden" if choices else _plain(schema, kind)
    return Allowed(f"{words}{also}{_usual(schema)}", choices)


def _list(schema: Schema, *, is_joined: bool) -> Allowed:
    items = allowed(schema["items"])
    if items.choices:
        how = "één of meer van deze waarden" if "minItems" in schema else "een lijst van deze waarden"
    else:
        how = f"een lijst; per stuk {items.words}"
    return Allowed(f"{how}, met komma's ertussen" if is_joined else how, items.choices)


def _plain(schema: Schema, kind: str) -> str:
    if "const" in schema:
        return str(schema["const"])
    words = FORMATS.get(schema.get("format", ""), KINDS[kind])
    least, most = schema.get("minimum"), schema.get("maximum")
    if least is not None and most is not None and most < 2**53:
        return f"{words} van {least} tot en met {most}"
    if least is not None:
        return f"{words} vanaf {least}"
    if "maxLength" in schema:
        return f"{words} van hoogstens {schema['maxLength']} tekens"
    return words


def _usual(schema: Schema) -> str:
    return f"; anders {schema['default']}" if "default" in schema else ""


def members(schema: Schema, before: str = "") -> Iterator[Member]:
    """Yield the fields of an object, those inside another after it."""
    for name, each in schema.get("properties", {}).items():
        yield Member(f"{before}{name}", each.get("description", ""), allowed(each))
        inner = each.get("items", each)
        if "$ref" not in inner:
            yield from members(inner, f"{before}{name}{'[]' if 'items' in each else ''}.")
