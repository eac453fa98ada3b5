"""Which periods of an indicator are entered whole: a half-entered one may not push out the former."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby
from operator import attrgetter

from municipalities.models.figures import Figure


def whole_periods(figures: Iterable[Figure]) -> tuple[list[list[Figure]], str]:
    """Return the figures of one indicator and area per period, and the name of a last one left out.

    The last period is left out as long as it lacks a class or corporation that the one before it has:
    who is halfway entering a year would else see the figures of the year before disappear.
    """
    ordered = sorted(figures, key=attrgetter("moment"))
    groups = [list(group) for _, group in groupby(ordered, attrgetter("moment"))]
    if len(groups) > 1 and not _places(groups[-2]) <= _places(groups[-1]):
        return groups[:-1], str(groups[-1][0].period) or "Een later cijfer"
    return groups, ""


def last_whole(figures: Iterable[Figure]) -> Iterator[Figure]:
    """Yield the figures of the last whole period of every indicator and area, in the order given."""
    every = list(figures)
    areas: dict[tuple[int | None, ...], list[Figure]] = {}
    for figure in every:
        key = (figure.indicator_id, figure.municipality_id, figure.region_id)
        areas.setdefault(key, []).append(figure)
    kept = {figure.pk for area in areas.values() for figure in whole_periods(area)[0][-1]}
    return (figure for figure in every if figure.pk in kept)


def _places(figures: list[Figure]) -> set[tuple[int | None, int | None]]:
    return {(figure.indicator_class_id, figure.corporation_id) for figure in figures}
