"""Opens a spreadsheet that somebody sent, row by row, without trusting it."""

import io
import zipfile
import zlib
from collections.abc import Container, Iterable, Iterator, Sequence
from xml.etree.ElementTree import ParseError

from django.conf import settings

from wonen.spreadsheets.safe_reader.contents import (
    EXPECTED,
    MOST_COLUMNS,
    MOST_ROWS,
    Cell,
    FileRefusedError,
    Sheet,
    too_wide,
)
from wonen.spreadsheets.safe_reader.csv_dialect import delimited_rows, utf16
from wonen.spreadsheets.safe_reader.file_kinds import STRICT, ZIPPED, refuse_known, refuse_package
from wonen.spreadsheets.safe_reader.package import Part, StrictError, Workbook, opened_workbook
from wonen.spreadsheets.safe_reader.sheet_rows import SheetReader, in_order, listed
from wonen.spreadsheets.safe_reader.size_limits import (
    Measure,
    TooManyMergedError,
    TooManyRowsError,
    TooWideError,
    measure,
)

MOST_BYTES = settings.LARGEST_SPREADSHEET
# 200,000 rows of figures unpack to 195 MB.
MOST_PARTS, MOST_UNPACKED, MOST_OF_A_PART = 1000, 200 * 1024 * 1024, 40 * 1024 * 1024
MOST_TIMES, SMALL = 100, 1024 * 1024
# Rows in another order are all kept in memory before the first is read: some 300 bytes a cell.
MOST_SORTED = 100_000
# What zipfile, the XML parser and reading a cell raise on a file that is not what it says it is.
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
AGAIN = "Open het bestand in uw spreadsheet en sla het opnieuw op."
DAMAGED = f"Het bestand is beschadigd. Misschien is het niet heel aangekomen. {AGAIN}"
DAMAGED_SHEET = f"Het blad '{{}}' is beschadigd. {AGAIN}"
DISORDERED = (
    "Op het blad '{}' staan de rijen niet op volgorde (rij {} komt na rij {}). Open het bestand in uw "
    "spreadsheet en bewaar het opnieuw."
)
TOO_MANY_ROWS = (
    f"Er zijn meer dan {MOST_ROWS // 1000}.000 rijen. Deel het bestand op, of verwijder lege rijen onderaan."
)


def sheets(content: bytes, name: str, headers: Container[str] = ()) -> Iterator[Sheet]:
    """Yield the sheets of a file; raise FileRefusedError for what is no spreadsheet.

    By ``headers``, the columns that are known, it is found how the columns of a CSV are parted.
    """
    if len(content) > MOST_BYTES:
        raise FileRefusedError("Het bestand is te groot. Verwacht: hoogstens 10 MB.")
    if content.startswith(ZIPPED):
        check_archive(content)
        return workbook_sheets(content)
    refuse_known(content)
    if name.lower().endswith(".xlsx") or (b"\0" in content and not utf16(content)):
        raise FileRefusedError(f"Dit bestand is geen spreadsheet, ook al heet het '{name}'. {EXPECTED}")
    delimiter, rows = delimited_rows(content, headers)
    numbered = limited(enumerate(rows, start=1))
    return iter([Sheet("", numbered, content.count(b"\n") + 1, delimiter=delimiter)])


def check_archive(content: bytes) -> None:
    """Refuse what would be too much once unpacked, by its directory: Python unpacks no more than it says."""
    try:
        archive = zipfile.ZipFile(io.BytesIO(content))
    except BROKEN as error:
        raise FileRefusedError(DAMAGED) from error
    parts = archive.infolist()
    sizes = [part.file_size for part in parts]
    packed = any(part.file_size > SMALL + MOST_TIMES * part.compress_size for part in parts)
    heavy = any(part.file_size > MOST_OF_A_PART and "/worksheets/" not in part.filename for part in parts)
    if len(parts) > MOST_PARTS or sum(sizes) > MOST_UNPACKED or packed or heavy:
        raise FileRefusedError(
            "Het bestand is uitgepakt veel te groot voor een lijst met cijfers en is daarom niet geopend. "
            f"{EXPECTED}"
        )
    try:
        refuse_package(archive)
    except BROKEN as error:
        raise FileRefusedError(DAMAGED) from error


def workbook_sheets(content: bytes) -> Iterator[Sheet]:
    try:
        book = opened_workbook(content)
    except StrictError as error:
        raise FileRefusedError(STRICT) from error
    except BROKEN as error:
        raise FileRefusedError(f"Het bestand is beschadigd of geen spreadsheet. {EXPECTED}") from error
    for part in book.sheets:
        size = measured(book, part)
        rows = limited(workbook_rows(book, part, size))
        yield Sheet(part.name, rows, size.rows, size.merged, hidden(part, size))


def hidden(part: Part, size: Measure) -> list[str]:
    """Return what of a sheet is not shown to a person, in words."""
    rows = {str(size.hidden_rows): size.hidden_rows.count} if size.hidden_rows.count else {}
    parts = {"het blad zelf": not part.is_visible} | rows | {"kolommen": size.hidden_columns}
    return [words for words, is_there in parts.items() if is_there]


def measured(book: Workbook, part: Part) -> Measure:
    """Return the size of a sheet, before a row of it is in memory."""
    size = Measure()
    try:
        with book.open(part.path) as source:
            measure(source, size)
    except TooWideError as error:
        raise FileRefusedError(too_wide(error.row)) from error
    except TooManyRowsError as error:
        raise FileRefusedError(TOO_MANY_ROWS) from error
    except TooManyMergedError as error:
        raise FileRefusedError(
            f"Op het blad '{part.name}' zijn te veel cellen samengevoegd om te lezen. {EXPECTED}"
        ) from error
    except BROKEN as error:
        raise FileRefusedError(DAMAGED_SHEET.format(part.name)) from error
    if size.disorder and size.elements > MOST_SORTED:
        raise FileRefusedError(DISORDERED.format(part.name, *size.disorder))
    return size


def workbook_rows(book: Workbook, part: Part, size: Measure) -> Iterator[tuple[int, Sequence[Cell]]]:
    """Yield the rows of a sheet in which anything stands, in order of their number."""
    try:
        with book.open(part.path) as source:
            rows = SheetReader(book, part.name).rows(source)
            for number, cells in in_order(rows, part.name) if size.disorder else rows:
                yield number, listed(cells)
    except BROKEN as error:
        raise FileRefusedError(DAMAGED_SHEET.format(part.name)) from error


def limited(rows: Iterable[tuple[int, Sequence[Cell]]]) -> Iterator[tuple[int, Sequence[Cell]]]:
    """Refuse a sheet that is longer or wider than any list of figures."""
    for number, row in rows:
        if number > MOST_ROWS:
            raise FileRefusedError(TOO_MANY_ROWS)
        if not all(cell.is_empty for cell in row[MOST_COLUMNS:]):
            raise FileRefusedError(too_wide(number))
        yield number, row[:MOST_COLUMNS]
