"""A whole sheet of the gemeentekaart: what came back with the form, held against what stands there now."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.db.models import Q
from django.http import QueryDict

from municipalities.figures.consistency import NotAddingUp
from municipalities.figures.grid.forms import BasisForm, OriginForm, RowForm
from municipalities.figures.grid.rows import Area, Basis, Cells, Row, Section, on_card, one_newline, sections
from municipalities.models import Figure
from wonen.office.three_way import Whose, came_back, whose

WRITTEN = (
    "starts_on",
    "ends_on",
    "value",
    "status",
    "note",
    "internal_note",
    "reference_date",
    "price_level",
    "capping",
)
TWICE = "Dit cijfer is er al voor dit gebied en deze periode, hier of op de kaart van een ander jaar."
Identity = tuple[object, ...]


@dataclass
class Saved:
    """The figures that a save wrote."""

    new: list[Figure]
    changed: list[Figure]

    def __str__(self) -> str:
        return f"{len(self.new)} nieuw, {len(self.changed)} gewijzigd"


class Sheet:
    """The sheet of an area and a year, with what was typed on it if that came with the request."""

    def __init__(self, area: Area, year: int, data: QueryDict | None = None, *, lock: bool = False) -> None:
        self.area, self.year = area, year
        self.origin = OriginForm(year, data)
        self.sections = sections(area, year, lock=lock)
        self.forms: dict[str, RowForm] = {}
        self.bases: dict[int, BasisForm] = {}
        posted = Posted(data) if data is not None else None
        for section in self.sections:
            if section.has_basis:
                self.bases[section.indicator.pk] = (
                    posted.basis_form(section) if posted else BasisForm(section)
                )
            names = {row.name for row in section.rows}
            for row in section.rows:
                self.forms[row.name] = posted.row_form(row, names) if posted else RowForm(row)
        self.wrong: list[NotAddingUp] = []
        self.why = ""  # it could not be saved, whatever was typed

    @property
    def touched(self) -> list[RowForm]:
        return [form for form in self.forms.values() if form.is_bound]

    def is_valid(self) -> bool:
        """Read every cell, also after the first wrong one: all sentences are given at once."""
        right = [self.origin.is_valid(), *(form.is_valid() for form in self.bases.values() if form.is_bound)]
        for form in self.touched:
            form.day = self.origin.cleaned_data.get("peildatum")
            right.append(form.is_valid())
        right.append(self._has_no_doubles())
        return all(right)

    @property
    def mistakes(self) -> int:
        every = (self.origin, *self.bases.values(), *self.forms.values())
        return sum(len(form.errors) for form in every if form.is_bound)

    def check(self) -> None:
        """Find out what does not add up, as the figures are in the database now."""
        self.wrong = on_card(self.area, self.year).not_adding_up()

    def save(self) -> Saved:
        """Write what was typed, in at most two statements."""
        for form in self.touched:
            self._complete(form)
        typed = [(form.figure, form.row) for form in self.touched if form.figure]
        new = [figure for figure, _row in typed if figure.pk is None]
        changed = [figure for figure, row in typed if _differs(figure, row)]
        changed += self._rebased()
        Figure.objects.bulk_create(new)
        Figure.objects.bulk_update(changed, WRITTEN)
        return Saved(new, changed)

    def _complete(self, form: RowForm) -> None:
        """Add what a row does not say itself: to a new figure all of that, to another a new price level."""
        figure, row = form.figure, form.row
        if figure is None:
            return
        basis = self.bases.get(row.indicator.pk)
        if basis and (basis.is_bound or figure.pk is None):
            figure.price_level, figure.capping = basis.values["price_level"], basis.values["capping"]
        if figure.pk is None:
            figure.indicator, figure.indicator_class = row.indicator, row.indicator_class
            figure.corporation, figure.source = row.corporation, self.origin.cleaned_data["bron"]
            figure.municipality, figure.region = self.area.municipality, self.area.region

    def _rebased(self) -> Iterator[Figure]:
        """Yield the figures of which only the price level was changed, above the rows."""
        for section in self.sections:
            basis = self.bases.get(section.indicator.pk)
            for row in section.rows if basis and basis.is_bound else ():
                if basis and row.figure and not self.forms[row.name].is_bound:
                    figure = row.figure
                    figure.price_level, figure.capping = basis.values["price_level"], basis.values["capping"]
                    yield figure

    def _has_no_doubles(self) -> bool:
        """Refuse what the unique constraints would refuse, beside its cell; one query for all rows."""
        typed = [form for form in self.touched if form.figure]
        periods = [form.figure.ends_on for form in typed if form.figure and form.figure.ends_on]
        days = [form.figure.reference_date for form in typed if form.figure and not form.figure.ends_on]
        taken = self.area.figures.filter(Q(ends_on__in=periods) | Q(ends_on=None, reference_date__in=days))
        replaced = {form.figure.pk for form in typed if form.figure}
        seen = {_identity(each, _combination(each)) for each in taken if each.pk not in replaced}
        for form in typed:
            identity = _identity(form.figure, form.row.combination) if form.figure else ()
            if identity in seen:
                form.add_error("period", TWICE)
            seen.add(identity)
        return all(form.is_valid() for form in typed)


class Posted:
    """What came back with the form. A row that nobody typed in counts for nothing: it shows what is there."""

    def __init__(self, data: QueryDict) -> None:
        self.data = data
        self.rows: dict[str, list[str]] = {}
        for key in data:
            if key.endswith("-was") and not key.startswith("basis-"):
                name = key.removesuffix("-was")
                self.rows.setdefault(name.rpartition("-")[0], []).append(name)

    def row_form(self, row: Row, current: set[str]) -> RowForm:
        """Return the form of a row, bound if it was typed in.

        When another added or removed the figure meanwhile, what was typed stands under a former name.
        """
        name = row.name if row.name in self.rows.get(row.place, ()) else self._former_name(row, current)
        if not name:
            return RowForm(row)
        typed, was = self._typed(name), self._was(name)
        if typed in (was, row.cells) or (name.endswith("-0") and self._is_nothing(typed)):
            return RowForm(row)
        is_same_place = row.figure is None and name == row.name
        is_conflict = whose(was, row.cells, typed) is Whose.BOTH and not is_same_place
        return RowForm(row, typed, conflict=is_conflict)

    def _former_name(self, row: Row, current: set[str]) -> str:
        gone = [name for name in self.rows.get(row.place, ()) if name not in current]
        return next((name for name in gone if self._typed(name) != self._was(name)), "")

    def basis_form(self, section: Section) -> BasisForm:
        typed = Basis(*(self._text(section.name, field) for field in Basis._fields))
        was = self._before(section.name)
        if f"{section.name}-was" not in self.data or list(typed) in (was, list(section.basis)):
            return BasisForm(section)
        conflict = whose(was, list(section.basis), list(typed)) is Whose.BOTH
        return BasisForm(section, typed, conflict=conflict)

    def _typed(self, name: str) -> Cells:
        return Cells(*(self._text(name, field) for field in Cells._fields))

    def _was(self, name: str) -> Cells | None:
        before = self._before(name)
        return Cells(*before) if len(before) == len(Cells._fields) else None

    @staticmethod
    def _is_nothing(typed: Cells) -> bool:
        """Say whether of a new row only the proposed period was taken away."""
        return typed == Cells()

    def _text(self, name: str, field: str) -> str:
        return one_newline(self.data.get(f"{name}-{field}", ""))

    def _before(self, name: str) -> list[str]:
        before = came_back(self.data.get(f"{name}-was", ""))
        return before if isinstance(before, list) and all(isinstance(each, str) for each in before) else []


def _differs(figure: Figure, row: Row) -> bool:
    """Say whether a figure that was there is another now: '1,20' for '1,2' is no change."""
    return figure.pk is not None and any(
        getattr(figure, name) != getattr(row.figure, name) for name in WRITTEN
    )


def _combination(figure: Figure) -> Identity:
    return figure.indicator_id, figure.indicator_class_id, figure.corporation_id


def _identity(figure: Figure, combination: Identity) -> Identity:
    moment = (
        (figure.starts_on, figure.ends_on) if figure.ends_on else (None, figure.reference_date, "peildatum")
    )
    return (*combination, *moment)
