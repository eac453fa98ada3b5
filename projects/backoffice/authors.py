"""Who was the last to change a project, and when: from the history."""

from __future__ import annotations

import datetime
from typing import NamedTuple

from projects.models.events import (
    ExternalCodeEvent,
    ProjectEvent,
    ProjectHousingTypeEvent,
    ProjectRentClassEvent,
)
from wonen.history.entries import HistoryEntry

SOMEBODY = "Iemand anders"


class Author(NamedTuple):
    name: str
    at: datetime.datetime | None


def last_author(pk: int) -> Author:
    """Return who changed a project or a part of it last; without a name where nobody is known."""
    events = (
        ProjectEvent.objects.filter(pgh_obj=pk),
        *(
            part.objects.filter(project=pk)
            for part in (ProjectRentClassEvent, ProjectHousingTypeEvent, ExternalCodeEvent)
        ),
    )
    found = (each.order_by("-pgh_id").values_list("pgh_id", "entry_id").first() for each in events)
    _number, last = max(filter(None, found), default=(0, 0))
    entry = HistoryEntry.objects.select_related("user").filter(pk=last).first()
    if entry is None:
        return Author(SOMEBODY, None)
    return Author(entry.who if entry.user else SOMEBODY, entry.at)
