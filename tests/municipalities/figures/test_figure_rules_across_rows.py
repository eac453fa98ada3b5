"""Rules of figures that span rows, kept by triggers: one by one, and with two people at once.

The races run on two connections.
"""

import threading
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest
from django.db import IntegrityError, connection, transaction

from municipalities.models import Corporation, Figure, Indicator, IndicatorClass
from municipalities.models.figures import FIGURE_RULES
from municipalities.models.indicators import INDICATOR_RULES
from tests.conftest import refused
from tests.municipalities.figures.test_figure_rules import (
    PER_PERIOD,
    figure,
    indicator,
    klasse,
    saved,
    sentences,
)
from wonen.middleware import refusal

RULES = {**FIGURE_RULES, **INDICATOR_RULES}


@pytest.fixture
def waiting(world: None) -> Figure:
    return saved(figure(indicator("enkel")))


def test_the_sentences_are_those_of_the_migration() -> None:
    folder = Path(__file__).parents[3] / "municipalities" / "migrations" / "sql"
    text = (folder / "after_tables.sql").read_text(encoding="utf-8")
    raised = dict.fromkeys(RULES, "")
    for part in text.split("RAISE EXCEPTION '")[1:]:
        sentence, rest = part.split("'", 1)
        raised[rest.split("CONSTRAINT = '")[1].split("'")[0]] = sentence
    del raised["history_stays"]  # of the history
    assert raised == RULES


@pytest.mark.parametrize(
    ("kind", "wrong", "rule"),
    [
        ("enkel", {"indicator_class": "a"}, "figure_class_not_needed"),
        ("reeks", {"indicator_class": "a"}, "figure_class_not_needed"),
        ("verdeling", {"indicator_class": None}, "figure_class_needed"),
        ("tabel", {"indicator_class": None}, "figure_class_needed"),
        ("tabel", {"indicator_class": None, "corporation": "WL"}, "figure_class_needed"),
        ("verdeling", {"indicator_class": "a"}, "figure_class_of_indicator"),
        ("tabel", {"indicator_class": "a", "corporation": "WL"}, "figure_class_of_indicator"),
        ("verdeling", {"corporation": "WL"}, "figure_corporation_in_table"),
        ("enkel", {"corporation": "WL"}, "figure_corporation_in_table"),
        ("reeks", {"corporation": "WL"}, "figure_corporation_in_table"),
    ],
)
def test_a_class_and_a_corporation_follow_the_kind(
    world: None, kind: str, wrong: dict[str, str | None], rule: str
) -> None:
    indicator("tabel", "a", code="ander")
    classed = kind in {"verdeling", "tabel"}
    made = figure(
        indicator(kind, *("eigen",) * classed), indicator_class=klasse("eigen") if classed else None
    )
    assert sentences(made) == []
    made.save()
    if "indicator_class" in wrong:
        made.indicator_class = IndicatorClass.objects.filter(code=wrong["indicator_class"]).first()
    if "corporation" in wrong:
        made.corporation = Corporation.objects.get(code=wrong["corporation"])
    assert sentences(made) == [FIGURE_RULES[rule]]
    with refused(FIGURE_RULES[rule]):
        made.save()
    with refused(FIGURE_RULES[rule]):
        made.pk = None
        made.save(force_insert=True)


def test_a_figure_does_not_move_to_an_indicator_that_it_does_not_fit(waiting: Figure) -> None:
    table, whole = indicator("tabel", "a"), indicator("reeks")
    with refused(FIGURE_RULES["figure_class_needed"]):
        Figure.objects.update(indicator=table)
    Figure.objects.update(value=Decimal("1.0000"), indicator=whole)
    assert Figure.objects.get().indicator == whole


def test_the_kind_is_fixed_once_there_are_figures(waiting: Figure) -> None:
    for kind in ("reeks", "verdeling", "tabel"):
        with refused(INDICATOR_RULES["indicator_kind_fixed"]):
            Indicator.objects.filter(code="enkel").update(kind=kind)
        waiting.indicator.kind = kind
        assert sentences(waiting.indicator) == [INDICATOR_RULES["indicator_kind_fixed"]]
    Figure.objects.all().delete()
    assert sentences(waiting.indicator) == []
    waiting.indicator.save()


def test_classes_belong_to_a_distribution_or_a_table(world: None) -> None:
    rule = INDICATOR_RULES["indicator_with_classes"]
    single, table = indicator("enkel"), indicator("tabel", "a")
    wrong = IndicatorClass(indicator=single, code="b", name="b")
    assert sentences(wrong) == [rule]
    with refused(rule):
        wrong.save()
    with refused(rule):
        table.classes.update(indicator=single)
    with refused(rule):
        Indicator.objects.filter(code="tabel").update(kind="reeks")
    with transaction.atomic():  # as a form does: first the kind, then the classes
        Indicator.objects.filter(code="tabel").update(kind="reeks")
        table.classes.all().delete()
        with connection.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")


def test_a_class_with_figures_stays_with_its_indicator(world: None) -> None:
    table, other = indicator("tabel", "a"), indicator("verdeling")
    figure(table, indicator_class=klasse("a")).save()
    with refused(INDICATOR_RULES["indicator_class_fixed"]):
        table.classes.update(indicator=other)
    moved = klasse("a")
    moved.indicator = other
    assert sentences(moved) == [INDICATOR_RULES["indicator_class_fixed"]]
    Figure.objects.all().delete()
    assert sentences(moved) == []
    moved.save()


def at_once(first: Callable[[], object], second: Callable[[], object]) -> list[str]:
    """Run two acts in two transactions that overlap; return the sentences with which they were refused.

    The second acts when the first has, and waits with its commit for that of the first. Where it has to
    wait for a lock, the first commits after a moment.
    """
    acted, also_acted, committed = threading.Event(), threading.Event(), threading.Event()
    found: list[str] = []

    def act(do: Callable[[], object], *, leads: bool) -> None:
        try:
            with transaction.atomic():
                if leads:
                    do()
                    acted.set()
                    also_acted.wait(timeout=1)
                else:
                    acted.wait(timeout=30)
                    do()
                    also_acted.set()
                    committed.wait(timeout=30)
        except IntegrityError as error:
            found.append(refusal(error))
        finally:
            (committed if leads else also_acted).set()
            connection.close()

    threads = [
        threading.Thread(target=act, args=[first], kwargs={"leads": True}),
        threading.Thread(target=act, args=[second], kwargs={"leads": False}),
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return found


def change_kind() -> None:
    Indicator.objects.filter(code="wachttijd").update(kind="tabel")


def first_figure() -> None:
    figure(Indicator.objects.get(code="wachttijd")).save()


@pytest.mark.django_db(transaction=True)
def test_a_kind_changes_while_its_first_figure_comes(world: None) -> None:
    indicator("enkel", code="wachttijd")
    assert at_once(first_figure, change_kind) == [RULES["indicator_kind_fixed"]]
    assert Figure.objects.get().indicator.kind == "enkel"
    Figure.objects.all().delete()
    assert at_once(change_kind, first_figure) == [RULES["figure_class_needed"]]
    assert not Figure.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_a_kind_changes_while_its_first_class_comes(world: None) -> None:
    table = indicator("tabel")

    def lose_classes() -> None:
        Indicator.objects.filter(code="tabel").update(kind="enkel")

    def first_class() -> None:
        IndicatorClass.objects.create(indicator=table, code="a", name="a")

    assert at_once(first_class, lose_classes) == [RULES["indicator_with_classes"]]
    IndicatorClass.objects.all().delete()
    assert at_once(lose_classes, first_class) == [RULES["indicator_with_classes"]]
    assert not IndicatorClass.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_a_class_moves_while_its_first_figure_comes(world: None) -> None:
    table, other = indicator("tabel", "a"), indicator("verdeling")

    def move() -> None:
        IndicatorClass.objects.filter(code="a").update(indicator=other)

    def first() -> None:
        figure(table, indicator_class=klasse("a")).save()

    assert at_once(first, move) == [RULES["indicator_class_fixed"]]
    Figure.objects.all().delete()
    assert at_once(move, first) == [RULES["figure_class_of_indicator"]]
    assert not Figure.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_decimals_go_while_a_figure_with_them_comes(world: None) -> None:
    share = indicator("enkel", decimals=2)

    def fewer() -> None:
        Indicator.objects.filter(code="enkel").update(decimals=1)

    def fine() -> None:
        figure(share, value=Decimal("6.97")).save()

    assert at_once(fine, fewer) == [RULES["indicator_decimals_kept"]]
    Figure.objects.all().delete()
    assert at_once(fewer, fine) == [RULES["figure_decimals_of_indicator"]]
    assert not Figure.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_two_people_enter_the_same_figure(world: None) -> None:
    indicator("enkel", code="wachttijd")
    assert at_once(first_figure, first_figure) == [PER_PERIOD]
    assert Figure.objects.count() == 1
