"""Whether somebody may carry out a plan, and may look at what the history holds."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from wonen.history.areas import areas
from wonen.history.diff import Change
from wonen.history.tables import ADDED, CHANGED, REMOVED, TABLES, Table, Values
from wonen.history.undo.plans import Plan

GONE = "een gemeente die er niet meer is"
ACTIONS = {ADDED: ("add", "toevoegen"), CHANGED: ("change", "wijzigen"), REMOVED: ("delete", "verwijderen")}


def may_view(user: Any, table: Table) -> bool:
    """Say whether the user may see the rows of a table; who may see a row may see its parts."""
    meta = table.owned_by.model._meta
    return any(user.has_perm(f"{meta.app_label}.{action}_{meta.model_name}") for action in ("view", "change"))


def viewable(user: Any) -> list[Table]:
    return [table for table in TABLES.values() if may_view(user, table)]


def refusals(user: Any, plan: Plan) -> list[str]:
    """Return the sentences that say what of a plan the user may not do; none if all of it is allowed."""
    return [*_of_tables(user, plan), *_of_places(user, plan), *_of_columns(user, plan)]


def _of_tables(user: Any, plan: Plan) -> Iterator[str]:
    for table in plan.tables:
        owner = table.owned_by
        meta = owner.model._meta
        labels = {CHANGED} if table.owner else {each.label for each in plan.of(table)}
        for label in sorted(labels):
            action, verb = ACTIONS[label]
            if not user.has_perm(f"{meta.app_label}.{action}_{meta.model_name}"):
                yield f"U mag geen {owner.nouns} {verb}."


def _of_places(user: Any, plan: Plan) -> Iterator[str]:
    touched = {place for change in plan.changes for place in _places(change)} | _places_of_owners(plan)
    places = areas().written_by(user)
    refused = {place for place in touched if place not in places}
    names = areas().names(refused - {None})
    if refused - {None}:
        others = sorted(str(names.get(place, GONE)) for place in refused - {None})
        yield f"U mag niets wijzigen in: {', '.join(others)}."
    if None in refused:
        yield "Wat niet bij één gemeente hoort, mag alleen wijzigen wie alle gemeenten mag bewerken."


def _places(change: Change) -> set[Any]:
    """Return where a row lies, before and after; None: it is of all municipalities. A part lies nowhere."""
    column = change.table.place
    if column:
        return {values[column] for values in _both(change)}
    return set() if change.table.owner else {None}


def _places_of_owners(plan: Plan) -> set[Any]:
    """Return the municipalities of the rows whose parts change, as those rows are now."""
    found: set[Any] = set()
    for table in plan.tables:
        owner = table.owned_by
        if table.owner and owner.place:
            keys = {values[f"{table.owner}_id"] for each in plan.of(table) for values in _both(each)}
            found |= set(owner.model._base_manager.filter(pk__in=keys).values_list(owner.place, flat=True))
        elif table.owner:
            found.add(None)
    return found


def _both(change: Change) -> list[Values]:
    return [values for values in (change.was, change.now) if values]


def _of_columns(user: Any, plan: Plan) -> Iterator[str]:
    for table in plan.tables:
        for column, permission in table.needs.items():
            differs = any(
                bool((each.was or {}).get(column)) != bool((each.now or {}).get(column))
                for each in plan.of(table)
            )
            if differs and not user.has_perm(permission):
                label = table.model._meta.get_field(column).verbose_name  # type: ignore[union-attr]
                yield f"U mag bij {table.nouns} niet veranderen: {label}."
