"""The page about the open data: what there is, in which forms, under which licence, and how to name it."""

import re
from typing import Any

from django.test import Client
from pytest_django import Settings

from projects.example import make_examples
from projects.opendata.datasets import DATASETS
from tests.conftest import AddProject
from tests.projects.pages.test_about import text
from tests.projects.pages.test_pages import queries
from wonen.publishing import LICENCES, licence

PAGE = "/open-data/"
QUERIES = 5  # projects, figures, the history of figures, boden, the area


def test_every_form_of_every_dataset_is_a_link(client: Client, brochure: dict[str, Any]) -> None:
    page = client.get(PAGE).content.decode()
    for dataset in DATASETS.values():
        assert dataset.title in page
        for form in dataset.forms:
            assert f'href="/api/v1/{dataset.name}?formaat={form.name}"' in page


def test_what_it_says_of_the_data_is_so(client: Client, brochure: dict[str, Any]) -> None:
    page = text(client, PAGE)
    assert "Nu 6 projecten Periode 2022 tot en met 2023 Laatst gewijzigd" in page
    assert "Nu 80 cijfers Periode 1 januari 2010 tot en met 1 januari 2021 Laatst gewijzigd" in page
    assert "Nu 1 bod Periode 2022 Laatst gewijzigd" in page
    assert "verzonnen" not in page


def test_one_project_and_none_are_said_in_words(client: Client, add_project: AddProject) -> None:
    assert "Er zijn nog geen projecten." in text(client, PAGE)
    assert "Er zijn nog geen cijfers." in text(client, PAGE)
    assert "Er zijn nog geen boden." in text(client, PAGE)
    add_project("Enig", start_year=2025, delivery_year=2026)
    assert "Nu 1 project Periode 2025 tot en met 2026" in text(client, PAGE)
    add_project("Concept", is_public=False, start_year=2012)
    assert "Nu 1 project Periode 2025 tot en met 2026" in text(client, PAGE)


def test_invented_projects_are_told_of_above_everything(client: Client, add_project: AddProject) -> None:
    add_project("Verzonnen", is_example=True)
    page = text(client, PAGE)
    start = page.index("Voorbeelddata. Van de 1 projecten is er 1 verzonnen")
    assert start < page.index("Open data")
    assert "1 project, waarvan 1 verzonnen" in page


def test_licence_and_source_are_those_of_the_settings(
    client: Client, brochure: dict[str, Any], settings: Settings
) -> None:
    settings.PUBLISHER, settings.CONTACT = "Woonstichting De Lat", "mailto:data@delat.example"
    page = text(client, PAGE)
    assert "De licentie is Creative Commons Naamsvermelding 4.0 (CC BY 4.0) . U mag" in page
    assert "Bron: Woonstichting De Lat, Vastgoedprojecten van woningcorporaties, opgehaald op" in page
    assert "Deze gegevens worden uitgegeven door Woonstichting De Lat." in page
    assert 'href="mailto:data@delat.example">data@delat.example</a>' in client.get(PAGE).content.decode()
    settings.LICENCE = LICENCES["CC0-1.0"]
    page = text(client, PAGE)
    assert "Er zijn geen voorwaarden." in page
    assert "Bron: " not in page
    settings.LICENCE = licence("https://delat.example/licentie")
    page = client.get(PAGE).content.decode()
    assert '<a href="https://delat.example/licentie" rel="license">' in page
    assert "staat in de tekst van de licentie" in page


def test_without_a_publisher_it_says_what_is_still_to_come(
    client: Client, db: None, settings: Settings
) -> None:
    settings.CONTACT = ""
    page = text(client, PAGE)
    assert "De organisatie die deze gegevens uitgeeft, vult hier haar naam nog in." in page
    assert "Bron: de uitgever van deze site," in page


def test_every_page_leads_to_it_and_it_leads_on(client: Client, brochure: dict[str, Any]) -> None:
    assert '<a href="/open-data/">Open data</a>' in client.get("/toelichting/").content.decode()
    page = client.get(PAGE).content.decode()
    own = set(re.findall(r'href="(/[^"?#]*)"', page)) - {"/api/v1/documentatie", "/api/v1/openapi.json"}
    assert {"/catalogus.ttl", "/catalogus.jsonld", "/over-de-cijfers/", "/toelichting/"} <= own
    for address in own - {"/beheer/"}:
        assert client.get(address).status_code == 200, address


def test_the_page_costs_the_same_however_much_there_is(client: Client, brochure: dict[str, Any]) -> None:
    with queries(QUERIES):
        client.get(PAGE)
    make_examples(500)
    with queries(QUERIES):
        client.get(PAGE)
