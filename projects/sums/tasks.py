"""The tasks (opgaven) of a region, read from its figures: what is to be built or bought, by when, by whom."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, cast

from municipalities.models import Figure, Indicator, IndicatorClass, Region
from projects.sums.of_tasks import Span
from wonen.dutch.periods import print_date

IN_DWELLINGS = {"", "woning", "woningen"}
# The sum of figures is no surer than the least sure of them.
LEAST_SURE_FIRST = (
    Figure.Status.UNREADABLE,
    Figure.Status.DERIVED,
    Figure.Status.PROVISIONAL,
    Figure.Status.DEFINITIVE,
)


@dataclass(frozen=True)
class Task:
    """What is to be built or bought in a region as the source gives it: per corporation, or for all."""

    figures: tuple[Figure, ...]
    seen_from: int

    @property
    def entry(self) -> IndicatorClass:
        return cast("IndicatorClass", self.figures[0].indicator_class)

    @property
    def indicator(self) -> Indicator:
        return self.figures[0].indicator

    @property
    def name(self) -> str:
        return f"{self.entry.name} {self.figures[0].period}".strip()

    @property
    def first(self) -> int:
        return begin_year(self.figures[0])

    @property
    def last(self) -> int | None:
        ends_on = self.figures[0].ends_on
        return ends_on.year if ends_on else None

    @property
    def known_since(self) -> str:
        return print_date(max(each.known_since for each in self.figures))

    @property
    def begin(self) -> str:
        """From which year is counted, and why from there."""
        if self.figures[0].starts_on:
            return f"Geteld vanaf {self.first}: daar begint de periode van de opgave."
        return f"Geteld vanaf {self.first}: de bron noemt geen beginjaar."

    @property
    def obstacle(self) -> str:
        """Why projects cannot be held against this task; empty where they can."""
        if self.indicator.unit not in IN_DWELLINGS:
            return f"Deze opgave is niet in woningen, maar in {self.indicator.unit}: projecten tellen niet."
        if self.last is None:
            return "De bron noemt geen eindjaar: of projecten op tijd komen, is daarom niet te zeggen."
        if self.first > self.last:
            return f"De opgave liep tot {self.last} en was pas in {self.first} bekend: er is niets te tellen."
        return ""

    @property
    def span(self) -> Span:
        if self.last is None:
            raise ValueError("A task without an end has no span.")
        return Span(self.entry.task, self.first, self.last, self.seen_from)

    @property
    def for_all(self) -> Figure | None:
        """The figure for all corporations together, where the source gives one."""
        return next((each for each in self.figures if each.corporation_id is None), None)

    @property
    def together(self) -> Figure:
        """The figure for all, or else the sum of those of the corporations, as sure as the least sure."""
        return self.for_all or self._sum()

    def _sum(self) -> Figure:
        values = [each.value for each in self.figures if each.value is not None]
        stati = {each.status for each in self.figures}
        return Figure(
            indicator=self.indicator,
            value=sum(values, Decimal(0)) if len(values) == len(self.figures) else None,
            status=next(each for each in LEAST_SURE_FIRST if each in stati),
        )

    @property
    def notes(self) -> list[tuple[str, str, str]]:
        """Each note once, with whose figures it is about and how sure those are."""
        notes: dict[tuple[str, str], list[str]] = {}
        for each in self.figures:
            if each.note:
                label = str(Figure.Status(each.status).label) if not each.is_certain else each.mark
                notes.setdefault((label, each.note), []).append(name_of(each))
        return [(label, ", ".join(names), note) for (label, note), names in notes.items()]

    @property
    def sources(self) -> list[str]:
        found = (each.source or self.indicator.source for each in self.figures)
        return list(dict.fromkeys(filter(None, found)))


def name_of(figure: Figure) -> str:
    return str(figure.corporation or "alle corporaties samen")


def begin_year(figure: Figure) -> int:
    """Return the year from which is counted: where the period starts, or else when the task was known."""
    year: int = (figure.starts_on or figure.known_since).year
    return year


def tasks_of(region: Region, day: datetime.date, seen_from: int) -> dict[str, Task]:
    """Return the tasks of a region as last known on a day, by key; each class, period and begin by itself.

    What was revised for one corporation only stands apart: counts from different years do not add up.
    As on the card, the last task is the one that ends last: an old one that is corrected stays old.
    """
    figures = list(
        Figure.objects.filter(region=region, indicator_class__task__in=IndicatorClass.Task.values)
        .known_on(day)
        .with_names()
        .in_order()
    )
    newest: dict[Any, datetime.date] = {}  # of the last period, for that is the order
    groups: dict[Any, dict[int | None, Figure]] = {}
    for each in figures:
        newest[each.indicator_class_id, each.corporation_id] = each.known_since
        key = (each.indicator_class_id, each.starts_on, each.ends_on, begin_year(each))
        groups.setdefault(key, {})[each.corporation_id] = each
    tasks = [
        Task(tuple(sorted(group.values(), key=name_of)), seen_from)
        for group in groups.values()
        if any(
            newest[each.indicator_class_id, each.corporation_id] == each.known_since
            for each in group.values()
        )
    ]
    tasks.sort(key=lambda task: (task.entry.order, task.entry.name, task.last or 0, task.first))
    return {f"opgave_{place}": task for place, task in enumerate(tasks, 1)}
