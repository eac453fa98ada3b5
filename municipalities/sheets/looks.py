"""What the looks of a sheet say of its rows: hidden or struck through, and read all the same."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from municipalities.sheets.contents import Rows, Sheet
from municipalities.sheets.tables import Problem, Row

HIDDEN = (
    "Op het blad '{}' is verborgen: {}. Wat verborgen is, is wel gelezen; kijk na of dat de bedoeling is."
)
STRUCK = (
    "Op het blad '{}' is tekst doorgehaald, in {}. Wat doorgehaald is, is wel gelezen; kijk na of dat de "
    "bedoeling is."
)


@dataclass
class Looks:
    """Keeps, while a sheet is read, in which rows something is struck through."""

    sheet: Sheet
    struck: Rows = field(default_factory=Rows)

    def noted(self, table: Iterable[Row | Problem]) -> Iterator[Row | Problem]:
        """Yield what the table holds."""
        for found in table:
            if isinstance(found, Row) and any(cell.is_struck for cell in found.cells.values()):
                self.struck.add(found.number)
            yield found

    def notices(self) -> Iterator[str]:
        """Yield a sentence for each thing that its sender may have overlooked, once the sheet was read."""
        if self.sheet.hidden:
            yield HIDDEN.format(self.sheet.name, " en ".join(self.sheet.hidden))
        if self.struck.count:
            yield STRUCK.format(self.sheet.name, self.struck)
