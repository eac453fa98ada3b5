"""The columns that a spreadsheet of projects may have, with the other names that people give them."""

from collections.abc import Container
from enum import StrEnum

from wonen.spreadsheets.header_row import Layout
from wonen.spreadsheets.upload.notes import INTERNAL_NAMES, PUBLIC_NAMES


class Header(StrEnum):
    """What stands above a column. The names are those of the export, so that it can be brought back."""

    NUMBER = "Nummer"
    NAME = "Naam"
    MUNICIPALITY = "Gemeente"
    MUNICIPALITY_CODE = "Gemeentecode"
    PLACE = "Plaats of wijk"
    CORPORATION = "Corporatie"
    CORPORATION_CODE = "Corporatiecode"
    SECTION = "Onderdeel"
    KIND = "Soort"
    PHASE = "Projectfase"
    DWELLINGS_CELL = "Aantal woningen"
    TYPES_CELL = "Type woningen"
    RENT_CELL = "Huurprijsklasse"
    BAT_CELL = "BAT-score"
    LEVEL_CELL = "Duurzaamheid"
    PLANNING_CELL = "Planning"
    START_CELL = "Start"
    DELIVERY_CELL = "Oplevering"
    DWELLINGS = "Woningen"
    APPROXIMATE = "Ongeveer"
    TYPES = "Woningtypen"
    TYPE_CODES = "Woningtypecodes"
    UNDECIDED = "Mix nog te bepalen"
    CARE = "Wonen met zorg"
    RENT_CERTAIN = "Huurprijsklassen zeker"
    RENT_POSSIBLE = "Huurprijsklassen mogelijk"
    SPLIT = "Woningen per huurprijsklasse"
    BAT_FROM = "BAT van"
    BAT_TO = "BAT tot en met"
    LEVEL_CODE = "Duurzaamheidscode"
    AT_LEAST = "Tenminste"
    START_YEAR = "Startjaar"
    START_QUARTER = "Startkwartaal"
    DELIVERY_YEAR = "Opleverjaar"
    DELIVERY_QUARTER = "Opleverkwartaal"
    PLANNED_YEAR = "Planjaar"
    PLANNED_QUARTER = "Plankwartaal"
    PARENT_NUMBER = "Fase van nummer"
    PARENT = "Fase van"
    CODES = "Codes elders"
    SOURCE = "Bron"
    NOTE = "Toelichting voor het publiek"
    INTERNAL_NOTE = "Interne notitie"
    REMARK = "Opmerking"
    PUBLIC = "Openbaar"
    MODIFIED = "Laatst gewijzigd"
    ADDRESS = "Adres"
    EXAMPLE = "Voorbeelddata"
    CHOICE = "Keuze"


SYNONYMS: dict[Header, tuple[str, ...]] = {
    Header.NUMBER: ("nummer in wonen",),
    Header.NAME: (
        "project", "projectnaam", "naam project", "naam van het project", "vastgoedproject", "complex",
    ),
    Header.MUNICIPALITY: ("gemeentenaam",),
    Header.MUNICIPALITY_CODE: ("cbs-code", "cbs code", "gm-code", "code gemeente"),
    Header.PLACE: (
        "plaats", "wijk", "kern", "woonplaats", "buurt", "plaats/wijk", "plaats / wijk", "wijk/kern",
        "kern/wijk", "plaats/kern",
    ),
    Header.CORPORATION: ("corporatienaam", "woningcorporatie", "verhuurder"),
    Header.CORPORATION_CODE: ("code corporatie",),
    Header.SECTION: ("categorie", "rubriek"),
    Header.KIND: (
        "soort project", "projectsoort", "soort ingreep", "ingreep", "type project", "projecttype",
    ),
    Header.PHASE: ("fase", "status", "planfase"),
    Header.DWELLINGS_CELL: (
        "aantal", "woningaantal", "aantal wo", "aantal won.", "aantal woningen (ca.)", "# woningen",
        "omvang",
    ),
    Header.TYPES_CELL: (
        "type woning", "woningtype", "woningtype(n)", "type", "soort woningen", "soort woning", "bouwvorm",
    ),
    Header.RENT_CELL: (
        "huurprijsklassen", "huurklasse", "huurklassen", "huurprijscategorie", "huursegment", "prijsklasse",
        "huurcategorie", "segment",
    ),
    Header.BAT_CELL: ("bat", "bat score", "batscore", "bat-scores", "toegankelijkheid"),
    Header.LEVEL_CELL: ("duurzaamheidsniveau", "energie", "energieniveau", "duurzaam"),
    Header.PLANNING_CELL: ("jaar", "planning (jaar)", "planning start/oplevering", "planning start/opl."),
    Header.START_CELL: ("startdatum", "start bouw", "startbouw", "start uitvoering", "datum start"),
    Header.DELIVERY_CELL: ("opleverdatum", "oplevering woningen", "datum oplevering", "gereed"),
    Header.SPLIT: ("verdeling", "verdeling huurprijsklassen", "verdeling over huurprijsklassen"),
    Header.START_YEAR: ("jaar van start", "jaar start"),
    Header.DELIVERY_YEAR: ("jaar van oplevering", "jaar oplevering"),
    Header.PARENT: ("onderdeel van project", "hoofdproject"),
    Header.CODES: ("code elders", "externe code", "externe codes"),
    Header.SOURCE: ("herkomst",),
    Header.NOTE: PUBLIC_NAMES,
    Header.INTERNAL_NOTE: INTERNAL_NAMES,
    Header.PUBLIC: ("publiceren", "gepubliceerd", "zichtbaar"),
}  # fmt: skip
# Known, and not read: they follow from the rest.
INFORMATIVE = (Header.MODIFIED, Header.ADDRESS, Header.CHOICE)
NEEDED = (Header.NAME,)
NAMES: dict[str, str] = {
    name.lower(): header for header in Header for name in (header.value, *SYNONYMS.get(header, ()))
}
UNKNOWN = (
    "Deze kolom is niet bekend. Verwacht: een kolom uit het sjabloon, bijvoorbeeld Naam, Gemeente, Soort, "
    "Aantal woningen of Planning. Hernoem de kolom, of haal haar weg."
)
DATES = frozenset({Header.PLANNING_CELL, Header.START_CELL, Header.DELIVERY_CELL})
# The columns that say a fact, the one first beside which a rule about it is told.
COLUMNS_OF_FACT: dict[str, tuple[Header, ...]] = {
    "name": (Header.NAME,),
    "municipality_id": (Header.MUNICIPALITY, Header.MUNICIPALITY_CODE),
    "place": (Header.PLACE,),
    "kind": (Header.KIND, Header.SECTION),
    "phase": (Header.PHASE,),
    "dwellings": (Header.DWELLINGS_CELL, Header.DWELLINGS),
    "dwellings_approximate": (Header.APPROXIMATE,),
    "rent": (Header.SPLIT,),
    "bat_from_id": (Header.BAT_CELL, Header.BAT_FROM),
    "bat_to_id": (Header.BAT_CELL, Header.BAT_TO),
    "sustainability_id": (Header.LEVEL_CELL, Header.LEVEL_CODE),
    "sustainability_at_least": (Header.AT_LEAST,),
    "start_year": (Header.PLANNING_CELL, Header.START_CELL, Header.START_YEAR),
    "start_quarter": (Header.START_QUARTER,),
    "delivery_year": (Header.PLANNING_CELL, Header.DELIVERY_CELL, Header.DELIVERY_YEAR),
    "delivery_quarter": (Header.DELIVERY_QUARTER,),
    "planned_year": (Header.PLANNED_YEAR,),
    "planned_quarter": (Header.PLANNED_QUARTER,),
    "parent_id": (Header.PARENT, Header.PARENT_NUMBER),
    "codes": (Header.CODES,),
    "source": (Header.SOURCE,),
    "note": (Header.NOTE,),
    "internal_note": (Header.INTERNAL_NOTE,),
}
LAYOUT = Layout(NAMES, NEEDED, UNKNOWN, enough=2, dates=DATES)


def is_exported_before(columns: Container[str]) -> bool:
    """Say whether these are columns of an export from when *Opmerking* was what the public reads.

    Nobody else has our column of addresses, and an export of now names both notes otherwise.
    """
    named_now = Header.NOTE in columns or Header.INTERNAL_NOTE in columns
    return Header.REMARK in columns and Header.ADDRESS in columns and not named_now


def beside(*facts: str) -> tuple[Header, ...]:
    """Return the columns beside which a rule about these facts is told."""
    return tuple(dict.fromkeys(header for fact in facts for header in COLUMNS_OF_FACT[fact]))
