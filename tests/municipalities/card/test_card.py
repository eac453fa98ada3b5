"""The gemeentekaart of Heerlen comes out again, figure by figure, and says so where it cannot."""

import datetime
import re
from collections import Counter
from collections.abc import Iterator
from html.parser import HTMLParser
from typing import Any

import pytest
from django.test import Client

from municipalities.card.card import card_of
from municipalities.models import (
    Corporation,
    Figure,
    Indicator,
    IndicatorClass,
    Municipality,
    Theme,
)
from tests.projects.pages.test_pages import queries
from tests.support.loaded import analyze

ADDRESS = "/gemeenten/heerlen/kaart/?jaar=2022"
UNITS = {"year": "{} jaar", "percent": "{}%", "euro": "€ {}", None: "{}"}
VALUES = ("value", "WL", "ACC", "total", "municipality", "corporation")


class CardReader(HTMLParser):
    """Reads every figure of a card as a visitor gets it: the heading of its tile, the printed value."""

    def __init__(self) -> None:
        super().__init__()
        self.figures: list[tuple[str, str, str]] = []
        self.heading, self.open, self.skips = "", "", 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = dict(attrs)
        if found.get("class") == "tile-title":
            self.heading, self.open = "", tag
        elif tag == "button":
            self.open = ""
        elif tag == "data" and found.get("class") == "figure":
            self.figures.append((self.heading.strip(), found.get("value") or "", ""))
            self.open = "data"

    def handle_endtag(self, tag: str) -> None:
        if tag == self.open:
            self.open = ""

    def handle_data(self, data: str) -> None:
        if self.open in {"h3", "h4"}:
            self.heading += data
        elif self.open == "data":
            heading, value, printed = self.figures[-1]
            self.figures[-1] = (heading, value, printed + data)


def figures_on(client: Client, address: str) -> list[tuple[str, str, str]]:
    response = client.get(address)
    assert response.status_code == 200
    reader = CardReader()
    reader.feed(response.content.decode())
    unit = re.compile(r" \((woningen|wijken)\)$")
    return [(unit.sub("", name), value, text) for name, value, text in reader.figures]


def dutch(number: float) -> str:
    """Write a number the Dutch way, by other means than the product uses."""
    whole, _, decimals = f"{number}".partition(".")
    groups = f"{int(whole):,}".replace(",", ".")
    return groups if decimals in {"", "0"} else f"{groups},{decimals}"


def printed(row: dict[str, Any], value: float) -> str:
    """Write a value of the brochure as the card must print it; a unit that is a word may be left out."""
    return UNITS.get(row.get("unit"), "{}").format(dutch(value))


def expected_figures(card: dict[str, Any]) -> Iterator[tuple[str, str]]:
    """Walk the brochure's card and yield every figure on it: its label and the value as printed."""
    for theme in ("allocation", "affordability", "sustainability", "stock", "developments"):
        for row in card[theme]:
            keys = [key for key in row if key in VALUES or isinstance(key, int)]
            yield from ((row["label"], printed(row, row[key])) for key in keys)
            yield from ((row["label"], name) for name in row.get("classes", ()))
    yield from (("Zelfredzaamheid in de wijken", name) for name in card["liveability"]["classes"])
    task = card["regional_task_to_2030"]
    pies = (
        ("Bezit naar huurprijsklasse", card["rent_classes"][0]["shares_percent"]),
        ("Opgave naar huurprijsklasse", task["rent_class_shares_percent"]),
    )
    yield from ((name, f"{share}%") for name, shares in pies for share in shares.values())
    yield from (
        ("Opgave: bouwen en kopen", f"{count}") for act in ("build", "buy") for count in task[act].values()
    )


def without_unit_word(text: str) -> str:
    return text.removesuffix(" woningen").removesuffix(" huishoudens").removesuffix(" wijken")


def test_the_card_holds_every_figure_of_the_brochure_and_no_other(
    client: Client, brochure: dict[str, Any]
) -> None:
    wanted = Counter(value for _, value in expected_figures(brochure["municipality_card"]))
    wanted[str(brochure["municipality"]["neighbourhoods"])] += 1
    shown = Counter(without_unit_word(text) for _, _, text in figures_on(client, ADDRESS))
    assert sum(wanted.values()) == 80
    assert shown == wanted


def test_each_figure_stands_under_its_own_name(client: Client, brochure: dict[str, Any]) -> None:
    stock = {row["label"] for row in brochure["municipality_card"]["stock"]}
    wanted: dict[str, Counter[str]] = {}
    for label, value in expected_figures(brochure["municipality_card"]):
        wanted.setdefault("Type woningen" if label in stock else label, Counter())[value] += 1
    wanted["Zelfredzaamheid in de wijken"]["21"] += 1
    shown: dict[str, Counter[str]] = {}
    for heading, _, text in figures_on(client, ADDRESS):
        shown.setdefault(heading, Counter())[without_unit_word(text)] += 1
    assert len(shown) == 26
    assert shown == wanted


def test_the_value_for_programs_is_the_value_for_people(client: Client, brochure: dict[str, Any]) -> None:
    shown = figures_on(client, ADDRESS)
    assert ("Totale huurachterstand", "81406", "€ 81.406") in shown
    assert ("Aandeel huurachterstanden", "6.97", "6,97%") in shown
    assert ("Gemiddelde zoekduur", "1.2", "1,2 jaar") in shown
    assert ("Energie-index", "", "A") in shown


def test_what_cannot_be_read_with_certainty_says_so_and_is_not_drawn(brochure: dict[str, Any]) -> None:
    card = card_of(Municipality.objects.get(name="Heerlen"), datetime.date(2021, 7, 1))
    blocks = {block.indicator.code: block for block in card.blocks}
    for code, count in (("zelfredzaamheid-wijken", 5), ("energie-index", 7)):
        assert len(blocks[code].unreadable) == count
        assert blocks[code].remarks
    for code in ("huurprijsklassen", "opgave-woningen"):
        assert {figure.mark for figure in blocks[code].figures} == {"afgeleid"}
        assert blocks[code].remarks
    for code in ("zelfredzaamheid-wijken", "energie-index", "huurprijsklassen", "opgave-woningen"):
        assert blocks[code].chart is None
        assert not blocks[code].has_bars
    assert blocks["opgave-huurprijsklassen"].has_bars
    assert blocks["huurachterstand"].chart is not None


def test_the_rent_classes_carry_the_edges_of_their_own_price_level(
    client: Client, brochure: dict[str, Any]
) -> None:
    bounds = brochure["legend"]["rent_bounds"]["municipality_card"]
    page = client.get(ADDRESS).content.decode()
    assert f"t/m € {dutch(bounds['cheap_below'])}" in page
    assert "€ 432,52 t/m € 663,40" in page
    assert "€ 663,41 t/m € 737,14" in page
    assert "prijspeil 2020, hoge aftoppingsgrens" in page


def test_the_card_of_an_earlier_year_holds_only_what_was_known_then(
    client: Client, brochure: dict[str, Any]
) -> None:
    shown = figures_on(client, "/gemeenten/heerlen/kaart/?jaar=2021")
    assert {text for heading, _, text in shown if heading == "Totale huurachterstand"} == {"€ 81.406"}
    assert not [row for row in shown if row[0] == "Gemiddelde zoekduur"]
    assert not figures_on(client, "/gemeenten/heerlen/kaart/?peildatum=1-1-2019")


def test_the_same_card_stands_below_the_projects(client: Client, brochure: dict[str, Any]) -> None:
    assert figures_on(client, "/gemeenten/heerlen/?jaar=2022") == figures_on(client, ADDRESS)


def test_a_municipality_without_figures_says_so(client: Client, brochure: dict[str, Any]) -> None:
    page = client.get("/gemeenten/vaals/kaart/").content.decode()
    assert "Voor Vaals zelf zijn er op deze datum nog geen cijfers. U ziet de cijfers van de regio" in page
    Figure.objects.all().delete()
    page = client.get("/gemeenten/vaals/").content.decode()
    assert "Voor Vaals zelf zijn er op deze datum nog geen cijfers.</p>" in page


def test_what_is_of_the_region_or_the_corporation_is_never_shown_as_of_the_municipality(
    client: Client, brochure: dict[str, Any]
) -> None:
    card = card_of(Municipality.objects.get(name="Kerkrade"), datetime.date(2026, 1, 1))
    assert not card.has_own
    assert {block.area for block in card.blocks} == {"Regio Parkstad", "Corporatiebreed"}
    page = client.get("/gemeenten/kerkrade/kaart/").content.decode()
    assert page.count('<p class="period">Corporatiebreed') == 6
    assert page.count('<p class="period">Regio Parkstad') == 2


@pytest.mark.parametrize(
    "query", ["peildatum=31-2-2020", "peildatum=abc", "peildatum=1-1-1800", "peildatum=%00", "jaar=x"]
)
@pytest.mark.parametrize("page", ["/gemeenten/heerlen/", "/gemeenten/heerlen/kaart/"])
def test_a_wrong_day_is_told_and_no_figures_are_shown(
    client: Client, brochure: dict[str, Any], page: str, query: str
) -> None:
    response = client.get(f"{page}?{query}")
    text = response.content.decode()
    assert response.status_code == 400
    assert 'role="alert"' in text
    assert "18.583" not in text
    assert "132" not in text


def test_two_price_levels_on_one_page_say_that_they_do_not_compare(
    client: Client, brochure: dict[str, Any]
) -> None:
    page = client.get("/gemeenten/heerlen/?jaar=2022").content.decode()
    assert "Niet te vergelijken:" in page
    assert "staan in prijspeil 2020, hoge aftoppingsgrens (3 of meer personen)" in page
    assert "die van de projecten in prijspeil 2021, lage aftoppingsgrens (1-2 personen)" in page
    Figure.objects.filter(capping="hoog").update(price_level=2021, capping="laag")
    assert "Niet te vergelijken:" not in client.get("/gemeenten/heerlen/?jaar=2022").content.decode()


@pytest.fixture
def many_figures(brochure: dict[str, Any]) -> None:
    """Four indicators more, each with four classes and twenty years for two corporations."""
    theme = Theme.objects.create(code="veel", name="Veel", order=99)
    place = Municipality.objects.get(name="Heerlen")
    corporations = list(Corporation.objects.all())
    indicators = Indicator.objects.bulk_create(
        Indicator(theme=theme, code=f"veel-{number}", name=f"Veel {number}", kind="tabel", order=number)
        for number in range(4)
    )
    classes = IndicatorClass.objects.bulk_create(
        IndicatorClass(indicator=indicator, code=label, name=label)
        for indicator in indicators
        for label in "abcd"
    )
    Figure.objects.bulk_create(
        Figure(
            indicator=each.indicator,
            indicator_class=each,
            municipality=place,
            corporation=corporation,
            starts_on=datetime.date(year, 1, 1),
            ends_on=datetime.date(year, 12, 31),
            value=year,
        )
        for each in classes
        for corporation in corporations
        for year in range(2002, 2022)
    )
    analyze()


def test_the_way_to_the_comparison_keeps_the_day_of_the_card(
    client: Client, brochure: dict[str, Any]
) -> None:
    for query, day in (
        ("", ""),
        ("?jaar=2022", "&amp;peildatum=2021-07-01"),
        ("?peildatum=31-12-2020", "&amp;peildatum=2020-12-31"),
    ):
        for address in ("/gemeenten/heerlen/", "/gemeenten/heerlen/kaart/"):
            html = client.get(f"{address}{query}").content.decode()
            assert f'href="/vergelijken/?gemeente=GM0917{day}"' in html


CARD_QUERIES = 4


def test_queries_of_the_card(client: Client, brochure: dict[str, Any]) -> None:
    with queries(CARD_QUERIES):
        assert client.get(ADDRESS).status_code == 200


def test_the_same_queries_with_hundreds_of_figures(client: Client, many_figures: None) -> None:
    assert Figure.objects.count() == 720
    with queries(CARD_QUERIES):
        assert client.get(ADDRESS).status_code == 200
