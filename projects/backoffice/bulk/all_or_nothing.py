"""What the two editors of many projects share: which projects, who may, what is refused, all or nothing.

One shows the same change on each project before it is made, the other a sheet of cells.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from uuid import UUID

from django.db import IntegrityError, transaction
from django.http import HttpRequest, QueryDict
from django.utils import timezone

from municipalities.access.editable import User, editable_by
from projects.backoffice.choice import StaffFilterSet, staff_selection
from projects.filters.selection import Selection
from projects.models import Project
from projects.models.querysets import ProjectQuerySet
from wonen.database.constraint_messages import refusal
from wonen.database.deferred_rules import judge_now
from wonen.history.audited_action import Act, act
from wonen.refusals import permitted

ROW = "rij"  # in the address: the key of a project that was ticked
NOT_YOURS = "U mag de projecten van deze gemeente niet wijzigen."


def refuse_others(request: HttpRequest) -> None:
    """Refuse who may change no project at all."""
    permitted(request, ("projects.change_project",))


def not_yours(user: User) -> Callable[[Project], str]:
    """Return what tells why the user may not change a project: a sentence, empty if that is allowed."""
    own = set(editable_by(user).values_list("pk", flat=True))
    return lambda project: "" if project.municipality_id in own else NOT_YOURS


def keys_in(query: QueryDict) -> list[int]:
    """Return the keys of the projects that an address or a form names; nothing of what is no key."""
    return [int(key) for key in query.getlist(ROW) if key.isascii() and key.isdigit() and len(key) < 18]


def rows_of(query: QueryDict) -> tuple[ProjectQuerySet, Selection]:
    """Return the projects that an address means: those that were ticked, else those that the choice keeps."""
    keys = keys_in(query)
    choice = QueryDict(mutable=True)
    if not keys:
        for name in StaffFilterSet.base_filters:
            choice.setlist(name, query.getlist(name)) if name in query else None
    selection = staff_selection(choice, Project.objects.order_by("pk"))
    if keys or ROW in query:
        return Project.objects.filter(pk__in=keys).order_by("pk"), selection
    return (selection.projects if selection.is_valid else Project.objects.none()), selection


def locked_rows(pks: Iterable[int]) -> dict[int, Project]:
    """Return projects that nobody else can save until the transaction ends, in the order of their keys."""
    rows = Project.objects.filter(pk__in=list(pks)).order_by("pk")
    found = {row.pk: row for row in rows.select_for_update(of=("self",), no_key=True)}
    legend = Project.objects.filter(pk__in=found).with_legend()
    return {row.pk: row for row in legend.order_by("pk")}


def save(
    kind: Act, label: str, user_id: int | None, projects: Sequence[Project], fields: Sequence[str]
) -> UUID:
    """Write projects as one act of the history; return its key. Whatever the database refuses ends it all."""
    with act(kind, label, user_id) as key:
        write(projects, fields)
    return key


def write(projects: Sequence[Project], fields: Sequence[str]) -> None:
    """Write these fields of the projects; the database judges at once what it would judge at the end."""
    now = timezone.now()
    for project in projects:
        project.modified_at = now
    Project.objects.bulk_update(projects, [*fields, "modified_at"])
    judge_now()


def refusals(projects: Sequence[Project], fields: Sequence[str]) -> dict[int, str]:
    """Return the sentence of the rule that the database keeps, per project that it would refuse.

    The rules are not repeated here: the projects are written, and written back. Where many go well this is
    one statement; each half that does not is tried by itself.
    """
    if not projects:
        return {}
    sentence = _tried(projects, fields)
    if not sentence:
        return {}
    if len(projects) == 1:
        return {projects[0].pk: sentence}
    middle = len(projects) // 2
    return refusals(projects[:middle], fields) | refusals(projects[middle:], fields)


def _tried(projects: Sequence[Project], fields: Sequence[str]) -> str:
    try:
        with transaction.atomic():
            write(projects, fields)
            transaction.set_rollback(True)
    except IntegrityError as error:
        return refusal(error)
    return ""
