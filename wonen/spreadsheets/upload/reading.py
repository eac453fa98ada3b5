"""Reads the lists in a file that somebody brought, row by row; an app says what a row of its list means."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Generic, TypeVar

from wonen.spreadsheets import month_first
from wonen.spreadsheets.header_row import Layout
from wonen.spreadsheets.looks import Looks
from wonen.spreadsheets.merged_cells import with_merged
from wonen.spreadsheets.safe_reader.contents import Sheet
from wonen.spreadsheets.safe_reader.csv_dialect import WINDOWS, is_windows
from wonen.spreadsheets.safe_reader.file_kinds import ZIPPED
from wonen.spreadsheets.safe_reader.opening import sheets
from wonen.spreadsheets.tables import Problem, Row, Table, read_table
from wonen.spreadsheets.workbook import ABOUT

Draft = TypeVar("Draft")


@dataclass(frozen=True)
class Progress:
    """So many rows of about so many are done."""

    done: int
    total: int


class FileReading(Generic[Draft]):
    """One run through a file. A subclass reads the rows, and keeps what is wrong or worth a look."""

    layout: Layout
    no_table: str  # the sentence for a file in which no sheet holds a list

    def __init__(self, content: bytes, name: str) -> None:
        self.content, self.name = content, name
        self.sheets: list[str] = []
        self._total = self._before = self._row = 0

    @property
    def progress(self) -> Progress:
        """How many rows are read of the sheets that were opened."""
        return Progress(min(self._before + self._row, self._total), self._total)

    def drafts(self) -> Iterator[Draft]:
        """Yield what the rows say; FileRefusedError for what is no spreadsheet."""
        opened = sheets(
            self.content, self.name, self.layout.headers
        )  # or refused: then its letters do not matter
        if not self.content.startswith(ZIPPED) and is_windows(self.content):
            self.notice(WINDOWS)
        has_list = False
        for sheet in map(with_merged, opened):
            self.sheets.append(sheet.name)
            self._total += sheet.length
            table = read_table(sheet, self.layout)
            if table is not None:
                has_list = True
                yield from self._list(sheet, table)
            elif sheet.name not in {"", ABOUT}:  # a CSV has no name, and that sheet only explains
                self.leave(sheet.name)
            self._before, self._row = self._before + sheet.length, 0
        if not has_list:
            self.refuse(Problem(self.no_table))

    def _list(self, sheet: Sheet, table: Table) -> Iterator[Draft]:
        looks, is_begun = Looks(sheet), False
        rows = looks.noted(table.rows)
        if self.layout.dates & table.columns.keys():
            rows = month_first.told(rows, self.layout)
        for found in rows:
            if isinstance(found, Problem):
                self.refuse(found)
                continue
            self._row = found.number
            if not is_begun:
                self.begin(found)
                is_begun = True
            if (draft := self.read(found)) is not None:
                yield draft
        above = self.above(table, sheet.name) if table.above else ()
        for sentence in (*table.notices, *above, *looks.notices()):
            self.notice(sentence)

    def begin(self, row: Row) -> None:
        """Look at the columns of a list, by its first row."""

    def read(self, row: Row) -> Draft | None:
        """Return what a row says; None where that is nothing, or was refused."""
        raise NotImplementedError

    def above(self, table: Table, sheet: str) -> Iterator[str]:  # noqa: ARG002
        """Yield a sentence for each thing above a list that its sender may count on."""
        yield from ()

    def leave(self, sheet: str) -> None:
        """Tell that a sheet holds no list, by its name."""
        raise NotImplementedError

    def refuse(self, problem: Problem) -> None:
        """Keep what is wrong: then nothing of the file is applied."""
        raise NotImplementedError

    def notice(self, sentence: str) -> None:
        """Keep what its sender should look at."""
        raise NotImplementedError
