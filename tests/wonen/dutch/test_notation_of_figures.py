"""Values and periods as people write them: read with certainty, or refused with a sentence."""

import datetime
from decimal import Decimal

import pytest

from wonen.dutch.numbers import decimals_in, expected, print_value, read_number, read_value
from wonen.dutch.periods import DATE_SENTENCE, PERIOD_SENTENCE, NotationError, Period, read_date, read_period


@pytest.mark.parametrize(
    ("text", "unit", "decimals", "value"),
    [
        ("€ 18.583", "€", 0, "18583"),
        ("€18583", "€", 0, "18583"),
        ("18.583,-", "€", 0, "18583"),
        ("€ 1.234,50", "€", 2, "1234.50"),
        ("-€ 12", "€", 0, "-12"),
        ("€ -12", "€", 0, "-12"),
        ("8,4%", "%", 1, "8.4"),
        ("8,4 %", "%", 1, "8.4"),
        ("11", "%", 1, "11"),
        ("1,2 jaar", "jaar", 1, "1.2"),
        ("1,2 Jaar", "jaar", 1, "1.2"),
        ("  158 ", "", 0, "158"),
        ("1.155 woningen", "woningen", 0, "1155"),
        ("0", "", 0, "0"),
        ("0,250", "%", 2, "0.25"),
        ("1.250,500", "", 1, "1250.5"),
        ("1250,500", "", 1, "1250.5"),
        ("12,340", "", 3, "12.34"),
        ("12,345", "", 3, "12.345"),
    ],
)
def test_a_value_is_read(text: str, unit: str, decimals: int, value: str) -> None:
    assert read_value(text, unit, decimals) == Decimal(value)


@pytest.mark.parametrize(
    ("text", "unit", "decimals"),
    [
        ("18.58", "€", 0),
        ("8.45%", "%", 1),
        ("0.250", "", 0),  # a quarter, as a program writes it
        ("012.345", "", 0),
        ("8,45%", "%", 1),
        ("1,5", "", 0),
        ("€ 5", "%", 0),
        ("5%", "€", 0),
        ("5 jaar", "maanden", 0),
        ("ca. 30", "", 0),
        ("twaalf", "", 0),
        ("", "", 0),
        ("€", "€", 0),
        ("--5", "€", 0),
        ("-€ -5", "€", 0),
        ("1e3", "", 0),
        ("٣", "", 0),
        ("9999999999999", "", 0),
        ("nan", "", 0),
    ],
)
def test_what_is_not_certain_is_refused(text: str, unit: str, decimals: int) -> None:
    with pytest.raises(NotationError) as caught:
        read_value(text, unit, decimals)
    assert str(caught.value) == expected(unit, decimals)


@pytest.mark.parametrize(
    ("text", "unit", "decimals", "sentence"),
    [
        ("€ 90,000", "€", 0, "Verwacht: 90.000 voor duizendtallen."),
        ("12,500", "jaar", 1, "Verwacht: 12.500 voor duizendtallen, of 12,5 met een komma voor decimalen."),
        ("-1,200 jaar", "jaar", 1, "Verwacht: -1.200 voor duizendtallen, of -1,2 met een komma"),
        ("6,970%", "%", 2, "Verwacht: 6.970 voor duizendtallen, of 6,97 met een komma voor decimalen."),
        ("1,000", "", 1, "Verwacht: 1.000 voor duizendtallen, of 1 met een komma voor decimalen."),
    ],
)
def test_three_digits_after_a_comma_may_be_thousands(
    text: str, unit: str, decimals: int, sentence: str
) -> None:
    with pytest.raises(NotationError, match="kan op twee manieren gelezen worden") as caught:
        read_value(text, unit, decimals)
    assert sentence in str(caught.value)


@pytest.mark.parametrize(("value", "decimals"), [("8.40", 1), ("1200", 0), ("0", 0), ("-0.125", 3)])
def test_zeros_at_the_end_are_no_decimals(value: str, decimals: int) -> None:
    assert decimals_in(Decimal(value)) == decimals


def test_the_sentence_says_what_was_expected() -> None:
    assert expected("%", 1) == (
        "Verwacht: een getal met hoogstens 1 decimaal in procenten, met een komma voor decimalen, "
        "bijvoorbeeld 8,4%."
    )
    assert expected("€", 0) == "Verwacht: een heel getal in euro, bijvoorbeeld € 1.250."


@pytest.mark.parametrize("number", [8.4, 8, Decimal("8.4"), 0.1 + 0.2, 1155.0])
def test_a_number_of_a_spreadsheet_is_taken_over(number: float) -> None:
    assert read_number(number, "%", 1) == round(Decimal(str(number)), 1)


@pytest.mark.parametrize("number", [8.45, float("nan"), float("inf"), 1e13, True, False])
def test_a_number_that_does_not_fit_is_refused(number: float) -> None:
    with pytest.raises(NotationError):
        read_number(number, "%", 1)


@pytest.mark.parametrize(
    ("value", "unit", "decimals", "text"),
    [
        ("18583.0000", "€", 0, "€ 18.583"),
        ("1234.5", "€", 2, "€ 1.234,50"),
        ("-12", "€", 0, "-€ 12"),
        ("6.9700", "%", 2, "6,97%"),
        ("5.7000", "%", 2, "5,7%"),
        ("11", "%", 1, "11%"),
        ("100", "%", 1, "100%"),
        ("1.2", "jaar", 1, "1,2 jaar"),
        ("7816", "woningen", 0, "7.816 woningen"),
        ("0.0000", "", 0, "0"),
        ("1155", "", 0, "1.155"),
    ],
)
def test_a_value_is_printed_the_dutch_way_and_read_back(
    value: str, unit: str, decimals: int, text: str
) -> None:
    assert print_value(Decimal(value), unit, decimals) == text
    assert read_value(text, unit, decimals) == Decimal(value)


@pytest.mark.parametrize(
    ("text", "period", "printed"),
    [
        ("2020", Period.of_year(2020), "2020"),
        ("2017-2020", Period.of_years(2017, 2020), "2017-2020"),
        ("2017 – 2020", Period.of_years(2017, 2020), "2017-2020"),  # noqa: RUF001
        ("2017 t/m 2020", Period.of_years(2017, 2020), "2017-2020"),
        ("31-12-2020", Period.of_day(datetime.date(2020, 12, 31)), "31-12-2020"),
        ("01-01-2021", Period.of_day(datetime.date(2021, 1, 1)), "1-1-2021"),
        ("tot 2030", Period.until(2030), "tot 2030"),
        ("Tot en met 2030", Period.until(2030), "tot 2030"),
        ("", Period(), ""),
    ],
)
def test_a_period_is_read_and_printed(text: str, period: Period, printed: str) -> None:
    assert read_period(text) == period
    assert str(period) == printed
    assert read_period(printed) == period


@pytest.mark.parametrize(
    "text", ["20", "2020-2017", "17-20", "1989", "2101", "2020 / 2021", "tot 30", "vorig jaar", "Q1 2020"]
)
def test_a_period_that_cannot_be_read_is_refused(text: str) -> None:
    with pytest.raises(NotationError) as caught:
        read_period(text)
    assert str(caught.value) == PERIOD_SENTENCE


@pytest.mark.parametrize("text", ["31-2-2020", "2020-31-12", "1-1-97", "1-1-1900", "morgen", ""])
def test_a_date_that_is_none_is_refused(text: str) -> None:
    with pytest.raises(NotationError) as caught:
        read_date(text)
    assert str(caught.value) == DATE_SENTENCE


def test_a_period_moves_along_with_the_years() -> None:
    assert Period.of_years(2017, 2020).shifted(1) == Period.of_years(2018, 2021)
    assert Period.of_day(datetime.date(2020, 2, 29)).shifted(1) == Period.of_day(datetime.date(2021, 2, 28))
    assert Period.until(2030).shifted(1) == Period.until(2030)
    assert Period.of_year(2019).shape == Period.of_year(2020).shape != Period.of_years(2019, 2020).shape
