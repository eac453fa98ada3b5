"""Holds the rows of a spreadsheet against the figures that are known, and writes what differs."""

import datetime
from collections.abc import Iterable, Iterator
from typing import Any

from django.db import transaction
from django.db.models import Q

from municipalities.access.editable import NOT_YOURS, User, editable_by, writes_everywhere
from municipalities.figures.entry import Lock, lock_figures
from municipalities.figures.spreadsheet.codes import Codes
from municipalities.figures.spreadsheet.columns import FIGURES, Header, is_exported_before
from municipalities.figures.spreadsheet.row_parser import RULES, Draft, Key, Reader
from municipalities.models.figures import Figure
from wonen.dutch.numbers import expected
from wonen.spreadsheets.tables import Row
from wonen.spreadsheets.text import plain
from wonen.spreadsheets.upload.comparison import Comparison
from wonen.spreadsheets.upload.import_result import Differences, Outcome
from wonen.spreadsheets.upload.notes import OTHER_INSIDE, is_guessed_inside

NO_TABLE = (
    "Er is geen kopregel gevonden. Verwacht: een rij met de namen van de kolommen, zoals in het sjabloon: "
    "Kengetalcode, Klassecode, Gebiedscode, Corporatie, Periode en Waarde."
)
CHANGING = ("value", "status", "reference_date", "price_level", "capping", "source", "note", "internal_note")
DOUBTFUL = {Figure.Status.DERIVED, Figure.Status.UNREADABLE}


def preview(content: bytes, name: str, user: User, note_means: str = "") -> Outcome:
    """Return what the file would do for this user; nothing changes."""
    return FigureComparison(content, name, user, note_means).run()


class FigureComparison(Comparison[Draft]):
    """One run through a file of figures."""

    layout, no_table = FIGURES, NO_TABLE

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.own: set[int | None] = set(editable_by(self.user).values_list("pk", flat=True))
        self.own |= {None} if writes_everywhere(self.user) else set()
        self.codes = Codes()
        self.seen: dict[Key, tuple[str, int]] = {}

    @classmethod
    def hold(cls) -> None:
        lock_figures(Lock.ALONE)

    def begin(self, row: Row) -> None:
        """Tell what becomes of remarks in columns of which the public may have been meant."""
        if not is_exported_before(row.columns):
            self.outcome.keeps_inside |= is_guessed_inside(row.names.values())

    def read(self, row: Row) -> Draft | None:
        if is_exported_before(row.columns):
            self.outcome.asks_note |= not row.cells[Header.REMARK].is_empty
            self.outcome.awaits_note = self.outcome.asks_note and not self.note_means
        reader = Reader(row, self.codes, self.note_means)
        draft = reader.draft()
        self.outcome.refuse(*reader.problems)
        return draft if draft and self.is_first(draft) else None

    def is_first(self, draft: Draft) -> bool:
        """Refuse a figure that the file holds already."""
        key = draft.key
        if draft.period.ends_on is None and draft.values.get("reference_date") is None:
            return True  # not a figure yet
        place = (draft.row.sheet, draft.row.number)
        sheet, number = self.seen.setdefault(key, place)
        if (sheet, number) == place:
            return True
        where = f"rij {number}" + (f" van blad '{sheet}'" if sheet else "")
        sentence = (
            f"Dit cijfer staat er al, in {where}: hetzelfde kengetal, gebied, periode, klasse en corporatie."
        )
        self.outcome.refuse(draft.row.problem(Header.INDICATOR_CODE, sentence))
        return False

    def compare(self, chunk: list[Draft]) -> None:
        known = known_figures(chunk)
        new: list[Figure] = []
        changed: list[Figure] = []
        for draft in chunk:
            figure = known.get(draft.key)
            if draft.is_blank:
                self.outcome.add("kept" if figure else "empty", draft)
            elif figure is None:
                self.add_new(draft, new)
            else:
                self.change(draft, figure, changed)
        if self.write and not self.outcome.wrong:
            save(new, changed)

    def add_new(self, draft: Draft, new: list[Figure]) -> None:
        figure = Figure(
            indicator=draft.indicator,
            indicator_class=draft.indicator_class,
            municipality_id=draft.area.municipality_id,
            region_id=draft.area.region_id,
            corporation_id=draft.corporation_id,
            **draft.values,
        )
        figure.period = draft.period
        if self.holds(draft, figure, {"value": (None, figure.value)}):
            given = {name: (None, value) for name, value in draft.values.items()}
            self.outcome.add("new", draft, given)
            new.append(figure)

    def change(self, draft: Draft, figure: Figure, changed: list[Figure]) -> None:
        differences = {
            name: (getattr(figure, name), value)
            for name, value in draft.values.items()
            if not is_same(getattr(figure, name), value)
        }
        if is_exported_before(draft.row.columns) and "internal_note" in differences:
            if is_same(figure.note, draft.values["internal_note"]):
                del differences["internal_note"]  # it was exported, not typed
            elif figure.internal_note:
                self.outcome.refuse(draft.row.problem(Header.REMARK, OTHER_INSIDE))
                return
        if not differences:
            self.outcome.add("unchanged", draft)
            return
        for name, (_, value) in differences.items():
            setattr(figure, name, value)
        if self.holds(draft, figure, differences):
            self.outcome.add("changed", draft, differences)
            changed.append(figure)

    def holds(self, draft: Draft, figure: Figure, differences: Differences) -> bool:
        """Refuse what the rules of a figure refuse, with the same sentences and the place in the file."""
        problems = [draft.row.problem(header, RULES[rule]) for rule, header in broken_rules(figure)]
        indicator, value = draft.indicator, figure.value
        if value is not None and "value" in differences and value != round(value, indicator.decimals):
            sentence = expected(indicator.unit, indicator.decimals)
            problems.append(draft.row.problem(Header.VALUE, sentence))
        if figure.municipality_id not in self.own:
            problems.append(draft.row.problem(Header.AREA_CODE, NOT_YOURS))
        self.outcome.refuse(*problems)
        return not problems


def broken_rules(figure: Figure) -> Iterator[tuple[str, Header]]:
    """Yield the constraints of one figure that it breaks, and the column where that shows."""
    if figure.ends_on is None and figure.reference_date is None:
        yield "figure_dated", Header.PERIOD
    if (figure.value is None) != (figure.status == Figure.Status.UNREADABLE):
        yield "figure_value_or_unreadable", Header.VALUE
    if figure.status in DOUBTFUL and not figure.note:
        yield "figure_doubt_explained", Header.NOTE
    if figure.capping and figure.price_level is None:
        yield "figure_capping_of_price_level", Header.CAPPING


def is_same(old: Any, new: Any) -> bool:
    """Return whether a cell says what is known; a spreadsheet keeps no ends of line or spaces around."""
    return plain(old) == new if isinstance(old, str) and isinstance(new, str) else bool(old == new)


def known_figures(chunk: Iterable[Draft]) -> dict[Key, Figure]:
    """Return the figures that the rows are about, in one query. It may find more; those are let go."""
    wanted = {draft.key for draft in chunk}
    indicators, _, municipalities, regions, _, periods, dates = (
        set(each) for each in zip(*wanted, strict=True)
    )
    found = Figure.objects.filter(
        Q(municipality__in=municipalities - {None})
        | Q(municipality=None, region=None)
        | Q(region__in=regions - {None}),
        Q(ends_on__in={each.ends_on for each in periods} - {None})
        | Q(ends_on=None, reference_date__in=dates - {None}),
        indicator__in=indicators,
    )
    with transaction.atomic():  # else all that was found would be in memory at once
        known = ((key_of(figure), figure) for figure in found.iterator())
        return {key: figure for key, figure in known if key in wanted}


def key_of(figure: Figure) -> Key:
    dated: datetime.date | None = figure.reference_date if figure.ends_on is None else None
    return (
        figure.indicator_id,
        figure.indicator_class_id,
        figure.municipality_id,
        figure.region_id,
        figure.corporation_id,
        figure.period,
        dated,
    )


def save(new: list[Figure], changed: list[Figure]) -> None:
    Figure.objects.bulk_create(new)
    Figure.objects.bulk_create(
        changed, update_conflicts=True, unique_fields=["id"], update_fields=list(CHANGING)
    )
