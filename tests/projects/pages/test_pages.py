"""The public pages: what they show, what they refuse, what never leaks, and what they cost."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from django.db import connection
from django.db.models import CharField, F, Value
from django.db.models.functions import Cast, Concat
from django.test import Client
from django.test.utils import CaptureQueriesContext

from municipalities.models import Municipality
from projects.example import make_examples
from projects.models import Project
from tests.conftest import AddProject
from tests.support.loaded import analyze
from tests.support.scale import MANY

# Two (municipality: one) are for the data block: until when the data go, and the area that they cover.
QUERIES = {
    "/?jaar=2022": 26,
    "/gemeenten/?jaar=2022": 4,
    "/gemeenten/heerlen/?jaar=2022": 28,
    "/projecten/": 15,
    "/projecten/?jaar=2022&gemeente=GM0917&huurprijsklasse=vrije-huur": 13,
    "/toelichting/?jaar=2022": 6,
}


@contextmanager
def queries(most: int) -> Iterator[None]:
    with CaptureQueriesContext(connection) as captured:
        yield
    assert len(captured) == most, "\n".join(query["sql"][:200] for query in captured)


@pytest.fixture
def many(brochure: dict[str, Any]) -> None:
    """Many projects more, all in Heerlen."""
    make_examples(MANY)
    Project.objects.filter(is_example=True).update(
        municipality=Municipality.objects.get(name="Heerlen"),
        name=Concat(F("name"), Value(" nr "), Cast(F("id"), CharField())),
        is_public=True,
    )
    analyze()


@pytest.mark.parametrize("address", QUERIES)
def test_queries_with_six_projects(client: Client, brochure: dict[str, Any], address: str) -> None:
    with queries(QUERIES[address]):
        assert client.get(address).status_code == 200


@pytest.mark.parametrize("address", QUERIES)
def test_the_same_queries_with_many(client: Client, many: None, address: str) -> None:
    with queries(QUERIES[address]):
        assert client.get(address).status_code == 200


def test_a_project_page_costs_the_same_whatever_it_holds(client: Client, add_project: AddProject) -> None:
    bare = add_project("Kaal")
    full = add_project(
        "Vol",
        dwellings=20,
        certain={"betaalbaar": 5, "vrije-huur": 14},
        types=["gestapeld-met-lift", "grondgebonden-gezins"],
        bat_from_id=0,
        bat_to_id=2,
        level="beng",
        start_year=2022,
        delivery_year=2030,
    )
    for number in range(20):
        add_project(f"Buur {number}")
    for project, count in ((bare, 13), (full, 17)):
        with queries(count):
            assert client.get(project.get_absolute_url()).status_code == 200


@pytest.mark.parametrize(
    ("address", "sentence"),
    [
        ("/gemeenten/heerlen/?jaar=abc", "Een jaar bestaat uit vier cijfers, van 1990 tot en met 2100."),
        ("/gemeenten/heerlen/?jaar=22", "Een jaar bestaat uit vier cijfers"),
        ("/gemeenten/heerlen/?jaar=99999999999999999999", "Een jaar bestaat uit vier cijfers"),
        ("/gemeenten/heerlen/?jaar=20%0022", "Een jaar bestaat uit vier cijfers"),
        ("/gemeenten/?jaar=abc", "Een jaar bestaat uit vier cijfers"),
        ("/?jaar=2022-01", "Een jaar bestaat uit vier cijfers"),
        ("/projecten/?jaar=abc", "Een jaar bestaat uit vier cijfers"),
        ("/projecten/?onderdeel=onderzoek", "Kies ook een jaar"),
        ("/projecten/?gemeente=GM9999", "is hier geen keuze. Kies uit de lijst"),
        ("/projecten/?batVanaf=5", "Een BAT-score is 0, 1, 2, 3 of 4."),
        ("/projecten/?zoek=a%00b", "Null-tekens zijn niet toegestaan."),
        ("/toelichting/?jaar=x", "Een jaar bestaat uit vier cijfers"),
        ("/toelichting/?aftopping=midden", "Selecteer een geldige keuze."),
    ],
)
def test_a_wrong_value_is_told_and_no_figures_are_shown(
    client: Client, brochure: dict[str, Any], address: str, sentence: str
) -> None:
    response = client.get(address)
    page = response.content.decode()
    assert response.status_code == 400
    assert sentence in page
    assert "132" not in page
    assert "Spoorsingel" not in page


@pytest.mark.parametrize(
    "address",
    [
        "/gemeenten/atlantis/",
        "/projecten/0/",
        "/projecten/99999999999999999999/",
        "/projecten/?pagina=0",
        "/projecten/?pagina=abc",
        "/bestaat-niet/",
    ],
)
def test_what_is_not_there_says_so_in_dutch(client: Client, brochure: dict[str, Any], address: str) -> None:
    response = client.get(address)
    assert response.status_code == 404
    assert "Deze pagina is er niet" in response.content.decode()


def test_a_draft_never_leaks(client: Client, brochure: dict[str, Any]) -> None:
    secret = Project.objects.get(name="Spoorsingel")
    secret.is_public = False
    secret.save()
    assert client.get(secret.get_absolute_url()).status_code == 404
    assert client.get(f"/api/v1/projecten/{secret.pk}").status_code == 404
    pages = [
        "/",
        "/gemeenten/heerlen/?jaar=2022",
        "/projecten/",
        "/projecten/?zoek=Spoor",
        "/api/v1/projecten",
    ]
    neighbour = Project.objects.get(name="Saffierflat").get_absolute_url()
    for address in [*pages, neighbour]:
        assert "Spoorsingel" not in client.get(address).content.decode(), address
    assert client.get("/gemeenten/heerlen/?jaar=2022").context["totals"].dwellings == 112


def test_the_whole_of_a_phase_is_named_only_when_public(client: Client, add_project: AddProject) -> None:
    whole = add_project("Aldenhofpark", is_public=False)
    phase = add_project("Aldenhofpark-Noord", parent=whole)
    assert "Fase van" not in client.get(phase.get_absolute_url()).content.decode()
    assert client.get(f"/api/v1/projecten/{phase.pk}").json()["faseVan"] is None
    Project.objects.filter(pk=whole.pk).update(is_public=True)
    assert "Fase van" in client.get(phase.get_absolute_url()).content.decode()
    assert client.get(f"/api/v1/projecten/{phase.pk}").json()["faseVan"] == whole.pk
    assert "Aldenhofpark-Noord" in client.get(whole.get_absolute_url()).content.decode()


def test_what_users_type_is_shown_as_text(client: Client, add_project: AddProject) -> None:
    add_project("<script>alert(1)</script>", note="<b>vet</b>", start_year=2022)
    for address in ("/gemeenten/heerlen/?jaar=2022", "/projecten/", Project.objects.get().get_absolute_url()):
        page = client.get(address).content.decode()
        assert "<script>" not in page
        assert "<b>vet" not in page
        assert "&lt;script&gt;" in page


def test_an_unknown_count_is_never_shown_as_none(client: Client, add_project: AddProject) -> None:
    add_project(gemeente="Vaals", start_year=2022)
    home = client.get("/?jaar=2022").content.decode()
    assert '<td class="number"><abbr title="Nog niet bekend">Nnb</abbr></td>' in home
    page = client.get("/gemeenten/vaals/?jaar=2022").content.decode()
    assert "aantal nog niet bekend (Nnb) in 1 project" in page
    for each in (home, page):
        assert "0 woningen in" not in each
        assert re.search(r'<dd class="dash-value"><a href="[^"]+">Nnb</a>', each)
    add_project("Met aantal", gemeente="Vaals", start_year=2022, dwellings=12)
    assert "minstens 12 woningen in 2 projecten" in client.get("/gemeenten/vaals/?jaar=2022").content.decode()


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"phase": "vervallen", "start_year": 2024}, "Het project is vervallen"),
        ({"phase": "afgerond"}, "Het project is klaar"),
        ({}, "De planning is nog niet bekend."),
        ({"start_year": 2024}, "volgt uit de planning"),
    ],
)
def test_the_project_page_says_why_it_stands_where_it_stands(
    client: Client, add_project: AddProject, fields: dict[str, Any], sentence: str
) -> None:
    assert sentence in client.get(add_project(**fields).get_absolute_url()).content.decode()


def test_an_expired_form_is_told_in_dutch(db: None) -> None:
    response = Client(enforce_csrf_checks=True).post("/beheer/inloggen/", {"login": "a", "password": "b"})
    assert response.status_code == 403
    assert "Dit formulier is verlopen" in response.content.decode()


def test_without_a_year_the_last_planned_year_is_shown_and_said(
    client: Client, brochure: dict[str, Any]
) -> None:
    page = client.get("/gemeenten/heerlen/").content.decode()
    assert "Vastgoedprojecten 2023" in page
    assert "U ziet het laatste jaar met planning." in page
    assert "U ziet het laatste jaar" not in client.get("/gemeenten/heerlen/?jaar=2022").content.decode()


@pytest.mark.parametrize("year", [1990, 2100])
def test_every_year_that_a_page_leads_to_exists(client: Client, brochure: dict[str, Any], year: int) -> None:
    years = client.get(f"/?jaar={year}").context["choice"].years
    assert year in years
    assert {client.get(f"/?jaar={each}").status_code for each in years} == {200}


def test_a_municipality_without_projects_says_so(client: Client, brochure: dict[str, Any]) -> None:
    assert (
        "staan voor 2022 geen openbare projecten"
        in client.get("/gemeenten/vaals/?jaar=2022").content.decode()
    )


def test_without_any_project_nothing_is_said_of_a_choice_or_of_their_prices(
    client: Client, brochure: dict[str, Any]
) -> None:
    Project.objects.update(is_public=False)
    empty = client.get("/projecten/").content.decode()
    assert "Er zijn nog geen openbare projecten." in empty
    assert "uw hele keuze" not in empty
    assert "Niet te vergelijken:" not in client.get("/gemeenten/heerlen/?jaar=2022").content.decode()


def test_classes_that_the_law_did_not_have_yet_are_left_out(client: Client, brochure: dict[str, Any]) -> None:
    def shown(year: int) -> str:
        page = client.get(f"/gemeenten/heerlen/?jaar={year}").content.decode()
        return re.sub(r"<select.*?</select>", "", page, flags=re.DOTALL)  # one may always ask for it

    assert "Middenhuur" not in shown(2022)
    assert "Middenhuur" in shown(2026)


def test_a_long_section_shows_its_first_rows_and_leads_to_the_rest(client: Client, many: None) -> None:
    none = dict.fromkeys(
        ("start_quarter", "delivery_year", "delivery_quarter", "planned_year", "planned_quarter")
    )
    Project.objects.filter(is_example=True).update(phase="", start_year=2030, **none)
    page = client.get("/gemeenten/heerlen/?jaar=2026").content.decode()
    assert "U ziet de eerste 200 projecten." in page
    rest = "/projecten/?jaar=2026&amp;gemeente=GM0917&amp;onderdeel=onderzoek"
    assert rest in page
    assert client.get(rest.replace("&amp;", "&")).status_code == 200


def test_a_split_is_shown_on_the_project_page(client: Client, add_project: AddProject) -> None:
    project = add_project(dwellings=24, certain={"betaalbaar": 16, "vrije-huur": 8})
    page = client.get(project.get_absolute_url()).content.decode()
    assert "Verdeling over huurprijsklassen" in page
    assert '<td class="number">16</td>' in page


@pytest.mark.parametrize("method", ["post", "put", "delete", "trace"])
def test_pages_are_only_read(client: Client, brochure: dict[str, Any], method: str) -> None:
    browser = Client(enforce_csrf_checks=True)
    for address in [*QUERIES, "/projecten/1/", "/api/v1", "/api/v1/gemeenten"]:
        assert getattr(client, method)(address).status_code == 405, address
        assert getattr(browser, method)(address).status_code in {403, 405}, address


@pytest.mark.parametrize(
    "address", ["/", "/gemeenten/heerlen/", "/api/v1/projecten", "/beheer/inloggen/", "/nee"]
)
def test_every_answer_carries_the_security_headers(
    client: Client, brochure: dict[str, Any], address: str
) -> None:
    headers = client.get(address).headers
    assert "default-src 'none'" in headers["Content-Security-Policy"]
    assert "unsafe" not in headers["Content-Security-Policy"]
    assert headers["X-Frame-Options"] == "DENY"
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert "Permissions-Policy" in headers
