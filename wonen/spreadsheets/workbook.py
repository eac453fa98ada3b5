"""Writes a workbook row by row: a sheet to filter, and a sheet that says what it is."""

import datetime
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from decimal import Decimal
from typing import IO, Any

from django.utils import timezone
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter

from wonen.dutch.numbers import decimals_in
from wonen.dutch.periods import print_date
from wonen.spreadsheets.text import escaped, harmless, plain

Cell = str | int | Decimal | datetime.date | None
MOST_DIGITS = 14  # a spreadsheet keeps about 15, and silently rounds what comes after
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
ABOUT = "Over dit bestand"
BOLD, WRAPPED = Font(bold=True), Alignment(vertical="top", wrap_text=True)
HEAD, TO_FILL = PatternFill("solid", fgColor="FBE7C6"), PatternFill("solid", fgColor="FFF8E8")


@dataclass(frozen=True)
class Column:
    """A column of a file: what stands above it, its width in characters and what a cell of it says."""

    header: str
    width: int
    meaning: str
    is_to_fill: bool = False  # its empty cells are coloured


def write_workbook(
    target: IO[bytes],
    title: str,
    columns: Sequence[Column],
    rows: Iterable[Sequence[Cell]],
    about: Iterable[tuple[str, str]],
) -> None:
    """Write the rows under their headers, and beside them what the file is; memory stays flat."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet(title)
    sheet.freeze_panes = "A2"
    for place, column in enumerate(columns, start=1):
        sheet.column_dimensions[get_column_letter(place)].width = column.width
    with thrown_away_unless_whole(sheet):
        last = write_rows(sheet, columns, rows)
    sheet.auto_filter.ref = f"A1:{get_column_letter(len(columns))}{last}"
    write_about(book.create_sheet(ABOUT), columns, about)
    book.save(target)


@contextmanager
def thrown_away_unless_whole(sheet: Any) -> Iterator[None]:
    """Remove what openpyxl wrote to the disk of a sheet that does not get whole; it would at the very end."""
    try:
        yield
    except BaseException:
        sheet.close()
        sheet._writer.cleanup()
        raise


def write_rows(sheet: Any, columns: Sequence[Column], rows: Iterable[Sequence[Cell]]) -> int:
    """Write the rows under their headers; return the number of the last one."""
    sheet.append([styled(sheet, str(column.header), BOLD, HEAD) for column in columns])
    to_fill = [place for place, column in enumerate(columns) if column.is_to_fill]
    last = 1
    for row in rows:
        last += 1
        cells = [workbook_cell(sheet, cell) for cell in row]
        for place in to_fill:
            if row[place] is None:
                cells[place] = styled(sheet, None, fill=TO_FILL)
        sheet.append(cells)
    return last


def write_about(sheet: Any, columns: Sequence[Column], about: Iterable[tuple[str, str]]) -> None:
    sheet.column_dimensions["A"].width, sheet.column_dimensions["B"].width = 22, 100
    made = timezone.localtime()
    lines = [*about, ("Gemaakt", f"{print_date(made.date())} om {made:%H:%M} uur")]
    for name, text in lines:
        sheet.append([styled(sheet, name, BOLD), styled(sheet, harmless(plain(text)), alignment=WRAPPED)])
    sheet.append([])
    sheet.append([styled(sheet, "Kolom", BOLD, HEAD), styled(sheet, "Wat er staat", BOLD, HEAD)])
    for column in columns:
        sheet.append([escaped(str(column.header)), styled(sheet, column.meaning, alignment=WRAPPED)])


def styled(
    sheet: Any,
    value: Cell,
    font: Font | None = None,
    fill: PatternFill | None = None,
    alignment: Alignment | None = None,
) -> Any:
    cell = WriteOnlyCell(sheet, escaped(value) if isinstance(value, str) else value)  # type: ignore[arg-type]
    if font:
        cell.font = font
    if fill:
        cell.fill = fill
    if alignment:
        cell.alignment = alignment
    return cell


def workbook_cell(sheet: Any, cell: Cell) -> Any:
    """Return what a cell holds: numbers and dates as such, text that cannot run."""
    if isinstance(cell, str):
        return escaped(harmless(plain(cell))) or None
    if isinstance(cell, Decimal):
        return number_cell(sheet, cell)
    if isinstance(cell, datetime.datetime):  # a cell knows no time zone: it shows the Dutch clock
        made = WriteOnlyCell(sheet, timezone.make_naive(cell))
        made.number_format = "D-M-YYYY HH:MM:SS"
        return made
    if isinstance(cell, datetime.date):
        made = WriteOnlyCell(sheet, cell)  # type: ignore[arg-type]
        made.number_format = "D-M-YYYY"
        return made
    return cell


def number_cell(sheet: Any, number: Decimal) -> Any:
    bare = number.normalize()
    if len(bare.as_tuple().digits) > MOST_DIGITS:
        return f"{bare:f}".replace(".", ",")
    places = decimals_in(number)
    made = WriteOnlyCell(sheet, number)  # type: ignore[arg-type]
    made.number_format = "#,##0" + ("." + "0" * places if places else "")
    return made
