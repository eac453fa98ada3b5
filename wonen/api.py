"""The addresses of the API: its root, every resource, and an answer for what is not there."""

from collections.abc import Iterator
from typing import Any

from django.http import HttpResponseBase
from django.urls import URLPattern, path, re_path
from django.views import View
from rest_framework.request import Request
from rest_framework.views import APIView

import municipalities.api
import projects.api
import projects.summaries
from municipalities.rest import formats
from municipalities.rest.parameters import read
from municipalities.rest.problems import problem
from municipalities.rest.resource import Resource
from municipalities.rest.summary import Summary, SummaryView
from municipalities.rest.views import ItemView, ListView, ResourceView, whole_answer

ROOT = "/api/v1"
RESOURCES: tuple[Resource, ...] = (*municipalities.api.RESOURCES, *projects.api.RESOURCES)
SUMMARIES: tuple[Summary, ...] = projects.summaries.SUMMARIES


class Index(ResourceView):
    """The address of every resource, by its name."""

    def get_renderers(self) -> Any:
        return [each for each in APIView.get_renderers(self) if each.format == "json"]

    def get(self, request: Request) -> HttpResponseBase:
        read(request.query_params, ())
        names = [each.name for each in RESOURCES] + [each.name for each in SUMMARIES]
        found = {name: request.build_absolute_uri(f"{ROOT}/{name}") for name in names}
        return whole_answer(request, formats.encoded(found).encode(), formats.JSON, {})


class Missing(View):
    """What is at no address of the API is said as the API says it, whatever the method."""

    http_method_names = ["get", "head", "options", "post", "put", "patch", "delete"]

    def dispatch(self, *_args: object, **_kwargs: object) -> HttpResponseBase:
        return problem(404)


def addresses() -> Iterator[URLPattern]:
    yield path("api/v1", Index.as_view(), name="api")
    for each in RESOURCES:
        yield path(f"api/v1/{each.name}", ListView.as_view(resource=each), name=f"api-{each.name}-list")
        yield path(
            f"api/v1/{each.name}/<str:key>", ItemView.as_view(resource=each), name=f"api-{each.name}-detail"
        )
    for summary in SUMMARIES:
        view = SummaryView.as_view(summary=summary)
        yield path(f"api/v1/{summary.name}", view, name=f"api-{summary.name}")
    yield re_path("^api(/.*)?$", Missing.as_view())
