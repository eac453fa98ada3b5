"""A document of the API that is added up for whoever asks: declared once, as a resource is.

A summary has no rows of its own and no key. Where it holds one plain table, that table can be had as CSV.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any, cast

from django.http import Http404, HttpResponseBase, QueryDict
from rest_framework.request import Request

from wonen.rest import formats
from wonen.rest.negotiation import FORMAT, RENDERERS
from wonen.rest.parameters import Parameter, read
from wonen.rest.problems import Refused
from wonen.rest.resource import Asked
from wonen.rest.schemas import Schema, one_of, told
from wonen.rest.validation import faults_in
from wonen.rest.views import ResourceView, whole_answer


@dataclass(frozen=True)
class Summary:
    """What is added up, how it is asked for, what the answer looks like, and an example of it.

    ``answer`` gets the query without ``formaat``, and what was asked as the schemas of the parameters read
    it; it raises ``Refused`` for what the database does not know. ``table`` is the member that holds the
    rows of the CSV; empty: there is none.
    """

    name: str  # in the address: 'totalen'
    title: str
    schema_name: str  # in the description: 'Totalen'
    meaning: str
    chosen_by: tuple[Parameter, ...]
    schema: Schema
    answer: Callable[[QueryDict, Asked], dict[str, Any]]
    example_query: str  # of which ``example`` is the answer, where only the brochure is loaded
    example_file: Path
    table: str = ""
    of: str = ""  # the row that it is of: 'regios/{code}', for the parameter that must be given

    @property
    def path(self) -> str:
        """The address below the root of the API, as a description writes it."""
        return f"{self.of}/{self.name}" if self.of else self.name

    @property
    def by(self) -> Parameter | None:
        """The parameter that stands in the path."""
        return next((each for each in self.chosen_by if each.is_required), None)

    def address(self, query: str) -> str:
        """Return the address below the root for these parameters, the one of the path among them."""
        if self.by is None:
            return f"{self.name}?{query}".rstrip("?")
        asked = QueryDict(query, mutable=True)
        [key] = asked.pop(self.by.name)
        return f"{self.of.split('/')[0]}/{key}/{self.name}?{asked.urlencode()}".rstrip("?")

    @property
    def forms(self) -> tuple[str, ...]:
        return ("json", "csv") if self.table else ("json",)

    @property
    def parameters(self) -> tuple[Parameter, ...]:
        form = Parameter(FORMAT, "De vorm van het antwoord; gaat voor de kop Accept.", one_of(self.forms))
        return (*(each for each in self.chosen_by if not each.is_required), form)

    @property
    def described(self) -> Schema:
        return told(self.schema, self.meaning)

    @cached_property
    def example(self) -> dict[str, Any]:
        found: dict[str, Any] = json.loads(self.example_file.read_text(encoding="utf-8"))
        return found

    @property
    def row(self) -> Schema:
        """The schema of a row of the table."""
        found: Schema = self.schema["properties"][self.table]["items"]
        return found


class SummaryView(ResourceView):
    """The one address of a summary; ``key`` is that of the row that it is of."""

    summary: Summary = cast("Summary", None)

    def get_renderers(self) -> Any:
        return [each() for each in RENDERERS if each.format in self.summary.forms]

    def get(self, request: Request, key: str = "") -> HttpResponseBase:
        summary = self.summary
        asked = read(request.query_params, summary.parameters)
        query = request.query_params.copy()
        query.pop(FORMAT, None)
        if summary.by:
            query[summary.by.name] = key
            asked[summary.by.name] = self.key(key, summary.by)
        answer = self.answer(query, asked)
        if request.accepted_renderer.format == "csv":
            body = b"".join(formats.csv_of(formats.table(summary.row), answer[summary.table]))
            name = f'attachment; filename="{summary.name}.csv"'
            return whole_answer(request, body, formats.CSV, {"Content-Disposition": name})
        return whole_answer(request, formats.encoded(answer).encode(), formats.JSON, {})

    def key(self, text: str, by: Parameter) -> Any:
        found = by.value([text])
        if any(faults_in(found, by.schema)):
            raise Http404
        return found

    def answer(self, query: QueryDict, asked: Asked) -> dict[str, Any]:
        """Return the answer; a row that is not there is no fault in the question."""
        try:
            return self.summary.answer(query, asked)
        except Refused as refused:
            by = self.summary.by
            if by and {each.name for each in refused.faults} == {by.name}:
                raise Http404 from refused
            raise
