"""The schemas of the description as generators read them: named once, open where fields may come."""

import json
from collections import Counter
from collections.abc import Iterator
from typing import Any

import pytest
from django.test import Client

from tests.support.writing import FIGURES, PROJECTS
from tests.wonen.rest.test_api import one
from tests.wonen.rest.test_description import closed, resolved, wrong
from wonen.rest.openapi.document import whole_schema
from wonen.rest.openapi.parts import chosen_name
from wonen.rest.registry import RESOURCES
from wonen.rest.resource import Resource

BODIES = ("Nieuw", "Geheel", "Wijziging", "Levering", "Invoer", "ProjectInLevering")
NAMES = ("description", "title", "readOnly", "default")


@pytest.fixture
def described(client: Client, brochure: dict[str, Any]) -> dict[str, Any]:
    return one(client, "/api/v1/openapi.json")


def within(schema: Any) -> Iterator[Any]:
    """Yield the schemas in a schema, not those that it refers to."""
    items = [schema["items"]] if "items" in schema else []
    for each in (*schema.get("properties", {}).values(), *items, *schema.get("oneOf", ())):
        yield each
        yield from within(each)


def bare(schema: Any) -> Any:
    """Return what a schema allows, without what is told of it where it stands."""
    if isinstance(schema, list):
        return [bare(each) for each in schema]
    if not isinstance(schema, dict):
        return schema
    return {name: bare(each) for name, each in schema.items() if name not in NAMES or isinstance(each, dict)}


def test_no_object_and_no_choice_is_written_out_twice(described: dict[str, Any]) -> None:
    inline = [
        json.dumps(bare(each), sort_keys=True)
        for schema in described["components"]["schemas"].values()
        for each in within(schema)
        if "properties" in each or "enum" in each
    ]
    assert {text: times for text, times in Counter(inline).items() if times > 1} == {}
    assert not [text for text in inline if '"properties"' in text]


def test_every_name_that_is_referred_to_is_there_and_every_one_there_is_referred_to(
    described: dict[str, Any],
) -> None:
    text = json.dumps(described)
    for name in described["components"]["schemas"]:
        assert f'"#/components/schemas/{name}"' in text, name
    assert resolved(described, described["paths"])


def test_what_is_answered_may_get_more_fields_and_what_is_sent_may_not(described: dict[str, Any]) -> None:
    for name, schema in described["components"]["schemas"].items():
        is_sent = name.endswith(BODIES)
        for each in [schema, *within(schema)]:
            if "properties" in each:
                assert ("additionalProperties" in each) is is_sent, name


def test_an_answer_has_every_field_unless_it_was_chosen(described: dict[str, Any]) -> None:
    """``velden`` is what a list, a row and the feed take; a sum and the answer to a change have all."""
    schemas = described["components"]["schemas"]
    partly = (*BODIES, "Uitgeklapt", "Velden")
    for name, schema in schemas.items():
        assert "required" in schema or "properties" not in schema or name.endswith(partly), name
    for resource in RESOURCES:
        assert "required" not in schemas[chosen_name(resource)]
        if resource.writer:
            assert schemas[resource.schema_name]["required"] == [each.key for each in resource.fields]
    for path, methods in described["paths"].items():
        for method, operation in methods.items():
            takes = "velden" in {each.get("name") for each in operation["parameters"]}
            answers = [each for status, each in operation["responses"].items() if status in {"200", "201"}]
            said = [each["content"].get("application/json", {}).get("schema", {}) for each in answers]
            picked = any("Velden" in json.dumps(resolved_names(described, each)) for each in said)
            assert picked is takes, (path, method)


def resolved_names(described: dict[str, Any], schema: Any) -> list[str]:
    """Return the names that a schema refers to, and those within these."""
    found: list[str] = []
    for each in [schema, *within(schema)]:
        if name := each.get("$ref", "").removeprefix("#/components/schemas/"):
            found += [name, *resolved_names(described, described["components"]["schemas"][name])]
    return found


def test_a_field_that_is_not_described_is_found_by_these_tests(described: dict[str, Any]) -> None:
    """The published schema lets it pass, so the tests hold answers to a closed copy."""
    schema = resolved(described, {"$ref": "#/components/schemas/Project"})
    row = next(each.example for each in RESOURCES if each.name == "projecten")
    assert wrong(closed(schema), row) == []
    for more in ({**row, "onzin": 1}, {**row, "gedrukt": {**row["gedrukt"], "onzin": ""}}):
        assert wrong(schema, more) == []
        assert wrong(closed(schema), more)
    assert wrong(schema, {name: value for name, value in row.items() if name != "naam"})


WRITTEN = [each for each in RESOURCES if each.writer]


@pytest.mark.parametrize("resource", WRITTEN, ids=lambda each: each.name)
def test_a_row_that_is_answered_to_a_change_is_whole(
    client: Client, described: dict[str, Any], resource: Resource
) -> None:
    schema = resolved(described, {"$ref": f"#/components/schemas/{resource.schema_name}"})
    assert set(schema["properties"]) == set(whole_schema(resource)["properties"])
    address = {"projecten": PROJECTS, "cijfers": FIGURES}[resource.name]
    for row in one(client, f"{address}?paginaGrootte=100")["resultaten"]:
        assert wrong(closed(schema), row) == []
