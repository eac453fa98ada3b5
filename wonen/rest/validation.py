"""Holds what is asked and sent against a schema, and says in Dutch what was expected."""

from __future__ import annotations

import datetime
import re
from collections import Counter
from collections.abc import Callable, Iterator
from itertools import islice
from typing import Any

from jsonschema import Draft202012Validator, FormatChecker, ValidationError
from jsonschema.validators import extend

from wonen.dutch.numbers import enumerated
from wonen.dutch.periods import FIRST_YEAR, LAST_YEAR
from wonen.rest.schemas import CURSOR_OR_MOMENT, NO_NULL, YEAR_OR_UNKNOWN, Schema, kind_of

Fault = Any  # what jsonschema tells of something wrong; its types allow for more than it tells
MOST_FAULTS = 10_000  # are told; who sends more than that sends something else altogether
LONGEST_SHOWN = 60  # characters of a wrong value in a sentence
MOST_SHOWN = 12  # choices in a sentence
EXACT = 2**53  # above it programs round, and a bound is only what the database can keep
FEW = 3  # members of an object in a sentence
LITERAL = re.compile(r"-?[0-9]+(\.[0-9]+)?|true|false|null")  # a text that looks as another kind of value
WHOLE = re.compile(r"-?(0|[1-9][0-9]*)")
MOST_DIGITS = 4000  # Python reads 4,300
MOMENT = re.compile(r"\d{4}-\d\d-\d\d[Tt]\d\d:\d\d:\d\d(\.\d+)?([Zz]|[+-]\d\d:\d\d)")
# As programs write a moment back besides: str() of Python, strftime, PostgreSQL, Java without seconds.
SPELLING = re.compile(r"(\d{4}-\d\d-\d\d)[Tt ](\d\d:\d\d(?::\d\d(\.\d+)?)?) ?([Zz]|[+-]\d\d(?::?\d\d)?)")
RETURNED_MOMENT = "returned-moment"  # format of a moment that came back, in any spelling
DATE = re.compile(r"\d{4}-\d\d-\d\d")
A_MOMENT = "een moment als 2026-12-31T23:59:59Z"
WORDS = {  # a pattern, as people say it
    "^GM[0-9]{4}$": "een CBS-code als GM0917",
    "^[-a-zA-Z0-9_]+$": "een code van letters, cijfers, streepjes en _",
    "^bat-[0-4]$": "een code van bat-0 tot en met bat-4",
    CURSOR_OR_MOMENT: f"{A_MOMENT}, of de waarde van 'verder' uit het vorige antwoord",
    YEAR_OR_UNKNOWN: f"een jaar van {FIRST_YEAR} tot en met {LAST_YEAR}, of nnb",
}
FORMATS = FormatChecker(formats=())
NAMES = {
    "string": "een tekst",
    "integer": "een heel getal",
    "number": "een getal",
    "boolean": "true of false",
    "array": "een lijst",
    "object": "een object",
    "null": "null",
}


@FORMATS.checks("date", raises=ValueError)
def _is_date(value: object) -> bool:
    return not isinstance(value, str) or bool(DATE.fullmatch(value) and datetime.date.fromisoformat(value))


@FORMATS.checks("date-time", raises=(ValueError, OverflowError))
def _is_moment(value: object) -> bool:
    return not isinstance(value, str) or bool(MOMENT.fullmatch(value) and read_moment(value))


def read_moment(text: str) -> datetime.datetime:
    """Return the moment that RFC 3339 writes so; a leap second is the one before it."""
    found = datetime.datetime.fromisoformat(re.sub(r":60(?=[.Zz+-])", ":59", text).upper())
    return found.astimezone(datetime.UTC)


@FORMATS.checks(RETURNED_MOMENT, raises=(ValueError, OverflowError))
def _is_spelled(value: object) -> bool:
    return not isinstance(value, str) or _spelled(value) is not None


def _spelled(text: str) -> datetime.datetime | None:
    """Return the moment that a text says in any known spelling; raise ValueError where there is none."""
    found = SPELLING.fullmatch(text)
    return read_moment(f"{found[1]}T{found[2]}{found[4]}") if found else None


def is_same_moment(given: str, known: str) -> bool:
    """Say whether a text is a known moment, in any time zone, cut off at as many decimals as it has."""
    if not FORMATS.conforms(given, RETURNED_MOMENT):
        return False
    decimals = SPELLING.sub(r"\3", given) or "."
    moment, unit = read_moment(known), 10 ** max(0, 7 - len(decimals))  # microseconds
    return _spelled(given) == moment.replace(microsecond=moment.microsecond // unit * unit)


def _unless_too_long(keyword: str) -> Any:
    """Return how a keyword of lists is judged: not of a list that is too long, which is told already.

    Millions of faulty items in a body of some megabytes would keep the server busy for minutes.
    """
    judge = Draft202012Validator.VALIDATORS[keyword]

    def judged(validator: Any, value: Any, instance: Any, schema: Schema) -> Any:
        most = schema.get("maxItems")
        is_too_long = isinstance(instance, list) and most is not None and len(instance) > most
        return () if is_too_long else judge(validator, value, instance, schema)

    return judged


def _has_form(_validator: Any, pattern: str, instance: Any, _schema: Schema) -> Iterator[Any]:
    """Judge a pattern as the description means it: '$' is the very end, not before a last line break."""
    if isinstance(instance, str) and not re.search(re.sub(r"\$$", r"\\Z", pattern), instance):
        yield ValidationError(f"{instance!r} does not match {pattern!r}")


Validator: Any = extend(  # type: ignore[no-untyped-call]
    Draft202012Validator,
    {
        "items": _unless_too_long("items"),
        "uniqueItems": _unless_too_long("uniqueItems"),
        "pattern": _has_form,
    },
)


def faults_in(value: Any, schema: Schema) -> Iterator[tuple[str, str]]:
    """Yield for everything that is wrong where it is, as a JSON pointer, and a sentence."""
    validator = Validator(schema, format_checker=FORMATS)
    errors = islice(validator.iter_errors(value), MOST_FAULTS)
    found = sorted(errors, key=lambda each: [str(part) for part in each.path])
    told = {pointer(error.absolute_path) for error in found if is_worded(error)}
    for error in found:
        place = pointer(error.absolute_path)
        if not (error.validator == "maxLength" and place in told):  # that it is no code says enough
            yield place, sentence(error)


def is_worded(error: Fault) -> bool:
    return error.validator == "pattern" and error.validator_value in WORDS


def pointer(path: Any) -> str:
    return "".join(f"/{str(part).replace('~', '~0').replace('/', '~1')}" for part in path)


def shown(value: Any) -> str:
    if isinstance(value, float) and value.is_integer() and abs(value) < EXACT:
        value = int(value)
    text = "null" if value is None else str(value).replace("\0", "")
    return f"{text[:LONGEST_SHOWN]}…" if len(text) > LONGEST_SHOWN else text


def sentence(error: Fault) -> str:
    """Return in Dutch what the schema expected."""
    said = SENTENCES.get(error.validator)
    return said(error) if said else "Deze waarde kan hier niet."


def _type(error: Fault) -> str:
    kinds = error.validator_value
    inside = list(error.schema.get("properties", ()))
    names = [NAMES[kind] for kind in ([kinds] if isinstance(kinds, str) else kinds)]
    if 0 < len(inside) <= FEW:  # 'a start' is no year but an object: say what is in it
        names = [f"{name} met {enumerated(inside)}" if name == NAMES["object"] else name for name in names]
    return f"Verwacht: {' of '.join(names)}, niet {_kind(error.instance)}."


def _required(error: Fault) -> str:
    missing = [name for name in error.validator_value if name not in error.instance]
    return f"Hier ontbreekt: {', '.join(missing)}."


def _extra(error: Fault) -> str:
    known = sorted(error.schema.get("properties", {}))
    extra = sorted(set(error.instance) - set(known))
    return f"Dit is hier onbekend: {shown(', '.join(extra))}. Bekend zijn: {', '.join(known)}."


def _bounds(error: Fault) -> str:
    least, most = error.schema.get("minimum"), error.schema.get("maximum")
    if least is not None and (most is None or most >= EXACT):
        return f"Verwacht: een getal vanaf {least}, niet {shown(error.instance)}."
    bounds = f"tot en met {most}" if least is None else f"van {least} tot en met {most}"
    return f"Verwacht: een getal {bounds}, niet {shown(error.instance)}."


def _form(error: Fault) -> str:
    what = "een datum als 2026-12-31" if error.validator_value == "date" else A_MOMENT
    return f"Verwacht: {what}, niet '{shown(error.instance)}'.{_plus(error.instance)}"


def _plus(text: str) -> str:
    """Return how a plus is written in an address, where it came as a space in a moment."""
    is_plus = " " in text and MOMENT.fullmatch(text.replace(" ", "+"))
    return " In een adres schrijft u een + als %2B." if is_plus else ""


def _pattern(error: Fault) -> str:
    if error.validator_value == NO_NULL:
        return "Hierin staat een teken dat niet kan."
    if words := WORDS.get(error.validator_value):
        return f"Verwacht: {words}, niet '{shown(error.instance)}'.{_plus(error.instance)}"
    return f"'{shown(error.instance)}' heeft niet de vorm {error.validator_value}."


def _alternatives(error: Fault) -> str:
    by_alternative: dict[Any, Fault] = {}
    for each in error.context or ():
        number = each.schema_path[0]
        if number not in by_alternative or each.validator == "enum":  # that it is no text says less
            by_alternative[number] = each
    found = " of ".join(_expected(each) for each in by_alternative.values())
    return f"Verwacht: {found}, niet {_kind(error.instance)}."


def _expected(error: Fault) -> str:
    if error.validator == "enum":
        return ", ".join(shown(each) for each in error.validator_value[:MOST_SHOWN])
    return sentence(error).removeprefix("Verwacht: ").rstrip(".").partition(", niet ")[0]


def _longest(error: Fault) -> str:
    return f"Verwacht: hoogstens {error.validator_value} tekens, niet {len(error.instance)}."


def _most(error: Fault) -> str:
    return f"Verwacht: een lijst van hoogstens {error.validator_value}, niet van {len(error.instance)}."


def _twice(items: list[Any]) -> str:
    counted = Counter(map(repr, items))
    second = next((each for each in items if counted[repr(each)] > 1), "")
    said = f" '{shown(second)}' staat er twee keer." if isinstance(second, str) and second else ""
    return f"Verwacht: een lijst waarin niets twee keer staat.{said}"


SENTENCES: dict[Any, Callable[[Fault], str]] = {
    "type": _type,
    "enum": lambda error: choices(error.instance, error.validator_value),
    "const": lambda error: choices(error.instance, [error.validator_value]),
    "minimum": _bounds,
    "maximum": _bounds,
    "minLength": lambda _error: "Verwacht: een tekst die niet leeg is.",
    "maxLength": _longest,
    "minItems": lambda error: f"Verwacht: een lijst van minstens {error.validator_value}.",
    "maxItems": _most,
    "uniqueItems": lambda error: _twice(error.instance),
    "required": _required,
    "additionalProperties": _extra,
    "format": _form,
    "pattern": _pattern,
    "oneOf": _alternatives,
    "anyOf": _alternatives,
}


def _kind(value: object) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, dict | list):
        return NAMES["object" if isinstance(value, dict) else "array"]
    if isinstance(value, int | float):
        return f"het getal {shown(value)}"
    if isinstance(value, str) and not isinstance(value, Word) and LITERAL.fullmatch(value):
        return f"de tekst '{shown(value)}'"  # else it seems that what was wanted was given
    return "null" if value is None else f"'{shown(value)}'"


def choices(value: object, known: list[Any]) -> str:
    names = [shown(each) for each in known]
    more = f" en nog {len(names) - MOST_SHOWN}" if len(names) > MOST_SHOWN else ""
    return f"'{shown(value)}' is hier geen keuze. Kies uit: {', '.join(names[:MOST_SHOWN])}{more}."


class Word(str):
    """A word of an address, where all is text: that it is text says nothing of what is wrong with it."""

    __slots__ = ()


def typed(text: str, schema: Schema) -> Any:
    """Return a word of an address as the kind of value that the schema names, or as it is if it is none."""
    for kind in [each for each in _kinds(schema) if each != "string"]:
        if kind == "integer" and WHOLE.fullmatch(text):
            return int(text[:MOST_DIGITS])  # what is longer is too large as well
        if kind == "boolean" and text in {"true", "false"}:
            return text == "true"
    return Word(text)


def _kinds(schema: Schema) -> list[str]:
    return [kind_of(each) for each in schema.get("oneOf", [schema])]
