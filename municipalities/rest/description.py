"""The description of the API in OpenAPI 3.1, made from what the resources declare of themselves."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django.conf import settings

from municipalities.rest import parameters
from municipalities.rest.negotiation import RENDERERS
from municipalities.rest.parameters import Parameter
from municipalities.rest.problems import MEDIA_TYPE, TITLES
from municipalities.rest.resource import Resource
from municipalities.rest.rows import EXPANDED
from municipalities.rest.schemas import Schema, listed, one_of, or_null, text, thing, told, whole

Described = dict[str, Any]
PROBLEM = "Probleem"
MEDIA = {str(each.format): str(each.media_type) for each in RENDERERS}
FAULT = thing(
    **{
        "in": told(one_of(("query", "body", "header", "path")), "In welk deel van de vraag de fout zit."),
        "naam": told(text(), "De parameter of kop; in de inhoud een JSON-pointer (RFC 6901)."),
        "melding": told(text(), "Wat er mis is, en wat er verwacht werd."),
    }
)
PROBLEM_SCHEMA: Schema = {
    "type": "object",
    "description": "Waarom de vraag geweigerd is (RFC 9457).",
    "properties": {
        "type": told(text(), "Altijd about:blank: de status zegt om wat voor probleem het gaat."),
        "title": told(text(), "Het probleem in enkele woorden."),
        "status": told(whole(400, 599), "De HTTP-status."),
        "detail": told(text(), "Wat er in dit geval aan de hand is."),
        "fouten": told(listed(FAULT), "Alle fouten die gevonden zijn."),
    },
    "required": ["type", "title", "status", "detail"],
}
VERSION_HEADER = {
    "description": "De volledige versie van de API.",
    "schema": {"type": "string"},
    "example": "1.0.0",
}
HEADERS: Described = {
    "API-Version": VERSION_HEADER,
    "ETag": {
        "description": "De vingerafdruk van het antwoord; stuur hem mee in If-None-Match (of If-Match).",
        "schema": {"type": "string"},
    },
    "Link": {
        "description": "De pagina's eromheen: first, prev, next en last (RFC 8288).",
        "schema": {"type": "string"},
    },
    "Location": {"description": "Het adres van wat er gemaakt is.", "schema": {"type": "string"}},
    "Retry-After": {"description": "Na hoeveel seconden het weer kan.", "schema": {"type": "integer"}},
    "Allow": {"description": "De methoden die hier wel kunnen.", "schema": {"type": "string"}},
    "WWW-Authenticate": {"description": "Hoe u zich aanmeldt.", "schema": {"type": "string"}},
}
REFUSAL_HEADERS = {401: ["WWW-Authenticate"], 405: ["Allow"], 429: ["Retry-After"]}
READING = (400, 401, 404, 406, 412, 429, 500, 503)


def ref(kind: str, name: str) -> Described:
    return {"$ref": f"#/components/{kind}/{name}"}


def headers(*names: str) -> Described:
    return {name: ref("headers", name) for name in ("API-Version", *names)}


def parameter(each: Parameter) -> Described:
    """Return a parameter of the query with all its bounds."""
    found: Described = {
        "name": each.name,
        "in": "query",
        "required": False,
        "description": each.meaning,
        "schema": each.published(),
    }
    if each.is_list:
        found |= {"style": "form", "explode": not each.is_joined}
    return found


def key_parameter(resource: Resource) -> Described:
    return {
        "name": resource.key.key,
        "in": "path",
        "required": True,
        "description": resource.key.meaning,
        "schema": resource.key.schema,
        "example": resource.key.example,
    }


def refusals(*statuses: int) -> Described:
    return {str(status): ref("responses", f"Probleem{status}") for status in sorted(statuses)}


def refusal(status: int) -> Described:
    return {
        "description": TITLES[status],
        "headers": headers(*REFUSAL_HEADERS.get(status, ())),
        "content": {MEDIA_TYPE: {"schema": ref("schemas", PROBLEM)}},
    }


def shown_schema(resource: Resource) -> Schema:
    """Return the schema of a row as asked: with ``velden`` not all members are there."""
    found = {**resource.described}
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
    return {
        "type": "object",
        "description": "De andere gegevens waar met 'uitklappen' om gevraagd is.",
        "properties": members,
        "additionalProperties": False,
    }


def list_schema(resource: Resource) -> Schema:
    link = or_null(text(format="uri"))
    members = {
        "aantal": told(whole(0), "Hoeveel rijen er in alles zijn."),
        "volgende": told(link, "De volgende pagina; null op de laatste."),
        "vorige": told(link, "De vorige pagina; null op de eerste."),
        "resultaten": told(listed(ref("schemas", resource.schema_name)), "De rijen van deze pagina."),
    }
    found = told(thing(**members), f"Een pagina van de lijst van {resource.title.lower()}.")
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
        "summary": f"De lijst van {resource.title.lower()}",
        "description": resource.meaning,
        "parameters": [parameter(each) for each in parameters.of_list(resource)] + conditions(),
        "responses": {
            "200": {
                "description": "Een pagina van de lijst, of alle rijen als bestand.",
                "headers": headers("ETag", "Link"),
                "content": contents(
                    resource, ref("schemas", f"{resource.schema_name}Lijst"), example, of_item=False
                ),
            },
            "304": not_modified(),
            **refusals(*READING),
        },
    }


def item_operation(resource: Resource) -> Described:
    return {
        "operationId": f"{resource.name}-een",
        "tags": [resource.title],
        "summary": f"Eén {resource.singular}",
        "description": resource.meaning,
        "parameters": [
            key_parameter(resource),
            *(parameter(each) for each in parameters.of_item(resource)),
            *conditions(),
        ],
        "responses": {
            "200": {
                "description": resource.meaning,
                "headers": headers("ETag"),
                "content": contents(
                    resource, ref("schemas", resource.schema_name), resource.example, of_item=True
                ),
            },
            "304": not_modified(),
            **refusals(*READING),
        },
    }


def conditions() -> list[Described]:
    return [ref("parameters", "IfNoneMatch")]


def not_modified() -> Described:
    return {"description": "Niet gewijzigd sinds de ETag in If-None-Match.", "headers": headers("ETag")}


def paths(resources: Iterable[Resource]) -> Described:
    found: Described = {}
    for each in resources:
        found[f"/{each.name}"] = {"get": list_operation(each)}
        found[f"/{each.name}/{{{each.key.key}}}"] = {"get": item_operation(each)}
    return found


def components(resources: Iterable[Resource]) -> Described:
    schemas: Described = {PROBLEM: PROBLEM_SCHEMA, **GEOJSON}
    for each in resources:
        schemas[each.schema_name] = shown_schema(each)
        schemas[f"{each.schema_name}Lijst"] = list_schema(each)
    return {
        "schemas": schemas,
        "headers": HEADERS,
        "responses": {f"Probleem{status}": refusal(status) for status in TITLES},
        "parameters": {
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


GEOJSON: Described = {
    "GeoJsonObject": {
        "type": "object",
        "description": "Een Feature (RFC 7946); 'properties' heeft de velden van de rij.",
        "properties": {
            "type": {"const": "Feature"},
            "id": {"type": ["integer", "string", "null"]},
            "geometry": {
                "type": "object",
                "properties": {
                    "type": {"const": "Point"},
                    "coordinates": {
                        "type": "array",
                        "description": "Lengte- en breedtegraad (WGS 84).",
                        "items": {"type": "number"},
                        "minItems": 2,
                        "maxItems": 2,
                    },
                },
                "required": ["type", "coordinates"],
            },
            "properties": {"type": "object"},
        },
        "required": ["type", "geometry", "properties"],
    },
    "GeoJsonVerzameling": {
        "type": "object",
        "description": "Een FeatureCollection (RFC 7946).",
        "properties": {
            "type": {"const": "FeatureCollection"},
            "features": {"type": "array", "items": ref("schemas", "GeoJsonObject")},
        },
        "required": ["type", "features"],
    },
}


def document(
    resources: Iterable[Resource], server: str, contact: Mapping[str, str], more: Described
) -> Described:
    """Return the whole description; ``more`` has further paths."""
    found = list(resources)
    return {
        "openapi": "3.1.1",
        "info": {
            "title": "Wonen",
            "version": settings.API_VERSION,
            "summary": "Vastgoedprojecten en kengetallen van woningcorporaties, per gemeente.",
            "description": INTRODUCTION,
            "contact": dict(contact),
        },
        "servers": [{"url": server, "description": "Deze server."}],
        "tags": [{"name": each.title, "description": each.meaning} for each in found],
        "security": [{}, {"token": []}],
        "paths": {**paths(found), **more},
        "components": components(found),
    }


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
