"""Which way a fact of a project moved: a word where that is certain, and none where it is not.

A fact is a span of what it may turn out to be: a quarter or a whole year, a score of 0 to 2, BENG or any
higher level. It moved up or down only if the two spans do not touch.
"""

from collections.abc import Callable
from math import inf

from projects.models import Project

Span = tuple[float, float]


def of(label: str, was: Project, now: Project) -> str:
    """Return the word for how the cell of that name moved, or an empty text."""
    find = WORDS.get(label)
    return find(was, now) if find else ""


def _apart(was: Span | None, now: Span | None, down: str, up: str) -> str:
    if was is None or now is None:
        return ""
    if now[0] > was[1]:
        return up
    return down if now[1] < was[0] else ""


def _dwellings(was: Project, now: Project) -> str:
    return _apart(_count(was), _count(now), "minder", "meer")


def _count(project: Project) -> Span | None:
    """Return the number of dwellings; one with 'ca.' may turn out to be anything near it."""
    if project.dwellings is None or project.dwellings_approximate:
        return None
    return project.dwellings, project.dwellings


def _bat(was: Project, now: Project) -> str:
    return _apart(_scores(was), _scores(now), "lager", "hoger")


def _scores(project: Project) -> Span | None:
    if project.bat_from_id is None or project.bat_to_id is None:
        return None
    return project.bat_from_id, project.bat_to_id


def _sustainability(was: Project, now: Project) -> str:
    return _apart(_levels(was), _levels(now), "lager", "hoger")


def _levels(project: Project) -> Span | None:
    level = project.sustainability
    # A level that is no longer in the legend has lost its place in the order.
    if level is None or not level.code:
        return None
    return level.order, inf if project.sustainability_at_least else level.order


def _planning(was: Project, now: Project) -> str:
    """Return 'later', or 'start later' where the delivery is known too and did not move along.

    A bare year may be the start or the delivery: from 2022 to 2023 says of neither that it moved.
    """
    pairs = {
        "start": (
            _moment(was.start_year, was.start_quarter),
            _moment(now.start_year, now.start_quarter),
        ),
        "oplevering": (
            _moment(was.delivery_year, was.delivery_quarter),
            _moment(now.delivery_year, now.delivery_quarter),
        ),
    }
    known = {event: pair for event, pair in pairs.items() if None not in pair}
    moved = {event: _apart(*pair, "eerder", "later") for event, pair in known.items()}
    if len(set(moved.values())) == 1:
        return next(iter(moved.values()))
    return ", ".join(f"{event} {word}" for event, word in moved.items() if word)


def _moment(year: int | None, quarter: int | None) -> Span | None:
    """Return the first and the last quarter that is meant, counted from the year 0."""
    if year is None:
        return None
    return 4 * year + (quarter or 1), 4 * year + (quarter or 4)


WORDS: dict[str, Callable[[Project, Project], str]] = {
    "Aantal woningen": _dwellings,
    "BAT-score": _bat,
    "Duurzaamheid": _sustainability,
    "Planning": _planning,
}
