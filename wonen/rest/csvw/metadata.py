"""What the columns of a CSV are, for programs: metadata by CSV on the Web, from the same declaration.

Every CSV has its own, also one with a choice of rows or fields: the metadata take the query of the CSV and
name that as the address of the table.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.conf import settings
from django.urls import reverse
from rest_framework.request import Request

from wonen.rest import formats
from wonen.rest.formats import BETWEEN, TableColumn
from wonen.rest.projection import Shape
from wonen.rest.resource import Resource

CSVM = "application/csvm+json"
KINDS = {"integer": "integer", "number": "decimal", "boolean": "boolean"}
FORMS = {"date": "date", "date-time": "dateTimeStamp", "uri": "anyURI"}
DIALECT = {
    "encoding": "utf-8",
    "delimiter": ",",
    "quoteChar": '"',
    "doubleQuote": True,
    "header": True,
    "lineTerminators": ["\r\n"],
}


def metadata(resource: Resource, shape: Shape, address: str) -> dict[str, Any]:
    """Return the metadata of the table at this address."""
    columns = formats.table(shape.described)
    key = {"primaryKey": resource.key.key} if resource.key in shape.fields else {}
    return {
        "@context": ["http://www.w3.org/ns/csvw", {"@language": "nl"}],
        "url": address,
        "dc:title": resource.title,
        "dc:description": resource.meaning,
        "dc:license": {"@id": settings.LICENCE.page},
        "dialect": DIALECT,
        "tableSchema": {"columns": [described(each) for each in columns], **key},
    }


def described(column: TableColumn) -> dict[str, Any]:
    """Return one column. An empty cell is a value that is not known; in a list, no value at all."""
    found = {
        "name": column.name,
        "titles": column.name,
        "dc:description": column.meaning,
        "datatype": FORMS.get(column.form) or KINDS.get(column.kind, "string"),
        "null": "",
    }
    return found | {"separator": BETWEEN} if column.is_list else found


def query_of(request: Request) -> str:
    """Return the query with its question mark, as it can stand in a header; empty without any."""
    query: str = request.query_params.urlencode(safe=",:")
    return f"?{query}" if query else ""


def link(resource: Resource, request: Request, around: Mapping[str, str]) -> str:
    """Return the header Link of a CSV: where its metadata are; ``around`` are the keys in its address."""
    address = reverse(f"csv-metadata-{resource.name}", kwargs=dict(around)) + query_of(request)
    return f'<{request.build_absolute_uri(address)}>; rel="describedby"; type="{CSVM}"'
