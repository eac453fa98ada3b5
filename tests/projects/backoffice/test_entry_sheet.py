"""Many projects as a sheet: read cell by cell, all or nothing, no cell of another overwritten unseen."""

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from projects.models import Project
from projects.models.events import ProjectEvent
from tests.conftest import AddProject
from tests.support.page_forms import form_in
from wonen.history.entries import HistoryEntry

SHEET = "/beheer/projects/project/blad/"
pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def projects(add_project: AddProject) -> list[Project]:
    return [
        add_project("A", dwellings=20, start_year=2027, start_quarter=3),
        add_project("B", phase="ontwerp"),
    ]


def opened(client: Client) -> dict[str, Any]:
    return dict(form_in(client.get(SHEET).content.decode(), "project-sheet"))


def errors(response: Any) -> dict[str, dict[str, str]]:
    return {row.project.name: row.errors for row in response.context["rows"] if row.errors}


def test_what_was_typed_is_saved_as_one_act(admin_client: Client, projects: list[Project]) -> None:
    a, b = (project.pk for project in projects)
    typed = opened(admin_client) | {
        f"{a}-aantal": "1.250",
        f"{a}-ca": "ja",
        f"{a}-start": "",
        f"{a}-planned": "k4 2029",
        f"{b}-fase": "realisatie",
        f"{b}-delivery": "2028",
    }
    assert admin_client.post(SHEET, typed).status_code == 302
    cells = [Project.objects.get(pk=pk).printed() for pk in (a, b)]
    assert (cells[0].dwellings, cells[0].planning) == ("Ca. 1.250 woningen", "Q4 2029")
    assert (Project.objects.get(pk=b).phase, cells[1].planning) == ("realisatie", "2028 (oplevering)")
    (entry,) = set(ProjectEvent.objects.filter(pgh_label="update").values_list("entry", flat=True))
    assert HistoryEntry.objects.get(pk=entry).act == "blad"


def test_a_count_that_jumps_is_doubted_as_the_form_does(
    admin_client: Client, projects: list[Project]
) -> None:
    a, b = (project.pk for project in projects)
    typed = opened(admin_client) | {f"{a}-aantal": "60000", f"{b}-aantal": "12", f"{b}-start": "2020"}
    saved = admin_client.post(SHEET, typed, follow=True)
    assert [str(each) for each in saved.context["messages"]][1:] == [
        "A: Het aantal woningen gaat van 20 naar 60.000: meer dan de helft anders.",
        "B: De start (2020) ligt in het verleden, maar de projectfase is ontwerp.",
    ]
    again = admin_client.post(SHEET, opened(admin_client) | {f"{b}-aantal": "13"}, follow=True)
    assert len(again.context["messages"]) == 1  # that it lies in the past was told


def test_of_many_doubts_the_first_are_told_and_the_others_counted(
    admin_client: Client, add_project: AddProject
) -> None:
    keys = [add_project(f"P{number:02}", dwellings=20).pk for number in range(11)]
    typed = opened(admin_client) | {f"{key}-aantal": "60" for key in keys}
    told = [str(each) for each in admin_client.post(SHEET, typed, follow=True).context["messages"]]
    assert (len(told), told[-1]) == (12, "Kijk ook 1 andere cel na.")


@pytest.mark.parametrize(
    ("cell", "text", "sentence"),
    [
        ("aantal", "veel", "Vul een heel getal in, bijvoorbeeld 24 of 1.250."),
        ("aantal", "0", "Een aantal woningen ligt tussen 1 en 99.999; leeg betekent onbekend."),
        ("fase", "klaar", "Een projectfase is: Concept, Initiatief"),
        ("ca", "misschien", "Vul ja in, of laat de cel leeg."),
        ("start", "Q5 2027", "Een moment is een jaar tussen 1990 en 2100"),
        ("planned", "1850", "Een moment is een jaar tussen 1990 en 2100"),
        ("delivery", "2026", "De oplevering ligt vóór de start."),
        ("planned", "2027", "Vul óf het jaar van start en oplevering in"),
    ],
)
def test_one_wrong_cell_is_told_in_its_place_and_nothing_is_saved(
    admin_client: Client, projects: list[Project], cell: str, text: str, sentence: str
) -> None:
    a, b = (project.pk for project in projects)
    response = admin_client.post(SHEET, opened(admin_client) | {f"{a}-{cell}": text, f"{b}-aantal": "7"})
    assert response.status_code == 409
    [(name, found)] = errors(response).items()
    assert name == "A"
    assert sentence in found.get(cell, found.get("", ""))
    assert Project.objects.get(pk=b).dwellings is None
    again = form_in(response.content.decode(), "project-sheet")
    assert (again[f"{a}-{cell}"], again[f"{b}-aantal"]) == (text, "7")


def test_a_cell_of_another_is_not_overwritten_unseen(admin_client: Client, projects: list[Project]) -> None:
    a = projects[0].pk
    typed = opened(admin_client) | {f"{a}-aantal": "30"}
    Project.objects.filter(pk=a).update(dwellings=24, phase="realisatie")
    response = admin_client.post(SHEET, typed)
    told = "Iemand anders heeft dit intussen gewijzigd in: 24. Sla nog eens op om dat te vervangen."
    assert errors(response) == {"A": {"aantal": told}}
    again = form_in(response.content.decode(), "project-sheet")
    assert admin_client.post(SHEET, again).status_code == 302
    project = Project.objects.get(pk=a)
    assert (project.dwellings, project.phase) == (30, "realisatie")


def test_half_of_what_another_changed_is_not_combined_unseen(
    admin_client: Client, projects: list[Project]
) -> None:
    a = projects[0].pk
    typed = opened(admin_client) | {f"{a}-ca": "ja", f"{a}-delivery": "2029"}
    Project.objects.filter(pk=a).update(dwellings=35, start_year=2028)
    response = admin_client.post(SHEET, typed)
    told = "Iemand anders heeft intussen gewijzigd: {} in {}. Sla nog eens op om beide te houden."
    assert errors(response) == {
        "A": {"ca": told.format("Aantal woningen", "35"), "delivery": told.format("Start", "Q3 2028")}
    }
    again = dict(form_in(response.content.decode(), "project-sheet"))
    assert admin_client.post(SHEET, again).status_code == 302
    project = Project.objects.get(pk=a)
    assert (project.dwellings, project.dwellings_approximate) == (35, True)
    assert (project.start_year, project.delivery_year) == (2028, 2029)


def test_a_change_elsewhere_in_the_project_is_no_conflict(
    admin_client: Client, projects: list[Project]
) -> None:
    a = projects[0].pk
    typed = opened(admin_client) | {f"{a}-aantal": "30"}
    Project.objects.filter(pk=a).update(note="Nieuw", phase="realisatie")
    assert admin_client.post(SHEET, typed).status_code == 302
    project = Project.objects.get(pk=a)
    assert (project.dwellings, project.note, project.phase) == (30, "Nieuw", "realisatie")


def test_a_project_that_is_gone_is_told_once(admin_client: Client, projects: list[Project]) -> None:
    a, b = (project.pk for project in projects)
    typed = opened(admin_client) | {f"{a}-aantal": "30", f"{b}-aantal": "7"}
    Project.objects.get(pk=a).delete()
    response = admin_client.post(SHEET, typed)
    assert "Een project is intussen verwijderd" in response.content.decode()
    assert admin_client.post(SHEET, form_in(response.content.decode(), "project-sheet")).status_code == 302
    assert Project.objects.get(pk=b).dwellings == 7


@pytest.mark.parametrize("data", [{}, {"rij": "x"}, {"rij": "1"}, {"rij": "1", "1-was": "{", "1-fase": "x"}])
def test_nonsense_changes_nothing(
    admin_client: Client, projects: list[Project], data: dict[str, str]
) -> None:
    assert admin_client.post(SHEET, data).status_code == 302
    assert not ProjectEvent.objects.filter(pgh_label="update").exists()


def test_the_sheet_costs_the_same_for_few_and_many(admin_client: Client, add_project: AddProject) -> None:
    counts = []
    for batch in (range(3), range(3, 40)):
        for number in batch:
            add_project(f"Project {number}")
        with CaptureQueriesContext(connection) as captured:
            typed = opened(admin_client)
        with CaptureQueriesContext(connection) as saved:
            typed |= {name: "8" for name in typed if name.endswith("-aantal")}
            assert admin_client.post(SHEET, typed).status_code == 302
        Project.objects.update(dwellings=None)
        counts.append((len(captured), len(saved)))
    assert counts[0] == counts[1]
