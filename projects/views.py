"""The public pages: each asks one QuerySet and prints what it answers."""

from dataclasses import dataclass
from http import HTTPStatus
from typing import Any

from django.core.paginator import InvalidPage, Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from municipalities.card import card_of
from municipalities.models import Capping, Municipality, MunicipalityQuerySet, RentLimits
from projects.card_day import choose_day
from projects.filters import ProjectFilterSet
from projects.legend_page import LegendForm, legend_context
from projects.models import Project
from projects.querysets import ProjectQuerySet
from projects.sections import Section
from projects.sums import Sum, Totals
from projects.years import YearChoice, choose_year

MunicipalityRow = tuple[Municipality, Totals | None]
ROWS_PER_SECTION = 200
ROWS_PER_PAGE = 50


@dataclass(frozen=True)
class OverviewSection:
    """One table of the overview."""

    section: Section
    sums: Totals
    projects: list[Project]


def overview_sections(overview: ProjectQuerySet) -> list[OverviewSection]:
    """Return the sections that occur, in the order of printing, with their first rows."""
    sums = overview.by_section()
    rows: dict[str, list[Project]] = {}
    for project in overview.first_of_each_section(ROWS_PER_SECTION).with_legend():
        rows.setdefault(project.section, []).append(project)  # type: ignore[attr-defined]
    return [OverviewSection(each, sums[each], rows.get(each, [])) for each in Section if each in sums]


def rent_sums(overview: ProjectQuerySet, limits: RentLimits | None) -> list[Sum]:
    """Return the sums by rent class, without the classes that the law did not have for that overview."""
    has_mid_rent = limits is not None and limits.mid_rent is not None
    sums = overview.by_rent_class()
    return [each for each in sums if each.dwellings.most or has_mid_rent or not each.is_mid_rent]


def overview_context(overview: ProjectQuerySet, choice: YearChoice) -> dict[str, Any]:
    """Return the sums of a year's overview, the same for one municipality and for all."""
    limits = RentLimits.objects.for_overview(choice.year)
    return {
        "choice": choice,
        "totals": overview.totals(),
        "basis": limits.basis(Capping.LOW) if limits else "",
        "sums": (
            ("Huurprijsklasse", "huurprijsklasse", rent_sums(overview, limits)),
            ("BAT-score", "BAT-score", overview.by_bat()),
            ("Duurzaamheid", "duurzaamheid", overview.by_sustainability()),
        ),
        "year_sums": overview.by_year(),
    }


def municipality_rows(sums: dict[int, Totals], found: MunicipalityQuerySet) -> list[MunicipalityRow]:
    return [(each, sums.get(each.pk)) for each in found.with_region()]


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    projects = Project.objects.public()
    choice = choose_year(request.GET, projects)
    context: dict[str, Any] = {"choice": choice}
    if not choice.error:
        overview = projects.in_overview(choice.year)
        context = overview_context(overview, choice)
        sums = overview.by_section()
        context["sections"] = [(each, sums[each]) for each in Section if each in sums]
        per_municipality = overview.by_municipality()
        with_projects = Municipality.objects.filter(pk__in=per_municipality)
        context["municipalities"] = municipality_rows(per_municipality, with_projects)
    return render(request, "projects/home.html", context, status=choice.status)


@require_safe
def municipalities(request: HttpRequest) -> HttpResponse:
    projects = Project.objects.public()
    choice = choose_year(request.GET, projects)
    context: dict[str, Any] = {"choice": choice}
    if not choice.error:
        overview = projects.in_overview(choice.year)
        context |= {
            "municipalities": municipality_rows(overview.by_municipality(), Municipality.objects.all()),
            "totals": overview.totals(),
        }
    return render(request, "projects/municipalities.html", context, status=choice.status)


@require_safe
def municipality(request: HttpRequest, slug: str) -> HttpResponse:
    found = get_object_or_404(Municipality.objects.with_region(), slug=slug)
    projects = Project.objects.public().filter(municipality=found)
    choice = choose_year(request.GET, projects)
    context, status = card_context(request, found, choice)
    if status == HTTPStatus.OK:
        overview = projects.in_overview(choice.year)
        context |= overview_context(overview, choice) | {"sections": overview_sections(overview)}
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
def projects(request: HttpRequest) -> HttpResponse:
    filterset = ProjectFilterSet(request.GET, Project.objects.public().counted().by_name())
    context: dict[str, Any] = {"filter": filterset}
    if not filterset.is_valid():
        return render(request, "projects/projects.html", context, status=400)
    paginator = Paginator(filterset.qs.with_legend(), ROWS_PER_PAGE)
    try:
        page = paginator.page(request.GET.get("pagina", 1))
    except InvalidPage as error:
        raise Http404("Deze bladzijde van de lijst bestaat niet.") from error
    context |= {"page": page, "totals": filterset.qs.totals()}
    return render(request, "projects/projects.html", context)


@require_safe
def project(request: HttpRequest, pk: int) -> HttpResponse:
    public = Project.objects.public()
    found = get_object_or_404(
        public.with_legend().select_related("municipality__region", "parent", "bat_from", "bat_to"), pk=pk
    )
    context = {
        "project": found,
        "split": [entry for entry in found.rent_entries.all() if entry.dwellings],
        "sections": public.filter(pk=pk).counted().sections_by_year(),
        "phases": public.filter(parent=found).with_legend(),
        # Beside a real project stand no invented ones.
        "neighbours": public.counted()
        .filter(municipality=found.municipality, is_example=found.is_example)
        .exclude(pk=pk)
        .by_name()[:12],
    }
    return render(request, "projects/project.html", context)


@require_safe
def legend(request: HttpRequest) -> HttpResponse:
    form = LegendForm(request.GET)
    context = {"form": form, **(legend_context(form.cleaned_data) if form.is_valid() else {})}
    return render(request, "projects/legend.html", context, status=200 if form.is_valid() else 400)
