"""What the projects of a choice add up to per municipality: the map, and the lists of municipalities."""

from __future__ import annotations

from typing import Any

from django.http import QueryDict

from projects.api.summaries.choice import CHOICE, CHOICES, choice_shown, chosen_by, municipalities_of
from projects.api.summaries.shapes import EXAMPLES, TOTALS, totals_shown
from projects.sums.intervals import Totals
from wonen.rest.resource import Asked
from wonen.rest.schemas import AREA_CODE, listed, named, text, thing, told
from wonen.rest.summary import Summary

NONE = Totals()
ROW = named(
    "TotalenVanGemeente",
    "De sommen van één gemeente.",
    thing(
        gemeente=told(AREA_CODE, "De CBS-code van de gemeente."),
        naam=told(text(60), "De naam van de gemeente."),
        **TOTALS,
    ),
)


def answer(query: QueryDict, asked: Asked) -> dict[str, Any]:
    selection, _ = chosen_by(query, asked)
    sums = selection.projects.by_municipality()
    rows = [
        {"gemeente": each.code, "naam": each.name, **totals_shown(sums.get(each.pk, NONE))}
        for each in municipalities_of(selection)
    ]
    return {**choice_shown(selection, asked), "gemeenten": rows}


PER_MUNICIPALITY = Summary(
    name="totalen-per-gemeente",
    title="Totalen per gemeente",
    schema_name="TotalenPerGemeente",
    meaning=(
        "De sommen van de openbare projecten in het overzicht van een jaar, per gemeente. Een gemeente zonder"
        " projecten staat er ook in; met de parameter gemeente of regio alleen de gemeenten daarvan."
    ),
    chosen_by=CHOICES,
    schema=thing(**CHOICE, gemeenten=told(listed(ROW), "De gemeenten, op naam.")),
    answer=answer,
    example_query="jaar=2022&gemeente=GM0917",
    example_file=EXAMPLES / "totalen-per-gemeente.json",
    table="gemeenten",
)
