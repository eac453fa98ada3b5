"""Reads the rows of a sheet in the order of their numbers, whatever the order in which they are written.

A row or a cell that is there twice is refused with its place: which of the two a person sees cannot be known.
"""

import datetime
import re
from collections.abc import Iterable, Iterator, Sequence
from math import isfinite
from typing import IO, Any, TypeVar
from xml.etree.ElementTree import Element

from defusedxml.ElementTree import iterparse
from openpyxl.utils.cell import coordinate_to_tuple, get_column_letter
from openpyxl.utils.datetime import from_excel, from_ISO8601

from wonen.spreadsheets.date_format import ISO
from wonen.spreadsheets.number_format import of_text
from wonen.spreadsheets.safe_reader.contents import EMPTY, MOST_COLUMNS, Cell, FileRefusedError, too_wide
from wonen.spreadsheets.safe_reader.package import (
    MAIN,
    NO,
    YES,
    PartlyStruck,
    Struck,
    Style,
    Workbook,
    content_of,
    counted,
    text_of,
)
from wonen.spreadsheets.text import unescaped, unquoted

ROW, CELL, DATA = f"{MAIN}row", f"{MAIN}c", f"{MAIN}sheetData"
VALUE, FORMULA, INLINE = f"{MAIN}v", f"{MAIN}f", f"{MAIN}is"
PLAIN, NO_DATE = Style(), "#####"
NUMBER = re.compile(r"\s*[+-]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][+-]?[0-9]+)?\s*", re.ASCII)
# Of a moment openpyxl reads as much as it knows, in the digits of any script.
MOMENT = re.compile(r"\s*[-0-9TZPHMS:.+]+\s*")
COORDINATE = re.compile("[A-Za-z]{1,3}[0-9]+")
Found = TypeVar("Found")
NumberedRow = tuple[int, dict[int, Cell]]
ROW_TWICE = (
    "Rij {row} staat twee keer op het blad '{sheet}': welke van beide geldt, is niet te zien. Open het "
    "bestand in uw spreadsheet, kijk die rij na, en bewaar het opnieuw."
)
CELL_TWICE = (
    "Cel {cell} staat twee keer op het blad '{sheet}': welke van beide geldt, is niet te zien. Open het "
    "bestand in uw spreadsheet, kijk die cel na, en bewaar het opnieuw."
)
DAMAGED_CELL = (
    "Cel {cell} op het blad '{sheet}' is beschadigd: wat er staat, is niet te lezen. Open het bestand in uw "
    "spreadsheet, kijk die cel na, en sla het opnieuw op."
)
ELSEWHERE = (
    "Cel {cell} staat op het blad '{sheet}' in rij {row}: waar zij hoort, is niet te zien. Open het bestand "
    "in uw spreadsheet, kijk die rij na, en bewaar het opnieuw."
)


def in_order(rows: Iterable[NumberedRow], sheet: str) -> Iterator[NumberedRow]:
    """Yield rows by their number; raise FileRefusedError for a number that two filled rows have."""
    found: dict[int, dict[int, Cell]] = {}
    for number, cells in rows:
        if number in found:
            raise FileRefusedError(ROW_TWICE.format(row=number, sheet=sheet))
        found[number] = cells
    yield from sorted(found.items(), key=lambda row: row[0])


def listed(cells: dict[int, Cell]) -> list[Cell]:
    """Return the cells of a row by their place."""
    row = [EMPTY] * max(cells)
    for column, cell in cells.items():
        row[column - 1] = cell
    return row


class SheetReader:
    """Reads the cells of one sheet; those that show nothing are left out."""

    def __init__(self, book: Workbook, sheet: str) -> None:
        self.book, self.sheet = book, sheet
        self.row = self.column = 0

    def rows(self, source: IO[bytes]) -> Iterator[NumberedRow]:
        """Yield the rows in which anything stands, as they are written; what was read is let go of."""
        data: Element | None = None
        for event, element in iterparse(source, events=("start", "end")):
            if event == "start":
                data = element if element.tag == DATA else data
            elif element.tag == ROW:
                if cells := self.cells(element):
                    yield self.row, cells
                if data is not None:
                    data.clear()

    def cells(self, row: Element) -> dict[int, Cell]:
        """Return the filled cells of a row by the number of their column."""
        self.row, self.column = counted(row.get("r") or f"{self.row + 1}"), 0
        if self.row < 1:
            raise ValueError
        found: dict[int, Cell] = {}
        for element in row.iterfind(CELL):
            self.place(element)
            cell = self.read(element)
            if cell.is_empty:
                continue
            if self.column in found:
                raise FileRefusedError(CELL_TWICE.format(cell=self.coordinate, sheet=self.sheet))
            if self.column > MOST_COLUMNS:
                raise FileRefusedError(too_wide(self.row))
            found[self.column] = cell
        return found

    @property
    def coordinate(self) -> str:
        return f"{get_column_letter(self.column)}{self.row}"

    def place(self, element: Element) -> None:
        """Go to where the cell says that it stands, or else one to the right."""
        coordinate = element.get("r")
        if not coordinate:
            self.column += 1
            return
        if not COORDINATE.fullmatch(coordinate):
            raise ValueError(coordinate)
        row, self.column = coordinate_to_tuple(coordinate)
        if row != self.row:
            raise FileRefusedError(ELSEWHERE.format(cell=coordinate, sheet=self.sheet, row=self.row))

    def read(self, element: Element) -> Cell:
        """Return the cell; raise FileRefusedError with its place for what no spreadsheet writes there."""
        try:
            return self.cell(element)
        except (ArithmeticError, LookupError, TypeError, ValueError) as error:
            raise FileRefusedError(DAMAGED_CELL.format(cell=self.coordinate, sheet=self.sheet)) from error

    def cell(self, element: Element) -> Cell:
        style = numbered(self.book.styles, element.get("s", "0")) if self.book.styles else PLAIN
        kind, parts = element.get("t", "n"), {each.tag: each for each in element}
        if len(parts) < len(element):  # two values, or two texts: which of them a person sees is not known
            raise ValueError
        text = content_of(parts[VALUE]) if VALUE in parts else None
        formula, inline = parts.get(FORMULA), parts.get(INLINE)
        if formula is not None:
            # A formula that shows nothing, such as one that was filled down, is an empty cell to who looks.
            is_blank = kind == "str" and text is not None and not text.strip()
            return EMPTY if is_blank else Cell(f"={formula.text or '…'}", style.format, "f")
        value: Any = self.value(kind, text, style) if text else None
        if inline is not None:
            value = text_of(inline)
        return EMPTY if value is None else taken(value, kind, style)

    def value(self, kind: str, text: str, style: Style) -> Any:
        if kind == "s":
            return numbered(self.book.strings, text)
        if kind == "b":
            return is_true(text)
        if kind == "d" and MOMENT.fullmatch(text):
            return from_ISO8601(text)  # type: ignore[no-untyped-call]
        if kind not in {"n", "d"}:
            return unescaped(text)
        number = measured(text)
        return self.moment(number, style) if style.is_date else number

    def moment(self, number: float, style: Style) -> Any:
        """Return the day or time of a number; a spreadsheet shows ##### for one that it cannot show."""
        try:
            return from_excel(number, self.book.epoch, style.is_duration)
        except (OverflowError, ValueError):
            return NO_DATE


def numbered(found: Sequence[Found], text: str) -> Found:
    """Return what has a number, counted from zero; a negative one is none."""
    number = counted(text)
    if number < 0:
        raise IndexError
    return found[number]


def is_true(text: str) -> bool:
    if text.strip() not in YES | NO:
        raise ValueError(text)
    return text.strip() in YES


def measured(text: str) -> int | float:
    """Read a number as XML has it; ValueError for what else Python reads (1_000), and the infinite."""
    if not NUMBER.fullmatch(text):
        raise ValueError(text)
    number = float(text) if set(text) & set(".eE") else int(text)
    if not isfinite(number):
        raise ValueError(text)
    return number


def taken(value: Any, kind: str, style: Style) -> Cell:
    if isinstance(value, str):
        is_struck = style.is_struck or isinstance(value, Struck)
        written = unquoted(str(value))
        text = of_text(written, style.format)
        is_error = kind == "e" or value is NO_DATE
        return Cell(
            written if text is None else text,
            kind="e" if is_error else "s",
            is_unshown=text is None,
            is_struck=is_struck,
            is_partly_struck=isinstance(value, PartlyStruck),
        )
    if isinstance(value, datetime.date) and not isinstance(value, datetime.datetime):
        value = datetime.datetime.combine(value, datetime.time())
    # A program may write a date in words, and leave it to others how that is shown.
    code = ISO if kind == "d" and not style.is_date else style.format
    return Cell(value, code, kind, is_struck=style.is_struck)
