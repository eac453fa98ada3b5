"""What putting back or undoing would do, row by row, and what stands in its way."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from django.db import models

from municipalities.history.entries import HistoryEntry
from municipalities.history.reading import Change, changes_of
from municipalities.history.tables import ADDED, CHANGED, REMOVED, TABLES, Table
from municipalities.history.words import Names

FINAL = "Wat met {nouns} is gebeurd, kan niet ongedaan worden gemaakt."
MOST_TOLD = 100  # problems of one kind that are named one by one
PRUNED = (
    "Van deze handeling is niet alles meer bewaard: oudere geschiedenis is opgeruimd. Ongedaan maken kan "
    "niet meer. Wijzig de gegevens zelf in hun formulier."
)


@dataclass(frozen=True)
class Problem:
    """Why a plan cannot be carried out: a sentence, the row that it is about, and who changed that row."""

    sentence: str
    change: Change | None = None
    entry: HistoryEntry | None = None


@dataclass
class Plan:
    """Changes to be made: ``was`` of each is how the row is now, ``now`` how it is to become."""

    changes: list[Change]
    problems: list[Problem] = field(default_factory=list)
    untold: int = 0  # problems that are not in the list

    @property
    def can(self) -> bool:
        return not self.problems

    def of(self, table: Table) -> list[Change]:
        return [each for each in self.changes if each.table is table]

    @property
    def tables(self) -> list[Table]:
        """The tables in which something is to be changed, what is referred to first."""
        used = {each.table.name for each in self.changes}
        return [table for table in TABLES.values() if table.name in used]

    def add(self, problems: Iterable[Problem]) -> None:
        for problem in problems:
            if len(self.problems) < MOST_TOLD:
                self.problems.append(problem)
            else:
                self.untold += 1


def label_of(was: object, now: object) -> str:
    return ADDED if was is None else REMOVED if now is None else CHANGED


def undoing(entry: HistoryEntry) -> Plan:
    """Plan to take back all that an entry changed. A row that changed afterwards is a problem."""
    done = changes_of(entry.pk)
    plan = Plan(
        [Change(each.table, each.pk, each.now, each.was, label=label_of(each.now, each.was)) for each in done]
    )
    if entry.is_pruned or not all(each.is_known for each in done):
        plan.add([Problem(PRUNED)])
        return plan
    check_final(plan)
    for table in plan.tables:
        plan.add(_changed_afterwards(table, [each for each in done if each.table is table]))
    check_references(plan)
    return plan


def _changed_afterwards(table: Table, done: list[Change]) -> Iterator[Problem]:
    numbers = {each.pk: each for each in done}
    newest = table.log.filter(pgh_obj__in=list(numbers)).order_by("pgh_obj_id", "-pgh_id")
    for event in newest.distinct("pgh_obj_id").select_related("entry__user"):
        change = numbers[event.pgh_obj_id]
        if event.pk != change.number:
            what = "verwijderd" if event.pgh_label == REMOVED else "gewijzigd"
            yield Problem(f"daarna {what}", change, event.entry)


def check_final(plan: Plan) -> None:
    """Add as problems the tables of which nothing is put back or undone."""
    plan.add(Problem(FINAL.format(nouns=table.nouns)) for table in plan.tables if table.is_final)


def check_references(plan: Plan) -> None:
    """Add as problems: what refers to a row that is to go, and what is to refer to a row that is gone."""
    plan.add(_still_used(plan))
    plan.add(_missing(plan))


def _still_used(plan: Plan) -> Iterator[Problem]:
    planned = {_place(each.table.model, each.pk): each for each in plan.changes}
    for table in plan.tables:
        going = {each.pk: each for each in plan.of(table) if each.now is None}
        for relation in _pointing_to(table.model) if going else ():
            rows = relation.model._base_manager.filter(**{f"{relation.name}__in": list(going)})
            # Those that the plan changes as well are judged by what they become.
            for pk, key in rows.values_list("pk", relation.attname).order_by("pk")[: MOST_TOLD * 100]:
                if _place(relation.model, pk) not in planned:
                    noun = TABLES[_table_name(relation.model)].noun
                    yield Problem(f"wordt nu gebruikt door een {noun}", going[key])


def _pointing_to(model: type[models.Model]) -> Iterator[Any]:
    """Yield the foreign keys that the database keeps to a table."""
    for relation in model._meta.get_fields(include_hidden=True):
        column: Any = getattr(relation, "field", None)
        is_reverse = relation.auto_created and not relation.concrete
        if not is_reverse or column.many_to_many:
            continue
        if column.db_constraint and _table_name(column.model) in TABLES:
            yield column


def _table_name(model: type[models.Model]) -> str:
    """Return the name under which a model is kept; a table made by Django is kept under one of ours."""
    for name, table in TABLES.items():
        if table.model._meta.concrete_model is model._meta.concrete_model:
            return name
    return ""


def _place(model: type[models.Model], pk: Any) -> tuple[str, Any]:
    return model._meta.db_table, pk


def _missing(plan: Plan) -> Iterator[Problem]:
    wanted: dict[type[models.Model], dict[Any, list[tuple[Change, Any]]]] = defaultdict(
        lambda: defaultdict(list)
    )
    for change in plan.changes:
        for column in change.table.fields if change.now else ():
            key = change.now[column.attname] if column.is_relation and change.now else None
            if key is not None:
                wanted[column.related_model][key].append((change, column))  # type: ignore[index]
    coming = {_place(each.table.model, each.pk) for each in plan.changes if each.now is not None}
    going = {_place(each.table.model, each.pk) for each in plan.changes if each.now is None}
    names = Names(plan.changes)
    for model, keys in wanted.items():
        there = set(model._base_manager.filter(pk__in=list(keys)).values_list("pk", flat=True))
        for key, users in keys.items():
            place = _place(model, key)
            if place in coming or (key in there and place not in going):
                continue
            for change, column in users:
                name = names.of(column, key)
                yield Problem(f"{column.verbose_name} was {name}, en die is er niet meer", change)
