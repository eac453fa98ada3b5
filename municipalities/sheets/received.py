"""Opens a spreadsheet that somebody sent, row by row, without trusting it."""

import csv
import io
import zipfile
import zlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any
from xml.etree.ElementTree import ParseError

from django.conf import settings
from openpyxl import load_workbook

from municipalities.sheets.measured import Measure, TooManyMergedError, TooWideError, measure
from municipalities.sheets.text import unquoted

MOST_BYTES, MOST_ROWS, MOST_COLUMNS = settings.LARGEST_SPREADSHEET, 200_000, 200
# 200,000 rows of figures unpack to 195 MB.
MOST_PARTS, MOST_UNPACKED, MOST_OF_A_PART = 1000, 200 * 1024 * 1024, 40 * 1024 * 1024
MOST_TIMES, SMALL = 100, 1024 * 1024
ZIPPED, OLD_EXCEL = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"
EXPECTED = "Verwacht: een XLSX-bestand uit Excel of LibreOffice, of een CSV-bestand in UTF-8."
# What zipfile, the XML parser and openpyxl raise on a file that is not what it says it is.
BROKEN = (
    ArithmeticError,
    AttributeError,
    EOFError,
    LookupError,
    NotImplementedError,
    OSError,
    ParseError,
    RuntimeError,
    TypeError,
    ValueError,
    zipfile.BadZipFile,
    zlib.error,
)


class FileRefusedError(Exception):
    """The file as a whole cannot be read; the message is a Dutch sentence for its sender."""


@dataclass(frozen=True, slots=True)
class Cell:
    """What a cell holds, and how it shows that: 0.084 in a cell in percent reads 8,4%."""

    value: Any = None
    format: str = ""
    kind: str = "s"
    merged: str = ""  # the merged area that it is in, such as B3:B9
    is_copy: bool = False  # the value stands in the first cell of that area

    @property
    def is_empty(self) -> bool:
        return self.value is None or (isinstance(self.value, str) and not self.value.strip())


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet by its name (a CSV has none), with its numbered rows, about how many, and what is merged."""

    name: str
    rows: Iterator[tuple[int, Sequence[Cell]]]
    length: int = 0
    merged: list[str] = field(default_factory=list)
    hidden: list[str] = field(
        default_factory=list
    )  # what a person does not see of it, and is read all the same


def sheets(
    content: bytes, name: str, delimited: Callable[[bytes], Iterator[list[Cell]]] | None = None
) -> Iterator[Sheet]:
    """Yield the sheets of a file; raise FileRefusedError for what is no spreadsheet.

    ``delimited`` reads the rows of a CSV; without it that is UTF-8 with semicolons.
    """
    if len(content) > MOST_BYTES:
        raise FileRefusedError("Het bestand is te groot. Verwacht: hoogstens 10 MB.")
    if content.startswith(ZIPPED):
        check_archive(content)
        return workbook_sheets(content)
    if content.startswith(OLD_EXCEL):
        raise FileRefusedError(
            "Dit is een oud Excelbestand (.xls), of het is beveiligd met een wachtwoord. "
            "Bewaar het als XLSX, zonder wachtwoord."
        )
    if name.lower().endswith(".xlsx") or b"\0" in content:
        raise FileRefusedError(f"Dit bestand is geen spreadsheet, ook al heet het '{name}'. {EXPECTED}")
    return iter([Sheet("", limited((delimited or csv_rows)(content)), content.count(b"\n") + 1)])


def check_archive(content: bytes) -> None:
    """Refuse what would be too much once unpacked, by its directory: Python unpacks no more than it says."""
    try:
        parts = zipfile.ZipFile(io.BytesIO(content)).infolist()
    except BROKEN as error:
        raise FileRefusedError(f"Het bestand is beschadigd. {EXPECTED}") from error
    sizes = [part.file_size for part in parts]
    packed = any(part.file_size > SMALL + MOST_TIMES * part.compress_size for part in parts)
    heavy = any(part.file_size > MOST_OF_A_PART and "/worksheets/" not in part.filename for part in parts)
    if any(part.filename.lower().endswith("vbaproject.bin") for part in parts):
        raise FileRefusedError(
            "In dit bestand zit een macro; daarom is het niet geopend. Bewaar het als XLSX, zonder macro's."
        )
    if len(parts) > MOST_PARTS or sum(sizes) > MOST_UNPACKED or packed or heavy:
        raise FileRefusedError(
            "Het bestand is uitgepakt veel te groot voor een lijst met cijfers en is daarom niet geopend. "
            f"{EXPECTED}"
        )


def workbook_sheets(content: bytes) -> Iterator[Sheet]:
    try:
        book = load_workbook(io.BytesIO(content), read_only=True, keep_links=False)
        found = list(book.worksheets)
    except BROKEN as error:
        raise FileRefusedError(f"Het bestand is beschadigd of geen spreadsheet. {EXPECTED}") from error
    for sheet in found:
        size = measured(sheet)
        yield Sheet(sheet.title, limited(workbook_rows(sheet)), size.rows, size.merged, hidden(sheet, size))


def hidden(sheet: Any, size: Measure) -> list[str]:
    """Return what of a sheet is not shown to a person, in words."""
    parts = {"het blad zelf": sheet.sheet_state != "visible", "rijen": size.hidden_rows}
    return [words for words, is_there in (parts | {"kolommen": size.hidden_columns}).items() if is_there]


def measured(sheet: Any) -> Measure:
    """Return the size of a sheet, before a row of it is in memory."""
    size = Measure()
    try:
        with sheet._get_source() as source:  # the very part that openpyxl reads
            measure(source, size)
    except TooWideError as error:
        raise FileRefusedError(too_wide(error.row)) from error
    except TooManyMergedError as error:
        raise FileRefusedError(
            f"Op het blad '{sheet.title}' zijn te veel cellen samengevoegd om te lezen. {EXPECTED}"
        ) from error
    except BROKEN as error:
        raise FileRefusedError(f"Het blad '{sheet.title}' is beschadigd. {EXPECTED}") from error
    return size


def workbook_rows(sheet: Any) -> Iterator[list[Cell]]:
    """Yield the rows of a sheet, as long as they are; the size that a sheet gives itself may be wrong."""
    try:
        sheet.reset_dimensions()
        for row in sheet.iter_rows():
            yield [EMPTY if cell.value is None else taken(cell) for cell in row]
    except BROKEN as error:
        raise FileRefusedError(f"Het blad '{sheet.title}' is beschadigd. {EXPECTED}") from error


def taken(cell: Any) -> Cell:
    value = cell.value
    if isinstance(value, str) and cell.data_type != "f":
        return Cell(unquoted(value.replace("_x000D_", "")), "", cell.data_type)
    return Cell(str(value) if cell.data_type == "f" else value, cell.number_format, cell.data_type)


def csv_rows(content: bytes) -> Iterator[list[Cell]]:
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise FileRefusedError(
            "De letters van dit bestand zijn niet te lezen. Bewaar het in Excel als 'CSV UTF-8', of als XLSX."
        ) from error
    yield from split_rows(text, ";")


def split_rows(text: str, delimiter: str) -> Iterator[list[Cell]]:
    try:
        for row in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True):
            yield [Cell(unquoted(cell)) if cell else EMPTY for cell in row]
    except csv.Error as error:
        raise FileRefusedError(
            "Het CSV-bestand breekt af: een aanhalingsteken wordt niet gesloten of een cel is te lang."
        ) from error


def limited(rows: Iterable[list[Cell]]) -> Iterator[tuple[int, list[Cell]]]:
    """Number the rows, and refuse a sheet that is longer or wider than any list of figures."""
    for number, row in enumerate(rows, start=1):
        if number > MOST_ROWS:
            raise FileRefusedError(f"Er zijn meer dan {MOST_ROWS // 1000}.000 rijen. Deel het bestand op.")
        if not all(cell.is_empty for cell in row[MOST_COLUMNS:]):
            raise FileRefusedError(too_wide(number))
        yield number, row[:MOST_COLUMNS]


def too_wide(row: int) -> str:
    return f"Rij {row} is langer dan {MOST_COLUMNS} kolommen. {EXPECTED}"


EMPTY = Cell()
