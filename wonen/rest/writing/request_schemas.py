"""What may be sent of a resource, made from its fields; and what a merge patch makes of it (RFC 7396)."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from typing import Any

from wonen.rest.problems import Fault
from wonen.rest.resource import Field, Resource
from wonen.rest.schemas import NAME, Schema, kind_of, or_null
from wonen.rest.validation import RETURNED_MOMENT, faults_in, is_same_moment, pointer

Body = dict[str, Any]
READ_ONLY = "Dit veld volgt uit de andere. Laat het weg, of stuur het terug zoals u het kreeg."
JUST_READ = "Dit veld is niet te schrijven. Laat het weg."


def written(resource: Resource) -> dict[str, Field]:
    return {each.key: each for each in resource.every if each.is_written}


def is_optional(schema: Schema) -> bool:
    """Say whether a value can be left out within an object: it may be null, or is a yes or no."""
    kinds = schema.get("type")
    return kinds == "boolean" or (isinstance(kinds, list) and "null" in kinds)


def empty(schema: Schema) -> Any:
    """Return what a value is when nobody says it."""
    if "default" in schema:
        return schema["default"]
    if isinstance(schema.get("type"), list):
        return None
    return {"boolean": False, "array": [], "string": ""}[kind_of(schema)]


def sent(schema: Schema) -> Schema:
    """Return the schema of a value as it is sent: of an object its optional members may be left out."""
    found = dict(schema)
    if "properties" in schema:
        found["properties"] = {name: sent(each) for name, each in schema["properties"].items()}
        found["required"] = [
            name for name in schema.get("required", ()) if not is_optional(schema["properties"][name])
        ]
        found |= renamed(schema, "Invoer")
    if "items" in schema:
        found["items"] = sent(schema["items"])
    return found


def renamed(schema: Schema, use: str) -> Schema:
    """Return the name that a schema gets by its use, if it has one."""
    return {NAME: f"{schema[NAME]}{use}"} if NAME in schema else {}


def patched(schema: Schema) -> Schema:
    """Return the schema of a value in a merge patch: an object in part, and null to make it empty."""
    found = dict(schema)
    if "properties" in schema:
        found["properties"] = {name: patched(sent(each)) for name, each in schema["properties"].items()}
        found["required"] = []
        found |= renamed(schema, "Wijziging")
    elif "items" in schema:
        found["items"] = sent(schema["items"])
    return or_null(found) if isinstance(found["type"], str) else found


def body_schema(
    resource: Resource, required: Collection[str], defaults: Mapping[str, Any], *, returns: bool = False
) -> Schema:
    """Return the schema of a whole row as it is sent; ``returns``: with what a program got and sends back."""
    members = {name: {**sent(each.described)} for name, each in written(resource).items()}
    for name, schema in members.items():
        if name not in required:
            schema["default"] = defaults.get(name, empty(schema))
    return {
        "type": "object",
        "properties": members | (_returned(resource) if returns else {}),
        "required": [name for name in members if name in required],
        "additionalProperties": False,
    }


def patch_schema(resource: Resource, required: Collection[str], *, returns: bool = True) -> Schema:
    """Return the schema of a merge patch: what a row must have can be changed, not taken away."""
    members = {
        name: sent(each.described) if name in required else patched(each.described)
        for name, each in written(resource).items()
    }
    return {
        "type": "object",
        "properties": members | (_returned(resource) if returns else {}),
        "additionalProperties": False,
    }


def _returned(resource: Resource) -> dict[str, Schema]:
    """Return the members that follow from the rest: they may come back, and change nothing."""
    return {each.key: {**each.described, "readOnly": True} for each in resource.fields if not each.is_written}


def open_to_returned(schema: Schema) -> Schema:
    """Return the schema by which a body is judged: what follows from the rest is compared, not judged.

    Of a moment is judged whether it can be read: one that cannot is no other moment.
    """
    members = {
        name: _compared(each) if each.get("readOnly") else each for name, each in schema["properties"].items()
    }
    return {**schema, "properties": members}


def _compared(schema: Schema) -> Schema:
    return {"format": RETURNED_MOMENT} if schema.get("format") == "date-time" else {}


def faults_of(body: Any, schema: Schema, start: str = "") -> list[Fault]:
    """Return everything in a body that is not as its schema says, once each."""
    found = [Fault("body", f"{start}{place}", sentence) for place, sentence in faults_in(body, schema)]
    return list(dict.fromkeys(found))


def returned(resource: Resource, body: Body) -> list[str]:
    """Return the members of a body that follow from the rest."""
    return [each.key for each in resource.fields if not each.is_written and each.key in body]


def returned_faults(resource: Resource, body: Body, shown: Body) -> Iterable[Fault]:
    """Yield what was sent of fields that cannot be written, unless it is what stands there."""
    for name in returned(resource, body):
        if not is_same(body[name], shown[name], resource.by_key[name].schema):
            yield Fault("body", pointer([name]), READ_ONLY)


def is_same(sent: Any, shown: Any, schema: Schema) -> bool:
    """Say whether a value that came back is the one that was shown, as programs write values back.

    A moment is that moment however it is written, and as far as it is: JavaScript keeps milliseconds. Of an
    object, members that are null may be left out, as some clients do.
    """
    if isinstance(shown, dict) and isinstance(sent, dict):
        members = schema.get("properties", {})
        return sent.keys() <= shown.keys() and all(
            is_same(sent.get(name), each, members.get(name, {})) for name, each in shown.items()
        )
    if schema.get("format") == "date-time" and isinstance(sent, str) and isinstance(shown, str):
        return is_same_moment(sent, shown)
    return bool(sent == shown)


def completed(resource: Resource, body: Body, defaults: Mapping[str, Any]) -> Body:
    """Return all that can be written of a row: what a body does not name is empty, or the default."""
    found = {}
    for name, each in written(resource).items():
        schema = each.schema
        value = body[name] if name in body else defaults.get(name, empty(schema))
        found[name] = filled(value, schema)
    return found


def filled(value: Any, schema: Schema) -> Any:
    """Return a value with the optional members of its objects filled in."""
    if isinstance(value, dict) and "properties" in schema:
        return {
            name: filled(value[name], each) if name in value else empty(each)
            for name, each in schema["properties"].items()
        }
    if isinstance(value, list) and "items" in schema:
        return [filled(each, schema["items"]) for each in value]
    return value


def merged(target: Any, patch: Any) -> Any:
    """Return what a merge patch makes of a value, as RFC 7396 has it."""
    if not isinstance(patch, dict):
        return patch
    found = dict(target) if isinstance(target, dict) else {}
    for name, value in patch.items():
        if value is None:
            found.pop(name, None)
        else:
            found[name] = merged(found.get(name), value)
    return found
