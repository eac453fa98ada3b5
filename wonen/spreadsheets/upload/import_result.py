"""What a spreadsheet would do: how many rows it adds, changes and leaves, and where it is wrong."""

import hashlib
from dataclasses import dataclass, field
from typing import Any, Protocol

from wonen.spreadsheets.tables import Problem, Row, place_of

Differences = dict[str, tuple[Any, Any]]  # by field: the value that is known, and that of the file
EMPTY = "leeg"
SHOWN = 1000  # lines of each kind on the page; all are counted


@dataclass(frozen=True)
class Difference:
    header: str
    old: str
    new: str


@dataclass(frozen=True)
class Line:
    """One row in the preview: where it stands in the file, what it is about, and what becomes of that."""

    sheet: str
    row: int
    name: str
    printed: str = ""
    differences: tuple[Difference, ...] = ()
    value_header: str = ""

    @property
    def fields(self) -> list[Difference]:
        """What there is of a new one besides its value."""
        return [each for each in self.differences if each.header != self.value_header and each.new != EMPTY]

    @property
    def place(self) -> str:
        return place_of(self.sheet, self.row)


class Compared(Protocol):
    """What a row says, as far as an outcome asks it."""

    row: Row

    @property
    def key(self) -> object:
        """Return what tells apart of what the rows are about."""

    def line(self, differences: Differences) -> Line:
        """Return the row as the preview shows it."""


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

    @property
    def is_kept(self) -> bool:
        """Whether there is anything to do with the file but to bring another one."""
        return self.is_applicable or (self.asks_note and not self.wrong)

    def add(self, kind: str, draft: Compared, differences: Differences | None = None) -> None:
        """Count a row under its kind: new, changed, unchanged, empty or kept."""
        count = getattr(self, kind) + 1
        setattr(self, kind, count)
        self._digest.update(repr((kind, draft.row.number, draft.key, differences)).encode())
        lines: list[Line] | None = getattr(self, f"{kind}_lines", None)
        if lines is not None and count <= SHOWN:
            lines.append(draft.line(differences or {}))
