"""What a value of the API looks like, as JSON Schema: it is published, and what comes in is held to it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

Schema = dict[str, Any]
NAME, MEANING = "title", "$comment"  # keywords that judge nothing

LARGEST_KEY = 2**63 - 1
# PostgreSQL keeps no null character, and no language writes one.
NO_NULL = r"^[^\u0000]*$"
# What Python takes off a text; that is the list of Unicode, not that of JavaScript.
BLANK = r"\u0009-\u000d\u001c-\u0020\u0085\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000"
FILLED = rf"^[^\u0000]*[^\u0000{BLANK}][^\u0000]*$"
# A day that there is, and a moment of it (RFC 3339) in years that any time zone has. It is a pattern: of the
# union of a cursor and a moment generators make a type that clients cannot send.
_DAY = (
    "([1-8][0-9]{3}-(0[1-9]|1[0-2])-(0[1-9]|1[0-9]|2[0-8])"
    "|[1-8][0-9]{3}-(0[13-9]|1[0-2])-(29|30)"
    "|[1-8][0-9]{3}-(0[13578]|1[02])-31"
    "|([1-8][0-9](0[48]|[2468][048]|[13579][26])|(1[26]|[2468][048]|[357][26])00)-02-29)"
)
_CLOCK = "([01][0-9]|2[0-3]):[0-5][0-9]"
CURSOR = r"([0-9a-f]{16})-([0-9]{1,18})-([0-9]{1,18})(-begin)?"
CURSOR_OR_MOMENT = rf"^({CURSOR}|{_DAY}[Tt]{_CLOCK}:([0-5][0-9]|60)(\.[0-9]+)?([Zz]|[+-]{_CLOCK}))$"
YEAR_OR_UNKNOWN = "^(199[0-9]|20[0-9][0-9]|2100|nnb)$"


def text(longest: int | None = None, *, shortest: int = 0, **more: Any) -> Schema:
    bounds = {"maxLength": longest} if longest else {}
    least = {"minLength": shortest} if shortest else {}
    return {"type": "string", **least, **bounds, "pattern": NO_NULL, **more}


def whole(least: int | None = None, most: int | None = None) -> Schema:
    found: Schema = {"type": "integer"}
    return found | _bounds(least, most)


def number(least: float | None = None, most: float | None = None) -> Schema:
    return {"type": "number"} | _bounds(least, most)


def _bounds(least: float | None, most: float | None) -> Schema:
    found: Schema = {} if least is None else {"minimum": least}
    return found if most is None else found | {"maximum": most}


def yes_no() -> Schema:
    return {"type": "boolean"}


def date() -> Schema:
    return {"type": "string", "format": "date"}


def moment() -> Schema:
    return {"type": "string", "format": "date-time"}


def one_of(values: Iterable[Any]) -> Schema:
    """Return the schema of one of some texts."""
    return {"type": "string", "enum": [str(value) for value in values]}


def key() -> Schema:
    """Return the schema of a number that the database gave out."""
    return whole(1, LARGEST_KEY)


def code(longest: int = 60) -> Schema:
    return text(longest, shortest=1, pattern="^[-a-zA-Z0-9_]+$")


AREA_CODE = text(6, pattern="^GM[0-9]{4}$")  # of the CBS


def listed(items: Schema, **more: Any) -> Schema:
    return {"type": "array", "items": items, **more}


def thing(**members: Schema) -> Schema:
    """Return the schema of an object that has these members, always, and no other."""
    return {
        "type": "object",
        "properties": members,
        "required": list(members),
        "additionalProperties": False,
    }


def named(name: str, meaning: str, schema: Schema) -> Schema:
    """Return a schema that has a name of its own in the description, and what it is wherever it stands."""
    return {**schema, NAME: name, MEANING: meaning}


def or_null(schema: Schema) -> Schema:
    """Return the schema of a value that may be unknown."""
    found = {**schema, "type": [schema["type"], "null"]}
    return found | {"enum": [*schema["enum"], None]} if "enum" in schema else found


def told(schema: Schema, meaning: str) -> Schema:
    return {**schema, "description": meaning}


def kind_of(schema: Schema) -> str:
    """Return the type of a value that is known: 'object', 'array', 'string', 'integer'..."""
    kinds = schema.get("type", "string")
    if isinstance(kinds, str):
        return kinds
    return next(str(kind) for kind in kinds if kind != "null")


@dataclass(frozen=True)
class CodeList:
    """Codes of rows of the database: what they look like, one of them, and where the API lists them."""

    listed: str  # the name of the resource
    example: str
    schema: Schema = field(default_factory=code)
