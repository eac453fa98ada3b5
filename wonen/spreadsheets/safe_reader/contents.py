"""What a spreadsheet holds, whatever kind of file it came in: sheets of numbered rows of cells."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from wonen.dutch.numbers import enumerated, with_noun
from wonen.dutch.single_line_text import line

MOST_ROWS, MOST_COLUMNS = 200_000, 200
EXPECTED = "Verwacht: een XLSX-bestand uit Excel of LibreOffice, of een CSV-bestand."


class FileRefusedError(Exception):
    """The file as a whole cannot be read; the message is a Dutch sentence for its sender."""


@dataclass(frozen=True, slots=True)
class Cell:
    """What a cell holds, and how it shows that: 0.084 in a cell in percent reads 8,4%."""

    value: Any = None
    format: str = ""
    kind: str = "s"
    merged: str = ""  # the merged area that it is in, such as B3:B9
    is_copy: bool = False  # the value stands in the first cell of that area
    is_covered: bool = False  # nobody sees it: that area shows the other value of its first cell
    is_unshown: bool = False  # nobody sees it: its format shows nothing of a text
    is_struck: bool = False  # what it holds is struck through, or a part of it
    is_partly_struck: bool = False
    by_commas: bool = False  # it comes from a CSV of which commas part the columns

    @property
    def is_empty(self) -> bool:
        """Whether nothing is seen in the cell."""
        value = self.value
        return value is None or (isinstance(value, str) and not "!" <= value[:1] <= "~" and not line(value))


NAMED = 10  # rows by their number; of more the count is told


@dataclass
class Rows:
    """Rows that a sentence is about: the first by their number, and how many there are."""

    numbers: list[int] = field(default_factory=list)
    count: int = 0

    def add(self, number: int) -> None:
        self.count += 1
        if self.count <= NAMED:
            self.numbers.append(number)

    def __str__(self) -> str:
        """Return them in words: 'rij 2, 3 en 5', or after ten of them 'en nog 4 rijen'."""
        left = self.count - len(self.numbers)
        rest = f"nog {with_noun(left, 'rij', 'rijen')}" if left else ""
        numbers = [*map(str, self.numbers), *filter(None, [rest])]
        return f"rij {enumerated(numbers)}"


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet by its name (a CSV has none), with its numbered rows, about how many, and what is merged.

    A row in which nothing stands may be left out.
    """

    name: str
    rows: Iterator[tuple[int, Sequence[Cell]]]
    length: int = 0
    merged: list[str] = field(default_factory=list)
    hidden: list[str] = field(
        default_factory=list
    )  # what a person does not see of it, and is read all the same
    delimiter: str = ""  # what parts the columns of a CSV


def too_wide(row: int) -> str:
    return f"Rij {row} is langer dan {MOST_COLUMNS} kolommen. {EXPECTED}"


EMPTY = Cell()
