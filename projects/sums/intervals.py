"""Sums over projects. Where plans are uncertain a sum is an interval, never a guess.

The database adds up the dwellings of each group of projects with the same uncertainty; ``Outcomes`` holds
those few groups, and one rule makes every interval of them. Dwellings to be demolished are counted apart:
they are never part of what a plan adds.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, NamedTuple

from django.db.models import Count, Model, Q, QuerySet
from django.db.models import Sum as SumOf
from django.db.models.functions import Coalesce

from projects.kinds import Kind
from projects.models.legend import RentClass
from projects.notation import UNKNOWN_LABEL, number

if TYPE_CHECKING:
    from projects.models.querysets import ProjectQuerySet as Projects

DEMOLITION = Q(kind=Kind.DEMOLITION)
Key = int | None  # the primary key of an entry of a legend, or a year; None: not known
May = frozenset[Key]


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
class Outcomes:
    """Dwellings by what each of them may become: one certain entry, or one of several.

    ``uncounted`` has the number of projects whose dwellings are not known, in the same way.
    """

    dwellings: Mapping[May, int] = field(default_factory=dict)
    uncounted: Mapping[May, int] = field(default_factory=dict)

    def of(self, keys: Iterable[Key]) -> Interval:
        """Return how many dwellings become one of these entries. None among them means: not known."""
        return _reach(self.dwellings, frozenset(keys))

    def uncounted_of(self, keys: Iterable[Key]) -> Interval:
        """Return of how many projects without a count the dwellings become one of these entries."""
        return _reach(self.uncounted, frozenset(keys))

    @property
    def total(self) -> int:
        return sum(self.dwellings.values())

    @classmethod
    def together(cls, parts: Iterable[Outcomes]) -> Outcomes:
        dwellings: Counter[May] = Counter()
        uncounted: Counter[May] = Counter()
        for part in parts:
            dwellings.update(part.dwellings)
            uncounted.update(part.uncounted)
        return cls(dwellings, uncounted)


def _reach(groups: Mapping[May, int], keys: May) -> Interval:
    """Certain is what can become nothing but these entries; possible what can become one of them."""
    least = sum(count for may, count in groups.items() if may <= keys)
    return Interval(least, sum(count for may, count in groups.items() if may & keys))


@dataclass(frozen=True)
class Totals:
    """What a selection of projects adds up to."""

    projects: int = 0
    dwellings: int = 0  # without what is demolished
    approximate: int = 0  # how many of the dwellings come from a count with 'ca.'
    demolished: int = 0
    uncounted: int = 0  # projects whose number of dwellings is not known: the sums lack them
    examples: int = 0  # projects that are example data
    adding: int = 0  # projects that add dwellings: all but demolition
    adding_uncounted: int = 0  # how many of those have no number of dwellings

    @property
    def is_unknown(self) -> bool:
        """Whether dwellings are added and of no project it is known how many: there is no number to show."""
        return 0 < self.adding == self.adding_uncounted

    @property
    def exact(self) -> int:
        """How many of the dwellings come from a count without 'ca.'."""
        return self.dwellings - self.approximate

    @classmethod
    def together(cls, parts: Iterable[Totals]) -> Totals:
        rows = [tuple(vars(part).values()) for part in parts]
        return cls(*(sum(column) for column in zip(*rows, strict=True)))


@dataclass(frozen=True)
class Sum:
    """The dwellings of one entry of the legend; ``entry`` is None for what is not yet known."""

    entry: Model | None
    dwellings: Interval

    @property
    def label(self) -> str:
        return str(self.entry) if self.entry else UNKNOWN_LABEL

    @property
    def is_mid_rent(self) -> bool:
        return isinstance(self.entry, RentClass) and self.entry.segment == RentClass.Segment.MID


def per_entry(outcomes: Outcomes, entries: Iterable[Any]) -> list[Sum]:
    """Return an interval per entry of a legend, and what is not known last."""
    return [Sum(entry, outcomes.of([entry.pk if entry else None])) for entry in (*entries, None)]


def each_once(projects: Projects) -> Projects:
    """Return each project of the selection once; the whole of a project in phases counts by its phases.

    No filter of ours joins what a project has several of, so that the database is asked nothing twice.
    """
    rows = projects.counted().order_by()
    joins = (getattr(table, "join_field", None) for table in rows.query.alias_map.values())
    if any(join.one_to_many for join in joins if join):
        return projects.model.objects.filter(pk__in=rows.values("pk")).order_by()
    return rows


def adding(projects: Projects) -> Projects:
    """Return each project of the selection that adds dwellings, once."""
    return each_once(projects).exclude(DEMOLITION)


def dwellings_by(projects: Projects, *columns: str) -> QuerySet[Any, Any]:
    """Return the dwellings per combination of the columns, last; a project without a count adds none."""
    groups: QuerySet[Any, Any] = (
        projects.filter(dwellings__isnull=False)
        .values(*columns)
        .annotate(sum=SumOf("dwellings"))
        .values_list(*columns, "sum")
    )
    return groups


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
        "total_adding": Count("pk", filter=~DEMOLITION),
        "total_adding_uncounted": Count("pk", filter=~DEMOLITION & Q(dwellings=None)),
    }


def _as_totals(row: dict[str, Any]) -> Totals:
    return Totals(**{name.removeprefix("total_"): row[name] for name in row if name.startswith("total_")})


def totals(projects: Projects) -> Totals:
    """Add up a selection of projects in one query."""
    return _as_totals(each_once(projects).aggregate(**_total_sums()))


def by_section_and_kind(overview: Projects) -> dict[tuple[str, str], Totals]:
    """Return the totals of each kind of project in each section of an overview."""
    # in_overview annotates the section; the types know columns only.
    rows = overview.order_by().values("section", "kind")  # type: ignore[misc]
    groups: QuerySet[Any, Any] = rows.annotate(**_total_sums())
    return {(row["section"], row["kind"]): _as_totals(row) for row in groups}


def by_municipality(projects: Projects) -> dict[int, Totals]:
    """Return the totals of each municipality, by its primary key."""
    groups: QuerySet[Any, Any] = each_once(projects).values("municipality").annotate(**_total_sums())
    return {row["municipality"]: _as_totals(row) for row in groups}
