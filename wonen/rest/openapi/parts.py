"""What every part of the description of the API is made of: headers, refusals, parameters, GeoJSON."""

from __future__ import annotations

from typing import Any

from wonen.rest.negotiation import RENDERERS
from wonen.rest.parameters import Parameter
from wonen.rest.problems import DETAILS, MEDIA_TYPE, TITLES
from wonen.rest.resource import Resource
from wonen.rest.schemas import Schema, listed, named, one_of, text, thing, told, whole

Described = dict[str, Any]
PROBLEM = "Probleem"
MEDIA = {str(each.format): str(each.media_type) for each in RENDERERS}
FAULT = named(
    "Fout",
    "Eén ding dat mis is in de vraag.",
    thing(
        **{
            "in": told(one_of(("query", "body", "header", "path")), "In welk deel van de vraag de fout zit."),
            "naam": told(text(), "De parameter of kop; in de inhoud een JSON-pointer (RFC 6901)."),
            "melding": told(text(), "Wat er mis is, en wat er verwacht werd."),
        }
    ),
)
FAULT_EXAMPLE = {
    "in": "query",
    "naam": "gemeente",
    "melding": "'Heerlen' is hier geen keuze. Bedoelt u GM0917 (Heerlen)?",
}
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
        "description": "De pagina's eromheen: first, prev, next en last (RFC 8288); bij csv ook de metadata.",
        "schema": {"type": "string"},
    },
    "Location": {"description": "Het adres van wat er gemaakt is.", "schema": {"type": "string"}},
    "Cache-Control": {
        "description": "Of u het mag bewaren. no-cache: vraag eerst of het nog zo is; no-store: nee.",
        "schema": {"type": "string"},
        "example": "no-cache",
    },
    "Content-Disposition": {
        "description": "De naam van het bestand, bij csv, xlsx, geojson en jsonl.",
        "schema": {"type": "string"},
        "example": 'attachment; filename="projecten.csv"',
    },
    "Accept-Ranges": {
        "description": "bytes: van een bestand kunt u een deel vragen, met de kop Range.",
        "schema": {"type": "string"},
        "example": "bytes",
    },
    "Content-Range": {
        "description": "Welk deel het is, en van hoeveel bytes.",
        "schema": {"type": "string"},
        "example": "bytes 0-1023/48211",
    },
    "Retry-After": {"description": "Na hoeveel seconden het weer kan.", "schema": {"type": "integer"}},
    "Allow": {"description": "De methoden die hier wel kunnen.", "schema": {"type": "string"}},
    "WWW-Authenticate": {"description": "Hoe u zich aanmeldt.", "schema": {"type": "string"}},
}
REFUSAL_HEADERS = {
    401: ["WWW-Authenticate"],
    405: ["Allow"],
    416: ["Content-Range"],
    429: ["Retry-After"],
    503: ["Retry-After"],
}
READING = (400, 401, 404, 406, 412, 429, 500, 503)


def ref(kind: str, name: str) -> Described:
    return {"$ref": f"#/components/{kind}/{name}"}


def chosen_name(resource: Resource) -> str:
    """Return the name of a row in which not all members need be there."""
    return f"{resource.schema_name}Velden"


def row_ref(resource: Resource) -> Described:
    return ref("schemas", chosen_name(resource))


def headers(*names: str) -> Described:
    return {name: ref("headers", name) for name in ("API-Version", "Cache-Control", *names)}


def parameter(each: Parameter) -> Described:
    """Return a parameter of the query with all its bounds."""
    found: Described = {
        "name": each.name,
        "in": "query",
        "required": each.is_required,
        "description": each.meaning,
        "schema": each.published(),
    }
    if each.is_list:
        found |= {"style": "form", "explode": not each.is_joined}
    return found | ({"example": each.shown} if each.shown else {})


def refusals(*statuses: int) -> Described:
    return {str(status): ref("responses", f"Probleem{status}") for status in sorted(statuses)}


def refusal(status: int) -> Described:
    return {
        "description": TITLES[status],
        "headers": headers(*REFUSAL_HEADERS.get(status, ())),
        "content": {MEDIA_TYPE: {"schema": ref("schemas", PROBLEM), "example": refused(status)}},
    }


def refused(status: int) -> Described:
    """Return what a refusal looks like: with a fault in it where there is one to point at."""
    found = {"type": "about:blank", "title": TITLES[status], "status": status}
    if status == 400:
        return {**found, "detail": "Er is één fout gevonden.", "fouten": [FAULT_EXAMPLE]}
    return {**found, "detail": DETAILS.get(status, f"{TITLES[status]}.")}


def conditions() -> list[Described]:
    return [ref("parameters", "IfNoneMatch")]


def not_modified() -> Described:
    return {"description": "Niet gewijzigd sinds de ETag in If-None-Match.", "headers": headers("ETag")}


GEOJSON: Described = {
    "GeoJsonObject": {
        "type": "object",
        "description": "Een Feature (RFC 7946); 'properties' heeft de velden van de rij.",
        "properties": {
            "type": {"const": "Feature"},
            "id": {"type": ["integer", "string"]},
            "geometry": ref("schemas", "GeoJsonPunt"),
            "properties": {"type": "object"},
        },
        "required": ["type", "id", "geometry", "properties"],
    },
    "GeoJsonPunt": {
        "type": "object",
        "description": "Een Point (RFC 7946).",
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
