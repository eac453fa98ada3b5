"""In which form an answer is given: what the parameter ``formaat`` says, else the header Accept."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.http.request import MediaType
from rest_framework.exceptions import NotAcceptable
from rest_framework.negotiation import DefaultContentNegotiation
from rest_framework.renderers import BaseRenderer, JSONRenderer
from rest_framework.request import Request

from wonen.rest.problems import MEDIA_TYPE as PROBLEM
from wonen.spreadsheets.workbook import XLSX

FORMAT = "formaat"


class Json(JSONRenderer):
    format = "json"


class _File(BaseRenderer):
    """A form that the view writes itself; here only its name and media type count."""

    render_style = "binary"
    charset = None

    def render(self, data: Any, *_args: Any, **_kwargs: Any) -> Any:
        return data


class Csv(_File):
    media_type, format = "text/csv", "csv"


class Xlsx(_File):
    media_type, format = XLSX, "xlsx"


class GeoJson(_File):
    media_type, format = "application/geo+json", "geojson"


class JsonLines(_File):
    media_type, format = "application/jsonl", "jsonl"


RENDERERS: Sequence[type[BaseRenderer]] = (Json, Csv, Xlsx, GeoJson, JsonLines)
FORMATS = [str(each.format) for each in RENDERERS]


class Negotiation(DefaultContentNegotiation):
    """Takes ``formaat`` for what it says; a view has checked that it is one of its forms."""

    def select_renderer(
        self, request: Request, renderers: Any, format_suffix: str | None = None
    ) -> tuple[BaseRenderer, str]:
        del format_suffix
        offered = list(renderers)
        asked = request.query_params.get(FORMAT)
        chosen = [each for each in offered if each.format == asked]
        if chosen:
            return chosen[0], str(chosen[0].media_type)
        accepted = [MediaType(each) for each in request.headers.get("Accept", "").split(",") if each.strip()]
        if not accepted:
            return offered[0], str(offered[0].media_type)
        found = max(offered, key=lambda each: weight(accepted, str(each.media_type)))
        if not weight(accepted, str(found.media_type))[0]:
            if weight(accepted, PROBLEM)[0]:
                # Generated clients ask for nothing else where a success has no content.
                return offered[0], str(offered[0].media_type)
            forms = ", ".join(str(each.media_type) for each in offered)
            raise NotAcceptable(f"Deze vorm is er niet. Wel: {forms}.")
        return found, str(found.media_type)


def weight(accepted: Sequence[MediaType], media_type: str) -> tuple[float, int]:
    """Return how much a form is wanted, 0 to 1, and how precisely it was named (RFC 9110, 12.5.1).

    REST framework does not weigh: to it what is refused (q=0) is as good as what is asked for. Parameters
    such as charset do not count: each form is there in one way.
    """
    kind, _, form = media_type.partition("/")
    fitting = [each for each in accepted if each.main_type in {kind, "*"} and each.sub_type in {form, "*"}]
    best = max(fitting, key=lambda each: each.specificity, default=None)
    return (best.quality, best.specificity) if best else (0, 0)
