"""Reads the list on a sheet: its rows by their columns, and what is wrong with those."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import chain

from openpyxl.utils import get_column_letter

from wonen.spreadsheets.cells import shown
from wonen.spreadsheets.header_row import (
    Head,
    Layout,
    NumberedRow,
    chosen,
    filled,
    header_name,
    top_of,
)
from wonen.spreadsheets.safe_reader.contents import EMPTY, Cell, Rows, Sheet

NO_BREAK = "\u00a0"
RIVALS = "Ook {1} lijkt een kopregel{0}. Gelezen is vanaf rij {2}; wat erboven staat, niet."
OTHER_COLUMNS = (
    "Deze rij lijkt een kopregel met andere kolommen dan die van rij {}. Zet de lijst eronder op een eigen "
    "blad, of in een eigen bestand."
)
TWO_ROWS = "De kop beslaat twee rijen ({} en {}). Zet boven iedere kolom een eigen kop, alle in dezelfde rij."
ACROSS = "De kop boven deze kolom is samengevoegd ({}). Zet boven iedere kolom een eigen kop."
HEADLESS = "Boven deze kolom staat geen kop. Maak de cel leeg, of zet de kop erboven."
TOO_LONG = "Deze rij heeft meer cellen dan de kopregel. Zet een getal met een komma tussen aanhalingstekens."


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


@dataclass(frozen=True)
class Table:
    """A list on a sheet: its rows, each problem with its columns first, and what stands above it."""

    rows: Iterator[Row | Problem]
    columns: Mapping[str, int]
    above: Sequence[NumberedRow] = ()
    notices: Sequence[str] = ()


def read_table(sheet: Sheet, layout: Layout) -> Table | None:
    """Return the list on a sheet; None without one."""
    top, heads = top_of(sheet, layout)
    if not heads:
        return None
    head = chosen(heads, top)
    rest = replace(sheet, rows=chain(top[head.place + 1 :], sheet.rows))
    rivals = Rows()
    for each in heads[: heads.index(head)]:
        rivals.add(each.number)
    notices = [RIVALS.format(on_sheet(sheet.name), rivals, head.number)] if rivals.count else []
    return Table(_rows(rest, layout, head), head.columns, top[: head.place], notices)


def on_sheet(name: str) -> str:
    """Return where something stands, to go within a sentence; empty for a CSV, which has no sheets."""
    return f" op het blad '{name}'" if name else ""


def _rows(sheet: Sheet, layout: Layout, head: Head) -> Iterator[Row | Problem]:
    columns = head.columns
    for place, name in enumerate(head.named):
        header = layout.headers.get(name)
        if name and (header is None or columns[header] != place):
            sentence = layout.unknown if header is None else "Deze kolom staat er twee keer."
            yield _in_head(sheet, head.number, place, shown(head.cells[place]), sentence)
    missing = [header for header in layout.needed if header not in columns]
    for header in missing:
        yield Problem(f"De kolom '{header}' ontbreekt.", sheet.name, head.number, header=str(header))
    if not missing:
        yield from _body(sheet, head)


def _in_head(sheet: Sheet, head: int, place: int, text: str, sentence: str) -> Problem:
    return Problem(sentence, sheet.name, head, get_column_letter(place + 1), "", text)


def _body(sheet: Sheet, head: Head) -> Iterator[Row | Problem]:
    columns, width = head.columns, len(head.named)
    headless = {place for place, name in enumerate(head.named) if not name}
    names = {header: head.named[place] for header, place in columns.items()}
    told: set[int] = set()
    for number, cells in sheet.rows:
        places = filled(cells)
        if sentence := _no_row(sheet, head, number, cells, places):
            told |= places
            yield Problem(
                sentence,
                sheet.name,
                number,
                text=", ".join(shown(cells[place]) for place in sorted(places))[:200],
            )
            continue
        for place in sorted({each for each in places if each in headless or each >= width} - told):
            told.add(place)
            yield _in_head(sheet, number, place, shown(cells[place]), _headless(head, place))
        if places & set(columns.values()):
            found = {
                header: cells[place] if place < len(cells) else EMPTY for header, place in columns.items()
            }
            yield Row(sheet.name, number, found, columns, names)


def _no_row(sheet: Sheet, head: Head, number: int, cells: Sequence[Cell], places: set[int]) -> str:
    """Return why a filled row is none of the list: it is another header, or a number in it was cut in two."""
    if places and sheet.delimiter == "," and len(cells) > len(head.cells):
        return TOO_LONG
    if not is_other_header(head, cells, places):
        return ""
    is_below = number == head.number + 1
    return TWO_ROWS.format(head.number, number) if is_below else OTHER_COLUMNS.format(head.number)


def is_other_header(head: Head, cells: Sequence[Cell], places: set[int]) -> bool:
    """Say whether a row holds only names of columns, and one of them in the place of another column."""
    known, named = head.layout.headers, dict(enumerate(head.named))
    if len(places) < 2 or not all(header_name(cells[place]) in known for place in places):
        return False
    return any(known[header_name(cells[place])] != known.get(named.get(place, "")) for place in places)


def _headless(head: Head, place: int) -> str:
    over = head.cells[place] if place < len(head.cells) else EMPTY
    return ACROSS.format(over.merged) if over.is_copy and not over.is_empty else HEADLESS
