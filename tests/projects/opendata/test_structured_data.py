"""The data block of a page for search engines: complete, true, harmless, and the only block there is."""

import json
import re
from typing import Any

import pytest
from django.test import Client
from playwright.sync_api import Page
from pytest_django import Settings

from municipalities.models import Municipality
from projects.models import Project
from projects.templatetags.opendata import data_block
from tests.conftest import AddProject
from tests.projects.pages import test_browser
from tests.projects.pages.test_browser import browser, page, site
from tests.support.public_pages import PAGES
from wonen.dutch.single_line_text import line

__all__ = ["browser", "page", "site"]

HEERLEN = "/gemeenten/heerlen/?jaar=2022"
DESCRIBED = ("/", "/projecten/", HEERLEN, "/open-data/")
BLOCK = re.compile(r'<script type="application/ld\+json">(.*?)</script>', re.DOTALL)
# What Google Dataset Search requires and recommends.
WANTED = {
    "name", "description", "license", "creator", "publisher", "identifier", "keywords", "dateModified",
    "temporalCoverage", "spatialCoverage", "distribution", "isAccessibleForFree", "inLanguage", "url",
}  # fmt: skip


def described(client: Client, address: str) -> list[dict[str, Any]]:
    found = BLOCK.findall(client.get(address).content.decode())
    assert len(found) <= 1
    if not found:
        return []
    things = json.loads(found[0])
    return things if isinstance(things, list) else [things]


@pytest.mark.parametrize("address", DESCRIBED)
def test_a_dataset_is_told_whole(client: Client, brochure: dict[str, Any], address: str) -> None:
    things = described(client, address)
    assert len(things) == (3 if address == "/open-data/" else 1)
    for thing in things:
        assert thing["@context"] == "https://schema.org/"
        assert thing["@type"] == "Dataset"
        assert {each for each in WANTED if not thing.get(each)} == set()
        assert 50 <= len(thing["description"]) <= 5000
        assert thing["license"] == "https://creativecommons.org/licenses/by/4.0/deed.nl"
        assert {each["encodingFormat"] for each in thing["distribution"]} >= {"text/csv", "application/jsonl"}


def test_the_same_dataset_has_the_same_identity_everywhere(client: Client, brochure: dict[str, Any]) -> None:
    whole = {described(client, address)[0]["@id"] for address in ("/", "/projecten/", "/open-data/")}
    assert whole == {"http://testserver/catalogus#projecten"}
    part = described(client, HEERLEN)[0]
    assert part["@id"] == "http://testserver/gemeenten/heerlen/#projecten"
    assert part["isPartOf"] == {"@id": whole.pop()}


def test_the_part_of_a_municipality_holds_its_projects_and_no_other(
    client: Client, add_project: AddProject
) -> None:
    add_project("Hier", start_year=2024, delivery_year=2026)
    add_project("Concept", is_public=False, start_year=2011)
    add_project("Daar", gemeente="Kerkrade", is_example=True, start_year=2030)
    (part,) = described(client, "/gemeenten/heerlen/?jaar=2024")
    assert part["name"] == "Vastgoedprojecten van woningcorporaties in Heerlen"
    assert part["temporalCoverage"] == "2024/2026"
    assert part["spatialCoverage"]["identifier"] == "GM0917"
    assert "verzonnen" not in part["description"]
    assert {each["contentUrl"].partition("&")[0] for each in part["distribution"]} == {
        "http://testserver/api/v1/projecten?gemeente=GM0917"
    }
    assert "Van de 2 projecten is er 1 verzonnen" in described(client, "/")[0]["description"]


def test_a_page_without_data_and_a_refused_one_tell_nothing(client: Client, world: None) -> None:
    for address in (*DESCRIBED, "/?jaar=abc", "/projecten/?onderdeel=onzin", "/gemeenten/heerlen/?jaar=abc"):
        assert described(client, address) == []


@pytest.mark.parametrize(
    "name", ["</script><script>alert(1)</script>", "<!--<script>", "]]>", '"\\', "\u2028", "&lt;/script&gt;"]
)
def test_whatever_stands_in_a_name_stays_a_name(
    client: Client, brochure: dict[str, Any], settings: Settings, name: str
) -> None:
    settings.PUBLISHER, place = name, line(f"Heerlen {name}")  # a name of a place has a letter, and one line
    Municipality.objects.filter(name="Heerlen").update(name=place)
    for address in DESCRIBED:
        page = client.get(address).content.decode()
        (block,) = BLOCK.findall(page)
        assert not re.search(r"[<>&]", block)
        assert described(client, address)[0]["publisher"]["name"] == name
    assert described(client, HEERLEN)[0]["spatialCoverage"]["name"] == place


def test_the_block_holds_what_it_was_given() -> None:
    thing = {"name": "Huis & <Haard>", "n": 1}
    (block,) = BLOCK.findall(data_block([thing]))
    assert json.loads(block) == thing
    (block,) = BLOCK.findall(data_block([thing, thing]))
    assert json.loads(block) == [thing, thing]


def test_no_page_holds_a_script_but_files_and_this_block(client: Client, brochure: dict[str, Any]) -> None:
    for address in PAGES:
        page = client.get(address).content.decode()
        for attributes in re.findall(r"<script\b([^>]*)>", page):
            assert attributes == ' type="application/ld+json"' or ' src="/static/' in attributes, address


@test_browser.pytestmark[0]
@test_browser.pytestmark[1]
def test_the_browser_does_not_run_the_block_and_complains_of_nothing(page: Page) -> None:
    for address in DESCRIBED:
        page.goto(address)
        block = page.locator('script[type="application/ld+json"]')
        assert block.count() == 1
        assert json.loads(block.text_content() or "")


def test_invented_projects_are_told_of_in_the_block(client: Client, brochure: dict[str, Any]) -> None:
    Project.objects.filter(name="Spoorsingel").update(is_example=True)
    for address in DESCRIBED:
        assert "Let op, voorbeelddata." in described(client, address)[0]["description"]
