"""Writes a CSV as Dutch spreadsheets open it: semicolons, a decimal comma, UTF-8 with its mark."""

import csv
import datetime
import io
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from itertools import islice
from typing import TypeVar

from django.utils import timezone

from wonen.dutch.periods import print_date
from wonen.spreadsheets.text import harmless, plain
from wonen.spreadsheets.workbook import Cell, Column

CSV = "text/csv; charset=utf-8; header=present"
CHUNK = 1000
Row = TypeVar("Row")


def write_csv(columns: Sequence[Column], rows: Iterable[Iterable[Cell]]) -> Iterator[bytes]:
    """Yield the rows under their headers, a chunk at a time."""
    yield "\ufeff".encode()
    yield csv_lines([[str(column.header) for column in columns]])
    yield from map(csv_lines, chunks([csv_cell(cell) for cell in row] for row in rows))


def chunks(rows: Iterable[Row], size: int = CHUNK) -> Iterator[list[Row]]:
    """Yield the rows in lists of a size, so that no more of them are in memory at once."""
    remaining = iter(rows)
    while chunk := list(islice(remaining, size)):
        yield chunk


def csv_lines(rows: Iterable[Iterable[str]]) -> bytes:
    text = io.StringIO(newline="")
    csv.writer(text, delimiter=";").writerows(rows)
    return text.getvalue().encode()


def csv_cell(cell: Cell) -> str:
    if isinstance(cell, Decimal):
        return f"{cell.normalize():f}".replace(".", ",")
    if isinstance(cell, datetime.datetime):
        moment = timezone.localtime(cell)
        return f"{print_date(moment.date())} {moment:%H:%M:%S}"
    if isinstance(cell, datetime.date):
        return print_date(cell)
    return "" if cell is None else harmless(plain(str(cell)))
