"""Charts as rows that are ready to print: the table is the chart, a script only draws it."""

from __future__ import annotations

from dataclasses import dataclass

from projects.notation import number
from projects.sums.intervals import Interval

MOST_ROWS = 32  # static/charts.css reserves room for so many; a longer list reads better as a table


@dataclass(frozen=True)
class ChartRow:
    """One bar. ``cells`` has an interval per column of the chart; ``total`` what they are parts of."""

    label: str
    cells: tuple[Interval, ...]
    href: str = ""  # the list of the projects behind the bar
    total: Interval | None = None  # where the cells need not add up: what is not yet divided is the rest

    @property
    def solid(self) -> int:
        """The dwellings that certainly stand in one of the columns."""
        return sum(cell.least for cell in self.cells)

    @property
    def open(self) -> int:
        """The dwellings that may be added to the solid part of the bar."""
        if self.total:
            return max(self.total.most - self.solid, 0)
        return self.cells[0].most - self.solid if len(self.cells) == 1 else 0

    @property
    def end(self) -> str:
        """What stands at the end of the bar."""
        if self.total:
            return str(self.total)
        if len(self.cells) == 1:
            return str(self.cells[0])
        # The most of each column may count the same dwellings twice: only the least can be added up.
        certain = all(cell.is_certain for cell in self.cells)
        return number(self.solid) if certain else f"minstens {number(self.solid)}"


@dataclass(frozen=True)
class Chart:
    """A table of dwellings, and how to draw it.

    With one column each row is a bar: its least solid, what may be added hatched. With more columns the
    least of each is stacked, and what ``total`` has more than these is hatched on top: not yet divided.
    """

    slug: str  # of the page's anchor
    title: str
    about: str  # in a sentence what it shows, read out before the table
    heading: str  # of the first column
    columns: tuple[str, ...]
    rows: tuple[ChartRow, ...]

    @property
    def is_stacked(self) -> bool:
        return len(self.columns) > 1

    @property
    def is_drawn(self) -> bool:
        """Say whether there is anything to draw, and few enough bars to read."""
        return len(self.rows) <= MOST_ROWS and not self.is_empty

    @property
    def is_empty(self) -> bool:
        return not any(row.solid or row.open for row in self.rows)

    @property
    def has_totals(self) -> bool:
        return any(row.total for row in self.rows)

    @property
    def open_key(self) -> str:
        """What the hatched part of a bar means; empty where no bar has one."""
        if not any(row.open for row in self.rows):
            return ""
        if not self.is_stacked:
            return "Mogelijk meer"
        certain = all(row.total.is_certain for row in self.rows if row.total)
        return "Nog niet verdeeld" if certain else "Nog niet verdeeld of nog niet zeker"

    @property
    def keys(self) -> tuple[str, ...]:
        """What the solid parts of a bar mean, in the order of drawing; none where a bar is one solid part."""
        if self.is_stacked:
            return self.columns
        return ("Zeker",) if self.open_key else ()
