"""The public pages of regions: which there are, and of one whether its task will be met."""

import datetime
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import urlencode

from django.db.models import Exists, OuterRef, Prefetch, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from municipalities.models import Corporation, Figure, IndicatorClass, Municipality, Region, RentLimits
from projects.filters.reference_dates import day_of
from projects.filters.years import YearChoice, choose_year
from projects.models import Project
from projects.models.querysets import ProjectQuerySet
from projects.pages.maps import draw
from projects.pages.views import municipality_rows
from projects.sums.intervals import Totals
from projects.sums.of_tasks import TaskSums, any_counting, task_sums
from projects.sums.region import TaskProgress, compare
from projects.sums.region_figures import FigureTable, figure_tables, figures_of
from projects.sums.tasks import Task, tasks_of


@dataclass(frozen=True)
class RegionFigures:
    """The tables of figures, and the projects whose rent classes stand beside them."""

    tables: list[FigureTable]
    programme: Totals


@require_safe
def regions(request: HttpRequest) -> HttpResponse:
    tasks = Figure.objects.filter(region=OuterRef("pk"), indicator_class__task__in=IndicatorClass.Task.values)
    every = Region.objects.annotate(has_task=Exists(tasks)).prefetch_related("municipalities")
    within = Prefetch("subregions", queryset=every)
    found = every.filter(parent=None).prefetch_related(within)
    return render(request, "projects/regions.html", {"regions": found})


@require_safe
def region(request: HttpRequest, slug: str) -> HttpResponse:
    found = get_object_or_404(Region.objects.select_related("parent"), slug=slug)
    municipalities = Municipality.objects.in_region(found)
    projects = Project.objects.public().filter(municipality__in=municipalities)
    choice = seen_from(request, projects)
    context: dict[str, Any] = {"region": found, "choice": choice}
    if not choice.error:
        day = day_of(choice)
        overview = projects.in_overview(choice.year)
        rows = municipality_rows(overview.by_municipality(), municipalities)
        context |= region_context(found, projects, choice.year, day.day) | {
            "day": day,
            "export": urlencode({"regio": found.slug, "peildatum": day.day.isoformat()}),
            "municipalities": rows,
            "map": draw(rows, urlencode({"jaar": choice.year})),
            "subregions": found.subregions.all(),
        }
    return render(request, "projects/region.html", context, status=choice.status)


def seen_from(request: HttpRequest, projects: ProjectQuerySet) -> YearChoice:
    """Take the year from the address; without one this year: a task is judged as things stand now."""
    query = request.GET.copy()
    asked = bool(query.get("jaar", "").strip())
    if not asked:
        query["jaar"] = str(timezone.localdate().year)
    return replace(choose_year(query, projects), asked=asked)


def region_context(
    region: Region, projects: ProjectQuerySet, year: int, day: datetime.date
) -> dict[str, Any]:
    """Return the tasks beside the projects that count for them; without tasks, the projects per year."""
    tasks = tasks_of(region, day, year)
    spans = {key: task.span for key, task in tasks.items() if not task.obstacle}
    counting = any_counting(list(spans.values()))
    shown = Q(section__isnull=False) | counting
    context: dict[str, Any] = {
        # Only what stands in a number of this page marks it as holding examples.
        "totals": projects.counted().with_section(year).filter(shown).totals(),
        "tasks": compared(tasks, task_sums(projects, spans)),
        "figures": region_figures(region, projects.counted().filter(counting), year, day),
    }
    return context if spans else context | {"year_sums": projects.in_overview(year).by_year()}


def compared(tasks: dict[str, Task], sums: dict[str, TaskSums]) -> list[tuple[Task, TaskProgress | None]]:
    """Return each task with its progress, or alone where projects cannot be held against it."""
    corporations = Corporation.objects.in_bulk() if sums else {}
    return [
        (task, compare(task, sums[key], corporations) if key in sums else None) for key, task in tasks.items()
    ]


def region_figures(
    region: Region, programme: ProjectQuerySet, year: int, day: datetime.date
) -> RegionFigures:
    """Return the region's other figures, beside the rent classes of the projects that count for its tasks."""
    totals = programme.totals()
    limits = RentLimits.objects.for_overview(year)
    tables = figure_tables(figures_of(region, day), programme, totals.dwellings, limits)
    return RegionFigures(tables, totals)
