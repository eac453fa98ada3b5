"""Opens a file of projects: any of the usual CSVs besides a workbook, with merged cells filled in."""

import re
from collections.abc import Iterator

from municipalities.sheets.received import Cell, FileRefusedError, Sheet, sheets, split_rows
from municipalities.sheets.tables import LOOKED_AT, header_name
from projects.sheets.headers import NAMES
from projects.sheets.merged import with_merged

DELIMITERS = (";", "\t", ",")
UNREADABLE = (
    "De letters van dit bestand zijn niet te lezen. Verwacht: een CSV in UTF-8 of Windows-1252, of een XLSX."
)
# A letter with an accent, or a quote, in UTF-8: as Windows-1252 that would read 'CafÃ©'.
TWO_WAYS = re.compile(rb"\xc3[\x80-\xbf]|\xe2\x80[\x90-\xbf]")
MIXED = (
    "In dit bestand zijn letters met accenten op twee manieren bewaard (UTF-8 en Windows-1252). Open het in "
    "uw spreadsheet, kijk die letters na, en bewaar het als 'CSV UTF-8' of als XLSX."
)


def opened(content: bytes, name: str) -> Iterator[Sheet]:
    """Yield the sheets of a file; raise FileRefusedError for what is no spreadsheet."""
    return (with_merged(sheet) for sheet in sheets(content, name, delimited_rows))


def delimited_rows(content: bytes) -> Iterator[list[Cell]]:
    """Yield the rows of a CSV, parted by whatever makes most sense of its headers."""
    text = decoded(content)
    return split_rows(text, delimiter_of(text))


def is_windows(content: bytes) -> bool:
    """Say whether a CSV is not UTF-8, and so read as Windows-1252."""
    try:
        content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return True
    return False


def decoded(content: bytes) -> str:
    if is_windows(content) and TWO_WAYS.search(content):
        raise FileRefusedError(MIXED)
    try:
        return content.decode("cp1252" if is_windows(content) else "utf-8-sig")
    except UnicodeDecodeError as error:
        raise FileRefusedError(UNREADABLE) from error


def delimiter_of(text: str) -> str:
    """Return the delimiter by which a row among the first holds the most known headers."""
    head = "\n".join(text.splitlines()[: LOOKED_AT * 2])
    return max(DELIMITERS, key=lambda delimiter: known_headers(head, delimiter))


def known_headers(head: str, delimiter: str) -> int:
    most = 0
    try:
        for row in split_rows(head, delimiter):
            most = max(most, len({header_name(cell) for cell in row} & set(NAMES)))
    except FileRefusedError:
        pass  # cut off within quotes, or not this delimiter: reading the whole will tell
    return most
