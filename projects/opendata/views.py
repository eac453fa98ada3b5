"""The catalogue in both its forms, and the page about the open data for people."""

from __future__ import annotations

from collections.abc import Callable
from http import HTTPStatus

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.cache import patch_vary_headers
from django.views.decorators.http import require_safe

from projects.opendata.catalogue import Catalogue, Node, json_ld, turtle
from projects.opendata.datasets import CHANGES, DATASETS, PROJECTS
from projects.opendata.facts import Facts, area
from projects.opendata.structured import everything
from wonen.publisher import base_of, publisher

TURTLE, JSON_LD, HTML = "text/turtle", "application/ld+json", "text/html"
WRITERS: dict[str, Callable[[Node], str]] = {TURTLE: turtle, JSON_LD: json_ld}
NOT_ACCEPTABLE = f"De catalogus is er als {TURTLE} en als {JSON_LD}. Vraag een van die twee.\n"


def all_facts() -> dict[str, Facts]:
    """Return what is in each dataset, by its name."""
    return {each.name: each.facts() for each in DATASETS.values()}


@require_safe
def catalogue(request: HttpRequest) -> HttpResponse:
    """Answer the catalogue in the form that is asked for; a browser is led to the page for people."""
    kind = request.get_preferred_type([TURTLE, JSON_LD, HTML])
    if kind == HTML:
        answer: HttpResponse = HttpResponseRedirect(reverse("open-data"), status=HTTPStatus.SEE_OTHER)
    elif kind:
        answer = catalogue_as(request, kind)
    else:
        answer = HttpResponse(NOT_ACCEPTABLE, status=406, content_type="text/plain; charset=utf-8")
    patch_vary_headers(answer, ["Accept"])
    return answer


@require_safe
def catalogue_as(request: HttpRequest, kind: str) -> HttpResponse:
    """Answer the catalogue in one form. Any site may read it: validators run in browsers too."""
    found = Catalogue(base_of(request), all_facts(), area())
    text = WRITERS[kind](found.document())
    headers = {
        "Cache-Control": "no-cache",
        "Access-Control-Allow-Origin": "*",
        "Cross-Origin-Resource-Policy": "cross-origin",
    }
    media_type = f"{kind}; charset=utf-8" if kind == TURTLE else kind  # JSON is always UTF-8
    return HttpResponse(text, content_type=media_type, headers=headers)


@require_safe
def open_data(request: HttpRequest) -> HttpResponse:
    """Show people which data there are, in which forms, and what they may do with them."""
    facts = all_facts()
    context = {
        "datasets": [(each, facts[each.name]) for each in DATASETS.values()],
        "warning": PROJECTS.warning(facts[PROJECTS.name]),
        "changes": CHANGES,
        "structured": everything(request, facts),
        "licence": settings.LICENCE,
        "publisher": publisher(base_of(request)),
        "contact": settings.CONTACT,
        "shown": settings.CONTACT.partition(":")[2].strip("/"),
    }
    return render(request, "projects/open_data.html", context)
