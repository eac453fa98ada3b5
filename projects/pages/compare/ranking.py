"""All municipalities on one indicator: in order of their last known figure, counted by the database."""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Count, F, Q, Window
from django.db.models.functions import Rank

from municipalities.figures.comparability import (
    AGAINST_THE_REST,
    differences,
    in_words,
    most_common,
    shared_basis,
    warning,
)
from municipalities.models import Figure, Indicator, IndicatorClass, Municipality
from municipalities.models.figures import FigureQuerySet


@dataclass(frozen=True)
class Bar:
    """A bar from zero, in hundredths of the width, written for SVG."""

    x: str
    width: str


@dataclass(frozen=True)
class Place:
    """A municipality in the ranking; ``warning`` says in what its figure differs from most others.

    Such a figure stands where its value would be, but without a number: it is not held against the others.
    """

    number: int | None
    figure: Figure
    warning: str
    basis: str
    bar: Bar | None


@dataclass(frozen=True)
class Ranking:
    places: list[Place]
    basis: str
    unreadable: list[Figure]
    without: list[Municipality]

    @property
    def marked(self) -> int:
        return sum(bool(place.warning) for place in self.places)


def is_lowest_first(indicator: Indicator) -> bool:
    return indicator.good_direction == Indicator.Direction.LOWER


def rankable(
    figures: FigureQuerySet, day: datetime.date, classes: Iterable[IndicatorClass | None]
) -> FigureQuerySet:
    """Return the last known figure of each municipality per indicator, of these classes (None: of no class).

    What has no place in a ranking is left out before the last period is looked for: a period of which only
    another class or one corporation is known does not hide the period before it.
    """
    of_classes = Q(indicator_class=None) | Q(indicator_class__in=[each for each in classes if each])
    known = figures.filter(of_classes, municipality__isnull=False, corporation=None).known_on(day)
    # Kept apart from further conditions, that SQL would apply before the periods are counted.
    return Figure.objects.filter(pk__in=known.last_periods(1).values("pk"))


def places_per_indicator(day: datetime.date, classes: Iterable[IndicatorClass]) -> dict[int, int]:
    """Count the municipalities that the ranking of each indicator puts in order; of these classes."""
    readable = rankable(Figure.objects.all(), day, classes).filter(value__isnull=False).order_by()
    return dict(readable.values_list("indicator").annotate(Count("municipality", distinct=True)))


def ranked_figures(
    indicator: Indicator, indicator_class: IndicatorClass | None, day: datetime.date
) -> list[Figure]:
    """Return the last known figure of each municipality with its ``place``; equal values share one.

    Only figures of all corporations together are ranked; those that cannot be read come last.
    """
    value = F("value")
    order = value.asc(nulls_last=True) if is_lowest_first(indicator) else value.desc(nulls_last=True)
    rows = rankable(Figure.objects.filter(indicator=indicator), day, [indicator_class])
    placed = rows.annotate(place=Window(Rank(), order_by=order))
    return list(placed.with_names().order_by("place", "municipality__name"))


def ranking(indicator: Indicator, indicator_class: IndicatorClass | None, day: datetime.date) -> Ranking:
    figures = ranked_figures(indicator, indicator_class, day)
    readable = [each for each in figures if each.value is not None]
    usual = most_common(readable)
    return Ranking(
        _places(readable, usual),
        shared_basis([usual] if usual else []),
        [each for each in figures if each.value is None],
        list(Municipality.objects.exclude(pk__in=[each.municipality_id for each in figures])),
    )


def _places(figures: list[Figure], usual: Figure | None) -> list[Place]:
    unlike = {each.pk: differences([each, usual]) if usual else [] for each in figures}
    numbers = _numbers([each for each in figures if not unlike[each.pk]])
    bars = _bars([each for each in figures if each.is_certain and not unlike[each.pk]])
    return [
        Place(
            numbers.get(each.pk),
            each,
            warning(unlike[each.pk], AGAINST_THE_REST),
            in_words(each, unlike[each.pk]),
            bars.get(each.pk),
        )
        for each in figures
    ]


def _numbers(figures: list[Figure]) -> dict[int, int]:
    """Return the number of each figure among these, that stand in order; what shares a place shares it."""
    first: dict[int, int] = {}
    for number, each in enumerate(figures, 1):
        first.setdefault(each.place, number)  # type: ignore[attr-defined]
    return {each.pk: first[each.place] for each in figures}  # type: ignore[attr-defined]


def _bars(figures: list[Figure]) -> dict[int, Bar]:
    """Return a bar per figure on one scale, that always holds zero."""
    values = {each.pk: float(each.value) for each in figures if each.value is not None}
    low, high = min([0.0, *values.values()]), max([0.0, *values.values()])
    span = (high - low) or 1.0
    return {
        pk: Bar(f"{100 * (min(value, 0.0) - low) / span:.2f}", f"{100 * abs(value) / span:.2f}")
        for pk, value in values.items()
    }
