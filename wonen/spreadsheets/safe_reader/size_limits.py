"""Measures a sheet before a row of it is kept, which would be in memory whole, however long that is."""

from collections.abc import Mapping
from typing import IO

from defusedxml.ElementTree import DefusedXMLParser

from wonen.spreadsheets.safe_reader.contents import MOST_ROWS, Rows
from wonen.spreadsheets.safe_reader.package import MAIN, YES, counted

# Excel has 16,384 columns; a program may give each of them a colour, and one cell holds a few elements.
MOST_IN_A_ROW = 20_000
# Merged cells, links and validations beside the rows: the tree of the XML keeps those too.
MOST_BESIDE = 200_000
MOST_MERGED = 20_000
ROW, MERGED, COLUMN, FORMAT = (f"{MAIN}{name}" for name in ("row", "mergeCell", "col", "sheetFormatPr"))
CHUNK = 64 * 1024
# Points of height, and letters of width, below which nobody can read what is in a row or column.
SMALLEST = {"ht": 2.0, "defaultRowHeight": 2.0, "width": 0.5}


class TooWideError(Exception):
    def __init__(self, row: int) -> None:
        super().__init__(row)
        self.row = row


class TooManyRowsError(Exception):
    """There are more rows than any list has, were it only with a height."""


class TooManyMergedError(Exception):
    """More areas of cells are merged than any list that people make has."""


class Measure:
    """Counts the elements of one row, and those outside the rows; keeps only which cells are merged."""

    def __init__(self) -> None:
        self.rows = self.depth = self.in_row = self.beside = self.elements = 0
        self.number = 0
        self.disorder: tuple[int, int] | None = None  # a row, and the one before it that is not before it
        self.merged: list[str] = []
        self.hides_rows = False  # but for those that say otherwise
        self.hidden_rows = Rows()
        self.hidden_columns = 0

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        if tag == ROW:
            if not self.depth:
                self.row(attributes)
            self.depth += 1
        if self.depth:
            self.in_row += 1
            self.elements += 1
        else:
            self.beside += 1
            self.outside(tag, attributes)
        if self.in_row > MOST_IN_A_ROW or self.beside > MOST_BESIDE:
            raise TooWideError(self.number)

    def row(self, attributes: Mapping[str, str]) -> None:
        self.rows += 1
        self.in_row = 0
        if self.rows > MOST_ROWS:
            raise TooManyRowsError
        number = counted(attributes["r"]) if attributes.get("r") else self.number + 1
        if number <= self.number and self.disorder is None:
            self.disorder = (number, self.number)
        self.number = number
        shows_itself = "ht" in attributes or "hidden" in attributes
        if is_hidden(attributes, "ht") or (self.hides_rows and not shows_itself):
            self.hidden_rows.add(number)

    def outside(self, tag: str, attributes: Mapping[str, str]) -> None:
        if tag == FORMAT:
            self.hides_rows = attributes.get("zeroHeight") in YES or is_hidden(attributes, "defaultRowHeight")
        if tag == COLUMN:
            self.hidden_columns += is_hidden(attributes, "width")
        if tag == MERGED:
            self.merged.append(attributes.get("ref", ""))
            if len(self.merged) > MOST_MERGED:
                raise TooManyMergedError

    def end(self, tag: str) -> None:
        if tag == ROW:
            self.depth -= 1

    def close(self) -> None:
        """Nothing is left to give back."""


def is_hidden(attributes: Mapping[str, str], size: str) -> bool:
    """Say whether a row or column is not shown: said so, or too small to read anything."""
    return attributes.get("hidden") in YES or float(attributes.get(size) or SMALLEST[size]) < SMALLEST[size]


def measure(source: IO[bytes], into: Measure) -> None:
    """Read a sheet a bit at a time; raise TooWideError, or what the parser raises on broken XML."""
    parser = DefusedXMLParser(target=into)
    while chunk := source.read(CHUNK):
        parser.feed(chunk)
    parser.close()
