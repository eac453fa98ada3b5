"""A token of municipality A reads no draft of municipality B and writes nothing there: whatever the address.

Made from the addresses and resources that there are: a new one fails here until it is said how to try it.
"""

from __future__ import annotations

import io
import itertools
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from django.test import Client
from openpyxl import load_workbook

from municipalities.access.tokens import Scope
from municipalities.models import Figure
from projects.models import ExternalCode, Project
from tests.conftest import AddProject
from tests.municipalities.figures.test_write_figures import WHOLE as FIGURE
from tests.support.staff import person
from tests.support.tokens import bearer, token_of
from tests.support.writing import LEAST, change, send
from wonen.rest.negotiation import FORMATS
from wonen.rest.registry import RESOURCES, SUMMARIES
from wonen.rest.resource import Resource
from wonen.rest.urls import addresses

SECRET = "Geheim plan"
A, B = "Heerlen", "Maastricht"
B_CODE = "GM0935"
WRITES = ("PUT", "PATCH", "DELETE")


@dataclass
class Rows:
    """The rows of municipality B by which a resource is tried; ``draft`` None: of it there are no drafts."""

    public: Any
    draft: Any
    body: dict[str, Any]  # of a new row in B


def projects(add_project: AddProject) -> Rows:
    public = add_project("Bekend plan", gemeente=B)
    draft = add_project(SECRET, gemeente=B, is_public=False, parent=None)
    for project in (public, draft):
        ExternalCode.objects.create(project=project, system="dpi", code=project.name)
    return Rows(public, draft, {**LEAST, "naam": "Nieuw plan", "gemeente": B_CODE})


def figures(_add_project: AddProject) -> Rows:
    return Rows(Figure.objects.filter(municipality=None).first(), None, {**FIGURE, "gemeente": B_CODE})


# How each resource that is written is tried. Those that are only read hold no drafts: nobody can write them.
TRIED: dict[str, Callable[[AddProject], Rows]] = {"projecten": projects, "cijfers": figures}
SUMS = {f"api-{each.name}": each for each in SUMMARIES}
# The other addresses of the API, with what is asked there.
OTHERS = {
    "api": [""],
    "api-openapi": [""],
    "api-projecten-bulk": [],  # tried below
    "api-projecten-changes": ["", "?uitklappen=gemeente"],
    "api-cijfers-changes": [""],
    **{
        f"api-{each.name}": [f"?{each.example_query}", f"?{each.example_query.replace('GM0917', B_CODE)}"]
        for each in SUMMARIES
    },
}


@pytest.fixture
def strangers(client: Client, add_project: AddProject, brochure: dict[str, Any]) -> dict[str, Client]:
    """Who may not read a draft in B: nobody in particular, and each token of who may do everything in A."""
    chief = person("Beheerder", A)
    scopes = (Scope.READ, Scope.WRITE, Scope.PUBLISH)
    return {"niemand": client, **{str(each): bearer(token_of(chief, each)[1]) for each in scopes}}


@pytest.fixture(params=["alleen A", "overal, met een grens"])
def publisher(request: Any, add_project: AddProject, brochure: dict[str, Any]) -> Client:
    if request.param == "alleen A":
        return bearer(token_of(person("Beheerder", A), Scope.PUBLISH)[1])
    return bearer(token_of(person("Beheerder", everywhere=True), Scope.PUBLISH, A)[1])


def queries(resource: Resource, draft: Any) -> Iterator[str]:
    """Yield the queries of a list that could show a draft: each form, expansion and order, a search."""
    filters = resource.filterset.base_filters if resource.filterset else {}
    base = {"gemeente": B_CODE} if "gemeente" in filters else {}
    # Where no row is a draft, none shows by its place.
    sorts = [f"{sign}{name}" for name in resource.sorts for sign in ("", "-") if draft is not None]
    for form in FORMATS if resource.place else [each for each in FORMATS if each != "geojson"]:
        yield "&".join(f"{name}={value}" for name, value in {**base, "formaat": form}.items())
    for expansion in resource.expansions:
        yield f"uitklappen={expansion.key}"
    yield from (f"sorteer={each}" for each in sorts)
    yield f"velden={resource.key.key}"
    if draft is not None and "zoek" in filters:
        yield f"zoek={draft.name}"


def state() -> list[Any]:
    return [list(model.objects.order_by("pk").values()) for model in (Project, Figure, ExternalCode)]


def test_every_resource_that_is_written_is_tried() -> None:
    assert {each.name for each in RESOURCES if each.writer} == set(TRIED)


def test_every_address_is_tried() -> None:
    known = {f"api-{each.name}-{kind}" for each in RESOURCES for kind in ("list", "detail")}
    names = {str(each.name) for each in addresses() if each.name and "csv-metadata" not in each.name}
    assert names - known <= set(OTHERS)


@pytest.mark.parametrize("resource", RESOURCES, ids=lambda each: each.name)
def test_a_draft_of_another_municipality_is_never_read(
    strangers: dict[str, Client], add_project: AddProject, resource: Resource
) -> None:
    secret = projects(add_project)  # for every resource: an expansion or a count may tell of it too
    tried = TRIED.get(resource.name)
    rows = secret if tried is projects else tried(add_project) if tried else Rows(None, None, {})
    key = str(rows.draft.pk) if rows.draft else ""
    for (who, reader), query in itertools.product(strangers.items(), queries(resource, rows.draft)):
        answer = reader.get(f"/api/v1/{resource.example_address}?{query}")
        assert answer.status_code == 200, (who, query)
        text = answer.getvalue() if answer.streaming else answer.content
        if "xlsx" in query:
            text = words_of(text).encode()
        assert SECRET.encode() not in text, (who, query)
        if query.startswith("velden=") and rows.draft:
            assert all(str(each["id"]) != key for each in answer.json()["resultaten"]), who
    if rows.draft is None:
        return
    for (who, reader), query in itertools.product(strangers.items(), ("", "?formaat=geojson", "?jaar=2026")):
        assert reader.get(f"/api/v1/{resource.name}/{key}{query}").status_code == 404, who
        assert reader.head(f"/api/v1/{resource.name}/{key}{query}").status_code == 404, who


def words_of(workbook: bytes) -> str:
    sheets = load_workbook(io.BytesIO(workbook), read_only=True)
    return " ".join(str(cell) for sheet in sheets for row in sheet.values for cell in row)


def test_the_other_addresses_show_no_draft_and_count_none(
    strangers: dict[str, Client], add_project: AddProject
) -> None:
    draft = projects(add_project).draft
    key = draft.pk

    def answers() -> dict[tuple[str, str], tuple[int, bytes]]:
        found = {}
        for each in addresses():
            for query, (who, reader) in itertools.product(OTHERS.get(str(each.name), ()), strangers.items()):
                asked = re.sub(r"project=\d+", f"project={key}", query)
                summary = SUMS.get(str(each.name))
                path = f"api/v1/{summary.address(asked[1:])}" if summary else f"{each.pattern}{asked}"
                answer = reader.get(f"/{path}")
                found[f"{each.pattern}{query}", who] = (answer.status_code, answer.getvalue())
        return found

    with_draft = answers()
    for name, (status, _) in with_draft.items():
        assert status == (404 if "project=" in name[0] else 200), name
    assert [name for name, (_, content) in with_draft.items() if SECRET.encode() in content] == []
    draft.delete()
    without = answers()
    assert [
        name for name in with_draft if "wijzigingen" not in name[0] and with_draft[name] != without[name]
    ] == []


def test_the_draft_is_there_for_who_may_read_it(add_project: AddProject, brochure: dict[str, Any]) -> None:
    draft = projects(add_project).draft
    own = bearer(token_of(person("Lezer", B), Scope.READ)[1])
    assert own.get(f"/api/v1/projecten/{draft.pk}").json()["naam"] == SECRET
    for form in FORMATS:
        answer = own.get(f"/api/v1/projecten?zoek=Geheim&formaat={form}")
        text = answer.getvalue() if answer.streaming else answer.content
        assert SECRET in (words_of(text) if form == "xlsx" else text.decode())


def test_what_is_only_read_takes_no_write_of_anybody(publisher: Client) -> None:
    for resource in RESOURCES:
        where = f"/api/v1/{resource.example_address}"
        for method, address in itertools.product(("POST", *WRITES), (where, f"{where}/1")):
            if resource.name not in TRIED:
                assert change(publisher, method, address, {}).status_code == 405, (method, address)


@pytest.mark.parametrize("name", TRIED)
def test_nothing_of_another_municipality_is_written(
    publisher: Client, client: Client, add_project: AddProject, name: str
) -> None:
    rows = TRIED[name](add_project)
    before = state()
    where = f"/api/v1/{name}"
    refused = send(publisher, "POST", where, rows.body)
    assert refused.status_code == 403, refused.content
    assert send(client, "POST", where, rows.body).status_code == 401
    for row, expected in ((rows.public, 403), (rows.draft, 404)):
        for method in WRITES if row is not None else ():
            answer = change(publisher, method, f"{where}/{row.pk}", rows.body if method == "PUT" else {})
            assert answer.status_code == expected, (method, answer.content)
            assert SECRET.encode() not in answer.content
            assert change(client, method, f"{where}/{row.pk}", {}).status_code == 401
    assert state() == before


@pytest.mark.parametrize("resource", [each for each in RESOURCES if each.writer], ids=lambda each: each.name)
def test_a_row_of_ones_own_cannot_be_moved_to_another_municipality(
    publisher: Client, add_project: AddProject, resource: Resource
) -> None:
    rows = TRIED[resource.name](add_project)
    where = f"/api/v1/{resource.name}"
    own = send(publisher, "POST", where, {**rows.body, "gemeente": "GM0917"})
    assert own.status_code == 201, own.content
    before = state()
    for method, body in (("PATCH", {"gemeente": B_CODE}), ("PUT", rows.body)):
        assert change(publisher, method, own.headers["Location"], body).status_code == 403
    assert state() == before


def test_a_delivery_reaches_no_other_municipality(
    publisher: Client, client: Client, add_project: AddProject
) -> None:
    rows = projects(add_project)
    before = state()
    for said in (
        {"code": "Nieuw", **rows.body},
        {"code": rows.public.name, "plaats": "x"},
        {"code": SECRET, "plaats": "x"},
        {"code": SECRET},
    ):
        body = {"systeem": "dpi", "projecten": [said]}
        answer = send(publisher, "POST", "/api/v1/projecten/_bijwerken", body)
        assert answer.status_code in {409, 403}, answer.content
        assert SECRET.encode() not in answer.content
        assert send(client, "POST", "/api/v1/projecten/_bijwerken", body).status_code == 401
    assert state() == before


def test_a_phase_of_a_draft_elsewhere_is_not_told_from_one_of_nothing(
    publisher: Client, add_project: AddProject
) -> None:
    rows = projects(add_project)
    answers = [
        send(publisher, "POST", "/api/v1/projecten", {**LEAST, "naam": "Fase", "faseVan": key})
        for key in (rows.draft.pk, 2**40)
    ]
    assert {each.status_code for each in answers} == {409}
    assert answers[0].json() == answers[1].json()
