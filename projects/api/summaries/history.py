"""What the public could see change in a project: the history on its page."""

from __future__ import annotations

from typing import Any

from django.http import Http404, QueryDict

from projects.api.summaries.shapes import EXAMPLES
from projects.models import Project
from projects.pages.history import MOST_ENTRIES, Entry, public_history
from wonen.rest.parameters import Parameter
from wonen.rest.resource import Asked
from wonen.rest.schemas import key, listed, moment, named, or_null, text, thing, told, whole, yes_no
from wonen.rest.summary import Summary

ROW = named(
    "Verandering",
    "Eén gegeven van een project dat veranderde.",
    thing(
        gewijzigdOp=told(
            moment(),
            "Wanneer het zo werd: bij wijzigingen binnen 24 uur het moment van de laatste. Wat op één moment "
            "veranderde, hoort bij elkaar.",
        ),
        gegeven=told(text(60), "Wat er veranderde."),
        was=told(text(), "Wat er stond, in de woorden van het bod; leeg bij een toelichting of bron."),
        werd=told(text(), "Wat er kwam te staan."),
        richting=told(text(60), "Of het later, vroeger, meer of minder werd; leeg: geen van alle."),
    ),
)
STEP = named(
    "PlanningInDeTijd",
    "Een planning van een project, en sinds wanneer.",
    thing(
        sinds=told(moment(), "Sinds wanneer dit de planning is, of was."),
        planning=told(text(), "De planning, in de woorden van het bod."),
        richting=told(text(60), "Of zij later of vroeger werd; leeg: geen van beide."),
    ),
)


def answer(_query: QueryDict, asked: Asked) -> dict[str, Any]:
    project = Project.objects.public().filter(pk=asked["project"]).first()
    if project is None:
        raise Http404
    found = public_history(project)
    return {
        "project": project.pk,
        "sinds": found.since,
        "isVolledig": found.is_whole,
        "ouderWeggelaten": found.older,
        "planningen": [
            {"sinds": each.since, "planning": each.planning, "richting": each.direction}
            for each in found.plannings
        ],
        "wijzigingen": [row for entry in found.entries for row in _rows(entry)],
    }


def _rows(entry: Entry) -> list[dict[str, Any]]:
    return [
        {
            "gewijzigdOp": entry.at,
            "gegeven": each.label,
            "was": each.was,
            "werd": each.now,
            "richting": each.direction,
        }
        for each in entry.changes
    ]


PAST = Summary(
    name="geschiedenis",
    of="projecten/{id}",
    title="Geschiedenis van een project",
    schema_name="GeschiedenisVanProject",
    meaning=(
        "Wat er aan één openbaar project veranderde, voor zover het toen openbaar was; nieuwste eerst. "
        "Wijzigingen van één gegeven binnen 24 uur zijn samengevoegd."
    ),
    chosen_by=(Parameter("project", "Het nummer van het project in Wonen.", key(), is_required=True),),
    schema=thing(
        project=told(key(), "Het nummer van het project."),
        sinds=told(or_null(moment()), "Sinds wanneer wijzigingen bekend zijn; null: niets is bekend."),
        isVolledig=told(yes_no(), "Of het project toen in Wonen kwam; false: het was er al."),
        ouderWeggelaten=told(whole(0), f"Hoeveel oudere wijzigingen er niet bij staan, na {MOST_ENTRIES}."),
        planningen=told(listed(STEP), "De planningen, de huidige eerst; leeg of één: nooit veranderd."),
        wijzigingen=told(listed(ROW), "De wijzigingen, het nieuwste eerst."),
    ),
    answer=answer,
    example_query="project=2",
    example_file=EXAMPLES / "geschiedenis.json",
    table="wijzigingen",
)
