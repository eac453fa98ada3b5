"""The gemeentekaart of Heerlen comes out again, figure by figure; and what a card does with what it gets."""

import datetime
import re
from collections import Counter
from collections.abc import Callable, Iterator
from decimal import Decimal
from html.parser import HTMLParser
from typing import Any

import pytest
from django.test import Client

from municipalities.card import card_of
from municipalities.models import (
    Corporation,
    Figure,
    Indicator,
    IndicatorClass,
    Municipality,
    Region,
    RentLimits,
    Theme,
)
from municipalities.periods import read_date, read_period
from tests.test_pages import queries

ADDRESS = "/gemeenten/heerlen/kaart/?jaar=2022"
UNITS = {"year": "{} jaar", "percent": "{}%", "euro": "€ {}", None: "{}"}
VALUES = ("value", "WL", "ACC", "total", "municipality", "corporation")
AddFigure = Callable[..., Figure]


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


@pytest.fixture
def add_figure(world: None) -> AddFigure:
    """Return a function that adds a figure of Heerlen, given only what matters to the test."""
    theme = Theme.objects.create(code="proef", name="Proef")

    def add(
        value: str | None = "1", period: str = "2020", name: str = "Proefcijfer", **fields: Any
    ) -> Figure:
        kind = fields.pop("kind", "enkel")
        about: dict[str, Any] = {
            key: fields.pop(key) for key in ("unit", "decimals", "good_direction") if key in fields
        }
        indicator, _ = Indicator.objects.get_or_create(
            name=name, defaults={"code": name.lower(), "theme": theme, "kind": kind, **about}
        )
        if label := fields.pop("of_class", None):
            fields["indicator_class"], _ = IndicatorClass.objects.get_or_create(
                indicator=indicator, name=label, code=label.lower(), defaults={"order": ord(label[0])}
            )
        if given := fields.pop("reference_date", None):
            fields["reference_date"] = read_date(given)
        area = fields.pop("area", "Heerlen")
        place: dict[str, Any] = {"municipality": Municipality.objects.filter(name=area).first()}
        place["region"] = Region.objects.filter(name=area).first()
        amount = None if value is None else Decimal(value)
        fields |= {"indicator": indicator, "value": amount, "period": read_period(period)}
        return Figure.objects.create(**place, **fields)

    return add


def heerlen() -> Any:
    return card_of(Municipality.objects.get(name="Heerlen"), datetime.date(2026, 1, 1)).blocks


@pytest.mark.parametrize(
    ("about", "before", "now", "text", "judgement"),
    [
        (("€", 0, "lager"), "81406", "86784", "+€ 5.378 (+6,6%)", "ongunstig"),
        (("%", 1, "hoger"), "8.4", "8.9", "+0,5 procentpunt", "gunstig"),
        (("woningen", 0, ""), "108", "0", "−108 woningen (−100%)", ""),  # noqa: RUF001
        (("", 0, "lager"), "0", "4", "+4", "ongunstig"),
        (("", 0, "lager"), "6", "5", "−1 (−16,7%)", "gunstig"),  # noqa: RUF001
        (("", 0, "lager"), "5", "5", "gelijk", ""),
    ],
)
def test_a_change_is_told_with_its_direction(  # noqa: PLR0917
    add_figure: AddFigure, about: tuple[str, int, str], before: str, now: str, text: str, judgement: str
) -> None:
    common = dict(zip(("unit", "decimals", "good_direction"), about, strict=True))
    add_figure(before, "2019", **common)
    add_figure(now, "2020", **common)
    (block,) = heerlen()
    assert block.last_change.printed == text
    assert block.last_change.judgement == judgement
    assert str(block.last_change.former.period) == "2019"


@pytest.mark.parametrize(
    ("former", "latest"),
    [
        ({"period": "2017-2019"}, {"period": "2020"}),
        ({"period": "2019", "price_level": 2019}, {"period": "2020", "price_level": 2020}),
        ({"period": "2019", "value": None, "status": "onleesbaar", "note": "Vlek."}, {"period": "2020"}),
    ],
)
def test_what_does_not_compare_gives_no_change(
    add_figure: AddFigure, former: dict[str, Any], latest: dict[str, Any]
) -> None:
    add_figure(**former)
    add_figure(**{"value": "2", **latest})
    (block,) = heerlen()
    assert block.main.value == 2
    assert block.last_change is None


def test_the_nearest_region_and_the_corporation_stand_beside_the_municipality(add_figure: AddFigure) -> None:
    add_figure("1", area="Heerlen")
    add_figure("2", area="Zuid-Limburg")
    add_figure("3", area="Noord-Limburg")
    add_figure("4", area="overal")
    (block,) = heerlen()
    assert [(column.label, figure.value) for column, figure in block.beside] == [
        ("Regio Zuid-Limburg", 2),
        ("Corporatiebreed", 4),
    ]
    add_figure("5", area="Parkstad")
    assert heerlen()[0].beside[0][0].label == "Regio Parkstad"


def test_a_series_is_drawn_only_if_it_is_whole_and_certain(add_figure: AddFigure) -> None:
    add_figure("10", "2018", kind="reeks")
    add_figure("20", "2019", kind="reeks")
    (block,) = heerlen()
    assert [bar.height for bar in block.chart.bars] == [29, 58]
    add_figure("30", "2020", kind="reeks", status="afgeleid", note="Berekend.")
    (block,) = heerlen()
    assert block.chart is None
    assert [row.label for row in block.rows] == ["2018", "2019", "2020"]


def test_a_distribution_shows_the_latest_period_of_each_area(add_figure: AddFigure) -> None:
    for period, values in (("2019", ("40", "60")), ("2020", ("45", "55"))):
        for label, value in zip("AB", values, strict=True):
            add_figure(value, period, kind="verdeling", unit="%", of_class=label)
    add_figure("70", "2018", kind="verdeling", unit="%", of_class="A", area="overal")
    (block,) = heerlen()
    assert [(column.label, column.period) for column in block.columns] == [
        ("Heerlen", "2020"),
        ("Corporatiebreed", "2018"),
    ]
    assert block.shared is None
    assert [[cell and cell.value for cell in row.cells] for row in block.rows] == [[45, 70], [55, None]]
    assert [row.bar for row in block.rows] == [82, 100]
    assert [row.change.printed for row in block.rows] == ["+5 procentpunt", "−5 procentpunt"]  # noqa: RUF001


def test_a_table_has_the_corporation_first_and_all_together_last(add_figure: AddFigure) -> None:
    wl = Corporation.objects.get(code="WL")
    connected = Corporation.objects.create(code="ACC", name="Accent", parent=wl)
    for value, corporation in (("12", None), ("2", connected), ("10", wl)):
        add_figure(value, kind="tabel", of_class="A", corporation=corporation)
    (block,) = heerlen()
    assert [column.label for column in block.columns] == ["Wonen Limburg", "Accent", "Totaal"]
    assert [cell.value for cell in block.rows[0].cells] == [10, 2, 12]


def test_only_the_last_eight_periods_are_shown(add_figure: AddFigure) -> None:
    for year in range(2005, 2025):
        add_figure(str(year), str(year), kind="reeks")
    (block,) = heerlen()
    assert [row.label for row in block.rows] == [str(year) for year in range(2017, 2025)]


def test_a_plan_is_shown_from_its_reference_date(add_figure: AddFigure) -> None:
    add_figure("30", "2027-2030", reference_date="1-6-2026")
    place = Municipality.objects.get(name="Heerlen")
    assert not card_of(place, datetime.date(2026, 5, 31)).blocks
    (block,) = card_of(place, datetime.date(2026, 6, 1)).blocks
    assert block.main
    assert block.main.value == 30


def test_what_staff_write_is_shown_as_text(client: Client, add_figure: AddFigure) -> None:
    add_figure(name="proef", note="<b>vet</b>", source="<i>bron</i>", unit="<u>")
    Indicator.objects.update(name="<script>alert(1)</script>", definition="<em>hard</em>")
    page = client.get("/gemeenten/heerlen/kaart/").content.decode()
    for tag in ("<script>a", "<b>vet", "<i>bron", "<u>", "<em>hard"):
        assert tag not in page


@pytest.fixture
def many_figures(brochure: dict[str, Any]) -> None:
    """Fifty indicators more, each with four classes and twenty years for two corporations."""
    theme = Theme.objects.create(code="veel", name="Veel", order=99)
    place = Municipality.objects.get(name="Heerlen")
    corporations = list(Corporation.objects.all())
    indicators = Indicator.objects.bulk_create(
        Indicator(theme=theme, code=f"veel-{number}", name=f"Veel {number}", kind="tabel", order=number)
        for number in range(50)
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


CARD_QUERIES = 4


def test_queries_of_the_card(client: Client, brochure: dict[str, Any]) -> None:
    with queries(CARD_QUERIES):
        assert client.get(ADDRESS).status_code == 200


def test_the_same_queries_with_eight_thousand_figures(client: Client, many_figures: None) -> None:
    assert Figure.objects.count() == 8080
    with queries(CARD_QUERIES):
        assert client.get(ADDRESS).status_code == 200


def test_the_limits_of_a_price_level_are_those_of_july(world: None) -> None:
    assert RentLimits.objects.by_price_level()[2024].valid_from == datetime.date(2024, 7, 1)


def test_two_price_levels_on_one_page_say_that_they_do_not_compare(
    client: Client, brochure: dict[str, Any]
) -> None:
    page = client.get("/gemeenten/heerlen/?jaar=2022").content.decode()
    assert "Niet te vergelijken:" in page
    assert "staan in prijspeil 2020, hoge aftoppingsgrens (3 of meer personen)" in page
    assert "die van de projecten in prijspeil 2021, lage aftoppingsgrens (1-2 personen)" in page
    Figure.objects.filter(capping="hoog").update(price_level=2021, capping="laag")
    assert "Niet te vergelijken:" not in client.get("/gemeenten/heerlen/?jaar=2022").content.decode()


def test_an_old_year_that_is_corrected_later_does_not_pass_for_the_latest(add_figure: AddFigure) -> None:
    add_figure("20", "2020")
    add_figure("18", "2018", reference_date="1-6-2025")
    (block,) = heerlen()
    assert block.main.value == 20
