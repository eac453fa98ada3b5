"""What a spreadsheet would do: how many figures it adds, changes and leaves, and where it is wrong."""

import datetime
import hashlib
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from municipalities.figures.spreadsheet.columns import Header
from municipalities.figures.spreadsheet.row_parser import HEADERS, Draft
from municipalities.models.figures import Figure
from municipalities.models.indicators import Indicator
from municipalities.models.rent_limits import Capping
from wonen.dutch.numbers import decimals_in, print_value
from wonen.dutch.periods import print_date
from wonen.spreadsheets.tables import Problem, place_of

EMPTY = "leeg"
SHOWN = 1000  # lines of each kind on the page; all are counted


@dataclass(frozen=True)
class Difference:
    header: str
    old: str
    new: str


@dataclass(frozen=True)
class Line:
    """One figure in the preview: where it stands in the file, which it is, and what becomes of it."""

    sheet: str
    row: int
    name: str
    printed: str = ""
    differences: tuple[Difference, ...] = ()

    @property
    def fields(self) -> list[Difference]:
        """What is published of a new figure besides its value."""
        return [each for each in self.differences if each.header != Header.VALUE and each.new != EMPTY]

    @property
    def place(self) -> str:
        return place_of(self.sheet, self.row)


@dataclass
class Outcome:
    """Counts everything, keeps the first lines to show, and a digest to know the same outcome again."""

    new: int = 0
    changed: int = 0
    unchanged: int = 0
    empty: int = 0
    kept: int = 0
    wrong: int = 0
    new_lines: list[Line] = field(default_factory=list)
    changed_lines: list[Line] = field(default_factory=list)
    kept_lines: list[Line] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    unread: list[str] = field(default_factory=list)
    notices: list[str] = field(default_factory=list)
    asks_note: bool = False  # it has a column Opmerking of before, and so has to be asked which note that is
    awaits_note: bool = False  # nobody has said that yet
    keeps_inside: bool = False  # remarks are read as internal notes
    _digest: Any = field(default_factory=hashlib.sha256)

    @property
    def digest(self) -> str:
        return str(self._digest.hexdigest())

    @property
    def rows(self) -> int:
        return self.new + self.changed + self.unchanged + self.empty + self.kept

    @property
    def is_applicable(self) -> bool:
        return not self.wrong and not self.awaits_note and bool(self.new or self.changed)

    def refuse(self, *problems: Problem) -> None:
        self.wrong += len(problems)
        self.problems += problems[: max(0, SHOWN - len(self.problems))]

    def add(self, kind: str, draft: Draft, differences: dict[str, tuple[Any, Any]] | None = None) -> None:
        """Count a row under its kind: new, changed, unchanged, empty or kept."""
        count = getattr(self, kind) + 1
        setattr(self, kind, count)
        self._digest.update(repr((kind, draft.row.number, draft.key, differences)).encode())
        lines: list[Line] | None = getattr(self, f"{kind}_lines", None)
        if lines is not None and count <= SHOWN:
            lines.append(line(draft, differences or {}))


def line(draft: Draft, differences: dict[str, tuple[Any, Any]]) -> Line:
    told = tuple(
        Difference(str(HEADERS[name]), *(printed(value, HEADERS[name], draft.indicator) for value in pair))
        for name, pair in differences.items()
    )
    value = printed(draft.values["value"], Header.VALUE, draft.indicator)
    return Line(draft.row.sheet, draft.row.number, draft.name, value, told)


def printed(value: Any, header: Header, indicator: Indicator) -> str:
    """Return a value of a field as the page shows it."""
    if isinstance(value, Decimal):
        return print_value(value, indicator.unit, max(indicator.decimals, decimals_in(value)))
    if isinstance(value, datetime.date):
        return print_date(value)
    if header == Header.VALUE:
        return str(Figure.Status.UNREADABLE.label)
    if header == Header.STATUS and value:
        return str(Figure.Status(value).label)
    if header == Header.CAPPING and value:
        return str(Capping(value).label)
    return str(value) if value else EMPTY
