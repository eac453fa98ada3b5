"""The columns of a spreadsheet of figures."""

from collections.abc import Container
from enum import StrEnum

from municipalities.models.notes import ONLY_STAFF
from wonen.spreadsheets.header_row import Layout
from wonen.spreadsheets.upload.notes import INTERNAL_NAMES, PUBLIC_NAMES
from wonen.spreadsheets.workbook import Column


class Header(StrEnum):
    """What stands above a column."""

    THEME = "Thema"
    INDICATOR = "Kengetal"
    INDICATOR_CODE = "Kengetalcode"
    CLASS = "Klasse"
    CLASS_CODE = "Klassecode"
    AREA = "Gebied"
    AREA_CODE = "Gebiedscode"
    CORPORATION = "Corporatie"
    PERIOD = "Periode"
    VALUE = "Waarde"
    UNIT = "Eenheid"
    STATUS = "Status"
    REFERENCE_DATE = "Peildatum"
    PRICE_LEVEL = "Prijspeil"
    CAPPING = "Aftoppingsgrens"
    SOURCE = "Bron"
    NOTE = "Toelichting voor het publiek"
    INTERNAL_NOTE = "Interne notitie"
    REMARK = "Opmerking"
    FORMER_VALUE = "Vorig cijfer"
    FORMER_PERIOD = "Vorige periode"


FIGURE_COLUMNS = (
    Column(Header.THEME, 20, "Het thema van de gemeentekaart. Ter informatie."),
    Column(Header.INDICATOR, 38, "De naam van het kengetal. Ter informatie; past bij de kengetalcode."),
    Column(Header.INDICATOR_CODE, 28, "De vaste code van het kengetal."),
    Column(Header.CLASS, 26, "De naam van de klasse. Ter informatie; past bij de klassecode."),
    Column(Header.CLASS_CODE, 24, "De code van de klasse; leeg bij een kengetal zonder klassen."),
    Column(Header.AREA, 22, "De naam van het gebied. Ter informatie; past bij de gebiedscode."),
    Column(
        Header.AREA_CODE,
        18,
        "De CBS-code van een gemeente (GM0917), regio: met de naam in adressen (regio:parkstad), of "
        "corporatiebreed.",
    ),
    Column(Header.CORPORATION, 12, "De code van de corporatie. Leeg: alle corporaties samen."),
    Column(
        Header.PERIOD,
        14,
        "Een jaar (2020), een reeks jaren (2017-2020), een dag (31-12-2020) of 'tot' een jaar (tot 2030). "
        "Leeg: de bron noemt geen periode; dan is een peildatum nodig.",
    ),
    Column(
        Header.VALUE,
        14,
        "Het cijfer zelf. Procenten staan er in procentpunten: 8,4 is 8,4%. "
        "Leeg: nog niet bekend, of niet leesbaar in de bron.",
    ),
    Column(Header.UNIT, 12, "De eenheid van het kengetal. Ter informatie. Leeg: een aantal."),
    Column(
        Header.STATUS,
        22,
        "Definitief, voorlopig, afgeleid of niet leesbaar in de bron. Leeg: definitief.",
    ),
    Column(Header.REFERENCE_DATE, 12, "De dag waarop het cijfer bekend was, bijvoorbeeld 31-12-2020."),
    Column(Header.PRICE_LEVEL, 10, "Het jaar van de huurprijsgrenzen waarin de klassen zijn ingedeeld."),
    Column(
        Header.CAPPING, 16, "Welke aftoppingsgrens de klassen scheidt: laag of hoog. Leeg: niet van belang."
    ),
    Column(Header.SOURCE, 32, "De bron van dit cijfer. Leeg: de bron van het kengetal."),
    Column(Header.NOTE, 50, "Wat bij het cijfer moet worden gezegd. Iedereen leest deze."),
)
STAFF_COLUMNS = (*FIGURE_COLUMNS, Column(Header.INTERNAL_NOTE, 50, ONLY_STAFF))
FORMER_COLUMNS = (
    Column(Header.FORMER_VALUE, 18, "Het laatste cijfer van een eerdere kaart. Ter informatie."),
    Column(Header.FORMER_PERIOD, 16, "De periode van dat cijfer. Ter informatie."),
)
# What else people call a column.
SYNONYMS = {Header.NOTE: PUBLIC_NAMES, Header.INTERNAL_NOTE: INTERNAL_NAMES}
# A row cannot be placed without these.
NEEDED = (
    Header.INDICATOR_CODE,
    Header.CLASS_CODE,
    Header.AREA_CODE,
    Header.CORPORATION,
    Header.PERIOD,
    Header.VALUE,
)
IGNORED = frozenset({Header.THEME, Header.FORMER_VALUE, Header.FORMER_PERIOD})


def is_exported_before(columns: Container[str]) -> bool:
    """Say whether these are columns of an export or template from when *Opmerking* was what the public reads.

    Nobody else names the theme, and a file of now names the notes otherwise.
    """
    named_now = Header.NOTE in columns or Header.INTERNAL_NOTE in columns
    return Header.REMARK in columns and Header.THEME in columns and not named_now


HEADERS = {name.lower(): header for header in Header for name in (header.value, *SYNONYMS.get(header, ()))}
FIGURES = Layout(
    HEADERS,
    NEEDED,
    f"Deze kolom is niet bekend. Verwacht: {', '.join(Header)}.",
    dates=frozenset({Header.PERIOD, Header.REFERENCE_DATE}),
)
