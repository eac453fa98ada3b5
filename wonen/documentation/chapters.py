"""The description of the API in the order in which people read it: a chapter per resource."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.utils.text import slugify

from wonen.documentation.words import Allowed, Member, allowed, members

Document = dict[str, Any]
PLACES = {"query": "in het adres", "path": "in het pad", "header": "kop"}


@dataclass(frozen=True)
class Told:
    """A parameter: its name, in which part of the request it stands and what it may be."""

    name: str
    place: str
    meaning: str
    is_needed: bool
    allowed: Allowed


@dataclass(frozen=True)
class Operation:
    """One method on one address."""

    key: str
    method: str
    address: str
    summary: str
    meaning: str
    parameters: list[Told]
    sent: str  # an example of the body, if it takes one
    statuses: list[tuple[str, str]]
    forms: list[str]
    example: str


@dataclass(frozen=True)
class Chapter:
    """A resource: its operations, and the fields of a row where it has rows."""

    key: str
    title: str
    meaning: str
    operations: list[Operation]
    fields: list[Member]


@dataclass(frozen=True)
class Group:
    """Chapters of one sort, for the list at the top."""

    name: str
    chapters: list[Chapter]


def groups(document: Document) -> list[Group]:
    """Return a chapter per tag that has operations, in the order and groups of the tags."""
    tags = {tag["name"]: tag for tag in document["tags"]}
    return [
        Group(
            group["name"],
            [found for name in group["tags"] if (found := _chapter(document, tags[name])).operations],
        )
        for group in document["x-tagGroups"]
    ]


def _chapter(document: Document, tag: Document) -> Chapter:
    title = tag["name"]
    own = [
        (path, method, each)
        for path, methods in document["paths"].items()
        for method, each in methods.items()
        if title in each["tags"]
    ]
    operations = [_operation(document, *each) for each in own]
    shown = next((_row(document, each) for _, _, each in own if _row(document, each)), None)
    fields = list(members(whole(document, shown))) if shown else []
    return Chapter(slugify(title), title, tag["description"], operations, fields)


def filled(document: Document, part: Any) -> Any:
    """Return a part of the description, with what it refers to in its place; not what is inside that."""
    while "$ref" in part:
        found: Any = document
        for step in part["$ref"].removeprefix("#/").split("/"):
            found = found[step]
        part = {**found, **{name: each for name, each in part.items() if name != "$ref"}}
    return part


def whole(document: Document, schema: Any) -> Any:
    """Return a schema with its parts in their place, but for other resources, which have a chapter."""
    if "oneOf" in schema and schema["oneOf"][-1] == {"type": "null"}:
        found = filled(document, schema["oneOf"][0])
        more = {name: each for name, each in schema.items() if name != "oneOf"}
        schema = {**found, **more, "type": [found["type"], "null"]}
    found = filled(document, schema)
    if "properties" in found:
        members = {
            name: whole(document, each) if "description" in each else each
            for name, each in found["properties"].items()
        }
        found = {**found, "properties": members}
    return {**found, "items": whole(document, found["items"])} if "items" in found else found


def _row(document: Document, operation: Document) -> Document | None:
    """Return the schema of a row, from the operation of a list."""
    schema = filled(document, _content(document, operation).get("schema", {}))
    rows = schema.get("properties", {}).get("resultaten")
    found: Document | None = filled(document, rows["items"]) if rows else None
    return found


def _answer(document: Document, operation: Document) -> Document:
    """Return the answer of a success."""
    status = min(operation["responses"])
    found: Document = filled(document, operation["responses"][status])
    return found


def _content(document: Document, operation: Document) -> Document:
    content = _answer(document, operation).get("content", {})
    found: Document = content.get("application/json", {})
    return found


def _operation(document: Document, path: str, method: str, operation: Document) -> Operation:
    base = document["servers"][0]["url"].partition("://")[2].partition("/")[2]
    sent = filled(document, operation.get("requestBody", {})).get("content", {})
    return Operation(
        key=operation["operationId"],
        method=method.upper(),
        address=f"/{base}{path}",
        summary=operation["summary"],
        meaning=operation["description"],
        parameters=list(_parameters(document, operation)),
        sent=_example(next(iter(sent.values()), {})),
        statuses=[
            (status, filled(document, operation["responses"][status])["description"])
            for status in sorted(operation["responses"])  # what succeeds comes first
        ],
        forms=list(_answer(document, operation).get("content", {})),
        example=_example(_content(document, operation)),
    )


def _parameters(document: Document, operation: Document) -> Iterator[Told]:
    for part in operation.get("parameters", ()):
        each = filled(document, part)
        is_joined = each.get("explode") is False
        schema = filled(document, each["schema"])
        can_be = allowed(schema, is_joined=is_joined, example=each.get("example"))
        yield Told(each["name"], PLACES[each["in"]], each["description"], each.get("required", False), can_be)


def _example(media: Document) -> str:
    if "example" not in media:
        return ""
    return json.dumps(media["example"], ensure_ascii=False, indent=2)
