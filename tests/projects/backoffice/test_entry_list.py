"""The list of projects in the back office: the choices of the public side, totals, what is lacking."""

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from projects.backoffice.choice import OF_STAFF, StaffFilterSet
from projects.example import make_examples
from projects.models import ExternalCode
from tests.conftest import AddProject
from tests.support.scale import MANY

LIST = "/beheer/projects/project/"


@pytest.fixture
def three(add_project: AddProject) -> None:
    add_project("Openbaar", dwellings=20, start_year=2027, gemeente="Heerlen")
    draft = add_project("Concept", dwellings=10, is_public=False, gemeente="Kerkrade", phase="ontwerp")
    ExternalCode.objects.create(project=draft, system="dpi", code="DPI-7")
    add_project(
        "Volledig",
        place="Aarveld",
        phase="ontwerp",
        dwellings=5,
        certain={"betaalbaar": None},
        types=["gestapeld-met-lift"],
        bat_from_id=0,
        bat_to_id=2,
        level="beng",
        start_year=2028,
        source="Bod 2027",
        gemeente="Kerkrade",
    )


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", ["Concept", "Openbaar", "Volledig"]),
        ("openbaar=false", ["Concept"]),
        ("onvolledig=false", ["Volledig"]),
        ("onvolledig=true&gemeente=GM0928", ["Concept"]),
        ("voorbeeld=true", []),
        ("fase=ontwerp&sorteer=-naam", ["Volledig", "Concept"]),
        ("jaar=2027", ["Openbaar", "Volledig", "Concept"]),
        ("zoek=opnbaar", ["Openbaar"]),
        ("code=Dpi-7", ["Concept"]),
        ("o=-1", ["Volledig", "Openbaar", "Concept"]),
    ],
)
def test_staff_chooses_as_the_public_does_and_sees_drafts(
    admin_client: Client, three: None, query: str, found: list[str]
) -> None:
    response = admin_client.get(f"{LIST}?{query}")
    assert response.status_code == 200
    names = [project.name for project in response.context["cl"].result_list]
    assert sorted(names) == sorted(found) if "jaar" in query else names == found


def test_the_totals_are_those_of_the_choice(admin_client: Client, three: None) -> None:
    page = admin_client.get(f"{LIST}?gemeente=GM0928").content.decode()
    assert "2 projecten, 15 woningen" in page
    assert "Verwijder Gemeente: Kerkrade" in page


@pytest.mark.parametrize(
    "query", ["gemeente=GM9999", "jaar=abc", "openbaar=misschien", "onderdeel=sloop", "zoek=%FF&jaar=1"]
)
def test_a_wrong_choice_gives_its_sentence_and_no_rows(admin_client: Client, three: None, query: str) -> None:
    response = admin_client.get(f"{LIST}?{query}")
    assert response.status_code == 400
    assert "Deze keuze kan niet." in response.content.decode()
    assert not response.context["cl"].result_list


@pytest.mark.parametrize(
    "query", ["p=0", "p=-1", "p=99999", "p=abc", "all=", "id__range=0", "o=x.y", "_popup=1"]
)
def test_no_address_of_the_list_is_a_server_error(admin_client: Client, three: None, query: str) -> None:
    assert admin_client.get(f"{LIST}?{query}").status_code in {200, 302, 400}


def test_each_row_says_what_is_lacking(admin_client: Client, three: None) -> None:
    rows = admin_client.get(LIST).context["cl"].result_list
    lacks = {project.name: project.lacks for project in rows}
    assert lacks["Volledig"] == []
    assert lacks["Openbaar"] == ["plaats", "fase", "typen", "huur", "bat", "duurzaamheid", "bron"]


def test_staff_has_every_choice_of_the_public_and_its_own(admin_client: Client, three: None) -> None:
    page = admin_client.get(LIST).content.decode()
    for name in StaffFilterSet.base_filters:
        assert f'name="{name}"' in page or name == "sorteer"
    assert set(OF_STAFF) < set(StaffFilterSet.base_filters)


def test_ticked_rows_and_all_rows_go_to_the_page_of_the_act(admin_client: Client, three: None) -> None:
    rows = admin_client.get(LIST).context["cl"].result_list
    ticked = {"action": "edit_together", "_selected_action": [rows[0].pk, rows[1].pk]}
    response = admin_client.post(LIST, ticked)
    keys = sorted((rows[0].pk, rows[1].pk))
    assert response.headers["Location"] == f"{LIST}samen/?rij={keys[0]}&rij={keys[1]}"
    every: dict[str, Any] = {**ticked, "action": "edit_as_sheet", "select_across": "1"}
    response = admin_client.post(f"{LIST}?gemeente=GM0928&p=1", every)
    assert response.headers["Location"] == f"{LIST}blad/?gemeente=GM0928"


def test_the_list_costs_the_same_for_few_and_many(admin_client: Client, brochure: dict[str, Any]) -> None:
    with CaptureQueriesContext(connection) as few:
        admin_client.get(f"{LIST}?openbaar=true")
    make_examples(MANY)
    with CaptureQueriesContext(connection) as many:
        admin_client.get(f"{LIST}?openbaar=true")
    assert len(many) == len(few) == 16, "\n".join(each["sql"][:150] for each in many)
