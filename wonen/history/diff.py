"""Reads what entries changed: of each row how it was and how it became."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

from django.db.models import OuterRef, QuerySet, Subquery

from wonen.history.tables import ADDED, CHANGED, FOUND, REMOVED, TABLES, Table, Values

VERBS = {ADDED: "toegevoegd", CHANGED: "gewijzigd", REMOVED: "verwijderd", FOUND: "al aanwezig"}


@dataclass(frozen=True)
class Change:
    """What became of one row. ``was`` is None for a row that was not there, ``now`` for one that is gone."""

    table: Table
    pk: Any
    was: Values | None
    now: Values | None
    entry: int = 0  # 0: it has not been done yet
    number: int = 0  # of its last event
    label: str = CHANGED
    is_known: bool = True  # False: how it was is no longer kept

    @property
    def verb(self) -> str:
        return VERBS[self.label]

    @property
    def values(self) -> Values:
        """The row as it is to be named: as it became, or as it was before it went."""
        return self.now or self.was or {}

    @property
    def owner_pk(self) -> Any:
        """The key of what the row is part of; of a row that is no part, its own."""
        owner = self.table.owner
        return self.values.get(f"{owner}_id") if owner else self.pk

    @property
    def nothing(self) -> bool:
        return self.is_known and self.was == self.now


def read(table: Table, events: QuerySet[Any]) -> list[Change]:
    """Return the changes that the events are, in their order: two queries."""
    former = table.log.filter(pgh_obj=OuterRef("pgh_obj"), pgh_id__lt=OuterRef("pgh_id"))
    before = Subquery(former.order_by("-pgh_id").values("pgh_id")[:1])
    rows = list(events.annotate(before=before).order_by("pgh_id").values())
    wanted = [row["before"] for row in rows if row["pgh_label"] == CHANGED and row["before"]]
    known = {row["pgh_id"]: row for row in table.log.filter(pk__in=wanted).values()} if wanted else {}
    return [_change(table, row, known.get(row["before"])) for row in rows]


def _change(table: Table, row: dict[str, Any], before: dict[str, Any] | None) -> Change:
    label, values = row["pgh_label"], table.values(row)
    was = values if label == REMOVED else table.values(before) if label == CHANGED and before else None
    now = None if label == REMOVED else values
    is_known = label != CHANGED or before is not None
    return Change(table, row["pgh_obj_id"], was, now, row["entry_id"], row["pgh_id"], label, is_known)


def changes_of(entry: int) -> list[Change]:
    """Return all that an entry changed, one change a row, in the order of the tables."""
    found: list[Change] = []
    for table in TABLES.values():
        found += net(read(table, table.log.filter(entry=entry)))
    return found


def some_changes(entry: int, tables: list[Table], first: int, most: int) -> tuple[list[Change], int]:
    """Return so many of the changes of an entry from that place on, and how many events it holds in all.

    A million rows may have been changed at once: only those that are shown are read.
    """
    found: list[Change] = []
    total = 0
    for table in tables:
        events = table.log.filter(entry=entry)
        here = events.count()
        start, end = max(first - total, 0), first + most - total
        if start < here and end > 0:
            keys = list(events.order_by("pgh_id").values_list("pk", flat=True)[start:end])
            found += net(read(table, table.log.filter(pk__in=keys)))
        total += here
    return found, total


def net(changes: Iterable[Change]) -> list[Change]:
    """Return one change for each row and entry: from how it was before all of them to how it became."""
    rows: dict[tuple[int, str, Any], Change] = {}
    for change in changes:
        key = (change.entry, change.table.name, change.pk)
        rows[key] = _joined(rows[key], change) if key in rows else change
    return [each for each in rows.values() if not each.nothing]


def _joined(first: Change, last: Change) -> Change:
    changed = REMOVED if last.now is None else CHANGED
    label = first.label if first.was is None and first.is_known else changed
    return replace(last, was=first.was, is_known=first.is_known, label=label)


def events_of_row(table: Table, pk: Any) -> list[Change]:
    """Return all that ever changed of a row and its parts, oldest first, by replaying it."""
    found = _replayed(table, table.log.filter(pgh_obj=pk))
    for part in table.parts:
        # A part may have been moved to another row: that event is needed to see it go.
        ever_here = part.log.filter(**{part.owner: pk}).values("pgh_obj")
        changes = _replayed(part, part.log.filter(pgh_obj__in=ever_here))
        found += [here for each in changes if (here := _here(each, pk))]
    return sorted(found, key=lambda change: change.number)


def _replayed(table: Table, events: QuerySet[Any]) -> list[Change]:
    last: dict[Any, dict[str, Any]] = {}
    found = []
    for row in events.order_by("pgh_id").values():
        found.append(_change(table, row, last.get(row["pgh_obj_id"])))
        last[row["pgh_obj_id"]] = row
    return found


def _here(change: Change, owner: Any) -> Change | None:
    """Return the change as seen from one owner: a part that moved away is gone, one that came is new."""
    column = f"{change.table.owner}_id"
    was = change.was if change.was and change.was[column] == owner else None
    now = change.now if change.now and change.now[column] == owner else None
    if was is None and now is None:
        return None
    label = change.label
    if label == CHANGED and change.is_known and (was is None or now is None):
        label = ADDED if was is None else REMOVED
    return replace(change, was=was, now=now, label=label)


def state_after(changes: Iterable[Change], entry_number: int) -> dict[str, dict[Any, Values]]:
    """Return the rows of each table as they were after the event of that number."""
    state: dict[str, dict[Any, Values]] = {}
    for change in changes:
        if change.number > entry_number:
            break
        rows = state.setdefault(change.table.name, {})
        if change.now is None:
            rows.pop(change.pk, None)
        else:
            rows[change.pk] = change.now
    return state
