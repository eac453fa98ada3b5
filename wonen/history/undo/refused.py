"""What stands in the way of a plan that the database refused: rows near it that others changed since."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from functools import reduce
from operator import and_, or_
from typing import Any

from django.db import IntegrityError
from django.db.models import F, Model, Q, UniqueConstraint, Value
from django.db.models.lookups import Exact

from wonen.history.diff import Change
from wonen.history.tables import TABLES, Table
from wonen.history.undo.plans import MOST_TOLD, Plan, Problem, made_by, pointing_to, table_name
from wonen.history.undo.standing import rows_of

SENTENCE = "staat in de weg, en is daarna toegevoegd of gewijzigd"
AT_ONCE = 100  # rows that one query compares
Keys = dict[str, set[Any]]


def in_the_way(plan: Plan, error: IntegrityError) -> Iterator[Problem]:
    """Yield the rows that are not as they were when the plan's values held, each with the act to undo first.

    Before those values went, they kept every rule together with the rows around them. So what breaks a rule
    now came later: a row with the same unique values, or what a row refers to, is part of, or is referred by.
    """
    name = getattr(getattr(error.__cause__, "diag", None), "constraint_name", None)
    found = _with_the_same(plan, name) or _near(plan)
    planned = {(each.table.name, each.pk) for each in plan.changes}
    for table in TABLES.values():
        keys = [key for key in found.get(table.name, ()) if (table.name, key) not in planned]
        later = table.log.filter(pgh_obj__in=keys, pgh_id__gt=plan.since).values_list("pgh_obj", flat=True)
        changed = sorted(set(later.distinct()[:MOST_TOLD])) if keys else []
        yield from _told(table, changed, plan.since)


def _told(table: Table, keys: list[Any], since: int) -> Iterator[Problem]:
    rows = rows_of(table, {f"{table.key}__in": keys}) if keys else {}
    for key, entry in made_by(table, list(rows), since).items() if rows else ():
        yield Problem(SENTENCE, Change(table, key, None, rows[key]), entry)


def _with_the_same(plan: Plan, name: str | None) -> Keys:
    """Return the rows that hold the unique values which the plan needs; none if another rule was broken."""
    for table in plan.tables:
        for constraint in table.model._meta.constraints:
            if constraint.name == name and isinstance(constraint, UniqueConstraint):
                rows = [table.model(**each.now) for each in plan.of(table) if each.now]
                return {table.name: _holding(table, constraint, rows)}
    return {}


def _holding(table: Table, constraint: UniqueConstraint, rows: list[Model]) -> set[Any]:
    found: set[Any] = set()
    others = table.model._base_manager.filter(constraint.condition or Q())
    for start in range(0, len(rows), AT_ONCE):
        same = reduce(or_, (_same(constraint, row) for row in rows[start : start + AT_ONCE]))
        found |= set(others.filter(same).values_list("pk", flat=True))
    return found


def _same(constraint: UniqueConstraint, row: Model) -> Q:
    """Return the condition that another row has the unique values of this one."""
    if constraint.fields:
        names = (row._meta.get_field(name).attname for name in constraint.fields)  # type: ignore[union-attr]
        return Q(**{name: getattr(row, name) for name in names})
    values: Any = {
        F(each.name): Value(getattr(row, each.attname), each) for each in row._meta.concrete_fields
    }
    expressions: Any = constraint.expressions
    return reduce(and_, (Q(Exact(each, each.replace_expressions(values))) for each in expressions))


def _near(plan: Plan) -> Keys:
    """Return what the rows of a plan refer to, and what refers to them or to what they are part of."""
    near: Keys = defaultdict(set)
    around: dict[type[Model], set[Any]] = defaultdict(set)
    for change in plan.changes:
        around[change.table.model].add(change.pk)
        for column in change.table.fields:
            name = table_name(column.related_model) if column.is_relation else ""  # type: ignore[arg-type]
            for values in (change.was, change.now) if name else ():
                near[name].add((values or {}).get(column.attname))
            if name and (column.name == change.table.owner or TABLES[name] is change.table):
                around[TABLES[name].model] |= near[name] - {None}
    for model, keys in around.items():
        for relation in pointing_to(model):
            rows = relation.model._base_manager.filter(**{f"{relation.name}__in": keys})
            near[table_name(relation.model)] |= set(rows.values_list("pk", flat=True)[: MOST_TOLD * 100])
    return {name: keys - {None} for name, keys in near.items()}
