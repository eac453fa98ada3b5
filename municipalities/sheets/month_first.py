"""Finds columns in which a date has its month first: of the others, day and month cannot be told apart."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from openpyxl.utils import get_column_letter

from municipalities.lines import line
from municipalities.sheets.contents import Rows
from municipalities.sheets.heads import Layout
from municipalities.sheets.tables import Problem, Row

DAY = re.compile(r"([0-9]{1,2})[-/.]([0-9]{1,2})[-/.](?:[0-9]{4}|[0-9]{2})")
DOUBTFUL = (
    "In rij {} staat '{}': daar staat de maand voorop. Dan is in {} niet te zien wat de dag is en wat de "
    "maand. Schrijf alle datums als dag-maand-jaar, bijvoorbeeld 31-12-2020."
)
MONTHS = 12


@dataclass
class Days:
    """The dates of one column: one with its month first, and the rows with one that can be read both ways."""

    sheet: str
    column: int
    month_first: tuple[int, str] | None = None
    doubtful: Rows = field(default_factory=Rows)

    def add(self, row: int, text: str) -> None:
        found = DAY.fullmatch(text)
        first, second = (int(found[1]), int(found[2])) if found else (0, 0)
        if first <= MONTHS < second:
            self.month_first = self.month_first or (row, text)
        elif 0 < first <= MONTHS and 0 < second <= MONTHS and first != second:
            self.doubtful.add(row)

    def problem(self, header: str) -> Iterator[Problem]:
        if self.month_first and self.doubtful.count:
            sentence = DOUBTFUL.format(*self.month_first, self.doubtful)
            yield Problem(sentence, self.sheet, None, get_column_letter(self.column + 1), header)


def told(table: Iterable[Row | Problem], layout: Layout) -> Iterator[Row | Problem]:
    """Yield what the table holds, and after it a problem for each column of which the dates are in doubt."""
    columns: dict[str, Days] = {}
    for found in table:
        if isinstance(found, Row):
            for header in layout.dates & found.cells.keys():
                days = columns.setdefault(header, Days(found.sheet, found.columns[header]))
                value = found.cells[header].value
                days.add(found.number, line(value) if isinstance(value, str) else "")
        yield found
    for header, days in columns.items():
        yield from days.problem(header)
