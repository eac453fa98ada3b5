"""How much of its rate somebody has used: one row each, changed by one statement."""

import datetime
from typing import Any

from django.db import connection, models

# The row says when all is free again. A request moves that one step on, unless it would go beyond the span.
SPEND = """
INSERT INTO municipalities_requestrate AS known (key, free_at) VALUES (%(key)s, clock_timestamp() + %(step)s)
ON CONFLICT (key) DO UPDATE SET free_at = greatest(known.free_at, clock_timestamp()) + %(step)s
WHERE known.free_at <= clock_timestamp() + %(span)s - %(step)s
"""
WAIT = """
SELECT extract(epoch FROM free_at + %(step)s - %(span)s - clock_timestamp())
FROM municipalities_requestrate WHERE key = %(key)s
"""
SWEEP = """
DELETE FROM municipalities_requestrate WHERE key IN (
    SELECT key FROM municipalities_requestrate WHERE free_at < clock_timestamp() FOR UPDATE SKIP LOCKED
)
"""


class RequestRateQuerySet(models.QuerySet["RequestRate"]):
    def spend(self, key: str, step: datetime.timedelta, span: datetime.timedelta) -> float | None:
        """Take one step of the span, if there is room; else return the seconds until there is."""
        given: dict[str, Any] = {"key": key, "step": step, "span": span}
        with connection.cursor() as cursor:
            cursor.execute(SPEND, given)
            if cursor.rowcount:
                return None
            cursor.execute(WAIT, given)
            row = cursor.fetchone()
            return float(row[0]) if row else 0.0

    def sweep(self) -> None:
        """Remove the rows of whom all is free again: they say nothing any more."""
        with connection.cursor() as cursor:
            cursor.execute(SWEEP)


class RequestRate(models.Model):
    """What one token or address used of its rate; the key is a keyed hash, so that nobody can read who.

    The table is not written to the log of the database (UNLOGGED): a crash empties it, which harms nothing.
    """

    key = models.CharField(max_length=64, primary_key=True)
    free_at = models.DateTimeField()

    objects = RequestRateQuerySet.as_manager()

    class Meta:
        app_label = "municipalities"  # whose table it is, by its name and in the records of migrations
        verbose_name = "verbruik van de API"
        verbose_name_plural = "verbruik van de API"
        ordering = ("key",)

    def __str__(self) -> str:
        return self.key[:8]
