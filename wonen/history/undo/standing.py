"""How the rows that an entry changed stand now: as it left them, as they were before it, or otherwise."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Any

from wonen.history.diff import Change
from wonen.history.tables import CHANGED, Table, Values

Rows = dict[Any, Values]


@dataclass(frozen=True)
class Standing:
    """A row that an entry changed (``done``), and the row as it is ``now``; None if it is gone.

    A part that was removed and added again is the same part under another key.
    """

    done: Change
    now: Values | None

    @property
    def is_left(self) -> bool:
        """Whether the row is as the entry left it."""
        return self._facts(self.now) == self._facts(self.done.now)

    @property
    def is_back(self) -> bool:
        """Whether the row is as it was before the entry, so that nothing is left to undo."""
        return self._facts(self.now) == self._facts(self.done.was)

    @property
    def key(self) -> Any:
        """The key under which the row is, or is to come back."""
        return next(iter(keys_of(self.done))) if self.now is None else self.now[self.done.table.key]

    @property
    def keys(self) -> set[Any]:
        """Every key that the row is known to have had."""
        return {self.key, *keys_of(self.done)}

    @property
    def before(self) -> Values | None:
        """The row as it was before the entry, under the key of now."""
        was = self.done.was
        return None if was is None else {**was, self.done.table.key: self.key}

    def _facts(self, values: Values | None) -> Values | None:
        return facts(self.done.table, values)


def facts(table: Table, values: Values | None) -> Values | None:
    """Return what a row says; the key of a part says nothing."""
    if values is None or not table.identity:
        return values
    return {name: value for name, value in values.items() if name != table.key}


def standings(table: Table, changes: Iterable[Change]) -> list[Standing]:
    """Return how the rows that an entry changed in a table stand now: at most two queries."""
    done = list(replaced(table, changes))
    known = {key for each in done for key in keys_of(each)}
    rows = rows_of(table, {f"{table.key}__in": known})
    found = {id(each): next((rows[key] for key in keys_of(each) if key in rows), None) for each in done}
    lost = [each for each in done if found[id(each)] is None] if table.identity else []
    if lost:
        again = _by_identity(table, lost, known)
        found |= {id(each): again.get(identity(table, each.values)) for each in lost}
    return [Standing(each, found[id(each)]) for each in done]


def rows_of(table: Table, where: dict[str, Any]) -> Rows:
    """Return the rows of a table as they are now, by key."""
    rows = table.model._base_manager.filter(**where).values()
    return {row[table.key]: table.values(row) for row in rows}


def replaced(table: Table, changes: Iterable[Change]) -> Iterator[Change]:
    """Join the removal and the adding of one part: it was changed, and got another key."""
    changes = list(changes)
    gone = {
        identity(table, each.was): each for each in changes if table.identity and each.was and not each.now
    }
    for each in changes:
        old = gone.get(identity(table, each.now)) if each.was is None and each.now else None
        if old:
            gone.pop(identity(table, each.now))
            yield replace(each, was=old.was, label=CHANGED)
        elif each.now is not None or not table.identity:
            yield each
    yield from gone.values()


def identity(table: Table, values: Values | None) -> tuple[Any, ...]:
    """Return what makes a part the same part; empty for what is no part or is gone."""
    return tuple(values[name] for name in table.identity) if values else ()


def keys_of(change: Change) -> list[Any]:
    """Return the keys of a row before and after a change; where it is to come back comes first."""
    name = change.table.key
    held = [values[name] for values in (change.was, change.now) if values]
    return list(dict.fromkeys([*held, change.pk]))


def _by_identity(table: Table, lost: list[Change], known: set[Any]) -> dict[tuple[Any, ...], Values]:
    wanted = {f"{name}__in": {each.values[name] for each in lost} for name in table.identity}
    rows = rows_of(table, wanted)
    return {identity(table, row): row for key, row in rows.items() if key not in known}
