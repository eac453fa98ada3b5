"""The pages of the documentation: the addresses with all they take, and examples for programs."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from wonen.documentation.chapters import groups
from wonen.documentation.examples import examples
from wonen.publisher import base_of
from wonen.rest.problems import DETAILS, TITLES
from wonen.rest.urls import described
from wonen.rest.writing.idempotency import KEY

# What these mean beyond their title; the rest are said by the API itself.
HELP = {
    400: "Lees 'fouten': elke fout staat erbij, met de parameter of de plek in de inhoud.",
    401: "Het token klopt niet, of is verlopen of ingetrokken.",
    406: "Vraag een vorm die er wel is, of laat de kop Accept weg.",
    409: "Wat u stuurt is gelezen, maar een regel of wat er al staat laat het niet toe. Lees 'fouten'.",
    415: "Stuur JSON, met de kop Content-Type: application/json.",
    428: "Stuur met If-Match de ETag mee van de versie die u wijzigt.",
    429: "De kop Retry-After zegt na hoeveel seconden het weer kan.",
}


@require_safe
def documentation(request: HttpRequest) -> HttpResponse:
    """Show the whole API as its description has it."""
    found = groups(described(request))
    refusals = [
        (status, title, HELP.get(status) or DETAILS.get(status, "")) for status, title in TITLES.items()
    ]
    context = {
        "groups": found,
        "chapters": [chapter for group in found for chapter in group.chapters],
        "longest": settings.API_TOKEN_DAYS,
        "key": KEY,
        "refusals": refusals,
        "version": settings.API_VERSION,
        "base": f"{base_of(request)}/api/v1",
        "licence": settings.LICENCE,
        "anonymous": settings.API_ANONYMOUS_PER_MINUTE,
        "with_token": settings.API_TOKEN_PER_MINUTE,
    }
    return render(request, "documentation/documentation.html", context)


@require_safe
def clients(request: HttpRequest) -> HttpResponse:
    """Show how to fetch the data with what people have: curl, Excel, Python, R, QGIS."""
    context = {"examples": examples(base_of(request)), "base": f"{base_of(request)}/api/v1"}
    return render(request, "documentation/clients.html", context)
