"""The columns of a file of projects: the cells of the brochure, and beside them every fact as data."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cached_property

from municipalities.models.notes import ONLY_STAFF
from projects.models import Kind, Phase, Project, ProjectRentClass
from projects.models.sections import Section
from projects.notation import PrintedCells, printed_code
from wonen.spreadsheets.workbook import Cell, Column


@dataclass(frozen=True)
class Row:
    """A project of a selection; ``site`` is the scheme and host of its page."""

    project: Project
    site: str

    @cached_property
    def printed(self) -> PrintedCells:
        return self.project.printed()

    @property
    def section(self) -> str | None:
        """Return the label of the section in the year of the choice; None without a year."""
        section = getattr(self.project, "section", None)
        return str(Section(section).label) if section else None

    @property
    def whole(self) -> Project | None:
        """Return the project of which this is a phase, but only where that is public itself."""
        parent = self.project.parent
        return parent if parent and parent.is_public else None

    def rent(self, *, possible: bool) -> list[ProjectRentClass]:
        return [entry for entry in self.project.rent_entries.all() if entry.is_possible == possible]


@dataclass(frozen=True)
class ProjectColumn(Column):
    """A column with what a row says in it."""

    cell: Callable[[Row], Cell] = lambda _row: None


def column(header: str, width: int, meaning: str, cell: Callable[[Row], Cell]) -> ProjectColumn:
    return ProjectColumn(header, width, meaning, cell=cell)


def yes_no(value: bool) -> str:
    return "ja" if value else "nee"


def listed(words: Iterable[str], separator: str = ", ") -> str | None:
    return separator.join(words) or None


AS_PRINTED = "Zoals in het overzicht. Nnb: nog niet bekend."
WHERE = (
    column("Nummer", 9, "Het vaste nummer van het project in Wonen.", lambda row: row.project.pk),
    column("Naam", 34, "De naam van het project.", lambda row: row.project.name),
    column("Gemeente", 18, "De naam van de gemeente.", lambda row: row.project.municipality.name),
    column("Gemeentecode", 13, "De CBS-code, zoals GM0917.", lambda row: row.project.municipality.code),
    column("Plaats of wijk", 20, "Leeg: niet opgegeven.", lambda row: row.project.place or None),
    column("Corporatie", 24, "De naam van de corporatie.", lambda row: row.project.corporation.name),
    column("Corporatiecode", 14, "De korte code, zoals WL.", lambda row: row.project.corporation.code),
    column(
        "Onderdeel",
        20,
        "Waar het project staat in het overzicht van het gekozen jaar. Leeg: er is geen jaar gekozen.",
        lambda row: row.section,
    ),
    column("Soort", 20, "Wat er gebeurt.", lambda row: str(Kind(row.project.kind).label)),
    column(
        "Projectfase",
        15,
        "Hoe ver het project is. Leeg: nog niet bekend.",
        lambda row: str(Phase(row.project.phase).label) if row.project.phase else None,
    ),
)
PRINTED = (
    column(
        "Aantal woningen",
        18,
        AS_PRINTED,
        lambda row: row.printed.dwellings,
    ),
    column("Type woningen", 34, AS_PRINTED, lambda row: row.printed.housing_types),
    column("Huurprijsklasse", 34, AS_PRINTED, lambda row: row.printed.rent_classes),
    column("BAT-score", 12, AS_PRINTED, lambda row: row.printed.bat),
    column("Duurzaamheid", 18, AS_PRINTED, lambda row: row.printed.sustainability),
    column("Planning", 26, AS_PRINTED, lambda row: row.printed.planning),
)
DWELLINGS = (
    column("Woningen", 10, "Het aantal als getal. Leeg: nog niet bekend.", lambda row: row.project.dwellings),
    column(
        "Ongeveer",
        10,
        "Ja: het aantal is een benadering ('ca.').",
        lambda row: yes_no(row.project.dwellings_approximate),
    ),
    column(
        "Woningtypen",
        34,
        "De namen van de woningtypen. Leeg: nog niet bekend.",
        lambda row: listed(each.label for each in row.project.housing_types.all()),
    ),
    column(
        "Woningtypecodes",
        34,
        "De vaste codes van de woningtypen.",
        lambda row: listed(each.code for each in row.project.housing_types.all()),
    ),
    column(
        "Mix nog te bepalen",
        12,
        "Ja: er komt een mix, en welke is nog niet besloten.",
        lambda row: yes_no(row.project.housing_types_undecided),
    ),
    column("Wonen met zorg", 12, "Ja of nee.", lambda row: yes_no(row.project.with_care)),
    column(
        "Huurprijsklassen zeker",
        30,
        "De codes van de huurprijsklassen die zeker zijn. Leeg: nog niet bekend.",
        lambda row: listed(each.rent_class.code for each in row.rent(possible=False)),
    ),
    column(
        "Huurprijsklassen mogelijk",
        30,
        "De codes van de huurprijsklassen waarmee het project eventueel wordt aangevuld.",
        lambda row: listed(each.rent_class.code for each in row.rent(possible=True)),
    ),
    column(
        "Woningen per huurprijsklasse",
        36,
        "Code en aantal, zoals 'betaalbaar: 10, vrije-huur: 14'. Leeg: de verdeling is nog niet bekend.",
        lambda row: listed(
            f"{each.rent_class.code}: {each.dwellings}" for each in row.rent(possible=False) if each.dwellings
        ),
    ),
    column("BAT van", 8, "De laagste BAT-score. Leeg: nog niet bekend.", lambda row: row.project.bat_from_id),
    column("BAT tot en met", 8, "De hoogste BAT-score.", lambda row: row.project.bat_to_id),
    column(
        "Duurzaamheidscode",
        16,
        "De vaste code van het niveau. Leeg: nog niet bekend.",
        lambda row: row.project.sustainability.code if row.project.sustainability else None,
    ),
    column(
        "Tenminste",
        10,
        "Ja: dit niveau van duurzaamheid of hoger.",
        lambda row: yes_no(row.project.sustainability_at_least),
    ),
)
WHEN = (
    column("Startjaar", 10, "Leeg: nog niet bekend.", lambda row: row.project.start_year),
    column("Startkwartaal", 10, "1 tot en met 4, of leeg.", lambda row: row.project.start_quarter),
    column("Opleverjaar", 10, "Leeg: nog niet bekend.", lambda row: row.project.delivery_year),
    column("Opleverkwartaal", 10, "1 tot en met 4, of leeg.", lambda row: row.project.delivery_quarter),
    column(
        "Planjaar",
        10,
        "Een jaar waarvan niet bekend is of de start of de oplevering bedoeld is.",
        lambda row: row.project.planned_year,
    ),
    column("Plankwartaal", 10, "1 tot en met 4, of leeg.", lambda row: row.project.planned_quarter),
)
ABOUT_IT = (
    column(
        "Fase van nummer",
        10,
        "Het nummer van het hele project. Leeg: het project is geen fase.",
        lambda row: row.whole.pk if row.whole else None,
    ),
    column("Fase van", 30, "De naam van dat project.", lambda row: row.whole.name if row.whole else None),
    column(
        "Codes elders",
        30,
        "De code van het project in een ander systeem, zoals 'dpi: 123'; één per regel.",
        lambda row: listed(
            (printed_code(each.system, each.code) for each in row.project.external_codes.all()), "\n"
        ),
    ),
    column("Bron", 36, "Waar de gegevens staan.", lambda row: row.project.source or None),
    column(
        "Toelichting voor het publiek",
        50,
        "Iedereen leest deze. Een tekst van meer dan 32.000 tekens staat alleen heel in de JSON.",
        lambda row: row.project.note or None,
    ),
    column("Laatst gewijzigd", 20, "In Nederlandse tijd.", lambda row: row.project.modified_at),
    column("Adres", 44, "De pagina van het project.", lambda row: row.site + row.project.get_absolute_url()),
    column(
        "Voorbeelddata",
        14,
        "Ja: het project is verzonnen. Gebruik het niet als feit.",
        lambda row: yes_no(row.project.is_example),
    ),
)
PROJECT_COLUMNS = (*WHERE, *PRINTED, *DWELLINGS, *WHEN, *ABOUT_IT)
STAFF_COLUMNS = (
    *PROJECT_COLUMNS,
    column("Interne notitie", 50, ONLY_STAFF, lambda row: row.project.internal_note or None),
    column("Openbaar", 10, "Ja: iedereen kan het project zien.", lambda row: yes_no(row.project.is_public)),
)
