"""Gives every cell of a merged area what its first cell holds, and tells the cell that it is part of one."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from openpyxl.utils.cell import range_boundaries

from wonen.dutch.periods import NotationError
from wonen.spreadsheets.safe_reader.contents import (
    EMPTY,
    MOST_COLUMNS,
    MOST_ROWS,
    Cell,
    FileRefusedError,
    Sheet,
)

MOST_CELLS = 1_000_000  # merged cells of one sheet
ONE_ROW = (
    "Deze cel is samengevoegd ({}): voor welke rij zij geldt, is niet te zien. Zet de waarde in iedere rij "
    "apart."
)
COVERED = (
    "Deze cel ligt onder een samengevoegde cel ({}) en is dus niet te zien. Maak de samenvoeging ongedaan, "
    "en kijk na wat hier hoort."
)
PARTLY_STRUCK = "In deze cel is een deel doorgehaald. Verwacht: alleen wat geldt."
UNSHOWN = (
    "De opmaak van deze cel toont niet wat erin staat. Geef de cel een gewone opmaak; kijk na wat hier hoort."
)
TOO_MANY = "Op het blad '{}' zijn te veel cellen samengevoegd om te lezen. Maak de samenvoegingen ongedaan."


@dataclass
class Area:
    """A merged area, in numbers from one; ``cell`` is its first cell once that was read."""

    name: str
    left: int
    top: int
    right: int
    bottom: int
    cell: Cell = EMPTY


def areas(sheet: Sheet) -> dict[int, list[Area]]:
    """Return the merged areas of a sheet by their first row; FileRefusedError for what cannot be one."""
    found: dict[int, list[Area]] = {}
    size = 0
    for name in sheet.merged:
        try:
            left, top, right, bottom = (int(edge or 0) for edge in range_boundaries(name))
        except (TypeError, ValueError) as error:
            raise FileRefusedError(f"Het blad '{sheet.name}' is beschadigd.") from error
        area = Area(name, left, top, min(right, MOST_COLUMNS), min(bottom, MOST_ROWS))
        size += max(0, area.right - left + 1) * max(0, area.bottom - top + 1)
        if size > MOST_CELLS:
            raise FileRefusedError(TOO_MANY.format(sheet.name))
        found.setdefault(top, []).append(area)
    return found


def with_merged(sheet: Sheet) -> Sheet:
    """Return the sheet with its merged cells filled in."""
    return replace(sheet, rows=_filled(sheet.rows, areas(sheet))) if sheet.merged else sheet


def _filled(
    rows: Iterator[tuple[int, Sequence[Cell]]], starting: dict[int, list[Area]]
) -> Iterator[tuple[int, Sequence[Cell]]]:
    running: list[Area] = []
    tops = sorted(starting, reverse=True)
    for number, cells in rows:
        while tops and tops[-1] <= number:  # a row in which nothing stands is not among them
            running += starting[tops.pop()]
        running = [area for area in running if area.bottom >= number]
        yield number, _row(number, list(cells), running) if running else cells


def _row(number: int, cells: list[Cell], running: list[Area]) -> list[Cell]:
    for area in running:
        cells += [EMPTY] * (area.right - len(cells))
        if number == area.top:
            area.cell = replace(cells[area.left - 1], merged=area.name)
        for column in range(area.left, area.right + 1):
            is_first = (number, column) == (area.top, area.left)
            cells[column - 1] = area.cell if is_first else _under(area, cells[column - 1])
    return cells


def _under(area: Area, cell: Cell) -> Cell:
    """Return the cell as the area shows it; a value of its own that differs is kept, to be told."""
    if cell.is_empty or cell.is_copy or cell.value == area.cell.value:
        return replace(area.cell, is_copy=True)
    return replace(cell, merged=area.name, is_covered=True)


def refuse_unseen(cell: Cell, *, is_note: bool) -> None:
    """Raise NotationError for a value that nobody sees, or of which a part is struck through.

    In a note both parts are read.
    """
    if cell.is_covered:
        raise NotationError(COVERED.format(cell.merged))
    if cell.is_unshown:
        raise NotationError(UNSHOWN)
    if cell.is_partly_struck and not is_note:
        raise NotationError(PARTLY_STRUCK)


def refuse_copy(cell: Cell) -> None:
    """Raise NotationError for what an area shows of another cell: for which rows it holds cannot be seen."""
    if cell.is_copy and not cell.is_empty:
        raise NotationError(ONE_ROW.format(cell.merged))
