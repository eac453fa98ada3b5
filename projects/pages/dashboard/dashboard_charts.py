"""The charts of a dashboard, as rows of intervals; each row leads to the projects that add to its most."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from projects.filters.drilldown import behind
from projects.filters.selection import Selection
from projects.models.sections import Section
from projects.notation import UNKNOWN_KEY, UNKNOWN_LABEL
from projects.pages.dashboard.charts import Chart, ChartRow
from projects.sums.intervals import Interval, Outcomes

if TYPE_CHECKING:
    from projects.pages.dashboard.dashboard import Figures

DWELLINGS = ("Woningen",)


def charts(figures: Figures, selection: Selection) -> list[Chart]:
    return [
        _by_delivery(figures, selection),
        _by_section(figures, selection),
        _by_rent_class(figures, selection),
        _by_bat(figures, selection),
        _by_type(figures, selection),
        _by_level(figures, selection),
    ]


def _with_uncounted(label: str, projects: int) -> str:
    """Say in the label of a bar how many projects it cannot show."""
    return f"{label} ({projects} zonder aantal)" if projects else label


def _by_delivery(figures: Figures, selection: Selection) -> Chart:
    rows = tuple(
        ChartRow(
            _with_uncounted(str(each.year or UNKNOWN_LABEL), each.uncounted),
            each.cells,
            behind(selection, oplevering=each.year or UNKNOWN_KEY),
            each.total,
        )
        for each in figures.deliveries
    )
    return Chart(
        "grafiek-jaar",
        "Woningen naar jaar van oplevering en huurprijsklasse",
        "Hoeveel woningen er per jaar klaar zijn, en voor welke huur. Wat nog niet over de klassen is "
        "verdeeld, of in een ander jaar kan vallen, staat er als mogelijk bij.",
        "Oplevering",
        tuple(each.label for each in figures.rent_classes),
        rows,
    )


def _by_section(figures: Figures, selection: Selection) -> Chart:
    rows = []
    for section in Section:
        totals = figures.sections.get(section)
        if totals and totals.projects and section != Section.DEMOLITION:
            cell = Interval(totals.dwellings, totals.dwellings)
            href = behind(selection, onderdeel=section.value)
            rows.append(ChartRow(_with_uncounted(section.label, totals.adding_uncounted), (cell,), href))
    return Chart(
        "grafiek-onderdeel",
        "Woningen naar onderdeel van het overzicht",
        f"In welk onderdeel van het overzicht van {figures.year} de woningen staan.",
        "Onderdeel",
        DWELLINGS,
        tuple(rows),
    )


def _rows(
    entries: Sequence[Any], outcomes: Outcomes, selection: Selection, parameter: str, key: str = "code"
) -> tuple[ChartRow, ...]:
    """Return a row per entry of a legend, and one for what is not known where there is any."""
    rows = [
        ChartRow(
            str(each),
            (outcomes.of([each.pk]),),
            behind(selection, **{parameter: getattr(each, key)}),
        )
        for each in entries
    ]
    unknown = outcomes.of([None])
    if unknown.most:
        rows.append(ChartRow(UNKNOWN_LABEL, (unknown,), behind(selection, **{parameter: UNKNOWN_KEY})))
    return tuple(rows)


def _by_rent_class(figures: Figures, selection: Selection) -> Chart:
    basis = f" Grenzen: {figures.basis}." if figures.basis else ""
    return Chart(
        "grafiek-huurprijsklasse",
        "Woningen naar huurprijsklasse",
        "Een project in meer klassen zonder verdeling telt in elk daarvan mee voor nul tot al zijn woningen."
        f"{basis}",
        "Huurprijsklasse",
        DWELLINGS,
        _rows(figures.rent_classes, figures.rent, selection, "huurprijsklasse"),
    )


def _by_bat(figures: Figures, selection: Selection) -> Chart:
    return Chart(
        "grafiek-bat",
        "Woningen naar BAT-score",
        "Hoe toegankelijk de woningen worden, van 0 (niet) tot 4 (extra ruim voor een rolstoel).",
        "BAT-score",
        DWELLINGS,
        _rows(figures.legend.scores, figures.bat, selection, "bat", "pk"),
    )


def _by_type(figures: Figures, selection: Selection) -> Chart:
    return Chart(
        "grafiek-woningtype",
        "Woningen naar woningtype",
        "Een project met meer typen, of met een mix die nog niet vaststaat, telt bij elk daarvan mee voor "
        "nul tot al zijn woningen.",
        "Woningtype",
        DWELLINGS,
        _rows(figures.legend.types, figures.types, selection, "woningtype"),
    )


def _by_level(figures: Figures, selection: Selection) -> Chart:
    return Chart(
        "grafiek-duurzaamheid",
        "Woningen naar duurzaamheid",
        "Een woning die tenminste een niveau krijgt, kan ook een hoger niveau krijgen.",
        "Duurzaamheid",
        DWELLINGS,
        _rows(figures.legend.levels, figures.levels, selection, "duurzaamheid"),
    )
