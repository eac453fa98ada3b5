"""Every fact of a project, once: its columns, its key in the API, its headings and who sees it.

What needs no code of its own is made from ``FACTS``. Lists that do (readers, printers, SQL) name each fact
themselves, and ``projects.checks`` compares them with ``FACTS``. This module imports no model, so that any
other may import it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum, auto


class ValueKind(Enum):
    """How a value that comes in is read."""

    VALUE = auto()  # as it is
    NAME = auto()  # one line with a letter or digit
    LINE = auto()  # one line, or nothing
    TEXT = auto()  # lines
    MOMENT = auto()  # a year, and perhaps a quarter: two columns
    CODE = auto()  # the code of a row of another table
    PARTS = auto()  # a list that is kept in a table of its own


class History(Enum):
    """What the public is told when a cell changes."""

    SHOWN = auto()  # the old and the new
    TOLD = auto()  # that it changed: the old text may have been withdrawn for a reason
    HIDDEN = auto()


@dataclass(frozen=True)
class Cell:
    """What is printed under one heading: in previews, in the template to fill in, and on pages."""

    heading: str
    history: History = History.HIDDEN
    label: str = ""  # on a page of a project, where that is not the heading
    column: str = ""  # its name in the address of a list that shows it
    printed: str = ""  # its name in ``PrintedCells``: a cell of the overview
    printed_key: str = ""  # and among the printed cells of the API
    has_direction: bool = False  # of a change can be said which way it went
    needed: str = ""  # the code that says that it is missing for publication

    @property
    def page_label(self) -> str:
        return self.label or self.heading


@dataclass(frozen=True)
class Fact:
    """What can be said of a project by itself.

    A spreadsheet says it under the headings of its cells and under ``headers``. ``only_read`` are headers
    that people use and no export has.
    """

    name: str  # of the field in model and form
    key: str  # of the member in the API
    kind: ValueKind
    columns: tuple[str, ...]  # in a snapshot (``projects.editing.snapshot``)
    cells: tuple[Cell, ...] = ()
    headers: tuple[str, ...] = ()
    only_read: tuple[str, ...] = ()
    read_as: tuple[str, ...] = ()  # what a spreadsheet says of it, where that is not the columns
    column: str = ""  # its name in the address of a list that shows it beside its cell
    sheet: str = ""  # its name on the sheet of many projects
    is_bulk: bool = False  # can be changed of many projects at once, the same way
    is_required: bool = False  # a project cannot be kept without it
    is_written: bool = True  # staff may give it
    is_internal: bool = False  # only staff read it
    is_value: bool = True  # tells of the project, not of its record: copied to a new one, frozen in an offer

    @property
    def fields(self) -> tuple[str, ...]:
        """The fields of the form."""
        return self.columns if self.kind is ValueKind.MOMENT else (self.name,)

    @property
    def facts_of_row(self) -> tuple[str, ...]:
        """What a row of a spreadsheet says of it, by the names of ``column_mapping``."""
        return self.read_as or self.columns

    @property
    def exported(self) -> tuple[str, ...]:
        """The headers under which an export says it."""
        return (*(cell.heading for cell in self.cells), *self.headers)

    @property
    def known(self) -> tuple[str, ...]:
        """The headers under which a spreadsheet may say it."""
        return (*self.exported, *self.only_read)


SHOWN, TOLD = History.SHOWN, History.TOLD
NAME = Cell("Naam", SHOWN)
MUNICIPALITY = Cell("Gemeente", SHOWN, column="gemeente")
PLACE = Cell("Plaats of wijk", SHOWN, column="plaats", needed="plaats")
CORPORATION = Cell("Corporatie", SHOWN, column="corporatie")
KIND = Cell("Soort", SHOWN, column="soort")
PHASE = Cell("Projectfase", SHOWN, column="fase", needed="fase")
DWELLINGS = Cell(
    "Aantal woningen",
    SHOWN,
    column="aantal",
    printed="dwellings",
    printed_key="aantalWoningen",
    has_direction=True,
    needed="aantal",
)
TYPES = Cell(
    "Type woningen",
    SHOWN,
    column="woningtype",
    printed="housing_types",
    printed_key="woningtypen",
    needed="typen",
)
RENT = Cell(
    "Huurprijsklasse",
    SHOWN,
    column="huurprijsklasse",
    printed="rent_classes",
    printed_key="huurprijsklassen",
    needed="huur",
)
SPLIT = Cell("Woningen per huurprijsklasse", SHOWN, "Verdeling over klassen")
BAT = Cell(
    "BAT-score", SHOWN, column="bat", printed="bat", printed_key="batScore", has_direction=True, needed="bat"
)
SUSTAINABILITY = Cell(
    "Duurzaamheid",
    SHOWN,
    column="duurzaamheid",
    printed="sustainability",
    printed_key="duurzaamheid",
    has_direction=True,
    needed="duurzaamheid",
)
PLANNING = Cell(
    "Planning",
    SHOWN,
    column="planning",
    printed="planning",
    printed_key="planning",
    has_direction=True,
    needed="planning",
)
# The whole of a phase may be a draft.
PARENT = Cell("Fase van")
CODES = Cell("Codes elders")
SOURCE = Cell("Bron", TOLD, needed="bron")
NOTE = Cell("Toelichting voor het publiek", TOLD, "Toelichting")
INTERNAL_NOTE = Cell("Interne notitie")
PUBLIC = Cell("Openbaar")

# In the order in which a preview shows them.
FACTS = (
    Fact("name", "naam", ValueKind.NAME, ("name",), (NAME,), is_required=True),
    Fact(
        "municipality",
        "gemeente",
        ValueKind.CODE,
        ("municipality_id",),
        (MUNICIPALITY,),
        ("Gemeentecode",),
        is_required=True,
    ),
    Fact("place", "plaats", ValueKind.LINE, ("place",), (PLACE,)),
    Fact(
        "corporation",
        "corporatie",
        ValueKind.CODE,
        ("corporation_id",),
        (CORPORATION,),
        ("Corporatiecode",),
        is_bulk=True,
        is_required=True,
    ),
    Fact("kind", "soort", ValueKind.VALUE, ("kind",), (KIND,), ("Onderdeel",), is_required=True),
    Fact("phase", "projectfase", ValueKind.VALUE, ("phase",), (PHASE,), sheet="fase", is_bulk=True),
    Fact(
        "dwellings",
        "aantalWoningen",
        ValueKind.VALUE,
        ("dwellings",),
        (DWELLINGS,),
        ("Woningen",),
        sheet="aantal",
    ),
    Fact(
        "dwellings_approximate",
        "aantalIsOngeveer",
        ValueKind.VALUE,
        ("dwellings_approximate",),
        (DWELLINGS,),
        ("Ongeveer",),
        sheet="ca",
    ),
    Fact(
        "housing_types",
        "woningtypen",
        ValueKind.PARTS,
        ("types",),
        (TYPES,),
        ("Woningtypen", "Woningtypecodes"),
    ),
    Fact(
        "housing_types_undecided",
        "mixNogTeBepalen",
        ValueKind.VALUE,
        ("housing_types_undecided",),
        (TYPES,),
        ("Mix nog te bepalen",),
    ),
    Fact("with_care", "wonenMetZorg", ValueKind.VALUE, ("with_care",), (TYPES,), ("Wonen met zorg",)),
    Fact(
        "rents",
        "huurprijsklassen",
        ValueKind.PARTS,
        ("rent",),
        (RENT, SPLIT),
        ("Huurprijsklassen zeker", "Huurprijsklassen mogelijk"),
        read_as=("certain", "possible", "split"),
    ),
    Fact("bat_from", "batVan", ValueKind.VALUE, ("bat_from_id",), (BAT,), ("BAT van",)),
    Fact("bat_to", "batTotEnMet", ValueKind.VALUE, ("bat_to_id",), (BAT,), ("BAT tot en met",)),
    Fact(
        "sustainability",
        "duurzaamheid",
        ValueKind.CODE,
        ("sustainability_id",),
        (SUSTAINABILITY,),
        ("Duurzaamheidscode",),
    ),
    Fact(
        "sustainability_at_least",
        "duurzaamheidTenminste",
        ValueKind.VALUE,
        ("sustainability_at_least",),
        (SUSTAINABILITY,),
        ("Tenminste",),
    ),
    Fact(
        "start",
        "start",
        ValueKind.MOMENT,
        ("start_year", "start_quarter"),
        (PLANNING,),
        ("Startjaar", "Startkwartaal"),
        ("Start",),
        column="start",
        sheet="start",
        is_bulk=True,
    ),
    Fact(
        "delivery",
        "oplevering",
        ValueKind.MOMENT,
        ("delivery_year", "delivery_quarter"),
        (PLANNING,),
        ("Opleverjaar", "Opleverkwartaal"),
        ("Oplevering",),
        column="oplevering",
        sheet="delivery",
        is_bulk=True,
    ),
    Fact(
        "planned",
        "planning",
        ValueKind.MOMENT,
        ("planned_year", "planned_quarter"),
        (PLANNING,),
        ("Planjaar", "Plankwartaal"),
        sheet="planned",
        is_bulk=True,
    ),
    Fact(
        "parent",
        "faseVan",
        ValueKind.VALUE,
        ("parent_id",),
        (PARENT,),
        ("Fase van nummer",),
        read_as=("parent_number", "parent_name"),
    ),
    Fact("codes", "codes", ValueKind.PARTS, ("codes",), (CODES,)),
    Fact("source", "bron", ValueKind.LINE, ("source",), (SOURCE,)),
    Fact("note", "opmerking", ValueKind.TEXT, ("note",), (NOTE,)),
    Fact(
        "internal_note",
        "interneNotitie",
        ValueKind.TEXT,
        ("internal_note",),
        (INTERNAL_NOTE,),
        is_internal=True,
    ),
    Fact("is_public", "openbaar", ValueKind.VALUE, ("is_public",), (PUBLIC,), is_bulk=True, is_value=False),
    Fact(
        "is_example",
        "voorbeelddata",
        ValueKind.VALUE,
        ("is_example",),
        (),
        ("Voorbeelddata",),
        is_written=False,
        is_value=False,
    ),
)


# What is planned, by the name before ``_year`` and ``_quarter``.
MOMENTS = tuple(fact.name for fact in FACTS if fact.kind is ValueKind.MOMENT)


def cells() -> Iterator[Cell]:
    """Yield each cell once, in the order of the facts."""
    yield from dict.fromkeys(cell for fact in FACTS for cell in fact.cells)


def columns(*kinds: ValueKind) -> tuple[str, ...]:
    """Return the columns of all facts that are read in one of these ways; without any, of all facts."""
    return tuple(name for fact in FACTS if not kinds or fact.kind in kinds for name in fact.columns)
