"""What a card makes of the figures it gets: changes, areas, drawings, tables, periods."""

import datetime
from collections.abc import Callable
from decimal import Decimal
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
    Region,
    RentLimits,
    Theme,
)
from wonen.dutch.periods import read_date, read_period

AddFigure = Callable[..., Figure]


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


def test_the_limits_of_a_price_level_are_those_of_july(world: None) -> None:
    assert RentLimits.objects.by_price_level()[2024].valid_from == datetime.date(2024, 7, 1)


def test_an_old_year_that_is_corrected_later_does_not_pass_for_the_latest(add_figure: AddFigure) -> None:
    add_figure("20", "2020")
    add_figure("18", "2018", reference_date="1-6-2025")
    (block,) = heerlen()
    assert block.main.value == 20


def test_a_half_entered_period_does_not_push_out_the_whole_one(client: Client, add_figure: AddFigure) -> None:
    wl = Corporation.objects.get(code="WL")
    for corporation in (None, wl):
        for label in "AB":
            add_figure("10", "1-1-2021", kind="tabel", of_class=label, corporation=corporation)
    add_figure("12", "1-1-2022", kind="tabel", of_class="A", corporation=wl)
    (block,) = heerlen()
    assert [column.label for column in block.columns] == ["Wonen Limburg", "Totaal"]
    assert {str(figure.period) for figure in block.figures} == {"1-1-2021"}
    page = client.get("/gemeenten/heerlen/kaart/").content.decode()
    assert "1-1-2022 is nog niet volledig ingevoerd." in page
    compared = client.get("/vergelijken/?gemeente=GM0917&kengetal=proefcijfer").content.decode()
    assert "1-1-2021" in compared
    assert "1-1-2022" not in compared
    for label, corporation in (("B", wl), ("A", None), ("B", None)):
        add_figure("12", "1-1-2022", kind="tabel", of_class=label, corporation=corporation)
    (block,) = heerlen()
    assert {str(figure.period) for figure in block.figures} == {"1-1-2022"}
    assert not block.incomplete


def test_a_series_on_two_price_levels_says_so_and_is_not_drawn(add_figure: AddFigure) -> None:
    add_figure("10", "2019", kind="reeks", price_level=2019)
    add_figure("20", "2020", kind="reeks", price_level=2020)
    (block,) = heerlen()
    assert [row.label for row in block.rows] == ["2019, prijspeil 2019", "2020, prijspeil 2020"]
    assert block.chart is None


def test_a_series_of_years_and_spans_is_not_drawn(add_figure: AddFigure) -> None:
    add_figure("10", "2017-2019", kind="reeks")
    add_figure("20", "2020", kind="reeks")
    assert heerlen()[0].chart is None


def test_what_stands_beside_on_another_basis_prints_it(client: Client, add_figure: AddFigure) -> None:
    add_figure("100", "2020", price_level=2020, capping="laag", unit="€")
    add_figure("200", "2020", area="overal", price_level=2015, capping="hoog")
    page = client.get("/gemeenten/heerlen/kaart/").content.decode()
    assert "Corporatiebreed (prijspeil 2015, hoge aftoppingsgrens" in page


def test_classes_on_two_price_levels_get_no_bars_and_no_edges(add_figure: AddFigure) -> None:
    for label, year in (("A", 2020), ("B", 2021)):
        add_figure("50", kind="verdeling", unit="%", of_class=label, price_level=year, capping="laag")
    IndicatorClass.objects.filter(name="A").update(upper_limit="kwaliteitskorting")
    (block,) = heerlen()
    assert block.columns[0].basis == "verschillende prijspeilen"
    assert not block.has_bars
    assert [row.band for row in block.rows] == [None, None]
    Figure.objects.update(price_level=2020)
    (block,) = heerlen()
    assert block.has_bars
    assert block.rows[0].band.highest == Decimal("432.51")


def test_negative_shares_are_not_drawn(add_figure: AddFigure) -> None:
    for label, value in (("A", "-10"), ("B", "110")):
        add_figure(value, kind="verdeling", unit="%", of_class=label)
    assert not heerlen()[0].has_bars


def test_the_years_of_the_municipality_stay_beside_a_newer_series_of_the_corporation(
    add_figure: AddFigure,
) -> None:
    for year in (2010, 2011):
        add_figure("1", str(year), kind="reeks")
    for year in range(2012, 2025):
        add_figure("9", str(year), kind="reeks", area="overal")
    (block,) = heerlen()
    assert [row.label for row in block.rows][:2] == ["2010", "2011"]
    assert block.rows[-1].label == "2024"


def test_a_derived_step_is_not_called_good_or_bad(add_figure: AddFigure) -> None:
    add_figure("10", "2019", good_direction="lager")
    add_figure("5", "2020", status="afgeleid", note="Berekend.")
    assert heerlen()[0].last_change is None


def test_without_a_year_no_year_passes_for_the_one_shown(client: Client, brochure: dict[str, Any]) -> None:
    page = client.get("/gemeenten/heerlen/kaart/").content.decode()
    assert 'aria-current="page"' not in page.partition('aria-label="Jaar van het bod"')[2]
    assert "U ziet het laatste jaar met planning" not in page
    assert 'aria-current="page">2022' in client.get("/gemeenten/heerlen/kaart/?jaar=2022").content.decode()


def test_page_and_database_agree_on_which_of_two_periods_with_one_end_is_the_last(
    add_figure: AddFigure,
) -> None:
    for period in ("tot 2020", "2017-2020", "2020"):
        add_figure("1", period, kind="verdeling", of_class="A", unit="%", reference_date="31-12-2020")
    (latest,) = Figure.objects.last_periods(1)
    (block,) = heerlen()
    assert [figure.pk for figure in block.figures] == [latest.pk]
    assert str(latest.period) == "2020"
