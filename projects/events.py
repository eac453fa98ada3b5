"""What the database keeps of every change of a project; what the public sees is in ``projects.history``.

Triggers write an event for each row that is added, changed or removed, whatever did it: a form, a bulk
update, SQL. An event holds the row as it became, or of a removal as it was. Invented projects have none.
"""

from typing import Any, ClassVar

import pghistory
import pghistory.models
import pgtrigger
from django.db import models
from django.db.models import Func, Value

from projects.models import Project, ProjectRentClass

ADDED, CHANGED, REMOVED = "insert", "update", "delete"
NO_FACTS = ["modified_at", "version"]  # columns about the row itself, which are not kept
FOUND = "start"  # was there already when history began (migration 0005)


class RealChange(pgtrigger.Condition):
    """The condition, and some column differs; a save that only moves ``modified_at`` is no change.

    The version moves along with what did change, of a project or of its parts: no change by itself.
    """

    def resolve(self, model: type[models.Model]) -> str:
        counted = [field.name for field in model._meta.concrete_fields if field.name in NO_FACTS]
        differs = pgtrigger.AnyChange(exclude=counted, exclude_auto=True).resolve(model)
        return f"(({differs}) AND {self.sql})"


def kept(invented: str) -> tuple[pghistory.RowEvent, ...]:
    """Return what to keep of a table. ``invented`` is SQL: does ``{row}`` belong to an example project?"""
    new, old = (f"NOT {invented.format(row=row)}" for row in ("NEW", "OLD"))
    return (
        pghistory.InsertEvent(ADDED, condition=pgtrigger.Condition(new)),
        pghistory.UpdateEvent(CHANGED, condition=RealChange(new)),
        pghistory.DeleteEvent(REMOVED, condition=pgtrigger.Condition(old)),
    )


class Event(pghistory.models.Event):
    """What the events of all tables share: a moment, and one numbering.

    The moment (``pgh_created_at``) is the start of the transaction: the same for all that it did. It does
    not put transactions in order, since one that began earlier may have changed a row later. The number
    does: whoever changes a row has waited for who changed it before.
    """

    pgh_id = models.BigIntegerField(
        primary_key=True, db_default=Func(Value("projects_event_number"), function="nextval")
    )

    class Meta:
        abstract = True


SHARED: dict[str, Any] = {
    "base_model": Event,
    # History outlives what it is about, so nothing is enforced and nothing removed along.
    "obj_field": pghistory.ObjForeignKey(related_name="+", db_index=True),
    "context_field": pghistory.ContextForeignKey(related_name="+", db_index=True),
}
OF_PROJECT = "projects_is_example({row}.project_id)"


class ProjectEvent(
    pghistory.create_event_model(  # type: ignore[misc]  # a class made at run time
        Project, *kept("{row}.is_example"), exclude=NO_FACTS, **SHARED
    )
):
    """A project as it was after a change."""


class ProjectRentClassEvent(
    pghistory.create_event_model(ProjectRentClass, *kept(OF_PROJECT), **SHARED)  # type: ignore[misc]
):
    """A rent class of a project as it was after a change."""

    class Meta:
        indexes: ClassVar = [models.Index(fields=["project"], name="rent_class_event_project")]


class ProjectHousingType(Project.housing_types.through):  # type: ignore[misc, name-defined]  # made by Django
    """A housing type of a project; a name for Django's own table, so that it can be kept too."""

    class Meta:
        proxy = True


class ProjectHousingTypeEvent(
    pghistory.create_event_model(ProjectHousingType, *kept(OF_PROJECT), **SHARED)  # type: ignore[misc]
):
    """A housing type of a project as it was after a change."""

    class Meta:
        indexes: ClassVar = [models.Index(fields=["project"], name="housing_type_event_project")]
