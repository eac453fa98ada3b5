"""The history of one row with its parts: its versions, newest first."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from typing import Any

from wonen.history.diff import Change, events_of_row, net
from wonen.history.entries import HistoryEntry
from wonen.history.tables import Table
from wonen.history.words import Said, say

PAGE = 50


@dataclass(frozen=True)
class Version:
    """What one entry changed of the row, and whether the row was there afterwards."""

    entry: HistoryEntry
    lines: list[Said]
    is_there: bool
    is_now: bool


@dataclass(frozen=True)
class RowHistory:
    """The versions of a row; ``older`` is where the next page begins, or None."""

    name: str
    exists: bool
    is_example: bool
    versions: list[Version]
    older: int | None


def row_history(table: Table, pk: int, before: int | None) -> RowHistory | None:
    """Return the history of a row; None if there neither is nor ever was such a row."""
    row = table.model._base_manager.filter(pk=pk).first()
    changes = events_of_row(table, pk)
    if row is None and not changes:
        return None
    entries = _per_entry(changes)
    places = [entry for entry, _changes, _there in entries]
    start = places.index(before) + 1 if before in places else 0
    shown = entries[start : start + PAGE]
    rows = HistoryEntry.objects.select_related("user").in_bulk([entry for entry, _changes, _there in shown])
    said = iter(say([each for _entry, changes, _there in shown for each in changes]))
    versions = [
        Version(rows[entry], [next(said) for _ in changes], there, row is not None and entry == places[0])
        for entry, changes, there in shown
    ]
    name = str(row) if row is not None else _last_name(table, changes)
    more = len(entries) > start + PAGE
    return RowHistory(
        name,
        row is not None,
        bool(getattr(row, "is_example", False)),
        versions,
        shown[-1][0] if more else None,
    )


def _per_entry(changes: list[Change]) -> list[tuple[int, list[Change], bool]]:
    """Return the entries newest first, each with its changes and whether the row was there after it."""
    numbers: dict[int, int] = {}
    for each in changes:
        numbers[each.entry] = each.number  # of its last event: in this order entries took effect
    ordered = sorted(changes, key=lambda each: (numbers[each.entry], each.number))
    found, there = [], False
    for entry, group in groupby(ordered, key=lambda each: each.entry):
        held = list(group)
        for each in held:
            there = each.now is not None if not each.table.owner else there
        found.append((entry, net(held), there))
    return found[::-1]


def _last_name(table: Table, changes: list[Change]) -> str:
    last = [each for each in changes if each.table is table][-1:]
    return say(last)[0].name if last else ""


def newest(table: Table, pk: Any) -> int:
    """Return the number of the last event of a row or its parts; 0 if it has none."""
    return max((each.number for each in events_of_row(table, pk)), default=0)
