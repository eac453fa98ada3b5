"""What the looks of a sheet say of its rows: hidden, struck through or run together, and read anyhow."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from wonen.spreadsheets.safe_reader.contents import Rows, Sheet
from wonen.spreadsheets.tables import Problem, Row

HIDDEN = (
    "Op het blad '{}' is verborgen: {}. Wat verborgen is, is wel gelezen; kijk na of dat de bedoeling is."
)
STRUCK = (
    "Op het blad '{}' is tekst doorgehaald, in {}. Wat doorgehaald is, is wel gelezen; kijk na of dat de "
    "bedoeling is."
)
SWALLOWED = (
    "In {} staan in één cel meer regels met het teken dat de kolommen scheidt. Misschien staat daar een "
    "aanhalingsteken te veel, en zijn rijen in één cel beland. Kijk die rij na."
)


@dataclass
class Looks:
    """Keeps, while a sheet is read, in which rows something is struck through, or holds other rows."""

    sheet: Sheet
    struck: Rows = field(default_factory=Rows)
    swallowed: Rows = field(default_factory=Rows)

    def noted(self, table: Iterable[Row | Problem]) -> Iterator[Row | Problem]:
        """Yield what the table holds."""
        for found in table:
            if isinstance(found, Row) and any(cell.is_struck for cell in found.cells.values()):
                self.struck.add(found.number)
            if isinstance(found, Row) and self.sheet.delimiter and self.has_swallowed(found):
                self.swallowed.add(found.number)
            yield found

    def has_swallowed(self, row: Row) -> bool:
        """Say whether a cell of a CSV looks like rows, cut off by a quote where the last of them begins.

        A comma stands in many notes too: then the first line must hold as many as its row would.
        """
        by_commas, width = self.sheet.delimiter == ",", max(row.columns.values())
        for header, cell in row.cells.items():
            if not isinstance(cell.value, str) or "\n" not in cell.value:
                continue
            parted = [line.count(self.sheet.delimiter) for line in cell.value.splitlines()[:-1]]
            if all(parted) and (not by_commas or parted[0] >= width - row.columns[header]):
                return True
        return False

    def notices(self) -> Iterator[str]:
        """Yield a sentence for each thing that its sender may have overlooked, once the sheet was read."""
        if self.sheet.hidden:
            yield HIDDEN.format(self.sheet.name, " en ".join(self.sheet.hidden))
        if self.struck.count:
            yield STRUCK.format(self.sheet.name, self.struck)
        if self.swallowed.count:
            yield SWALLOWED.format(self.swallowed)
