"""Extreme numbers in every place of the description that takes one: no crash, always what was expected."""

import json
from collections.abc import Iterator
from copy import deepcopy
from typing import Any

import pytest
from django.test import Client

from municipalities.access.tokens import Scope
from tests.municipalities.figures.test_write_figures import WHOLE as FIGURE
from tests.projects.api.test_write_projects import WHOLE as PROJECT
from tests.support.problems import faults
from tests.support.staff import person
from tests.support.tokens import bearer, token_of
from tests.wonen.rest.test_api import one
from wonen.rest.registry import RESOURCES
from wonen.rest.resource import Resource
from wonen.rest.schemas import Schema, kind_of

WORDS = ("9" * 19, "9" * 20, f"-{'9' * 40}", "9" * 5000, "1e12", "1e999", "1.5", "nan", "-1")
LONG = WORDS[1], WORDS[3]
LITERALS = (
    *("9" * 19, "9" * 30, "9" * 5000, "-1e300", "1e999", "-1e999", "NaN", "-Infinity"),
    *("true", '"5"', "[]", "[5]", "{}"),
)
WHOLE = {"projecten": PROJECT, "cijfers": FIGURE}
WRITTEN = [each for each in RESOURCES if each.writer]
Path = tuple[Any, ...]


@pytest.fixture
def asking(client: Client, brochure: dict[str, Any], settings: Any) -> Client:
    settings.API_ANONYMOUS_PER_MINUTE = settings.API_REFUSED_PER_MINUTE = settings.API_TOKEN_PER_MINUTE = (
        10**6
    )
    return client


def test_a_parameter_says_what_number_it_takes(asking: Client) -> None:
    asked = set()
    for path, methods in one(asking, "/api/v1/openapi.json")["paths"].items():
        for taken in methods.get("get", {}).get("parameters", ()):
            schema = taken.get("schema", {})
            if taken.get("in") != "query" or schema.get("type") != "integer":
                continue
            asked.add(taken["name"])
            for word in WORDS:
                said = faults(asking.get(f"/api/v1{path}", {taken["name"]: word}))[taken["name"]]
                bounds = f"Verwacht: een getal van {schema['minimum']} tot en met {schema['maximum']}, niet "
                wanted = bounds if word.lstrip("-").isdigit() else "Verwacht: een heel getal, niet '"
                assert said.startswith(wanted), (path, taken["name"], word)
    assert {"pagina", "paginaGrootte", "jaar", "vanJaar"} <= asked


def test_no_parameter_and_no_address_breaks_on_a_number(asking: Client) -> None:
    for path, methods in one(asking, "/api/v1/openapi.json")["paths"].items():
        for taken in methods.get("get", {}).get("parameters", ()):
            name, where = taken.get("name"), taken.get("in")
            is_number = taken.get("schema", {}).get("type") == "integer"
            for word in LONG if where == "path" or not is_number else ():
                if where == "path":
                    assert asking.get(f"/api/v1{path}".replace(f"{{{name}}}", word)).status_code == 404
                elif where == "query":
                    answer = asking.get(f"/api/v1{path}", {name: word})
                    assert answer.status_code in {200, 400, 404}, (path, name, word)


@pytest.mark.parametrize("resource", WRITTEN, ids=lambda each: each.name)
def test_a_body_is_told_which_number_it_takes_where(asking: Client, resource: Resource) -> None:
    writer = bearer(token_of(person("Publicist", "Heerlen"), Scope.PUBLISH)[1])
    assert resource.writer
    places = [*numbers_in(resource.writer.create)]
    assert places
    for path in places:
        for literal in LITERALS:
            body = with_number(WHOLE[resource.name], path, literal)
            answer = writer.generic("POST", f"/api/v1/{resource.name}", body, "application/json")
            assert answer.status_code == 400, (path, literal)
            found = faults(answer)
            assert list(found) == ["".join(f"/{part}" for part in path)], (literal[:20], found)
            assert all("Verwacht: " in said for said in found.values()), (literal[:20], found)


def numbers_in(schema: Schema, path: Path = ()) -> Iterator[Path]:
    """Yield where a body that a schema describes has a number; of a list in its first item."""
    kind = kind_of(schema)
    if kind in {"integer", "number"}:
        yield path
    for name, member in schema.get("properties", {}).items():
        yield from numbers_in(member, (*path, name))
    if "items" in schema:
        yield from numbers_in(schema["items"], (*path, 0))


def with_number(whole: Any, path: Path, literal: str) -> bytes:
    """Return a body in JSON with something else in one place, as it is written there."""
    body = deepcopy(whole)
    inside = body
    for part in path[:-1]:
        if isinstance(inside, dict) and inside.get(part) is None:
            inside[part] = {"jaar": 2026}
        inside = inside[part]
    inside[path[-1]] = "@@"
    return json.dumps(body).replace('"@@"', literal).encode()


@pytest.mark.parametrize(
    ("body", "place", "sentence"),
    [
        (b'{"a": [{"b": 1, "b": 2}]}', "/a/0", "'b' staat twee keer in hetzelfde object."),
        (b'{"a": [0, "x\\u0000"]}', "/a/1", "Hierin staat een teken dat niet bewaard kan worden."),
        (b'{"a": {"b\\ud800": 1}}', "/a", "Hierin staat een teken dat niet bewaard kan worden."),
        (b'{"a": [0, NaN]}', "/a/1", "NaN is geen getal in JSON. Verwacht: een getal, of null waar dat mag."),
    ],
)
def test_what_is_no_json_for_programs_is_told_with_its_place(
    asking: Client, body: bytes, place: str, sentence: str
) -> None:
    writer = bearer(token_of(person("Publicist", "Heerlen"), Scope.PUBLISH)[1])
    answer = writer.generic("POST", "/api/v1/projecten", body, "application/json")
    assert faults(answer) == {place: sentence}
