"""The description of the API in OpenAPI 3.1, made from what the resources declare of themselves."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.conf import settings

from wonen.rest import parameters
from wonen.rest.openapi import feeds as feed_description
from wonen.rest.openapi import summaries as summary_description
from wonen.rest.openapi import writing as writing_description
from wonen.rest.openapi.components import Components
from wonen.rest.openapi.parts import (
    GEOJSON,
    HEADERS,
    MEDIA,
    PROBLEM,
    PROBLEM_SCHEMA,
    READING,
    Described,
    chosen_name,
    conditions,
    headers,
    not_modified,
    parameter,
    ref,
    refusal,
    refusals,
    row_ref,
)
from wonen.rest.problems import TITLES
from wonen.rest.projection import EXPANDED
from wonen.rest.resource import Resource
from wonen.rest.schemas import Schema, listed, named, or_null, text, thing, told, whole
from wonen.rest.summary import Summary

ABOUT = "Over deze API"
CHOSEN = "Alle velden zijn er, tenzij u er met `velden` koos."


def around_parameters(resource: Resource) -> list[Described]:
    """Return the keys in the address of what the rows are part of."""
    return [key_parameter(each) for each in resource.around]


def key_parameter(resource: Resource) -> Described:
    return {
        "name": resource.key.key,
        "in": "path",
        "required": True,
        "description": resource.key.meaning,
        "schema": resource.key.schema,
        "example": resource.key.example,
    }


def whole_schema(resource: Resource) -> Schema:
    """Return the schema of a row with all that everybody sees."""
    members = {each.key: each.described for each in resource.every}
    return {**resource.described, "properties": members}


def shown_schema(resource: Resource) -> Schema:
    """Return the schema of a row as asked: with ``velden`` not all members are there."""
    found = told(whole_schema(resource), f"{resource.meaning} {CHOSEN}")
    del found["required"]
    if resource.expansions:
        found["properties"] = {**found["properties"], EXPANDED: expanded_schema(resource)}
    return found


def expanded_schema(resource: Resource) -> Schema:
    members = {
        each.key: ref("schemas", each.resource.schema_name)
        if not each.optional
        else {"oneOf": [ref("schemas", each.resource.schema_name), {"type": "null"}]}
        for each in resource.expansions
    }
    found = {
        "type": "object",
        "description": "De andere gegevens waar met 'uitklappen' om gevraagd is.",
        "properties": members,
    }
    return named(f"{resource.schema_name}Uitgeklapt", "Wat er is uitgeklapt.", found)


def list_schema(resource: Resource) -> Schema:
    link = or_null(text(format="uri"))
    members = {
        "aantal": told(whole(0), "Hoeveel rijen er in alles zijn."),
        "volgende": told(link, "De volgende pagina; null op de laatste."),
        "vorige": told(link, "De vorige pagina; null op de eerste."),
        "resultaten": told(listed(row_ref(resource)), "De rijen van deze pagina."),
    }
    found = told(thing(**members), f"Een pagina van de lijst van {resource.plural}.")
    if resource.is_example:
        found["properties"]["voorbeelddata"] = told(
            text(), "Alleen als er verzonnen rijen bij zijn: dat het zo is."
        )
    return found


def contents(resource: Resource, schema: Described, example: Any, *, of_item: bool) -> Described:
    """Return the forms in which an answer can be had."""
    found: Described = {MEDIA["json"]: {"schema": schema, "example": example}}
    if resource.place:
        found[MEDIA["geojson"]] = {
            "schema": ref("schemas", "GeoJsonObject" if of_item else "GeoJsonVerzameling")
        }
    if not of_item:
        for form in ("csv", "xlsx", "jsonl"):
            found[MEDIA[form]] = {
                "schema": {"type": "string", **({} if form != "xlsx" else {"format": "binary"})}
            }
    return found


def list_operation(resource: Resource) -> Described:
    example = {"aantal": 1, "volgende": None, "vorige": None, "resultaten": [resource.example]}
    return {
        "operationId": f"{resource.name}-lijst",
        "tags": [resource.title],
        "summary": f"De lijst van {resource.plural}",
        "description": resource.meaning,
        "parameters": [
            *around_parameters(resource),
            *(parameter(each) for each in parameters.of_list(resource)),
            *conditions(),
        ],
        "responses": {
            "200": {
                "description": WHOLE_LIST,
                "headers": headers("ETag", "Link", "Content-Disposition", "Accept-Ranges"),
                "content": contents(
                    resource, ref("schemas", f"{resource.schema_name}Lijst"), example, of_item=False
                ),
            },
            "304": not_modified(),
            **refusals(*READING, 416),
        },
    }


def item_operation(resource: Resource) -> Described:
    return {
        "operationId": f"{resource.name}-een",
        "tags": [resource.title],
        "summary": f"Eén {resource.singular}",
        "description": resource.meaning,
        "parameters": [
            *around_parameters(resource),
            key_parameter(resource),
            *(parameter(each) for each in parameters.of_item(resource)),
            *conditions(),
        ],
        "responses": {
            "200": {
                "description": resource.meaning,
                "headers": headers("ETag"),
                "content": contents(resource, row_ref(resource), resource.example, of_item=True),
                **writing_description.links(resource),
            },
            "304": not_modified(),
            **refusals(*READING),
        },
    }


def own_operation() -> Described:
    """Return how this description itself is had. The root, ``/api/v1``, is no path under its server."""
    example = {"openapi": "3.1.1", "info": {"title": "Wonen", "version": settings.API_VERSION}}
    return {
        "operationId": "beschrijving",
        "tags": [ABOUT],
        "summary": "Deze beschrijving",
        "description": "De API in OpenAPI 3.1, zoals zij met deze versie is. Elke website mag haar lezen.",
        "parameters": conditions(),
        "responses": {
            "200": {
                "description": "De beschrijving.",
                "headers": headers("ETag"),
                "content": {MEDIA["json"]: {"schema": ref("schemas", "Beschrijving"), "example": example}},
            },
            "304": not_modified(),
            **refusals(*READING),
        },
    }


DESCRIPTION_SCHEMA: Schema = {
    "type": "object",
    "description": "Een beschrijving in OpenAPI 3.1.",
    "properties": {"openapi": {"type": "string"}, "info": {"type": "object"}, "paths": {"type": "object"}},
    "required": ["openapi", "info"],
}


def paths(resources: Iterable[Resource]) -> Described:
    found: Described = {"/openapi.json": {"get": own_operation()}}
    for each in resources:
        found[f"/{each.path}"] = {"get": list_operation(each), **writing_description.of_list(each)}
        found |= writing_description.of_bulk(each)
        found |= feed_description.paths([each])
        key = key_parameter(each)
        found[f"/{each.item_path}"] = {
            "get": item_operation(each),
            **writing_description.of_item(each, key),
        }
    return found


def in_order(found: Described) -> Described:
    """Return the operations with their answers by status: generators ask for the form of the first answer."""
    for methods in found.values():
        for each in methods.values():
            each["responses"] = dict(sorted(each["responses"].items()))
    return found


def schemas(resources: Iterable[Resource], summaries: Iterable[Summary]) -> dict[str, Schema]:
    """Return the schemas by name: of a row as asked, and whole where that can be answered."""
    found, published = list(resources), Components()
    published.add({PROBLEM: PROBLEM_SCHEMA, "Beschrijving": DESCRIPTION_SCHEMA, **GEOJSON})
    whole = [each for each in found if each.writer] + [x.resource for each in found for x in each.expansions]
    published.add({each.schema_name: whole_schema(each) for each in whole})
    for each in found:
        published.add({chosen_name(each): shown_schema(each), f"{each.schema_name}Lijst": list_schema(each)})
        published.add(feed_description.schemas([each]) | writing_description.answers(each))
        published.add(writing_description.bodies(each), is_sent=True)
    published.add(summary_description.schemas(summaries))
    return published.schemas


def components(resources: Iterable[Resource], summaries: Iterable[Summary]) -> Described:
    return {
        "schemas": schemas(resources, summaries),
        "headers": HEADERS,
        "responses": {f"Probleem{status}": refusal(status) for status in TITLES},
        "parameters": writing_description.parameters()
        | {
            "IfNoneMatch": {
                "name": "If-None-Match",
                "in": "header",
                "required": False,
                "description": "De ETag die u al hebt; is er niets gewijzigd, dan is het antwoord 304.",
                "schema": {"type": "string"},
            },
        },
        "securitySchemes": {
            "token": {
                "type": "http",
                "scheme": "bearer",
                "description": "Een token uit het beheer. Zonder token leest u alles wat openbaar is.",
            }
        },
    }


def document(
    resources: Iterable[Resource], summaries: Iterable[Summary], server: str, about: Described
) -> Described:
    """Return the whole description; ``about`` has who is behind it."""
    found, added_up = list(resources), list(summaries)
    return {
        "openapi": "3.1.1",
        "info": {
            "title": "Wonen",
            "version": settings.API_VERSION,
            "summary": "Vastgoedprojecten en kengetallen van woningcorporaties, per gemeente.",
            "description": INTRODUCTION,
            **about,
        },
        "servers": [{"url": server, "description": "Deze server."}],
        "externalDocs": {"url": f"{server}/documentatie", "description": "De documentatie, om te lezen."},
        "tags": [each for _, tags in groups(found, added_up) for each in tags],
        "x-tagGroups": [  # as Redoc and others read them; OpenAPI has no groups before 3.2
            {"name": name, "tags": [each["name"] for each in tags]} for name, tags in groups(found, added_up)
        ],
        "security": [{}, {"token": []}],
        "paths": in_order(paths(found) | summary_description.paths(added_up)),
        "components": components(found, added_up),
    }


def groups(resources: Iterable[Resource], summaries: Iterable[Summary]) -> list[tuple[str, list[Described]]]:
    """Return the tags in the order of who reads them first: what changes, its sums, what its codes mean."""
    found = list(resources)
    followed = [each for each in reversed(found) if each.feed]  # projects before figures
    # What can be invented is data, and so is what stands within it; all else is there to understand those.
    others = [each for each in found if not each.feed and (each.is_example or each.within)]
    kept = [*followed, *others]
    codes = [each for each in found if each not in kept]

    def tags(some: list[Resource]) -> list[Described]:
        return [{"name": each.title, "description": each.meaning} for each in some]

    about = {"name": ABOUT, "description": "Wat de API over zichzelf vertelt."}
    return [
        ("Gegevens", tags(kept)),
        ("Sommen en overzichten", summary_description.tags(summaries)),
        ("Codes en begrippen", [*tags(codes), about]),
    ]


# No answer of its own for 206: clients would get a second type for each list, and none of them sends Range.
WHOLE_LIST = (
    "Een pagina van de lijst, of alle rijen als bestand. Van een bestand kunt u met de kop Range een deel"
    " vragen; dan is de status 206."
)

INTRODUCTION = """\
Deze API geeft alles wat op de openbare pagina's van Wonen staat, en staat medewerkers met een token toe om te
schrijven. Zij volgt de Nederlandse API Design Rules.

**Lezen** kan zonder token. Elke lijst kent dezelfde filters als de pagina's. Een parameter die niet bestaat
of niet klopt wordt geweigerd (400), met alle fouten erbij. Met `formaat`, of met de kop `Accept`, krijgt u
CSV, XLSX, GeoJSON of JSON-regels in plaats van JSON.

**Onbekend** is null of een lege lijst: niets wordt geraden. Een som waarin plannen nog onzeker zijn, is een
interval.

**Wijzigingen.** Binnen `/api/v1` komt er alleen bij: velden, parameters, adressen. Ga er dus van uit dat er
velden bij kunnen komen. Wat verdwijnt, staat eerst minstens twaalf maanden in de kop `Deprecation` (RFC 9745)
en `Sunset` (RFC 8594) en in het overzicht van wijzigingen; daarna komt er een `/api/v2` naast.
"""
