"""What putting back or undoing would do, row by row, and what stands in its way."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import zip_longest
from typing import Any

from django.db import models

from wonen.history.diff import Change, changes_of
from wonen.history.entries import HistoryEntry
from wonen.history.tables import ADDED, CHANGED, REMOVED, TABLES, Table
from wonen.history.undo.afterwards import Spot, makers
from wonen.history.undo.standing import Standing, rows_of, standings
from wonen.history.words import Names

FINAL = "Wat met {nouns} is gebeurd, kan niet ongedaan worden gemaakt."
MOST_TOLD = 100  # problems of one kind that are named one by one
PRUNED = (
    "Van deze handeling is niet alles meer bewaard: oudere geschiedenis is opgeruimd. Ongedaan maken kan "
    "niet meer. Wijzig de gegevens zelf in hun formulier."
)


@dataclass(frozen=True)
class Problem:
    """Why a plan cannot be carried out: a sentence, the row that it is about, and what to do first.

    ``entry`` is the later act to undo first. ``version`` is a row that can instead be put back, with its
    parts, to how the entry of the plan left it.
    """

    sentence: str
    change: Change | None = None
    entry: HistoryEntry | None = None
    version: tuple[Table, Any] | None = None


@dataclass
class Plan:
    """Changes to be made: ``was`` of each is how the row is now, ``now`` how it is to become."""

    changes: list[Change]
    since: int = 0  # the number of the event after which others can have come in the way
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
    """Plan to take back all that an entry changed, judged by what the rows are now.

    A row that is as the entry left it goes back; one that is back already is left alone, whatever happened in
    between. Any other row is a problem.
    """
    done = changes_of(entry.pk)
    found = [each for table in TABLES.values() for each in _standings(table, done)]
    since = min((each.number for each in done), default=0)
    plan = Plan([_back(each) for each in found if not each.is_back], since)
    if entry.is_pruned or not all(each.is_known for each in done):
        plan.add([Problem(PRUNED)])
        return plan
    check_final(plan)
    plan.add(_changed_afterwards(plan, found))
    check_references(plan)
    return plan


def _standings(table: Table, done: list[Change]) -> list[Standing]:
    here = [each for each in done if each.table is table]
    return standings(table, here) if here else []


def _back(found: Standing) -> Change:
    return Change(
        found.done.table, found.key, found.now, found.before, label=label_of(found.now, found.before)
    )


def _changed_afterwards(plan: Plan, found: list[Standing]) -> Iterator[Problem]:
    left_gone = {(each.done.table.name, each.done.pk) for each in found if each.done.now is None}
    for table in plan.tables:
        here = [each for each in found if each.done.table is table and not each.is_left and not each.is_back]
        spots = [Spot(frozenset(each.keys), each.now, each.done.number) for each in here[:MOST_TOLD]]
        for each, entry in zip_longest(here, makers(table, spots) if spots else []):
            owner = (table.owned_by, each.done.owner_pk)
            was_left = (owner[0].name, owner[1]) not in left_gone
            yield Problem(_became(each), each.done, entry, owner if was_left else None)


def _became(found: Standing) -> str:
    if found.now is None:
        return "daarna verwijderd"
    return "daarna weer toegevoegd" if found.done.now is None else "daarna gewijzigd"


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
        for relation in pointing_to(table.model) if going else ():
            rows = relation.model._base_manager.filter(**{f"{relation.name}__in": list(going)})
            found = rows.values_list("pk", relation.attname).order_by("pk")[: MOST_TOLD * 100]
            # Those that the plan changes as well are judged by what they become.
            used = {pk: key for pk, key in found if _place(relation.model, pk) not in planned}
            yield from _used(TABLES[table_name(relation.model)], used, going, plan.since)


def _used(table: Table, used: dict[Any, Any], going: dict[Any, Change], since: int) -> Iterator[Problem]:
    entries = made_by(table, list(used)[:MOST_TOLD], since) if used else {}
    for pk, key in used.items():
        yield Problem(f"wordt nu gebruikt door een {table.noun}", going[key], entries.get(pk))


def made_by(table: Table, keys: list[Any], since: int) -> dict[Any, HistoryEntry | None]:
    """Return of each row the later entry to undo first; None where none is known."""
    now = rows_of(table, {f"{table.key}__in": keys})
    spots = [Spot(frozenset([key]), now.get(key), since) for key in keys]
    return dict(zip(keys, makers(table, spots), strict=True))


def pointing_to(model: type[models.Model]) -> Iterator[Any]:
    """Yield the foreign keys that the database keeps to a table."""
    for relation in model._meta.get_fields(include_hidden=True):
        column: Any = getattr(relation, "field", None)
        is_reverse = relation.auto_created and not relation.concrete
        if not is_reverse or column.many_to_many:
            continue
        if column.db_constraint and table_name(column.model) in TABLES:
            yield column


def table_name(model: type[models.Model]) -> str:
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
        there = {key for key in there if _place(model, key) not in going}
        lost = [key for key in keys if key not in there and _place(model, key) not in coming]
        table = TABLES.get(table_name(model))
        entries = made_by(table, lost[:MOST_TOLD], plan.since) if table and lost else {}
        for key in lost:
            for change, column in keys[key]:
                sentence = f"{column.verbose_name} was {names.of(column, key)}, en die is er niet meer"
                yield Problem(sentence, change, entries.get(key))
