"""Which rents belong to which rent class in the overview of a year: the amounts of the legend."""

from __future__ import annotations

from typing import Any

from django.http import QueryDict

from municipalities.figures.resource import CAPPING
from municipalities.models import Capping
from projects.api.summaries.shapes import EXAMPLES
from projects.pages.legend_page import legend_context
from wonen.dutch.periods import FIRST_YEAR, LAST_YEAR
from wonen.rest.parameters import Parameter
from wonen.rest.resource import Asked
from wonen.rest.schemas import code, date, listed, named, number, or_null, thing, told, whole
from wonen.rest.summary import Summary

YEAR = whole(FIRST_YEAR, LAST_YEAR)
EURO = or_null(number(0, 99_999.99))
ROW = named(
    "HuurVanKlasse",
    "De huren van één huurprijsklasse.",
    thing(
        code=told(code(30), "De huurprijsklasse."),
        vanaf=told(EURO, "De laagste huur, in euro per maand; null: geen ondergrens."),
        totEnMet=told(EURO, "De hoogste huur, in euro per maand; null: geen bovengrens."),
    ),
)


def answer(_query: QueryDict, asked: Asked) -> dict[str, Any]:
    found = legend_context({"jaar": asked.get("jaar"), "aftopping": asked.get("aftopping")})
    limits = found["limits"]
    return {
        "jaar": found["year"],
        "aftoppingsgrens": found["capping"].value,
        "grenzenVanaf": limits.valid_from if limits else None,
        "huurprijsklassen": [
            {"code": each.rent_class.code, "vanaf": each.lowest, "totEnMet": each.highest}
            for each in found["bands"]
        ],
    }


RENTS = Summary(
    name="huurprijzen",
    title="Huurprijzen van de klassen",
    schema_name="HuurprijzenVanKlassen",
    meaning="De huur per maand van elke huurprijsklasse in het overzicht van een jaar.",
    chosen_by=(
        Parameter("jaar", "Het overzicht van dit jaar; zonder jaar: van dit jaar.", YEAR),
        Parameter(
            "aftopping",
            "Welke aftoppingsgrens Betaalbaar begrenst.",
            CAPPING | {"default": Capping.LOW.value},
        ),
    ),
    schema=thing(
        jaar=told(YEAR, "Het jaar van het overzicht."),
        aftoppingsgrens=told(CAPPING, "De aftoppingsgrens die Betaalbaar begrenst."),
        grenzenVanaf=told(
            or_null(date()), "Sinds wanneer de huurprijsgrenzen gelden; null: nog niet vastgesteld."
        ),
        huurprijsklassen=told(listed(ROW), "De klassen, van laag naar hoog; leeg zonder grenzen."),
    ),
    answer=answer,
    example_query="jaar=2022",
    example_file=EXAMPLES / "huurprijzen.json",
    table="huurprijsklassen",
)
