"""Reads a row of the sheet into facts of one project, and collects every problem with its place."""

import datetime
import re
from dataclasses import dataclass, field
from typing import Any

from openpyxl.utils.cell import range_boundaries

from projects.editing.words import Words, folded
from projects.facts import FACTS, ValueKind
from projects.models import Kind
from projects.uploads.reader import cell_parsers as readers
from projects.uploads.reader import cell_text as shown
from projects.uploads.reader.column_mapping import MEANINGS, Meaning
from projects.uploads.reader.headers import INFORMATIVE, NAMES, Header
from wonen.dutch.periods import NotationError
from wonen.spreadsheets import cells
from wonen.spreadsheets.header_row import header_name
from wonen.spreadsheets.merged_cells import ONE_ROW, refuse_unseen
from wonen.spreadsheets.safe_reader.contents import Cell
from wonen.spreadsheets.tables import Problem, Row

NOTES = {Header.REMARK, *(name for fact in FACTS if fact.kind is ValueKind.TEXT for name in fact.known)}
MOST_KEPT = 20_000  # cells of which the meaning is remembered
TOTALS = {"totaal", "subtotaal", "totalen", "eindtotaal", "totaal:"}
TOTAL_OF = re.compile(r"(?:sub|eind)?tota(?:al|len)\b.*")
LONE = (
    "In deze rij staat alleen dit. Verwacht: een project met nog iets anders dan een naam, of een kop van "
    "het overzicht (Nieuwbouw/verbouw, Renovatie, Sloop, Aankoop, Onderzoek, In uitvoering)."
)
# Beside a name only these: then 'Totaal sloop' is no project, and 'Totaal renovatie Molenberg, 2024' may be.
COUNTED = {
    Header.NAME, Header.MUNICIPALITY, Header.MUNICIPALITY_CODE, Header.CORPORATION, Header.CORPORATION_CODE,
    Header.DWELLINGS_CELL, Header.DWELLINGS, Header.SPLIT,
}  # fmt: skip
HEADING = (
    "Dit lijkt een kop van het overzicht, met nog iets ernaast. Laat in deze rij alleen de kop staan, of "
    "geef het project een naam die geen kop is."
)
TOTAL = "Dit lijkt een rij met totalen. Haal de rij weg: Wonen telt zelf."
ACROSS = (
    "Deze cel is samengevoegd met een andere kolom ({}): wat in deze kolom hoort, is niet te zien. Maak de "
    "samenvoeging ongedaan."
)
NO_NAME = "Een project heeft een naam. Vul de naam in, of haal de rij weg."


@dataclass
class ReadRow:
    """What a row says: facts by field, the text of each filled cell by header, and what is wrong."""

    sheet: str
    row: int
    facts: dict[str, Any] = field(default_factory=dict)
    texts: dict[str, str] = field(default_factory=dict)
    empty: list[str] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    unread: set[str] = field(default_factory=set)


class RowReader:
    """Reads the rows of a file in order; remembers under which heading of the overview it is."""

    def __init__(self, words: Words) -> None:
        self.words = words
        self.heading: tuple[str, str | None] = ("", None)  # its text, and the kind that it names
        self.sheet = ""
        self.memory: dict[tuple[str, str], readers.Facts | str] = {}

    def read(self, row: Row) -> ReadRow | None:
        """Return what the row says; None for a heading of the overview and for repeated headers."""
        if row.sheet != self.sheet:
            self.sheet, self.heading = row.sheet, ("", None)
        filled = {header: cell for header, cell in row.cells.items() if not (cell.is_empty or cell.is_copy)}
        if self._is_heading(filled) or is_repeated(filled):
            return None
        found = ReadRow(row.sheet, row.number)
        if len(filled) == 1 and len(row.cells) > 1:
            (header,) = filled
            found.problems.append(row.problem(header, LONE))
            return found
        self._cells(row, found)
        self._name(row, found)
        self._heading_kind(row, found)
        return found

    def _is_heading(self, filled: dict[str, Cell]) -> bool:
        if len(filled) != 1:
            return False
        (cell,) = filled.values()
        text = cells.shown(cell)
        if is_heading(text):
            self.heading = (text, readers.KINDS.get(folded(text)))
            return True
        return False

    def _cells(self, row: Row, found: ReadRow) -> None:
        origin: dict[str, str] = {}
        for header, cell in row.cells.items():
            if cell.is_empty:
                found.empty.append(header)
                continue
            found.texts[header] = cells.shown(cell)
            try:
                refuse_unseen(cell, is_note=header in NOTES)
                refuse_across(cell, row.columns[header])
                facts = self._facts(header, cell)
            except NotationError as error:
                found.problems.append(row.problem(header, str(error)))
                found.unread.update(MEANINGS[header].fields if header in MEANINGS else ())
                continue
            self._agree(row, found, header, facts, origin)

    def _facts(self, header: str, cell: Cell) -> readers.Facts:
        if header in INFORMATIVE:
            if cell.kind == "f":
                raise NotationError(cells.FORMULA)
            return {}
        meaning = MEANINGS[header]
        if cell.merged and not meaning.may_be_merged:
            raise NotationError(ONE_ROW.format(cell.merged))
        if shown.is_date(cell):
            return self._date(header, meaning, cell)
        if meaning.is_planning and isinstance(cell.value, datetime.time):
            return self._remembered(header, meaning, cells.shown(cell))  # refused, as no time is a planning
        return self._remembered(header, meaning, shown.as_text(cell, as_shown=meaning.is_text))

    def _date(self, header: str, meaning: Meaning, cell: Cell) -> readers.Facts:
        if meaning.is_planning:
            return self._remembered(header, meaning, shown.date_as_text(cell))
        try:
            meaning.read(self.words, cells.shown(cell))
        except NotationError as error:
            raise NotationError(f"{shown.IS_DATE} {error}") from error
        raise NotationError(f"{shown.IS_DATE} Verwacht: tekst.")

    def _remembered(self, header: str, meaning: Meaning, text: str) -> readers.Facts:
        """Read a text once: in a long list the same words come back."""
        key = (header, text)
        if key not in self.memory:
            if len(self.memory) > MOST_KEPT:
                self.memory.clear()
            try:
                self.memory[key] = meaning.read(self.words, text)
            except NotationError as error:
                self.memory[key] = str(error)
        known = self.memory[key]
        if isinstance(known, str):
            raise NotationError(known)
        return known

    def _agree(
        self, row: Row, found: ReadRow, header: str, facts: readers.Facts, origin: dict[str, str]
    ) -> None:
        """Take the facts of a cell; two columns that say something else of one field are refused."""
        for name, value in facts.items():
            if name not in found.facts:
                found.facts[name], origin[name] = value, header
            elif name == "remarks":
                found.facts[name] = [*found.facts[name], *value]
            elif found.facts[name] != value:
                other = origin[name]
                sentence = (
                    f"Dit spreekt de kolom '{other}' tegen: daar staat '{found.texts.get(other, '')}'. "
                    "Maak ze gelijk, of maak een van beide leeg."
                )
                found.problems.append(row.problem(header, sentence))
                found.unread.update(facts)
                return

    def _name(self, row: Row, found: ReadRow) -> None:
        name = found.facts.get("name", "")
        counts_only = found.texts.keys() <= COUNTED
        is_total = folded(name) in TOTALS or (counts_only and TOTAL_OF.fullmatch(folded(name)))
        # What has a number is a project that is known, whatever its name.
        if is_total and "number" not in found.facts:
            found.problems.append(row.problem(Header.NAME, TOTAL))
        elif is_heading(name) and "number" not in found.facts:
            found.problems.append(row.problem(Header.NAME, HEADING))
        elif not name and "name" not in found.unread:
            found.problems.append(row.problem(Header.NAME, NO_NAME))

    def _heading_kind(self, row: Row, found: ReadRow) -> None:
        """Take the kind from the heading above the row; where both say one, they must agree."""
        text, kind = self.heading
        if kind is None or "kind" in found.unread:
            return
        if found.facts.setdefault("kind", kind) != kind:
            header = Header.KIND if Header.KIND in found.texts else Header.SECTION
            label = Kind(found.facts["kind"]).label
            sentence = f"De rij staat onder de kop '{text}', en hier staat '{label}'. Maak ze gelijk."
            found.problems.append(row.problem(header, sentence))


def refuse_across(cell: Cell, column: int) -> None:
    """Refuse what a merged area of another column holds: a municipality is no place."""
    if cell.is_copy and range_boundaries(cell.merged)[0] != column + 1:
        raise NotationError(ACROSS.format(cell.merged))


def is_heading(text: str) -> bool:
    """Say whether this is a heading of the overview."""
    return folded(text) in readers.KINDS or folded(text) in readers.SECTIONS_WITHOUT_KIND


def is_repeated(filled: dict[str, Cell]) -> bool:
    """Say whether the row holds the headers once more, as at the top of every printed page."""
    return bool(filled) and all(NAMES.get(header_name(cell)) == header for header, cell in filled.items())
