"""What may be wrong with a project without being forbidden: told beside the form, never in the way."""

from __future__ import annotations

import datetime

from projects.editing.completeness import Lack
from projects.kinds import Phase
from projects.models import Project
from projects.notation import moment, number

NOT_STARTED = {
    Phase.CONCEPT,
    Phase.INITIATIVE,
    Phase.DEFINITION,
    Phase.DESIGN,
    Phase.PREPARATION,
}
NOT_DELIVERED = {*NOT_STARTED, Phase.REALISATION}


def doubts(project: Project, was: int | None, lacks: list[Lack], today: datetime.date) -> list[str]:
    """Return the sentences of what may be wrong. ``was``: the number of dwellings before this entry."""
    found = _of_cells(project, was, today)
    labels = [lack.label for lack in lacks]
    if "plaats of wijk" in labels:
        found.append("Er is nog geen plaats of wijk ingevuld.")
    if project.is_public and labels:
        found.append(f"Dit project is openbaar, maar nog niet volledig: {', '.join(labels)}.")
    return found


def new_doubts(before: Project, after: Project, today: datetime.date) -> list[str]:
    """Return the sentences of what may be wrong since an entry in the cells of count, phase and planning."""
    known = _of_cells(before, None, today)
    return [each for each in _of_cells(after, before.dwellings, today) if each not in known]


def _of_cells(project: Project, was: int | None, today: datetime.date) -> list[str]:
    return [*_past(project, today), *_jump(was, project.dwellings)]


def _past(project: Project, today: datetime.date) -> list[str]:
    """Doubt a start or delivery that lies in the past of a project that is not so far yet."""
    phase = project.get_phase_display() or "nog niet bekend"
    moments = (
        ("start", project.start_year, project.start_quarter, NOT_STARTED),
        ("oplevering", project.delivery_year, project.delivery_quarter, NOT_DELIVERED),
        ("planning", project.planned_year, project.planned_quarter, NOT_STARTED),
    )
    return [
        f"De {event} ({moment(year, quarter)}) ligt in het verleden, maar de projectfase is {phase.lower()}."
        for event, year, quarter, phases in moments
        if year is not None and is_over(year, quarter, today) and project.phase in {"", *phases}
    ]


def is_over(year: int, quarter: int | None, today: datetime.date) -> bool:
    """Say whether the year, or its quarter, has ended."""
    return (year, quarter or 4) < (today.year, (today.month + 2) // 3)


def _jump(was: int | None, now: int | None) -> list[str]:
    if was is None or now is None or 2 * abs(now - was) <= was:
        return []
    return [f"Het aantal woningen gaat van {number(was)} naar {number(now)}: meer dan de helft anders."]
