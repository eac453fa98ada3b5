"""The totals of a choice of projects: what the dashboard of home, a municipality or a region shows."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.http import QueryDict

from projects.api.summaries.choice import CHOICES, choice_shown, chosen_by, municipality_of
from projects.api.summaries.shapes import EXAMPLES, bounds, part, totals_shown
from projects.api.summaries.totals_shape import SCHEMA
from projects.models.legend import RentClass
from projects.models.norms import Norm
from projects.models.sections import Section
from projects.pages.dashboard.dashboard import Figures, norm_check
from projects.pages.dashboard.key_totals import ACCESSIBLE, accessible, gas_free, lowest_gas_free
from projects.sums.by_year import in_order
from projects.sums.intervals import Interval, Outcomes
from projects.sums.norm_check import NormCheck
from projects.sums.norm_check import Share as NormShare
from wonen.rest.resource import Asked
from wonen.rest.summary import Summary

NOTHING = Interval(0, 0)
Rows = list[dict[str, Any]]


def answer(query: QueryDict, asked: Asked) -> dict[str, Any]:
    selection, year = chosen_by(query, asked)
    figures = Figures.load(selection.projects, year)
    municipality = municipality_of(selection)
    norm = norm_check(figures, municipality)
    return {
        **choice_shown(selection, asked),
        **totals_shown(figures.totals),
        **_rents(figures),
        **_quality(figures),
        "onderdelen": [
            {"onderdeel": each.value, **totals_shown(figures.sections[each])}
            for each in Section
            if each in figures.sections
        ],
        "jaren": _years(figures),
        "toetsing": _norm(norm) if norm else None,
        "eigenNormen": 0 if municipality else Norm.objects.own_in(year),
    }


def _per_entry(
    figures: Figures, outcomes: Outcomes, entries: Iterable[Any], member: str = "code", key: str = "code"
) -> Rows:
    of = figures.totals.dwellings
    rows = [{member: getattr(each, key), **part(outcomes.of([each.pk]), of)} for each in entries]
    return [*rows, {member: None, **part(outcomes.of([None]), of)}]


def _rents(figures: Figures) -> dict[str, Any]:
    of = figures.totals.dwellings
    segments = {each.segment for each in figures.rent_classes}
    return {
        "huurbasis": figures.basis or None,
        "segmenten": [
            {"segment": each.value, **part(figures.rent.of(figures.legend.segment(each)), of)}
            for each in RentClass.Segment
            if each in segments
        ],
        "huurprijsklassen": _per_entry(figures, figures.rent, figures.rent_classes),
    }


def _quality(figures: Figures) -> dict[str, Any]:
    of, legend = figures.totals.dwellings, figures.legend
    lowest, without_gas = lowest_gas_free(figures), gas_free(figures)
    return {
        "batScores": _per_entry(figures, figures.bat, legend.scores, "score", "pk"),
        "batVanaf": {"score": ACCESSIBLE, **part(accessible(figures), of)},
        "duurzaamheid": _per_entry(figures, figures.levels, legend.levels),
        "duurzaamheidVanaf": [{"code": lowest.code, **part(without_gas, of)}]
        if lowest and without_gas
        else [],
        "woningtypen": _per_entry(figures, figures.types, legend.types),
    }


def _years(figures: Figures) -> Rows:
    """Return a row per year in which anything starts, or is or may be delivered."""
    moments = {each.year: each for each in figures.years}
    deliveries = {each.year: each for each in figures.deliveries}
    of, codes = figures.totals.dwellings, [each.code for each in figures.rent_classes]
    rows = []
    for year in in_order([*moments, *deliveries]):
        moment, delivery = moments.get(year), deliveries.get(year)
        cells = delivery.cells if delivery else [NOTHING] * len(codes)
        rows.append(
            {
                "jaar": year,
                "start": part(moment.starting if moment else NOTHING, of),
                "oplevering": part(moment.delivered if moment else NOTHING, of),
                "zonderAantal": delivery.uncounted if delivery else 0,
                "opleveringPerHuurprijsklasse": [
                    {"code": code, **bounds(cell)} for code, cell in zip(codes, cells, strict=True)
                ],
            }
        )
    return rows


def _norm(found: NormCheck) -> dict[str, Any]:
    return {
        "norm": found.norm.pk,
        "nieuwbouw": totals_shown(found.base.totals),
        "delen": [_share(each, found.base.dwellings) for each in found.shares],
    }


def _share(share: NormShare, of: int) -> dict[str, Any]:
    least, most = (round(100 * each / of, 2) if of else None for each in share.dwellings)
    return {
        "segment": share.slug,
        "procentNorm": share.percent,
        **bounds(share.dwellings),
        "procentMinstens": least,
        "procentHoogstens": most,
        "oordeel": share.verdict.outcome if share.verdict else None,
        "uitleg": share.sentence,
    }


TOTALS = Summary(
    name="totalen",
    title="Totalen",
    schema_name="Totalen",
    meaning=(
        "De sommen van de openbare projecten in het overzicht van een jaar: wat de pagina's bij dezelfde"
        " keuze tonen. Waar een plan nog niet vastligt, staat er wat het minstens en hoogstens wordt;"
        " de rijen van een lijst tellen daarom niet op tot het geheel."
    ),
    chosen_by=CHOICES,
    schema=SCHEMA,
    answer=answer,
    example_query="jaar=2022&gemeente=GM0917",
    example_file=EXAMPLES / "totalen.json",
)
