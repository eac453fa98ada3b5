"""A region's task (opgave) held against its projects: will it be met, not met, or is that not yet certain?"""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, cast

from municipalities.models import Corporation, Figure, IndicatorClass, Region
from municipalities.notation import print_value
from municipalities.periods import print_date
from projects.notation import number
from projects.sums import Interval
from projects.task_sums import Progress, Span, TaskSums

IN_DWELLINGS = {"", "woning", "woningen"}
# The sum of figures is no surer than the least sure of them.
LEAST_SURE_FIRST = (
    Figure.Status.UNREADABLE,
    Figure.Status.DERIVED,
    Figure.Status.PROVISIONAL,
    Figure.Status.DEFINITIVE,
)


@dataclass(frozen=True)
class Verdict:
    """Whether a task is met, in a word and in a sentence that says why."""

    MET, MISSED, OPEN = "gehaald", "niet gehaald", "nog niet zeker"

    label: str
    sentence: str

    @property
    def slug(self) -> str:
        return self.label.replace(" ", "-")


@dataclass(frozen=True)
class Task:
    """What is to be built or bought in a region as the source gives it: per corporation, or for all."""

    figures: tuple[Figure, ...]
    seen_from: int

    @property
    def entry(self) -> IndicatorClass:
        return cast("IndicatorClass", self.figures[0].indicator_class)

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
        indicator = self.figures[0].indicator
        if indicator.unit not in IN_DWELLINGS:
            return (
                f"Deze opgave is niet in woningen, maar in {indicator.unit}: projecten tellen er niet voor."
            )
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
            indicator=self.figures[0].indicator,
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
        found = (each.source or each.indicator.source for each in self.figures)
        return list(dict.fromkeys(filter(None, found)))


def name_of(figure: Figure) -> str:
    return str(figure.corporation or "alle corporaties samen")


def begin_year(figure: Figure) -> int:
    """Return the year from which is counted: where the period starts, or else when the task was known."""
    year: int = (figure.starts_on or figure.known_since).year
    return year


def tasks_of(region: Region, year: int) -> dict[str, Task]:
    """Return the tasks of a region as last known in a year, by key; each class, period and begin by itself.

    What was revised for one corporation only stands apart: counts from different years do not add up.
    """
    figures = list(
        Figure.objects.filter(region=region, indicator_class__task__in=IndicatorClass.Task.values)
        .known_on(datetime.date(year, 12, 31))
        .with_names()
        .in_order()
    )
    newest: dict[Any, datetime.date] = {}
    groups: dict[Any, dict[int | None, Figure]] = {}
    for each in figures:
        newest[each.indicator_class_id, each.corporation_id] = each.known_since
        key = (each.indicator_class_id, each.starts_on, each.ends_on, begin_year(each))
        groups.setdefault(key, {})[each.corporation_id] = each
    tasks = [
        Task(tuple(sorted(group.values(), key=name_of)), year)
        for group in groups.values()
        if any(
            newest[each.indicator_class_id, each.corporation_id] == each.known_since
            for each in group.values()
        )
    ]
    tasks.sort(key=lambda task: (task.entry.order, task.entry.name, task.last or 0, task.first))
    return {f"opgave_{place}": task for place, task in enumerate(tasks, 1)}


@dataclass(frozen=True)
class TaskRow:
    """A corporation, or all together: its task, what its projects add to that, and whether that is enough."""

    name: str
    figure: Figure | None
    progress: Progress
    verdict: Verdict | None


@dataclass(frozen=True)
class YearRow:
    """What each corporation, and all together, delivers in a year; ``year`` is None where it is not known."""

    year: int | None
    is_past: bool
    cells: list[Progress]


@dataclass(frozen=True)
class Bar:
    """The parts of a bar, in hundredths of its width, as text for the attributes of a drawing."""

    delivered: str
    planned: str
    open: str
    open_from: str
    task: str


@dataclass(frozen=True)
class TaskProgress:
    """A task beside the projects that count for it."""

    task: Task
    rows: list[TaskRow]
    together: TaskRow
    beside: list[TaskRow]  # corporations without a task, which the sum of tasks does not count
    years: list[YearRow]
    bar: Bar | None

    @property
    def columns(self) -> list[TaskRow]:
        return [*self.rows, self.together]


def compare(task: Task, sums: TaskSums, corporations: dict[int, Corporation]) -> TaskProgress:
    """Hold a task against projects: per corporation, together, and per year of delivery."""
    own = {each.corporation_id: each for each in task.figures if each.corporation_id is not None}
    present = sorted(own.keys() | sums.corporations, key=lambda pk: corporations[pk].name)
    # A sum of tasks says nothing about a corporation that has none.
    covered = present if task.for_all else [pk for pk in present if pk in own]

    def row(name: str, figure: Figure | None, of: list[int]) -> TaskRow:
        progress = sums.total(of)
        return TaskRow(name, figure, progress, judge(figure, progress, task.span))

    rows = {pk: row(corporations[pk].name, own.get(pk), [pk]) for pk in present}
    together = row("Samen", task.together, covered)
    return TaskProgress(
        task,
        [rows[pk] for pk in covered],
        together,
        [rows[pk] for pk in present if pk not in covered],
        _years(task.span, sums, covered),
        _bar(together),
    )


def _years(span: Span, sums: TaskSums, covered: list[int]) -> list[YearRow]:
    columns = [*([pk] for pk in covered), covered]
    rows = [
        YearRow(year, year < span.seen_from, [sums.in_year(year, of) for of in columns])
        for year in range(span.first, span.last + 1)
    ]
    return [*rows, YearRow(None, False, [sums.in_unknown_year(of) for of in columns])]


def _bar(row: TaskRow) -> Bar | None:
    """Return the drawing of a task; what the source does not say with certainty is never drawn."""
    figure, progress = row.figure, row.progress
    if figure is None or not figure.is_certain or figure.value is None or figure.value <= 0:
        return None
    widest = max(float(figure.value), progress.dwellings.most)
    numbers = (progress.delivered, progress.planned, progress.open, progress.dwellings.least, figure.value)
    return Bar(*(f"{100 * float(part) / widest:.2f}" for part in numbers))


def judge(figure: Figure | None, progress: Progress, span: Span) -> Verdict | None:
    """Say whether a task is met; None where there is no task, or none that can be read."""
    if figure is None or figure.value is None:
        return None
    task, (least, most) = figure.value, progress.dwellings
    mark = f" ({figure.mark})" if figure.mark else ""
    opening = f"{_opening(progress.dwellings, span)}; de opgave is {_count(task)}{mark}. "
    if progress.delivered >= task:
        return Verdict(Verdict.MET, f"{opening}Er zijn er al {number(progress.delivered)} opgeleverd.")
    if least >= task:
        return Verdict(Verdict.MET, f"{opening}Volgens de planning wordt de opgave gehaald.")
    if most >= task:
        return Verdict(Verdict.OPEN, f"{opening}{_condition(progress, task - least, span)}")
    if not progress.uncounted:
        return Verdict(Verdict.MISSED, f"{opening}{_shortfall(task - most, span)}")
    return Verdict(Verdict.OPEN, f"{opening}{_unknown(progress.uncounted, task - most)}")


def _opening(dwellings: Interval, span: Span) -> str:
    one = dwellings == (1, 1)
    noun = "woning" if one else "woningen"
    if span.is_over:
        return f"Tot en met {span.last} {'is' if one else 'zijn'} er {dwellings} {noun} opgeleverd"
    return f"Tot en met {span.last} {'staat' if one else 'staan'} er {dwellings} {noun} op het programma"


def _condition(progress: Progress, lacking: Decimal, span: Span) -> str:
    verb = "zijn opgeleverd" if span.is_over else "op tijd klaar zijn"
    return (
        f"De opgave is gehaald als van de {_dwellings(Decimal(progress.open))} zonder jaar van oplevering "
        f"er minstens {_count(lacking)} {verb}."
    )


def _shortfall(lacking: Decimal, span: Span) -> str:
    if span.is_over:
        return f"Dat zijn er minstens {_count(lacking)} te weinig."
    return f"Zelfs als alles doorgaat, blijft dit {_dwellings(lacking)} achter."


def _unknown(projects: int, lacking: Decimal) -> str:
    noun = "1 project" if projects == 1 else f"{number(projects)} projecten"
    return (
        f"Er ontbreken dan {_dwellings(lacking)}, maar van {noun} is het aantal woningen nog niet bekend: "
        f"{'dat telt' if projects == 1 else 'die tellen'} nog niet mee."
    )


def _count(value: Decimal) -> str:
    return print_value(value, "", 4)


def _dwellings(value: Decimal) -> str:
    return f"{_count(value)} {'woning' if value == 1 else 'woningen'}"
