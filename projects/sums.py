"""Sums over projects, made by the database. Where plans are uncertain a sum is an interval, never a guess.

A project in several rent classes without a split adds nothing to the least and all its dwellings to the
most of each of them. Entering the split closes the interval. Dwellings to be demolished are counted
apart: they are never part of what a plan adds.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple

from django.db.models import Case, Count, F, IntegerField, Model, Q, QuerySet, Value, When
from django.db.models import Sum as SumOf
from django.db.models.expressions import Combinable
from django.db.models.functions import Coalesce

from projects.legend import BatScore, RentClass, SustainabilityLevel
from projects.notation import number
from projects.sections import Kind

if TYPE_CHECKING:
    from projects.models import Project

    Projects = QuerySet[Project]

DEMOLITION = Q(kind=Kind.DEMOLITION)
UNKNOWN_KEY = "nnb"


class Interval(NamedTuple):
    """At least and at most so many dwellings; equal where the plan leaves no doubt."""

    least: int
    most: int

    @property
    def is_certain(self) -> bool:
        return self.least == self.most

    def __str__(self) -> str:
        if self.is_certain:
            return number(self.least)
        return f"{number(self.least)} tot {number(self.most)}"


@dataclass(frozen=True)
class Totals:
    """What a selection of projects adds up to."""

    projects: int
    dwellings: int  # without what is demolished
    approximate: int  # how many of the dwellings come from a count with 'ca.'
    demolished: int
    uncounted: int  # projects whose number of dwellings is not known: the sums lack them
    examples: int  # projects that are example data


@dataclass(frozen=True)
class Sum:
    """The dwellings of one entry of the legend; ``entry`` is None for what is not yet known."""

    entry: Model | None
    dwellings: Interval

    @property
    def label(self) -> str:
        return str(self.entry) if self.entry else "Nog niet bekend"

    @property
    def is_mid_rent(self) -> bool:
        return isinstance(self.entry, RentClass) and self.entry.segment == RentClass.Segment.MID


@dataclass(frozen=True)
class YearSum:
    """The dwellings that start and are delivered in a year; ``year`` is None where it is not yet known."""

    year: int | None
    starting: Interval
    delivered: Interval


def _rows(projects: Projects) -> Projects:
    """Return each project of the selection once, whatever joins its filters made."""
    return projects.model.objects.filter(pk__in=projects.order_by().values("pk")).counted()


def _dwellings(condition: Q) -> Coalesce:
    """Sum the dwellings that meet the condition; an unknown count adds nothing."""
    return Coalesce(SumOf("dwellings", filter=condition), 0)


def _total_sums() -> dict[str, Any]:
    """Return the sums of ``Totals``; prefixed, since a sum may not have the name of a column."""
    return {
        "total_projects": Count("pk"),
        "total_dwellings": _dwellings(~DEMOLITION),
        "total_approximate": _dwellings(~DEMOLITION & Q(dwellings_approximate=True)),
        "total_demolished": _dwellings(DEMOLITION),
        "total_uncounted": Count("pk", filter=Q(dwellings=None)),
        "total_examples": Count("pk", filter=Q(is_example=True)),
    }


def _as_totals(row: dict[str, Any]) -> Totals:
    return Totals(**{name.removeprefix("total_"): row[name] for name in row if name.startswith("total_")})


def totals(projects: Projects) -> Totals:
    """Add up a selection of projects in one query."""
    return _as_totals(_rows(projects).aggregate(**_total_sums()))


def by_section(overview: Projects) -> dict[str, Totals]:
    """Return the totals of each section of an overview."""
    # in_overview annotates the section; the types know columns only.
    sections: QuerySet[Any, Any] = overview.order_by().values("section")  # type: ignore[misc]
    groups = sections.annotate(**_total_sums())
    return {row["section"]: _as_totals(row) for row in groups}


def by_municipality(projects: Projects) -> dict[int, Totals]:
    """Return the totals of each municipality, by its primary key."""
    groups: QuerySet[Any, Any] = _rows(projects).order_by().values("municipality").annotate(**_total_sums())
    return {row["municipality"]: _as_totals(row) for row in groups}


def _intervals(sums: dict[str, int], entries: list[Any]) -> list[Sum]:
    """Pair the entries of a legend, and what is not known, with the sums of their keys."""
    return [
        Sum(entry, Interval(sums[f"least_{key}"], sums[f"most_{key}"]))
        for entry, key in [*((entry, str(entry.pk)) for entry in entries), (None, UNKNOWN_KEY)]
    ]


def by_rent_class(projects: Projects) -> list[Sum]:
    """Return an interval per rent class, lowest class first, and what is not known last."""
    classes = list(RentClass.objects.all())
    groups = {str(each.pk): Q(rent_entries__rent_class=each.pk) for each in classes}
    return _intervals(rent_group_sums(projects, groups), classes)


def by_municipality_and_rent_class(projects: Projects, municipalities: list[int]) -> dict[int, list[Sum]]:
    """Return the intervals per rent class of a few municipalities, by primary key, in one query."""
    classes = list(RentClass.objects.all())
    groups = {str(each.pk): Q(rent_entries__rent_class=each.pk) for each in classes}
    rows, keys = _rent_rows(projects, groups)
    sums = rows.aggregate(
        **{
            f"{key}_in_{place}": Coalesce(SumOf(f"each_{key}", filter=Q(municipality=place)), 0)
            for key in keys
            for place in municipalities
        }
    )
    return {
        place: _intervals({key: sums[f"{key}_in_{place}"] for key in keys}, classes)
        for place in municipalities
    }


def rent_group_sums(projects: Projects, groups: dict[str, Q]) -> dict[str, int]:
    """Return ``least_<key>`` and ``most_<key>`` per group of rent classes, and for what is not known."""
    rows, keys = _rent_rows(projects, groups)
    return rows.aggregate(**{key: Coalesce(SumOf(f"each_{key}"), 0) for key in keys})


def _rent_rows(projects: Projects, groups: dict[str, Q]) -> tuple[Projects, list[str]]:
    """Annotate each project with ``each_<key>``, what it adds to a sum; return the keys as well.

    Per project: what a split gives to a group is certain. The rest of its dwellings falls to the classes
    without a number: wholly to a group if all of those are in it and one of them is certain, and possibly
    to it if at least one of them is. The rest of a project without such classes is not known.
    """
    uncounted = Q(rent_entries__isnull=False, rent_entries__dwellings=None)
    certain = uncounted & Q(rent_entries__is_possible=False)
    rows = _rows(projects).exclude(DEMOLITION)
    rows = rows.annotate(
        rest=F("dwellings") - Coalesce(SumOf("rent_entries__dwellings"), 0),
        open=Count("rent_entries", filter=uncounted),
        certain=Count("rent_entries", filter=certain),
        **{f"split_{k}": Coalesce(SumOf("rent_entries__dwellings", filter=q), 0) for k, q in groups.items()},
        **{f"open_{k}": Count("rent_entries", filter=uncounted & q) for k, q in groups.items()},
    )
    each: dict[str, Combinable] = {
        f"each_least_{UNKNOWN_KEY}": _rest_if(Q(open=0)),
        f"each_most_{UNKNOWN_KEY}": _rest_if(Q(certain=0)),
    }
    for key in groups:
        wholly = Q(certain__gt=0, **{f"open_{key}": F("open")})
        each[f"each_least_{key}"] = F(f"split_{key}") + _rest_if(wholly)
        each[f"each_most_{key}"] = F(f"split_{key}") + _rest_if(Q(**{f"open_{key}__gt": 0}))
    return rows.annotate(**each), [name.removeprefix("each_") for name in each]


def _rest_if(condition: Q) -> Case:
    return Case(When(condition, then=Coalesce(F("rest"), 0)), default=Value(0), output_field=IntegerField())


def _sums_on_project(projects: Projects, entries: list[Any], conditions: dict[str, tuple[Q, Q]]) -> list[Sum]:
    """Sum the dwellings that certainly (least) and possibly (most) meet the conditions of each entry."""
    rows = _rows(projects).exclude(DEMOLITION)
    least = {f"least_{key}": _dwellings(condition) for key, (condition, _) in conditions.items()}
    most = {f"most_{key}": _dwellings(condition) for key, (_, condition) in conditions.items()}
    return _intervals(rows.aggregate(**least, **most), entries)


def by_bat(projects: Projects) -> list[Sum]:
    """Return an interval per BAT-score; a project of 0-2 adds 0 to all of its dwellings to 0, 1 and 2."""
    scores = list(BatScore.objects.all())
    conditions = {
        str(each.pk): (Q(bat_from=each, bat_to=each), Q(bat_from__lte=each.pk, bat_to__gte=each.pk))
        for each in scores
    }
    unknown = Q(bat_from=None)
    return _sums_on_project(projects, scores, {**conditions, UNKNOWN_KEY: (unknown, unknown)})


def by_sustainability(projects: Projects) -> list[Sum]:
    """Return an interval per level; 'tenminste BENG' may also become any higher level."""
    levels = list(SustainabilityLevel.objects.all())
    conditions = {}
    for level in levels:
        exact = Q(sustainability=level)
        higher = Q(sustainability__order__lt=level.order, sustainability_at_least=True)
        settled = exact if level == levels[-1] else exact & Q(sustainability_at_least=False)
        conditions[str(level.pk)] = (settled, exact | higher)
    unknown = Q(sustainability=None)
    return _sums_on_project(projects, levels, {**conditions, UNKNOWN_KEY: (unknown, unknown)})


def by_year(projects: Projects) -> list[YearSum]:
    """Return what starts and what is delivered per year, in order of year, the unknown year last.

    A project with a bare year of planning starts or is delivered in it: it may add to either, and then
    the year of the other is not known.
    """
    rows = _rows(projects).exclude(DEMOLITION).filter(dwellings__isnull=False)
    dated, bare = rows.filter(planned_year=None), rows.exclude(planned_year=None)
    parts = (
        _per_year(dated, F("start_year"), 1, 1, 0, 0),
        _per_year(dated, F("delivery_year"), 0, 0, 1, 1),
        _per_year(bare, F("planned_year"), 0, 1, 0, 1),
        _per_year(bare, Value(None, IntegerField()), 0, 1, 0, 1),
    )
    years: dict[int | None, tuple[int, ...]] = {}
    for year, *counts in parts[0].union(*parts[1:], all=True):
        years[year] = tuple(map(sum, zip(years.get(year, (0, 0, 0, 0)), counts, strict=True)))
    ordered = sorted(years, key=lambda year: (year is None, year))
    return [YearSum(year, Interval(*years[year][:2]), Interval(*years[year][2:])) for year in ordered]


def _per_year(rows: Projects, year: Any, *weights: int) -> QuerySet[Any, Any]:
    """Group by a year; each weight (0 or 1) says whether the dwellings count in that column."""
    sums = {
        f"sum_{place}": Coalesce(SumOf(F("dwellings") * weight), 0) for place, weight in enumerate(weights)
    }
    return (
        rows.order_by()
        .annotate(in_year=year)
        .values("in_year")
        .annotate(**sums)
        .values_list("in_year", *sums)
    )
