"""The same change on many projects: shown per project before anything is done, then done all or nothing."""

from __future__ import annotations

import copy
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any, NamedTuple
from uuid import UUID

from django.core.exceptions import ValidationError

from projects import notation
from projects.backoffice.bulk.all_or_nothing import locked_rows, not_yours, refusals, save
from projects.backoffice.bulk.forms import BulkForm
from projects.facts import FACTS
from projects.models import Project
from wonen.history.audited_action import Act

WRITTEN = tuple(name for fact in FACTS if fact.is_bulk for name in fact.fields)
INVENTED = (
    "Dit is voorbeelddata. Die wijzigt u alleen een voor een: van voorbeelddata is niets terug te zetten."
)
MOVED = "Iemand anders heeft dit project gewijzigd of verwijderd nadat u dit overzicht opvroeg."


@dataclass(frozen=True)
class Change:
    """What would become of one project: the cells that change, or why it is refused."""

    project: Project
    cells: list[tuple[str, str, str]]  # what it is called, what it was, what it becomes
    changed: Project
    refused: str = ""


@dataclass
class Plan:
    """What a change would do to the chosen projects."""

    changes: list[Change] = field(default_factory=list)
    same: int = 0
    refused: list[Change] = field(default_factory=list)

    @property
    def versions(self) -> str:
        """The projects to be changed with the version that was shown, to be sent back."""
        return " ".join(f"{each.project.pk}:{each.project.version}" for each in self.changes)


def read_versions(text: str) -> dict[int, int]:
    """Return the versions by project; nothing of what cannot be read."""
    pairs = [pair.partition(":") for pair in text.split()]
    return {int(key): int(version) for key, _, version in pairs if _is_number(key) and _is_number(version)}


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) < 18


def plan(rows: Iterable[Project], form: BulkForm, user: Any) -> Plan:
    """Find out what the change does to each project; call it inside a transaction."""
    why_not = not_yours(user)
    found, wanted = Plan(), list[Change]()
    for project in rows:
        change = _change(project, form, why_not)
        if change.refused:
            found.refused.append(change)
        elif change.cells:
            wanted.append(change)
        else:
            found.same += 1
    broken = refusals([each.changed for each in wanted], WRITTEN)
    for each in wanted:
        if sentence := broken.get(each.project.pk):
            found.refused.append(Change(each.project, each.cells, each.changed, sentence))
        else:
            found.changes.append(each)
    return found


def _change(project: Project, form: BulkForm, why_not: Callable[[Project], str]) -> Change:
    changed = copy.copy(project)
    if refused := why_not(project):
        return Change(project, [], changed, refused)
    if project.is_example:
        return Change(project, [], changed, INVENTED)
    try:
        form.change(changed)
    except ValidationError as error:
        return Change(project, [], changed, " ".join(error.messages))
    return Change(project, _cells(project, changed), changed)


def _cells(was: Project, now: Project) -> list[tuple[str, str, str]]:
    pairs = [(label, _print(was), _print(now)) for label, _print in PRINTED]
    return [(label, before, after) for label, before, after in pairs if before != after]


def _planning(project: Project) -> str:
    return notation.planning(
        start=(project.start_year, project.start_quarter),
        delivery=(project.delivery_year, project.delivery_quarter),
        planned=(project.planned_year, project.planned_quarter),
    )


PRINTED = (
    ("Projectfase", lambda project: project.get_phase_display() or notation.UNKNOWN),
    ("Corporatie", lambda project: str(project.corporation)),
    ("Openbaar", lambda project: "ja" if project.is_public else "nee"),
    ("Planning", _planning),
)


class Done(NamedTuple):
    """How many projects an act changed; without an act those that somebody else changed meanwhile."""

    key: UUID | None
    changed: int
    moved: list[Project]


def apply(versions: dict[int, int], form: BulkForm, user: Any, label: str) -> Done:
    """Change the projects that were shown, all or none; call it inside a transaction.

    Raise an IntegrityError if the database refuses one after all; then nothing is changed either.
    """
    rows = locked_rows(versions)
    moved = [row for pk, row in rows.items() if row.version != versions[pk]]
    if moved or len(rows) < len(versions):
        return Done(None, 0, moved)
    why_not = not_yours(user)
    changes = [_change(row, form, why_not) for row in rows.values()]
    allowed = [each.changed for each in changes if each.cells and not each.refused]
    return Done(save(Act.BULK, label, user.pk, allowed, WRITTEN), len(allowed), [])
