"""Which tables the history keeps, and what their events share.

Triggers write an event for each row that is added, changed or removed, whatever did it: a form, a bulk
update, SQL. An event holds the row as it became, or of a removal as it was.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, cast

import pghistory
import pghistory.models
import pgtrigger
from django.db import models
from django.db.models import Func, Value

from wonen.history.entries import HistoryEntry

ADDED, CHANGED, REMOVED = "insert", "update", "delete"
FOUND = "start"  # was there already when its history began (a migration)
# Columns about a row itself, which move along with what did change, there or in another row.
NO_FACTS = ["modified_at", "version", "is_counted"]
MOVING = [*NO_FACTS, "last_used_at"]
Values = dict[str, Any]  # the kept columns of a row by their attribute names


class RealChange(pgtrigger.Condition):
    """Some column differs, and the condition holds; that only a day or version moved is no change."""

    def resolve(self, model: type[models.Model]) -> str:
        moving = [column.name for column in model._meta.concrete_fields if column.name in MOVING]
        changed = pgtrigger.AnyChange(exclude=moving, exclude_auto=True).resolve(model)
        return f"(({changed}) AND {self.sql})"


def kept(invented: str = "") -> tuple[pghistory.RowEvent, ...]:
    """Return what to keep of a table. ``invented`` is SQL: does ``{row}`` belong to an example project?"""
    if not invented:
        return (
            pghistory.InsertEvent(ADDED),
            pghistory.UpdateEvent(CHANGED, condition=RealChange("TRUE")),
            pghistory.DeleteEvent(REMOVED),
        )
    new, old = (f"NOT {invented.format(row=row)}" for row in ("NEW", "OLD"))
    return (
        pghistory.InsertEvent(ADDED, condition=pgtrigger.Condition(new)),
        pghistory.UpdateEvent(CHANGED, condition=RealChange(new)),
        pghistory.DeleteEvent(REMOVED, condition=pgtrigger.Condition(old)),
    )


class Event(pghistory.models.Event):
    """What the events of all tables share: an entry, its moment, and one numbering.

    The moment (``pgh_created_at``) is the start of the transaction: the same for all that it did. It does
    not put transactions in order, since one that began earlier may have changed a row later. The number
    does: whoever changes a row has waited for who changed it before.
    """

    pgh_id = models.BigIntegerField(
        primary_key=True, db_default=Func(Value("municipalities_event_number"), function="nextval")
    )
    entry = models.ForeignKey(
        HistoryEntry,
        related_name="+",
        on_delete=models.DO_NOTHING,
        db_constraint=False,
        db_default=Func(function="municipalities_history_entry"),
    )

    class Meta:
        abstract = True


SHARED: dict[str, Any] = {
    "base_model": Event,
    # History outlives what it is about, so nothing is enforced and nothing removed along.
    "obj_field": pghistory.ObjForeignKey(related_name="+", db_index=True),
    "context_field": None,  # the entry says who and from where, once for all events of a transaction
}


@dataclass(frozen=True)
class Table:
    """A table that the history keeps."""

    events: type[Event]
    owner: str = ""  # of a part: its foreign key to the row that it is part of
    again: tuple[str, ...] = ()  # of a part: the columns by which it is the same part, removed and added
    short: str = ""  # of a part: its noun beside the row that it is part of
    unknown: str = "leeg"  # what an empty number or choice means
    needs: Mapping[str, str] = field(default_factory=dict)  # a column that asks for a permission of its own
    is_final: bool = False  # what happened can be seen, never put back or undone

    @property
    def model(self) -> type[models.Model]:
        model: Any = self.events.pgh_tracked_model
        return cast("type[models.Model]", model)

    @property
    def log(self) -> Any:
        """All events of the table, as a manager; their columns are made at run time."""
        return self.events._base_manager

    @property
    def name(self) -> str:
        """How addresses and filters name the table: ``projects.project``."""
        return self.model._meta.label_lower

    @property
    def model_name(self) -> str:
        """How the back office names the addresses of the table."""
        return self.name.replace(".", "_")

    @property
    def noun(self) -> str:
        return str(self.model._meta.verbose_name)

    @property
    def short_noun(self) -> str:
        return self.short or self.noun

    @property
    def nouns(self) -> str:
        return str(self.model._meta.verbose_name_plural)

    @cached_property
    def fields(self) -> list[models.Field[Any, Any]]:
        """The kept columns but the key, in the order of the model."""
        names = {each.name for each in self.events._meta.concrete_fields}
        return [
            each for each in self.model._meta.concrete_fields if each.name in names and not each.primary_key
        ]

    @property
    def key(self) -> str:
        return str(self.model._meta.pk.attname)

    @property
    def owned_by(self) -> Table:
        """The table of what a row is part of; of a row that is no part, its own."""
        if not self.owner:
            return self
        owner: Any = self.model._meta.get_field(self.owner).related_model
        return TABLES[owner._meta.label_lower]

    @cached_property
    def parts(self) -> list[Table]:
        return [each for each in TABLES.values() if each.owner and each.owned_by is self]

    @cached_property
    def identity(self) -> tuple[str, ...]:
        """The columns by which a part is the same part, whatever its key; none of what is no part.

        The owner is among them, unless the other columns are unique by themselves.
        """
        if not self.again:
            return ()
        names = [self.model._meta.get_field(name).name for name in self.again]
        rules = self.model._meta.constraints
        is_unique = any(
            isinstance(each, models.UniqueConstraint) and [*each.fields] == names for each in rules
        )
        return self.again if is_unique else (f"{self.owner}_id", *self.again)

    @cached_property
    def place(self) -> str:
        """The attribute that holds the municipality that a row is about; empty where there is none."""
        return "municipality_id" if any(each.name == "municipality" for each in self.fields) else ""

    def values(self, row: Mapping[str, Any]) -> Values:
        """Return the kept columns of a row of the table, or of one of its events."""
        return {name: row[name] for name in (self.key, *(each.attname for each in self.fields))}


# What refers to another table comes after it: rows are put back in this order.
TABLES: dict[str, Table] = {}


def keep(events: Any, **said: Any) -> None:
    """Have a table shown in the history, under what is said of it (the fields of ``Table``)."""
    table = Table(events, **said)
    TABLES[table.name] = table
