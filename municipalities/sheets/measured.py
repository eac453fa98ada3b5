"""Measures a sheet before openpyxl reads it, which holds a whole row in memory, however long that is."""

from collections.abc import Mapping
from typing import IO

from defusedxml.ElementTree import DefusedXMLParser
from openpyxl.worksheet._reader import ROW_TAG

# Excel has 16,384 columns; a program may give each of them a colour, and one cell holds a few elements.
MOST_IN_A_ROW = 20_000
# Merged cells, links and validations beside the rows: openpyxl keeps those too.
MOST_BESIDE = 200_000
MOST_MERGED = 20_000
MERGED_TAG = ROW_TAG.removesuffix("row") + "mergeCell"
COLUMN_TAG = ROW_TAG.removesuffix("row") + "col"
CHUNK = 64 * 1024


class TooWideError(Exception):
    def __init__(self, row: int) -> None:
        super().__init__(row)
        self.row = row


class TooManyMergedError(Exception):
    """More areas of cells are merged than any list that people make has."""


class Measure:
    """Counts the elements of one row, and those outside the rows; keeps only which cells are merged."""

    def __init__(self) -> None:
        self.rows = self.depth = self.in_row = self.beside = 0
        self.merged: list[str] = []
        self.hidden_rows = self.hidden_columns = 0

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        if tag == ROW_TAG:
            if not self.depth:
                self.rows += 1
                self.in_row = 0
                self.hidden_rows += is_hidden(attributes)
            self.depth += 1
        if self.depth:
            self.in_row += 1
        else:
            self.beside += 1
        if tag == COLUMN_TAG and is_hidden(attributes):
            self.hidden_columns += 1
        if tag == MERGED_TAG:
            self.merged.append(attributes.get("ref", ""))
            if len(self.merged) > MOST_MERGED:
                raise TooManyMergedError
        if self.in_row > MOST_IN_A_ROW or self.beside > MOST_BESIDE:
            raise TooWideError(self.rows)

    def end(self, tag: str) -> None:
        if tag == ROW_TAG:
            self.depth -= 1

    def close(self) -> None:
        """Nothing is left to give back."""


def is_hidden(attributes: Mapping[str, str]) -> bool:
    return attributes.get("hidden") in {"1", "true"}


def measure(source: IO[bytes], into: Measure) -> None:
    """Read a sheet a bit at a time; raise TooWideError, or what the parser raises on broken XML."""
    parser = DefusedXMLParser(target=into)
    while chunk := source.read(CHUNK):
        parser.feed(chunk)
    parser.close()
