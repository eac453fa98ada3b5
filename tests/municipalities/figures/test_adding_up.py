"""What a person would check: parts and total, corporations and all together, with room for rounding."""

from decimal import Decimal
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from municipalities.figures import consistency as adding_up
from municipalities.models import Corporation, Figure, Indicator, IndicatorClass, Municipality, Region, Theme
from wonen.dutch.periods import Period, read_date

YEAR = Period.of_year(2020)


@pytest.fixture
def heerlen(world: None) -> Municipality:
    return Municipality.objects.get(name="Heerlen")


def indicator(name: str = "Labels", kind: str = "verdeling", unit: str = "%", **roles: str) -> Indicator:
    """Make an indicator with a class for each keyword: its name and its role."""
    theme, _ = Theme.objects.get_or_create(code="thema", name="Thema")
    made = Indicator.objects.create(
        theme=theme, code=name.lower(), name=name, kind=kind, unit=unit, decimals=2
    )
    for order, (code, role) in enumerate(roles.items()):
        IndicatorClass.objects.create(indicator=made, code=code, name=code.title(), role=role, order=order)
    return made


def enter(made: Indicator, values: dict[str, str | None], **fields: Any) -> None:
    """Enter a value per class; None is not readable in the source."""
    place = {"municipality": Municipality.objects.get(name="Heerlen")}
    if fields.get("region") or "nowhere" in fields:
        place = {}
        fields.pop("nowhere", None)
    for code, value in values.items():
        unreadable: dict[str, Any] = {"status": "onleesbaar", "note": "Vlek."} if value is None else {}
        Figure.objects.create(
            indicator=made,
            indicator_class=made.classes.get(code=code),
            value=None if value is None else Decimal(value),
            **{**place, "period": YEAR, **unreadable, **fields},
        )


def sentences() -> list[str]:
    return [each.sentence for each in Figure.objects.not_adding_up()]


PARTS = dict.fromkeys("abcd", "deel")


@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        # Four whole percentages have room for 4 x 0,5 = 2.
        (("16", "71", "11", "3"), ""),
        (("16", "71", "11", "4"), ""),
        (("16", "71", "11", "5"), "De klassen tellen op tot 103%, niet tot 100%."),
        (("16", "71", "11", "0"), ""),
        (("16", "71", "10", "0"), "De klassen tellen op tot 97%, niet tot 100%."),
        # One decimal anywhere: room for 4 x 0,05 = 0,2.
        (("16.1", "71", "10.1", "3"), ""),
        (("16.1", "71", "10.1", "2.6"), ""),
        (("16.1", "71", "10.2", "3"), "De klassen tellen op tot 100,3%, niet tot 100%."),
        (("16.1", "71", "10.1", "2.5"), "De klassen tellen op tot 99,7%, niet tot 100%."),
        # Two decimals: room for 0,02.
        (("16.11", "71", "10", "2.91"), ""),
        (("16.11", "71", "10", "2.92"), "De klassen tellen op tot 100,03%, niet tot 100%."),
    ],
)
def test_shares_add_up_to_a_hundred_with_room_for_rounding(
    heerlen: Municipality, values: tuple[str, ...], sentence: str
) -> None:
    enter(indicator(**PARTS), dict(zip("abcd", values, strict=True)))
    assert sentences() == ([sentence] if sentence else [])


@pytest.mark.parametrize(
    ("total", "sentence"),
    [
        ("1108", ""),
        ("1109", "De klassen tellen op tot 1.108; het totaal is 1.109."),
        ("1107", "De klassen tellen op tot 1.108; het totaal is 1.107."),
    ],
)
def test_counts_have_no_room_and_what_stands_apart_does_not_count(
    heerlen: Municipality, total: str, sentence: str
) -> None:
    counts = indicator(unit="", a="deel", b="deel", c="totaal", d="apart")
    enter(counts, {"a": "705", "b": "403", "c": total, "d": "296"})
    assert sentences() == ([sentence] if sentence else [])


def test_shares_with_a_total_of_their_own_are_held_against_that(heerlen: Municipality) -> None:
    shares = indicator(a="deel", b="deel", c="totaal")
    enter(shares, {"a": "30", "b": "31", "c": "60"})
    assert sentences() == []
    enter(shares, {"a": "30", "b": "32", "c": "60"}, period=Period.of_year(2021))
    assert sentences() == ["De klassen tellen op tot 62%; het totaal is 60%."]


@pytest.mark.parametrize(
    "values",
    [
        {"a": "30", "b": "30"},
        {"a": "30", "b": "30", "c": None},
        {"a": "30", "b": "30", "c": "30", "d": None},
        {"d": "99"},
    ],
)
def test_nothing_is_said_while_a_part_or_the_total_is_missing_or_unreadable(
    heerlen: Municipality, values: dict[str, str | None]
) -> None:
    enter(indicator(unit="", a="deel", b="deel", c="deel", d="totaal"), values)
    assert sentences() == []


def test_counts_without_a_total_are_held_against_nothing(heerlen: Municipality) -> None:
    enter(indicator(unit="", **PARTS), {"a": "1", "b": "2", "c": "3", "d": "4"})
    assert sentences() == []


def test_each_area_period_and_reference_date_is_added_up_apart(heerlen: Municipality) -> None:
    shares = indicator(a="deel", b="deel")
    parkstad = Region.objects.get(slug="parkstad")
    enter(shares, {"a": "60"})
    enter(shares, {"b": "60"}, period=Period.of_year(2021))
    enter(shares, {"b": "60"}, region=parkstad)
    enter(shares, {"b": "60"}, nowhere=True)
    enter(shares, {"b": "60"}, reference_date=read_date("1-2-2021"))
    assert sentences() == []
    enter(shares, {"a": "60"}, region=parkstad)
    found = Figure.objects.not_adding_up()
    assert [(each.area, each.period, each.sum, each.expected) for each in found] == [
        ("Parkstad", YEAR, Decimal(120), Decimal(100))
    ]
    assert found[0].indicator == "Labels"
    assert str(found[0]) == "De klassen tellen op tot 120%, niet tot 100% (2020)."


@pytest.fixture
def table(heerlen: Municipality) -> Indicator:
    Corporation.objects.create(code="ACC", name="Accent")
    return indicator("Bezit", "tabel", "", flat="deel", huis="deel", totaal="totaal")


def corporation(code: str) -> Corporation:
    return Corporation.objects.get(code=code)


def test_corporations_are_held_against_all_together_class_by_class(table: Indicator) -> None:
    enter(table, {"flat": "700", "huis": "1"}, corporation=corporation("WL"))
    enter(table, {"flat": "51", "huis": "2"}, corporation=corporation("ACC"))
    enter(table, {"flat": "752", "huis": "3"})
    assert sentences() == ["De corporaties tellen samen op tot 751; het cijfer van alle samen is 752."]
    found = Figure.objects.not_adding_up()[0]
    assert (found.indicator_class, found.corporation) == ("Flat", "")
    assert {each.value for each in Figure.objects.all() if found.concerns(each)} == {700, 51, 752}


def test_classes_of_each_corporation_are_held_against_its_own_total(table: Indicator) -> None:
    enter(table, {"flat": "700", "huis": "1", "totaal": "702"}, corporation=corporation("WL"))
    enter(table, {"flat": "5", "huis": "1", "totaal": "6"}, corporation=corporation("ACC"))
    found = Figure.objects.not_adding_up()
    assert [(each.corporation, each.sentence) for each in found] == [
        ("Wonen Limburg", "De klassen tellen op tot 701; het totaal is 702.")
    ]
    assert {each.value for each in Figure.objects.all() if found[0].concerns(each)} == {700, 1, 702}


def test_one_corporation_or_an_unreadable_one_is_not_all_of_them(table: Indicator) -> None:
    enter(table, {"flat": "700"}, corporation=corporation("WL"))
    enter(table, {"flat": "752"})
    assert sentences() == []
    enter(table, {"flat": None}, corporation=corporation("ACC"))
    assert sentences() == []


def test_shares_of_corporations_are_not_added_up(table: Indicator) -> None:
    Indicator.objects.update(unit="%")
    enter(table, {"flat": "60"}, corporation=corporation("WL"))
    enter(table, {"flat": "70"}, corporation=corporation("ACC"))
    enter(table, {"flat": "61"})
    assert sentences() == []


def test_only_the_figures_that_were_asked_for_are_compared(table: Indicator) -> None:
    enter(table, {"flat": "1", "huis": "1", "totaal": "3"})
    assert len(Figure.objects.not_adding_up()) == 1
    assert Figure.objects.filter(region__isnull=False).not_adding_up() == []
    assert Figure.objects.with_names().in_order().not_adding_up()[0].sum == 2


def test_the_brochure_adds_up(brochure: dict[str, Any]) -> None:
    assert sentences() == []
    Figure.objects.filter(indicator__code="vastgoed-naar-type", value=752).update(value=753)
    assert sentences() == [
        "De klassen tellen op tot 1.156; het totaal is 1.155.",
        "De corporaties tellen samen op tot 752; het cijfer van alle samen is 753.",
    ]


def test_two_queries_for_all_figures_and_for_the_figures_of_a_list(brochure: dict[str, Any]) -> None:
    Figure.objects.filter(value=752).update(value=753)
    with CaptureQueriesContext(connection) as few:
        Figure.objects.not_adding_up()
    assert len(few) == 2
    listed = list(Figure.objects.with_names())
    with CaptureQueriesContext(connection) as many:
        beside = adding_up.beside(listed)
    assert len(many) == 2
    # Five of the row of totals, and the two corporations of the class that is wrong.
    assert sum(bool(found) for found in beside.values()) == 7
    assert adding_up.beside([]) == {}
