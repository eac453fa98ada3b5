"""The values of a project in the API that are more than a column: how they look, and how they are made."""

from __future__ import annotations

from dataclasses import asdict
from types import SimpleNamespace
from typing import Any

from projects import facts
from projects.api import vera
from projects.facts import ValueKind
from projects.models import LONGEST_CODE, Project, ProjectRentClass, RentClass
from projects.models.sections import Section
from projects.notation import cells
from projects.rules import MOST_DWELLINGS
from wonen.dutch.periods import FIRST_YEAR, LAST_YEAR
from wonen.rest.resource import Nested, Raw
from wonen.rest.schemas import code, listed, named, one_of, or_null, text, thing, told, whole, yes_no

PRINTED_KEYS = {cell.printed: cell.printed_key for cell in facts.cells() if cell.printed}
YEAR, QUARTER = whole(FIRST_YEAR, LAST_YEAR), or_null(whole(1, 4))
MOMENT = or_null(
    named(
        "JaarEnKwartaal",
        "Een jaar, en als het bekend is het kwartaal.",
        thing(jaar=told(YEAR, "Het jaar."), kwartaal=told(QUARTER, "Het kwartaal; null: niet bekend.")),
    )
)
SECTIONS = named("Onderdeel", "Een onderdeel van het overzicht.", one_of(Section.values))
SEGMENTS = named("Huursegment", "De soort huur.", one_of(RentClass.Segment.values))
COUNT = or_null(whole(1, MOST_DWELLINGS))
SCORE = or_null(whole(0, 4))


def types_by(value: str) -> Nested:
    link = Project.housing_types.through.objects
    return Nested(lambda: link.order_by("housingtype__order"), "project", value=f"housingtype__{value}")


RENTS = Nested(
    lambda: ProjectRentClass.objects.order_by("rent_class__order"),
    "project",
    {
        "klasse": "rent_class__code",
        "mogelijk": "is_possible",
        "aantalWoningen": "dwellings",
        "label": "rent_class__label",
        "order": "rent_class__order",
    },
)
TYPES = Nested(
    lambda: Project.housing_types.through.objects.order_by("housingtype__order"),
    "project",
    {name: f"housingtype__{name}" for name in ("code", "label", "order", "form", "variant")},
)
# What the cells of the overview are printed from, beside rents, types and the name of the level.
PRINTED_COLUMNS = tuple(
    name
    for fact in facts.FACTS
    if fact.kind in {ValueKind.VALUE, ValueKind.MOMENT} and any(cell.printed for cell in fact.cells)
    for name in fact.columns
)


def printed(raw: Raw) -> dict[str, str]:
    """Return the cells of the overview, by the notation that the pages use."""
    project: Any = SimpleNamespace(**{name: raw[name] for name in PRINTED_COLUMNS})
    level = raw["sustainability__label"]
    project.sustainability = SimpleNamespace(label=level) if level else None
    entries: Any = [
        SimpleNamespace(rent_class=SimpleNamespace(**each), is_possible=each["mogelijk"])
        for each in raw["rents"]
    ]
    types: Any = [SimpleNamespace(**each) for each in raw["types"]]
    return {PRINTED_KEYS[name]: cell for name, cell in asdict(cells(project, entries, types)).items()}


def rents(raw: Raw) -> list[dict[str, Any]]:
    return [{name: each[name] for name in RENT_SCHEMA["properties"]} for each in raw["rents"]]


def vera_codes(raw: Raw) -> dict[str, Any]:
    lowest, highest = raw["bat_from_id"], raw["bat_to_id"]
    level = raw["sustainability__code"]
    return {
        "projectsoort": vera.PROJECT_KIND.get(raw["kind"]),
        "huurklassen": [vera.RENT_CLASS.get(each["klasse"]) for each in raw["rents"] if not each["mogelijk"]],
        "batscoreVan": vera.BAT_SCORE.get(lowest),
        "batscoreTotEnMet": vera.BAT_SCORE.get(highest),
        "toegankelijkheidslabelVan": vera.ACCESSIBILITY.get(lowest),
        "toegankelijkheidslabelTotEnMet": vera.ACCESSIBILITY.get(highest),
        "energievoorziening": vera.ENERGY.get(level) if level else None,
    }


def moment_at(name: str) -> Any:
    year, quarter = f"{name}_year", f"{name}_quarter"

    def make(raw: Raw) -> dict[str, int | None] | None:
        return {"jaar": raw[year], "kwartaal": raw[quarter]} if raw[year] else None

    return {"source": {year: year, quarter: quarter}, "make": make}


def or_none(name: str) -> Any:
    return lambda raw: raw[name] or None


RENT_SCHEMA = named(
    "HuurprijsklasseVanProject",
    "Een huurprijsklasse van een project, zeker of mogelijk.",
    thing(
        klasse=told(code(30), "De code van de huurprijsklasse."),
        mogelijk=told(yes_no(), "Of de klasse nog niet zeker is ('eventueel aangevuld met')."),
        aantalWoningen=told(
            COUNT, "Hoeveel woningen in deze klasse komen; null: de verdeling is nog niet bekend."
        ),
    ),
)
CODE_SCHEMA = named(
    "ExterneCode",
    "De code van een project in een ander systeem.",
    thing(
        systeem=told(
            text(30, shortest=1, pattern="^[-a-zA-Z0-9_]+$"),
            "Het andere systeem, bijvoorbeeld dpi of planmonitor.",
        ),
        code=told(
            text(LONGEST_CODE, shortest=1),
            "De code van het project daar; dubbele spaties en onzichtbare tekens vallen weg.",
        ),
    ),
)
VERA_CODE = or_null(text(10))
VERA_SCHEMA = named(
    "VeraCodes",
    "De codes van VERA, de standaard van de corporaties.",
    thing(
        projectsoort=told(VERA_CODE, "PROJECTSOORT."),
        huurklassen=told(listed(VERA_CODE), "HUURKLASSE van elke zekere huurprijsklasse, op volgorde."),
        batscoreVan=told(VERA_CODE, "BATSCORE van de laagste score."),
        batscoreTotEnMet=told(VERA_CODE, "BATSCORE van de hoogste score."),
        toegankelijkheidslabelVan=told(VERA_CODE, "TOEGANKELIJKHEIDSLABEL van de laagste score."),
        toegankelijkheidslabelTotEnMet=told(VERA_CODE, "TOEGANKELIJKHEIDSLABEL van de hoogste score."),
        energievoorziening=told(VERA_CODE, "EENHEIDENERGIEVOORZIENING."),
    ),
)
PRINTED_SCHEMA = named(
    "GedrukteCellen",
    "De cellen van een rij in het overzicht, in de woorden van het bod.",
    thing(**{each: told(text(), "De cel van het overzicht.") for each in PRINTED_KEYS.values()}),
)
