"""When the dwellings of projects may start and be delivered."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from projects.sums.intervals import Interval, Key, May, Outcomes, adding, dwellings_by

if TYPE_CHECKING:
    from projects.models.querysets import ProjectQuerySet as Projects


@dataclass(frozen=True)
class YearSum:
    """The dwellings that start and are delivered in a year; ``year`` is None where it is not yet known."""

    year: int | None
    starting: Interval
    delivered: Interval


def may_be_in(year: int | None, planned: int | None) -> May:
    """Return the years in which something may happen; a bare year of planning may be of something else."""
    return frozenset((year,) if year or not planned else (planned, None))


def by_year(projects: Projects) -> list[YearSum]:
    """Return what starts and what is delivered per year, in order of year, the unknown year last.

    A project with a bare year of planning starts or is delivered in it: it may add to either, and then
    the year of the other is not known.
    """
    groups = dwellings_by(adding(projects), "start_year", "delivery_year", "planned_year")
    starting: Counter[May] = Counter()
    delivered: Counter[May] = Counter()
    for start, delivery, planned, count in groups:
        starting[may_be_in(start, planned)] += count
        delivered[may_be_in(delivery, planned)] += count
    found = [Outcomes(starting), Outcomes(delivered)]
    years = in_order(year for each in found for may in each.dwellings for year in may)
    return [YearSum(year, *(each.of([year]) for each in found)) for year in years]


def in_order(years: Iterable[Key]) -> list[Key]:
    """Return each year once, from early to late, the unknown one last."""
    return sorted(set(years), key=lambda year: (year is None, year))


def in_year(per_moment: Mapping[May, Outcomes], year: Key) -> tuple[Outcomes, Outcomes]:
    """Return the outcomes of what certainly, and of what possibly, happens in a year."""
    certain = (each for may, each in per_moment.items() if may == {year})
    possible = (each for may, each in per_moment.items() if year in may)
    return Outcomes.together(certain), Outcomes.together(possible)
