"""Every interval agrees with every way in which small random plans can turn out, tried one by one."""

import itertools
import random
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass, field
from typing import Any

import pytest

from projects.models import BatScore, HousingType, Project, RentClass, SustainabilityLevel
from projects.sums.by_class import bat_outcomes, housing_type_outcomes, sustainability_outcomes
from projects.sums.by_rent import rent_outcomes
from projects.sums.by_year import in_year, may_be_in
from projects.sums.intervals import Interval, Outcomes
from tests.conftest import AddProject

Outcome = tuple[str, ...]  # what each dwelling of a project becomes
SEEDS = range(8)


@dataclass
class Plans:
    """Small random plans: per project the number of dwellings, and what was entered."""

    dice: random.Random
    add: AddProject
    made: list[dict[str, Any]] = field(default_factory=list)

    def make(self, entered: Callable[[random.Random], dict[str, Any]], amount: int = 8) -> None:
        for number in range(amount):
            fields = {"dwellings": self.dice.randint(1, 3), **entered(self.dice)}
            self.add(f"Project {number}", **fields)
            self.made.append(fields)

    def reckoned(
        self, keys: Collection[str], ways: Callable[[dict[str, Any]], Iterable[Outcome]]
    ) -> Interval:
        counts = [[sum(key in keys for key in outcome) for outcome in ways(fields)] for fields in self.made]
        return Interval(sum(map(min, counts)), sum(map(max, counts)))


@pytest.fixture(params=SEEDS)
def plans(request: pytest.FixtureRequest, add_project: AddProject) -> Plans:
    return Plans(random.Random(request.param), add_project)


def each_dwelling(count: int, may: Iterable[str]) -> Iterable[Outcome]:
    return itertools.product(tuple(may), repeat=count)


def groups_of(codes: list[str]) -> list[tuple[str, ...]]:
    """Return each entry alone, the highest ones together, what is not known, and that with one entry."""
    higher = [tuple(codes[place:]) for place in range(len(codes) - 1)]
    return [*((code,) for code in codes), *higher, ("nnb",), (codes[0], "nnb")]


def keys_of(group: Collection[str], pks: dict[str, int]) -> list[int | None]:
    return [pks.get(code) for code in group]


def test_bat_scores_and_all_from_one_score_up(plans: Plans) -> None:
    def entered(dice: random.Random) -> dict[str, Any]:
        low = dice.choice([None, 0, 1, 2, 3, 4])
        return {"bat_from_id": low, "bat_to_id": low if low is None else dice.randint(low, 4)}

    def ways(fields: dict[str, Any]) -> Iterable[Outcome]:
        low, high = fields["bat_from_id"], fields["bat_to_id"]
        may = ["nnb"] if low is None else map(str, range(low, high + 1))
        return each_dwelling(fields["dwellings"], may)

    plans.make(entered)
    outcomes = bat_outcomes(Project.objects.all())
    pks = {str(each.pk): each.pk for each in BatScore.objects.all()}
    for group in groups_of(list(pks)):
        assert outcomes.of(keys_of(group, pks)) == plans.reckoned(group, ways), group


def test_sustainability_and_all_from_one_level_up(plans: Plans) -> None:
    levels = list(SustainabilityLevel.objects.all())
    codes = [level.code for level in levels]

    def entered(dice: random.Random) -> dict[str, Any]:
        code = dice.choice([None, *codes])
        return {} if code is None else {"level": code, "sustainability_at_least": dice.random() < 0.5}

    def ways(fields: dict[str, Any]) -> Iterable[Outcome]:
        code = fields.get("level", "nnb")
        may = codes[codes.index(code) :] if fields.get("sustainability_at_least") else [code]
        return each_dwelling(fields["dwellings"], may)

    plans.make(entered)
    outcomes = sustainability_outcomes(Project.objects.all(), levels)
    pks = {level.code: level.pk for level in levels}
    for group in groups_of(codes):
        assert outcomes.of(keys_of(group, pks)) == plans.reckoned(group, ways), group


def test_housing_types(plans: Plans) -> None:
    pks = dict(HousingType.objects.values_list("code", "pk"))

    def entered(dice: random.Random) -> dict[str, Any]:
        types = dice.sample(list(pks), dice.randint(0, 3))
        return {"types": types, "housing_types_undecided": dice.random() < 0.3}

    def ways(fields: dict[str, Any]) -> Iterable[Outcome]:
        named, undecided = fields["types"], fields["housing_types_undecided"]
        may = [*named, *(["another"] if undecided else [])] if named else ["nnb"]
        return each_dwelling(fields["dwellings"], may)

    plans.make(entered)
    outcomes = housing_type_outcomes(Project.objects.all())
    for group in groups_of(list(pks)):
        assert outcomes.of(keys_of(group, pks)) == plans.reckoned(group, ways), group


def rent(dice: random.Random) -> dict[str, Any]:
    """Choose rent classes, some with a number, some only possible."""
    chosen = dice.sample(["goedkoop", "betaalbaar", "middenhuur", "vrije-huur"], dice.randint(0, 3))
    cut = dice.randint(0, len(chosen))
    certain = {code: dice.choice([None, None, 1]) for code in chosen[:cut]}
    return {"dwellings": dice.randint(3, 4), "certain": certain, "possible": chosen[cut:]}


def rent_ways(fields: dict[str, Any]) -> Iterable[Outcome]:
    """Yield each division of what a split leaves over the classes without a number."""
    split = [code for code, count in fields["certain"].items() for _ in range(count or 0)]
    open_certain = [code for code, count in fields["certain"].items() if count is None]
    may = [*open_certain, *fields["possible"], *([] if open_certain else ["nnb"])]
    for rest in each_dwelling(fields["dwellings"] - len(split), may):
        yield (*split, *rest)


def test_segments_and_any_group_of_rent_classes(plans: Plans) -> None:
    plans.make(rent)
    outcomes = Outcomes.together(rent_outcomes(Project.objects.all()).values())
    pks = dict(RentClass.objects.values_list("code", "pk"))
    for size in (1, 2, 3):
        for group in itertools.combinations([*pks, "nnb"], size):
            assert outcomes.of(keys_of(group, pks)) == plans.reckoned(group, rent_ways), group


def test_year_of_delivery_by_rent_class(plans: Plans) -> None:
    def entered(dice: random.Random) -> dict[str, Any]:
        years: list[dict[str, Any]] = [
            {"delivery_year": dice.randint(2024, 2025)}, {"planned_year": 2025}, {"start_year": 2024}, {},
        ]  # fmt: skip
        return {**rent(dice), **dice.choice(years)}

    def ways(fields: dict[str, Any]) -> Iterable[Outcome]:
        year, planned = fields.get("delivery_year"), fields.get("planned_year")
        for moment in [year] if year or not planned else [planned, None]:
            for outcome in rent_ways(fields):
                yield tuple(f"{moment} {code}" for code in outcome)

    plans.make(entered)
    columns = rent_outcomes(Project.objects.all(), "delivery_year", "planned_year")
    moments = {may_be_in(*moment): outcomes for moment, outcomes in columns.items()}
    pks = {**dict(RentClass.objects.values_list("code", "pk")), "nnb": None}
    for year in (2024, 2025, None):
        certain, possible = in_year(moments, year)
        for code, pk in pks.items():
            found = Interval(certain.of([pk]).least, possible.of([pk]).most)
            assert found == plans.reckoned([f"{year} {code}"], ways), (year, code)
        every = plans.reckoned([f"{year} {code}" for code in pks], ways)
        assert (certain.total, possible.total) == every
