"""Who was the last to change a project, and when: from the history, else from the log of the back office."""

from __future__ import annotations

import datetime
from typing import NamedTuple

from django.contrib.admin.models import LogEntry
from django.contrib.auth import get_user_model
from django.contrib.contenttypes.models import ContentType

from projects.events import ProjectEvent, ProjectHousingTypeEvent, ProjectRentClassEvent
from projects.models import Project

SOMEBODY = "Iemand anders"


class Author(NamedTuple):
    name: str
    at: datetime.datetime | None


def last_author(pk: int) -> Author:
    """Return who changed a project last; without a name where nothing kept it."""
    events = (
        ProjectEvent.objects.filter(pgh_obj=pk),
        ProjectRentClassEvent.objects.filter(project=pk),
        ProjectHousingTypeEvent.objects.filter(project=pk),
    )
    found = [
        each.order_by("-pgh_id").values("pgh_id", "pgh_created_at", "pgh_context__metadata").first()
        for each in events
    ]
    event = max((each for each in found if each), key=lambda each: each["pgh_id"], default=None)
    user = ((event or {}).get("pgh_context__metadata") or {}).get("user")
    at = event["pgh_created_at"] if event else None
    if user is None:
        logged = LogEntry.objects.filter(
            content_type=ContentType.objects.get_for_model(Project), object_id=str(pk)
        ).order_by("-action_time")
        entry = logged.values("user", "action_time").first()
        if entry and (at is None or entry["action_time"] >= at):
            user, at = entry["user"], entry["action_time"]
    person = get_user_model().objects.filter(pk=user).first() if isinstance(user, int) else None
    return Author((person.get_full_name() or person.get_username()) if person else SOMEBODY, at)
