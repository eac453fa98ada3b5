"""Spreadsheets as people make them, for the tests: rows under headers, in XLSX or CSV, and read back."""

import io
from collections.abc import Iterable, Sequence
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from openpyxl import Workbook, load_workbook

from municipalities.figures.spreadsheet.columns import FIGURE_COLUMNS
from municipalities.models import Figure
from wonen.spreadsheets.upload.import_result import Outcome

UPLOAD = "/beheer/municipalities/figure/spreadsheet/"
HEADERS = [str(column.header) for column in FIGURE_COLUMNS]

ROW = {
    "Kengetalcode": "huurachterstand",
    "Gebiedscode": "GM0917",
    "Periode": "2021",
    "Waarde": "€ 90.000",
}


def book(rows: Iterable[Sequence[Any]], title: str = "Cijfers") -> bytes:
    """Return an XLSX with these rows; a pair of a value and a number format makes a formatted cell."""
    made = Workbook()
    sheet = made.active
    assert sheet is not None
    sheet.title = title
    for number, row in enumerate(rows, start=1):
        for place, cell in enumerate(row, start=1):
            value, number_format = cell if isinstance(cell, tuple) else (cell, None)
            written = sheet.cell(number, place, value)
            if number_format:
                written.number_format = number_format
    file = io.BytesIO()
    made.save(file)
    return file.getvalue()


def listed(*rows: dict[str, Any], headers: Sequence[str] = HEADERS) -> bytes:
    """Return an XLSX with the given cells of each row under their headers."""
    return book([headers, *([row.get(header) for header in headers] for row in rows)])


def read(content: bytes, sheet: int = 0) -> list[list[Any]]:
    """Return the cells of a sheet as Python has them."""
    found = load_workbook(io.BytesIO(content)).worksheets[sheet]
    return [list(row) for row in found.iter_rows(values_only=True)]


def edited(content: bytes, **cells: Any) -> bytes:
    """Return the workbook with other values in some cells of the first sheet, given by coordinate."""
    made = load_workbook(io.BytesIO(content))
    for coordinate, value in cells.items():
        made.worksheets[0][coordinate].value = value
    file = io.BytesIO()
    made.save(file)
    return file.getvalue()


def given(client: Client, content: bytes, name: str = "cijfers.xlsx") -> Any:
    return client.post(UPLOAD, {"bestand": SimpleUploadedFile(name, content)})


def apply(client: Client, previewed: Any) -> Any:
    """Press 'Pas toe' on a preview."""
    kept, outcome = previewed.context["kept"], previewed.context["outcome"]
    return client.post(UPLOAD, {"toepassen": "Pas toe", "bestand": kept.pk, "uitkomst": outcome.digest})


def counts(outcome: Outcome) -> tuple[int, ...]:
    """Return how many are new, changed, unchanged, empty, kept and wrong."""
    return (
        outcome.new,
        outcome.changed,
        outcome.unchanged,
        outcome.empty,
        outcome.kept,
        outcome.wrong,
    )


def stored() -> list[tuple[Any, ...]]:
    return list(Figure.objects.order_by("pk").values_list())
