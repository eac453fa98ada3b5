"""The page of one project: what is uncertain said in words, the choice kept, and what stands around it."""

from typing import Any

import pytest
from django.test import Client

from projects.models import ExternalCode, Project
from tests.conftest import AddProject

CHOICE = "jaar=2022&amp;batVanaf=2"


def page_of(client: Client, project: Project, query: str = "") -> str:
    response = client.get(f"{project.get_absolute_url()}?{query}")
    assert response.status_code == 200
    return response.content.decode()


@pytest.fixture
def spoorsingel(brochure: dict[str, Any]) -> Project:
    return Project.objects.get(name="Spoorsingel")


def test_the_choice_is_kept_on_the_way_back_and_on(client: Client, spoorsingel: Project) -> None:
    page = page_of(client, spoorsingel, "jaar=2022&batVanaf=2&gemeente=GM0917&regio=parkstad&pagina=3")
    back = "/projecten/?jaar=2022&amp;regio=parkstad&amp;gemeente=GM0917&amp;batVanaf=2"
    assert f'href="{back}"' in page
    assert "Terug naar de projecten van uw keuze" in page
    assert f'href="/gemeenten/heerlen/?{CHOICE}"' in page
    saffierflat = Project.objects.get(name="Saffierflat").get_absolute_url()
    assert f'href="{saffierflat}?{back.partition("?")[2]}"' in page


@pytest.mark.parametrize("query", ["", "pagina=2", "jaar=abc", "batVanaf=9", "gemeente=GM9999", "zoek=a%00b"])
def test_without_a_choice_or_with_a_wrong_one_there_is_no_way_back(
    client: Client, spoorsingel: Project, query: str
) -> None:
    page = page_of(client, spoorsingel, query)
    assert "Terug naar" not in page
    assert 'href="/gemeenten/heerlen/"' in page


def test_the_one_address_of_the_page_has_no_choice(client: Client, spoorsingel: Project) -> None:
    page = page_of(client, spoorsingel, "jaar=2022")
    assert f'<link rel="canonical" href="http://testserver{spoorsingel.get_absolute_url()}">' in page


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"dwellings": 30, "dwellings_approximate": True}, "Het aantal is een benadering"),
        ({}, "Het aantal is nog niet bekend."),
        ({"dwellings": 30, "kind": "sloop"}, "Te slopen."),
        ({"planned_year": 2023}, "Of dit de start of de oplevering is, is nog niet bekend."),
        ({"housing_types_undecided": True}, "De mix is nog te bepalen."),
        ({"certain": {"betaalbaar": None}, "possible": ["vrije-huur"]}, "is nog niet zeker."),
        ({"bat_from_id": 0, "bat_to_id": 2}, "Hoeveel woningen welke score krijgen, is nog niet bekend."),
        ({"level": "beng", "sustainability_at_least": True}, "het kan ook een hoger niveau worden"),
    ],
)
def test_what_is_uncertain_is_said_in_words(
    client: Client, add_project: AddProject, fields: dict[str, Any], sentence: str
) -> None:
    assert sentence in page_of(client, add_project(**fields))
    certain = add_project("Zeker", dwellings=3, certain={"betaalbaar": None}, start_year=2022, level="beng")
    assert sentence not in page_of(client, certain)


def shares(page: str) -> list[str]:
    """Return the numbers of the division over rent classes."""
    table = page.partition("Verdeling over huurprijsklassen")[2].partition("</table>")[0]
    return [cell.partition("<")[0] for cell in table.split('<td class="number">')[1:]]


@pytest.mark.parametrize(
    ("fields", "numbers"),
    [
        ({"dwellings": 24, "certain": {"betaalbaar": None, "vrije-huur": None}}, ["0 tot 24", "0 tot 24"]),
        ({"dwellings": 24, "certain": {"betaalbaar": 16, "vrije-huur": 8}}, ["16", "8"]),
        ({"dwellings": 24, "certain": {"betaalbaar": 16}}, ["16", "8"]),
        ({"dwellings": 24, "certain": {"betaalbaar": None}}, []),
        ({"certain": {"betaalbaar": None, "vrije-huur": None}}, []),
        (
            {"dwellings": 24, "kind": "sloop", "certain": {"betaalbaar": 16, "vrije-huur": None}},
            ["16", "Nnb"],
        ),
    ],
)
def test_the_division_over_rent_classes_is_as_certain_as_the_sums(
    client: Client, add_project: AddProject, fields: dict[str, Any], numbers: list[str]
) -> None:
    assert shares(page_of(client, add_project(**fields))) == numbers


@pytest.mark.parametrize(
    ("fields", "query", "year"),
    [
        ({"start_year": 2022}, "", 2022),
        ({"start_year": 2022}, "jaar=2024", 2024),
        ({"start_year": 2022}, "jaar=abc", 2022),
    ],
)
def test_the_rents_of_the_classes_are_those_of_the_year(
    client: Client, add_project: AddProject, fields: dict[str, Any], query: str, year: int
) -> None:
    project = add_project(certain={"betaalbaar": None}, **fields)
    assert f'href="/toelichting/?jaar={year}#huurprijsklassen"' in page_of(client, project, query)


def test_the_municipality_is_a_fact_that_is_printed_too(client: Client, add_project: AddProject) -> None:
    page = page_of(client, add_project(gemeente="Kerkrade"))
    assert "<dt>Gemeente</dt><dd>Kerkrade</dd>" in page


def test_codes_of_other_systems_are_told(client: Client, add_project: AddProject) -> None:
    project = add_project()
    ExternalCode.objects.create(project=project, system="planmonitor", code="PM-17")
    page = page_of(client, project)
    assert "Code (planmonitor)" in page
    assert "PM-17" in page


def test_neighbours_are_what_is_under_way_or_to_come_soonest_first(
    client: Client, add_project: AddProject
) -> None:
    project = add_project()
    add_project("Later", start_year=2090, dwellings=12)
    add_project("Eerder", start_year=2080)
    add_project("Klaar", delivery_year=2001)
    add_project("Vervallen plan", start_year=2080, phase="vervallen")
    add_project("Elders", gemeente="Vaals", start_year=2080)
    add_project("Concept", start_year=2080, is_public=False)
    page = page_of(client, project)
    assert page.index("Eerder</a>") < page.index("Later</a>")
    assert "12 woningen" in page
    assert "2090 (start)" in page
    for name in ("Klaar", "Vervallen plan", "Elders", "Concept<"):
        assert name not in page
