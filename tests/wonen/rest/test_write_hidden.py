"""What a delivery tells of drafts elsewhere (nothing), and what is not silently lost or mistaken."""

from typing import Any

import pytest
from django.test import Client

from municipalities.access.tokens import Scope
from projects.models import Project
from tests.conftest import AddProject
from tests.support.staff import person
from tests.support.tokens import bearer, token_of
from tests.support.writing import LEAST, PROJECTS, change, send

DELIVERY = f"{PROJECTS}/_bijwerken"


@pytest.fixture
def elsewhere(world: None) -> Client:
    return bearer(token_of(person("Publicist", "Kerkrade"), Scope.PUBLISH)[1])


@pytest.fixture
def writer(world: None) -> Client:
    return bearer(token_of(person("Publicist", "Heerlen", username="hier"), Scope.PUBLISH)[1])


def told(client: Client, **more: Any) -> tuple[int, list[str]]:
    rows = [{"code": "N-1", **LEAST, **more}]
    answer = send(client, "POST", DELIVERY, {"systeem": "dpi", "projecten": rows})
    return answer.status_code, [each["naam"] for each in answer.json()["fouten"]]


def test_a_delivery_does_not_tell_the_name_of_a_draft_elsewhere(
    elsewhere: Client, add_project: AddProject
) -> None:
    add_project("Geheim plan", is_public=False)
    taken, free = told(elsewhere, naam="Geheim plan"), told(elsewhere, naam="Vrij")
    assert taken == free == (403, ["/projecten/0/gemeente"])


def test_nor_that_a_project_elsewhere_has_phases_that_are_drafts(
    elsewhere: Client, add_project: AddProject
) -> None:
    whole = add_project("Geheel")
    whole.external_codes.create(system="dpi", code="N-1")
    add_project("Fase", parent=whole, is_public=False)
    assert told(elsewhere, naam="Geheel", aantalWoningen=5) == (403, ["/projecten/0/gemeente"])


def test_a_project_cannot_be_sent_under_two_of_its_codes(writer: Client, add_project: AddProject) -> None:
    project = add_project("Twee codes")
    for code in ("A", "B"):
        project.external_codes.create(system="dpi", code=code)
    rows: list[dict[str, Any]] = [{"code": "A", "plaats": "Hier"}, {"code": "B", "bron": "Daar"}]
    answer = send(writer, "POST", DELIVERY, {"systeem": "dpi", "projecten": rows})
    assert answer.status_code == 409
    assert "/projecten/1/code" in {each["naam"] for each in answer.json()["fouten"]}
    rows = [{"code": "A", "codes": []}, {"code": "B", "codes": []}]
    assert send(writer, "POST", DELIVERY, {"systeem": "dpi", "projecten": rows}).status_code == 409
    assert project.external_codes.count() == 2


@pytest.mark.parametrize(("tag", "status"), [("12-abc", 400), ("geen", 400), ('"*"', 412), ("*", 200)])
def test_what_is_no_fingerprint_is_not_taken_for_one(
    writer: Client, add_project: AddProject, tag: str, status: int
) -> None:
    project = add_project("Spoorsingel")
    answer = send(writer, "PATCH", f"{PROJECTS}/{project.pk}", {"opmerking": "x"}, **{"If-Match": tag})
    assert answer.status_code == status


def test_a_change_without_a_body_is_no_change(writer: Client, add_project: AddProject) -> None:
    project = add_project("Spoorsingel")
    address = f"{PROJECTS}/{project.pk}"
    answer = writer.generic("PATCH", address, b"", "application/json", headers={"If-Match": "*"})
    assert answer.status_code == 400
    assert change(writer, "PATCH", address, {}).status_code == 200


def test_a_body_that_is_packed_is_told_to_be(writer: Client, add_project: AddProject) -> None:
    project = add_project("Spoorsingel")
    headers = {"Content-Encoding": "gzip", "If-Match": "*"}
    answer = send(writer, "PATCH", f"{PROJECTS}/{project.pk}", {"opmerking": "x"}, **headers)
    assert (answer.status_code, answer.headers.get("Accept-Encoding")) == (415, "identity")
    assert Project.objects.get(pk=project.pk).note != "x"
