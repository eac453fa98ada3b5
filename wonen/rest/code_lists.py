"""The codes of rows that a parameter takes: what they look like, and where the API lists them."""

from dataclasses import dataclass, field

from wonen.rest.schemas import Schema, code


@dataclass(frozen=True)
class CodeList:
    """Codes of rows of the database: what they look like, one of them, and where the API lists them."""

    listed: str  # the name of the resource
    example: str
    schema: Schema = field(default_factory=code)
