"""On which basis figures stand, and in what they differ: rules over figures that need no database."""

import datetime
from decimal import Decimal
from typing import Any

import pytest

from municipalities.figures.comparability import (
    differences,
    in_words,
    most_common,
    shared_basis,
    to_tell_apart,
    warning,
)
from municipalities.models import Figure
from wonen.dutch.periods import Period

RENT = {"period": Period.of_year(2020), "price_level": 2020, "capping": "hoog"}


def figure(**fields: Any) -> Figure:
    return Figure(**{"period": Period.of_year(2020), "value": Decimal(1), **fields})


@pytest.mark.parametrize(
    ("other", "found"),
    [
        ({"value": Decimal(2)}, []),
        ({"period": Period.of_year(2019)}, ["periode"]),
        ({"period": Period.of_years(2017, 2020)}, ["periode"]),
        ({"period": Period.of_day(datetime.date(2020, 12, 31))}, ["periode"]),
        ({"period": Period(), "reference_date": datetime.date(2021, 1, 1)}, ["periode"]),
        ({"price_level": 2021}, ["prijspeil"]),
        ({"price_level": None, "capping": ""}, ["prijspeil", "aftoppingsgrens"]),
        ({"capping": "laag"}, ["aftoppingsgrens"]),
        ({"status": "afgeleid"}, ["status"]),
        ({"status": "voorlopig", "period": Period.of_year(2021)}, ["periode", "status"]),
        ({"status": "onleesbaar", "value": None, "period": Period.of_year(2019)}, []),
        ({"source": "Een andere kaart", "note": "Let wel."}, []),
    ],
)
def test_two_figures_differ_in_exactly_what_they_differ_in(other: dict[str, Any], found: list[str]) -> None:
    assert differences([figure(**RENT), figure(**{**RENT, **other})]) == found
    assert differences([figure(**{**RENT, **other}), figure(**RENT), figure(**RENT)]) == found


def test_one_figure_or_none_differs_from_nothing() -> None:
    assert differences([]) == []
    assert differences([figure()]) == []
    assert shared_basis([]) == ""


def test_figures_without_a_period_differ_by_the_day_on_which_they_were_known() -> None:
    days = (datetime.date(2021, 1, 1), datetime.date(2022, 1, 1))
    first, second = (figure(period=Period(), reference_date=day) for day in days)
    assert differences([first, second]) == ["periode"]
    assert in_words(first, ["periode"]) == "bekend op 1-1-2021"
    assert differences([first, first]) == []


def test_what_is_shared_is_said_once_and_the_rest_apart() -> None:
    high, low = figure(**RENT), figure(**{**RENT, "capping": "laag"})
    assert shared_basis([high, low]) == "2020, prijspeil 2020"
    assert in_words(high, differences([high, low])) == "hoge aftoppingsgrens"
    assert in_words(figure(), ["prijspeil", "aftoppingsgrens"]) == (
        "prijspeil niet genoemd, aftoppingsgrens niet genoemd"
    )


def test_the_period_of_a_figure_that_cannot_be_read_is_never_printed_as_that_of_the_others() -> None:
    unreadable = figure(status="onleesbaar", value=None, period=Period.of_year(2019))
    assert to_tell_apart([figure(), unreadable]) == ["periode"]
    assert shared_basis([figure(), unreadable]) == ""
    assert to_tell_apart([figure(), figure(status="onleesbaar", value=None)]) == []


def test_only_a_definitive_figure_says_its_status_in_its_basis() -> None:
    assert in_words(figure(), ["status"]) == "definitief"
    assert in_words(figure(status="afgeleid"), ["status"]) == ""


def test_a_warning_is_a_dutch_sentence() -> None:
    assert warning([]) == ""
    assert warning(["periode"]) == "Let op: verschillende perioden"
    assert warning(["prijspeil", "status"]) == "Let op: verschillend prijspeil en verschillende status"
    assert warning(["periode", "prijspeil", "status"]) == (
        "Let op: verschillende perioden, verschillend prijspeil en verschillende status"
    )


def test_the_most_common_basis_counts_and_the_latest_certain_one_decides() -> None:
    old, new = (figure(period=Period.of_year(year)) for year in (2019, 2020))
    derived = figure(period=Period.of_year(2021), status="afgeleid")
    assert most_common([]) is None
    assert most_common([figure(value=None, status="onleesbaar")]) is None
    assert most_common([old, new, old]) is old
    assert most_common([old, derived, new]) is new
