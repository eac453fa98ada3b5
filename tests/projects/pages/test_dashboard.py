"""The dashboards of home and municipality: one choice for every number, and a list behind each of them."""

import re
from html import unescape
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from django.core.management import call_command
from django.http import QueryDict
from django.test import Client

from municipalities.models import Municipality
from projects.example import make_examples
from projects.filters.selection import select
from projects.models import Norm, Project
from projects.pages.dashboard.charts import Chart
from projects.pages.dashboard.key_totals import KeyTotals
from projects.sums.by_rent import by_rent_class
from projects.sums.intervals import Interval
from tests.conftest import AddProject
from tests.support.loaded import load_once

HEERLEN = "/gemeenten/heerlen/?jaar=2022"
HOME = "/?jaar=2022"


def strip(found: KeyTotals) -> dict[str, str]:
    return {total.label: total.value for _, group in found.groups for total in group}


def rows(charts: list[Chart], slug: str) -> dict[str, tuple[str, ...]]:
    chart = next(each for each in charts if each.slug == f"grafiek-{slug}")
    return {row.label: tuple(map(str, row.cells)) for row in chart.rows}


def links(context: Any) -> list[tuple[str, str]]:
    """Return what each link behind a total or bar should add up to at most, with the link."""
    totals = [
        each for _, group in context["key_totals"].groups for each in group if each.label != "projecten"
    ]
    found = [(each.value.split(" tot ")[-1].replace(".", ""), each.href) for each in totals]
    bars = [row for chart in context["charts"] for row in chart.rows]
    return found + [(str((row.total or row.cells[0]).most), row.href) for row in bars]


@pytest.mark.parametrize("address", [HOME, HEERLEN])
def test_the_key_totals_of_the_brochure(client: Client, brochure: dict[str, Any], address: str) -> None:
    assert strip(client.get(address).context["key_totals"]) == {
        "woningen": "132",
        "projecten": "6",
        # Of Saffierflat (20) both classes are social; the split over them does not matter here.
        "sociale huur": "53 tot 107",
        "vrije huur": "0 tot 54",
        "huur nog niet bekend": "25",
        "BAT-score 2 of hoger": "20 tot 74",
        "gasloos of beter": "132",
        "start in 2022": "74 tot 94",
        "oplevering in 2022": "13 tot 33",
    }


def test_the_charts_of_the_brochure(client: Client, brochure: dict[str, Any]) -> None:
    charts = client.get(HOME).context["charts"]
    assert rows(charts, "onderdeel") == {
        "Nieuwbouw/verbouw": ("87",), "Renovatie": ("20",), "Onderzoek": ("25",),
    }  # fmt: skip
    assert rows(charts, "woningtype") == {
        "Grondgebonden gelijkvloers": ("0",), "Grondgebonden gezins": ("13 tot 43",),
        "Gestapeld zonder lift": ("0 tot 20",), "Gestapeld met lift": ("20 tot 70",),
        "Nog niet bekend": ("49",),
    }  # fmt: skip
    # Goedkoop, Betaalbaar, Sociale hogere huur, Vrije huur; the law had no mid-rent yet.
    assert rows(charts, "jaar") == {
        "2022": ("0", "0 tot 20", "13 tot 33", "0"),
        "2023": ("0", "0", "0", "0"),
        "Nog niet bekend": ("0", "0 tot 20", "20 tot 94", "0 tot 54"),
    }
    assert [row.total for row in charts[0].rows] == [(13, 33), (0, 25), (74, 119)]


@pytest.mark.parametrize("page", ["/?jaar=2024", "/gemeenten/heerlen/?jaar=2024"])
def test_one_choice_narrows_every_number(client: Client, add_project: AddProject, page: str) -> None:
    add_project(
        "Hoort erbij", dwellings=8, start_year=2024, bat_from_id=1, bat_to_id=3, certain={"goedkoop": None}
    )
    add_project("Te laag", dwellings=50, start_year=2024, bat_from_id=0, bat_to_id=1)
    Norm.objects.create(from_year=2020, social=30, source="Woonvisie")
    context = client.get(f"{page}&batVanaf=2").context
    assert context["totals"].projects == 1
    assert strip(context["key_totals"])["woningen"] == "8"
    assert rows(context["charts"], "onderdeel") == {"Nieuwbouw/verbouw": ("8",)}
    assert context["norm"].base.dwellings == 8
    if "heerlen" in page:
        assert [[each.name for each in part.projects] for part in context["sections"]] == [["Hoort erbij"]]
    else:
        assert [(str(place), sums.dwellings) for place, sums in context["municipalities"]] == [("Heerlen", 8)]


def chosen(href: str) -> Any:
    return select(QueryDict(urlsplit(href).query), Project.objects.public()).projects


@pytest.fixture
def examples(db: None) -> None:
    load_once("brochure and 400 public examples", load_examples)


def load_examples() -> None:
    call_command("load_brochure", verbosity=0)
    make_examples(400)
    Project.objects.filter(is_example=True).update(is_public=True)


@pytest.mark.parametrize(
    "page", ["/?jaar=2026", "/gemeenten/heerlen/?jaar=2026", "/?jaar=2026&soort=renovatie"]
)
def test_behind_each_number_stand_the_projects_that_add_to_its_most(
    client: Client, examples: None, page: str
) -> None:
    context = client.get(page).context
    found = links(context)
    assert len(found) > 35
    for most, href in found:
        projects = chosen(href)
        query = parse_qs(urlsplit(href).query)
        if "segment" in query or "huurprijsklasse" in query:
            continue  # a project adds a part of its dwellings: the next test
        assert str(projects.totals().dwellings) == most, href


def test_behind_each_rent_class_stand_the_projects_that_add_to_it(client: Client, examples: None) -> None:
    page = client.get("/?jaar=2026")
    chart = next(each for each in page.context["charts"] if each.slug == "grafiek-huurprijsklasse")
    overview = Project.objects.public().in_overview(2026)
    for row in chart.rows:
        listed = chosen(row.href)
        others = overview.exclude(pk__in=listed.values("pk"))
        assert {each.label: each.dwellings.most for each in by_rent_class(listed)}[row.label] == row.cells[
            0
        ].most
        assert {each.label: each.dwellings for each in by_rent_class(others)}[row.label] == Interval(0, 0)


def test_details_of_the_count_lead_to_their_projects(client: Client, add_project: AddProject) -> None:
    add_project("Precies", dwellings=5, start_year=2024)
    add_project("Ongeveer", dwellings=30, dwellings_approximate=True, start_year=2024)
    add_project("Onbekend", start_year=2024)
    add_project("Weg", kind="sloop", dwellings=9, start_year=2024)
    _, group = client.get("/?jaar=2024").context["key_totals"].groups[0]
    found = {
        each.text: {project.name for project in chosen(each.href)}
        for total in group
        for each in total.details
    }
    assert found == {
        "5 precies geteld": {"Precies", "Weg"},  # what is demolished stands in lists, and the page says so
        "30 bij benadering (ca.)": {"Ongeveer"},
        "9 te slopen, apart geteld": {"Weg"},
        "1 zonder aantal, niet meegeteld": {"Onbekend"},
    }


@pytest.mark.parametrize(
    ("choice", "label", "linked"),
    [
        ("", "BAT-score 2 of hoger", True),
        ("batVanaf=2", "BAT-score 2 of hoger", True),
        # The list can hold one value: a link that drops the visitor's own choice would show other projects.
        ("batVanaf=3", "BAT-score 2 of hoger", False),
        ("batVanaf=2&zekerheid=zeker", "sociale huur", False),
        ("batVanaf=2&zekerheid=zeker", "woningen", True),
    ],
)
def test_a_number_has_no_link_where_no_list_can_hold_it(
    client: Client, brochure: dict[str, Any], choice: str, label: str, linked: bool
) -> None:
    groups = client.get(f"{HOME}&{choice}").context["key_totals"].groups
    total = next(each for _, group in groups for each in group if each.label == label)
    assert bool(total.href) == linked


@pytest.mark.parametrize("page", [HOME, HEERLEN])
@pytest.mark.parametrize("choice", ["batVanaf=9", "soort=kasteel", "soort=sloop&soort=renovatie"])
def test_a_wrong_choice_gives_no_figures(
    client: Client, brochure: dict[str, Any], page: str, choice: str
) -> None:
    response = client.get(f"{page}&{choice}")
    text = response.content.decode()
    assert response.status_code == 400
    for figure in ("132", "dash-total", "Spoorsingel", "De norm"):
        assert figure not in text


@pytest.mark.parametrize("address", [HOME, HEERLEN])
def test_a_dashboard_leads_to_the_list_of_its_choice(
    client: Client, brochure: dict[str, Any], address: str
) -> None:
    page = client.get(f"{address}&batVanaf=2").content.decode()
    link = re.search(r'<a href="([^"]+)">Toon de lijst van deze 3 projecten</a>', page)
    assert link
    assert client.get(unescape(link[1])).context["page"].paginator.count == 3


def test_years_and_municipalities_keep_the_choice(client: Client, brochure: dict[str, Any]) -> None:
    page = client.get("/?jaar=2022&gemeente=GM0917&batVanaf=1&utm_source=x").content.decode()
    assert 'href="?jaar=2023&amp;gemeente=GM0917&amp;batVanaf=1"' in page
    assert 'href="/gemeenten/heerlen/?jaar=2022&amp;batVanaf=1"' in page
    place = client.get(f"{HEERLEN}&batVanaf=1").content.decode()
    assert 'href="?jaar=2023&amp;batVanaf=1"' in place


def test_the_page_of_a_municipality_is_of_that_one_whatever_the_address_says(
    client: Client, brochure: dict[str, Any]
) -> None:
    response = client.get(f"{HEERLEN}&gemeente=GM0928&regio=noord-limburg")
    assert response.context["totals"].projects == 6
    assert response.context["selection"].chips == []


def norm_text(client: Client, address: str) -> str:
    page = client.get(address).content.decode()
    found = re.search(r'<section class="dash-norm".*?</section>', page, re.DOTALL)
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", "", found[0])) if found else ""


@pytest.mark.parametrize("address", [HOME, HEERLEN])
def test_the_norm_of_the_brochure_is_not_yet_certain_and_says_why(
    client: Client, brochure: dict[str, Any], address: str
) -> None:
    text = norm_text(client, address)
    assert (
        "Nog niet zeker. Van de 112 nieuwbouwwoningen worden er 33 tot 112 sociale huur (29% tot 100%). "
        "De norm is 30%: 34 woningen. De norm is gehaald als van de 79 woningen waarvan dit nog niet "
        "vaststaat er minstens 1 sociale huur wordt."
    ) in text
    assert "10% middenhuur Geen oordeel. Niet te toetsen: middenhuur bestond" in text
    assert "Van de woningen zijn er 55 bij benadering geteld (ca.)" in text
    assert "Bron van de norm: Bod 2022 van Wonen Limburg aan de gemeente Heerlen" in text
    page = client.get(address).content.decode()
    assert '<rect class="dash-least" x="0" y="20" width="29.46%"' in page
    assert '<line class="dash-norm-line" x1="30%" x2="30%"' in page


def test_entering_one_split_settles_the_norm(client: Client, brochure: dict[str, Any]) -> None:
    project = Project.objects.get(name="Burg Gijzelslaan")
    project.rent_entries.filter(rent_class__code="sociale-hogere-huur").update(dwellings=1)
    assert "Gehaald. Van de 112" in norm_text(client, HEERLEN)


def test_mid_rent_is_judged_from_the_year_that_the_law_has_it(
    client: Client, add_project: AddProject
) -> None:
    Norm.objects.create(from_year=2020, mid=10, source="Woonvisie")
    add_project(dwellings=10, certain={"middenhuur": None}, delivery_year=2040, start_year=2039)
    assert "Niet te toetsen" in norm_text(client, "/?jaar=2024")
    assert "Gehaald." in norm_text(client, "/?jaar=2025")
    # Nobody knows the limits of that year yet, but the law does not go away.
    assert "Gehaald." in norm_text(client, "/?jaar=2040")


def test_without_new_building_or_without_a_norm_there_is_no_verdict(
    client: Client, brochure: dict[str, Any]
) -> None:
    text = norm_text(client, f"{HOME}&soort=renovatie")
    assert "Geen oordeel. Er is geen nieuwbouw om aan de norm te toetsen." in text
    assert "binnen uw keuze" in text
    assert "binnen uw keuze" not in norm_text(client, f"{HOME}&sorteer=naam")  # an order is no choice
    assert "Voor het overzicht van 2021 is geen norm vastgelegd." in norm_text(client, "/?jaar=2021")


def test_a_municipality_has_its_own_norm_and_home_says_that_there_are_others(
    client: Client, brochure: dict[str, Any]
) -> None:
    heerlen = Municipality.objects.get(name="Heerlen")
    Norm.objects.create(municipality=heerlen, from_year=2022, social=20, source="Woonvisie Heerlen")
    for address in (HEERLEN, f"{HOME}&gemeente=GM0917"):
        assert "Gehaald. Van de 112" in norm_text(client, address)
        assert "voor Heerlen" in norm_text(client, address)
    assert "1 gemeente heeft een eigen norm" in norm_text(client, HOME)


def test_invented_projects_are_named_at_the_norm(client: Client, add_project: AddProject) -> None:
    Norm.objects.create(from_year=2020, social=30, source="Woonvisie")
    add_project(dwellings=10, start_year=2024, is_example=True)
    assert "1 verzonnen project telt mee" in norm_text(client, "/?jaar=2024")


def test_where_no_project_has_a_count_there_is_no_number(client: Client, add_project: AddProject) -> None:
    add_project(start_year=2024)
    page = client.get("/?jaar=2024")
    assert strip(page.context["key_totals"]) == {
        "woningen": "Nnb", "project": "1", "sociale huur": "Nnb", "vrije huur": "Nnb",
        "BAT-score 2 of hoger": "Nnb", "gasloos of beter": "Nnb",
        "start in 2024": "Nnb", "oplevering in 2024": "Nnb",
    }  # fmt: skip
    assert rows(page.context["charts"], "onderdeel") == {"Nieuwbouw/verbouw (1 zonder aantal)": ("0",)}


def test_a_count_of_what_is_demolished_says_nothing_of_what_is_added(
    client: Client, add_project: AddProject
) -> None:
    add_project("Weg", kind="sloop", dwellings=40, start_year=2024)
    only_demolition = strip(client.get("/?jaar=2024").context["key_totals"])
    assert (only_demolition["woningen"], only_demolition["sociale huur"]) == ("0", "0")
    add_project("Nieuw", start_year=2024)
    page = client.get("/?jaar=2024")
    found = strip(page.context["key_totals"])
    assert (found["woningen"], found["sociale huur"], found["projecten"]) == ("Nnb", "Nnb", "2")
    assert '<abbr title="Nog niet bekend">Nnb</abbr>' in page.content.decode()  # at the municipality, too


def test_a_year_with_only_projects_without_a_count_says_so(client: Client, add_project: AddProject) -> None:
    add_project("Geteld", dwellings=10, start_year=2024, delivery_year=2025)
    add_project("Onbekend", start_year=2024, delivery_year=2026)
    add_project("Weg", kind="sloop", start_year=2024, delivery_year=2026)
    chart = client.get("/?jaar=2024").context["charts"][0]
    assert {row.label: row.total for row in chart.rows} == {
        "2025": (10, 10),
        "2026 (1 zonder aantal)": (0, 0),
    }
    assert {each.name for each in chosen(chart.rows[1].href)} == {"Onbekend", "Weg"}


def test_demolition_is_in_no_sum_and_the_page_says_that_lists_hold_it(
    client: Client, add_project: AddProject
) -> None:
    add_project("Weg", kind="sloop", dwellings=40, start_year=2024, certain={"goedkoop": None})
    add_project("Nieuw", dwellings=10, start_year=2024, certain={"goedkoop": None})
    page = client.get("/?jaar=2024")
    assert rows(page.context["charts"], "onderdeel") == {"Nieuwbouw/verbouw": ("10",)}
    assert rows(page.context["charts"], "huurprijsklasse")["Goedkoop"] == ("10",)
    assert "in de lijsten met projecten staan ze wel" in page.content.decode()
