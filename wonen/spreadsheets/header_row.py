"""Finds the header of a list: the row of a sheet that has the names of its columns."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from wonen.dutch.single_line_text import line
from wonen.spreadsheets.cells import shown
from wonen.spreadsheets.safe_reader.contents import Cell, Sheet

NumberedRow = tuple[int, Sequence[Cell]]
# Behind a header: a star at what must be filled in, a colon, the number of a footnote.
SIGNS = " *:†‡¹²³⁰⁴⁵⁶⁷⁸⁹"
LOOKED_AT = 30  # rows in which the header may stand
ENOUGH = 3  # known headers that make a row the header


@dataclass(frozen=True)
class Layout:
    """Which headers a list may have (lower case, with what they stand for), and which it must have."""

    headers: Mapping[str, str]
    needed: Sequence[str]
    unknown: str  # the sentence at a header that is not known
    enough: int = ENOUGH
    dates: frozenset[str] = frozenset()  # the headers above columns that may hold days


@dataclass(frozen=True)
class Head:
    """A row that may be the header: its place among the rows that were looked at, and what it has of one."""

    place: int
    number: int
    cells: Sequence[Cell]
    named: list[str]
    layout: Layout

    @property
    def columns(self) -> dict[str, int]:
        """Where each header stands first, in the order of the row."""
        found: dict[str, int] = {}
        for place, name in enumerate(self.named):
            if name in self.layout.headers:
                found.setdefault(self.layout.headers[name], place)
        return found

    @property
    def known(self) -> set[str]:
        return set(self.named) & self.layout.headers.keys()

    @property
    def needed(self) -> int:
        """How many of the headers that a list must have are there."""
        return len(self.columns.keys() & set(self.layout.needed))

    @property
    def is_whole(self) -> bool:
        """Whether nothing is wrong with its columns."""
        named = [name for name in self.named if name]
        return len(self.columns) == len(named) and self.needed == len(self.layout.needed)

    def has_rows(self, below: Iterable[NumberedRow]) -> bool:
        """Whether a row below it is filled under some of its headers, as those of a list are."""
        places = {place for place, name in enumerate(self.named) if name in self.known}
        return any(len(filled(cells) & places) >= self.layout.enough for _, cells in below)


def top_of(sheet: Sheet, layout: Layout) -> tuple[list[NumberedRow], list[Head]]:
    """Return the rows up to a whole header, or all in which one may stand; and those that may be one."""
    top: list[NumberedRow] = []
    heads: list[Head] = []
    for number, cells in sheet.rows:
        top.append((number, cells))
        if number > LOOKED_AT:
            break
        head = Head(len(top) - 1, number, cells, [header_name(cell) for cell in cells], layout)
        if len(head.known) >= layout.enough:
            heads.append(head)
            if head.is_whole:
                break
    return top, heads


def chosen(heads: list[Head], top: list[NumberedRow]) -> Head:
    """Return the header: the first that has a list of its own, else the one with most of what is needed.

    What stands above the header is not read. So a list that is complete but for a column that is not known
    stays the list, to be refused for that, though another follows.
    """
    for head, following in pairwise(heads):
        if head.needed == len(head.layout.needed) and head.has_rows(top[head.place + 1 : following.place]):
            return head
    return max(heads, key=lambda head: (head.is_whole, head.needed, len(head.known)))


def filled(cells: Sequence[Cell]) -> set[int]:
    """Return the places of the cells that hold something of their own."""
    return {place for place, cell in enumerate(cells) if not (cell.is_empty or cell.is_copy)}


def header_name(cell: Cell) -> str:
    """Return what stands above a column, without what nobody sees and without signs behind it."""
    is_unseen = cell.is_copy or cell.is_covered or cell.is_unshown
    return "" if is_unseen else line(shown(cell)).rstrip(SIGNS).lower()
