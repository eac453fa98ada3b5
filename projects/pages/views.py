"""The public pages: each asks one QuerySet and prints what it answers."""

from dataclasses import dataclass
from http import HTTPStatus
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from municipalities.card.card import card_of
from municipalities.models import Municipality, MunicipalityQuerySet
from projects.filters.drilldown import behind
from projects.filters.reference_dates import choose_day
from projects.filters.selection import Selection, select
from projects.filters.years import YearChoice, choose_year
from projects.models import Project
from projects.models.sections import Section
from projects.opendata.structured import all_projects, projects_in
from projects.pages.dashboard.dashboard import dashboard
from projects.pages.legend_page import LegendForm, legend_context
from projects.pages.maps import draw
from projects.sums.intervals import Totals

MunicipalityRow = tuple[Municipality, Totals | None]
ROWS_PER_SECTION = 200


@dataclass(frozen=True)
class OverviewSection:
    """One table of the overview."""

    section: Section
    sums: Totals
    projects: list[Project]
    href: str  # the list of all its projects


def overview_sections(selection: Selection, sums: dict[str, Totals]) -> list[OverviewSection]:
    """Return the sections that occur, in the order of printing, with their first rows."""
    rows: dict[str, list[Project]] = {}
    for project in selection.projects.first_of_each_section(ROWS_PER_SECTION).with_legend():
        rows.setdefault(project.section, []).append(project)  # type: ignore[attr-defined]
    return [
        OverviewSection(each, sums[each], rows.get(each, []), behind(selection, onderdeel=each.value))
        for each in Section
        if each in sums
    ]


def municipality_rows(sums: dict[int, Totals], found: MunicipalityQuerySet) -> list[MunicipalityRow]:
    return [(each, sums.get(each.pk)) for each in found.with_region()]


def year_links(selection: Selection, choice: YearChoice, *own: str) -> list[tuple[int, str]]:
    """Return the way to each year with the rest of the choice; without what the page itself says."""
    dropped = dict.fromkeys(own)
    return [(year, selection.query_with(**{**dropped, "jaar": year})) for year in choice.years]


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    projects = Project.objects.public()
    choice = choose_year(request.GET, projects)
    selection = select(request.GET, projects, {"jaar": str(choice.year)})
    is_valid = selection.is_valid and not choice.error
    context: dict[str, Any] = {"choice": choice, "selection": selection, "is_valid": is_valid}
    if is_valid:
        rows = municipality_rows(selection.projects.by_municipality(), Municipality.objects.all())
        query = selection.query_with(gemeente=None, regio=None)
        context |= dashboard(selection, choice.year) | {
            "year_links": year_links(selection, choice),
            "municipalities": [row for row in rows if row[1]],
            "municipality_query": query,
            "map": draw(rows, query),
            "structured": all_projects(request, projects),
        }
    return render(request, "projects/home.html", context, status=200 if is_valid else HTTPStatus.BAD_REQUEST)


@require_safe
def municipalities(request: HttpRequest) -> HttpResponse:
    projects = Project.objects.public()
    choice = choose_year(request.GET, projects)
    context: dict[str, Any] = {"choice": choice}
    if not choice.error:
        overview = projects.in_overview(choice.year)
        rows = municipality_rows(overview.by_municipality(), Municipality.objects.all())
        context |= {
            "municipalities": rows,
            "map": draw(rows, urlencode({"jaar": choice.year})),
            "totals": overview.totals(),
        }
    return render(request, "projects/municipalities.html", context, status=choice.status)


@require_safe
def municipality(request: HttpRequest, slug: str) -> HttpResponse:
    found = get_object_or_404(Municipality.objects.with_region(), slug=slug)
    projects = Project.objects.public()
    choice = choose_year(request.GET, projects.filter(municipality=found))
    fixed = {"jaar": str(choice.year), "gemeente": found.code, "regio": ""}
    selection = select(request.GET, projects, fixed)
    context: dict[str, Any] = {"municipality": found, "choice": choice, "selection": selection}
    if not selection.is_valid:
        context["day"] = choose_day(request.GET, choice)
        return render(request, "projects/municipality.html", context, status=HTTPStatus.BAD_REQUEST)
    on_card, status = card_context(request, found, choice)
    context |= on_card
    if status == HTTPStatus.OK:
        context |= dashboard(selection, choice.year)
        context["sections"] = overview_sections(selection, context["figures"].sections)
        context["year_links"] = year_links(selection, choice, *fixed)
        context["structured"] = projects_in(request, found, projects.filter(municipality=found))
    return render(request, "projects/municipality.html", context, status=status)


@require_safe
def card(request: HttpRequest, slug: str) -> HttpResponse:
    """Show the gemeentekaart alone: two pages to hand out."""
    found = get_object_or_404(Municipality.objects.with_region(), slug=slug)
    choice = choose_year(request.GET, Project.objects.public().filter(municipality=found))
    context, status = card_context(request, found, choice)
    return render(request, "projects/card.html", context, status=status)


def card_context(
    request: HttpRequest, municipality: Municipality, choice: YearChoice
) -> tuple[dict[str, Any], int]:
    """Return what a page with the card shows, and its status: a wrong year or day gives no figures at all."""
    day = choose_day(request.GET, choice)
    context: dict[str, Any] = {"municipality": municipality, "choice": choice, "day": day}
    if choice.error or day.error:
        return context, HTTPStatus.BAD_REQUEST
    return context | {"card": card_of(municipality, day.day)}, HTTPStatus.OK


@require_safe
def legend(request: HttpRequest) -> HttpResponse:
    form = LegendForm(request.GET)
    context = {"form": form, **(legend_context(form.cleaned_data) if form.is_valid() else {})}
    return render(request, "projects/legend.html", context, status=200 if form.is_valid() else 400)
