"""Lets time pass in a test: what happened so far happened so much longer ago."""

from datetime import timedelta

from django.db import connection
from django.db.models import F

from wonen.history.entries import HistoryEntry
from wonen.history.tables import TABLES

DAY = timedelta(hours=24, minutes=1)


def time_passes(length: timedelta = DAY) -> None:
    for table in TABLES.values():
        table.log.update(pgh_created_at=F("pgh_created_at") - length)
    HistoryEntry.objects.update(at=F("at") - length)
    assert not connection.in_atomic_block  # or the rest of a transaction would have another moment
