"""The addresses of the API: its root, every resource, and an answer for what is not there."""

import re
from collections.abc import Iterator
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase
from django.urls import URLPattern, path, re_path
from django.views import View
from rest_framework.request import Request
from rest_framework.views import APIView

from wonen.publisher import base_of, publisher
from wonen.rest import formats
from wonen.rest.changes.view import ChangesView
from wonen.rest.csvw.view import CsvMetadataView
from wonen.rest.openapi import document as description
from wonen.rest.parameters import read
from wonen.rest.problems import problem
from wonen.rest.registry import RESOURCES, SUMMARIES
from wonen.rest.summary import SummaryView
from wonen.rest.views import ItemView, ListView, ResourceView, whole_answer
from wonen.rest.writing.write_views import BulkView, WrittenItem, WrittenList

ROOT = "/api/v1"
SLASH = "Op dit adres is niets. Een adres van de API eindigt niet op een schuine streep: probeer het zonder."


class Index(ResourceView):
    """The address of every resource, by its name."""

    def get_renderers(self) -> Any:
        return [each for each in APIView.get_renderers(self) if each.format == "json"]

    def get(self, request: Request) -> HttpResponseBase:
        read(request.query_params, ())
        names = [each.name for each in RESOURCES if not each.within] + [
            each.name for each in SUMMARIES if not each.of
        ]
        found = {name: request.build_absolute_uri(f"{ROOT}/{name}") for name in names}
        described, told = (
            request.build_absolute_uri(f"{ROOT}/{each}") for each in ("openapi.json", "documentatie")
        )
        links = f'<{described}>; rel="service-desc", <{told}>; rel="service-doc"'  # RFC 8631
        return whole_answer(request, formats.encoded(found).encode(), formats.JSON, {"Link": links})


class Description(ResourceView):
    """The description of the API in OpenAPI: open to every site, and as fresh as the legend."""

    get_renderers = Index.get_renderers

    def get(self, request: Request) -> HttpResponseBase:
        read(request.query_params, ())
        body = formats.encoded(described(request._request)).encode()
        return whole_answer(request, body, formats.JSON, {})


def described(request: HttpRequest) -> dict[str, Any]:
    """Return the description of the whole API, with the addresses of this request."""
    return description.document(RESOURCES, SUMMARIES, request.build_absolute_uri(ROOT), about(request))


def about(request: HttpRequest) -> dict[str, Any]:
    """Return who to ask and what one may do with the data, as the settings tell."""
    found = publisher(base_of(request))
    email = {"email": found.email.removeprefix("mailto:")} if found.email else {}
    return {
        "contact": {"name": found.name, "url": found.contact_page, **email},
        "license": {"name": settings.LICENCE.name, "url": settings.LICENCE.page},
    }


class Missing(View):
    """What is at no address of the API is said as the API says it, whatever the method."""

    http_method_names = ["get", "head", "options", "post", "put", "patch", "delete"]

    def dispatch(self, request: HttpRequest, *_args: object, **_kwargs: object) -> HttpResponseBase:
        return problem(404, SLASH if request.path_info.endswith("/") else "")


def route_of(path_told: str) -> str:
    """Return a path of the description as Django writes it."""
    return path_told.replace("{", "<str:").replace("}", ">")


def addresses() -> Iterator[URLPattern]:
    """Yield the address of everything that is registered."""
    yield path("api/v1", Index.as_view(), name="api")
    yield path("api/v1/openapi.json", Description.as_view(), name="api-openapi")
    for each in RESOURCES:
        many, one = (WrittenList, WrittenItem) if each.writer else (ListView, ItemView)
        route = route_of(each.path)
        yield path(f"api/v1/{route}", many.as_view(resource=each), name=f"api-{each.name}-list")
        if each.writer and each.writer.bulk:
            bulk = BulkView.as_view(resource=each)
            yield path(f"api/v1/{each.name}/_bijwerken", bulk, name=f"api-{each.name}-bulk")
        if each.feed:
            yield path(
                f"api/v1/{each.name}/wijzigingen",
                ChangesView.as_view(resource=each),
                name=f"api-{each.name}-changes",
            )
        yield path(f"api/v1/{route}/<str:key>", one.as_view(resource=each), name=f"api-{each.name}-detail")
    for each in RESOURCES:
        view = CsvMetadataView.as_view(resource=each)
        route = route_of(each.path)
        yield path(f"catalogus/{route}.csv-metadata.json", view, name=f"csv-metadata-{each.name}")
    for summary in SUMMARIES:
        view = SummaryView.as_view(summary=summary)
        yield path(f"api/v1/{re.sub('{.*}', '<str:key>', summary.path)}", view, name=f"api-{summary.name}")
    yield re_path("^api(/.*)?$", Missing.as_view())
