"""What a card makes of the figures it gets: changes, areas, drawings, tables, periods."""

import datetime
from collections.abc import Callable
from decimal import Decimal
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
