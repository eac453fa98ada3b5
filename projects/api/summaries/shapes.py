"""What the summaries share: intervals and totals, as they are described and as they are shown."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from projects.pages.dashboard.key_totals import share_in_words
from projects.sums.intervals import Interval, Totals
from projects.sums.region import Verdict
from wonen.rest.schemas import Schema, code, named, one_of, or_null, text, thing, told, whole

EXAMPLES = Path(__file__).parents[2] / "data" / "api"
COUNT = whole(0)
LEAST = told(COUNT, "Zoveel woningen zijn het zeker.")
MOST = told(COUNT, "Zoveel woningen kunnen het hoogstens worden.")
SHARE = told(
    or_null(text(60)),
    "Het deel van alle getelde woningen, zoals de pagina's het schrijven; null zonder getelde woningen.",
)
BOUNDS: dict[str, Schema] = {"minstens": LEAST, "hoogstens": MOST}
PART: dict[str, Schema] = {**BOUNDS, "aandeel": SHARE}
TOTALS: dict[str, Schema] = {
    "projecten": told(COUNT, "Het aantal projecten."),
    "woningen": told(
        or_null(COUNT),
        "De getelde woningen, zonder sloop. Projecten zonder aantal tellen niet mee. Null: van geen enkel"
        " project is het aantal bekend (Nnb).",
    ),
    "ongeveer": told(COUNT, "Hoeveel van de woningen bij benadering zijn geteld (ca.)."),
    "precies": told(COUNT, "Hoeveel van de woningen precies zijn geteld."),
    "teSlopen": told(COUNT, "De woningen die verdwijnen, apart geteld."),
    "zonderAantal": told(COUNT, "Projecten waarvan het aantal woningen niet bekend is."),
    "zonderAantalZonderSloop": told(
        COUNT, "Hoeveel daarvan geen sloop zijn. Bij meer dan 0 geldt: minstens zoveel woningen."
    ),
    "voorbeelden": told(COUNT, "Hoeveel projecten verzonnen zijn; gebruik ze niet als feiten."),
}


SUM = named("Optelling", "Wat projecten samen optellen.", thing(**TOTALS))
SHARED = named("Woningdeel", "Een aantal woningen, en welk deel dat is.", thing(**PART))
CLASS = told(or_null(code(30)), "De code van de huurprijsklasse; null: nog niet bekend.")
IN_CLASS = named("WoningenInKlasse", "De woningen in één huurprijsklasse.", thing(code=CLASS, **BOUNDS))
VERDICTS = named("Oordeel", "Of iets wordt gehaald.", one_of((Verdict.MET, Verdict.MISSED, Verdict.OPEN)))


def totals_shown(totals: Totals) -> dict[str, Any]:
    return {
        "projecten": totals.projects,
        "woningen": None if totals.is_unknown else totals.dwellings,
        "ongeveer": totals.approximate,
        "precies": totals.exact,
        "teSlopen": totals.demolished,
        "zonderAantal": totals.uncounted,
        "zonderAantalZonderSloop": totals.adding_uncounted,
        "voorbeelden": totals.examples,
    }


def bounds(dwellings: Interval) -> dict[str, Any]:
    return {"minstens": dwellings.least, "hoogstens": dwellings.most}


def part(dwellings: Interval, of: int) -> dict[str, Any]:
    """Return an interval with the share that it is of so many dwellings."""
    return {**bounds(dwellings), "aandeel": share_in_words(dwellings, of) or None}
