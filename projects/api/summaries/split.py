"""How the dwellings of one project may fall over the rent classes."""

from __future__ import annotations

from typing import Any

from django.http import Http404, QueryDict

from projects.api.summaries.shapes import EXAMPLES, IN_CLASS, bounds
from projects.models import Project
from wonen.rest.parameters import Parameter
from wonen.rest.resource import Asked
from wonen.rest.schemas import key, listed, thing, told
from wonen.rest.summary import Summary


def answer(_query: QueryDict, asked: Asked) -> dict[str, Any]:
    project = Project.objects.public().filter(pk=asked["project"])
    if not project:
        raise Http404
    rows = [
        {"code": getattr(each.entry, "code", None), **bounds(each.dwellings)}
        for each in project.by_rent_class()
    ]
    return {"project": asked["project"], "huurprijsklassen": rows}


SPLIT = Summary(
    name="verdeling",
    of="projecten/{id}",
    title="Verdeling van een project",
    schema_name="VerdelingVanProject",
    meaning=(
        "Hoe de woningen van één openbaar project over de huurprijsklassen kunnen vallen, zoals het in de"
        " sommen telt. Sloop, en een project dat met zijn fasen telt, voegen zelf niets toe."
    ),
    chosen_by=(Parameter("project", "Het nummer van het project in Wonen.", key(), is_required=True),),
    schema=thing(
        project=told(key(), "Het nummer van het project."),
        huurprijsklassen=told(listed(IN_CLASS), "De klassen, van laag naar hoog."),
    ),
    answer=answer,
    example_query="project=2",
    example_file=EXAMPLES / "verdeling.json",
    table="huurprijsklassen",
)
