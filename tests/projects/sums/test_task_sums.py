"""What projects add to a task, and the verdict on that; the numbers here were reckoned by hand."""

import itertools
import random
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

import pytest

from municipalities.models import Figure
from projects.models import Project
from projects.sums.of_tasks import Progress, Span, TaskSums, task_sums
from projects.sums.region import judge
from tests.conftest import AddProject

SPAN = Span("nieuwbouw", first=2021, last=2030, seen_from=2024)


def sums(span: Span = SPAN) -> TaskSums:
    return task_sums(Project.objects.public(), {"task": span})["task"]


def progress(span: Span = SPAN) -> Progress:
    found = sums(span)
    return found.total(found.corporations)


@pytest.mark.parametrize(
    ("fields", "delivered", "planned", "still_open"),
    [
        ({"delivery_year": 2023}, 8, 0, 0),
        ({"delivery_year": 2024}, 0, 8, 0),
        ({"delivery_year": 2030}, 0, 8, 0),
        ({"start_year": 2022, "delivery_year": 2023}, 8, 0, 0),
        ({"delivery_year": 2024, "phase": "afgerond"}, 8, 0, 0),
        ({"delivery_year": 2025, "phase": "nazorg"}, 8, 0, 0),
        ({"delivery_year": 2021}, 8, 0, 0),
        ({"delivery_year": 2020}, 0, 0, 0),
        ({"delivery_year": 2031}, 0, 0, 0),
        ({"delivery_year": 2031, "phase": "afgerond"}, 0, 0, 0),
        ({"planned_year": 2027}, 0, 0, 8),
        ({"planned_year": 2030}, 0, 0, 8),
        ({"planned_year": 2020}, 0, 0, 8),
        ({"planned_year": 2031}, 0, 0, 0),
        ({"start_year": 2022}, 0, 0, 8),
        ({"start_year": 2030}, 0, 0, 8),
        ({"start_year": 2031}, 0, 0, 0),
        ({}, 0, 0, 8),
        ({"phase": "afgerond"}, 0, 0, 8),
        ({"phase": "vervallen"}, 0, 0, 0),
        ({"phase": "vervallen", "delivery_year": 2025}, 0, 0, 0),
        ({"kind": "sloop", "delivery_year": 2025}, 0, 0, 0),
        ({"kind": "renovatie", "delivery_year": 2025}, 0, 0, 0),
        ({"kind": "aankoop", "delivery_year": 2025}, 0, 0, 0),
        ({"is_public": False, "delivery_year": 2025}, 0, 0, 0),
    ],
)
def test_what_a_project_adds_to_a_task(
    add_project: AddProject, fields: dict[str, Any], delivered: int, planned: int, still_open: int
) -> None:
    add_project(dwellings=8, **fields)
    found = progress()
    assert (found.delivered, found.planned, found.open) == (delivered, planned, still_open)
    assert found.dwellings == (delivered + planned, delivered + planned + still_open)
    assert found.projects == bool(delivered + planned + still_open)


def test_a_whole_and_its_phases_count_once(add_project: AddProject) -> None:
    whole = add_project("Aldenhofpark", delivery_year=2026)
    add_project("Aldenhofpark fase 1", parent=whole, dwellings=30, delivery_year=2026)
    add_project("Aldenhofpark fase 2", parent=whole, dwellings=12, start_year=2028)
    assert progress() == Progress(projects=2, planned=30, open=12)


def test_what_a_filter_joins_is_not_counted_twice(add_project: AddProject) -> None:
    add_project(dwellings=24, delivery_year=2026, certain={"betaalbaar": 4, "vrije-huur": 6})
    joined = Project.objects.filter(rent_entries__isnull=False)
    assert joined.count() == 2
    assert task_sums(joined, {"task": SPAN})["task"].total(sums().corporations).planned == 24


def test_approximate_counts_count_and_are_told(add_project: AddProject) -> None:
    add_project("Ca. 30", dwellings=30, dwellings_approximate=True, delivery_year=2026)
    add_project("Ca. 5", dwellings=5, dwellings_approximate=True, start_year=2026)
    add_project("Te laat", dwellings=7, dwellings_approximate=True, start_year=2031)
    add_project("Precies", dwellings=10, delivery_year=2026)
    assert progress() == Progress(projects=3, planned=40, open=5, approximate=35)


def test_projects_without_a_count_are_counted_apart(add_project: AddProject) -> None:
    add_project("Zonder aantal, gepland", delivery_year=2026)
    add_project("Zonder aantal, open", start_year=2026)
    add_project("Zonder aantal, te laat", start_year=2031)
    assert progress() == Progress(projects=2, uncounted=2, uncounted_open=1)


def test_the_years_and_the_total_are_different_sums(add_project: AddProject) -> None:
    add_project("Over twee jaren", dwellings=10, start_year=2025, delivery_year=2026)
    add_project("Los jaar", dwellings=5, planned_year=2026)
    add_project("Gestart", dwellings=3, start_year=2026)
    found = sums()
    assert [found.in_year(year, found.corporations).dwellings for year in (2025, 2026)] == [(0, 0), (10, 15)]
    assert found.in_unknown_year(found.corporations).dwellings == (0, 8)
    assert found.total(found.corporations).dwellings == (10, 18)


Plan = dict[str, Any]


def deliveries(plan: Plan) -> Iterator[int]:
    """Yield every year in which a plan may be delivered; 9999 is never."""
    if plan.get("phase") == "vervallen":
        yield 9999
    elif plan.get("delivery_year"):
        yield plan["delivery_year"]
    else:
        begin = plan.get("start_year") or plan.get("planned_year") or 2015
        yield from (*range(begin, 2040), 9999)


def random_plan(dice: random.Random) -> Plan:
    start = dice.randint(2018, 2033)
    planning = dice.choice(
        [
            {"start_year": start},
            {"start_year": start, "delivery_year": start + dice.randint(0, 3)},
            {"delivery_year": start},
            {"planned_year": start},
            {},
        ]
    )
    kind = dice.choice(["nieuwbouw", "nieuwbouw", "nieuwbouw", "sloop", "aankoop"])
    return {
        "dwellings": dice.randint(1, 9),
        "kind": kind,
        "phase": dice.choice(["", "", "vervallen"]),
        **planning,
    }


@pytest.mark.parametrize("seed", range(12))
def test_the_total_agrees_with_every_possible_outcome(add_project: AddProject, seed: int) -> None:
    dice = random.Random(seed)
    plans = [random_plan(dice) for _ in range(6)]
    for place, plan in enumerate(plans):
        add_project(f"Project {place}", **plan)
    ways = [
        {
            plan["dwellings"] if plan["kind"] == "nieuwbouw" and 2021 <= year <= 2030 else 0
            for year in deliveries(plan)
        }
        for plan in plans
    ]
    outcomes = {sum(outcome) for outcome in itertools.product(*ways)}
    assert progress().dwellings == (min(outcomes), max(outcomes))


def figure(value: str | None, **fields: Any) -> Figure:
    return Figure(value=None if value is None else Decimal(value), **fields)


@pytest.mark.parametrize(
    ("task", "made", "label", "sentence"),
    [
        ("20", Progress(delivered=20), "gehaald", "Volgens de planning zijn er al 20 opgeleverd."),
        ("20", Progress(delivered=5, planned=15), "wordt zo gehaald", "Volgens de planning wordt de opgave"),
        ("21", Progress(delivered=5, planned=15), "wordt zo niet gehaald", "blijft dit 1 woning achter."),
        ("210", Progress(delivered=57, open=55), "wordt zo niet gehaald", "blijft dit 98 woningen achter."),
        ("30", Progress(planned=20, open=10), "nog niet zeker", "van de 10 woningen zonder jaar"),
        ("21", Progress(planned=20, open=10), "nog niet zeker", "er minstens 1 op tijd klaar zijn."),
        ("50", Progress(planned=20, uncounted=1), "nog niet zeker", "dan 30 woningen, maar van 1 project"),
        ("50", Progress(planned=20, uncounted=2), "nog niet zeker", "van 2 projecten"),
        ("20", Progress(planned=20, uncounted=2), "wordt zo gehaald", "Volgens de planning"),
        ("0", Progress(), "gehaald", "Volgens de planning zijn er al 0 opgeleverd."),
    ],
)  # fmt: skip
def test_the_verdict_and_why(task: str, made: Progress, label: str, sentence: str) -> None:
    verdict = judge(figure(task), made, SPAN)
    assert verdict
    assert verdict.label == label
    assert verdict.slug == label.removeprefix("wordt zo ").replace(" ", "-")
    assert sentence in verdict.sentence


def test_the_sentence_names_numbers_and_how_sure_the_task_is() -> None:
    verdict = judge(figure("1210", status="afgeleid"), Progress(delivered=57, open=1055), SPAN)
    assert verdict
    assert verdict.sentence == (
        "Tot en met 2030 staan er 57 tot 1.112 woningen op het programma; de opgave is 1.210 (afgeleid). "
        "Zelfs als alles doorgaat, blijft dit 98 woningen achter."
    )
    single = judge(figure("2"), Progress(planned=1), SPAN)
    assert single
    assert single.sentence.startswith("Tot en met 2030 staat er 1 woning op het programma; de opgave is 2.")


def test_after_the_last_year_the_sentence_looks_back() -> None:
    over = Span("nieuwbouw", 2021, 2030, seen_from=2031)
    missed, unsure = (judge(figure("20"), made, over) for made in (Progress(delivered=9), Progress(open=30)))
    assert missed
    assert missed.sentence == (
        "Tot en met 2030 stonden er 9 woningen op het programma; de opgave is 20. "
        "Dat zijn er minstens 11 te weinig."
    )
    assert (missed.label, missed.slug) == ("niet gehaald", "niet-gehaald")
    assert unsure
    assert "er minstens 20 zijn opgeleverd." in unsure.sentence


def test_a_task_that_cannot_be_read_gets_no_verdict() -> None:
    assert judge(figure(None, status="onleesbaar"), Progress(delivered=9), SPAN) is None
    assert judge(None, Progress(delivered=9), SPAN) is None
