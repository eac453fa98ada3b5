"""The tasks (opgaven) of a region beside what its projects add to them: what the page of a region shows."""

from __future__ import annotations

from typing import Any

from django.http import QueryDict
from django.utils import timezone

from municipalities.models import Figure, Municipality, Region
from projects.api.summaries.shapes import EXAMPLES, bounds, totals_shown
from projects.api.summaries.tasks_shape import SCHEMA
from projects.filters.reference_dates import day_of
from projects.filters.years import YearChoice
from projects.models import Project
from projects.pages.region_views import region_context
from projects.sums.of_tasks import Progress
from projects.sums.region import TaskProgress, TaskRow, YearRow
from projects.sums.region_figures import FigureTable
from projects.sums.tasks import Task
from wonen.dutch.periods import FIRST_YEAR, LAST_YEAR
from wonen.rest.parameters import Parameter
from wonen.rest.problems import Fault, wrong
from wonen.rest.resource import Asked
from wonen.rest.schemas import code, whole
from wonen.rest.summary import Summary

UNKNOWN_REGION = "'{}' is geen regio die hier bekend is. Kies uit: {}."
CHOSEN_BY = (
    Parameter(
        "regio",
        "De code van de regio, zoals parkstad.",
        code(),
        is_required=True,
    ),
    Parameter(
        "jaar",
        "Vanuit welk jaar u kijkt: met de cijfers die voor het bod van dat jaar bekend waren. Zonder jaar:"
        " dit jaar, met wat nu bekend is.",
        whole(FIRST_YEAR, LAST_YEAR),
    ),
)


def answer(_query: QueryDict, asked: Asked) -> dict[str, Any]:
    region = region_of(asked["regio"])
    year = asked.get("jaar") or timezone.localdate().year
    day = day_of(YearChoice(year, (), "jaar" in asked)).day
    projects = Project.objects.public().filter(municipality__in=Municipality.objects.in_region(region))
    found = region_context(region, projects, year, day)
    return {
        "regio": region.slug,
        "jaar": year,
        "jaarGekozen": "jaar" in asked,
        "peildatum": day,
        "voorbeelden": found["totals"].examples,
        "opgaven": [_task(task, progress) for task, progress in found["tasks"]],
        "programma": totals_shown(found["figures"].programme),
        "aandelen": [row for table in found["figures"].tables for row in _shares(table)],
    }


def region_of(slug: str) -> Region:
    found = Region.objects.select_related("parent").filter(slug=slug).first()
    if found is None:
        known = ", ".join(Region.objects.order_by("slug").values_list("slug", flat=True))
        raise wrong([Fault("query", "regio", UNKNOWN_REGION.format(slug, known))])
    return found


def _task(task: Task, progress: TaskProgress | None) -> dict[str, Any]:
    return {
        "naam": task.name,
        "kengetal": task.indicator.code,
        "klasse": task.entry.code,
        "soort": task.entry.task,
        "vanJaar": task.first,
        "totEnMetJaar": task.last,
        "cijfers": [each.pk for each in task.figures],
        "nietTeVergelijken": task.obstacle or None,
        "corporaties": [_row(each, role) for each, role in _rows(progress)] if progress else [],
        "jaren": [_year(each, progress) for each in progress.years] if progress else [],
    }


def _rows(progress: TaskProgress) -> list[tuple[TaskRow, str]]:
    own = [(each, "opgave") for each in progress.rows]
    return [*own, (progress.together, "samen"), *((each, "ernaast") for each in progress.beside)]


def _row(row: TaskRow, role: str) -> dict[str, Any]:
    progress, figure, verdict = row.progress, row.figure, row.verdict
    return {
        "corporatie": row.corporation.code if row.corporation else None,
        "rol": role,
        "opgave": figure.value if figure else None,
        "status": Figure.Status(figure.status).value if figure else None,
        "projecten": progress.projects,
        "opgeleverd": progress.delivered,
        "gepland": progress.planned,
        "onzeker": progress.open,
        **bounds(progress.dwellings),
        "ongeveer": progress.approximate,
        "zonderAantal": progress.uncounted,
        "oordeel": verdict.outcome if verdict else None,
        "oordeelNu": verdict.label if verdict else None,
        "uitleg": verdict.sentence if verdict else "",
        "kort": verdict.brief if verdict else "",
    }


def _year(row: YearRow, progress: TaskProgress) -> dict[str, Any]:
    cells = zip(progress.columns, row.cells, strict=True)
    return {"jaar": row.year, "corporaties": [_cell(column, cell) for column, cell in cells]}


def _cell(column: TaskRow, cell: Progress) -> dict[str, Any]:
    return {
        "corporatie": column.corporation.code if column.corporation else None,
        **bounds(cell.dwellings),
        "opgeleverd": cell.delivered,
        "zonderAantal": cell.uncounted,
    }


def _shares(table: FigureTable) -> list[dict[str, Any]]:
    return [
        {
            "cijfer": row.figure.pk,
            "kengetal": table.indicator.code,
            "klasse": row.figure.indicator_class.code if row.figure.indicator_class else None,
            **bounds(row.share.dwellings),
            "aandeel": row.share.percent,
            "letOp": table.mark,
        }
        for row in table.rows
        if row.share
    ]


TASKS = Summary(
    name="opgaven",
    of="regios/{code}",
    title="Opgaven van een regio",
    schema_name="OpgavenVanRegio",
    meaning=(
        "De volkshuisvestelijke opgaven van een regio, naast wat de openbare projecten daaraan bijdragen, en"
        " of de opgave zo wordt gehaald. De cijfers van de opgave zelf staan bij cijfers, met deze regio en"
        " peildatum."
    ),
    chosen_by=CHOSEN_BY,
    schema=SCHEMA,
    answer=answer,
    example_query="regio=parkstad&jaar=2022",
    example_file=EXAMPLES / "opgaven.json",
)
