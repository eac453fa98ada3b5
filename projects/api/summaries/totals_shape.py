"""What the totals of a choice of projects look like."""

from __future__ import annotations

from projects.api.summaries.choice import CHOICE
from projects.api.summaries.shapes import BOUNDS, CLASS, COUNT, IN_CLASS, PART, SHARED, SUM, TOTALS, VERDICTS
from projects.api.values import SECTIONS, SEGMENTS
from wonen.dutch.periods import FIRST_YEAR, LAST_YEAR
from wonen.rest.schemas import Schema, code, key, listed, named, number, or_null, text, thing, told, whole

SEGMENT = told(SEGMENTS, "De soort huur.")


def _by(name: str, meaning: str, **entry: Schema) -> Schema:
    row = named(f"WoningenNaar{name}", f"Eén rij van {meaning}", thing(**entry, **PART))
    return told(listed(row), f"De {meaning} De rij met null heeft wat nog niet bekend is.")


NORM_PART = named(
    "ToetsingVanSegment",
    "De norm van één soort huur, naast de plannen.",
    thing(
        segment=SEGMENT,
        procentNorm=told(whole(0, 100), "De norm, in hele procenten van de nieuwbouw."),
        **BOUNDS,
        procentMinstens=told(or_null(number(0, 100)), "Het zekere deel van de nieuwbouw, in procenten."),
        procentHoogstens=told(
            or_null(number(0, 100)), "Het deel dat het hoogstens kan worden, in procenten."
        ),
        oordeel=told(or_null(VERDICTS), "Null: er is niets te toetsen."),
        uitleg=told(text(), "Waarom, in woorden; met het aandeel in hele procenten en wat er nog nodig is."),
    ),
)
NORM = named(
    "Toetsing",
    "De norm voor nieuwbouw, naast de plannen.",
    thing(
        norm=told(key(), "Het nummer van de norm die geldt: zie normen."),
        nieuwbouw=told(SUM, "Waar de norm over gaat: alle nieuwbouw in de keuze."),
        delen=told(listed(NORM_PART), "De norm per soort huur, naast de plannen."),
    ),
)
YEAR = named(
    "TotalenVanJaar",
    "Start en oplevering in één jaar.",
    thing(
        jaar=told(or_null(whole(FIRST_YEAR, LAST_YEAR)), "Het jaar; null: nog niet bekend."),
        start=told(SHARED, "De woningen die in dit jaar starten."),
        oplevering=told(SHARED, "De woningen die in dit jaar klaar zijn."),
        zonderAantal=told(COUNT, "Projecten zonder aantal die in dit jaar klaar kunnen zijn."),
        opleveringPerHuurprijsklasse=told(
            listed(IN_CLASS), "De oplevering, naar huurprijsklasse voor zover die bekend is."
        ),
    ),
)
SCHEMA = thing(
    **CHOICE,
    **TOTALS,
    huurbasis=told(
        or_null(text(120)), "Op welke huurprijsgrenzen de klassen staan; null: nog niet vastgesteld."
    ),
    segmenten=told(
        listed(
            named("WoningenNaarSegment", "De woningen van één soort huur.", thing(segment=SEGMENT, **PART))
        ),
        "De woningen naar soort huur.",
    ),
    huurprijsklassen=_by("Huurprijsklasse", "woningen naar huurprijsklasse.", code=CLASS),
    batScores=_by(
        "BatScore",
        "woningen naar BAT-score.",
        score=told(or_null(whole(0, 4)), "De score; null: nog niet bekend."),
    ),
    batVanaf=told(
        named(
            "WoningenVanafBatScore",
            "De woningen met een BAT-score of een hogere.",
            thing(score=told(whole(0, 4), "De score."), **PART),
        ),
        "De woningen met deze BAT-score of een hogere.",
    ),
    duurzaamheid=_by(
        "Duurzaamheid",
        "woningen naar duurzaamheid.",
        code=told(or_null(code(30)), "De code van het niveau; null: nog niet bekend."),
    ),
    duurzaamheidVanaf=told(
        listed(
            named(
                "WoningenVanafNiveau",
                "De woningen van een niveau of een hoger.",
                thing(code=told(code(30), "De code van het niveau."), **PART),
            )
        ),
        "De woningen van dit niveau (gasloos) of een hoger; leeg waar dat niveau er niet is.",
    ),
    woningtypen=_by(
        "Woningtype",
        "woningen naar woningtype.",
        code=told(or_null(code(30)), "De code van het type; null: nog niet bekend."),
    ),
    onderdelen=told(
        listed(
            named(
                "TotalenVanOnderdeel",
                "De sommen van één onderdeel.",
                thing(onderdeel=told(SECTIONS, "Het onderdeel van het overzicht."), **TOTALS),
            )
        ),
        "De sommen per onderdeel van het overzicht, voor zover het voorkomt.",
    ),
    jaren=told(listed(YEAR), "Start en oplevering per jaar, van vroeg naar laat."),
    toetsing=told(or_null(NORM), "De norm voor nieuwbouw naast de plannen; null: er is geen norm."),
    eigenNormen=told(
        COUNT, "Hoeveel gemeenten een eigen norm hebben; 0 als de keuze al over één gemeente gaat."
    ),
)
