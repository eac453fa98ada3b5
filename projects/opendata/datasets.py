"""The open data, declared once: what each dataset is called, what is in it and in which forms it is given.

The catalogue, the page for people and what search engines read are all made from this.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import urlencode

from django.urls import reverse

from projects.models import Project
from projects.notation import number
from projects.opendata.facts import Facts, figure_facts, project_facts
from wonen.spreadsheets.workbook import XLSX

CHANGES = (
    "Wat de corporatie opslaat, staat er meteen. De projecten veranderen het hele jaar door; "
    "ieder jaar komt er vóór 1 juli een nieuw bod bij."
)


@dataclass(frozen=True)
class Form:
    """A form in which a dataset is given. ``file_type`` is its name in the list of file types of the EU."""

    name: str  # in the address: ?formaat=csv
    label: str
    use: str  # for what it is
    media_type: str  # of the IANA register; empty where that has none
    file_type: str
    standard: str  # the specification that it keeps to, where that is not the description of the API


CSV = Form(
    "csv",
    "CSV",
    "voor programma's: komma's tussen de velden, punten in getallen",
    "text/csv",
    "CSV",
    "https://www.rfc-editor.org/info/rfc4180",
)
LINES = Form(
    "jsonl", "JSON Lines", "voor programma's: iedere regel is een rij", "", "JSON", "https://jsonlines.org/"
)
EXCEL = Form("xlsx", "Excel", "voor rekenbladen", XLSX, "XLSX", "")
MAP = Form(
    "geojson",
    "GeoJSON",
    "voor kaarten en QGIS",
    "application/geo+json",
    "GEOJSON",
    "https://www.rfc-editor.org/info/rfc7946",
)


@dataclass(frozen=True)
class Dataset:
    """One kind of open data, or with ``chosen`` the part of it that these parameters choose."""

    name: str  # of the resource of the API, and of the dataset in the catalogue
    title: str
    meaning: str
    short: str  # on the page, where the title is too long
    one: str
    many: str
    page: str  # the route of the page where people see the same
    page_label: str
    part: str  # how people get a part of it
    keywords: tuple[str, ...]
    forms: tuple[Form, ...]
    facts: Callable[[], Facts]  # of all that is public of it
    chosen: tuple[tuple[str, str], ...] = ()

    @property
    def path(self) -> str:
        """Return the address of the data in the API."""
        query = urlencode(self.chosen)
        return f"{reverse('api')}/{self.name}" + (f"?{query}" if query else "")

    def path_as(self, form: Form) -> str:
        """Return the address of all the data in one file."""
        return f"{reverse('api')}/{self.name}?{urlencode([*self.chosen, ('formaat', form.name)])}"

    def told(self, facts: Facts) -> str:
        """Return what is in the data, with a warning where some of them are invented."""
        warning = self.warning(facts)
        return f"{self.meaning} Let op, voorbeelddata. {warning}" if warning else self.meaning

    def warning(self, facts: Facts) -> str:
        """Return the sentence that says how many rows are invented; empty where none are."""
        if not facts.examples:
            return ""
        are = "is er 1" if facts.examples == 1 else f"zijn er {number(facts.examples)}"
        return (
            f"Van de {number(facts.count)} {self.many} {are} verzonnen, om het programma "
            "te leren kennen. Het veld 'voorbeelddata' zegt welke. Gebruik die niet als feiten."
        )


PROJECTS = Dataset(
    "projecten",
    "Vastgoedprojecten van woningcorporaties",
    (
        "Alle openbare projecten waarmee woningcorporaties woningen bouwen, verbouwen, verduurzamen, "
        "aankopen of slopen. Per project de gemeente, het aantal woningen, de woningtypen, de "
        "huurprijsklassen, de toegankelijkheid (BAT-score), de duurzaamheid en de planning. Wat nog niet "
        "bekend is, blijft leeg; een aantal bij benadering is als zodanig aangegeven."
    ),
    "Projecten",
    "project",
    "projecten",
    "projects",
    "Naar de projecten",
    "Kies op de pagina met projecten wat u nodig hebt, en haal daar die keuze op als Excel of CSV.",
    (
        "woningbouw",
        "vastgoedprojecten",
        "sociale huur",
        "woningcorporatie",
        "prestatieafspraken",
        "nieuwbouw",
        "verduurzaming",
    ),
    (EXCEL, CSV, LINES, MAP),
    lambda: project_facts(Project.objects.public()),
)
FIGURES = Dataset(
    "cijfers",
    "Kengetallen van de gemeentekaart",
    (
        "De cijfers van de gemeentekaarten: woningtoewijzing, betaalbaarheid, leefbaarheid, duurzaamheid, "
        "vastgoed en volkshuisvestelijke opgave, per gemeente, regio of corporatie. Ieder cijfer met zijn "
        "periode, eenheid, prijspeil, bron en status. Een cijfer zonder waarde kon in de bron niet worden "
        "gelezen."
    ),
    "Kengetallen",
    "cijfer",
    "cijfers",
    "compare",
    "Naar Vergelijken",
    "Kies bij Vergelijken gemeenten en kengetallen, en haal daar die keuze op als Excel of CSV.",
    (
        "kengetallen",
        "gemeentekaart",
        "woningtoewijzing",
        "betaalbaarheid",
        "leefbaarheid",
        "woningcorporatie",
    ),
    (EXCEL, CSV, LINES),
    figure_facts,
)
# An app that builds on this one adds its own when it is ready.
DATASETS: dict[str, Dataset] = {each.name: each for each in (PROJECTS, FIGURES)}
