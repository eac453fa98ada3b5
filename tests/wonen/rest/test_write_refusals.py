"""What writing a project asks besides a right body: JSON, a method that is there, a token, rights."""

from typing import Any

import pytest
from django.contrib.auth.models import Group, User
from django.test import Client

from municipalities.access.tokens import Scope
from projects.models import Project
from tests.conftest import AddProject
from tests.support.problems import faults
from tests.support.staff import person
from tests.support.tokens import bearer, token_of
from tests.support.writing import LEAST, encoded, send
from tests.support.writing import PROJECTS as LIST


@pytest.fixture
def publisher(world: None) -> User:
    return person("Publicist", "Heerlen")


@pytest.fixture
def writer(publisher: User) -> Client:
    return bearer(token_of(publisher, Scope.PUBLISH)[1])


def address(project: Project) -> str:
    return f"{LIST}/{project.pk}"


@pytest.mark.parametrize(
    ("method", "header"), [("POST", "Accept-Post"), ("PUT", "Accept"), ("PATCH", "Accept-Patch")]
)
def test_only_json_is_read(writer: Client, add_project: AddProject, method: str, header: str) -> None:
    where = LIST if method == "POST" else address(add_project())
    answer = writer.generic(
        method, where, b"naam=x", "application/x-www-form-urlencoded", headers={"If-Match": "*"}
    )
    assert answer.status_code == 415
    assert "application/json" in answer.headers[header]
    broken = writer.generic(method, where, b"{", "application/json", headers={"If-Match": "*"})
    assert broken.status_code == 400


@pytest.mark.parametrize(
    ("mark", "status", "said"),
    [
        (b"\xef\xbb\xbf", 201, "Spoorsingel"),
        (b"\xef\xbb\xbf" * 2, 400, "regel 1, teken 1"),
        (b"\xff\xfe", 400, "De inhoud is geschreven in UTF-16. Verwacht: JSON in UTF-8."),
    ],
)
def test_a_byte_order_mark_before_json_is_passed_over(
    writer: Client, mark: bytes, status: int, said: str
) -> None:
    answer = writer.generic("POST", LIST, mark + encoded(LEAST), "application/json")
    assert answer.status_code == status
    assert said in answer.content.decode()


def test_a_body_that_is_too_large_is_refused(writer: Client, settings: Any) -> None:
    settings.API_LARGEST_BODY = 50
    assert send(writer, "POST", LIST, LEAST).status_code == 413


@pytest.mark.parametrize(
    ("method", "where"),
    [
        ("PUT", LIST),
        ("DELETE", LIST),
        ("POST", f"{LIST}/1"),
        ("GET", f"{LIST}/_bijwerken"),
        ("POST", "/api/v1/gemeenten"),
        ("TRACE", LIST),
    ],
)
@pytest.mark.parametrize("known", [True, False])
def test_a_method_that_is_not_there_is_said(
    writer: Client, client: Client, method: str, where: str, known: bool
) -> None:
    answer = send(writer if known else client, method, where, {})
    assert answer.status_code == 405, answer.content
    assert answer.headers["Content-Type"] == "application/problem+json"
    assert method not in answer.headers["Allow"]


def test_nobody_writes_without_a_token(client: Client, add_project: AddProject) -> None:
    project = add_project()
    for method, where in (("POST", LIST), ("PUT", address(project)), ("DELETE", address(project))):
        answer = send(client, method, where, LEAST, **{"If-Match": "*"})
        assert answer.status_code == 401
        assert answer.headers["WWW-Authenticate"].startswith("Bearer")
        assert answer.json()["detail"] == "Hiervoor is een token nodig."


def test_publishing_is_a_right_apart(add_project: AddProject) -> None:
    owner = person("Publicist", "Heerlen")
    editor = bearer(token_of(owner, Scope.WRITE)[1])
    public, draft = add_project("Openbaar"), add_project("Concept", is_public=False)
    body = {**LEAST, "openbaar": True}
    needed = "Dit token mag dit niet. Nodig is een token dat mag: lezen, schrijven en openbaar maken."
    assert faults(send(editor, "POST", LIST, body)) == {"/openbaar": needed}
    for project in (public, draft):
        patch = {"openbaar": not project.is_public}
        answer = send(editor, "PATCH", address(project), patch, **{"If-Match": "*"})
        assert answer.status_code == 403
    assert editor.delete(address(public), headers={"If-Match": "*"}).status_code == 403
    assert editor.delete(address(draft), headers={"If-Match": "*"}).status_code == 204
    assert Project.objects.get().is_public
    owner.groups.set([Group.objects.get(name="Redacteur")])
    lowered = bearer(token_of(owner, Scope.PUBLISH)[1])
    assert faults(send(lowered, "POST", LIST, body)) == {
        "/openbaar": "De eigenaar van dit token mag dit niet."
    }


def test_moving_needs_both_municipalities(writer: Client, add_project: AddProject) -> None:
    mine = add_project()
    answer = send(writer, "PATCH", address(mine), {"gemeente": "GM0935"}, **{"If-Match": "*"})
    assert answer.status_code == 403
    assert faults(answer).keys() == {"/gemeente"}
    both = bearer(token_of(person("Redacteur", "Heerlen", "Maastricht"), Scope.WRITE)[1])
    moved = send(both, "PATCH", address(mine), {"gemeente": "GM0935"}, **{"If-Match": "*"})
    assert moved.json()["gemeente"] == "GM0935"
