"""Does what the page of an undoing advises, mechanically, until the undoing succeeds."""

from collections.abc import Callable

from django.contrib.auth.models import AnonymousUser, User

from wonen.history.audited_action import Act
from wonen.history.entries import HistoryEntry
from wonen.history.undo.applying import carry_out
from wonen.history.undo.plans import Plan, Problem, undoing
from wonen.history.undo.restoring import restoring

MOST_STEPS = 60


class NoWayError(AssertionError):
    """The advice led nowhere."""


def nothing() -> None:
    """Note nothing of what is done."""


def follow(
    entry: HistoryEntry, *, by_versions: bool = False, noted: Callable[[], None] = nothing
) -> list[str]:
    """Undo an entry, and before that what stands in its way; return what was done.

    ``by_versions`` puts single rows back to the version of the entry where the page offers that. ``noted`` is
    called after each act.
    """
    steps: list[str] = []
    while True:
        plan, done = carry_out(lambda: undoing(entry), Act.UNDO, entry.how, None)
        if done:
            noted()
            steps.append(f"undid {entry.pk}")
        if done or (plan.can and not plan.changes):
            return steps
        steps += _do_first(entry, plan, by_versions=by_versions, noted=noted)
        if len(steps) > MOST_STEPS:
            raise NoWayError(entry.pk, steps)


def _do_first(entry: HistoryEntry, plan: Plan, *, by_versions: bool, noted: Callable[[], None]) -> list[str]:
    for problem in plan.problems if by_versions else ():
        if problem.version and _put_back(entry, problem):
            noted()
            return [f"put back {problem.version[1]}"]
    entries = [each.entry for each in plan.problems if each.entry]
    if not entries:
        raise NoWayError(entry.pk, [each.sentence for each in plan.problems])
    newest = max(entries, key=lambda each: each.pk)
    return follow(newest, by_versions=by_versions, noted=noted) or ["nothing left to undo"]


def _put_back(entry: HistoryEntry, problem: Problem) -> bool:
    assert problem.version
    table, pk = problem.version
    user = User.objects.filter(is_superuser=True).first() or AnonymousUser()
    _plan, done = carry_out(
        lambda: restoring(table, pk, entry, user) or Plan([]), Act.RESTORE, "versie", None
    )
    return done
