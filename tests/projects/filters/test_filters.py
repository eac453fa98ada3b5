"""Every filter: three projects, two of them found; the same on the page and in the API."""

from typing import Any

import pytest
from django.test import Client

from municipalities.models import Corporation
from projects.filters.filterset import ProjectFilterSet
from projects.models import Project
from tests.conftest import AddProject

CASES: dict[str, tuple[str, list[dict[str, Any]]]] = {
    "zoek": ("zoek=HOF", [{"name": "Lindehof"}, {"name": "Anders", "place": "Hofwijk"}, {"name": "Markt"}]),
    "jaar": ("jaar=2024", [{"start_year": 2024}, {"start_year": 2026}, {"delivery_year": 2023}]),
    "onderdeel": (
        "jaar=2024&onderdeel=onderzoek",
        [{"start_year": 2025}, {"planned_year": 2026}, {"start_year": 2024}],
    ),
    "regio": ("regio=zuid-limburg", [{"gemeente": "Heerlen"}, {"gemeente": "Vaals"}, {"gemeente": "Venlo"}]),
    "gemeente": ("gemeente=GM0917", [{}, {}, {"gemeente": "Kerkrade"}]),
    "corporatie": ("corporatie=WL", [{}, {}, {"corporation": "ACC"}]),
    "soort": ("soort=sloop", [{"kind": "sloop"}, {"kind": "sloop"}, {}]),
    "fase": ("fase=ontwerp", [{"phase": "ontwerp"}, {"phase": "ontwerp"}, {"phase": ""}]),
    "woningtype": (
        "woningtype=gestapeld-met-lift",
        [
            {"types": ["gestapeld-met-lift"]},
            {"types": ["gestapeld-met-lift", "grondgebonden-gezins"]},
            {"types": ["grondgebonden-gezins"]},
        ],
    ),
    "wonenMetZorg": ("wonenMetZorg=true", [{"with_care": True}, {"with_care": True}, {}]),
    "huurprijsklasse": (
        "huurprijsklasse=vrije-huur",
        [
            {"certain": {"vrije-huur": None}},
            {"certain": {"betaalbaar": None}, "possible": ["vrije-huur"]},
            {"certain": {"betaalbaar": None}},
        ],
    ),
    "segment": (
        "segment=sociaal",
        [
            {"certain": {"betaalbaar": None}},
            {"certain": {"goedkoop": None, "vrije-huur": None}},
            {"certain": {"vrije-huur": None}},
        ],
    ),
    "batVanaf": (
        "batVanaf=2",
        [
            {"bat_from_id": 2, "bat_to_id": 2},
            {"bat_from_id": 0, "bat_to_id": 2},
            {"bat_from_id": 0, "bat_to_id": 1},
        ],
    ),
    "bat": (
        "bat=1",
        [
            {"bat_from_id": 1, "bat_to_id": 1},
            {"bat_from_id": 0, "bat_to_id": 2},
            {"bat_from_id": 2, "bat_to_id": 3},
        ],
    ),
    "duurzaamheidVanaf": (
        "duurzaamheidVanaf=beng",
        [{"level": "nom"}, {"level": "gasloos", "sustainability_at_least": True}, {"level": "gasloos"}],
    ),
    "duurzaamheid": (
        "duurzaamheid=nom",
        [{"level": "nom"}, {"level": "beng", "sustainability_at_least": True}, {"level": "beng"}],
    ),
    "start": ("start=2024", [{"start_year": 2024}, {"planned_year": 2024}, {"delivery_year": 2024}]),
    "oplevering": (
        "oplevering=2024",
        [{"delivery_year": 2024}, {"planned_year": 2024}, {"start_year": 2024}],
    ),
    "vanJaar": (
        "vanJaar=2024",
        [{"start_year": 2020, "delivery_year": 2024}, {"planned_year": 2026}, {"start_year": 2023}],
    ),
    "totJaar": (
        "totJaar=2024",
        [{"start_year": 2024, "delivery_year": 2026}, {"delivery_year": 2020}, {"start_year": 2025}],
    ),
    "aantal": (
        "aantal=ongeveer",
        [
            {"dwellings": 9, "dwellings_approximate": True},
            {"dwellings": 8, "dwellings_approximate": True},
            {"dwellings": 7},
        ],
    ),
    "zekerheid": (
        "huurprijsklasse=betaalbaar&zekerheid=zeker",
        [
            {"certain": {"betaalbaar": None}},
            {"certain": {"betaalbaar": None, "vrije-huur": None}},
            {"certain": {"vrije-huur": None}, "possible": ["betaalbaar"]},
        ],
    ),
}
# The same for what is not known, and for spans of years.
MORE: dict[str, tuple[str, list[dict[str, Any]]]] = {
    "no types": (
        "woningtype=nnb",
        [{}, {"housing_types_undecided": True}, {"types": ["gestapeld-met-lift"]}],
    ),
    "no classes": (
        "huurprijsklasse=nnb",
        [{}, {"possible": ["vrije-huur"]}, {"certain": {"betaalbaar": None}}],
    ),
    "a split that falls short": (
        "huurprijsklasse=nnb",
        [
            {"dwellings": 9, "certain": {"betaalbaar": 4, "goedkoop": 4}},
            {"dwellings": 9, "certain": {"betaalbaar": 8}, "possible": ["vrije-huur"]},
            {"dwellings": 9, "certain": {"betaalbaar": 5, "goedkoop": 4}},
        ],
    ),
    "a class for which the split leaves nothing": (
        "huurprijsklasse=vrije-huur",
        [
            {"dwellings": 9, "certain": {"betaalbaar": 8, "vrije-huur": None}},
            {"dwellings": 9, "certain": {"betaalbaar": 8, "vrije-huur": 1}},
            {"dwellings": 9, "certain": {"betaalbaar": 9, "vrije-huur": None}},
        ],
    ),
    "no score": ("bat=nnb", [{}, {}, {"bat_from_id": 0, "bat_to_id": 0}]),
    "no level": ("duurzaamheid=nnb", [{}, {}, {"level": "beng"}]),
    "no start": ("start=nnb", [{}, {"planned_year": 2024}, {"start_year": 2024}]),
    "no delivery": (
        "oplevering=nnb",
        [{"start_year": 2024}, {"planned_year": 2024}, {"delivery_year": 2024}],
    ),
    "no count": ("aantal=nnb", [{}, {}, {"dwellings": 9}]),
    "a certain count": (
        "aantal=zeker",
        [{"dwellings": 9}, {"dwellings": 8}, {"dwellings": 7, "dwellings_approximate": True}],
    ),
    "being built through a span": (
        "vanJaar=2023&totJaar=2024",
        [{"start_year": 2020, "delivery_year": 2030}, {"planned_year": 2023}, {"start_year": 2020}],
    ),
    "from zero up": (
        "batVanaf=0",
        [{"bat_from_id": 0, "bat_to_id": 0}, {"bat_from_id": 1, "bat_to_id": 2}, {}],
    ),
}


def test_every_filter_has_a_case() -> None:
    assert set(CASES) == set(ProjectFilterSet.base_filters) - {"sorteer"}  # which has test_ordering


@pytest.mark.parametrize("case", [*CASES, *MORE])
def test_two_of_three_are_found(client: Client, add_project: AddProject, case: str) -> None:
    query, rows = (CASES | MORE)[case]
    accent = Corporation.objects.create(code="ACC", name="Wonen Limburg Accent")
    for number, fields in enumerate(rows):
        corporation = {"corporation": accent} if fields.get("corporation") == "ACC" else {}
        add_project(**{"name": f"Project {number}", **fields, **corporation})
    expected = set(Project.objects.order_by("id").values_list("name", flat=True)[:2])
    answer = client.get(f"/api/v1/projecten?{query}").json()
    assert {row["naam"] for row in answer["resultaten"]} == expected
    assert answer["aantal"] == 2
    page = client.get(f"/projecten/?{query}")
    assert {project.name for project in page.context["page"]} == expected
    assert page.context["totals"].projects == 2


def test_an_empty_choice_of_a_form_is_no_choice(client: Client, add_project: AddProject) -> None:
    for number, fields in enumerate(({}, {}, {"gemeente": "Venlo"})):
        add_project(f"Project {number}", **fields)
    page = client.get("/projecten/?soort=&batVanaf=&zekerheid=&regio=zuid-limburg")
    assert {project.name for project in page.context["page"]} == {"Project 0", "Project 1"}


def test_no_is_a_choice_and_not_the_same_as_none(client: Client, add_project: AddProject) -> None:
    add_project("Met zorg", with_care=True)
    add_project("Zonder zorg")
    for query, expected in (("?wonenMetZorg=false", {"Zonder zorg"}), ("", {"Met zorg", "Zonder zorg"})):
        rows = client.get(f"/api/v1/projecten{query}").json()["resultaten"]
        assert {row["naam"] for row in rows} == expected


def test_the_list_is_paged_and_keeps_the_choice(client: Client, add_project: AddProject) -> None:
    for number in range(51):
        add_project(f"Project {number:02}", kind="renovatie")
    first = client.get("/projecten/?soort=renovatie").content.decode()
    assert "Bladzijde 1 van 2" in first
    assert "?soort=renovatie&amp;pagina=2" in first
    second = client.get("/projecten/?soort=renovatie&pagina=2")
    assert [project.name for project in second.context["page"]] == ["Project 50"]
