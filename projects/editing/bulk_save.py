"""Writes projects that are given as states: a whole chunk of them in a few statements."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.db import connection
from django.db.models import Q

from projects.editing.snapshot import COLUMNS, PARTS, State
from projects.models import ExternalCode, Project, ProjectRentClass
from wonen.database.deferred_rules import judge_now

# Where each part is kept, and the column that says which it is; a code is its system and code.
TABLES: dict[str, tuple[Any, str]] = {
    "types": (Project.housing_types.through, "housingtype_id"),
    "rent": (ProjectRentClass, "rent_class_id"),
    "codes": (ExternalCode, ""),
}
WRITTEN = (*(name for name in COLUMNS if name != "is_example"), "modified_at")


def add(afters: Sequence[State]) -> list[int]:
    """Add projects; return their keys."""
    projects = Project.objects.bulk_create([Project(**columns(after)) for after in afters])
    write_parts({project.pk: after for project, after in zip(projects, afters, strict=True)})
    return [project.pk for project in projects]


def change(pairs: Mapping[int, tuple[State, State]]) -> None:
    """Change projects from what they are to what they become; the rows must be locked."""
    # One of which only a part changes is written too: when it was changed is kept with it.
    moved = [
        Project(pk=pk, **columns(after)) for pk, (before, after) in pairs.items() if differs(before, after)
    ]
    Project.objects.bulk_create(moved, update_conflicts=True, unique_fields=["id"], update_fields=WRITTEN)
    for part in PARTS:
        other = {
            pk: {part: after[part]} for pk, (before, after) in pairs.items() if before[part] != after[part]
        }
        remove_parts(part, {pk: pairs[pk][0][part] for pk in other}, other)
    write_parts({pk: only_new(before, after) for pk, (before, after) in pairs.items()})


def settle(*, judges: bool = True) -> None:
    """Have the database judge what was written so far, and plan anew for tables that grew.

    Checks that wait for the end make each further event of the history dearer. They must wait where
    families move: in between, a phase may lie in another municipality than its whole.
    """
    if judges:
        judge_now()
    with connection.cursor() as cursor:
        cursor.execute("DISCARD PLANS")


def differs(before: State, after: State) -> bool:
    return any(after[name] != value for name, value in before.items())


def columns(state: State) -> State:
    return {name: state[name] for name in COLUMNS}


def only_new(before: State, after: State) -> State:
    """Return the parts of a project that it does not have yet, or has with another number."""
    return {part: [each for each in after[part] if each not in before[part]] for part in PARTS}


def remove_parts(part: str, before: dict[int, list[Any]], after: dict[int, State]) -> None:
    """Remove what a project no longer has; what it has otherwise is written over."""
    model, column = TABLES[part]
    gone = Q()
    for pk, old in before.items():
        keys = {key_in(part, each) for each in old} - {key_in(part, each) for each in after[pk][part]}
        for key in keys:
            gone |= Q(project_id=pk, **({column: key} if column else {"system": key[0], "code": key[1]}))
    if gone:
        model.objects.filter(gone).delete()


def key_in(part: str, value: Any) -> Any:
    return value if part == "types" else value[0] if part == "rent" else tuple(value)


def write_parts(parts: dict[int, State]) -> None:
    through = Project.housing_types.through
    types = [
        through(project_id=pk, housingtype_id=each) for pk, state in parts.items() for each in state["types"]
    ]
    through.objects.bulk_create(types)
    rent = [
        ProjectRentClass(project_id=pk, rent_class_id=each, is_possible=possible, dwellings=count)
        for pk, state in parts.items()
        for each, possible, count in state["rent"]
    ]
    ProjectRentClass.objects.bulk_create(
        rent,
        update_conflicts=True,
        unique_fields=["project", "rent_class"],
        update_fields=["is_possible", "dwellings"],
    )
    codes = [
        ExternalCode(project_id=pk, system=system, code=code)
        for pk, state in parts.items()
        for system, code in state["codes"]
    ]
    ExternalCode.objects.bulk_create(codes)
