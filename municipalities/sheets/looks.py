"""What the looks of a sheet say of its rows: hidden or struck through, and read all the same."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from municipalities.notation import with_noun
from municipalities.sheets.contents import Sheet
from municipalities.sheets.tables import Problem, Row

HIDDEN = (
    "Op het blad '{}' is verborgen: {}. Wat verborgen is, is wel gelezen; kijk na of dat de bedoeling is."
)
STRUCK = (
    "Op het blad '{}' is tekst doorgehaald, in rij {}. Wat doorgehaald is, is wel gelezen; kijk na of dat de "
    "bedoeling is."
)
NAMED = 10  # rows by their number; of more the count is told


@dataclass
class Looks:
    """Keeps, while a sheet is read, in which rows something is struck through."""

    sheet: Sheet
    struck: list[int] = field(default_factory=list)
    count: int = 0

    def noted(self, table: Iterable[Row | Problem]) -> Iterator[Row | Problem]:
        """Yield what the table holds."""
        for found in table:
            if isinstance(found, Row) and any(cell.is_struck for cell in found.cells.values()):
                self.count += 1
                self.struck += [found.number] * (self.count <= NAMED)
            yield found

    def notices(self) -> Iterator[str]:
        """Yield a sentence for each thing that its sender may have overlooked, once the sheet was read."""
        if self.sheet.hidden:
            yield HIDDEN.format(self.sheet.name, " en ".join(self.sheet.hidden))
        if self.count:
            yield STRUCK.format(self.sheet.name, self._numbers())

    def _numbers(self) -> str:
        rest = f"nog {with_noun(self.count - NAMED, 'rij', 'rijen')}" if self.count > NAMED else ""
        numbers = [*map(str, self.struck), *filter(None, [rest])]
        return " en ".join(filter(None, [", ".join(numbers[:-1]), numbers[-1]]))
