"""The queue: one row a job. Whether a job is being worked on is no column but a lock (wonen.jobs.claims)."""

import datetime
import json
from typing import Any

from django.db import connection, models
from django.db.models import Case, F, Q, When
from django.db.models.functions import Now

# A job that somebody waits for is there once, however many ask for it; one that is always wanted stays so.
ASK = """
WITH joined AS (
    UPDATE jobs_job SET
        asked_at = CASE WHEN wanted_until <= clock_timestamp() THEN clock_timestamp() ELSE asked_at END,
        wanted_until = CASE WHEN wanted_until IS NOT NULL
            THEN greatest(wanted_until, clock_timestamp() + %(wanted)s::interval) END
    WHERE kind = %(kind)s AND key = %(key)s AND ended_at IS NULL
    RETURNING id
), added AS (
    INSERT INTO jobs_job
        (kind, key, arguments, asked_at, wanted_until, tries, result, fault, asked_by, place)
    SELECT %(kind)s, %(key)s, %(arguments)s, clock_timestamp(), clock_timestamp() + %(wanted)s::interval,
        0, '', '', %(by)s, free.place
    FROM (
        SELECT CASE WHEN %(by)s <> '' THEN place END AS place
        FROM generate_series(1, %(most)s) AS place
        WHERE NOT EXISTS (
            SELECT FROM jobs_job
            WHERE asked_by = %(by)s AND jobs_job.place = place.place AND ended_at IS NULL
        )
        ORDER BY place.place LIMIT 1
    ) AS free
    WHERE NOT EXISTS (SELECT FROM joined)
    ON CONFLICT DO NOTHING
    RETURNING id
)
SELECT id FROM joined UNION ALL SELECT id FROM added
"""
MOST_OPEN = 2  # jobs that one who asks has in the queue at once
MOST_TRIES = 3  # each that ended with its process or its database; what fails otherwise is not tried again
KEPT = datetime.timedelta(hours=1)  # how long is known what became of a job


class TooManyOpenError(Exception):
    """Whoever asks has as many jobs in the queue as one may have."""


class JobQuerySet(models.QuerySet["Job"]):
    def ask(
        self, kind: str, key: str, arguments: dict[str, Any], wanted: datetime.timedelta | None, by: str = ""
    ) -> int:
        """Put a job in the queue, or join the one that does the same; return its number.

        ``wanted`` is for how long from now somebody waits for it: it is not begun, and is stopped, once
        nobody does. None: it is done in any case. ``by`` tells who asks from others; raise TooManyOpenError
        for a job more than ``MOST_OPEN`` of theirs. Nobody (''): any number.
        """
        if by:  # what they wait for no more is not in their way, even if nobody works
            self.open().filter(asked_by=by, wanted_until__lte=Now()).exclude(kind=kind, key=key).delete()
        given: dict[str, Any] = {
            "kind": kind,
            "key": key,
            "arguments": json.dumps(arguments),
            "wanted": wanted,
            "by": by,
            "most": MOST_OPEN,
        }
        with connection.cursor() as cursor:
            # Another took the place, or asked the same, at this very moment: the next look sees it. Each
            # place is lost to another once at most, and so is the job.
            for _ in range(MOST_OPEN + 2):
                cursor.execute(ASK, given)
                if row := cursor.fetchone():
                    return int(row[0])
        raise TooManyOpenError

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
    """Something to do. ``kind`` names what does it; ``key`` tells one job of a kind from others.

    ``asked_at`` is since when somebody has waited for it; ``asked_by`` who asked it, as a keyed hash, and
    ``place`` which of their open jobs it is.
    """

    id = models.AutoField(primary_key=True)
    kind = models.CharField(max_length=40)
    key = models.CharField(max_length=120)
    arguments = models.JSONField()
    asked_at = models.DateTimeField()
    wanted_until = models.DateTimeField(null=True)
    tries = models.PositiveSmallIntegerField(default=0)
    asked_by = models.CharField(max_length=64, blank=True, default="")
    place = models.PositiveSmallIntegerField(null=True)
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
            models.UniqueConstraint(
                fields=["asked_by", "place"], condition=Q(ended_at=None), name="job_place_once"
            ),
            models.CheckConstraint(
                condition=Q(asked_by="", place=None) | (~Q(asked_by="") & Q(place__isnull=False)),
                name="job_place_of_somebody",
            ),
            models.CheckConstraint(
                condition=Q(ended_at__isnull=False) | Q(result="", fault=""), name="job_result_when_ended"
            ),
        )
        indexes = (models.Index(fields=["ended_at"], name="job_ended"),)

    def __str__(self) -> str:
        return f"{self.kind} {self.key}"
