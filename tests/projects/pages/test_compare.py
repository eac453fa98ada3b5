"""Municipalities side by side: which figure stands where, what is marked, what is refused, what it costs."""

import datetime
import re
from typing import Any

import pytest
from django.http import QueryDict
from django.test import Client

from municipalities.filters import FigureFilterSet
from municipalities.models import Corporation, Figure, Indicator, IndicatorClass, Municipality, Theme
from projects.models import Project, RentClass
from tests.conftest import AddProject
from tests.projects.pages.test_pages import queries
from wonen.dutch.periods import Period

HEERLEN, KERKRADE, VAALS = "gemeente=GM0917", "gemeente=GM0928", "gemeente=GM0981"
QUERIES = 13


def indicator(code: str = "zoekduur", **fields: Any) -> Indicator:
    theme, _ = Theme.objects.get_or_create(code="wonen", name="Wonen")
    classes = fields.pop("classes", ())
    made = Indicator.objects.create(
        theme=theme, code=code, **{"name": code.capitalize(), "kind": "enkel", "definition": "Test", **fields}
    )
    for order, name in enumerate(classes):
        IndicatorClass.objects.create(indicator=made, code=name.lower(), name=name, order=order)
    return made


def figure(of: Indicator, where: str | None, value: Any, **fields: Any) -> Figure:
    """Add a figure of a municipality, or of the whole corporation; of 2020 unless said otherwise."""
    place = Municipality.objects.get(name=where) if where else None
    if name := fields.pop("klasse", None):
        fields["indicator_class"] = of.classes.get(name=name)
    return Figure.objects.create(
        indicator=of, municipality=place, value=value, **{"period": Period.of_year(2020), **fields}
    )


def text(html: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", html).split())


def rows(client: Client, address: str) -> dict[str, list[str]]:
    """Return the cells of each row of the comparison by its heading, as a reader sees them."""
    response = client.get(f"/vergelijken/?{address}")
    assert response.status_code == 200
    found = re.findall(r'<th scope="row">(.*?)</th>(.*?)</tr>', response.content.decode(), re.DOTALL)
    return {
        text(head): [text(cell) for cell in re.findall(r"<td.*?</td>", cells, re.DOTALL)]
        for head, cells in found
    }


def page(client: Client, address: str) -> str:
    return client.get(f"/vergelijken/?{address}").content.decode()


def test_municipalities_stand_in_the_order_in_which_they_were_chosen(client: Client, world: None) -> None:
    for where, value in (("Heerlen", 7), ("Kerkrade", 8), ("Vaals", 9)):
        figure(of := Indicator.objects.first() or indicator(), where, value)
    assert rows(client, f"{VAALS}&{HEERLEN}&{KERKRADE}&kengetal={of.code}")["Zoekduur 2020"] == [
        "9",
        "7",
        "8",
    ]
    assert rows(client, f"{KERKRADE}&{VAALS}&kengetal={of.code}")["Zoekduur 2020"] == ["8", "9"]


def test_on_the_same_basis_it_is_said_once_and_nothing_is_marked(client: Client, world: None) -> None:
    of = indicator()
    figure(of, "Heerlen", 7)
    figure(of, "Kerkrade", 8)
    figure(of, None, 9)
    address = f"{HEERLEN}&{KERKRADE}&{VAALS}&kengetal=zoekduur"
    assert rows(client, address)["Zoekduur 2020"] == ["7", "8", "geen cijfer", "9"]
    assert "Let op" not in page(client, address)


@pytest.mark.parametrize(
    ("fields", "head", "cells"),
    [
        (
            {"period": Period.of_years(2017, 2020)},
            "Zoekduur prijspeil 2020, hoge aftoppingsgrens Let op: verschillende perioden",
            ["7 2020", "8 2017-2020"],
        ),
        (
            {"price_level": 2021},
            "Zoekduur 2020, hoge aftoppingsgrens Let op: verschillend prijspeil",
            ["7 prijspeil 2020", "8 prijspeil 2021"],
        ),
        (
            {"capping": "laag"},
            "Zoekduur 2020, prijspeil 2020 Let op: verschillende aftoppingsgrenzen",
            ["7 hoge aftoppingsgrens", "8 lage aftoppingsgrens"],
        ),
        (
            {"status": "voorlopig"},
            "Zoekduur 2020, prijspeil 2020, hoge aftoppingsgrens Let op: verschillende status",
            ["7 definitief", "8 voorlopig"],
        ),
    ],
)
def test_what_differs_is_marked_and_printed_in_each_cell(
    client: Client, world: None, fields: dict[str, Any], head: str, cells: list[str]
) -> None:
    of = indicator()
    basis = {"price_level": 2020, "capping": "hoog"}
    figure(of, "Heerlen", 7, **basis)
    figure(of, "Kerkrade", 8, **{**basis, **fields})
    assert rows(client, f"{HEERLEN}&{KERKRADE}&kengetal=zoekduur")[head] == cells


def test_the_corporation_as_a_whole_is_on_a_basis_too(client: Client, world: None) -> None:
    of = indicator()
    figure(of, "Heerlen", 7)
    figure(of, None, 9, period=Period.of_year(2019))
    assert rows(client, f"{HEERLEN}&kengetal=zoekduur")["Zoekduur Let op: verschillende perioden"] == [
        "7 2020",
        "9 2019",
    ]


def test_only_rows_that_differ_are_marked(client: Client, world: None) -> None:
    of = indicator(kind="verdeling", unit="%", classes=["Huur", "Koop"])
    for name in ("Huur", "Koop"):
        figure(of, "Heerlen", 50, klasse=name)
    figure(of, "Kerkrade", 40, klasse="Huur")
    figure(of, "Kerkrade", 60, klasse="Koop", status="afgeleid", note="Geteld.")
    found = rows(client, f"{HEERLEN}&{KERKRADE}&kengetal=zoekduur")
    assert found["Huur"] == ["50%", "40%"]
    assert found["Koop Let op: verschillende status"] == ["50% definitief", "60% afgeleid 1"]


def test_the_last_figure_that_was_known_on_the_day_counts(client: Client, world: None) -> None:
    of = indicator()
    figure(of, "Heerlen", 5, period=Period.of_year(2019))
    figure(of, "Heerlen", 7)
    figure(of, "Heerlen", 9, period=Period.of_year(2021))
    address = f"{HEERLEN}&kengetal=zoekduur"
    assert rows(client, address)["Zoekduur 2021"] == ["9"]
    for day in ("jaar=2022", "peildatum=31-12-2020", "peildatum=2021-12-30", "jaar=2030&peildatum=1-6-2021"):
        assert rows(client, f"{address}&{day}")["Zoekduur 2020"] == ["7"]
    assert rows(client, f"{address}&peildatum=1-1-2019")["Zoekduur"] == ["geen cijfer"]


def test_classes_of_two_periods_never_stand_under_each_other(client: Client, world: None) -> None:
    of = indicator(kind="verdeling", classes=["Huur", "Koop"])
    for name in ("Huur", "Koop"):
        figure(of, "Heerlen", 50, klasse=name, period=Period.of_year(2019))
    figure(of, "Heerlen", 60, klasse="Huur")
    found = rows(client, f"{HEERLEN}&kengetal=zoekduur")
    assert (found["Huur"], found["Koop"]) == (["50"], ["50"])
    figure(of, "Heerlen", 40, klasse="Koop")
    found = rows(client, f"{HEERLEN}&kengetal=zoekduur")
    assert (found["Huur"], found["Koop"]) == (["60"], ["40"])


def test_what_cannot_be_read_is_never_a_zero_and_marks_nothing(client: Client, world: None) -> None:
    of = indicator()
    figure(of, "Heerlen", 0)
    figure(of, "Kerkrade", None, status="onleesbaar", note="<b>Vlek</b>", period=Period.of_year(2021))
    address = f"{HEERLEN}&{KERKRADE}&kengetal=zoekduur"
    assert rows(client, address)["Zoekduur"] == ["0 2020", "niet leesbaar in de bron 1 2021"]
    html = page(client, address)
    assert "&lt;b&gt;Vlek&lt;/b&gt;" in html
    assert "Let op" not in html


def test_a_table_shows_corporations_apart_where_they_were_not_added_up(client: Client, world: None) -> None:
    accent = Corporation.objects.create(code="ACC", name="Accent")
    limburg = Corporation.objects.get(code="WL")
    of = indicator(kind="tabel", classes=["Flats"])
    figure(of, "Heerlen", 12, klasse="Flats")
    for corporation, value in ((limburg, 10), (accent, 2)):
        figure(of, "Heerlen", value, klasse="Flats", corporation=corporation)
    assert rows(client, f"{HEERLEN}&kengetal=zoekduur")["Flats"] == ["12"]
    figure(of, "Kerkrade", 30, klasse="Flats", corporation=limburg)
    found = rows(client, f"{HEERLEN}&{KERKRADE}&kengetal=zoekduur")
    assert found["Flats"] == ["12", "geen cijfer"]
    assert found["Flats , Wonen Limburg"] == ["10", "30"]
    assert "Flats , Accent" not in found


@pytest.mark.parametrize(
    ("address", "sentence"),
    [
        ("gemeente=GM9999", "&#x27;GM9999&#x27; is geen gemeente die hier bekend is."),
        (f"{HEERLEN}&gemeente=%3Cb%3E%00", "&#x27;&lt;b&gt;&#x27; is geen gemeente"),
        (f"{HEERLEN}&kengetal=geluk", "&#x27;geluk&#x27; is geen kengetal dat hier bekend is."),
        (f"{HEERLEN}&peildatum=gisteren", "Een datum is dag-maand-jaar, bijvoorbeeld 31-12-2020"),
        (f"{HEERLEN}&peildatum=2020-13-01", "Een datum is dag-maand-jaar, bijvoorbeeld 31-12-2020"),
        (f"{HEERLEN}&peildatum=1%00", "Null-tekens zijn niet toegestaan."),
        (f"{HEERLEN}&jaar=abc", "Een jaar bestaat uit vier cijfers, van 1990 tot en met 2100."),
        (
            "&".join(f"gemeente=GM0{number}" for number in (917, 928, 981, 882, 899, 983, 935)),
            "Kies hoogstens zes gemeenten naast elkaar; dit zijn er 7.",
        ),
    ],
)
def test_a_wrong_choice_is_told_and_no_figures_are_shown(
    client: Client, add_project: AddProject, address: str, sentence: str
) -> None:
    figure(indicator(), "Heerlen", 7531)
    add_project(dwellings=8642, start_year=2022)
    response = client.get(f"/vergelijken/?{address}&kengetal=zoekduur")
    html = response.content.decode()
    assert response.status_code == 400
    assert sentence in html
    assert "7.531" not in html
    assert "8.642" not in html
    assert "<table" not in html


def test_six_municipalities_and_the_extremes_of_the_years_are_no_mistake(client: Client, world: None) -> None:
    six = "&".join(f"gemeente=GM0{number}" for number in (917, 928, 981, 882, 899, 983))
    for more in ("", "&gemeente=GM0917", "&jaar=1990", "&jaar=2100", "&peildatum=1-1-1990"):
        assert client.get(f"/vergelijken/?{six}{more}", follow=True).status_code == 200


def test_what_was_left_open_or_said_twice_leaves_the_address(client: Client, world: None) -> None:
    response = client.get(f"/vergelijken/?{HEERLEN}&gemeente=&{KERKRADE}&{HEERLEN}&jaar=&peildatum=")
    assert response.status_code == 302
    assert response["Location"] == f"/vergelijken/?{HEERLEN}&{KERKRADE}"
    assert client.get("/vergelijken/?gemeente=&jaar=")["Location"] == "/vergelijken/"


def test_without_a_choice_the_page_explains_and_says_where_figures_are(client: Client, world: None) -> None:
    of = indicator()
    figure(of, "Vaals", 7)
    figure(of, "Vaals", 8, period=Period.of_year(2019))
    figure(of, "Heerlen", None, status="onleesbaar", note="Vlek")
    Municipality.objects.update(in_working_area=False)
    Municipality.objects.filter(name="Weert").update(in_working_area=True)
    html = page(client, "")
    assert "Zet hoogstens zes gemeenten naast elkaar" in html
    assert "Vaals (2 cijfers)" in html
    assert "Heerlen (geen cijfers)" in html
    assert html.index("Weert (") < html.index("Andere gemeenten") < html.index("Beek (")
    assert 'Zoekduur <span class="quiet">(1)</span>' in html
    assert "Vaals (1 cijfer)" in page(client, "peildatum=1-1-2020")
    assert "<table" not in html
    assert "Kies ook minstens één gemeente." in page(client, "kengetal=zoekduur")


def test_projects_stand_beside_each_other_as_intervals(client: Client, add_project: AddProject) -> None:
    add_project(
        dwellings=24,
        start_year=2022,
        certain={"betaalbaar": None, "vrije-huur": None},
        dwellings_approximate=True,
    )
    add_project("Saffierflat", dwellings=20, start_year=2022, certain={"betaalbaar": None})
    add_project(gemeente="Kerkrade", dwellings=1500, start_year=2022, certain={"vrije-huur": None})
    add_project("Kaalheide", gemeente="Kerkrade", dwellings=40, start_year=2022, kind="sloop")
    add_project(gemeente="Vaals", start_year=2022)
    add_project("Geheim", gemeente="Vaals", dwellings=77, start_year=2022, is_public=False)
    found = rows(client, f"{KERKRADE}&{HEERLEN}&{VAALS}&gemeente=GM0882&jaar=2022")
    assert found["Projecten"] == ["2", "2", "1", "geen"]
    assert found["Woningen"] == ["1.500", "44", "Nnb", "geen"]
    assert found["Te slopen woningen, apart geteld"] == ["40", "0", "0", "geen"]
    assert found["Projecten zonder aantal, niet meegeteld"] == ["0", "0", "1", "geen"]
    assert found["waarvan bij benadering (ca.)"] == ["0", "24", "0", "geen"]
    assert found["Betaalbaar"] == ["0", "20 tot 44", "Nnb", "geen"]
    assert found["Vrije huur"] == ["1.500", "0 tot 24", "Nnb", "geen"]
    assert "Middenhuur" not in found


def test_sums_per_municipality_are_those_of_each_alone(client: Client, add_project: AddProject) -> None:
    """One query for all may not say anything else than one for each."""
    codes = list(RentClass.objects.values_list("code", flat=True))
    places = ["Heerlen", "Kerkrade", "Vaals"]
    for number in range(30):
        certain = {codes[number % 5]: number if number % 4 else None, codes[(number + 2) % 5]: None}
        add_project(
            f"Project {number}",
            gemeente=places[number % 3],
            dwellings=number + 20,
            certain=certain,
            possible=[codes[(number + 1) % 5]] if number % 2 else [],
        )
    projects = Project.objects.all()
    pks = {name: Municipality.objects.get(name=name).pk for name in places}
    together = projects.by_municipality_and_rent_class(list(pks.values()))
    for pk in pks.values():
        assert together[pk] == projects.filter(municipality=pk).by_rent_class()


def test_invented_projects_are_told(client: Client, add_project: AddProject) -> None:
    add_project(dwellings=24, start_year=2022, is_example=True)
    add_project(gemeente="Kerkrade", dwellings=24, start_year=2022)
    address = f"{HEERLEN}&{KERKRADE}&jaar=2022"
    assert rows(client, address)["Projecten die voorbeelddata zijn"] == ["1", "0"]
    assert "Voorbeelddata." in page(client, address)


def test_rent_classes_of_figures_and_of_projects_are_kept_apart(client: Client, world: None) -> None:
    of = indicator("huurklassen", kind="verdeling", unit="%", classes=["Goedkoop"])
    of.classes.update(upper_limit="kwaliteitskorting")
    figure(of, "Heerlen", 30, klasse="Goedkoop", price_level=2020, capping="hoog")
    figure(indicator(), "Heerlen", 7)
    sentence = "Vergelijk de huurprijsklassen van de kengetallen niet met die van de projecten."
    html = page(client, f"{HEERLEN}&kengetal=huurklassen&jaar=2022")
    assert sentence in html
    assert "prijspeil 2020, hoge aftoppingsgrens (3 of meer personen); de projecten op prijspeil 2021" in html
    assert "niet tot dezelfde huur" in html
    assert sentence not in page(client, f"{HEERLEN}&kengetal=zoekduur&jaar=2022")
    Figure.objects.update(price_level=2021, capping="laag")
    html = page(client, f"{HEERLEN}&kengetal=huurklassen&jaar=2022")
    assert sentence in html
    assert "niet tot dezelfde huur" not in html


def test_a_row_leads_to_the_ranking_on_the_same_day(client: Client, world: None) -> None:
    of = indicator(kind="verdeling", classes=["Huur"])
    figure(of, "Heerlen", 50, klasse="Huur")
    html = page(client, f"{HEERLEN}&kengetal=zoekduur&jaar=2022")
    address = "/vergelijken/ranglijst/?kengetal=zoekduur&amp;klasse=huur&amp;peildatum=2021-07-01"
    assert address in html
    assert client.get(address.replace("&amp;", "&")).status_code == 200


@pytest.mark.parametrize(
    ("address", "municipalities"),
    [
        (f"{HEERLEN}&{VAALS}&kengetal=zoekduur&jaar=2022", {"Heerlen", "Vaals"}),
        ("ranglijst/?kengetal=zoekduur&peildatum=1-7-2021", set()),
    ],
)
def test_the_export_makes_the_same_choice_as_the_page(
    client: Client, world: None, address: str, municipalities: set[str]
) -> None:
    indicator()
    response = client.get(f"/vergelijken/{'' if 'ranglijst' in address else '?'}{address}")
    form = FigureFilterSet(QueryDict(response.context["export"]), Figure.objects.all()).form
    assert form.is_valid(), form.errors
    assert [each.code for each in form.cleaned_data["kengetal"]] == ["zoekduur"]
    assert {each.name for each in form.cleaned_data["gemeente"]} == municipalities
    assert form.cleaned_data["peildatum"] == datetime.date(2021, 7, 1)
    assert form.cleaned_data["gebied"] == "gemeente"


def test_what_stands_in_the_column_of_the_whole_corporation_can_be_taken_too(
    client: Client, world: None
) -> None:
    of = indicator()
    figure(of, "Heerlen", 7)
    address = f"{HEERLEN}&kengetal=zoekduur&peildatum=1-7-2021"
    assert "corporatiebreed" not in page(client, address)
    figure(of, None, 9)
    figure(of, None, 11, period=Period.of_year(2021))
    links = re.findall(r'href="(/cijfers\.[^"]*)"', page(client, address))
    assert [link.split("?")[0] for link in links] == ["/cijfers.csv", "/cijfers.xlsx"] * 2
    found = [client.get(link.replace("&amp;", "&")) for link in links]
    assert {answer.status_code for answer in found} == {200}
    of_places, whole = (found[at].getvalue().decode().splitlines()[1:] for at in (0, 2))
    assert [";Heerlen;" in line for line in of_places] == [True]
    assert [";9;" in line for line in whole] == [True]


@pytest.mark.parametrize("indicators", [5, 20])
@pytest.mark.parametrize("municipalities", [1, 6])
def test_the_queries_are_the_same_however_much_is_chosen(
    client: Client, add_project: AddProject, indicators: int, municipalities: int
) -> None:
    places = list(Municipality.objects.all()[:municipalities])
    for number in range(indicators):
        of = indicator(f"kengetal-{number}", kind="verdeling", classes=["Een", "Twee"])
        for where in [*(each.name for each in places), None]:
            figure(of, where, 10, klasse="Een")
            figure(of, where, 12, klasse="Twee", period=Period.of_year(2021))
    for each in places:
        add_project(f"In {each}", gemeente=each.name, dwellings=10, start_year=2022)
    chosen = [
        *(f"gemeente={each.code}" for each in places),
        *(f"kengetal=kengetal-{number}" for number in range(indicators)),
    ]
    with queries(QUERIES):
        html = page(client, "&".join([*chosen, "jaar=2022", f"peildatum={datetime.date(2022, 1, 1)}"]))
    assert html.count("<td") >= 2 * indicators * (municipalities + 1)
