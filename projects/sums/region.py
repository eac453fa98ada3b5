"""A region's task (opgave) held against its projects: will it be met, not met, or is that not yet certain?"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from municipalities.models import Corporation, Figure
from projects.notation import number
from projects.sums.intervals import Interval
from projects.sums.of_tasks import Progress, Span, TaskSums
from projects.sums.tasks import Task
from wonen.dutch.numbers import print_value, with_noun


@dataclass(frozen=True)
class Verdict:
    """Whether a task is met, in a word and in a sentence that says why.

    The label holds back what the outcome says, while the years of the task still run.
    """

    MET, MISSED, OPEN = "gehaald", "niet gehaald", "nog niet zeker"

    outcome: str
    label: str
    sentence: str
    brief: str  # the same in a few words, for a cell

    @property
    def slug(self) -> str:
        return self.outcome.replace(" ", "-")


@dataclass(frozen=True)
class TaskRow:
    """A corporation, or all together: its task, what its projects add to that, and whether that is enough."""

    name: str
    figure: Figure | None
    progress: Progress
    verdict: Verdict | None
    corporation: Corporation | None = None  # None: all together


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

    def row(name: str, figure: Figure | None, of: list[int], whose: Corporation | None = None) -> TaskRow:
        progress = sums.total(of)
        return TaskRow(name, figure, progress, judge(figure, progress, task.span), whose)

    rows = {pk: row(corporations[pk].name, own.get(pk), [pk], corporations[pk]) for pk in present}
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
        # What is delivered stays so, also while the years of the task still run.
        verb = "is" if progress.delivered == 1 else "zijn"
        sentence = f"{opening}Volgens de planning {verb} er al {number(progress.delivered)} opgeleverd."
        return Verdict(Verdict.MET, Verdict.MET, sentence, "")
    if least >= task:
        sentence = f"{opening}Volgens de planning wordt de opgave gehaald."
        return Verdict(Verdict.MET, _label(Verdict.MET, span), sentence, "")
    if most >= task:
        brief = f"Nodig: {_count(task - least)} van de {number(progress.open)} onzekere."
        sentence = f"{opening}{_condition(progress, task - least, span)}"
        return Verdict(Verdict.OPEN, Verdict.OPEN, sentence, brief)
    brief = f"{_count(task - most)} te weinig"
    if not progress.uncounted:
        sentence = f"{opening}{_shortfall(task - most, span)}"
        return Verdict(Verdict.MISSED, _label(Verdict.MISSED, span), sentence, f"{brief}.")
    # A project of unknown size may yet make the difference.
    brief = f"{brief}, {number(progress.uncounted)} zonder aantal."
    return Verdict(Verdict.OPEN, Verdict.OPEN, f"{opening}{_unknown(progress.uncounted, task - most)}", brief)


def _label(outcome: str, span: Span) -> str:
    return outcome if span.is_over else f"wordt zo {outcome}"


def _opening(dwellings: Interval, span: Span) -> str:
    one = dwellings == (1, 1)
    noun = "woning" if one else "woningen"
    if span.is_over:
        return (
            f"Tot en met {span.last} {'stond' if one else 'stonden'} er {dwellings} {noun} op het programma"
        )
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
    noun = with_noun(projects, "project", "projecten")
    return (
        f"Er ontbreken dan {_dwellings(lacking)}, maar van {noun} is het aantal woningen nog niet bekend: "
        f"{'dat telt' if projects == 1 else 'die tellen'} nog niet mee."
    )


def _count(value: Decimal) -> str:
    return print_value(value, "", 4)


def _dwellings(value: Decimal) -> str:
    return f"{_count(value)} {'woning' if value == 1 else 'woningen'}"
