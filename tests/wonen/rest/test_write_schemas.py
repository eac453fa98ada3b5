"""The schemas of what may be sent: strict where a schema can be, and no stricter than the API."""

from typing import Any

import pytest
from django.test import Client
from jsonschema import Draft202012Validator

from tests.municipalities.figures.test_write_figures import RULES as FIGURE_RULES
from tests.municipalities.figures.test_write_figures import WHOLE as FIGURE
from tests.projects.api.test_write_projects import RULES as PROJECT_RULES
from tests.projects.api.test_write_projects import WHOLE as PROJECT
from tests.support.writing import LEAST
from tests.wonen.rest.test_api import one
from wonen.rest.registry import RESOURCES
from wonen.rest.resource import Resource
from wonen.rest.schemas import Schema
from wonen.rest.validation import FORMATS

WRITTEN = [each for each in RESOURCES if each.writer]


def schemas(resource: Resource) -> dict[str, Schema]:
    assert resource.writer
    return resource.writer.schemas()


def is_valid(schema: Schema, body: Any) -> bool:
    return bool(Draft202012Validator(schema, format_checker=FORMATS).is_valid(body))


def named(name: str) -> dict[str, Schema]:
    return schemas(next(each for each in WRITTEN if each.name == name))


@pytest.mark.parametrize("resource", WRITTEN, ids=lambda each: each.name)
def test_the_schemas_are_schemas_that_tell_every_member(resource: Resource) -> None:
    assert {"create", "replace", "patch"} <= set(schemas(resource))
    for name, schema in schemas(resource).items():
        Draft202012Validator.check_schema(schema)
        for member, each in schema["properties"].items():
            assert each["description"], (name, member)


@pytest.mark.parametrize("resource", WRITTEN, ids=lambda each: each.name)
def test_every_row_can_be_sent_back(client: Client, brochure: dict[str, Any], resource: Resource) -> None:
    found = schemas(resource)
    rows = one(client, f"/api/v1/{resource.name}?paginaGrootte=1000")["resultaten"]
    assert rows
    for row in rows:
        assert is_valid(found["replace"], row), row
        assert is_valid(found["patch"], row), row


def test_what_the_api_takes_its_schema_takes() -> None:
    assert is_valid(named("cijfers")["create"], FIGURE)
    for body in (LEAST, PROJECT):
        assert is_valid(named("projecten")["create"], body)
        assert is_valid(named("projecten")["bulk"], {"systeem": "dpi", "projecten": [{"code": "x", **body}]})


@pytest.fixture
def adding(client: Client, db: None) -> dict[str, str]:
    """What the description says of adding a row of each resource."""
    paths = one(client, "/api/v1/openapi.json")["paths"]
    return {each.name: paths[f"/{each.name}"]["post"]["description"] for each in WRITTEN}


UNTOLD = {
    "met deze code",
    "met dit nummer",
    "heeft geen klasse",
    "Noem het één keer.",
}  # that a code must be known, and be named once, needs no telling


@pytest.mark.parametrize(
    ("name", "whole", "rules"), [("projecten", PROJECT, PROJECT_RULES), ("cijfers", FIGURE, FIGURE_RULES)]
)
def test_what_breaks_a_rule_is_as_the_schema_says_and_the_rule_is_told(
    name: str, whole: Any, rules: Any, adding: dict[str, str]
) -> None:
    for wrong, _place, sentence in rules:
        assert is_valid(named(name)["create"], {**whole, **wrong}), wrong
        known = sentence is None or any(each in sentence for each in UNTOLD)
        assert known or f'"{sentence}"' in adding[name], sentence
