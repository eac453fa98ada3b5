"""Removes history that is older than it is to be kept."""

from __future__ import annotations

import datetime
from typing import Any

from django.db import transaction
from django.db.models import Exists, OuterRef, Q

from wonen.history.entries import HistoryEntry
from wonen.history.tables import REMOVED, TABLES


def prune(before: datetime.datetime) -> tuple[int, int]:
    """Remove the events and entries from before a moment; return how many of each.

    Of every row that was there at that moment its last event of before stays, however old: without it the
    next change has no *was*. An entry of which something was removed is marked: it cannot be undone.
    """
    with transaction.atomic():
        events = sum(_prune_table(table.events, before) for table in TABLES.values())
        left = Q(pk=None)
        for table in TABLES.values():
            left |= Q(Exists(table.log.filter(entry=OuterRef("pk"))))
        entries, _ = HistoryEntry.objects.filter(at__lt=before).exclude(left).delete()
    return events, entries


def _prune_table(events: Any, before: datetime.datetime) -> int:
    later = events._base_manager.filter(
        pgh_obj=OuterRef("pgh_obj"), pgh_id__gt=OuterRef("pgh_id"), pgh_created_at__lt=before
    )
    old = events._base_manager.filter(pgh_created_at__lt=before).filter(Q(pgh_label=REMOVED) | Exists(later))
    HistoryEntry.objects.filter(pk__in=old.values("entry"), is_pruned=False).update(is_pruned=True)
    return int(old._raw_delete(old.db))
