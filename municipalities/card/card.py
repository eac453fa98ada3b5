"""The gemeentekaart: what is known of a municipality on a day, per theme, beside its region and the whole.

Everything on it follows from the rows of indicators and figures; a new indicator needs no code.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Hashable, Iterable
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import groupby
from typing import TypeVar

from municipalities.card.charts import Chart, columns, shares
from municipalities.card.rent_bands import RentBand, rent_bands
from municipalities.figures.complete_periods import whole_periods
from municipalities.figures.trend import Change, change
from municipalities.models import (
    Capping,
    Corporation,
    Figure,
    Indicator,
    IndicatorClass,
    Municipality,
    Region,
    RentLimits,
    Theme,
)
from wonen.dutch.periods import print_date

PERIODS = 8
MIXED = "verschillende prijspeilen"
Key = TypeVar("Key", bound=Hashable)
Area = tuple[str, list[Figure]]


@dataclass(frozen=True)
class Column:
    """A column of a block: an area, a period or a corporation, and on which basis its figures stand."""

    label: str
    period: str = ""
    basis: str = ""


@dataclass
class Row:
    """A row of a block: an area or a class, with a figure or nothing per column."""

    label: str
    cells: list[Figure | None]
    change: Change | None = None
    band: RentBand[IndicatorClass] | None = None
    indicator_class: IndicatorClass | None = None
    bar: int | None = None  # percent of the longest bar of the block

    @property
    def role(self) -> str:
        """Whether the class is a part, the total, or stands beside it; empty for an area."""
        return self.indicator_class.role if self.indicator_class else ""


@dataclass
class Block:
    """An indicator on the card: of the municipality, or else of its region or the whole corporation."""

    indicator: Indicator
    number: int
    area: str  # what the first column, or the whole table, is about
    columns: list[Column] = field(default_factory=list)
    rows: list[Row] = field(default_factory=list)
    chart: Chart | None = None
    figures: list[Figure] = field(default_factory=list)
    unreadable: list[Row] = field(default_factory=list)
    incomplete: str = ""  # the period that is not shown yet, because it is only half entered

    @property
    def main(self) -> Figure | None:
        return self.rows[0].cells[0]

    @property
    def beside(self) -> list[tuple[Column, Figure | None]]:
        """What stands beside the main figure: the same of the other areas."""
        return list(zip(self.columns, self.rows[0].cells, strict=True))[1:]

    @property
    def has_bars(self) -> bool:
        return any(row.bar is not None for row in self.rows)

    @property
    def last_change(self) -> Change | None:
        """The change of a block without classes: the last step of its first area."""
        return self.rows[-1].change

    @property
    def shared(self) -> Column | None:
        """The period and basis that all columns have in common, to be said once; None where they differ."""
        first = self.columns[0]
        same = {(each.period, each.basis) for each in self.columns} == {(first.period, first.basis)}
        return first if same else None

    @property
    def has_bases(self) -> bool:
        return any(column.basis for column in self.columns)

    @property
    def has_one_area(self) -> bool:
        return len(self.columns) == 1

    @property
    def has_class_changes(self) -> bool:
        return self.indicator.has_classes and any(row.change for row in self.rows)

    @property
    def sources(self) -> list[str]:
        """Where the figures come from, each source once, with its reference date where that is given."""
        found = {
            (figure.source or figure.indicator.source, figure.reference_date): None for figure in self.figures
        }
        return [
            f"{source or 'niet genoemd'}, peildatum {print_date(day)}" if day else source or "niet genoemd"
            for source, day in found
        ]

    @property
    def remarks(self) -> list[str]:
        return list({figure.note: None for figure in self.figures if figure.note})

    @property
    def lacks_period(self) -> bool:
        return any(figure.ends_on is None for figure in self.figures)


@dataclass(frozen=True)
class Card:
    """The card of one municipality on one day."""

    municipality: Municipality
    day: datetime.date
    themes: list[tuple[Theme, list[Block]]]
    has_own: bool

    @property
    def bases(self) -> list[str]:
        """The bases of the rent classes on the card, in words."""
        return sorted({figure.basis for block in self.blocks for figure in block.figures if figure.basis})

    @property
    def blocks(self) -> list[Block]:
        return [block for _, blocks in self.themes for block in blocks]


def card_of(municipality: Municipality, day: datetime.date) -> Card:
    """Make the card in two queries, however many indicators and years there are."""
    known = (
        Figure.objects.on_card_of(municipality).known_on(day).last_periods(PERIODS).with_names().in_order()
    )
    figures = list(known)
    limits = RentLimits.objects.by_price_level()
    blocks = [
        _block(number, list(group), municipality, limits)
        for number, (_, group) in enumerate(groupby(figures, lambda figure: figure.indicator), start=1)
    ]
    themes = [(theme, list(group)) for theme, group in groupby(blocks, lambda block: block.indicator.theme)]
    return Card(municipality, day, themes, any(figure.municipality_id for figure in figures))


def _block(
    number: int, figures: list[Figure], municipality: Municipality, limits: dict[int, RentLimits]
) -> Block:
    indicator = figures[0].indicator
    make = {
        Indicator.Kind.SINGLE: _single,
        Indicator.Kind.SERIES: _series,
        Indicator.Kind.DISTRIBUTION: _distribution,
        Indicator.Kind.TABLE: _table,
    }[Indicator.Kind(indicator.kind)]
    areas = _areas(figures, municipality)
    block = Block(indicator, number, area=areas[0][0])
    make(block, areas)
    block.figures = [cell for row in block.rows for cell in row.cells if cell]
    _lay_bands(block, limits)
    _set_unreadable_apart(block)
    return block


def _areas(figures: list[Figure], municipality: Municipality) -> list[Area]:
    """Part the figures by area: the municipality, the nearest region that has any, the whole corporation."""
    groups = _grouped(figures, lambda figure: (figure.municipality_id, figure.region_id))
    region: Region | None = municipality.region
    if region and (None, region.pk) not in groups:
        region = region.parent
    wanted = [
        (municipality.name, (municipality.pk, None)),
        (f"Regio {region}", (None, region.pk if region else 0)),
        ("Corporatiebreed", (None, None)),
    ]
    return [(label, groups[key]) for label, key in wanted if key in groups]


def _grouped(figures: Iterable[Figure], key: Callable[[Figure], Key]) -> dict[Key, list[Figure]]:
    groups: dict[Key, list[Figure]] = {}
    for figure in figures:
        groups.setdefault(key(figure), []).append(figure)
    return groups


def _column(label: str, figures: list[Figure]) -> Column:
    """Return the column of figures of one period, which may be given in different price levels."""
    bases = {figure.basis for figure in figures}
    return Column(label, str(figures[0].period), figures[0].basis if len(bases) == 1 else MIXED)


def _single(block: Block, areas: list[Area]) -> None:
    """The latest figure of each area; the change of the first."""
    latest = [(label, figures[-1]) for label, figures in areas]
    label, figures = areas[0]
    step = change(figures[-1], figures[-2]) if len(figures) > 1 else None
    block.columns = [_column(name, [figure]) for name, figure in latest]
    block.rows = [Row(label, [figure for _, figure in latest], step)]


def _series(block: Block, areas: list[Area]) -> None:
    """A row per period, a column per area; the first area is drawn, with its change from row to row."""
    found = [{figure.moment: figure for figure in figures} for _, figures in areas]
    own = sorted(found[0])[-PERIODS:]
    later = {each for area in found[1:] for each in area if each > own[-1]}
    block.columns = [Column(label) for label, _ in areas]
    has_bases = len({figure.basis for area in found for figure in area.values()}) > 1
    former: Figure | None = None
    for each in [*own, *sorted(later)]:
        cells = [area.get(each) for area in found]
        step = change(cells[0], former) if cells[0] else None
        words = [each[-1] or "niet genoemd", *({cell.basis for cell in cells if cell} if has_bases else ())]
        block.rows.append(Row(", ".join(filter(None, words)), cells, step))
        former = cells[0] or former
    values = _drawable([row.cells[0] for row in block.rows])
    if values and len(values) > 1 and any(values):
        block.chart = columns(values)


def _distribution(block: Block, areas: list[Area]) -> None:
    """A row per class, a column per area; bars only where every part of the first is certain."""
    latest = [(label, *_last_two(block, figures)) for label, figures in areas]
    block.columns = [_column(label, group) for label, group, _ in latest]
    block.rows = _class_rows([group for _, group, _ in latest], latest[0][2])
    parts = [row for row in block.rows if row.role == IndicatorClass.Role.PART]
    values = _drawable([row.cells[0] for row in parts])
    if values and min(values) < 0:
        values = None
    for row, length in zip(parts, shares(values) if values else [], strict=bool(values)):
        row.bar = length


def _table(block: Block, areas: list[Area]) -> None:
    """A row per class, a column per corporation and for all together, then the same of the other areas."""
    groups: list[tuple[str, list[Figure]]] = []
    former: list[Figure] = []
    for place, (label, figures) in enumerate(areas):
        latest, before = _last_two(block, figures)
        several = {figure.corporation_id for figure in latest} != {None}
        by_corporation = _grouped(latest, lambda figure: figure.corporation)
        for corporation, group in sorted(by_corporation.items(), key=_own_first):
            name = str(corporation or "Totaal") if several else label
            groups.append((name if place == 0 else f"{label}: {name}", group))
        if place == 0:
            first = groups[0][1][0].corporation_id
            former = [figure for figure in before if figure.corporation_id == first]
    block.columns = [_column(name, group) for name, group in groups]
    block.rows = _class_rows([group for _, group in groups], former)


def _own_first(entry: tuple[Corporation | None, list[Figure]]) -> tuple[bool, bool, str]:
    """Sort the corporation itself before its connected companies, and all together last."""
    corporation = entry[0]
    if corporation is None:
        return (True, True, "")
    return (False, corporation.parent_id is not None, corporation.name)


def _last_two(block: Block, figures: list[Figure]) -> tuple[list[Figure], list[Figure]]:
    """Return the figures of the last whole period, and those of the period before it."""
    groups, left_out = whole_periods(figures)
    block.incomplete = block.incomplete or left_out
    return groups[-1], groups[-2] if len(groups) > 1 else []


def _class_rows(groups: list[list[Figure]], former: list[Figure]) -> list[Row]:
    """Return a row per class that occurs, with a cell per group and the change of the first group."""
    before = {figure.indicator_class: figure for figure in former}
    found = [{figure.indicator_class: figure for figure in group} for group in groups]
    classes = {each for group in found for each in group if each}
    rows = []
    for each in sorted(classes, key=lambda entry: (entry.order, entry.name)):
        cells = [group.get(each) for group in found]
        step = change(cells[0], before.get(each)) if cells[0] else None
        rows.append(Row(each.name, cells, step, indicator_class=each))
    return rows


def _drawable(cells: list[Figure | None]) -> list[Decimal] | None:
    """Return the values, or None if they make no whole picture: all there, certain, on one basis.

    A bar of three years stands not beside a bar of one, nor one price level beside another.
    """
    drawn = [cell for cell in cells if cell and cell.is_certain and cell.value is not None]
    alike = {(cell.basis, cell.period.shape) for cell in drawn}
    values = [cell.value for cell in drawn if cell.value is not None]
    return values if len(values) == len(cells) and len(alike) == 1 else None


def _set_unreadable_apart(block: Block) -> None:
    """Name the classes that the source does not let us read in one line, instead of a row each."""
    if block.indicator.has_classes:
        block.unreadable = [
            row for row in block.rows if all(cell and cell.value is None for cell in row.cells)
        ]
        block.rows = [row for row in block.rows if row not in block.unreadable]


def _lay_bands(block: Block, limits: dict[int, RentLimits]) -> None:
    """Lay the classes of the first column on the rent limits of its price level, if they share one."""
    rows = [row for row in block.rows if row.indicator_class]
    classes = {row.indicator_class: row.indicator_class.upper_limit for row in rows if row.indicator_class}
    first = [row.cells[0] for row in rows if row.cells[0]]
    if not any(classes.values()) or len({figure.basis for figure in first}) != 1 or not first[0].capping:
        return
    if found := limits.get(first[0].price_level or 0):
        bands = {band.rent_class.pk: band for band in rent_bands(classes, found, Capping(first[0].capping))}
        for row in rows:
            row.band = bands.get(row.indicator_class.pk) if row.indicator_class else None
