"""The empty spreadsheet to fill in: the columns of the overview, what they mean, and the words they take."""

from collections.abc import Iterable
from typing import IO

from municipalities.models import Corporation, Municipality
from municipalities.models.notes import ONLY_STAFF
from projects.models import HousingType, Kind, Phase, RentClass, SustainabilityLevel
from projects.uploads.reader.headers import Header
from projects.uploads.reader.planning_parser import SENTENCE
from wonen.spreadsheets.workbook import Column, write_workbook

COLUMNS = (
    Column(
        Header.NUMBER,
        9,
        "Het nummer van het project in Wonen, als u dat kent. Leeg: gezocht op gemeente en naam.",
    ),
    Column(Header.NAME, 34, "De naam van het project. Moet er staan."),
    Column(
        Header.MUNICIPALITY, 18, "De naam van de gemeente. Leeg: de gemeente die u bij het aanbieden kiest."
    ),
    Column(Header.PLACE, 20, "De plaats of wijk."),
    Column(Header.CORPORATION, 20, "De naam of code. Leeg: de corporatie die u bij het aanbieden kiest."),
    Column(
        Header.KIND,
        20,
        "Een van de woorden hieronder. Een kop boven de rijen mag ook, zoals in het overzicht.",
    ),
    Column(Header.PHASE, 15, "Een van de woorden hieronder, of Nnb."),
    Column(Header.DWELLINGS_CELL, 18, "20 woningen, Ca. 30 woningen, 24 of Nnb."),
    Column(
        Header.TYPES_CELL,
        34,
        "Een of meer typen: 'Gestapeld met lift', 'Gestapeld (deels met lift)', 'Mix gestapeld met lift, "
        "grondgebonden gezins en wonen met zorg', 'Ntb (mix)' of Nnb.",
    ),
    Column(
        Header.RENT_CELL,
        34,
        "'Betaalbaar + Sociale hogere huur', 'Sociale hogere huur (eventueel aangevuld met Vrije huur)', "
        "'Mogelijk Vrije huur' of Nnb.",
    ),
    Column(Header.SPLIT, 30, "Klasse en aantal: 'Betaalbaar: 10, Vrije huur: 14', of Nnb."),
    Column(Header.BAT_CELL, 12, "Score 2, Score 0-2 of Nnb."),
    Column(Header.LEVEL_CELL, 18, "BENG, Tenminste BENG of Nnb."),
    Column(Header.PLANNING_CELL, 26, SENTENCE),
    Column(Header.PARENT, 28, "De naam van het hele project waarvan dit een fase is."),
    Column(
        Header.CODES, 24, "De code in een ander systeem: 'dpi: 123', één per regel. Daarop wordt ook gezocht."
    ),
    Column(Header.SOURCE, 30, "Waar de gegevens staan. Hoogstens 160 tekens."),
    Column(Header.NOTE, 50, "Iedereen leest deze bij het project."),
    Column(Header.INTERNAL_NOTE, 50, ONLY_STAFF),
    Column(Header.PUBLIC, 10, "Ja of nee."),
)
TO_DO = (
    "Vul per project een rij in en bied het bestand aan in het beheer, bij Vastgoedprojecten. U ziet eerst "
    "wat er zou veranderen. Een lege cel laat staan wat bekend is; Nnb maakt het onbekend. Kolommen die u "
    "niet gebruikt, mag u weghalen."
)


def write_template(target: IO[bytes]) -> None:
    about = (("Wat dit is", "Sjabloon voor vastgoedprojecten, uit Wonen."), ("Wat u doet", TO_DO), *words())
    write_workbook(target, "Projecten", COLUMNS, [], about)


def words() -> Iterable[tuple[str, str]]:
    """Yield the words that a column takes."""
    yield "Soort", ", ".join(str(label) for label in Kind.labels)
    yield "Projectfase", ", ".join(str(label) for label in Phase.labels)
    yield "Woningtypen", ", ".join(HousingType.objects.values_list("label", flat=True))
    yield "Huurprijsklassen", ", ".join(RentClass.objects.values_list("label", flat=True))
    yield "Duurzaamheid", ", ".join(SustainabilityLevel.objects.values_list("label", flat=True))
    yield "Corporaties", ", ".join(Corporation.objects.values_list("name", flat=True))
    yield "Gemeenten", ", ".join(Municipality.objects.values_list("name", flat=True))
