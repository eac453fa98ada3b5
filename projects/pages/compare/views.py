"""The pages that put municipalities side by side, and in order; their choice stands in the address."""

import datetime
from dataclasses import dataclass
from typing import Any

from django.db.models import Count
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from municipalities.models import Capping, Figure, Indicator, IndicatorClass, Municipality, RentLimits
from projects.filters.compare_forms import (
    MOST_MUNICIPALITIES,
    CompareForm,
    RankingForm,
    first_class,
    without_blanks,
)
from projects.filters.years import YearChoice, choose_year
from projects.models import Project
from projects.models.querysets import ProjectQuerySet
from projects.pages.compare.compare import Comparison, comparison
from projects.pages.compare.ranking import is_lowest_first, places_per_indicator, ranking
from projects.sums.intervals import Sum, Totals


@dataclass(frozen=True)
class ProjectColumn:
    """What the projects of one municipality add up to; without ``totals`` it has none in that year."""

    municipality: Municipality
    totals: Totals | None
    rent: list[Sum]


def day_of_overview(choice: YearChoice) -> datetime.date | None:
    """Return the day by which the overview of a chosen year had to be there (Woningwet, art. 44)."""
    return datetime.date(choice.year - 1, 7, 1) if choice.asked and not choice.error else None


def readable_figures(group: str, day: datetime.date) -> dict[int, int]:
    """Count the figures of municipalities with a value per municipality, or municipalities per indicator."""
    known = Figure.objects.known_on(day).filter(value__isnull=False, municipality__isnull=False)
    what = Count("pk") if group == "municipality" else Count("municipality", distinct=True)
    return dict(known.order_by().values_list(group).annotate(what))


def project_columns(overview: ProjectQuerySet, municipalities: list[Municipality]) -> list[ProjectColumn]:
    totals = overview.by_municipality()
    rent = overview.by_municipality_and_rent_class([each.pk for each in municipalities])
    return [ProjectColumn(each, totals.get(each.pk), rent[each.pk]) for each in municipalities]


def rent_rows(columns: list[ProjectColumn], limits: RentLimits | None) -> list[tuple[str, list[Any]]]:
    """Turn the sums per municipality into rows per class, without the classes that say nothing."""
    has_mid_rent = limits is not None and limits.mid_rent is not None
    rows = []
    for sums in zip(*(column.rent for column in columns), strict=True):
        law_has_it = sums[0].entry and (has_mid_rent or not sums[0].is_mid_rent)
        if law_has_it or any(each.dwellings.most for each in sums):
            rows.append((sums[0].label, list(zip(columns, sums, strict=True))))
    return rows


def rent_bases(found: Comparison) -> list[str]:
    """Return the bases of the figures on the page that are laid in rent classes."""
    in_classes = (
        each
        for each in found.figures
        if each.price_level or (each.indicator_class and each.indicator_class.upper_limit)
    )
    return list(dict.fromkeys(each.basis or "een prijspeil dat de bron niet noemt" for each in in_classes))


def projects_context(
    projects: ProjectQuerySet, municipalities: list[Municipality], year: int
) -> dict[str, Any]:
    overview = projects.filter(municipality__in=municipalities).in_overview(year)
    limits = RentLimits.objects.for_overview(year)
    columns = project_columns(overview, municipalities)
    return {
        "totals": overview.totals(),
        "project_columns": columns,
        "rent_rows": rent_rows(columns, limits),
        "overview_basis": f"prijspeil {limits.valid_from.year}, {Capping.LOW.label}" if limits else "",
    }


def form_context(form: CompareForm, day: datetime.date) -> dict[str, Any]:
    per_municipality, per_indicator = (
        readable_figures(group, day) for group in ("municipality", "indicator")
    )
    chosen = set(form.data.getlist("kengetal"))  # type: ignore[attr-defined]
    return {
        "form": form,
        "most": MOST_MUNICIPALITIES,
        "municipalities": [(each, per_municipality.get(each.pk, 0)) for each in form.municipalities],
        "indicators": [
            (each, per_indicator.get(each.pk, 0), each.code in chosen) for each in form.indicators
        ],
    }


def export_query(
    day: datetime.date,
    indicators: list[Indicator],
    municipalities: list[Municipality],
    area: str = "gemeente",
) -> str:
    """Return the choice in the words of ``FigureFilterSet``; without municipalities, the whole area."""
    query = QueryDict(mutable=True)
    query["gebied"] = area
    query.setlist("kengetal", [each.code for each in indicators])
    query.setlist("gemeente", [each.code for each in municipalities])
    query["peildatum"] = day.isoformat()
    return query.urlencode()


@require_safe
def compare(request: HttpRequest) -> HttpResponse:
    if (query := without_blanks(request.GET)) is not None:
        return HttpResponseRedirect(f"{request.path}?{query}" if query else request.path)
    projects = Project.objects.public()
    choice = choose_year(request.GET, projects)
    form = CompareForm(request.GET)
    is_valid = form.is_valid() and not choice.error
    day = form.day(day_of_overview(choice))
    context = {"choice": choice, "day": day, "is_valid": is_valid, **form_context(form, day)}
    if is_valid and form.chosen_municipalities:
        context |= compared(form, day) | projects_context(projects, form.chosen_municipalities, choice.year)
    return render(request, "projects/compare.html", context, status=200 if is_valid else 400)


def compared(form: CompareForm, day: datetime.date) -> dict[str, Any]:
    """Return what the page shows of the figures."""
    municipalities, indicators = form.chosen_municipalities, form.chosen_indicators
    found = comparison(municipalities, indicators, day)
    return {
        "chosen": municipalities,
        # A link without a day stays of today.
        "has_day": day != timezone.localdate(),
        "comparison": found,
        "blocks": found.blocks(indicators),
        "rent_bases": rent_bases(found),
        "export": export_query(day, indicators, municipalities),
        # No one choice holds both kinds of area.
        "export_whole": export_query(day, indicators, [], "corporatie") if None in found.columns else "",
    }


def opened_with(form: RankingForm) -> list[IndicatorClass]:
    """Return the class that the ranking of each indicator shows: the one chosen, or else its first."""
    chosen: IndicatorClass | None = form.cleaned_data.get("klasse")
    others = (each for each in form.indicators if not chosen or each.pk != chosen.indicator_id)
    return [each for each in (chosen, *map(first_class, others)) if each]


@require_safe
def ranking_page(request: HttpRequest) -> HttpResponse:
    if (query := without_blanks(request.GET)) is not None:
        return HttpResponseRedirect(f"{request.path}?{query}" if query else request.path)
    form = RankingForm(request.GET)
    is_valid = form.is_valid()
    day = form.day()
    counts = places_per_indicator(day, opened_with(form))
    context: dict[str, Any] = {
        "form": form,
        "day": day,
        "is_valid": is_valid,
        "indicators": [(each, counts.get(each.pk, 0)) for each in form.indicators],
    }
    if is_valid and form.cleaned_data["kengetal"]:
        context |= ranked(form.cleaned_data, day)
    return render(request, "projects/ranking.html", context, status=200 if is_valid else 400)


def ranked(chosen: dict[str, Any], day: datetime.date) -> dict[str, Any]:
    indicator, indicator_class = chosen["kengetal"], chosen["klasse"]
    export = export_query(day, [indicator], [])
    return {
        "indicator": indicator,
        "has_day": day != timezone.localdate(),
        "indicator_class": indicator_class,
        "ranking": ranking(indicator, indicator_class, day),
        "lowest_first": is_lowest_first(indicator),
        "export": f"{export}&klasse={indicator_class.code}" if indicator_class else export,
    }
