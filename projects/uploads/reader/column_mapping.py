"""Which fields each column fills, and how its cells are read."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from projects.editing.words import Words
from projects.uploads.reader import cell_parsers as readers
from projects.uploads.reader import planning_parser as moments
from projects.uploads.reader.cell_parsers import Facts
from projects.uploads.reader.headers import Header

Read = Callable[[Words, str], Facts]
TYPES = ("types", "housing_types_undecided", "with_care")
RENT = ("certain", "possible")
BAT = ("bat_from_id", "bat_to_id")
LEVEL = ("sustainability_id", "sustainability_at_least")
COUNT = ("dwellings", "dwellings_approximate")
START = ("start_year", "start_quarter")
DELIVERY = ("delivery_year", "delivery_quarter")
PLANNED = ("planned_year", "planned_quarter")
NO_MUNICIPALITY = "Deze gemeente is niet bekend. Verwacht: de naam van een gemeente, zoals Heerlen."
NO_MUNICIPALITY_CODE = "Deze gemeente is niet bekend. Verwacht: een CBS-code, zoals GM0917."
NO_CORPORATION_CODE = "Deze corporatie is niet bekend. Verwacht: de code van een corporatie, zoals WL."
NO_CORPORATION = "Deze corporatie is niet bekend. Verwacht: de naam of de code van een corporatie."


@dataclass(frozen=True)
class Meaning:
    """The fields that a column fills, how it is read, and whether one cell may stand for several rows.

    Of a text it counts how a number is shown; elsewhere the number itself does: 20 may show as '20,00'.
    """

    fields: tuple[str, ...]
    read: Read
    may_be_merged: bool = False
    is_planning: bool = False
    is_text: bool = False


def plain(fields: tuple[str, ...], read: Callable[[str], Facts], *, merged: bool = False) -> Meaning:
    return Meaning(fields, lambda _words, text: read(text), merged)


def text(field: str, read: Callable[[str], Facts], *, merged: bool = False) -> Meaning:
    return Meaning((field,), lambda _words, text: read(text), merged, is_text=True)


def planning(fields: tuple[str, ...], read: Callable[[str], Facts]) -> Meaning:
    return Meaning(fields, lambda _words, text: read(text), is_planning=True)


def named(field: str, known: Callable[[Words], dict[str, int]], sentence: str) -> Meaning:
    return Meaning((field,), lambda words, text: readers.one_of(field, known(words), sentence, text), True)


def yes_no(field: str) -> Meaning:
    return plain((field,), partial(readers.yes_no, field))


def year(field: str) -> Meaning:
    return planning((field,), partial(readers.year, field))


def quarter(field: str) -> Meaning:
    return plain((field,), partial(readers.quarter, field))


MEANINGS: dict[str, Meaning] = {
    Header.NUMBER: plain(("number",), partial(readers.number, "number")),
    Header.NAME: text("name", partial(readers.title, "name", 120)),
    Header.MUNICIPALITY: named("municipality_id", lambda words: words.municipality_names, NO_MUNICIPALITY),
    Header.MUNICIPALITY_CODE: named(
        "municipality_id", lambda words: words.municipality_codes, NO_MUNICIPALITY_CODE
    ),
    Header.PLACE: text("place", partial(readers.short, "place", 80), merged=True),
    Header.CORPORATION: named("corporation_id", lambda words: words.corporation_names, NO_CORPORATION),
    Header.CORPORATION_CODE: named(
        "corporation_id", lambda words: words.corporation_codes, NO_CORPORATION_CODE
    ),
    Header.KIND: plain(("kind",), readers.kind, merged=True),
    Header.SECTION: plain(("kind",), readers.section, merged=True),
    Header.PHASE: plain(("phase",), readers.phase, merged=True),
    Header.DWELLINGS_CELL: plain(COUNT, readers.dwellings),
    Header.TYPES_CELL: Meaning(TYPES, readers.types),
    Header.RENT_CELL: Meaning(RENT, readers.rent_classes),
    Header.BAT_CELL: plain(BAT, readers.bat),
    Header.LEVEL_CELL: Meaning(LEVEL, readers.sustainability),
    Header.PLANNING_CELL: planning((*START, *DELIVERY, *PLANNED), moments.planning_facts),
    Header.START_CELL: planning(START, partial(moments.moment_facts, "start")),
    Header.DELIVERY_CELL: planning(DELIVERY, partial(moments.moment_facts, "delivery")),
    Header.DWELLINGS: plain(COUNT[:1], readers.dwellings_alone),
    Header.APPROXIMATE: yes_no("dwellings_approximate"),
    Header.TYPES: Meaning(TYPES[:1], readers.types_alone),
    Header.TYPE_CODES: Meaning(TYPES[:1], readers.types_alone),
    Header.UNDECIDED: yes_no("housing_types_undecided"),
    Header.CARE: yes_no("with_care"),
    Header.RENT_CERTAIN: Meaning(RENT[:1], lambda words, text: {"certain": readers.classes(words, text)}),
    Header.RENT_POSSIBLE: Meaning(RENT[1:], lambda words, text: {"possible": readers.classes(words, text)}),
    Header.SPLIT: Meaning(("split",), readers.split),
    Header.BAT_FROM: plain(BAT[:1], partial(readers.bat_end, "bat_from_id")),
    Header.BAT_TO: plain(BAT[1:], partial(readers.bat_end, "bat_to_id")),
    Header.LEVEL_CODE: Meaning(LEVEL[:1], readers.level_code),
    Header.AT_LEAST: yes_no("sustainability_at_least"),
    Header.START_YEAR: year("start_year"),
    Header.START_QUARTER: quarter("start_quarter"),
    Header.DELIVERY_YEAR: year("delivery_year"),
    Header.DELIVERY_QUARTER: quarter("delivery_quarter"),
    Header.PLANNED_YEAR: year("planned_year"),
    Header.PLANNED_QUARTER: quarter("planned_quarter"),
    Header.PARENT_NUMBER: plain(("parent_number",), partial(readers.number, "parent_number")),
    Header.PARENT: text("parent_name", partial(readers.short, "parent_name", 120)),
    Header.CODES: text("codes", readers.codes),
    Header.SOURCE: text("source", partial(readers.short, "source", 160)),
    Header.NOTE: text("note", partial(readers.note, "note")),
    Header.INTERNAL_NOTE: text("internal_note", partial(readers.note, "internal_note")),
    Header.REMARK: text("remark", partial(readers.note, "remark")),
    Header.PUBLIC: yes_no("is_public"),
    Header.EXAMPLE: yes_no("is_example"),
}
