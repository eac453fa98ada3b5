"""The part of the description that is about the feeds of changes."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from wonen.rest import parameters
from wonen.rest.changes.view import CHANGED, REMOVED
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
    row_ref,
)
from wonen.rest.resource import Resource
from wonen.rest.schemas import Schema, listed, moment, named, one_of, or_null, text, thing, told, yes_no

CURSOR = "0f3a5b7c9d1e2f40-1234-57"
MEANING = """\
Zo houdt u een kopie bij. Begin zonder `gewijzigdNa`: u krijgt alles wat er nu is. Vraag steeds opnieuw
met de waarde van `verder` als `gewijzigdNa`, zolang `erIsMeer` true is. Bewaar dan `verder` en vraag er
de volgende keer mee verder. Bij `gewijzigd` vervangt u uw rij door `gegevens`; bij `verwijderd` haalt u
haar weg. Een rij kan vaker voorbijkomen: de laatste telt. Krijgt u 409, begin dan opnieuw, met een lege
kopie. De feed gaat alleen over wat openbaar is, ook met een token."""


def paths(resources: Iterable[Resource]) -> Described:
    return {f"/{each.name}/wijzigingen": {"get": _operation(each)} for each in resources if each.feed}


def schemas(resources: Iterable[Resource]) -> dict[str, Schema]:
    return {f"{each.schema_name}Wijzigingen": _schema(each) for each in resources if each.feed}


def _schema(resource: Resource) -> Schema:
    shown: Schema = {"oneOf": [row_ref(resource), {"type": "null"}]}
    row = {
        resource.key.key: told(resource.key.schema, resource.key.meaning),
        "soort": told(
            named("SoortWijziging", "Wat er met een rij is gebeurd.", one_of((CHANGED, REMOVED))),
            "gewijzigd: de rij is er nu zo; verwijderd: zij is er niet meer, of niet meer openbaar.",
        ),
        "gewijzigdOp": told(or_null(moment()), "Wanneer; null waar dat niet is bijgehouden."),
        "gegevens": told(shown, "De rij zoals zij nu is; null als zij verwijderd is."),
    }
    rows = listed(named(f"Gewijzigd{resource.schema_name}", "Eén wijziging.", thing(**row)))
    members = {
        "wijzigingen": told(rows, "De wijzigingen, op volgorde; elke rij hoogstens één keer."),
        "verder": told(text(60), "Geef deze waarde de volgende keer mee als gewijzigdNa."),
        "erIsMeer": told(yes_no(), "Of u meteen verder kunt vragen."),
    }
    return told(thing(**members), f"Een stuk van de wijzigingen van {resource.title.lower()}.")


def _example(resource: Resource) -> dict[str, Any]:
    moment_of_change = "2026-11-24T12:00:00Z"
    key = resource.key.key
    changed = {key: resource.example[key], "soort": CHANGED, "gewijzigdOp": moment_of_change}
    removed = {key: 57, "soort": REMOVED, "gewijzigdOp": moment_of_change, "gegevens": None}
    rows = [{**changed, "gegevens": resource.example}, removed]
    return {"wijzigingen": rows, "verder": CURSOR, "erIsMeer": False}


def _operation(resource: Resource) -> Described:
    schema = ref("schemas", f"{resource.schema_name}Wijzigingen")
    return {
        "operationId": f"{resource.name}-wijzigingen",
        "tags": [resource.title],
        "summary": f"Wat er aan {resource.title.lower()} is gewijzigd",
        "description": MEANING,
        "parameters": [parameter(each) for each in parameters.of_changes(resource)] + conditions(),
        "responses": {
            "200": {
                "description": "Een stuk van de wijzigingen; de kop Link (next) leidt verder.",
                "headers": headers("ETag", "Link"),
                "content": {MEDIA["json"]: {"schema": schema, "example": _example(resource)}},
            },
            "304": not_modified(),
            **refusals(*READING, 409),
        },
    }
