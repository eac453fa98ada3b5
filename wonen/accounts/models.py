"""What is counted against guessing: one row a count, one statement a change, kept for its whole time."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from typing import Any

from django.db import connection, models
from django.db.models.functions import Now

# How long the next attempt waits: see Limit. The clock is read at each use, so after waiting for the row.
PAUSE = """CASE WHEN {failures} < %(free)s THEN interval '0'
    ELSE least(%(first)s::interval * power(2, least({failures} - %(free)s, 30)), %(longest)s::interval) END"""
FAILURES = "CASE WHEN known.expires_at <= clock_timestamp() THEN 1 ELSE known.failures + 1 END"
TAKE = f"""
INSERT INTO accounts_attemptcount AS known (kind, who, place, failures, since, free_at, expires_at)
VALUES (%(kind)s, %(who)s, %(place)s, 1, clock_timestamp(),
    clock_timestamp() + {PAUSE.format(failures=1)}, clock_timestamp() + %(memory)s::interval)
ON CONFLICT (kind, who, place) DO UPDATE SET
    failures = {FAILURES},
    since = CASE WHEN known.expires_at <= clock_timestamp() THEN clock_timestamp() ELSE known.since END,
    free_at = clock_timestamp() + {PAUSE.format(failures=f"({FAILURES})")},
    expires_at = clock_timestamp() + %(memory)s::interval
WHERE known.free_at <= clock_timestamp() OR NOT %(wait)s
RETURNING failures
"""  # noqa: S608 - the parts are constants
GIVE_BACK = """
UPDATE accounts_attemptcount SET failures = greatest(failures - 1, 0), free_at = clock_timestamp()
WHERE kind = %(kind)s AND who = %(who)s AND place = %(place)s
"""
SWEEP = """
DELETE FROM accounts_attemptcount WHERE id IN (
    SELECT id FROM accounts_attemptcount WHERE expires_at <= clock_timestamp() FOR UPDATE SKIP LOCKED
)
"""


@dataclass(frozen=True)
class Limit:
    """How long failures of a kind are remembered, and how long one waits after them.

    A count is forgotten ``memory`` after its last failure. From failure number ``free`` on, the next attempt
    waits ``first``, then twice as long each time, at most ``longest``; without these it never waits.
    """

    kind: str
    memory: datetime.timedelta
    free: int = 2**31 - 1  # more than a count can hold
    first: datetime.timedelta = datetime.timedelta(0)
    longest: datetime.timedelta = datetime.timedelta(0)


class AttemptCountQuerySet(models.QuerySet["AttemptCount"]):
    def take(self, limit: Limit, who: str, place: str = "", *, wait: bool = True) -> int | None:
        """Count one attempt as failed, before it is judged; return how many there are now.

        Return None, and count nothing, during a pause; with ``wait=False`` a pause is not looked at.
        """
        given: dict[str, Any] = {"kind": limit.kind, "who": who, "place": place, "wait": wait}
        pauses = {"free": limit.free, "first": limit.first, "longest": limit.longest, "memory": limit.memory}
        with connection.cursor() as cursor:
            cursor.execute(TAKE, given | pauses)
            row = cursor.fetchone()
        return row[0] if row else None

    def give_back(self, limit: Limit, who: str, place: str = "") -> None:
        """Take off one attempt that turned out to be right, and end the pause that it began."""
        with connection.cursor() as cursor:
            cursor.execute(GIVE_BACK, {"kind": limit.kind, "who": who, "place": place})

    def of(self, limit: Limit, who: str, place: str = "") -> AttemptCountQuerySet:
        """Return the count, as a row or none; one whose time is over is none."""
        return self.filter(kind=limit.kind, who=who, place=place, expires_at__gt=Now())

    def sweep(self) -> None:
        """Remove the counts whose time is over: they say nothing any more."""
        with connection.cursor() as cursor:
            cursor.execute(SWEEP)


class AttemptCount(models.Model):
    """How often something was tried in vain. ``who`` and ``place`` are keyed hashes: nobody can read them."""

    kind = models.CharField(max_length=20)
    who = models.CharField(max_length=64)
    place = models.CharField(max_length=64, blank=True)
    failures = models.PositiveIntegerField()
    since = models.DateTimeField()
    free_at = models.DateTimeField()
    expires_at = models.DateTimeField(db_index=True)

    objects = AttemptCountQuerySet.as_manager()

    class Meta:
        verbose_name = "telling van pogingen"
        verbose_name_plural = "tellingen van pogingen"
        default_permissions = ()
        ordering = ("pk",)
        constraints = [
            models.UniqueConstraint(fields=("kind", "who", "place"), name="attemptcount_once"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.who[:8]}: {self.failures}"
