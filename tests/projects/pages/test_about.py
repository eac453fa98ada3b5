"""The pages around the figures: what they mean, how accessible the site is, what search engines may find."""

import datetime
import re
from typing import Any

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.test import Client
from django.utils import timezone
from pytest_django import Settings

from municipalities.models import Figure, Municipality, Region
from projects.example import make_examples
from projects.models import Project, RentClass
from projects.models.sections import Section
from projects.sums.region import Verdict
from tests.conftest import AddProject
from tests.projects.pages.test_pages import queries
from wonen.settings import contact

ABOUT, ACCESSIBILITY = "/over-de-cijfers/", "/toegankelijkheid/"
ABOUT_QUERIES = 14


def text(client: Client, address: str) -> str:
    """Return the words of a page, without tags and with single spaces."""
    page = client.get(address).content.decode()
    return " ".join(re.sub(r"<[^>]+>", " ", page.partition("<main")[2]).split())


def test_the_example_is_the_project_of_the_brochure_that_is_not_divided(
    client: Client, brochure: dict[str, Any]
) -> None:
    page = text(client, ABOUT)
    assert "Een voorbeeld: Burg Gijzelslaan in Heerlen" in page
    assert "Dit project heeft 24 woningen, en de huurprijsklassen Sociale hogere huur + Vrije huur ." in page
    assert "Minstens Hoogstens Sociale hogere huur 0 24 Vrije huur 0 24 In het totaal" in page


def test_once_it_is_divided_it_is_no_example_any_more(client: Client, brochure: dict[str, Any]) -> None:
    project = Project.objects.get(name="Burg Gijzelslaan")
    project.rent_entries.filter(rent_class=RentClass.objects.get(code="vrije-huur")).update(dwellings=4)
    page = text(client, ABOUT)
    assert "Burg Gijzelslaan" not in page
    assert "Minstens 0 en hoogstens 24." in page


def test_a_draft_or_an_invented_project_is_never_the_example(client: Client, add_project: AddProject) -> None:
    unsplit = {"betaalbaar": None, "vrije-huur": None}
    add_project("Geheim", is_public=False, dwellings=10, certain=unsplit, source="Geheime bron")
    add_project("Luchtkasteel", is_example=True, dwellings=10, certain=unsplit, source="Luchtpost")
    page = text(client, ABOUT)
    assert "Geheim" not in page
    assert "Lucht" not in page
    assert "Een voorbeeld:" not in page


def test_the_rules_on_the_page_are_those_of_the_code(client: Client, brochure: dict[str, Any]) -> None:
    page = text(client, ABOUT)
    for section in Section:
        assert f"{section.label} {section.rule}" in page
    for status in Figure.Status:
        assert f"{status.label.capitalize()} " in page
    for word in (Verdict.MET, Verdict.MISSED, Verdict.OPEN):
        assert f"{word.capitalize()} " in page
    assert "Middenhuur bestaat in de wet sinds 1 juli 2024." in page
    assert "Bod 2022 van Wonen Limburg aan de gemeente Heerlen 6 " in page
    assert "Gemeentekaart Heerlen, bod 2022 van Wonen Limburg 66 1-1-2021" in page


def test_the_page_costs_the_same_however_much_there_is(client: Client, brochure: dict[str, Any]) -> None:
    with queries(ABOUT_QUERIES):
        client.get(ABOUT)
    make_examples(500)
    with queries(ABOUT_QUERIES):
        client.get(ABOUT)


def test_the_statement_claims_no_audit_and_names_where_to_turn(
    client: Client, db: None, settings: Settings
) -> None:
    settings.CONTACT = ""
    page = text(client, ACCESSIBILITY)
    assert "Een onafhankelijk bureau heeft dat nog niet onderzocht." in page
    assert "De corporatie vult hier nog in waar dat kan." in page
    settings.CONTACT = "mailto:wonen@example.nl"
    page = client.get(ACCESSIBILITY).content.decode()
    assert '<a href="mailto:wonen@example.nl">wonen@example.nl</a>' in page
    assert "vult hier nog in" not in page


@pytest.mark.parametrize("address", ["javascript:alert(1)", "wonen@example.nl", "http://example.nl/"])
def test_a_contact_that_is_no_safe_address_stops_the_start(address: str) -> None:
    with pytest.raises(ImproperlyConfigured, match="CONTACT moet beginnen met"):
        contact(address)
    assert contact("https://example.nl/contact") == "https://example.nl/contact"


def addresses(client: Client) -> set[str]:
    found = client.get("/sitemap.xml")
    assert found.status_code == 200
    return set(re.findall(r"<loc>http://testserver([^<]+)</loc>", found.content.decode()))


def test_the_sitemap_holds_every_public_page_and_each_of_them_answers(
    client: Client, brochure: dict[str, Any]
) -> None:
    found = addresses(client)
    wanted = {f"/gemeenten/{each.slug}/" for each in Municipality.objects.all()}
    wanted |= {f"/regios/{each.slug}/" for each in Region.objects.all()}
    wanted |= {each.get_absolute_url() for each in Project.objects.public()}
    assert wanted < found
    assert {"/", ABOUT, ACCESSIBILITY, "/toelichting/", "/vergelijken/ranglijst/"} < found
    for address in found - wanted:
        assert client.get(address).status_code == 200


def test_the_sitemap_is_only_read(client: Client, db: None) -> None:
    assert client.head("/sitemap.xml").status_code == 200
    for method in (client.post, client.put, client.delete, client.patch):
        answer = method("/sitemap.xml")
        assert answer.status_code == 405
        assert answer.headers["allow"] == "GET, HEAD"


def test_the_sitemap_holds_no_draft_and_nothing_invented(client: Client, add_project: AddProject) -> None:
    shown = add_project("Openbaar")
    add_project("Concept", is_public=False)
    invented = add_project("Verzonnen", is_example=True)
    assert {each for each in addresses(client) if "/projecten/" in each} == {
        "/projecten/",
        shown.get_absolute_url(),
    }
    assert (
        '<meta name="robots" content="noindex">' in client.get(invented.get_absolute_url()).content.decode()
    )
    assert "noindex" not in client.get(shown.get_absolute_url()).content.decode()


def test_robots_stay_out_of_the_back_office_and_find_the_sitemap(client: Client, db: None) -> None:
    answer = client.get("/robots.txt")
    assert answer.headers["content-type"] == "text/plain; charset=utf-8"
    lines = answer.content.decode().splitlines()
    assert lines[:3] == ["User-agent: *", "Disallow: /beheer/", "Disallow: /*.csv?"]
    assert lines[-1] == "Sitemap: http://testserver/sitemap.xml"


@pytest.mark.parametrize(
    ("address", "canonical"),
    [
        ("/gemeenten/heerlen/", "/gemeenten/heerlen/"),
        ("/gemeenten/heerlen/?jaar=2022&utm_source=brief", "/gemeenten/heerlen/?jaar=2022"),
        ("/gemeenten/heerlen/?jaar=abc", "/gemeenten/heerlen/"),
        ("/projecten/?batVanaf=2", "/projecten/"),
    ],
)
def test_a_page_names_the_address_it_is_known_by(
    client: Client, brochure: dict[str, Any], address: str, canonical: str
) -> None:
    page = client.get(address).content.decode()
    assert f'<link rel="canonical" href="http://testserver{canonical}">' in page
    assert page.count('rel="canonical"') == 1


def test_a_project_is_known_by_one_address_whatever_the_choice_was(
    client: Client, brochure: dict[str, Any]
) -> None:
    address = Project.objects.get(name="Spoorsingel").get_absolute_url()
    page = client.get(f"{address}?jaar=2022&batVanaf=2").content.decode()
    assert re.findall(r'rel="canonical" href="([^"]+)"', page) == [f"http://testserver{address}"]


def test_who_finds_a_weakness_is_told_where_to_report_it(client: Client, settings: Settings) -> None:
    settings.CONTACT = ""
    assert client.get("/.well-known/security.txt").status_code == 404
    settings.CONTACT = "mailto:veilig@corporatie.example"
    answer = client.get("/.well-known/security.txt")
    assert answer.headers["content-type"] == "text/plain; charset=utf-8"
    told = dict(line.split(": ", 1) for line in answer.content.decode().splitlines())
    assert told["Contact"] == "mailto:veilig@corporatie.example"
    assert told["Canonical"] == "http://testserver/.well-known/security.txt"
    expires = datetime.datetime.fromisoformat(told["Expires"])
    assert timezone.now() < expires < timezone.now() + datetime.timedelta(days=365)
