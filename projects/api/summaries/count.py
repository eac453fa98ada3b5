"""What a list of projects adds up to: a choice of any year, or of none."""

from __future__ import annotations

from typing import Any

from django.http import QueryDict

from projects.api.summaries.choice import CHOICE, CHOICES, choice_shown
from projects.api.summaries.shapes import EXAMPLES, TOTALS, totals_shown
from projects.filters.api_filters import ProjectApiFilterSet
from projects.filters.selection import Selection
from projects.models import Project
from wonen.rest.parameters import hold
from wonen.rest.resource import Asked
from wonen.rest.schemas import thing
from wonen.rest.summary import Summary


def answer(query: QueryDict, asked: Asked) -> dict[str, Any]:
    filterset = ProjectApiFilterSet(query, Project.objects.public().counted())
    hold(filterset.form, filterset.codes)
    selection = Selection(filterset, {})
    return {**choice_shown(selection, asked), **totals_shown(selection.projects.totals())}


COUNT = Summary(
    name="telling",
    title="Telling van projecten",
    schema_name="TellingVanProjecten",
    meaning=(
        "Wat de lijst van openbare projecten bij dezelfde keuze optelt. Zonder jaar zijn dat alle projecten,"
        " ook die in geen enkel overzicht (meer) staan: bij totalen geldt er dan vanzelf een jaar."
    ),
    chosen_by=CHOICES,
    schema=thing(**CHOICE, **TOTALS),
    answer=answer,
    example_query="gemeente=GM0917",
    example_file=EXAMPLES / "telling.json",
)
