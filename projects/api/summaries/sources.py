"""Where projects and figures come from, and how many of them: what the page about the figures shows."""

from __future__ import annotations

from typing import Any

from django.http import QueryDict

from projects.api.summaries.shapes import EXAMPLES
from projects.pages.about import MOST_SOURCES, figure_sources, project_sources
from wonen.rest.resource import Asked
from wonen.rest.schemas import date, listed, named, one_of, text, thing, told, whole
from wonen.rest.summary import Summary

ROW = named(
    "Bron",
    "Eén bron.",
    thing(
        soort=told(one_of(("projecten", "cijfers")), "Wat er uit de bron komt."),
        bron=told(text(200), "De bron."),
        aantal=told(whole(1), "Hoeveel projecten of cijfers eruit komen."),
        laatst=told(
            date(), "Wanneer het laatste project gewijzigd is, of sinds wanneer het laatste cijfer bekend is."
        ),
    ),
)


def answer(_query: QueryDict, _asked: Asked) -> dict[str, Any]:
    found = (("projecten", project_sources()), ("cijfers", figure_sources()))
    rows = [
        {"soort": kind, "bron": each.name, "aantal": each.count, "laatst": each.latest}
        for kind, sources in found
        for each in sources
    ]
    return {"bronnen": rows}


SOURCES = Summary(
    name="bronnen",
    title="Bronnen",
    schema_name="Bronnen",
    meaning=(
        "De bronnen van openbare projecten (zonder verzonnen projecten) en van cijfers, de meest gebruikte"
        f" eerst; van beide hoogstens {MOST_SOURCES}."
    ),
    chosen_by=(),
    schema=thing(bronnen=told(listed(ROW), "De bronnen.")),
    answer=answer,
    example_query="",
    example_file=EXAMPLES / "bronnen.json",
    table="bronnen",
)
