"""Finds the list of figures on a sheet: its header row, its columns, and what is wrong with those."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from openpyxl.utils import get_column_letter

from municipalities.lines import line
from municipalities.sheets.cells import shown
from municipalities.sheets.columns import NEEDED, SYNONYMS, Header
from municipalities.sheets.contents import EMPTY, Cell, Sheet

# Behind a header: a star at what must be filled in, a colon, the number of a footnote.
SIGNS = " *:†‡¹²³⁰⁴⁵⁶⁷⁸⁹"
LOOKED_AT = 30  # rows in which the header may stand
ENOUGH = 3  # known headers that make a row the header
HEADERS = {name.lower(): header for header in Header for name in (header.value, *SYNONYMS.get(header, ()))}


@dataclass(frozen=True)
class Layout:
    """Which headers a list may have (lower case, with what they stand for), and which it must have."""

    headers: Mapping[str, str]
    needed: Sequence[str]
    unknown: str  # the sentence at a header that is not known
    enough: int = ENOUGH


NO_BREAK = "\u00a0"
FIGURES = Layout(HEADERS, NEEDED, f"Deze kolom is niet bekend. Verwacht: {', '.join(Header)}.")


@dataclass(frozen=True)
class Problem:
    """What is wrong, where, and what was expected."""

    sentence: str
    sheet: str = ""
    row: int | None = None
    column: str = ""
    header: str = ""
    text: str = ""

    @property
    def place(self) -> str:
        """Where to look: 'Blad Cijfers, rij 5, kolom J (Waarde)'."""
        column = f"kolom{NO_BREAK}{self.column}" if self.column else "kolom" if self.header else ""
        return place_of(self.sheet, self.row, f"{column} ({self.header})" if self.header else column)


def place_of(sheet: str, row: int | None, column: str = "") -> str:
    """Return where something stands in a file, with a capital: 'Blad Cijfers, rij 5'.

    No line breaks between a word and its number or letter.
    """
    parts = (f"blad {sheet}" if sheet else "", "" if row is None else f"rij{NO_BREAK}{row}", column)
    phrase = ", ".join(filter(None, parts))
    return phrase[:1].upper() + phrase[1:]


@dataclass(frozen=True)
class Row:
    """A row of the list: its cells by header. A column that the file lacks has no cell."""

    sheet: str
    number: int
    cells: Mapping[str, Cell]
    columns: Mapping[str, int]
    names: Mapping[str, str] = field(default_factory=dict)  # by header what the file calls it, in lower case

    def problem(self, header: str, sentence: str) -> Problem:
        place = self.columns.get(header)
        return Problem(
            sentence,
            self.sheet,
            self.number,
            "" if place is None else get_column_letter(place + 1),
            str(header),
            shown(self.cells.get(header, EMPTY)),
        )


def read_table(sheet: Sheet, layout: Layout = FIGURES) -> Iterator[Row | Problem] | None:
    """Return the rows of the list on a sheet, each problem with its columns first; None without a list."""
    for number, cells in sheet.rows:
        if number > LOOKED_AT:
            break
        named = [header_name(cell) for cell in cells]
        if len(set(named) & set(layout.headers)) >= layout.enough:
            return _rows(sheet, layout, number, cells, named)
    return None


def header_name(cell: Cell) -> str:
    """Return what stands above a column, without what nobody sees and without signs behind it."""
    is_unseen = cell.is_copy or cell.is_covered or cell.is_unshown
    return "" if is_unseen else line(shown(cell)).rstrip(SIGNS).lower()


def _rows(
    sheet: Sheet, layout: Layout, head: int, cells: Sequence[Cell], named: list[str]
) -> Iterator[Row | Problem]:
    columns: dict[str, int] = {}
    for place, name in enumerate(named):
        header = layout.headers.get(name)
        if name and (header is None or header in columns):
            sentence = layout.unknown if header is None else "Deze kolom staat er twee keer."
            yield _in_head(sheet, head, place, shown(cells[place]), sentence)
        elif header:
            columns[header] = place
    missing = [header for header in layout.needed if header not in columns]
    for header in missing:
        yield Problem(f"De kolom '{header}' ontbreekt.", sheet.name, head, header=str(header))
    if not missing:
        yield from _body(sheet, columns, named)


def _in_head(sheet: Sheet, head: int, place: int, text: str, sentence: str) -> Problem:
    return Problem(sentence, sheet.name, head, get_column_letter(place + 1), "", text)


def _body(sheet: Sheet, columns: dict[str, int], named: list[str]) -> Iterator[Row | Problem]:
    headless = {place for place, name in enumerate(named) if not name}
    width = len(named)
    names = {header: named[place] for header, place in columns.items()}
    told: set[int] = set()
    for number, cells in sheet.rows:
        filled = {place for place, cell in enumerate(cells) if not (cell.is_empty or cell.is_copy)}
        for place in sorted({each for each in filled if each in headless or each >= width} - told):
            told.add(place)
            sentence = "Boven deze kolom staat geen kop. Maak de cel leeg, of zet de kop erboven."
            yield _in_head(sheet, number, place, shown(cells[place]), sentence)
        if filled & set(columns.values()):
            found = {
                header: cells[place] if place < len(cells) else EMPTY for header, place in columns.items()
            }
            yield Row(sheet.name, number, found, columns, names)
