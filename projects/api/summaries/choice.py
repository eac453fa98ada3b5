"""The choice of a summary of projects: the parameters of the pages, and the year that holds without one."""

from __future__ import annotations

from typing import Any

from django.http import QueryDict

from municipalities.models import Municipality, MunicipalityQuerySet
from projects.filters.api_filters import ProjectApiFilterSet
from projects.filters.selection import ORDER, YEAR, Selection
from projects.filters.years import choose_year
from projects.models import Project
from wonen.rest.parameters import Parameter, hold, of_filterset
from wonen.rest.resource import Asked
from wonen.rest.schemas import Schema, listed, named, text, thing, told, yes_no

# A sum has no order.
CHOICES: tuple[Parameter, ...] = tuple(
    each for each in of_filterset(ProjectApiFilterSet) if each.name != ORDER
)
CHOICE: dict[str, Schema] = {
    "keuze": told(
        listed(
            named(
                "GekozenParameter",
                "Een parameter waarvoor de sommen gelden.",
                thing(
                    parameter=told(text(30), "De naam van de parameter."),
                    waarde=told(text(200), "De waarde, zoals zij in een adres staat."),
                    gekozen=told(yes_no(), "Of u dit koos; false: zonder keuze geldt dit."),
                ),
            )
        ),
        "De parameters waarvoor de sommen gelden. Zonder jaar is het jaar dat van de pagina: dit jaar, of het"
        " laatste jaar met planning daarvoor.",
    ),
    "keuzeInWoorden": told(text(), "De hele keuze in woorden."),
}


def chosen_by(query: QueryDict, asked: Asked) -> tuple[Selection, int]:
    """Return the public projects that are chosen, and of which year's overview; in one query at most."""
    public = Project.objects.public()
    data = query.copy()
    if YEAR not in asked:
        of = {"municipality__code": asked["gemeente"]} if "gemeente" in asked else {}
        data[YEAR] = str(choose_year(QueryDict(), public.filter(**of)).year)
    filterset = ProjectApiFilterSet(data, public)
    hold(filterset.form, filterset.codes)
    return Selection(filterset, {}), int(str(data[YEAR]))


def choice_shown(selection: Selection, asked: Asked) -> dict[str, Any]:
    chosen = [
        {"parameter": name, "waarde": value, "gekozen": name in asked}
        for name, value in selection.chosen.items()
    ]
    return {"keuze": chosen, "keuzeInWoorden": selection.words}


def municipality_of(selection: Selection) -> Municipality | None:
    found: Municipality | None = selection.filterset.form.cleaned_data.get("gemeente")
    return found


def municipalities_of(selection: Selection) -> MunicipalityQuerySet:
    """Return the municipalities that the choice leaves: the one chosen, those of a region, or all."""
    region = selection.filterset.form.cleaned_data.get("regio")
    municipality = municipality_of(selection)
    found = Municipality.objects.in_region(region) if region else Municipality.objects.all()
    return found.filter(pk=municipality.pk) if municipality else found
