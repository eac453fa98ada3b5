"""What projects add to a task (opgave): what is delivered, what is planned, and what may still be in time.

The database puts each project in one group: its corporation, and the one year that its planning names.
Every sum here adds up groups, so that a project over two years counts once.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, fields
from functools import reduce
from operator import add, or_
from typing import TYPE_CHECKING, Any

from django.db.models import Count, Q, QuerySet
from django.db.models import Sum as SumOf
from django.db.models.functions import Coalesce

from projects.kinds import Phase
from projects.sums.intervals import Interval, each_once

if TYPE_CHECKING:
    from projects.models.querysets import ProjectQuerySet as Projects

FINISHED = (Phase.AFTERCARE, Phase.COMPLETED)
NO_COUNT = Q(dwellings=None)


@dataclass(frozen=True)
class Span:
    """Which projects count for a task: of one kind, delivered in these years, as seen from a year."""

    kind: str
    first: int
    last: int
    seen_from: int

    @property
    def dated(self) -> Q:
        """What is delivered, or is to be delivered, in a known year of the span."""
        in_span = Q(kind=self.kind, delivery_year__range=(self.first, self.last))
        return in_span & ~Q(phase=Phase.CANCELLED)

    @property
    def delivered(self) -> Q:
        return self.dated & (Q(delivery_year__lt=self.seen_from) | Q(phase__in=FINISHED))

    @property
    def planned(self) -> Q:
        return self.dated & Q(delivery_year__gte=self.seen_from) & ~Q(phase__in=FINISHED)

    @property
    def open(self) -> Q:
        """What may be delivered in the span, or not. What starts after the last year cannot be."""
        undated = Q(kind=self.kind, delivery_year=None) & ~Q(phase=Phase.CANCELLED)
        in_time = Q(start_year=None) | Q(start_year__lte=self.last)
        return undated & in_time & (Q(planned_year=None) | Q(planned_year__lte=self.last))

    @property
    def counting(self) -> Q:
        """All that counts, surely or possibly."""
        return self.dated | self.open

    @property
    def is_over(self) -> bool:
        return self.last < self.seen_from


@dataclass(frozen=True)
class Progress:
    """The dwellings of a group of projects that count for a task."""

    projects: int = 0
    delivered: int = 0
    planned: int = 0
    open: int = 0  # delivered in time, or not
    approximate: int = 0  # how many of the dwellings come from a count with 'ca.'
    uncounted: int = 0  # projects whose number of dwellings is not known: the sums lack them
    uncounted_open: int = 0  # how many of those may come too late

    def __add__(self, other: Progress) -> Progress:
        names = [field.name for field in fields(self)]
        return Progress(*(getattr(self, name) + getattr(other, name) for name in names))

    @property
    def dwellings(self) -> Interval:
        certain = self.delivered + self.planned
        return Interval(certain, certain + self.open)


@dataclass(frozen=True)
class TaskSums:
    """The progress of one task, by corporation (primary key) and the year that the planning names."""

    groups: dict[tuple[int, int | None], Progress]

    @property
    def corporations(self) -> set[int]:
        return {corporation for (corporation, _), group in self.groups.items() if group.projects}

    def total(self, corporations: Collection[int]) -> Progress:
        found = (group for (corporation, _), group in self.groups.items() if corporation in corporations)
        return reduce(add, found, Progress())

    def in_year(self, year: int, corporations: Collection[int]) -> Progress:
        """Return what is delivered in a year; a project with this bare year of planning may be."""
        found = (self.groups.get((corporation, year), Progress()) for corporation in corporations)
        return reduce(add, found, Progress())

    def in_unknown_year(self, corporations: Collection[int]) -> Progress:
        """Return what may be delivered in a year not named; a bare year of planning may be the start."""
        total = self.total(corporations)
        return Progress(open=total.open, uncounted=total.uncounted_open)


def any_counting(spans: Collection[Span]) -> Q:
    """Return the condition of a project to count for any of the tasks; without tasks, of none."""
    return reduce(or_, (span.counting for span in spans), Q(pk__in=()))


def task_sums(projects: Projects, spans: dict[str, Span]) -> dict[str, TaskSums]:
    """Add up projects against several tasks, each under its own key, in one query."""
    if not spans:
        return {}
    rows = each_once(projects).filter(any_counting(list(spans.values())))
    sums = {f"{key}_{name}": each for key, span in spans.items() for name, each in _sums(span).items()}
    groups: QuerySet[Any, Any] = (
        rows.annotate(in_year=Coalesce("delivery_year", "planned_year"))
        .values("corporation", "in_year")
        .annotate(**sums)
    )
    found: dict[str, dict[tuple[int, int | None], Progress]] = {key: {} for key in spans}
    for row in groups:
        for key in spans:
            numbers = (row[f"{key}_{field.name}"] for field in fields(Progress))
            found[key][row["corporation"], row["in_year"]] = Progress(*numbers)
    return {key: TaskSums(each) for key, each in found.items()}


def _sums(span: Span) -> dict[str, Any]:
    """Return the expression of each field of ``Progress``."""
    return {
        "projects": Count("pk", filter=span.counting),
        "delivered": Coalesce(SumOf("dwellings", filter=span.delivered), 0),
        "planned": Coalesce(SumOf("dwellings", filter=span.planned), 0),
        "open": Coalesce(SumOf("dwellings", filter=span.open), 0),
        "approximate": Coalesce(SumOf("dwellings", filter=span.counting & Q(dwellings_approximate=True)), 0),
        "uncounted": Count("pk", filter=span.counting & NO_COUNT),
        "uncounted_open": Count("pk", filter=span.open & NO_COUNT),
    }
