"""Plans to put a row, with all its parts, back to how it was after an entry."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.contrib.auth.models import AbstractBaseUser, AnonymousUser
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError

from wonen.history.diff import Change, events_of_row, state_after
from wonen.history.entries import HistoryEntry
from wonen.history.tables import Table, Values
from wonen.history.undo.plans import Plan, Problem, check_final, check_references, label_of
from wonen.history.undo.standing import Rows, rows_of

User = AbstractBaseUser | AnonymousUser


def restoring(table: Table, pk: Any, entry: HistoryEntry, user: User) -> Plan | None:
    """Plan to put a row back; None if it was not there after the entry.

    What asks for a permission that the user lacks stays as it is: of a row that is gone, at no.
    """
    history = events_of_row(table, pk)
    last = max((each.number for each in history if each.entry == entry.pk), default=None)
    state = state_after(history, last) if last else {}
    then = state.get(table.name, {}).get(pk)
    if then is None:
        return None
    now = rows_of(table, {table.key: pk}).get(pk)
    then = dict(then)
    for column, permission in table.needs.items():
        if not user.has_perm(permission):  # type: ignore[union-attr]
            then[column] = now[column] if now else False
    changes = [Change(table, pk, now, then, label=label_of(now, then))] if now != then else []
    for part in table.parts:
        changes += _parts(part, rows_of(part, {part.owner: pk}), state.get(part.name, {}))
    plan = Plan(changes, last or 0)
    check_final(plan)
    check_references(plan)
    if plan.can:
        plan.add(_broken_rules(plan))
    return plan


def _parts(part: Table, now: Rows, then: Rows) -> Iterator[Change]:
    """Yield what makes the parts as they were. The same part, removed and added again, keeps its new key."""
    same = {_again(part, values): pk for pk, values in now.items()}
    taken = set(part.model._base_manager.filter(pk__in=set(then) - set(now)).values_list("pk", flat=True))
    left, keys = dict(now), {}
    for pk, values in then.items():
        if (found := same.get(_again(part, values))) is not None:
            keys[pk] = found
            left.pop(found)
    for pk, values in then.items():
        key = keys.get(pk)
        if key is None:
            # None: a key of its own, where the old one now belongs to a part of another row.
            key = None if pk in taken or (pk in now and pk not in left) else pk
            left.pop(pk, None)
        was, becomes = now.get(key), {**values, part.key: key}
        if was != becomes:
            yield Change(part, key, was, becomes, label=label_of(was, becomes))
    for pk, values in left.items():
        yield Change(part, pk, values, None, label=label_of(values, None))


def _again(part: Table, values: Values) -> tuple[Any, ...]:
    return tuple(values[column] for column in part.again)


def _broken_rules(plan: Plan) -> Iterator[Problem]:
    """Yield the sentences of the rules that a row would now break."""
    for change in plan.changes:
        if change.now is None:
            continue
        row = change.table.model(**change.now)
        row._state.adding = change.was is None
        hidden = {name for name in (change.table.owner,) if name}
        try:
            row.full_clean(exclude=hidden)
        except ValidationError as error:
            for name, sentences in error.message_dict.items():
                where = "" if name == NON_FIELD_ERRORS else f"{row._meta.get_field(name).verbose_name}: "  # type: ignore[union-attr]
                yield from (Problem(f"{where}{sentence}", change) for sentence in sentences)
