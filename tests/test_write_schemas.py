"""The schemas of what may be sent: strict where a schema can be, and no stricter than the API."""

from typing import Any

import pytest
from django.test import Client
from jsonschema import Draft202012Validator

from municipalities.rest.checking import FORMATS
from municipalities.rest.resource import Resource
from municipalities.rest.schemas import Schema
from tests.test_api import one
from tests.test_write_figures import RULES as FIGURE_RULES
from tests.test_write_figures import WHOLE as FIGURE
from tests.test_write_projects import RULES as PROJECT_RULES
from tests.test_write_projects import WHOLE as PROJECT
from tests.writing import LEAST
from wonen.api import RESOURCES

WRITTEN = [each for each in RESOURCES if each.writer]
# Only other rows can tell that these are wrong, or a comparison of two years.
BEYOND = {
    "/naam", "/codes", "/codes/1", "/codes/0/code", "/gemeente", "/corporatie", "/woningtypen/0",
    "/duurzaamheid", "/huurprijsklassen/0/klasse", "/huurprijsklassen/1/klasse", "/faseVan", "/oplevering",
    "/kengetal", "/klasse",
}  # fmt: skip


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


@pytest.mark.parametrize(
    ("name", "whole", "rule"),
    [("projecten", PROJECT, rule) for rule in PROJECT_RULES]
    + [("cijfers", FIGURE, rule) for rule in FIGURE_RULES],
    ids=lambda value: str(value[0]) if isinstance(value, tuple) else None,
)
def test_a_rule_that_a_schema_can_say_is_in_it(name: str, whole: Any, rule: Any) -> None:
    wrong, place, _sentence = rule
    refused = not is_valid(named(name)["create"], {**whole, **wrong})
    assert refused is not (place in BEYOND or repr(wrong) in COUNTED)


# Adding up, decimals and the days of a period are beyond a schema.
COUNTED = {
    repr(each)
    for each in (
        {"aantalWoningen": 10},
        {"waarde": 8.12345},
        {"waarde": 1e300},
        {"waarde": 10**13},
        {"periodeVan": "2024-02-01"},
        {"periodeVan": "1000-01-01"},
    )
}
