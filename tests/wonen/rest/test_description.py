"""The description of the API: complete, valid, and the same as what the API does."""

from typing import Any

import pytest
from django.test import Client
from jsonschema import Draft202012Validator
from pytest_django import Settings

from tests.wonen.rest.test_api import one
from wonen.publishing import LICENCES
from wonen.rest import parameters
from wonen.rest.registry import RESOURCES
from wonen.rest.resource import Resource
from wonen.rest.validation import FORMATS

OPENAPI = "/api/v1/openapi.json"


DESCRIPTION: dict[str, Any] = {}


@pytest.fixture
def described(client: Client, brochure: dict[str, Any]) -> dict[str, Any]:
    """Return the description, fetched once: ``test_description_codes`` shows that no row changes it."""
    if not DESCRIPTION:
        DESCRIPTION.update(one(client, OPENAPI))
    return DESCRIPTION


def resolved(described: dict[str, Any], value: Any) -> Any:
    """Return a part of the description with every reference filled in."""
    if isinstance(value, list):
        return [resolved(described, each) for each in value]
    if not isinstance(value, dict):
        return value
    if "$ref" in value:
        found: Any = described
        for step in value["$ref"].removeprefix("#/").split("/"):
            found = found[step]
        return {
            **resolved(described, found),
            **{name: each for name, each in value.items() if name != "$ref"},
        }
    return {name: resolved(described, each) for name, each in value.items()}


def closed(schema: Any) -> Any:
    """Return a schema that lets no field pass that it does not name: fields may come, but described."""
    if isinstance(schema, list):
        return [closed(each) for each in schema]
    if not isinstance(schema, dict):
        return schema
    found = {name: closed(each) for name, each in schema.items()}
    return found | {"additionalProperties": False} if isinstance(found.get("properties"), dict) else found


def wrong(schema: Any, value: Any) -> list[str]:
    validator = Draft202012Validator(schema, format_checker=FORMATS)
    return [f"{error.json_path}: {error.message}" for error in validator.iter_errors(value)]


def answer_schema(described: dict[str, Any], path: str) -> Any:
    operation = resolved(described, described["paths"][path]["get"])
    return closed(operation["responses"]["200"]["content"]["application/json"]["schema"])


def test_the_description_is_open_to_every_site(client: Client, db: None) -> None:
    answer = client.get(OPENAPI, headers={"origin": "https://elders.example"})
    assert answer.headers["Access-Control-Allow-Origin"] == "*"
    assert answer.headers["Cross-Origin-Resource-Policy"] == "cross-origin"
    assert answer.headers["Content-Type"] == "application/json"


@pytest.mark.parametrize("resource", RESOURCES, ids=lambda each: each.name)
def test_what_the_api_answers_is_what_is_described(
    client: Client, described: dict[str, Any], resource: Resource
) -> None:
    every = one(client, f"/api/v1/{resource.example_address}?paginaGrootte=1000")
    assert every["resultaten"]
    assert wrong(answer_schema(described, f"/{resource.path}"), every) == []
    whole = {each.key for each in resource.fields}
    schema = answer_schema(described, f"/{resource.item_path}")
    for row in every["resultaten"][:5]:
        address = f"/api/v1/{resource.example_address}/{row[resource.key.key]}"
        found = one(client, address)
        assert found == row
        assert set(found) == whole
        assert wrong(schema, found) == []


@pytest.mark.parametrize("resource", RESOURCES, ids=lambda each: each.name)
def test_the_example_is_a_real_answer(client: Client, described: dict[str, Any], resource: Resource) -> None:
    """The numbers that the database gives out, and moments, differ from one database to another."""
    operation = described["paths"][f"/{resource.path}"]["get"]
    content = operation["responses"]["200"]["content"]["application/json"]
    assert wrong(resolved(described, content["schema"]), content["example"]) == []
    example = content["example"]["resultaten"][0]
    given = {"id", "gewijzigdOp", "gepubliceerdOp"}
    facts = {name: value for name, value in example.items() if name not in given}
    rows = one(client, f"/api/v1/{resource.example_address}?paginaGrootte=1000")["resultaten"]
    assert facts in [{name: row[name] for name in row if name not in given} for row in rows]


@pytest.mark.parametrize("resource", RESOURCES, ids=lambda each: each.name)
def test_every_parameter_that_is_read_is_described_with_its_bounds(
    client: Client, described: dict[str, Any], resource: Resource
) -> None:
    operation = resolved(described, described["paths"][f"/{resource.path}"]["get"])
    told = {each["name"]: each["schema"] for each in operation["parameters"] if each["in"] == "query"}
    assert set(told) == {each.name for each in parameters.of_list(resource)}
    for name, schema in told.items():
        items = schema.get("items", schema)
        bounds = {"enum", "minimum", "format", "minLength", "pattern"}
        assert bounds & set(items) or items["type"] == "boolean", name
        for value in items.get("enum", ())[:40]:
            answer = client.get(f"/api/v1/{resource.example_address}", {name: value})
            is_internal = name == "velden" and value in {each.key for each in resource.internal}
            assert answer.status_code == (401 if is_internal else 200), (name, value)
        if "minimum" in items:
            for outside in (items["minimum"] - 1, items["maximum"] + 1, "x", "", "1.0"):
                answer = client.get(f"/api/v1/{resource.example_address}", {name: str(outside)})
                assert answer.status_code == 400, (name, outside)


FEEDS = [each for each in RESOURCES if each.feed]


@pytest.mark.parametrize("resource", FEEDS, ids=lambda each: each.name)
def test_a_feed_answers_as_is_described_changes_and_removals(
    client: Client, described: dict[str, Any], resource: Resource
) -> None:
    address, path = f"/api/v1/{resource.name}/wijzigingen", f"/{resource.path}/wijzigingen"
    content = described["paths"][path]["get"]["responses"]["200"]["content"]["application/json"]
    schema = answer_schema(described, path)
    first = one(client, address)
    for answer in (first, one(client, f"{address}?gewijzigdNa={first['verder']}"), content["example"]):
        assert wrong(schema, answer) == []
    assert first["wijzigingen"]
    assert [each["soort"] for each in content["example"]["wijzigingen"]] == ["gewijzigd", "verwijderd"]
    operation = resolved(described, described["paths"][path]["get"])
    told = {each["name"] for each in operation["parameters"] if each["in"] == "query"}
    assert told == {each.name for each in parameters.of_changes(resource)}
    assert client.get(f"{address}?gewijzigdNa=0000000000000001-1-0").status_code == 409
    assert "409" in operation["responses"]
    cursor = content["example"]["verder"]
    assert client.get(f"{address}?gewijzigdNa={cursor}").status_code == 409  # of another database


def test_the_description_describes_itself(client: Client, described: dict[str, Any]) -> None:
    schema = resolved(described, {"$ref": "#/components/schemas/Beschrijving"})
    assert wrong(schema, described) == []
    assert described["externalDocs"]["url"] == "http://testserver/api/v1/documentatie"
    tags = {each["name"] for each in described["tags"]}
    assert all(
        set(operation["tags"]) <= tags
        for methods in described["paths"].values()
        for operation in methods.values()
    )


def test_who_is_behind_it_and_the_licence_are_those_of_the_settings(
    client: Client, db: None, settings: Settings
) -> None:
    settings.PUBLISHER, settings.CONTACT = "Woonstichting De Lat", "mailto:data@delat.example"
    info = one(client, OPENAPI)["info"]
    assert info["contact"] == {
        "name": "Woonstichting De Lat",
        "url": "http://testserver/open-data/#contact",
        "email": "data@delat.example",
    }
    assert info["license"] == {
        "name": "Creative Commons Naamsvermelding 4.0 (CC BY 4.0)",
        "url": "https://creativecommons.org/licenses/by/4.0/deed.nl",
    }
    settings.CONTACT, settings.LICENCE = "https://delat.example/contact", LICENCES["CC0-1.0"]
    info = one(client, OPENAPI)["info"]
    assert info["contact"] == {"name": "Woonstichting De Lat", "url": "https://delat.example/contact"}
    assert info["license"]["name"] == "Creative Commons Nul (CC0 1.0)"


@pytest.mark.parametrize("resource", RESOURCES, ids=lambda each: each.name)
def test_the_headers_of_an_answer_are_those_described(
    client: Client, described: dict[str, Any], resource: Resource
) -> None:
    """A file is no page, so a header may be described that one form has and another not."""
    operation = described["paths"][f"/{resource.path}"]["get"]
    told = set(operation["responses"]["200"]["headers"])
    own = set(described["components"]["headers"])
    sent: set[str] = set()
    for form in ("json", "csv"):
        sent |= set(client.get(f"/api/v1/{resource.example_address}?formaat={form}").headers)
    assert sent & own - {"Allow"} == told


def test_every_refusal_is_described_as_problem_details(described: dict[str, Any]) -> None:
    for path, methods in described["paths"].items():
        for method, operation in methods.items():
            responses = resolved(described, operation["responses"])
            assert {"400", "401", "406", "429", "500"} <= set(responses), (path, method)
            for status, answer in responses.items():
                assert "API-Version" in answer["headers"], (path, method, status)
                if status[0] in "45":
                    schema = answer["content"]["application/problem+json"]["schema"]
                    assert {"status", "title", "detail"} <= set(schema["required"])


def test_the_design_rules_that_can_be_read_from_the_description(described: dict[str, Any]) -> None:
    """NLGov API Design Rules: kebab-case paths, camelCase keys, no slash at the end, a version."""
    assert described["openapi"].startswith("3.1.")
    assert described["servers"][0]["url"].endswith("/api/v1")
    assert described["info"]["version"].split(".")[0] == "1"
    operations = [each["operationId"] for methods in described["paths"].values() for each in methods.values()]
    assert len(operations) == len(set(operations))
    for path, methods in described["paths"].items():
        assert not path.endswith("/")
        assert path == path.lower().replace("_", "-") or "/_" in path or "{" in path
        for operation in methods.values():
            for each in resolved(described, operation["parameters"]):
                if each["in"] == "query":
                    assert each["name"].isalnum()
                    assert each["name"][0].islower()


def test_everything_is_told_in_words(described: dict[str, Any]) -> None:
    for path, methods in described["paths"].items():
        for operation in methods.values():
            assert operation["summary"]
            assert operation["description"]
            for each in resolved(described, operation["parameters"]):
                assert each["description"], (path, each["name"])
    for name, schema in described["components"]["schemas"].items():
        assert schema["description"], name
