"""The queue: one row a job. Whether a job is being worked on is no column but a lock (wonen.jobs.claims)."""

import datetime
import json
from typing import Any

from django.db import connection, models
from django.db.models import Case, F, Q, When
from django.db.models.functions import Now

# A job that somebody waits for is there once, however many ask for it; one that is always wanted stays so.
ASK = """
INSERT INTO jobs_job AS known (kind, key, arguments, asked_at, wanted_until, tries, result, fault)
VALUES (
    %(kind)s, %(key)s, %(arguments)s, clock_timestamp(), clock_timestamp() + %(wanted)s::interval, 0, '', ''
)
ON CONFLICT (kind, key) WHERE ended_at IS NULL DO UPDATE SET
    asked_at = CASE WHEN known.wanted_until <= clock_timestamp() THEN clock_timestamp() ELSE known.asked_at END,
    wanted_until = CASE WHEN known.wanted_until IS NOT NULL THEN greatest(known.wanted_until, excluded.wanted_until) END
RETURNING id
"""
MOST_TRIES = 3  # each that ended with its process or its database; what fails otherwise is not tried again
KEPT = datetime.timedelta(hours=1)  # how long is known what became of a job


class JobQuerySet(models.QuerySet["Job"]):
    def ask(self, kind: str, key: str, arguments: dict[str, Any], wanted: datetime.timedelta | None) -> int:
        """Put a job in the queue, or join the one that does the same; return its number.

        ``wanted`` is for how long from now somebody waits for it: it is not begun, and is stopped, once
        nobody does. None: it is done in any case. One statement.
        """
        given: dict[str, Any] = {
            "kind": kind,
            "key": key,
            "arguments": json.dumps(arguments),
            "wanted": wanted,
        }
        with connection.cursor() as cursor:
            cursor.execute(ASK, given)
            return int(cursor.fetchone()[0])

    def renew(self, pk: int, wanted: datetime.timedelta) -> None:
        """Say that somebody still waits for a job."""
        asked_at = Case(When(wanted_until__lte=Now(), then=Now()), default=F("asked_at"))
        self.open().filter(pk=pk, wanted_until__lt=Now() + wanted).update(
            wanted_until=Now() + wanted, asked_at=asked_at
        )

    def open(self) -> "JobQuerySet":
        return self.filter(ended_at=None)

    def is_fresh(self, pk: int, time: datetime.timedelta) -> bool:
        """Return whether within so long a job was asked, or any ended."""
        since = Now() - time
        return self.filter(Q(pk=pk, asked_at__gt=since) | Q(ended_at__gt=since)).exists()

    def wanted(self) -> "JobQuerySet":
        """Return what is to be done, in the order in which it was asked."""
        return self.open().filter(Q(wanted_until=None) | Q(wanted_until__gt=Now())).order_by("pk")

    def begin(self, pk: int) -> None:
        self.filter(pk=pk).update(tries=F("tries") + 1)

    def end(self, pk: int, result: str = "", fault: str = "") -> None:
        """Keep what became of a job; forget those of long ago, and what nobody waits for any more."""
        self.filter(pk=pk).update(ended_at=Now(), result=result, fault=fault)
        self.filter(ended_at__lt=Now() - KEPT).delete()
        self.drop_unwanted()

    def drop_unwanted(self) -> None:
        """Remove what nobody waits for any more."""
        self.open().filter(wanted_until__lte=Now()).delete()


class Job(models.Model):
    """Something to do. ``kind`` names what does it; ``key`` tells one job of a kind from others."""

    id = models.AutoField(primary_key=True)
    kind = models.CharField(max_length=40)
    key = models.CharField(max_length=120)
    arguments = models.JSONField()
    asked_at = models.DateTimeField()
    wanted_until = models.DateTimeField(null=True)
    tries = models.PositiveSmallIntegerField(default=0)
    ended_at = models.DateTimeField(null=True)
    result = models.CharField(max_length=120, blank=True)
    fault = models.TextField(blank=True)

    objects = JobQuerySet.as_manager()

    class Meta:
        verbose_name = "taak"
        verbose_name_plural = "taken"
        ordering = ("pk",)
        constraints = (
            models.UniqueConstraint(
                fields=["kind", "key"], condition=Q(ended_at=None), name="job_once_in_the_queue"
            ),
            models.CheckConstraint(
                condition=Q(ended_at__isnull=False) | Q(result="", fault=""), name="job_result_when_ended"
            ),
        )
        indexes = (models.Index(fields=["ended_at"], name="job_ended"),)

    def __str__(self) -> str:
        return f"{self.kind} {self.key}"
