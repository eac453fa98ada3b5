"""A merged cell shows one value for several rows: what lies under it is told, and never lost."""

import io
from typing import Any

import pytest
from django.test import Client
from openpyxl import load_workbook
from openpyxl.cell import Cell

from tests.support import project_sheets, sheets
from wonen.spreadsheets.merged_cells import COVERED, ONE_ROW

pytestmark = pytest.mark.django_db


def merged(content: bytes, area: str, **under: Any) -> bytes:
    """Return the workbook with an area merged, and values in cells that nobody sees then."""
    book = load_workbook(io.BytesIO(content))
    sheet = book.worksheets[0]
    sheet.merge_cells(area)
    for place, value in under.items():
        # openpyxl has no values under an area: other programs do.
        row, column = sheet[place].row, sheet[place].column
        sheet._cells[row, column] = Cell(sheet, row, column, value)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


@pytest.mark.parametrize("header", ["Periode", "Bron", "Corporatie", "Waarde"])
def test_a_figure_does_not_take_an_empty_cell_for_one_that_is_merged(
    admin_client: Client, brochure: dict[str, Any], header: str
) -> None:
    first = {
        "Kengetalcode": "vastgoed-naar-type",
        "Klassecode": "totaal",
        "Gebiedscode": "GM0917",
        "Corporatie": "WL",
        "Periode": "2015",
        "Waarde": 7,
        "Bron": "Telling",
        "Peildatum": "1-1-2016",
    }
    second = first | {"Klassecode": "eengezins", header: None}
    column = "ABCDEFGHIJKLMNOPQRSTU"[sheets.HEADERS.index(header)]
    content = merged(sheets.listed(first, second), f"{column}2:{column}3")
    outcome = sheets.given(admin_client, content).context["outcome"]
    (problem,) = outcome.problems
    assert problem.place == f"Blad Cijfers, rij\u00a03, kolom\u00a0{column} ({header})"
    assert problem.sentence == ONE_ROW.format(f"{column}2:{column}3")
    assert problem.sentence.startswith(f"Deze cel is samengevoegd ({column}2:{column}3)")


def test_what_lies_under_a_merged_cell_of_projects_is_refused_in_its_place(
    admin_client: Client, world: None
) -> None:
    rows = [project_sheets.ROW, ["Molenberg", *project_sheets.ROW[1:]]]
    content = merged(project_sheets.listed(*rows), "B2:B3", B3="Kerkrade")
    page = project_sheets.given(admin_client, content)
    (problem,) = project_sheets.problems(page)
    assert problem == (3, "B Gemeente", "Kerkrade", COVERED.format("B2:B3"))
    assert problem[3].startswith("Deze cel ligt onder een samengevoegde cel (B2:B3) en is dus niet te zien.")


def test_the_same_under_a_merged_cell_is_no_other_value(admin_client: Client, world: None) -> None:
    rows = [project_sheets.ROW, ["Molenberg", *project_sheets.ROW[1:]]]
    content = merged(project_sheets.listed(*rows), "B2:B3", B3="Heerlen")
    assert project_sheets.counts(project_sheets.given(admin_client, content)) == (0, 0, 2, 0, 0)
