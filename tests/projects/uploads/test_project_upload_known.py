"""What a file does not say stays as it is known: a municipality, 'ca.', a note, the whole of a phase."""

from django.test import Client

from projects.models import ExternalCode, Project
from tests.conftest import AddProject
from tests.support.project_sheets import act, apply, changes, counts, given, upload_of
from tests.support.sheets import book


def test_the_municipality_chosen_for_the_file_moves_no_project_found_by_its_code(
    admin_client: Client, add_project: AddProject
) -> None:
    project = add_project("Spoorsingel", gemeente="Kerkrade")
    ExternalCode.objects.create(project=project, system="dpi", code="1")
    content = book([["Naam", "Codes elders", "Aantal"], ["Spoorsingel", "dpi: 1", "12"]])
    page = given(admin_client, content, gemeente="GM0917")
    assert changes(page) == [["Aantal woningen", "Nnb", "12 woningen"]]


def test_the_number_alone_leaves_about_as_it_is(admin_client: Client, add_project: AddProject) -> None:
    project = add_project(dwellings=30, dwellings_approximate=True)
    page = given(admin_client, book([["Nummer", "Naam", "Woningen"], [project.pk, project.name, 30]]))
    assert counts(page) == (0, 0, 0, 0, 1)
    page = given(admin_client, book([["Nummer", "Naam", "Woningen"], [project.pk, project.name, 31]]))
    assert changes(page) == [["Aantal woningen", "Ca. 30 woningen", "31 woningen"]]


def test_words_of_a_planning_are_known_in_a_note_that_a_browser_sent(
    admin_client: Client, add_project: AddProject
) -> None:
    note = "Eerste.\r\nStart volgens de bron: maart 2024.\r\nTweede."
    add_project(start_year=2024, start_quarter=1, note=note)
    headers = ["Naam", "Gemeente", "Start"]
    page = given(admin_client, book([headers, ["Spoorsingel", "Heerlen", "maart 2024"]]))
    assert counts(page) == (0, 0, 0, 0, 1)
    page = given(admin_client, book([headers, ["Spoorsingel", "Heerlen", "2025"]]))
    assert changes(page) == [
        ["Planning", "Q1 2024 (start)", "2025 (start)"],
        ["Toelichting voor het publiek", note.replace("\r\n", "\n"), "Eerste.\nTweede."],
    ]


def test_a_later_planning_replaces_the_words_of_the_one_before_in_a_note_that_came_along(
    admin_client: Client, add_project: AddProject
) -> None:
    note = "Eerste.\nPlanning volgens de bron: eind 2024."
    add_project(planned_year=2024, note=note)
    headers = ["Naam", "Gemeente", "Planning", "Toelichting voor het publiek"]
    page = given(admin_client, book([headers, ["Spoorsingel", "Heerlen", "2024", note]]))
    assert counts(page) == (0, 0, 0, 0, 1)
    page = given(admin_client, book([headers, ["Spoorsingel", "Heerlen", "2026", note]]))
    assert changes(page) == [["Planning", "2024", "2026"], ["Toelichting voor het publiek", note, "Eerste."]]


def test_a_phase_that_is_asked_about_still_finds_its_whole_in_the_file(
    admin_client: Client, world: None
) -> None:
    headers = ["Naam", "Gemeente", "Corporatie", "Soort", "Fase van"]
    whole, phase = (
        ["Centrumplan", "Heerlen", "WL", "Sloop"],
        ["Eerste deel", "Heerlen", "WL", "", "Centrumplan"],
    )
    page = given(admin_client, book([headers, whole, phase]))
    assert counts(page) == (0, 1, 1, 0, 0)
    row = upload_of(page).rows.get(number=2)
    page = act(admin_client, page, "beantwoorden", rij=str(row.number), antwoord="sloop")
    assert counts(page) == (0, 0, 2, 0, 0)
    apply(admin_client, page)
    found = Project.objects.values_list("name", "parent__name").order_by("name")
    assert list(found) == [("Centrumplan", None), ("Eerste deel", "Centrumplan")]
