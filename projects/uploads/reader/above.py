"""Tells what stands above a list, contrary to what holds for rows that do not say it: 'Gemeente: Venlo'."""

import re
from collections.abc import Iterator, Sequence
from itertools import zip_longest

from projects.editing.words import Words, folded
from projects.models.staging import ProjectUpload
from projects.uploads.reader.column_mapping import MEANINGS
from projects.uploads.reader.headers import NAMES, Header
from wonen.dutch.periods import NotationError
from wonen.dutch.single_line_text import line
from wonen.spreadsheets.cells import shown
from wonen.spreadsheets.header_row import SIGNS
from wonen.spreadsheets.safe_reader.contents import Cell
from wonen.spreadsheets.tables import Table, on_sheet

# What may be chosen with a file, by the column that says it.
CHOICES = {Header.MUNICIPALITY: "municipality", Header.CORPORATION: "corporation", Header.KIND: "kind"}
LABELLED = re.compile(r"(?P<label>[^:]+):\s*(?P<value>.+)")
OTHERWISE = "Boven de lijst{} staat in rij {} als {} '{}'; dat is niet gelezen. {}"
HOLDS = "Voor rijen zonder {} geldt: {}."
NOTHING = "Zet het in een kolom, of kies het bij het bestand."


def told(table: Table, sheet: str, upload: ProjectUpload, words: Words) -> Iterator[str]:
    """Yield a sentence for each municipality, corporation and kind above the list that was not chosen."""
    for number, cells in table.above:
        for header, value in said(cells, words):
            word, chosen = header.lower(), getattr(upload, CHOICES[header])
            if is_other(header, value, upload, words) and (chosen or header not in table.columns):
                name = upload.get_kind_display() if header == Header.KIND else chosen
                holds = HOLDS.format(word, name) if chosen else NOTHING
                yield OTHERWISE.format(on_sheet(sheet), number, word, value, holds)


def said(cells: Sequence[Cell], words: Words) -> Iterator[tuple[Header, str]]:
    """Yield what a row says: 'Gemeente: Venlo', 'Gemeente' beside 'Venlo', or a known name alone."""
    texts = [line(shown(cell)) for cell in cells if not (cell.is_empty or cell.is_copy or cell.is_unshown)]
    for text, beside in zip_longest(texts, texts[1:], fillvalue=""):
        found = LABELLED.fullmatch(text)
        label, value = (found["label"], found["value"]) if found else (text.rstrip(SIGNS), beside)
        header = NAMES.get(label.strip().lower())
        if folded(text) in words.municipality_names:
            yield Header.MUNICIPALITY, re.sub("^gemeente ", "", text, flags=re.IGNORECASE)
        elif header in CHOICES and value and not is_header(value):
            yield Header(header), value


def is_header(text: str) -> bool:
    return text.rstrip(SIGNS).lower() in NAMES


def is_other(header: Header, value: str, upload: ProjectUpload, words: Words) -> bool:
    """Say whether a value is another one than was chosen; a name that is not known is."""
    try:
        facts = MEANINGS[header].read(words, value)
    except NotationError:
        return True
    chosen = {"municipality_id": upload.municipality_id, "corporation_id": upload.corporation_id}
    chosen_facts = chosen | {"kind": upload.kind}
    return any(chosen_facts[name] != fact for name, fact in facts.items())
