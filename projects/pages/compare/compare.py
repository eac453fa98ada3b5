"""Municipalities side by side: the last known figure of each on every indicator, and on which basis."""

import datetime
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from django.db.models import Q

from municipalities.figures.comparability import differences, in_words, shared_basis, to_tell_apart, warning
from municipalities.figures.complete_periods import last_whole
from municipalities.models import Corporation, Figure, Indicator, IndicatorClass, Municipality

# A column of the table; None is the whole corporation.
Column = Municipality | None


@dataclass(frozen=True)
class Cell:
    """One figure of a row, with what sets it apart from the others and the number of its note."""

    column: Column
    figure: Figure | None
    basis: str = ""
    note: int | None = None


@dataclass(frozen=True)
class Row:
    """One indicator, or one class of it, in every column."""

    indicator_class: IndicatorClass | None
    corporation: Corporation | None
    cells: list[Cell]
    warning: str
    basis: str


@dataclass(frozen=True)
class Block:
    """The rows of an indicator; ``basis`` is what all of its figures have in common."""

    indicator: Indicator
    rows: list[Row]
    basis: str


@dataclass
class Comparison:
    """The figures of the chosen municipalities on the chosen indicators."""

    columns: list[Column]
    figures: list[Figure]
    notes: dict[str, int] = field(default_factory=dict)

    def blocks(self, indicators: Iterable[Indicator]) -> list[Block]:
        return [self._block(indicator) for indicator in indicators]

    @property
    def sources(self) -> list[str]:
        """Where the figures come from, each source once, in the order of the figures."""
        given = (each.source or each.indicator.source or "niet genoemd" for each in self.figures)
        return list(dict.fromkeys(given))

    def _block(self, indicator: Indicator) -> Block:
        figures = [each for each in self.figures if each.indicator_id == indicator.pk]
        classes: list[IndicatorClass | None] = list(indicator.classes.all()) if figures else []
        is_uniform = not set(to_tell_apart(figures)) - {"status"}
        rows = [
            row for each in classes or [None] for row in self._rows(each, figures, with_basis=not is_uniform)
        ]
        return Block(indicator, rows, shared_basis(figures) if is_uniform else "")

    def _rows(
        self, indicator_class: IndicatorClass | None, figures: list[Figure], *, with_basis: bool
    ) -> Iterator[Row]:
        of_class = [each for each in figures if each.indicator_class == indicator_class]
        for corporation in corporations_shown(of_class):
            shown = {each.municipality_id: each for each in of_class if each.corporation == corporation}
            names = to_tell_apart(shown.values())
            yield Row(
                indicator_class,
                corporation,
                [
                    self._cell(column, shown.get(column.pk if column else None), names)
                    for column in self.columns
                ],
                warning(differences(shown.values())),
                shared_basis(shown.values()) if with_basis else "",
            )

    def _cell(self, column: Column, figure: Figure | None, names: list[str]) -> Cell:
        if figure is None:
            return Cell(column, None)
        note = self.notes.setdefault(figure.note, len(self.notes) + 1) if figure.note else None
        return Cell(column, figure, in_words(figure, names), note)


def corporations_shown(figures: list[Figure]) -> list[Corporation | None]:
    """Return the rows of a class: all corporations together (None); each apart where that is not given.

    What corporations have together is never added up here: the source may count otherwise.
    """
    together = {each.municipality_id for each in figures if each.corporation is None}
    apart = {each.corporation for each in figures if each.municipality_id not in together}
    named = sorted((each for each in apart if each), key=lambda each: each.code)
    return [*([None] if together or not named else []), *named]


def comparison(
    municipalities: list[Municipality], indicators: list[Indicator], day: datetime.date
) -> Comparison:
    """Fetch the figures in one query; the corporation as a whole is a column where it has a value."""
    areas = Q(municipality__in=municipalities) | Q(municipality=None, region=None)
    known = Figure.objects.filter(areas, indicator__in=indicators).known_on(day).last_periods(2)
    figures = list(last_whole(known.with_names().in_order()))
    has_whole = any(each.municipality is None and each.value is not None for each in figures)
    if not has_whole:
        figures = [each for each in figures if each.municipality]
    return Comparison([*municipalities, *([None] if has_whole else [])], figures)
