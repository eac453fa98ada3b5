"""What a theme, indicator, class or figure must never be is refused by the database, in Dutch.

As in ``test_constraints``: straight at the database, around the forms; then the form's side gives the same
sentence. The races run on two connections.
"""

import datetime
from collections.abc import Callable
from decimal import Decimal
from itertools import product
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import DataError, IntegrityError, ProgrammingError, connection, models, transaction
from django.db.models import Value
from django.db.models.functions import Cast

from municipalities.models import (
    Corporation,
    Figure,
    Indicator,
    IndicatorClass,
    Municipality,
    Region,
    Theme,
)
from municipalities.models.figures import FIGURE_RULES
from municipalities.models.indicators import CODED, INDICATOR_RULES
from tests.conftest import refused
from wonen.dutch.legible import NAME_SENTENCE
from wonen.dutch.periods import PERIOD_SENTENCE, Period
from wonen.middleware import refusal

Y2020 = {"starts_on": datetime.date(2020, 1, 1), "ends_on": datetime.date(2020, 12, 31)}
NONE: dict[str, Any] = {"starts_on": None, "ends_on": None, "reference_date": datetime.date(2021, 1, 1)}


def day(text: str) -> datetime.date:
    return datetime.date.fromisoformat(text)


def indicator(kind: str, *classes: str, **fields: Any) -> Indicator:
    """Return a new indicator of a kind, with its name after it, and with these classes."""
    theme, _ = Theme.objects.get_or_create(code="wonen", defaults={"name": "Wonen"})
    code = fields.pop("code", kind)
    made = Indicator.objects.create(
        **{"theme": theme, "code": code, "name": code, "kind": kind, "definition": "Een.", **fields}
    )
    for each in classes:
        IndicatorClass.objects.create(indicator=made, code=each, name=each)
    return made


def klasse(code: str) -> IndicatorClass:
    return IndicatorClass.objects.get(code=code)


def figure(of: Indicator, **fields: Any) -> Figure:
    """Return a figure of Heerlen over 2020 that is not saved yet, given only what matters to the test."""
    heerlen = Municipality.objects.get(name="Heerlen")
    return Figure(**{"indicator": of, "municipality": heerlen, "value": Decimal(1), **Y2020, **fields})


def saved(made: Figure) -> Figure:
    made.full_clean()
    made.save()
    return made


@pytest.fixture
def waiting(world: None) -> Figure:
    return saved(figure(indicator("enkel")))


def sentences(row: models.Model) -> list[str]:
    """Return what a form would say of this row."""
    return said_by(row.full_clean)


def said_by(check: Callable[[], object]) -> list[str]:
    try:
        check()
    except ValidationError as error:
        return error.messages
    return []


def assert_refused_alike(row: models.Model, values: dict[str, Any], sentence: str) -> None:
    """Expect this sentence of the database and of the check of a form, and the form to refuse too.

    A form may be ahead with a sentence about one field ("geen geldige keuze").
    """
    with refused(sentence):
        type(row)._default_manager.filter(pk=row.pk).update(**values)
    for name, value in values.items():
        setattr(row, name, value)
    assert sentences(row)
    assert sentence in said_by(row.validate_constraints)


# --- Themes, indicators and classes ------------------------------------------------------------------------


@pytest.mark.parametrize("wrong", ["", " ", "twee woorden", "met/streep", "é", "a\n", "%"])
def test_a_code_is_fit_for_addresses(waiting: Figure, wrong: str) -> None:
    IndicatorClass.objects.create(indicator=indicator("tabel"), code="x", name="x")
    for model, what in ((Theme, "thema"), (Indicator, "kengetal"), (IndicatorClass, "klasse")):
        with refused(CODED.format(what)):
            model._default_manager.update(code=wrong)


@pytest.mark.parametrize("wrong", ["", " ", "\t\n"])
def test_everything_has_a_name(waiting: Figure, wrong: str) -> None:
    IndicatorClass.objects.create(indicator=indicator("tabel", code="t"), code="x", name="x")
    rows: tuple[models.QuerySet[Any], ...] = (
        Theme.objects.all(),
        Indicator.objects.filter(code="t"),
        IndicatorClass.objects.all(),
    )
    for found in rows:
        with refused(NAME_SENTENCE):
            found.update(name=wrong)


def test_names_and_codes_that_are_taken(waiting: Figure) -> None:
    table = indicator("tabel", "a", "b")
    energy = Theme.objects.create(code="energie", name="Energie")
    cases: tuple[tuple[models.Model, dict[str, str], str], ...] = (
        (energy, {"code": "wonen"}, "Er is al een thema met deze code."),
        (energy, {"name": "Wonen"}, "Er is al een thema met deze naam."),
        (energy, {"name": " wonen "}, "Er is al een thema met deze naam."),
        (table, {"code": "enkel"}, "Er is al een kengetal met deze code."),
        (table, {"name": "enkel"}, "Er is al een kengetal met deze naam."),
        (table, {"name": "ENKEL "}, "Er is al een kengetal met deze naam."),
        (klasse("b"), {"code": "a"}, "Dit kengetal heeft al een klasse met deze code."),
        (klasse("b"), {"name": "a"}, "Dit kengetal heeft al een klasse met deze naam."),
        (klasse("b"), {"name": " A"}, "Dit kengetal heeft al een klasse met deze naam."),
    )
    for row, values, sentence in cases:
        assert_refused_alike(row, values, sentence)
        row.refresh_from_db()
    # Another indicator may have classes of the same names.
    indicator("verdeling", "a", "b")


@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        ({"kind": "kasteel"}, "Kies een van de soorten kengetal."),
        ({"kind": ""}, "Kies een van de soorten kengetal."),
        ({"good_direction": "omhoog"}, "Gunstig is hoger, lager, of geen van beide."),
        ({"decimals": 5}, "Een kengetal heeft 0 tot en met 4 decimalen."),
        ({"decimals": -1}, "Een kengetal heeft 0 tot en met 4 decimalen."),
    ],
)
def test_an_indicator_that_cannot_be(world: None, values: dict[str, Any], sentence: str) -> None:
    assert_refused_alike(indicator("enkel"), values, sentence)


@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        ({"role": "som"}, "Een klasse is een deel, het totaal, of staat apart."),
        ({"role": "totaal"}, "Een kengetal heeft hoogstens één klasse die het totaal is."),
        ({"upper_limit": "ooit"}, "Kies een van de huurprijsgrenzen, of laat de bovengrens leeg."),
        ({"upper_limit": "sociaal"}, "Een andere klasse van dit kengetal loopt al tot deze grens."),
        ({"task": "sloop"}, "Een opgave is nieuw te bouwen of aan te kopen, of leeg."),
    ],
)
def test_a_class_that_cannot_be(world: None, values: dict[str, Any], sentence: str) -> None:
    table = indicator("tabel", "a", "b", "c")
    table.classes.filter(code="a").update(role="totaal", upper_limit="sociaal")
    assert table.classes.exclude(code="a").filter(upper_limit="").count() == 2
    assert_refused_alike(klasse("b"), values, sentence)


# --- Figures: one row --------------------------------------------------------------------------------------

AREA = "Een cijfer hoort bij een gemeente óf bij een regio, niet bij beide."
YEAR = "Een jaar ligt tussen 1990 en 2100."
DATED = "Een cijfer heeft een periode, of anders een peildatum."
VALUE = "Een cijfer heeft een waarde, tenzij het niet leesbaar is in de bron."
DOUBT = "Zeg in de toelichting voor het publiek waarom het cijfer is afgeleid of niet leesbaar is."
BASIS = "Een aftoppingsgrens is laag of hoog, en hoort bij een prijspeil."
STATUS = "Kies een van de statussen van een cijfer."


@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        ({"starts_on": None, "ends_on": None}, DATED),
        ({"starts_on": None, "ends_on": None, "reference_date": None}, DATED),
        ({"starts_on": day("2020-01-01"), "ends_on": None}, PERIOD_SENTENCE),
        ({"starts_on": day("2020-01-01"), **dict(list(NONE.items())[1:])}, PERIOD_SENTENCE),
        ({"starts_on": day("2021-01-01")}, PERIOD_SENTENCE),
        ({"starts_on": day("2020-01-02")}, PERIOD_SENTENCE),
        ({"starts_on": None, "ends_on": day("2030-06-30")}, PERIOD_SENTENCE),
        ({"starts_on": day("1989-01-01")}, YEAR),
        ({"ends_on": day("2101-12-31")}, YEAR),
        ({"starts_on": None, "ends_on": day("2101-12-31")}, YEAR),
        ({"reference_date": day("1989-12-31")}, YEAR),
        ({**NONE, "reference_date": day("2101-01-01")}, YEAR),
        ({"price_level": 1989}, YEAR),
        ({"price_level": 2101}, YEAR),
        ({"value": None}, VALUE),
        ({"status": "onleesbaar", "note": "Vlek."}, VALUE),
        ({"status": "afgeleid", "note": "Zo.", "value": None}, VALUE),
        ({"status": "afgeleid"}, DOUBT),
        ({"status": "afgeleid", "note": " \n"}, DOUBT),
        ({"status": "onleesbaar", "value": None}, DOUBT),
        ({"status": "gegokt"}, STATUS),
        ({"status": "", "note": "Leeg."}, STATUS),
        ({"capping": "laag"}, BASIS),
        ({"capping": "half", "price_level": 2020}, BASIS),
    ],
)
def test_a_figure_that_cannot_be(waiting: Figure, values: dict[str, Any], sentence: str) -> None:
    assert_refused_alike(waiting, values, sentence)


def test_a_figure_is_of_a_municipality_or_of_a_region(waiting: Figure) -> None:
    waiting.region = Region.objects.get(slug="parkstad")
    assert sentences(waiting) == [AREA]
    with refused(AREA):
        waiting.save()


@pytest.mark.parametrize(
    "values",
    [
        {"starts_on": day("1990-01-01"), "ends_on": day("2100-12-31")},
        {"starts_on": day("2020-02-29"), "ends_on": day("2020-02-29")},
        {"starts_on": None, "ends_on": day("2100-12-31")},
        NONE,
        {"municipality": None},
        {"value": Decimal(-999999999999)},
        {"value": Decimal(0), "status": "voorlopig"},
        {"price_level": 1990, "capping": "hoog"},
        {"reference_date": day("1990-01-01")},
    ],
)
def test_a_figure_on_the_edge_of_a_rule_is_kept(waiting: Figure, values: dict[str, Any]) -> None:
    for name, value in values.items():
        setattr(waiting, name, value)
    assert sentences(waiting) == []
    assert Figure.objects.filter(pk=waiting.pk).update(**values) == 1


def refusal_of(**values: Any) -> str | None:
    """Return the sentence with which the database refuses these values of every figure, or None."""
    try:
        with transaction.atomic():
            Figure.objects.update(**values)
    except IntegrityError as error:
        return refusal(error)
    return None


def test_exactly_the_periods_that_can_be_read_can_be_kept(waiting: Figure) -> None:
    leap, first, last = "2020-02-29", (1990, 2020, 2100, 2101), (1989, 1990, 2020, 2100, 2101)
    texts = (leap, *(f"{year}-01-01" for year in first), *(f"{year}-12-31" for year in last))
    days = [None, *map(day, texts)]
    years = (1990, 2020, 2100)
    right = {Period(), *(Period.until(year) for year in years)}
    right |= {Period.of_years(first, last) for first, last in product(years, years) if first <= last}
    right |= {Period.of_day(each) for each in days if each and 1990 <= each.year <= 2100}
    kept = {
        Period(starts_on, ends_on)
        for starts_on, ends_on in product(days, days)
        if refusal_of(starts_on=starts_on, ends_on=ends_on, reference_date=day("2021-01-01")) is None
    }
    assert kept == right


@pytest.mark.parametrize("endless", ["infinity", "-infinity"])
def test_a_day_that_never_comes(waiting: Figure, endless: str) -> None:
    never = Cast(Value(endless), models.DateField())
    for starts_on in (day("2020-01-01"), None, never):
        assert refusal_of(starts_on=starts_on, ends_on=never) in {PERIOD_SENTENCE, YEAR}
    assert refusal_of(reference_date=never) == YEAR


def test_the_day_from_which_a_figure_is_known(waiting: Figure) -> None:
    def known() -> datetime.date | None:
        waiting.save()
        found: datetime.date | None = Figure.objects.values_list("known_since", flat=True).get()
        return found

    assert known() == day("2020-12-31")
    waiting.reference_date = day("2020-03-01")
    assert known() == day("2020-03-01")
    waiting.period = Period()
    assert known() == day("2020-03-01")
    with pytest.raises(ProgrammingError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("UPDATE municipalities_figure SET known_since = '2000-01-01'")


# --- Figures: the value ------------------------------------------------------------------------------------

TOO_FINE = FIGURE_RULES["figure_decimals_of_indicator"]


def test_a_value_that_is_no_number(waiting: Figure) -> None:
    with refused("Een waarde is een getal van hoogstens 12 cijfers voor de komma."):
        Figure.objects.update(value=Cast(Value("NaN"), Figure._meta.get_field("value")))
    for wrong in ("NaN", "Infinity", "-Infinity", "sNaN", "abc", "1e30"):
        setattr(waiting, "value", wrong)  # noqa: B010 - no value of that type may be assigned
        assert sentences(waiting)


def test_a_value_that_is_too_large(waiting: Figure) -> None:
    for wrong in (10**12, -(10**12), Decimal("1e20")):
        with pytest.raises(DataError), transaction.atomic():
            Figure.objects.update(value=wrong)
        assert sentences(figure(waiting.indicator, value=wrong, period=Period.of_year(2019)))


def test_a_value_has_no_more_decimals_than_its_indicator(world: None) -> None:
    made = figure(indicator("enkel", decimals=1), value=Decimal("8.4"))
    made.save()
    for wrong in ("8.45", "0.0001", "-8.44"):
        with refused(TOO_FINE):
            Figure.objects.update(value=Decimal(wrong))
        made.value = Decimal(wrong)
        assert sentences(made) == [TOO_FINE]
    with refused(TOO_FINE):
        figure(made.indicator, value=Decimal("8.45"), starts_on=None).save()
    made.value = Decimal("8.40")
    assert sentences(made) == []


def test_more_decimals_than_the_column_holds_are_not_rounded_in_silence(world: None) -> None:
    made = figure(indicator("enkel", decimals=4), value=Decimal("8.45678"))
    assert "Zorg dat er niet meer dan 4 cijfers achter de komma staan." in sentences(made)
    made = figure(indicator("reeks", decimals=0), value=Decimal("8.00001"))
    assert TOO_FINE in sentences(made)


def test_an_indicator_keeps_the_decimals_of_its_figures(world: None) -> None:
    share = indicator("enkel", decimals=2)
    figure(share, value=Decimal("6.97")).save()
    figure(share, value=None, status="onleesbaar", note="Vlek.", starts_on=None).save()
    with refused(INDICATOR_RULES["indicator_decimals_kept"]):
        Indicator.objects.filter(pk=share.pk).update(decimals=1)
    share.decimals = 1
    assert sentences(share) == [INDICATOR_RULES["indicator_decimals_kept"]]
    Figure.objects.exclude(value=None).update(value=Decimal("6.9"))
    assert sentences(share) == []
    share.save()


# --- Figures: one per combination --------------------------------------------------------------------------

PER_PERIOD = "Dit cijfer is er al voor dit gebied en deze periode."
PER_DATE = "Dit cijfer is er al voor dit gebied en deze peildatum."


def combinations() -> list[dict[str, Any]]:
    """Return every shape of a figure: with and without area, class and corporation."""
    indicators = {"enkel": indicator("enkel"), "tabel": indicator("tabel", "a", "b")}
    parts: list[dict[str, Any]] = [{"indicator": indicators["enkel"]}]
    for code, corporation in product(("a", "b"), (None, Corporation.objects.get(code="WL"))):
        parts.append(
            {"indicator": indicators["tabel"], "indicator_class": klasse(code), "corporation": corporation}
        )
    heerlen, parkstad = Municipality.objects.get(name="Heerlen"), Region.objects.get(slug="parkstad")
    areas: list[dict[str, Any]] = [{"municipality": heerlen}, {"region": parkstad}, {}]
    return [{**part, **area} for part, area in product(parts, areas)]


def test_the_same_figure_stands_once_whatever_is_left_out(world: None) -> None:
    known = {"reference_date": day("2021-01-01")}
    periods = (Period.of_year(2020), Period.of_day(day("2020-12-31")), Period.until(2020), Period())
    figures = [
        Figure(value=1, **combination, **vars(period), **known)
        for combination, period in product(combinations(), periods)
    ]
    Figure.objects.bulk_create(figures)  # each differs from all others in one thing at least
    for each in figures:
        each.pk = None
        sentence = PER_PERIOD if each.ends_on else PER_DATE
        assert sentences(each) == [sentence]
        with refused(sentence):
            each.save(force_insert=True)
        each.pk = None
        each.reference_date = day("2021-01-02")
        assert sentences(each) == ([PER_PERIOD] if each.ends_on else [])
