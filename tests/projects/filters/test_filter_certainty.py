"""One meaning of uncertainty: a list holds what the sums count, and 'zeker' is what they are sure of."""

import random
from typing import Any

import pytest
from django.http import QueryDict

from projects.filters.selection import select
from projects.models import HousingType, Project, RentClass, SustainabilityLevel
from projects.sums.intervals import Interval, Sum
from tests.conftest import AddProject
from tests.support.legend_sums import by_bat, by_sustainability

# Of each choice: a project that meets it certainly, one that may, one that does not.
DEGREES: dict[str, tuple[dict[str, Any], dict[str, Any], dict[str, Any]]] = {
    "woningtype=gestapeld-met-lift": (
        {"types": ["gestapeld-met-lift"]},
        {"types": ["gestapeld-met-lift", "grondgebonden-gezins"]},
        {"types": ["grondgebonden-gezins"]},
    ),
    "woningtype=grondgebonden-gezins": (
        {"types": ["grondgebonden-gezins"]},
        {"types": ["grondgebonden-gezins"], "housing_types_undecided": True},
        {"housing_types_undecided": True},
    ),
    "huurprijsklasse=vrije-huur": (
        {"certain": {"vrije-huur": None, "betaalbaar": None}},
        {"certain": {"betaalbaar": None}, "possible": ["vrije-huur"]},
        {"certain": {"betaalbaar": None}},
    ),
    "huurprijsklasse=nnb": ({}, {"possible": ["vrije-huur"]}, {"certain": {"vrije-huur": None}}),
    "segment=sociaal": (
        {"certain": {"goedkoop": None}},
        {"certain": {"vrije-huur": None}, "possible": ["betaalbaar"]},
        {"certain": {"vrije-huur": None}},
    ),
    "batVanaf=2": (
        {"bat_from_id": 2, "bat_to_id": 3},
        {"bat_from_id": 0, "bat_to_id": 2},
        {"bat_from_id": 0, "bat_to_id": 1},
    ),
    "bat=2": ({"bat_from_id": 2, "bat_to_id": 2}, {"bat_from_id": 1, "bat_to_id": 3}, {}),
    "duurzaamheidVanaf=beng": (
        {"level": "beng", "sustainability_at_least": True},
        {"level": "gasloos", "sustainability_at_least": True},
        {"level": "gasloos"},
    ),
    "duurzaamheid=beng": (
        {"level": "beng"},
        {"level": "beng", "sustainability_at_least": True},
        {"level": "nom", "sustainability_at_least": True},
    ),
    "duurzaamheid=nom": (
        {"level": "nom", "sustainability_at_least": True},
        {"level": "beng", "sustainability_at_least": True},
        {"level": "beng"},
    ),
    "start=2024": ({"start_year": 2024}, {"planned_year": 2024}, {"start_year": 2023, "delivery_year": 2024}),
    "oplevering=2024": ({"delivery_year": 2024}, {"planned_year": 2024}, {"start_year": 2024}),
    "start=nnb": ({"delivery_year": 2024}, {"planned_year": 2024}, {"start_year": 2024}),
}


def names(query: str) -> set[str]:
    return {each.name for each in select(QueryDict(query), Project.objects.public()).projects}


@pytest.mark.parametrize("query", DEGREES)
def test_certain_and_possible_part_what_a_choice_keeps(add_project: AddProject, query: str) -> None:
    for name, fields in zip(("zeker", "mogelijk", "niet"), DEGREES[query], strict=True):
        add_project(name, **fields)
    assert names(query) == {"zeker", "mogelijk"}
    assert names(f"{query}&zekerheid=zeker") == {"zeker"}
    assert names(f"{query}&zekerheid=mogelijk") == {"mogelijk"}


def test_one_possible_choice_makes_the_whole_possible(add_project: AddProject) -> None:
    add_project("beide zeker", bat_from_id=2, bat_to_id=2, start_year=2024)
    add_project("score open", bat_from_id=0, bat_to_id=2, start_year=2024)
    add_project("jaar open", bat_from_id=2, bat_to_id=2, planned_year=2024)
    add_project("past niet", bat_from_id=2, bat_to_id=2, start_year=2025)
    query = "batVanaf=2&start=2024&zekerheid="
    assert names(f"{query}zeker") == {"beide zeker"}
    assert names(f"{query}mogelijk") == {"score open", "jaar open"}


def random_plan(dice: random.Random, codes: list[str], types: list[str], levels: list[str]) -> dict[str, Any]:
    """Return a project with anything known or not; a split never adds up to more than the count."""
    chosen = dice.sample(codes, dice.randint(0, min(3, len(codes))))
    cut = dice.randint(0, len(chosen))
    count = dice.choice([None, *range(2, 9)])
    counts = [None] if count is None else [None, None, 1]
    plan: dict[str, Any] = {
        "dwellings": count,
        "certain": {each: dice.choice(counts) for each in chosen[:cut][: count or 3]},
        "possible": chosen[cut:],
        "types": dice.sample(types, dice.randint(0, min(2, len(types)))),
        "housing_types_undecided": dice.random() < 0.2,
    }
    if dice.random() < 0.8:
        plan["bat_from_id"] = dice.randint(0, 4)
        plan["bat_to_id"] = dice.randint(plan["bat_from_id"], 4)
    if dice.random() < 0.8:
        plan |= {"level": dice.choice(levels), "sustainability_at_least": dice.random() < 0.4}
    year = dice.randint(2022, 2024)
    return plan | dice.choice(
        [{}, {"start_year": year}, {"start_year": year, "delivery_year": year + 1}, {"planned_year": year}]
    )


def key(each: Sum) -> str:
    """Return how the address names an entry of the legend."""
    return str(getattr(each.entry, "code", "") or getattr(each.entry, "pk", "") or 0) if each.entry else "nnb"


@pytest.mark.parametrize("seed", range(6))
def test_the_list_behind_a_bar_is_what_adds_to_its_most(add_project: AddProject, seed: int) -> None:
    dice = random.Random(seed)
    codes = list(RentClass.objects.values_list("code", flat=True))
    types = list(HousingType.objects.values_list("code", flat=True))
    levels = list(SustainabilityLevel.objects.values_list("code", flat=True))
    for number in range(12):
        add_project(f"Project {number}", **random_plan(dice, codes, types, levels))
    every = Project.objects.all()
    bars: list[tuple[str, Interval]] = [
        *((f"bat={key(each)}", each.dwellings) for each in by_bat(every)),
        *((f"duurzaamheid={key(each)}", each.dwellings) for each in by_sustainability(every)),
        *((f"start={each.year or 'nnb'}", each.starting) for each in every.by_year()),
        *((f"oplevering={each.year or 'nnb'}", each.delivered) for each in every.by_year()),
    ]
    for query, interval in bars:
        behind = select(QueryDict(query), every)
        assert behind.projects.totals().dwellings == interval.most, query
        certain = select(QueryDict(f"{query}&zekerheid=zeker"), every)
        assert certain.projects.totals().dwellings == interval.least, query


@pytest.mark.parametrize("seed", range(6))
def test_the_list_behind_a_rent_class_holds_its_most_and_nothing_else(
    add_project: AddProject, seed: int
) -> None:
    dice = random.Random(seed)
    codes = list(RentClass.objects.values_list("code", flat=True))
    for number in range(12):
        add_project(f"Project {number}", **random_plan(dice, codes, ["gestapeld-met-lift"], ["beng"]))
    every = Project.objects.all()
    for place, bar in enumerate(every.by_rent_class()):
        behind = select(QueryDict(f"huurprijsklasse={key(bar)}"), every).projects
        assert behind.by_rent_class()[place].dwellings.most == bar.dwellings.most
        for project in behind.filter(dwellings__isnull=False):  # where the count is known, each adds to it
            assert every.filter(pk=project.pk).by_rent_class()[place].dwellings.most > 0, project.name
        without_split = every.exclude(rent_entries__dwellings__gt=0)
        behind = select(QueryDict(f"huurprijsklasse={key(bar)}"), without_split).projects
        assert behind.totals().dwellings == without_split.by_rent_class()[place].dwellings.most


@pytest.mark.parametrize("seed", range(3))
def test_the_list_behind_a_type_holds_all_that_may_be_of_it(add_project: AddProject, seed: int) -> None:
    dice = random.Random(seed)
    types = list(HousingType.objects.values_list("code", flat=True))
    plans = [random_plan(dice, ["betaalbaar"], types, ["beng"]) for _ in range(10)]
    for number, plan in enumerate(plans):
        add_project(f"Project {number}", **plan)
    for code in types:
        behind = select(QueryDict(f"woningtype={code}"), Project.objects.all()).projects
        assert behind.totals().dwellings == sum(
            each["dwellings"] or 0 for each in plans if code in each["types"]
        )
