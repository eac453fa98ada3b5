"""The address of the metadata of a CSV."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponseBase
from django.urls import reverse
from rest_framework.renderers import JSONRenderer
from rest_framework.request import Request

from wonen.rest import formats, parameters
from wonen.rest.csvw.metadata import CSVM, metadata, query_of
from wonen.rest.views import ListView, whole_answer

HEADERS = {
    "Access-Control-Allow-Origin": "*",
    "Cross-Origin-Resource-Policy": "cross-origin",
    "Cache-Control": "no-cache",
}


class CsvMetadataView(ListView):
    """The columns of the CSV that the same query gives; what that refuses is refused here."""

    def get_renderers(self) -> Any:
        return [JSONRenderer()]

    def get(self, request: Request, **around: str) -> HttpResponseBase:
        asked = parameters.read(request.query_params, parameters.of_list(self.resource))
        self.chosen(request, asked)  # refuses a wrong choice; no row is read
        address = f"{reverse('api')}/{self.resource.address(around)}{query_of(request)}"
        shape = self.shape(request, asked)
        document = metadata(self.resource, shape, request.build_absolute_uri(address))
        return whole_answer(request, formats.encoded(document).encode(), CSVM, HEADERS)
