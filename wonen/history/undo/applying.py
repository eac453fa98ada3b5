"""Carries a plan out: all of it in one transaction, or nothing."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.db import IntegrityError, connection, models, transaction

from wonen.database.constraint_messages import refusal
from wonen.database.deferred_rules import judge_now
from wonen.database.locks import limit_waiting
from wonen.history.audited_action import Act, act
from wonen.history.tables import Table
from wonen.history.undo.plans import Plan, Problem
from wonen.history.undo.refused import in_the_way


def carry_out(make: Callable[[], Plan], kind: Act, label: str, user_id: int | None) -> tuple[Plan, bool]:
    """Make a plan, hold its rows, make it again now that nobody can change them, and do what it says.

    Return the plan and whether it was done. A plan with problems, or one that the database refuses, is not.
    """
    try:
        with act(kind, label, user_id):
            _hold(make())
            plan = make()
            if not plan.can or not plan.changes:
                transaction.set_rollback(True)
                return plan, False
            _write(plan)
    except IntegrityError as error:
        plan = make()
        plan.add([Problem(refusal(error)), *in_the_way(plan, error)])
        return plan, False
    return plan, True


def _hold(plan: Plan) -> None:
    """Lock tables before rows, as every save of many rows does, and what is referred to first."""
    limit_waiting()
    with connection.cursor() as cursor:
        for table in plan.tables:
            cursor.execute(f"LOCK TABLE {table.model._meta.db_table} IN ROW EXCLUSIVE MODE")
    for table in plan.tables:
        if table.owner:
            _lock(table.owned_by, {each.owner_pk for each in plan.of(table)})
        _lock(table, {each.pk for each in plan.of(table)})


def _lock(table: Table, keys: set[Any]) -> None:
    rows = table.model._base_manager.filter(pk__in=keys - {None}).order_by("pk").select_for_update()
    list(rows.values_list("pk"))


def _write(plan: Plan) -> None:
    """Remove, then put back; at most three statements a table. The rules across rows speak before the end.

    What changed last goes back first: so each row finds the unique name free that it gave up.
    """
    for table in reversed(plan.tables):
        going = [each.pk for each in plan.of(table) if each.now is None]
        if going:
            gone = table.model._base_manager.filter(pk__in=going)
            gone._raw_delete(gone.db)  # what refers to them goes by the same plan
    for table in plan.tables:
        rows = [table.model(**each.now) for each in reversed(plan.of(table)) if each.now is not None]
        _save(table, [row for row in rows if row.pk is not None])
        table.model._base_manager.bulk_create(row for row in rows if row.pk is None)
    judge_now()


def _save(table: Table, rows: list[models.Model]) -> None:
    """Add rows with their own keys, or change those that are there."""
    automatic = [each.name for each in table.model._meta.concrete_fields if getattr(each, "auto_now", False)]
    table.model._base_manager.bulk_create(
        rows,
        update_conflicts=True,
        unique_fields=[table.model._meta.pk.name],
        update_fields=[*(each.name for each in table.fields), *automatic],
    )
