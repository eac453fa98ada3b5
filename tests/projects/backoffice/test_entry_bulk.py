"""Many projects changed at once: shown first, refused by name, done all or nothing, all told."""

from typing import Any

import pytest
from django.contrib.auth.models import User
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from municipalities.models import Corporation
from projects.models import Project
from projects.models.events import ProjectEvent
from tests.conftest import AddProject
from tests.support.page_forms import form_in
from wonen.history.entries import HistoryEntry

BULK = "/beheer/projects/project/samen/"
pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def projects(add_project: AddProject) -> list[Project]:
    return [
        add_project("A", start_year=2027, start_quarter=3, delivery_year=2028, delivery_quarter=4),
        add_project("B", planned_year=2030),
        add_project("C", phase="ontwerp"),
    ]


def preview(client: Client, **typed: Any) -> Any:
    return client.post(BULK, {"bekijk": "1", **typed})


def do(client: Client, response: Any, **typed: Any) -> Any:
    return client.post(BULK, {**form_in(response.content.decode(), "bulk"), "wijzig": "1", **typed})


def planning(name: str) -> str:
    return Project.objects.get(name=name).printed().planning


def test_a_shift_is_shown_and_then_done_as_one_act(admin_client: Client, projects: list[Project]) -> None:
    response = preview(admin_client, planning="verschuif", aantal="-2", eenheid="jaren")
    plan = response.context["plan"]
    assert [(each.project.name, each.cells) for each in plan.changes] == [
        (
            "A",
            [("Planning", "Q3 2027 (start), Q4 2028 (oplevering)", "Q3 2025 (start), Q4 2026 (oplevering)")],
        ),
        ("B", [("Planning", "2030", "2028")]),
    ]
    assert (plan.same, plan.refused) == (1, [])
    assert planning("B") == "2030"
    assert do(admin_client, response).status_code == 302
    assert planning("A") == "Q3 2025 (start), Q4 2026 (oplevering)"
    entries = ProjectEvent.objects.filter(pgh_label="update").values_list("entry", flat=True)
    assert len(entries) == 2
    assert {HistoryEntry.objects.get(pk=entry).act for entry in set(entries)} == {"bulk"}
    assert len(set(entries)) == 1


def test_quarters_are_not_invented(admin_client: Client, projects: list[Project]) -> None:
    response = preview(admin_client, planning="verschuif", aantal="3", eenheid="kwartalen")
    [refused] = response.context["plan"].refused
    assert refused.project.name == "B"
    assert refused.refused == "Van 2030 is geen kwartaal bekend: verschuif met hele jaren."
    assert do(admin_client, response).status_code == 302
    assert planning("A") == "Q2 2028 (start), Q3 2029 (oplevering)"
    assert planning("B") == "2030"


def test_what_breaks_a_rule_is_told_beforehand_with_its_sentence(
    admin_client: Client, projects: list[Project]
) -> None:
    response = preview(admin_client, planning="zet", delivery="Q1 2027")
    refused = {each.project.name: each.refused for each in response.context["plan"].refused}
    assert refused == {
        "A": "De oplevering ligt vóór de start.",
        "B": "Vul óf het jaar van start en oplevering in, óf het jaar van planning, niet beide.",
    }
    assert [each.project.name for each in response.context["plan"].changes] == ["C"]
    assert [planning(name) for name in "ABC"][1:] == ["2030", "Nnb"]


def test_phase_corporation_and_public_are_changed(admin_client: Client, projects: list[Project]) -> None:
    other = Corporation.objects.create(code="ACC", name="Accent")
    typed = {"fase": "realisatie", "corporatie": other.pk, "openbaar": "nee", "rij": ""}
    response = preview(admin_client, **typed)
    assert do(admin_client, response).status_code == 302
    rows = Project.objects.values_list("phase", "corporation__code", "is_public")
    assert set(rows) == {("realisatie", "ACC", False)}


def test_who_was_in_between_is_told_and_nothing_is_done(
    admin_client: Client, projects: list[Project]
) -> None:
    response = preview(admin_client, fase="realisatie")
    Project.objects.filter(name="B").update(place="Elders")
    again = do(admin_client, response)
    assert again.status_code == 409
    page = again.content.decode()
    assert "Iemand anders heeft intussen projecten gewijzigd" in page
    assert not Project.objects.filter(phase="realisatie").exists()
    assert do(admin_client, again).status_code == 302
    assert Project.objects.filter(phase="realisatie").count() == 3


def test_what_was_not_looked_at_is_not_done(admin_client: Client, projects: list[Project]) -> None:
    response = preview(admin_client, fase="realisatie")
    again = do(admin_client, response, fase="vervallen")
    assert again.status_code == 409
    assert "Kijk nog eens" in again.content.decode()
    assert not Project.objects.filter(phase="vervallen").exists()


def test_a_version_that_no_page_wrote_is_no_server_error(
    admin_client: Client, projects: list[Project]
) -> None:
    response = preview(admin_client, fase="realisatie")
    again = do(admin_client, response, versies=f"{projects[0].pk}:{'9' * 5000}")
    assert again.status_code == 409
    assert not Project.objects.filter(phase="realisatie").exists()


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({}, "Kies ten minste één ding om te wijzigen."),
        ({"planning": "verschuif"}, "Vul in met hoeveel jaren of kwartalen u verschuift."),
        ({"planning": "verschuif", "aantal": "veel"}, "Vul een heel getal in van -80 tot en met 80."),
        ({"planning": "zet", "start": "binnenkort"}, "Een moment is een jaar tussen 1990 en 2100"),
        ({"fase": "af"}, "geen beschikbare keuze"),
        ({"start": "2027"}, "Kies &#x27;Invullen&#x27;"),
        ({"corporatie": "0x"}, "geldige keuze"),
    ],
)
def test_a_wrong_change_is_told(
    admin_client: Client, projects: list[Project], typed: dict[str, str], sentence: str
) -> None:
    assert sentence in preview(admin_client, **typed).content.decode()


def test_invented_projects_are_not_changed_together(admin_client: Client, projects: list[Project]) -> None:
    Project.objects.filter(name="C").update(is_example=True)
    response = preview(admin_client, fase="realisatie")
    assert [each.project.name for each in response.context["plan"].refused] == ["C"]


def test_only_what_was_ticked_or_chosen_is_meant(admin_client: Client, projects: list[Project]) -> None:
    key = projects[0].pk
    for query, count in ((f"rij={key}", 1), ("fase=ontwerp", 1), ("", 3), ("jaar=x", 0), ("rij=abc", 0)):
        assert admin_client.get(f"{BULK}?{query}").context["count"] == count, query


def test_nobody_changes_without_the_right(client: Client, projects: list[Project]) -> None:
    client.force_login(User.objects.create_user("kijker", is_staff=True))
    for page in ("samen/", "blad/", "aanvullen/", f"{projects[0].pk}/splitsen/"):
        assert client.get(f"/beheer/projects/project/{page}").status_code == 403
        assert client.post(f"/beheer/projects/project/{page}").status_code in {403, 405}


def test_a_look_costs_the_same_for_few_and_many(admin_client: Client, add_project: AddProject) -> None:
    counts = []
    for batch in (range(3), range(3, 40)):
        for number in batch:
            add_project(f"Project {number}")
        with CaptureQueriesContext(connection) as captured:
            preview(admin_client, fase="realisatie")
        counts.append(len(captured))
    assert counts[0] == counts[1]
