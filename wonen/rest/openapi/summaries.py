"""The part of the description that is about what is added up."""

from __future__ import annotations

from collections.abc import Iterable

from django.http import QueryDict

from wonen.rest.openapi.parts import (
    MEDIA,
    READING,
    Described,
    conditions,
    headers,
    not_modified,
    parameter,
    ref,
    refusals,
)
from wonen.rest.schemas import Schema
from wonen.rest.summary import Summary


def paths(summaries: Iterable[Summary]) -> Described:
    return {f"/{each.path}": {"get": _operation(each)} for each in summaries}


def schemas(summaries: Iterable[Summary]) -> dict[str, Schema]:
    return {each.schema_name: each.described for each in summaries}


def tags(summaries: Iterable[Summary]) -> list[Described]:
    return [{"name": each.title, "description": each.meaning} for each in summaries]


def _operation(summary: Summary) -> Described:
    content: Described = {
        MEDIA["json"]: {"schema": ref("schemas", summary.schema_name), "example": summary.example}
    }
    if summary.table:
        content[MEDIA["csv"]] = {"schema": {"type": "string"}}
    more = ("Content-Disposition",) if summary.table else ()
    return {
        "operationId": f"{summary.name}-opvragen",  # a schema has the bare name: generators confuse the two
        "tags": [summary.title],
        "summary": summary.title,
        "description": summary.meaning,
        "parameters": [*_key(summary), *(parameter(each) for each in summary.parameters), *conditions()],
        "responses": {
            "200": {
                "description": "De uitkomst op dit moment.",
                "headers": headers("ETag", *more),
                "content": content,
            },
            "304": not_modified(),
            **refusals(*READING),
        },
    }


def _key(summary: Summary) -> list[Described]:
    """Return the parameter of the path, under the name that it has at the row that this is of."""
    by = summary.by
    if by is None:
        return []
    name = summary.of.partition("{")[2].rstrip("}")
    told = {"name": name, "in": "path", "required": True, "description": by.meaning, "schema": by.schema}
    return [told | {"example": by.value(QueryDict(summary.example_query).getlist(by.name))}]
