"""The orders of the list: from low to high and back, with what is not known last."""

import re
from typing import Any

import pytest
from django.test import Client

from tests.conftest import AddProject

# Of each order three projects from low to high, and one of which it is not known.
CASES: dict[str, tuple[dict[str, Any], ...]] = {
    "aantal": ({"dwellings": 3}, {"dwellings": 20}, {"dwellings": 100}, {}),
    "gemeente": ({"gemeente": "Beek"}, {"gemeente": "Heerlen"}, {"gemeente": "Weert"}),
    "planning": (
        {"start_year": 2023, "delivery_year": 2030},
        {"planned_year": 2024, "planned_quarter": 2},
        {"delivery_year": 2024, "delivery_quarter": 3},
        {},
    ),
    "bat": (
        {"bat_from_id": 0, "bat_to_id": 1},
        {"bat_from_id": 0, "bat_to_id": 2},
        {"bat_from_id": 3, "bat_to_id": 3},
        {},
    ),
    "duurzaamheid": (
        {"level": "gasloos"},
        {"level": "beng"},
        {"level": "beng", "sustainability_at_least": True},
        {},
    ),
    "huurprijsklasse": (
        {"certain": {"goedkoop": None, "betaalbaar": None}},
        {"certain": {"betaalbaar": None, "sociale-hogere-huur": None}},
        {"certain": {"sociale-hogere-huur": None}, "possible": ["vrije-huur"]},
        {},
    ),
}


def listed(client: Client, address: str) -> list[str]:
    return [project.name for project, _ in client.get(address).context["rows"]]


@pytest.mark.parametrize("key", CASES)
def test_up_and_down_with_the_unknown_last(client: Client, add_project: AddProject, key: str) -> None:
    for number, fields in reversed(list(enumerate(CASES[key]))):
        add_project(f"Project {number}", **fields)
    known, unknown = ["Project 0", "Project 1", "Project 2"], ["Project 3"] * (len(CASES[key]) > 3)
    assert listed(client, f"/projecten/?sorteer={key}") == known + unknown
    assert listed(client, f"/projecten/?sorteer=-{key}") == known[::-1] + unknown
    answer = client.get(f"/api/v1/projecten?sorteer=-{key}").json()
    assert [row["naam"] for row in answer["resultaten"]] == known[::-1] + unknown


def test_a_start_does_not_borrow_the_quarter_of_the_delivery(client: Client, add_project: AddProject) -> None:
    add_project("Alleen het jaar", start_year=2024, delivery_year=2025, delivery_quarter=1)
    add_project("Tweede kwartaal", start_year=2024, start_quarter=2)
    assert listed(client, "/projecten/?sorteer=planning") == ["Tweede kwartaal", "Alleen het jaar"]


def test_names_are_ordered_without_their_capitals(client: Client, add_project: AddProject) -> None:
    for name in ("beta", "Alfa", "Gamma"):
        add_project(name)
    assert (
        listed(client, "/projecten/")
        == listed(client, "/projecten/?sorteer=naam")
        == ["Alfa", "beta", "Gamma"]
    )
    assert listed(client, "/projecten/?sorteer=-naam") == ["Gamma", "beta", "Alfa"]


def test_the_order_holds_in_the_overview_of_a_year(client: Client, add_project: AddProject) -> None:
    add_project("Later", start_year=2026, dwellings=5)
    add_project("Nu", start_year=2024, dwellings=9)
    assert listed(client, "/projecten/?jaar=2024") == ["Nu", "Later"]
    assert listed(client, "/projecten/?jaar=2024&sorteer=aantal") == ["Later", "Nu"]


@pytest.mark.parametrize(
    ("query", "sorted_by", "following"),
    [
        ("", ("ascending", "naam"), "-naam"),
        ("sorteer=-aantal", ("descending", "aantal"), "aantal"),
        ("sorteer=aantal", ("ascending", "aantal"), "-aantal"),
        ("jaar=2024", ("ascending", "planning"), "-planning"),
    ],
)
def test_a_heading_tells_the_order_and_turns_it(
    client: Client, add_project: AddProject, query: str, sorted_by: tuple[str, str], following: str
) -> None:
    add_project(start_year=2024)
    page = client.get(f"/projecten/?{query}").content.decode()
    headings = re.findall(r'<th scope="col" aria-sort="(\w+)"><a href="\?([^"]*)" id="sorteer-(\w+)"', page)
    assert [(found, name) for found, _, name in headings] == [sorted_by]
    assert f"sorteer={following}" in headings[0][1]
