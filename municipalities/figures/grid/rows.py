"""The gemeentekaart of one area and one year as a sheet: a row for every figure that can stand on it."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple, Self

from django.urls import reverse

from municipalities.access.editable import User, editable_by, writes_everywhere
from municipalities.card.reference_years import proposed, years_on
from municipalities.figures.entry import Lock, lock_figures
from municipalities.models import Corporation, Figure, Indicator, IndicatorClass, Municipality, Region
from municipalities.models.figures import FigureQuerySet
from wonen.dutch.numbers import decimals_in, print_value
from wonen.dutch.periods import LAST_YEAR, Period
from wonen.dutch.single_line_text import lines

Combination = tuple[int | None, ...]
Place = tuple[IndicatorClass | None, Corporation | None]
Found = Mapping[Combination, Sequence[Figure | None]]
COMBINATION = ("indicator_id", "indicator_class_id", "corporation_id")
CORPORATION_WIDE = "corporatiebreed"


@dataclass(frozen=True)
class Area:
    """What a card is about: a municipality, a region, or without either the whole corporation."""

    municipality: Municipality | None = None
    region: Region | None = None

    @property
    def key(self) -> str:
        """How the area is named in an address."""
        if self.municipality:
            return self.municipality.code
        return f"regio:{self.region.slug}" if self.region else CORPORATION_WIDE

    @property
    def public_page(self) -> str:
        return self.municipality.get_absolute_url() if self.municipality else ""

    @property
    def figures(self) -> FigureQuerySet:
        return Figure.objects.filter(municipality=self.municipality, region=self.region)

    def __str__(self) -> str:
        return str(self.municipality or self.region or "Corporatiebreed")


def areas_of(user: User) -> dict[str, list[Area]]:
    """Return the areas whose figures the user may write, under headings."""
    municipalities = [Area(municipality=each) for each in editable_by(user)]
    working = [each for each in municipalities if each.municipality and each.municipality.in_working_area]
    found = {
        "Gemeenten in het werkgebied": working,
        "Andere gemeenten": [each for each in municipalities if each not in working],
    }
    if writes_everywhere(user):
        found |= {"Regio's": [Area(region=each) for each in Region.objects.all()], "Alles samen": [Area()]}
    return {heading: areas for heading, areas in found.items() if areas}


class Cells(NamedTuple):
    """What is written in a row."""

    period: str = ""
    value: str = ""
    status: str = str(Figure.Status.DEFINITIVE)
    note: str = ""
    internal_note: str = ""

    @classmethod
    def of(cls, figure: Figure) -> Self:
        notes = (one_newline(figure.note), one_newline(figure.internal_note))
        return cls(str(figure.period), plain(figure), figure.status, *notes)


class Basis(NamedTuple):
    """The price level in which the classes of an indicator are laid, as it is written."""

    price_level: str = ""
    capping: str = ""


def one_newline(text: str) -> str:
    """Browsers send each line end as two characters; that is no change."""
    return lines(text).strip()


def plain(figure: Figure) -> str:
    """Return the value as it is written in a cell: without its unit, with all its decimals."""
    if figure.value is None:
        return ""
    return print_value(figure.value, "", decimals_in(figure.value))


@dataclass
class Row:
    """One row: a figure that is there, or the place for one, with the figure before it."""

    indicator: Indicator
    indicator_class: IndicatorClass | None
    corporation: Corporation | None
    figure: Figure | None
    previous: Figure | None
    year: int

    def __post_init__(self) -> None:
        self.cells = Cells.of(self.figure) if self.figure else Cells(period=str(self.proposed))

    @property
    def proposed(self) -> Period:
        previous = self.previous
        return proposed(
            previous.period if previous else None, previous.known_since if previous else None, self.year
        )

    @property
    def combination(self) -> Combination:
        parts = (self.indicator_class, self.corporation)
        indicator_class, corporation = (part.pk if part else None for part in parts)
        return self.indicator.pk, indicator_class, corporation

    @property
    def place(self) -> str:
        """The combination as it begins the names of the fields of this row."""
        return "-".join(str(part or 0) for part in self.combination)

    @property
    def name(self) -> str:
        return f"{self.place}-{self.figure.pk if self.figure else 0}"

    @property
    def was(self) -> str:
        """What stands here now; it comes back with the form, so that a change by another is seen."""
        return json.dumps(self.cells)

    @property
    def corporation_label(self) -> str:
        if self.indicator.kind != Indicator.Kind.TABLE:
            return ""
        return str(self.corporation or "Alle corporaties samen")

    @property
    def label(self) -> str:
        names = (self.indicator, self.indicator_class or "", self.corporation_label)
        return ", ".join(filter(None, map(str, names)))

    @property
    def delete_url(self) -> str:
        return reverse("admin:municipalities_figure_delete", args=[self.figure.pk]) if self.figure else ""


@dataclass
class Section:
    """The rows of one indicator, with the price level that they share."""

    indicator: Indicator
    rows: list[Row]

    @property
    def name(self) -> str:
        return f"basis-{self.indicator.pk}"

    @property
    def has_basis(self) -> bool:
        return any(row.indicator_class and row.indicator_class.upper_limit for row in self.rows)

    @cached_property
    def basis(self) -> Basis:
        """The price level of the figures here, else the former one so many years later."""
        for row in self.rows:
            if row.figure:
                return Basis(str(row.figure.price_level or ""), row.figure.capping)
        for row in self.rows:
            if row.previous and row.previous.price_level:
                years = years_on(row.previous.known_since, row.year) or 0
                return Basis(str(min(row.previous.price_level + years, LAST_YEAR)), row.previous.capping)
        return Basis()

    @property
    def was(self) -> str:
        return json.dumps(self.basis)


def sections(area: Area, year: int, *, lock: bool = False) -> list[Section]:
    """Return the whole sheet in five queries; locked, its figures stay as they are until the save ends."""
    indicators = Indicator.objects.select_related("theme").prefetch_related("classes")
    corporations = [*Corporation.objects.all(), None]
    figures = on_card(area, year)
    if lock:
        lock_figures(Lock.BESIDE_OTHERS)
    now = _by_combination(figures.select_for_update(of=("self",)) if lock else figures)
    before = _by_combination(area.figures.before_card(year).with_names())
    return [Section(each, list(_rows(each, corporations, now, before, year))) for each in indicators]


def on_card(area: Area, year: int) -> FigureQuerySet:
    return area.figures.of_card(year).with_names().in_order()


def _rows(
    indicator: Indicator, corporations: Sequence[Corporation | None], now: Found, before: Found, year: int
) -> Iterator[Row]:
    for place in indicator.places(corporations):
        key = (indicator.pk, *(part.pk if part else None for part in place))
        previous = next(iter(before.get(key, ())), None)
        for figure in now.get(key, (None,)):
            yield Row(indicator, *place, figure, previous, year)


def _by_combination(figures: FigureQuerySet) -> Found:
    found: dict[Combination, list[Figure | None]] = {}
    for figure in figures:
        key = (figure.indicator_id, figure.indicator_class_id, figure.corporation_id)
        found.setdefault(key, []).append(figure)
    return found
