"""Writes rows out: as JSON, JSON lines, GeoJSON (RFC 7946), and as a table for CSV and XLSX."""

from __future__ import annotations

import csv
import datetime
import io
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder

from wonen.rest.projection import Shown
from wonen.rest.schemas import Schema, kind_of
from wonen.spreadsheets.delimited import chunks
from wonen.spreadsheets.text import harmless, readable, unquoted
from wonen.spreadsheets.workbook import Cell

CSV = "text/csv; charset=utf-8; header=present"
JSON, GEOJSON, JSON_LINES = "application/json", "application/geo+json", "application/jsonl; charset=utf-8"
BETWEEN = "|"  # the values of a list in one cell
SOON = 100  # rows that are sent together


class Encoder(DjangoJSONEncoder):
    def default(self, o: Any) -> Any:
        if isinstance(o, Decimal):
            return int(o) if o == o.to_integral_value() else float(o)
        if isinstance(o, datetime.datetime):
            return moment(o)
        return super().default(o)


def moment(value: datetime.datetime) -> str:
    """Return a moment as RFC 3339 in UTC."""
    return value.astimezone(datetime.UTC).isoformat().replace("+00:00", "Z")


def encoded(value: object) -> str:
    return json.dumps(value, cls=Encoder, ensure_ascii=False, separators=(",", ":"))


@dataclass(frozen=True)
class TableColumn:
    """A column of a table: ``path`` leads to it in a row, ``is_list`` if its cells hold several values."""

    name: str
    path: tuple[str, ...]
    kind: str
    meaning: str
    form: str = ""
    is_list: bool = False

    def cell(self, shown: Shown) -> str:
        return text_of(_at(shown, self.path))

    def kept(self, shown: Shown) -> Cell:
        """Return the cell of a workbook: numbers and days as such. Text it makes harmless by itself."""
        value: Any = _at(shown, self.path)
        return unquoted(text_of(value)) if isinstance(value, list) else value


def table(schema: Schema, path: tuple[str, ...] = (), name: str = "") -> list[TableColumn]:
    """Return the columns of a schema: what is nested gets a column for each of its members."""
    found: list[TableColumn] = []
    for key, each in schema["properties"].items():
        own = f"{name}{key[0].upper()}{key[1:]}" if name else key
        found += _columns(each, (*path, key), own, each.get("description", ""))
    return found


def _columns(schema: Schema, path: tuple[str, ...], name: str, meaning: str) -> list[TableColumn]:
    kind = kind_of(schema)
    items = schema.get("items", {})
    nested = schema if kind == "object" else items if kind_of(items) == "object" else None
    if nested:
        return [
            TableColumn(each.name, each.path, each.kind, each.meaning or meaning, each.form, kind == "array")
            for each in table(nested, path, name)
        ]
    value = items if kind == "array" else schema
    return [TableColumn(name, path, kind_of(value), meaning, value.get("format", ""), kind == "array")]


def _at(value: Any, path: tuple[str, ...]) -> Any:
    for place, step in enumerate(path):
        if isinstance(value, list):
            return [_at(each, path[place:]) for each in value]
        if value is None:
            return None
        value = value[step]
    return value


def text_of(value: Any) -> str:
    """Return a value as one cell of text, the way programs read it."""
    if isinstance(value, list):
        return BETWEEN.join(text_of(each).replace(BETWEEN, "/") for each in value)
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, Decimal):
        return f"{value.normalize():f}"
    if isinstance(value, datetime.datetime):
        return moment(value)
    if value is None or isinstance(value, int | float | datetime.date):
        return "" if value is None else str(value)
    return harmless(readable(str(value)))


def csv_of(columns: list[TableColumn], rows: Iterable[Shown]) -> Iterator[bytes]:
    """Yield a CSV as RFC 4180 has it, for programs: commas, points for decimals, days as 2026-12-31."""
    yield _lines([[each.name for each in columns]])
    for chunk in chunks(rows):
        yield _lines([each.cell(row) for each in columns] for row in chunk)


def _lines(rows: Iterable[Iterable[str]]) -> bytes:
    text = io.StringIO(newline="")
    csv.writer(text).writerows(rows)
    return text.getvalue().encode()


def lines_of(rows: Iterable[Shown]) -> Iterator[bytes]:
    """Yield JSON lines: a row a line."""
    for chunk in chunks(rows, SOON):
        yield "".join(f"{encoded(row)}\n" for row in chunk).encode()


def document(head: dict[str, Any], name: str, rows: Iterable[object]) -> Iterator[bytes]:
    """Yield a JSON object: its first members, and then the rows under a name, a chunk of them at a time."""
    start = encoded(head)[:-1] + ("," if head else "")
    yield f"{start}{encoded(name)}:[".encode()
    separator = "\n"
    for chunk in chunks(map(encoded, rows)):
        yield (separator + ",\n".join(chunk)).encode()
        separator = ",\n"
    yield b"\n]}\n"
