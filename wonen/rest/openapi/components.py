"""The schemas of the description, each part of several under its own name.

Schemas stand whole where they are judged by; published so, every copy would be a type of its own in a client.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from wonen.rest.schemas import MEANING, NAME, Schema

WITHIN = {"items", "properties", "oneOf"}  # the keywords in which schemas stand
OF_THE_PLACE = ("description", "default", "readOnly")  # what is told of a value, not of its type


class Components:
    """Collects schemas as they are published: what has a name is moved to that name.

    What is answered may get more fields, so no schema of it is closed; what is sent must be known.
    """

    def __init__(self) -> None:
        self.schemas: dict[str, Schema] = {}

    def add(self, schemas: Mapping[str, Schema], *, is_sent: bool = False) -> None:
        for name, schema in schemas.items():
            self._keep(name, self._published(schema, is_sent=is_sent))

    def _keep(self, name: str, schema: Schema) -> None:
        if self.schemas.setdefault(name, schema) != schema:
            raise ValueError(f"Two schemas are called {name}.")

    def _published(self, schema: Schema, *, is_sent: bool) -> Schema:
        is_sent = is_sent and not schema.get("readOnly")  # that was answered, and comes back
        left_out = {NAME, MEANING} | (set() if is_sent else {"additionalProperties"})
        found = {
            key: self._within(key, value, is_sent=is_sent) if key in WITHIN else value
            for key, value in schema.items()
            if key not in left_out
        }
        return self._referred(schema[NAME], schema[MEANING], found) if NAME in schema else found

    def _within(self, key: str, value: Any, *, is_sent: bool) -> Any:
        if key == "items":
            return self._published(value, is_sent=is_sent)
        if key == "oneOf":
            return [self._published(each, is_sent=is_sent) for each in value]
        return {name: self._published(each, is_sent=is_sent) for name, each in value.items()}

    def _referred(self, name: str, meaning: str, schema: Schema) -> Schema:
        """Keep a schema under its name; return what stands in its place."""
        here = {key: schema[key] for key in OF_THE_PLACE if key in schema}
        kept = {key: value for key, value in schema.items() if key not in here}
        is_optional = isinstance(kept["type"], list)
        if is_optional:
            [kept["type"]] = [kind for kind in kept["type"] if kind != "null"]
            if "enum" in kept:
                kept["enum"] = [each for each in kept["enum"] if each is not None]
        self._keep(name, {**kept, "description": meaning})
        ref = {"$ref": f"#/components/schemas/{name}"}
        return {"oneOf": [ref, {"type": "null"}], **here} if is_optional else {**ref, **here}
