"""The description of what can be written: made from the schemas by which the bodies are judged."""

from __future__ import annotations

from typing import Any

from wonen.rest.openapi.parts import MEDIA, Described, headers, ref, refusals
from wonen.rest.resource import Resource
from wonen.rest.schemas import Schema, told
from wonen.rest.writing.idempotency import KEY, PATTERN
from wonen.rest.writing.parsing import MergePatch
from wonen.rest.writing.preconditions import PATTERN as VERSIONS
from wonen.rest.writing.write_handler import Writer

SENDING = (400, 401, 403, 406, 409, 413, 415, 429, 500, 503)
OF_ONE = (404, 412, 428)
ACTS = ("vervangen", "wijzigen", "verwijderen")
TOKEN: list[Described] = [{"token": []}]
NAMES = {"create": "Nieuw", "replace": "Geheel", "patch": "Wijziging", "bulk": "Levering"}
ABOUT = {
    "create": "Wat u opgeeft van wat u toevoegt; wat u weglaat is leeg, of heeft de gewone waarde.",
    "replace": "Alles wat er voortaan staat; wat u weglaat wordt leeg, of krijgt de gewone waarde.",
    "patch": "Alleen wat er verandert; null maakt leeg.",
    "bulk": "Rijen met de code waaronder een ander systeem ze kent.",
}


def schema_name(resource: Resource, kind: str) -> str:
    return f"{resource.schema_name}{NAMES[kind]}"


def bodies(resource: Resource) -> dict[str, Schema]:
    """Return the schemas of what is sent, by name."""
    sent = resource.writer.schemas() if resource.writer else {}
    return {schema_name(resource, kind): told(each, ABOUT[kind]) for kind, each in sent.items()}


def answers(resource: Resource) -> dict[str, Schema]:
    """Return the schemas of what is answered, by name; a row has that of the resource."""
    if resource.writer is None or resource.writer.bulk is None:
        return {}
    meaning = "Wat er met elke rij is gebeurd, in de volgorde waarin zij gestuurd is."
    return {f"{resource.schema_name}LeveringAntwoord": told(resource.writer.bulk.answered, meaning)}


def example_of(writer: Writer, kind: str) -> Any:
    if kind == "bulk" and writer.bulk:
        return writer.bulk.example
    whole = {each.key: each.example for each in writer.resource.every if each.is_written}
    if kind == "create":
        return {**whole, **writer.example_of_new}
    return whole if kind != "patch" else dict(writer.example_of_change)


def body(resource: Resource, writer: Writer, kind: str) -> Described:
    content = {"schema": ref("schemas", schema_name(resource, kind)), "example": example_of(writer, kind)}
    form = MergePatch.media_type if kind == "patch" else MEDIA["json"]
    return {"required": True, "content": {form: content}}


def operation(resource: Resource, act: str, summary: str, meaning: str, *statuses: int) -> Described:
    return {
        "operationId": f"{resource.name}-{act}",
        "tags": [resource.title],
        "summary": summary,
        "description": meaning,
        "security": TOKEN,
        "parameters": [],
        "responses": refusals(*SENDING, *statuses),
    }


def answered(resource: Resource, said: str, *names: str) -> Described:
    return {
        "description": said,
        "headers": headers("ETag", *names),
        "content": {
            MEDIA["json"]: {"schema": ref("schemas", resource.schema_name), "example": resource.example}
        },
    }


def ruled(meaning: str, writer: Writer) -> str:
    """Return what an act does, with the rules that may refuse it though the schema takes it."""
    sentences = " ".join(f'"{each}"' for each in writer.rules)
    return f"{meaning} {RULES.format(sentences)}"


def links(resource: Resource) -> Described:
    """Return what can be done with a row that an answer shows, and with which version of it."""
    if resource.writer is None:
        return {}
    key = resource.key.key
    given = {key: f"$response.body#/{key}", "If-Match": "$response.header.ETag"}
    acts = {act: {"operationId": f"{resource.name}-{act}", "parameters": given} for act in ACTS}
    return {"links": acts}


def of_list(resource: Resource) -> Described:
    writer = resource.writer
    if writer is None:
        return {}
    found = operation(resource, "toevoegen", f"Een {resource.singular} toevoegen", ruled(ADDING, writer))
    found["parameters"] = [ref("parameters", "IdempotencyKey")]
    found["requestBody"] = body(resource, writer, "create")
    found["responses"] |= {"201": answered(resource, "Wat er nu staat.", "Location") | links(resource)}
    return {"post": found}


def of_item(resource: Resource, key: Described) -> Described:
    writer = resource.writer
    if writer is None:
        return {}
    what = f"een {resource.singular}"
    put = operation(resource, "vervangen", f"Heel {what} vervangen", f"{REPLACING} {SAME_RULES}", *OF_ONE)
    patch = operation(resource, "wijzigen", f"Iets van {what} wijzigen", f"{CHANGING} {SAME_RULES}", *OF_ONE)
    delete = operation(resource, "verwijderen", f"{what.capitalize()} verwijderen", REMOVING, *OF_ONE)
    for each, kind in ((put, "replace"), (patch, "patch")):
        each["requestBody"] = body(resource, writer, kind)
        each["responses"] |= {"200": answered(resource, "Wat er nu staat.")}
    delete["responses"] |= {"204": {"description": "Verwijderd.", "headers": headers()}}
    for each in (put, patch, delete):
        each["parameters"] = [key, ref("parameters", "IfMatch")]
    return {"put": put, "patch": patch, "delete": delete}


def of_bulk(resource: Resource) -> Described:
    writer = resource.writer
    if writer is None or writer.bulk is None:
        return {}
    found = operation(resource, "bijwerken", f"Veel {resource.title.lower()} bijwerken", DELIVERING)
    found["parameters"] = [ref("parameters", "IdempotencyKey")]
    found["requestBody"] = body(resource, writer, "bulk")
    schema = ref("schemas", f"{resource.schema_name}LeveringAntwoord")
    found["responses"] |= {
        "200": {
            "description": "Wat er met elke rij is gebeurd.",
            "headers": headers(),
            "content": {MEDIA["json"]: {"schema": schema, "example": writer.bulk.example_answered}},
        }
    }
    return {f"/{resource.name}/_bijwerken": {"post": found}}


def parameters() -> Described:
    """Return the headers that writing takes."""
    return {
        "IfMatch": {
            "name": "If-Match",
            "in": "header",
            "required": True,
            "description": "De ETag die u bij het lezen met uw token kreeg; met * wijzigt u wat er nu staat.",
            "schema": {"type": "string", "minLength": 1, "pattern": VERSIONS},
            "example": '"3-0123456789abcdef0123456789abcdef"',
        },
        "IdempotencyKey": {
            "name": "Idempotency-Key",
            "in": "header",
            "required": False,
            "description": f"Een sleutel van uzelf: {KEY}, bijvoorbeeld een UUID. Stuurt u dezelfde vraag"
            " binnen 24 uur nog eens met dezelfde sleutel, dan gebeurt er niets en krijgt u hetzelfde"
            " antwoord.",
            # How long it is stands in the pattern: with the quotes around it, it is longer.
            "schema": {"type": "string", "minLength": 1, "pattern": PATTERN},
            "example": "8e03978e-40d5-43dd-bc93-6894a57f9324",
        },
    }


ADDING = "Voegt een rij toe. Nodig: een token met schrijfrecht in de gemeente."
RETURNED = (
    "Wat u bij het lezen kreeg, mag in zijn geheel mee terug. Velden die niet te schrijven zijn (readOnly)"
    " veranderen dan niet; staat er in zo'n veld iets anders dan u kreeg, dan krijgt u 409."
)
REPLACING = (
    "Zet er alles neer wat u stuurt; wat u weglaat wordt leeg, of krijgt de gewone waarde. Nodig: een token"
    f" met schrijfrecht, en If-Match. {RETURNED}"
)
CHANGING = (
    "Wijzigt wat u noemt en laat de rest staan (JSON Merge Patch, RFC 7396; als application/json gestuurd"
    " wordt het net zo gelezen). Nodig: een token met"
    f" schrijfrecht, en If-Match. {RETURNED}"
)
SAME_RULES = "De regels van het toevoegen gelden ook hier; wie er een breekt krijgt 409."
RULES = (
    "Wat klopt met het schema kan nog botsen met een regel, of met wat er al staat. Dan is het antwoord 409,"
    " met elke fout op haar plek. De regels, in de woorden van hun melding: {}"
)
REMOVING = "Verwijdert de rij; zij blijft in de geschiedenis. Nodig: een token met schrijfrecht, en If-Match."
DELIVERING = (
    "Voegt toe wat nieuw is en wijzigt wat er al is, herkend aan de code van een ander systeem. Alles of"
    " niets: is er iets mis, dan staan alle fouten van alle rijen in het antwoord en is er niets gewijzigd."
)
