"""Sums are intervals where plans are uncertain; the numbers here were reckoned by hand."""

import itertools
import random
from collections.abc import Iterator
from typing import Any

import pytest

from projects.models import Project, ProjectRentClass, RentClass
from projects.sums.intervals import Interval, Sum
from tests.conftest import AddProject
from tests.support.legend_sums import by_bat, by_sustainability

CHEAP, AFFORDABLE, HIGHER, FREE = "goedkoop", "betaalbaar", "sociale-hogere-huur", "vrije-huur"


def by_label(sums: list[Sum]) -> dict[str, tuple[int, int]]:
    """Return the sums that are not zero, by label."""
    return {each.label: (each.dwellings.least, each.dwellings.most) for each in sums if each.dwellings.most}


def rent(projects: Any = None) -> dict[str, tuple[int, int]]:
    return by_label((projects or Project.objects.all()).by_rent_class())


def test_one_class_takes_all_dwellings(add_project: AddProject) -> None:
    add_project(dwellings=20, certain={HIGHER: None})
    assert rent() == {"Sociale hogere huur": (20, 20)}


def test_a_mix_without_a_split_is_not_divided(add_project: AddProject) -> None:
    add_project(dwellings=24, certain={HIGHER: None, FREE: None})
    assert rent() == {"Sociale hogere huur": (0, 24), "Vrije huur": (0, 24)}


def test_entering_the_split_closes_the_interval(add_project: AddProject) -> None:
    project = add_project(dwellings=24, certain={HIGHER: None, FREE: None})
    ProjectRentClass.objects.filter(project=project, rent_class__code=HIGHER).update(dwellings=16)
    # The other 8 can only be free: one class is left.
    assert rent() == {"Sociale hogere huur": (16, 16), "Vrije huur": (8, 8)}
    ProjectRentClass.objects.filter(project=project, rent_class__code=FREE).update(dwellings=8)
    assert rent() == {"Sociale hogere huur": (16, 16), "Vrije huur": (8, 8)}


def test_a_partial_split_leaves_the_rest_open(add_project: AddProject) -> None:
    add_project(dwellings=30, certain={AFFORDABLE: 10, HIGHER: None, FREE: None})
    assert rent() == {
        "Betaalbaar": (10, 10),
        "Sociale hogere huur": (0, 20),
        "Vrije huur": (0, 20),
    }


def test_a_split_that_falls_short_leaves_the_rest_unknown(add_project: AddProject) -> None:
    add_project(dwellings=30, certain={AFFORDABLE: 10, HIGHER: 15})
    assert rent() == {"Betaalbaar": (10, 10), "Sociale hogere huur": (15, 15), "Nog niet bekend": (5, 5)}


def test_a_possible_class_opens_the_certain_one(add_project: AddProject) -> None:
    add_project(dwellings=30, certain={HIGHER: None}, possible=[FREE])
    assert rent() == {"Sociale hogere huur": (0, 30), "Vrije huur": (0, 30)}


def test_a_class_that_is_only_possible_leaves_all_unknown(add_project: AddProject) -> None:
    add_project(dwellings=30, possible=[FREE])
    assert rent() == {"Vrije huur": (0, 30), "Nog niet bekend": (0, 30)}


def test_what_is_not_known_is_a_row_of_its_own(add_project: AddProject) -> None:
    add_project(dwellings=25)
    assert rent() == {"Nog niet bekend": (25, 25)}


def test_an_unknown_count_adds_nothing_and_is_told(add_project: AddProject) -> None:
    add_project(certain={HIGHER: None})
    assert rent() == {}
    assert Project.objects.all().totals().uncounted == 1


def test_the_brochure_adds_up_by_hand(brochure: dict[str, Any]) -> None:
    overview = Project.objects.public().in_overview(2022)
    # Certain: Spoorsingel 20 + Dr Jaegerstraat 13. Open: Gijzelslaan 24, Aldenhofpark 30, Saffierflat 20.
    assert rent(overview) == {
        "Betaalbaar": (0, 20),
        "Sociale hogere huur": (33, 107),
        "Vrije huur": (0, 54),
        "Nog niet bekend": (25, 25),
    }
    # 0: Jaegerstraat 13; 0-2: Gijzelslaan 24, Aldenhofpark 30; 0-1: Saffierflat 20; 2: Spoorsingel 20.
    assert by_label(by_bat(overview)) == {
        "BAT-score 0": (13, 87),
        "BAT-score 1": (0, 74),
        "BAT-score 2": (20, 74),
        "Nog niet bekend": (25, 25),
    }
    # 'Tenminste BENG' of the 25 may still become NOM.
    assert by_label(by_sustainability(overview)) == {"Gasloos": (20, 20), "BENG": (87, 112), "NOM": (0, 25)}
    # 2022 of Saffierflat and 2023 of Tarcicius may be the start or the delivery.
    assert [(each.year, each.starting, each.delivered) for each in overview.by_year()] == [
        (2022, (74, 94), (13, 33)),
        (2023, (0, 25), (0, 25)),
        (None, (13, 58), (74, 119)),
    ]


def test_the_highest_level_at_least_is_certain(add_project: AddProject) -> None:
    add_project(dwellings=8, level="nom", sustainability_at_least=True)
    assert by_label(by_sustainability(Project.objects.all())) == {"NOM": (8, 8)}


def test_demolition_is_counted_apart(add_project: AddProject) -> None:
    add_project(
        "Sloopflat",
        kind="sloop",
        dwellings=40,
        certain={CHEAP: None},
        start_year=2024,
        bat_from_id=0,
        bat_to_id=0,
    )
    add_project("Nieuwbouw", dwellings=30, certain={CHEAP: None}, start_year=2024)
    every = Project.objects.all()
    totals = every.totals()
    assert (totals.dwellings, totals.demolished) == (30, 40)
    assert rent() == {"Goedkoop": (30, 30)}
    assert by_label(by_bat(every)) == {"Nog niet bekend": (30, 30)}
    assert [(each.year, each.starting) for each in every.by_year()] == [(2024, (30, 30)), (None, (0, 0))]
    assert [each.dwellings for each in every.by_municipality().values()] == [30]


def test_the_sections_add_up_to_the_totals_demolition_and_all(add_project: AddProject) -> None:
    add_project("Sloop nu", kind="sloop", dwellings=40, start_year=2024)
    add_project("Sloop later", kind="sloop", dwellings=50, start_year=2030)
    add_project("Nieuwbouw later", dwellings=30, dwellings_approximate=True, start_year=2030)
    add_project("Zonder aantal", start_year=2024)
    overview = Project.objects.in_overview(2024)
    totals, sections = overview.totals(), overview.by_section_and_kind()
    assert (totals.projects, totals.dwellings, totals.demolished, totals.uncounted) == (4, 30, 90, 1)
    assert (sections["onderzoek", "nieuwbouw"].dwellings, sections["onderzoek", "sloop"].demolished) == (
        30,
        50,
    )
    for field in ("projects", "dwellings", "demolished", "approximate", "uncounted", "examples"):
        assert sum(getattr(each, field) for each in sections.values()) == getattr(totals, field), field
        assert sum(getattr(each, field) for each in overview.by_municipality().values()) == getattr(
            totals, field
        )


def test_a_filter_over_parts_does_not_count_a_project_twice(add_project: AddProject) -> None:
    add_project(dwellings=24, certain={HIGHER: None, FREE: None})
    both = Project.objects.filter(rent_classes__code__in=[HIGHER, FREE])
    assert both.totals().dwellings == 24
    assert by_bat(both)[-1].dwellings == (24, 24)
    assert rent(both) == {"Sociale hogere huur": (0, 24), "Vrije huur": (0, 24)}


Plan = tuple[int, dict[str, int | None], list[str]]


def outcomes(plan: Plan) -> Iterator[dict[str, int]]:
    """Yield every way in which a plan can turn out: the dwellings of each class, of '?' where not known.

    What is left after the split is divided over the classes without a number. Without a certain one among
    those it may also stay unknown.
    """
    count, certain, possible = plan
    fixed = {code: number for code, number in certain.items() if number}
    rest = count - sum(fixed.values())
    open_certain = [code for code, number in certain.items() if number is None]
    places = [*open_certain, *possible, *([] if open_certain else ["?"])]
    for cuts in itertools.combinations_with_replacement(range(rest + 1), len(places) - 1):
        parts = [after - before for before, after in itertools.pairwise((0, *cuts, rest))]
        yield {**fixed, **dict(zip(places, parts, strict=True))}


def reckoned(plans: list[Plan], code: str) -> Interval:
    """Reckon an interval by trying every outcome of every plan."""
    ways = [[outcome.get(code, 0) for outcome in outcomes(plan)] for plan in plans]
    return Interval(sum(map(min, ways)), sum(map(max, ways)))


@pytest.mark.parametrize("seed", range(12))
def test_the_intervals_agree_with_every_possible_outcome(add_project: AddProject, seed: int) -> None:
    dice = random.Random(seed)
    codes = list(RentClass.objects.values_list("code", flat=True))
    made = []
    for number in range(8):
        chosen = dice.sample(codes, dice.randint(0, 4))
        cut = dice.randint(0, len(chosen))
        count = dice.randint(4, 9)
        certain = {each: dice.choice([None, None, 1]) for each in chosen[:cut]}
        possible = chosen[cut:]
        add_project(f"Project {number}", dwellings=count, certain=certain, possible=possible)
        made.append((count, certain, possible))
    sums = {each.entry.code: each.dwellings for each in Project.objects.all().by_rent_class() if each.entry}  # type: ignore[attr-defined]
    assert sums == {code: reckoned(made, code) for code in codes}
    total = sum(count for count, _, _ in made)
    every = [each.dwellings for each in Project.objects.all().by_rent_class()]
    assert sum(each.least for each in every) <= total <= sum(each.most for each in every)


def test_an_interval_reads_as_words() -> None:
    assert str(Interval(33, 33)) == "33"
    assert str(Interval(0, 1250)) == "0 tot 1.250"
