"""Holds the cells of a mutant against those of the importer's own reader, and of python-calamine."""

import datetime
import io
import warnings
from collections.abc import Iterator
from typing import Any

from python_calamine import CalamineError, CalamineWorkbook, WorksheetNotFound, XmlError, ZipError

from projects.uploads.reader.headers import NAMES
from tests.support.mutants.draw import Mutant
from wonen.spreadsheets.merged_cells import with_merged
from wonen.spreadsheets.safe_reader.opening import sheets

Place = tuple[str, int, int]  # sheet, row and column, from one
Found = dict[Place, Any]
CANNOT = (CalamineError, WorksheetNotFound, XmlError, ZipError)


def meant_cells(mutant: Mutant) -> Found:
    return {
        (sheet.name, row.number, cell.column): normal(cell.value)
        for sheet in mutant.book.sheets
        for row, cell in sheet.cells
        if not is_blank(cell.value)
    }


def in_doubt(mutant: Mutant) -> set[Place]:
    """Return the places that may be refused: what a reader makes of those is told by the importer."""
    name = mutant.book.list.name
    return {
        (name, row.number, cell.column)
        for row, cell in mutant.book.list.cells
        if cell.must_refuse or cell.may_refuse
    }


def is_blank(value: Any) -> bool:
    return value is None or (isinstance(value, str) and not value.strip())


def normal(value: Any) -> Any:
    """Return a value as two readers would give it: whatever white space, and numbers by their digits."""
    if isinstance(value, str):
        return " ".join(value.split())
    if isinstance(value, datetime.datetime):
        return value.date()
    if isinstance(value, bool | datetime.date):
        return value
    return None if value is None else float(f"{value:.14g}")


def product_cells(mutant: Mutant) -> Found:
    """Return the cells as the importer's own reader gives them; FileRefusedError where it does not."""
    is_of_projects = mutant.book.kind == "projects"
    opened = sheets(mutant.content, "lijst.xlsx", NAMES if is_of_projects else ())
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return {
            (sheet.name, number, column): normal(cell.value)
            for sheet in (map(with_merged, opened) if is_of_projects else opened)
            for number, cells in sheet.rows
            for column, cell in enumerate(cells, 1)
            if not cell.is_empty and not cell.is_copy
        }


def calamine_cells(mutant: Mutant) -> Found | None:
    """Return the cells as python-calamine gives them; None where it cannot read the file."""
    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(mutant.content))
        return {
            (name, row, column): normal(value)
            for name in book.sheet_names
            for row, values in enumerate(book.get_sheet_by_name(name).to_python(skip_empty_area=False), 1)
            for column, value in enumerate(values, 1)
            if not is_blank(value)
        }
    except CANNOT:
        return None


def differences(one: Found, other: Found, doubtful: set[Place]) -> Iterator[str]:
    for place in sorted((one.keys() | other.keys()) - doubtful):
        if one.get(place) != other.get(place):
            yield f"{place}: {one.get(place)!r} is not {other.get(place)!r}"
