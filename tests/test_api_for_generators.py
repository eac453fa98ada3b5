"""What clients that others generate from the description need: which answer comes first, and what they accept."""

from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client

from municipalities.rest.tokens import Scope
from tests.conftest import AddProject
from tests.staff import person
from tests.test_api import one
from tests.tokens import bearer, token_of
from tests.writing import LEAST, PROJECTS, send

PROBLEM = "application/problem+json"


@pytest.fixture
def described(client: Client, world: None) -> dict[str, Any]:
    return one(client, "/api/v1/openapi.json")


@pytest.fixture
def publisher(world: None) -> User:
    return person("Publicist", "Heerlen")


@pytest.fixture
def writer(publisher: User) -> Client:
    return bearer(token_of(publisher, Scope.PUBLISH)[1])


def test_what_succeeds_is_described_before_what_is_refused(described: dict[str, Any]) -> None:
    """Generators take the media type of the first answer for the one to ask for."""
    for path, methods in described["paths"].items():
        for method, operation in methods.items():
            statuses = list(operation["responses"])
            assert statuses[0][0] == "2", (path, method, statuses)
            assert statuses == sorted(statuses), (path, method)


ACCEPTED = [PROBLEM, f"{PROBLEM};q=0.5", f"application/x-onzin, {PROBLEM}", f"{PROBLEM}, application/json;q=0.1"]


@pytest.mark.parametrize("accept", ACCEPTED)
def test_who_accepts_problem_details_gets_a_success_in_json(
    client: Client, world: None, writer: Client, add_project: AddProject, accept: str
) -> None:
    project = add_project(name="Spoorpark")
    for path in ("", "/openapi.json", "/gemeenten", "/gemeenten/GM0917", "/telling", "/projecten/wijzigingen"):
        answer = client.get(f"/api/v1{path}", headers={"accept": accept})
        assert answer.status_code == 200, (path, answer.content)
        assert answer.headers["Content-Type"] == "application/json"
    made = send(writer, "POST", PROJECTS, LEAST, accept=accept)
    assert (made.status_code, made.headers["Content-Type"]) == (201, "application/json")
    gone = send(writer, "DELETE", f"{PROJECTS}/{project.pk}", {}, accept=accept, **{"If-Match": "*"})
    assert gone.status_code == 204, gone.content


def test_problem_details_are_accepted_for_want_of_anything_better(client: Client, world: None) -> None:
    csv = client.get("/api/v1/gemeenten", headers={"accept": f"{PROBLEM}, text/csv;q=0.1"})
    assert csv.headers["Content-Type"].startswith("text/csv")
    for refused in (f"{PROBLEM};q=0", f"{PROBLEM};q=0, application/x-onzin", "application/x-onzin"):
        assert client.get("/api/v1/gemeenten", headers={"accept": refused}).status_code == 406
