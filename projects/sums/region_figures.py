"""The other figures of a region, and beside those by rent class the share that projects may get."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby

from municipalities.figures.complete_periods import last_whole
from municipalities.models import Capping, Figure, Indicator, IndicatorClass, Limit, Region, RentLimits
from projects.models.legend import RentClass
from projects.models.querysets import ProjectQuerySet
from projects.sums.by_rent import rent_outcomes
from projects.sums.intervals import Interval, Outcomes
from wonen.dutch.numbers import PERCENT

ASCENDING = [*Limit.values, ""]  # the limits from low to high; without a limit is above all
CAPPING_OF_PAGES = Capping.LOW


@dataclass(frozen=True)
class Share:
    """The part that a rent class may get of a number of dwellings."""

    dwellings: Interval
    of: int

    @property
    def percent(self) -> str:
        """In whole percents, rounded outwards: the truth lies within."""
        least, most = 100 * self.dwellings.least // self.of, -(-100 * self.dwellings.most // self.of)
        return f"{Interval(least, most)}%"


@dataclass(frozen=True)
class FigureRow:
    figure: Figure
    share: Share | None
    basis: str


@dataclass(frozen=True)
class FigureTable:
    """The figures of one indicator, with what the source says about them."""

    indicator: Indicator
    rows: list[FigureRow]
    mark: str  # why the shares of projects do not simply compare; empty where they do

    @property
    def has_shares(self) -> bool:
        return any(row.share for row in self.rows)

    @property
    def has_classes(self) -> bool:
        return any(row.figure.indicator_class_id for row in self.rows)

    @property
    def has_basis(self) -> bool:
        return any(row.basis for row in self.rows)

    @property
    def notes(self) -> list[str]:
        return list(dict.fromkeys(row.figure.note for row in self.rows if row.figure.note))

    @property
    def sources(self) -> list[str]:
        found = (row.figure.source or self.indicator.source for row in self.rows)
        return list(dict.fromkeys(filter(None, found)))


def figures_of(region: Region, day: datetime.date) -> list[Figure]:
    """Return the figures of a region that are no task: of each the last whole period, as on the card.

    Which period is last is settled before the tasks are left out, so that both pages settle it alike.
    """
    known = Figure.objects.filter(region=region).known_on(day).last_periods(2).with_names().in_order()
    return [each for each in last_whole(known) if not each.indicator_class or not each.indicator_class.task]


def figure_tables(
    figures: Iterable[Figure], programme: ProjectQuerySet, dwellings: int, limits: RentLimits | None
) -> list[FigureTable]:
    """Return a table per indicator; beside rent classes stands what of so many dwellings may fall in them."""
    tables = [
        (indicator, list(rows)) for indicator, rows in groupby(figures, key=lambda each: each.indicator)
    ]
    shares = _shares([rows for _, rows in tables if _is_by_rent(rows)], programme, dwellings)
    return [_table(indicator, rows, shares, limits) for indicator, rows in tables]


def _is_by_rent(rows: list[Figure]) -> bool:
    classes = [each.indicator_class for each in rows]
    return rows[0].indicator.unit == PERCENT and any(each and each.upper_limit for each in classes)


def _table(
    indicator: Indicator, rows: list[Figure], shares: dict[int, Share], limits: RentLimits | None
) -> FigureTable:
    by_rent = _is_by_rent(rows)
    unnamed = "prijspeil niet genoemd" if by_rent else ""
    made = [FigureRow(each, _share_of(each, shares), each.basis or unnamed) for each in rows]
    marks = dict.fromkeys(basis_mark(each, limits) for each in rows) if by_rent else {}
    return FigureTable(indicator, made, " ".join(filter(None, marks)))


def _share_of(figure: Figure, shares: dict[int, Share]) -> Share | None:
    """Return what projects give the class; the projects of all corporations stand beside none of one."""
    return None if figure.corporation_id else shares.get(figure.indicator_class_id or 0)


def _shares(tables: list[list[Figure]], programme: ProjectQuerySet, dwellings: int) -> dict[int, Share]:
    """Return the share of each class, by its primary key; the same queries whatever the number of tables."""
    if not tables or not dwellings:
        return {}
    parts = IndicatorClass.objects.filter(
        indicator__in=[rows[0].indicator_id for rows in tables], role=IndicatorClass.Role.PART
    ).order_by("indicator", "order", "name")
    rent_classes = list(RentClass.objects.all())
    outcomes = Outcomes.together(rent_outcomes(programme).values())
    return {
        pk: Share(outcomes.of(pks), dwellings)
        for _, classes in groupby(parts, key=lambda each: each.indicator_id)
        for pk, pks in _classes_in(classes, rent_classes).items()
    }


def _classes_in(classes: Iterable[IndicatorClass], rent_classes: list[RentClass]) -> dict[int, list[int]]:
    """Lay the rent classes of projects in those of an indicator: each in the lowest that reaches as high."""
    ordered = sorted(classes, key=lambda each: ASCENDING.index(each.upper_limit))
    found: dict[int, list[int]] = {each.pk: [] for each in ordered}
    for rent_class in rent_classes:
        height = ASCENDING.index(rent_class.upper_limit)
        fitting = (each for each in ordered if ASCENDING.index(each.upper_limit) >= height)
        if holder := next(fitting, None):
            found[holder.pk].append(rent_class.pk)
    return found


def basis_mark(figure: Figure, limits: RentLimits | None) -> str:
    """Say why a figure by rent class does not simply compare with projects; empty where it does."""
    if figure.price_level is None:
        return "De bron noemt geen prijspeil: de klassen zijn niet zonder meer te vergelijken."
    if limits is None:
        return "Van de projecten is het prijspeil nog niet bekend: vergelijk de klassen niet zonder meer."
    if figure.price_level != limits.valid_from.year:
        return (
            f"Een ander prijspeil: het cijfer {figure.price_level}, de projecten {limits.valid_from.year}. "
            "Vergelijk de klassen niet zonder meer."
        )
    if figure.capping != CAPPING_OF_PAGES:
        return "Een andere of niet genoemde aftoppingsgrens: vergelijk de klassen niet zonder meer."
    return ""
