"""What the API says can be written is written: each member of each resource, by every way of writing.

Made from the schemas: a member that is added is tried here. One that is accepted and forgotten, as
``wonenMetZorg`` once was (a PATCH answered 200 and the value stayed false), fails.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from municipalities.access.tokens import Scope
from municipalities.models import Corporation
from projects.api import bodies
from projects.facts import FACTS
from projects.models import Project
from tests.conftest import AddProject
from tests.municipalities.figures.test_write_figures import WHOLE as FIGURE
from tests.projects.api.test_write_projects import WHOLE as PROJECT
from tests.support.staff import person
from tests.support.tokens import bearer, token_of
from tests.support.writing import PROJECTS, change, send
from wonen.rest.registry import RESOURCES
from wonen.rest.resource import Resource
from wonen.rest.schemas import kind_of
from wonen.rest.writing.request_schemas import written

Body = dict[str, Any]
# A row in which every member says something that is not what it is when nobody says it.
FIRST: dict[str, Body] = {
    "projecten": {
        **PROJECT,
        "naam": "Bloemenhof",
        "mixNogTeBepalen": True,
        "openbaar": True,
        "interneNotitie": "Onder ons.",
    },
    "cijfers": {**FIGURE, "peildatum": "2025-02-01", "interneNotitie": "Onder ons."},
}
WHOLE_PROJECT = "Geheel"
# What can stand beside the rest only together, or not beside what the others become.
TOGETHER: dict[str, list[Body]] = {
    "projecten": [
        {
            "faseVan": WHOLE_PROJECT,
            "planning": {"jaar": 2030, "kwartaal": 3},
            "start": None,
            "oplevering": None,
        }
    ],
    "cijfers": [
        {
            "kengetal": "huurprijsklassen",
            "klasse": "betaalbaar",
            "prijspeil": 2024,
            "aftoppingsgrens": "laag",
        },
        {
            "kengetal": "vastgoed-naar-type",
            "klasse": "eengezins",
            "corporatie": "TWEE",
            "regio": "parkstad",
            "gemeente": None,
        },
    ],
}
# What a member becomes where no schema says it.
OTHERS: dict[str, Body] = {
    "projecten": {
        "gemeente": "GM0935",
        "corporatie": "TWEE",
        "woningtypen": ["grondgebonden-gezins", "gestapeld-met-lift"],
        "huurprijsklassen": [
            {"klasse": "goedkoop", "mogelijk": False, "aantalWoningen": 7},
            {"klasse": "sociale-hogere-huur", "mogelijk": True, "aantalWoningen": None},
        ],
        "duurzaamheid": "nom",
        "start": {"jaar": 2025, "kwartaal": 4},
        "oplevering": {"jaar": 2028, "kwartaal": 1},
        "codes": [{"systeem": "planmonitor", "code": "77"}],
    },
    "cijfers": {
        "kengetal": "zonnepanelen-aandeel",
        "gemeente": "GM0935",
        "periodeVan": "2023-01-01",
        "periodeTotEnMet": "2025-12-31",
        "peildatum": "2025-03-01",
    },
}
WRITTEN = [each for each in RESOURCES if each.writer]


def other(resource: Resource, name: str) -> Any:
    """Return another value of a member: said above, or made from its schema."""
    if name in OTHERS[resource.name]:
        return OTHERS[resource.name][name]
    schema, now = written(resource)[name].schema, FIRST[resource.name][name]
    if "enum" in schema:
        return next(each for each in schema["enum"] if each not in (now, None))
    values: dict[str, Callable[[], Any]] = {
        "boolean": lambda: not now,
        "integer": lambda: now + 1,
        "number": lambda: now + 1,
        "string": lambda: "Iets anders",
    }
    return values[kind_of(schema)]()


def changes(resource: Resource) -> list[Body]:
    """Return bodies that change every member of a row between them."""
    # What is empty in the first row is said in the others.
    alone = {name for name, value in FIRST[resource.name].items() if value is None}
    own = {name: other(resource, name) for name in written(resource) if name not in alone}
    return [own, *TOGETHER[resource.name]]


@pytest.fixture
def writer(brochure: dict[str, Any], add_project: AddProject) -> Client:
    """Somebody who may write everything; with what the rows refer to."""
    Corporation.objects.create(code="TWEE", name="Tweede")
    add_project(WHOLE_PROJECT)
    return bearer(token_of(person("Beheerder", everywhere=True), Scope.PUBLISH)[1])


def meant(said: Body) -> Body:
    """Return a body with the number of the whole where that is named."""
    found = dict(said)
    if found.get("faseVan") == WHOLE_PROJECT:
        found["faseVan"] = Project.objects.get(name=WHOLE_PROJECT).pk
    return found


def kept(answer: Any, said: Body) -> Body:
    """Return what an answer shows of the members that were said."""
    assert answer.status_code in {200, 201}, answer.content
    return {name: answer.json()[name] for name in said}


@pytest.mark.parametrize("resource", WRITTEN, ids=lambda each: each.name)
def test_every_written_member_is_changed(resource: Resource) -> None:
    first = FIRST[resource.name]
    assert first.keys() == written(resource).keys()
    changed = {name for body in changes(resource) for name in body if body[name] != first[name]}
    assert changed == written(resource).keys()


@pytest.mark.parametrize("resource", WRITTEN, ids=lambda each: each.name)
def test_what_is_written_is_read_back(writer: Client, resource: Resource) -> None:
    address, first = f"/api/v1/{resource.name}", FIRST[resource.name]
    made = send(writer, "POST", address, first)
    assert kept(made, first) == first
    where = made.headers["Location"]
    rows = []
    for patch in map(meant, changes(resource)):
        second, back = {**first, **patch}, {name: first[name] for name in patch}
        rows.append(second)
        assert kept(change(writer, "PATCH", where, patch), second) == second
        assert kept(change(writer, "PATCH", where, back), first) == first
        assert kept(change(writer, "PUT", where, second), second) == second
        assert kept(change(writer, "PUT", where, first), first) == first
    writer.delete(where, headers={"If-Match": "*"})
    for row in rows:
        made = send(writer, "POST", address, row)
        assert kept(made, row) == row
        writer.delete(made.headers["Location"], headers={"If-Match": "*"})


def test_what_a_system_delivers_is_read_back(writer: Client) -> None:
    """One delivery adds a project for each body, the next changes each of them back."""
    first = {**FIRST["projecten"], "codes": []}
    resource = next(each for each in WRITTEN if each.name == "projecten")
    several = [*map(meant, changes(resource)), {}]
    added = [{**first, **body, "naam": f"Project {number}"} for number, body in enumerate(several)]
    back = [{**first, "naam": f"Ander {number}"} for number in range(len(several))]
    for rows in (added, back):
        sent = [{"code": f"P-{number}", **row} for number, row in enumerate(rows)]
        answer = send(writer, "POST", f"{PROJECTS}/_bijwerken", {"systeem": "proef", "projecten": sent})
        assert answer.status_code == 200, answer.content
        for row, told in zip(rows, answer.json()["projecten"], strict=True):
            codes = [*row["codes"], {"systeem": "proef", "code": told["code"]}]
            expected = {**row, "codes": codes}
            assert kept(writer.get(f"{PROJECTS}/{told['id']}"), expected) == expected


def test_a_member_that_no_reader_knows_is_found(writer: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    """The fault of before: ``wonenMetZorg`` fell out of one list."""
    monkeypatch.setattr(bodies, "FACTS", [fact for fact in FACTS if fact.key != "wonenMetZorg"])
    with pytest.raises(AssertionError):
        test_what_is_written_is_read_back(writer, next(each for each in WRITTEN if each.name == "projecten"))
