"""Finds dates with their month first: of the other dates of the sheet, day and month cannot be told apart.

A column with a date that can only be read day first is in doubt for its own dates alone. Beside a text with
its month first the real dates of its column are in doubt as well: a spreadsheet in Dutch made those of texts
in which it took the month for the day, and left the text of which the second number is above twelve.
"""

import datetime
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from openpyxl.utils import get_column_letter

from wonen.dutch.single_line_text import line
from wonen.spreadsheets.header_row import Layout
from wonen.spreadsheets.safe_reader.contents import Rows
from wonen.spreadsheets.tables import Problem, Row

DAY = re.compile(r"(?<![0-9])([0-9]{1,2})[-/.]([0-9]{1,2})[-/.](?:[0-9]{4}|[0-9]{2})(?![0-9])")
DOUBTFUL = (
    "In rij {}{} staat '{}': daar staat de maand voorop. Dan is in {} niet te zien wat de dag is en wat de "
    "maand. Schrijf alle datums als dag-maand-jaar, bijvoorbeeld 31-12-2020."
)
MONTHS = 12
EITHER = set(range(1, MONTHS + 1))  # what may be a day and may be a month


@dataclass
class Days:
    """The dates of one column: one with its month first, and the rows with one that can be read both ways."""

    sheet: str
    column: int
    header: str
    month_first: tuple[int, str] | None = None
    has_day_first: bool = False
    doubtful: Rows = field(default_factory=Rows)
    with_real: Rows = field(default_factory=Rows)  # those, and the rows with a real date that may be turned

    def add(self, row: int, value: object) -> None:
        if isinstance(value, datetime.date) and value.day <= MONTHS and value.day != value.month:
            self.with_real.add(row)
        if isinstance(value, str):
            self.add_text(row, line(value))

    def add_text(self, row: int, text: str) -> None:
        dates = [(int(first), int(second)) for first, second in DAY.findall(text)]
        if any(0 < first <= MONTHS < second for first, second in dates):
            self.month_first = self.month_first or (row, text)
        self.has_day_first |= any(0 < second <= MONTHS < first for first, second in dates)
        if any(first != second and {first, second} <= EITHER for first, second in dates):
            self.doubtful.add(row)
            self.with_real.add(row)

    def problem(self, elsewhere: "Days") -> Iterator[Problem]:
        """Yield a problem if dates are in doubt by a date of their own column, or by one ``elsewhere``."""
        proof = self if self.month_first or self.has_day_first else elsewhere
        rows = self.with_real if proof is self else self.doubtful
        if proof.month_first and rows.count:
            row, text = proof.month_first
            column = "" if proof is self else f", kolom {proof.header},"
            sentence = DOUBTFUL.format(row, column, text, rows)
            yield Problem(sentence, self.sheet, None, get_column_letter(self.column + 1), self.header)


def told(table: Iterable[Row | Problem], layout: Layout) -> Iterator[Row | Problem]:
    """Yield what the table holds, and after it a problem for each column of which the dates are in doubt."""
    columns: dict[str, Days] = {}
    for found in table:
        if isinstance(found, Row):
            for header in layout.dates & found.cells.keys():
                days = columns.setdefault(header, Days(found.sheet, found.columns[header], header))
                days.add(found.number, found.cells[header].value)
        yield found
    in_order = sorted(columns.values(), key=lambda days: days.column)
    if proof := next((days for days in in_order if days.month_first), None):
        for days in in_order:
            yield from days.problem(proof)
