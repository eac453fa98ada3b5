"""Reads a CSV in whatever way a spreadsheet writes it: its letters, what parts its columns, its quotes."""

import codecs
import csv
import io
import re
from collections.abc import Container, Iterator
from itertools import product

from wonen.spreadsheets.header_row import LOOKED_AT, header_name
from wonen.spreadsheets.safe_reader.contents import EMPTY, Cell, FileRefusedError
from wonen.spreadsheets.text import unquoted

DELIMITERS = (";", "\t", ",")
UTF_16 = {codecs.BOM_UTF16_LE: "utf-16", codecs.BOM_UTF16_BE: "utf-16"}
LOOKED_AT_BYTES, MOSTLY = 4096, 0.75
MARK = "\ufeff"
UNREADABLE = (
    "De letters van dit bestand zijn niet te lezen. Verwacht: een CSV in UTF-8 of Windows-1252, of een XLSX."
)
# A letter with an accent, or a quote, in UTF-8: as Windows-1252 that would read 'CafÃ©'.
TWO_WAYS = re.compile(rb"\xc3[\x80-\xbf]|\xe2\x80[\x90-\xbf]")
MIXED = (
    "In dit bestand zijn letters met accenten op twee manieren bewaard (UTF-8 en Windows-1252). Open het in "
    "uw spreadsheet, kijk die letters na, en bewaar het als 'CSV UTF-8' of als XLSX."
)
WINDOWS = "De tekst is gelezen als Windows-1252, want het is geen UTF-8. Kijk letters met accenten na."
BROKEN_OFF = (
    "Het CSV-bestand breekt af bij regel {}: een aanhalingsteken wordt daar niet gesloten, of een cel is te "
    "lang. Kijk die regel na."
)
# What programs write so that a spreadsheet takes a code for text: ="0012".
AS_TEXT = re.compile(r'="((?:[^"]|"")*)"\s*')


def delimited_rows(content: bytes, headers: Container[str]) -> tuple[str, Iterator[list[Cell]]]:
    """Return what parts the columns of a CSV, by what makes most sense of its headers; and its rows."""
    text = decoded(content)
    head = "\n".join(text.splitlines()[: LOOKED_AT * 2])
    # A space after a comma is part of no cell, and then a quote after it begins one.
    ways = product(DELIMITERS, (False, True))
    delimiter, skips = max(ways, key=lambda way: known_headers(head, way[0], headers, skips_space=way[1]))
    return delimiter, split_rows(text, delimiter, skips_space=skips)


def utf16(content: bytes) -> str:
    """Return how the letters of UTF-16 are ordered; empty for other letters.

    Without a mark it is known by its zeros: every second byte of a letter without accents is one.
    """
    start = content[:LOOKED_AT_BYTES]
    for mark, encoding in UTF_16.items():
        if start.startswith(mark):
            return encoding
    for encoding, zeros, letters in (
        ("utf-16-le", start[1::2], start[::2]),
        ("utf-16-be", start[::2], start[1::2]),
    ):
        if zeros.count(0) > MOSTLY * len(zeros) and 0 not in letters:
            return encoding
    return ""


def is_windows(content: bytes) -> bool:
    """Say whether a CSV is not UTF-8, and so read as Windows-1252."""
    if utf16(content):
        return False
    try:
        content.decode()
    except UnicodeDecodeError:
        return True
    return False


def decoded(content: bytes) -> str:
    if is_windows(content) and TWO_WAYS.search(content):
        raise FileRefusedError(MIXED)
    encoding = utf16(content) or ("cp1252" if is_windows(content) else "utf-8")
    try:
        text = content.decode(encoding).lstrip(MARK)
    except UnicodeDecodeError as error:
        raise FileRefusedError(UNREADABLE) from error
    if "\0" in text:
        raise FileRefusedError(UNREADABLE)
    return text


def known_headers(head: str, delimiter: str, headers: Container[str], *, skips_space: bool) -> int:
    most = 0
    try:
        for row in split_rows(head, delimiter, skips_space=skips_space):
            most = max(most, sum(name in headers for name in {header_name(cell) for cell in row}))
    except FileRefusedError:
        pass  # cut off within quotes, or not this delimiter: reading the whole will tell
    return most


def split_rows(text: str, delimiter: str, *, skips_space: bool = False) -> Iterator[list[Cell]]:
    lines, by_commas = io.StringIO(text, newline=""), delimiter == ","
    reader = csv.reader(lines, delimiter=delimiter, skipinitialspace=skips_space, strict=True)
    begun = 1  # the line on which a row begins: of a quote that is never closed the last line would be told
    try:
        for row in reader:
            yield [cell_of(text, by_commas=by_commas) if text else EMPTY for text in row]
            begun = reader.line_num + 1
    except csv.Error as error:
        raise FileRefusedError(BROKEN_OFF.format(begun)) from error


def cell_of(text: str, *, by_commas: bool = False) -> Cell:
    """Return what a spreadsheet would make of the text: a formula only if it is one."""
    if not text.startswith("="):
        return Cell(unquoted(text), by_commas=by_commas)
    found = AS_TEXT.fullmatch(text)
    return Cell(found[1].replace('""', '"'), by_commas=by_commas) if found else Cell(text, kind="f")
