"""Which later act to undo first: the one that made a row as it is now."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from wonen.history.entries import HistoryEntry
from wonen.history.tables import REMOVED, Table, Values
from wonen.history.undo.standing import facts

States = list[tuple[int, Values | None]]  # the row after each entry that changed it


@dataclass(frozen=True)
class Spot:
    """A row as it is ``now`` (None: gone), its keys, and the event after which it may have changed."""

    keys: frozenset[Any]
    now: Values | None
    since: int


def makers(table: Table, spots: Sequence[Spot]) -> list[HistoryEntry | None]:
    """Return of each row the entry to undo first; None if nothing is known to have changed it: two queries.

    That is the first entry after which the row was as it is now. What came later came back to it, so undoing
    that would lead round in a circle; before that entry the row was as an earlier one had left it. So each
    undoing comes closer to how the row was.
    """
    states = _states(table, spots)
    found = [_first(held, facts(table, spot.now)) for held, spot in zip(states, spots, strict=True)]
    entries = HistoryEntry.objects.select_related("user").in_bulk(set(filter(None, found)))
    return [entries.get(each) for each in found]


def _first(states: States, now: Values | None) -> int:
    last = states[-1][0] if states else 0
    return next((entry for entry, state in states if state == now), last)


def _states(table: Table, spots: Sequence[Spot]) -> list[States]:
    """Replay what happened to each row: how it was after each entry, oldest first."""
    places = defaultdict(list)
    for place, spot in enumerate(spots):
        for key in spot.keys:
            places[key].append(place)
    found: list[States] = [[] for _ in spots]
    there: list[dict[Any, Values]] = [{} for _ in spots]
    for event in _events(table, spots):
        key = event["pgh_obj_id"]
        for place in places[key]:
            if event["pgh_id"] > spots[place].since:
                _replay(table, event, there[place])
                _put(found[place], event["entry_id"], next(iter(there[place].values()), None))
    return found


def _events(table: Table, spots: Sequence[Spot]) -> Iterable[dict[str, Any]]:
    keys = {key for spot in spots for key in spot.keys}
    since = min((spot.since for spot in spots), default=0)
    rows: Iterable[dict[str, Any]] = (
        table.log.filter(pgh_obj__in=keys, pgh_id__gt=since).order_by("pgh_id").values()
    )
    return rows


def _replay(table: Table, event: dict[str, Any], rows: dict[Any, Values]) -> None:
    if event["pgh_label"] == REMOVED:
        rows.pop(event["pgh_obj_id"], None)
    else:
        rows[event["pgh_obj_id"]] = facts(table, table.values(event)) or {}


def _put(states: States, entry: int, state: Values | None) -> None:
    if states and states[-1][0] == entry:
        states.pop()
    states.append((entry, state))
