"""In which form an answer is given: what the parameter ``formaat`` says, else the header Accept."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from rest_framework.exceptions import NotAcceptable
from rest_framework.negotiation import DefaultContentNegotiation
from rest_framework.renderers import BaseRenderer, JSONRenderer
from rest_framework.request import Request

from municipalities.sheets.workbook import XLSX

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
        try:
            found: tuple[BaseRenderer, str] = super().select_renderer(request, offered)
        except NotAcceptable:
            forms = ", ".join(str(each.media_type) for each in offered)
            raise NotAcceptable(f"Deze vorm is er niet. Wel: {forms}.") from None
        return found
