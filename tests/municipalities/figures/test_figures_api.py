"""Indicators and figures in the API: whole, by every filter, refused in Dutch, at a fixed price."""

import datetime
from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from municipalities.filters import FigureFilterSet, IndicatorFilterSet
from municipalities.models import (
    Corporation,
    Figure,
    Indicator,
    IndicatorClass,
    Municipality,
    Region,
    Theme,
)
from tests.support.problems import faults
from tests.wonen.rest.test_api import one
from wonen.dutch.periods import Period, read_period

FIGURES, INDICATORS = "/api/v1/cijfers", "/api/v1/kengetallen"
AddFigure = Callable[..., Figure]


@pytest.fixture
def add_figure(world: None) -> AddFigure:
    """Return a function that adds a figure of Heerlen over 2020, given only what matters to the test."""
    housing = Theme.objects.create(code="wonen", name="Wonen", order=1)
    energy = Theme.objects.create(code="energie", name="Energie", order=2)
    Corporation.objects.create(code="ACC", name="Accent")
    for code, theme, kind in (("wachttijd", housing, "enkel"), ("label", energy, "tabel")):
        Indicator.objects.create(theme=theme, code=code, name=code, kind=kind, definition="Een.")
    for code in ("a", "b"):
        IndicatorClass.objects.create(indicator=Indicator.objects.get(code="label"), code=code, name=code)

    def add(indicator: str = "wachttijd", **fields: Any) -> Figure:
        codes = {
            "indicator_class": IndicatorClass.objects.filter(code=fields.pop("klasse", None)).first(),
            "corporation": Corporation.objects.filter(code=fields.pop("corporatie", None)).first(),
            "region": Region.objects.filter(slug=fields.pop("regio", None)).first(),
            "municipality": Municipality.objects.filter(name=fields.pop("gemeente", "Heerlen")).first(),
        }
        values: dict[str, Any] = {"value": Decimal(1), "period": read_period(fields.pop("period", "2020"))}
        return Figure.objects.create(
            indicator=Indicator.objects.get(code=indicator), **{**values, **codes, **fields}
        )

    return add


JANUARY = datetime.date(2021, 1, 1)
# The query, and three figures of which the first two answer it.
CASES: dict[str, tuple[str, list[dict[str, Any]]]] = {
    "thema": ("thema=wonen", [{}, {"period": "2019"}, {"indicator": "label", "klasse": "a"}]),
    "kengetal": ("kengetal=wachttijd", [{}, {"period": "2019"}, {"indicator": "label", "klasse": "a"}]),
    "klasse": (
        "klasse=a",
        [
            {"indicator": "label", "klasse": "a"},
            {"indicator": "label", "klasse": "a", "period": "2019"},
            {"indicator": "label", "klasse": "b"},
        ],
    ),
    "gebied": (
        "gebied=corporatie",
        [{"gemeente": ""}, {"gemeente": "", "period": "2019"}, {"gemeente": "", "regio": "parkstad"}],
    ),
    "gemeente": (
        "gemeente=GM0917&gemeente=GM0928",
        [{}, {"gemeente": "Kerkrade"}, {"gemeente": "Venlo"}],
    ),
    "regio": (
        "regio=parkstad",
        [
            {"gemeente": "", "regio": "parkstad"},
            {"gemeente": "", "regio": "parkstad", "period": "2019"},
            {"gemeente": "", "regio": "zuid-limburg"},
        ],
    ),
    "corporatie": (
        "corporatie=ACC",
        [
            {"indicator": "label", "klasse": "a", "corporatie": "ACC"},
            {"indicator": "label", "klasse": "b", "corporatie": "ACC"},
            {"indicator": "label", "klasse": "a", "corporatie": "WL"},
        ],
    ),
    "kaart": (
        "kaart=GM0917",
        [{}, {"gemeente": "", "regio": "zuid-limburg"}, {"gemeente": "", "regio": "noord-limburg"}],
    ),
    "jaar": ("jaar=2019", [{"period": "2017-2020"}, {"period": "31-12-2019"}, {"period": "2020"}]),
    "periodeVanaf": (
        "periodeVanaf=2020-12-31",
        [{"period": "2020"}, {"period": "tot 2030", "reference_date": JANUARY}, {"period": "30-12-2020"}],
    ),
    "periodeTot": (
        "periodeTot=2020-01-01",
        [{"period": "2020-2021"}, {"period": "tot 2030", "reference_date": JANUARY}, {"period": "2-1-2020"}],
    ),
    "peildatum": (
        "peildatum=2021-01-01",
        [{}, {"period": "2021-2022", "reference_date": JANUARY}, {"period": "2-1-2021"}],
    ),
    "status": (
        "status=afgeleid&status=onleesbaar",
        [
            {"status": "afgeleid", "note": "Omdat."},
            {"status": "onleesbaar", "note": "Omdat.", "value": None, "period": "2019"},
            {"status": "voorlopig", "period": "2018"},
        ],
    ),
}


def test_every_filter_of_figures_has_a_case() -> None:
    assert set(CASES) == set(FigureFilterSet.base_filters)


@pytest.mark.parametrize("case", CASES)
def test_two_of_three_figures_are_found(client: Client, add_figure: AddFigure, case: str) -> None:
    query, rows = CASES[case]
    figures = [add_figure(**fields) for fields in rows]
    answer = one(client, f"{FIGURES}?{query}")
    assert {row["id"] for row in answer["resultaten"]} == {figure.pk for figure in figures[:2]}
    assert answer["aantal"] == 2


def test_an_empty_choice_is_refused(client: Client, add_figure: AddFigure) -> None:
    add_figure()
    for name in CASES:
        assert "leeg" in faults(client.get(f"{FIGURES}?{name}="))[name]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("gebied=gemeente", ["Heerlen"]),
        ("gebied=regio", ["Parkstad"]),
        ("gebied=corporatie", ["Corporatiebreed"]),
        ("gebied=gemeente&regio=parkstad", []),
        ("kaart=GM0917", ["Heerlen", "Parkstad", "Corporatiebreed"]),
        ("kaart=GM0928", ["Parkstad", "Corporatiebreed"]),
        ("kaart=GM0983", ["Corporatiebreed"]),
    ],
)
def test_the_areas_of_figures(client: Client, add_figure: AddFigure, query: str, found: list[str]) -> None:
    for area in ({}, {"gemeente": "", "regio": "parkstad"}, {"gemeente": ""}):
        add_figure(**area)
    ids = [row["id"] for row in one(client, f"{FIGURES}?{query}")["resultaten"]]
    assert [Figure.objects.get(pk=each).area for each in ids] == found


PERIODS = ("2019", "2017-2020", "31-12-2020", "tot 2030", "")


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("periodeVanaf=2020-01-01", {"2017-2020", "31-12-2020", "tot 2030"}),
        ("periodeVanaf=2031-01-01", set()),
        ("periodeTot=2019-12-31", {"2019", "2017-2020", "tot 2030"}),
        ("periodeTot=2016-12-31", {"tot 2030"}),
        ("periodeVanaf=2019-06-01&periodeTot=2019-06-01", {"2019", "2017-2020", "tot 2030"}),
        ("periodeVanaf=2020-12-31&periodeTot=2021-06-01", {"2017-2020", "31-12-2020", "tot 2030"}),
        ("jaar=2016", {"tot 2030"}),
        ("jaar=2017", {"2017-2020", "tot 2030"}),
        ("jaar=2020", {"2017-2020", "31-12-2020", "tot 2030"}),
        ("jaar=2030", {"tot 2030"}),
        ("jaar=2031", set()),
        ("jaar=1990", {"tot 2030"}),
    ],
)
def test_a_period_answers_to_each_of_its_days(
    client: Client, add_figure: AddFigure, query: str, found: set[str]
) -> None:
    for period in PERIODS:
        add_figure(period=period, reference_date=JANUARY)
    assert {row["periode"] for row in one(client, f"{FIGURES}?{query}")["resultaten"]} == found


def test_two_of_three_indicators_are_found(client: Client, brochure: dict[str, Any]) -> None:
    cases = {
        "thema": ("thema=vastgoedontwikkelingen", 5, "thema"),
        "soort": ("soort=tabel", 2, "soort"),
    }
    assert set(cases) == set(IndicatorFilterSet.base_filters)
    for query, count, key in cases.values():
        answer = one(client, f"{INDICATORS}?{query}")
        assert answer["aantal"] == count
        assert {row[key] for row in answer["resultaten"]} == {query.partition("=")[2]}


DAY = "Verwacht: een datum als 2026-12-31, niet '"
YEAR, NUMBER = "Verwacht: een getal van 1990 tot en met 2100", "Verwacht: een heel getal"
UNKNOWN = "Deze parameter is hier onbekend."
CHOICE, ROW = "is hier geen keuze. Kies uit: ", "is hier geen keuze. Kies uit de lijst."
MEANT = "'wl' is hier geen keuze. Bedoelt u WL (Wonen Limburg)?"


@pytest.mark.parametrize(
    ("query", "sentence"),
    [
        ("periodeVanaf=abc", DAY),
        ("periodeTot=2020", DAY),
        ("peildatum=31-2-2020", DAY),
        ("peildatum=99999", DAY),
        ("peildatum=1-1-1989", DAY),
        ("peildatum=20200101", DAY),
        ("peildatum=2020-W01-1", DAY),
        ("peildatum=2020-12-31T00:00", DAY),
        ("peildatum=²020-01-01", DAY),
        ("peildatum=1-1-20²0", DAY),
        ("jaar=abc", NUMBER),
        ("jaar=20", YEAR),
        ("jaar=1989", YEAR),
        ("jaar=2101", YEAR),
        ("jaar=2.020", NUMBER),
        ("jaar=-2020", YEAR),
        ("jaar=٢٠٢٠", NUMBER),
        ("jaar=99999999999999999999", "Verwacht: een getal van 1990 tot en met 2100"),
        ("gemeente=GM9999", ROW),
        ("gemeente=GM0917&gemeente=GM9999", ROW),
        ("kengetal=nee", ROW),
        ("klasse=nee", ROW),
        ("regio=heerlen", ROW),
        ("corporatie=wl", MEANT),
        ("kaart=GM9999", ROW),
        ("thema=nee", ROW),
        ("gebied=mars", CHOICE),
        ("status=x", CHOICE),
        ("gemeente=null", ROW),
        ("thema=null", ROW),
        ("status=definitief&status=x", CHOICE),
        ("id=abc", UNKNOWN),
        ("Kengetal=mutatiegraad", UNKNOWN),
        *((f"{name}=%00", "") for name in CASES),
    ],
)
def test_a_wrong_value_is_refused_with_a_sentence(
    client: Client, brochure: dict[str, Any], query: str, sentence: str
) -> None:
    response = client.get(f"{FIGURES}?{query}")
    assert response.status_code == 400
    answer = faults(response)
    assert list(answer) == [query.partition("=")[0]]
    assert sentence in " ".join(answer.values())
    assert not {"valid", "choice", "allowed", "characters"} & set(str(answer).split())


@pytest.mark.parametrize(
    "query", ["thema=nee", "soort=kasteel", "thema=%00", "soort=%00", "code=mutatiegraad"]
)
def test_a_wrong_value_for_indicators_is_refused(
    client: Client, brochure: dict[str, Any], query: str
) -> None:
    response = client.get(f"{INDICATORS}?{query}")
    assert response.status_code == 400
    assert list(faults(response)) == [query.partition("=")[0]]


@pytest.mark.parametrize(
    "address",
    [
        f"{FIGURES}/99999999999999999999",
        f"{FIGURES}/999999999999999999",
        f"{FIGURES}/0",
        f"{FIGURES}/-1",
        f"{FIGURES}/abc",
        f"{INDICATORS}/nee",
        f"{INDICATORS}/Mutatiegraad",
    ],
)
def test_what_is_not_there_is_404(client: Client, brochure: dict[str, Any], address: str) -> None:
    assert client.get(address).status_code == 404


def test_an_indicator_whole(client: Client, brochure: dict[str, Any]) -> None:
    Indicator.objects.filter(code="opgave-woningen").update(
        good_direction="hoger", definition="Wat er bij moet."
    )
    assert one(client, f"{INDICATORS}/opgave-woningen") == {
        "code": "opgave-woningen",
        "naam": "Opgave: bouwen en kopen",
        "thema": "volkshuisvestelijke-opgave",
        "soort": "tabel",
        "eenheid": "woningen",
        "decimalen": 0,
        "gunstig": "hoger",
        "definitie": "Wat er bij moet.",
        "bron": "Portefeuilleplan Wonen Limburg",
        "klassen": [
            {
                "code": "nieuw-te-bouwen",
                "naam": "Nieuw te bouwen",
                "rol": "deel",
                "bovengrens": None,
                "opgave": "nieuwbouw",
            },
            {
                "code": "aan-te-kopen",
                "naam": "Aan te kopen",
                "rol": "deel",
                "bovengrens": None,
                "opgave": "aankoop",
            },
        ],
    }


def test_a_figure_whole(client: Client, brochure: dict[str, Any]) -> None:
    figure = Figure.objects.get(indicator__code="huurprijsklassen", indicator_class__code="betaalbaar")
    assert one(client, f"{FIGURES}/{figure.pk}") == {
        "id": figure.pk,
        "kengetal": "huurprijsklassen",
        "klasse": "betaalbaar",
        "gemeente": "GM0917",
        "regio": None,
        "corporatie": None,
        "periode": "",
        "periodeVan": None,
        "periodeTotEnMet": None,
        "waarde": 55.0,
        "eenheid": "%",
        "gedrukt": "55%",
        "status": "afgeleid",
        "prijspeil": 2020,
        "aftoppingsgrens": "hoog",
        "bron": "Gemeentekaart Heerlen, bod 2022 van Wonen Limburg",
        "peildatum": "2021-01-01",
        "opmerking": figure.note,
    }


def test_a_figure_of_a_region_and_one_that_cannot_be_read(client: Client, brochure: dict[str, Any]) -> None:
    task = Figure.objects.get(corporation__code="ACC", indicator_class__code="aan-te-kopen")
    answer = one(client, f"{FIGURES}/{task.pk}")
    place = {"gemeente": None, "regio": "parkstad", "corporatie": "ACC", "waarde": 85.0}
    period = {"periode": "tot 2030", "periodeVan": None, "periodeTotEnMet": "2030-12-31"}
    basis = {"prijspeil": None, "aftoppingsgrens": None}
    assert answer == {**answer, **place, **period, **basis}
    unread = Figure.objects.get(indicator__code="energie-index", indicator_class__code="a")
    answer = one(client, f"{FIGURES}/{unread.pk}")
    assert (answer["waarde"], answer["gedrukt"], answer["status"]) == (
        None,
        "niet leesbaar in de bron",
        "onleesbaar",
    )


def test_a_figure_without_a_source_has_that_of_its_indicator(client: Client, add_figure: AddFigure) -> None:
    Indicator.objects.update(source="Jaarverslag")
    own, none = add_figure(source="Eigen telling"), add_figure(period="2019")
    assert one(client, f"{FIGURES}/{own.pk}")["bron"] == "Eigen telling"
    assert one(client, f"{FIGURES}/{none.pk}")["bron"] == "Jaarverslag"


def test_pages_lead_to_each_other_and_miss_nothing(client: Client, brochure: dict[str, Any]) -> None:
    address, ids = f"{FIGURES}?paginaGrootte=7", []
    while address:
        answer = one(client, address)
        ids += [row["id"] for row in answer["resultaten"]]
        address = answer["volgende"]
    assert ids == list(Figure.objects.in_order().values_list("pk", flat=True))
    assert len(ids) == len(set(ids)) == 80


def queries(client: Client, address: str) -> int:
    with CaptureQueriesContext(connection) as captured:
        one(client, address)
    return len(captured)


def test_a_list_costs_the_same_for_80_and_for_a_full_page(client: Client, brochure: dict[str, Any]) -> None:
    some = "thema=betaalbaarheid&kengetal=ontruimingen&gemeente=GM0917&status=definitief&jaar=2020"
    addresses = [f"{FIGURES}?paginaGrootte=1000", f"{FIGURES}?kaart=GM0917", f"{FIGURES}?{some}"]
    few = [queries(client, address) for address in addresses]
    single = Indicator.objects.filter(kind__in=("enkel", "reeks"))
    Figure.objects.bulk_create(
        Figure(indicator=indicator, municipality=municipality, value=year, **vars(Period.of_year(year)))
        for indicator in single
        for municipality in Municipality.objects.exclude(code="GM0917")
        for year in range(2018, 2020)
    )
    assert Figure.objects.count() > 1000
    assert [queries(client, address) for address in addresses] == few == [2, 3, 5]  # one counts who asks
    assert queries(client, INDICATORS) == 2
    Indicator.objects.bulk_create(
        Indicator(theme=Theme.objects.all()[0], code=f"i{number}", name=f"Kengetal {number}", kind="enkel")
        for number in range(60)
    )
    assert queries(client, INDICATORS) == 2
