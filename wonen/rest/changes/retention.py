"""How long the feed of changes tells of what is gone."""

import datetime

from django.db import connection, transaction
from django.db.models import Exists, Max, OuterRef

from wonen.rest.changes.marks import ChangeMark
from wonen.rest.changes.query import FEEDS, Feed, current_epoch


@transaction.atomic
def forget_gone(before: datetime.datetime) -> int:
    """Forget what was gone before a moment; return how many rows. Cursors from before that then expire.

    Only what had certainly ended by then, so that a moment since then still finds all. The newest mark of a
    feed stays: who has read it is not sent back to the beginning for it.
    """
    epoch = current_epoch()
    ChangeMark.objects.exclude(epoch=epoch).delete()
    marks = ChangeMark.objects.filter(epoch=epoch, changed_at__lt=before)
    oldest = marks.aggregate(oldest=Max("oldest"))["oldest"]
    forgotten = [each for feed in FEEDS.values() for each in _forget(feed, epoch, oldest or 0)]
    if forgotten:
        with connection.cursor() as cursor:
            cursor.execute(MOVE_ON, [epoch, max(forgotten), oldest, before])
    return len(forgotten)


MOVE_ON = """
INSERT INTO municipalities_changemark AS mark
    (resource, key, epoch, transaction, oldest, changed_at, is_new)
VALUES ('', 0, %s, %s, %s, %s, false)
ON CONFLICT (resource, key) DO UPDATE SET
    transaction = greatest(mark.transaction, excluded.transaction),
    oldest = excluded.oldest, changed_at = excluded.changed_at
"""


def _forget(feed: Feed, epoch: int, oldest: int) -> list[int]:
    """Remove the marks of what is gone, and return their transactions. It waits for nobody."""
    marks = ChangeMark.objects.filter(epoch=epoch, resource=feed.resource)
    newest = marks.aggregate(newest=Max("transaction"))["newest"] or 0
    gone = marks.filter(~Exists(feed.rows().filter(pk=OuterRef("key"))), transaction__lt=min(oldest, newest))
    found = dict(gone.select_for_update(skip_locked=True).values_list("key", "transaction"))
    marks.filter(key__in=found).delete()
    return [*found.values()]
