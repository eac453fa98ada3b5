"""Who works on which job, as locks in the database: they are gone when the process is, however it ended.

A claim is a transaction on a connection of its own, which holds two locks as long as the job is worked on:
one of the job, one of a slot. There are two slots, so no more than two jobs are worked on at once, whatever
the number of processes. Locks of a transaction also hold behind a pooler in transaction mode.
"""

from __future__ import annotations

import datetime
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from threading import Event
from typing import Any

from django.db import Error, connection, connections

from wonen.jobs.models import Job

SLOTS = 2
SLOT_LOCK, JOB_LOCK = 1_463_897_704, 1_463_897_705  # the first of two numbers; any that nobody else takes
LOOK = 1.0  # seconds between two looks at whether a job is still wanted
# The transaction stays open while the work is done elsewhere: no time-out of pages may end it.
PATIENT = "SET LOCAL statement_timeout = 0; SET LOCAL idle_in_transaction_session_timeout = 0"
TAKE = "SELECT pg_try_advisory_xact_lock(%s, %s)"
STILL = """
SELECT 1 FROM jobs_job
WHERE id = %s AND ended_at IS NULL AND (wanted_until IS NULL OR wanted_until > clock_timestamp())
"""

# Who works asks STILL over the connection of its locks, about each second: one that has not for long was
# halted. A slot without a job is large work of a page, which asks nothing.
WORKERS = """
SELECT held.classid::bigint, held.objid::bigint
FROM pg_locks held JOIN pg_stat_activity AS holder USING (pid)
WHERE held.locktype = 'advisory' AND held.granted AND held.objsubid = 2
AND held.database = (SELECT oid FROM pg_database WHERE datname = current_database())
AND held.classid::bigint IN (%(slot)s, %(job)s)
AND (holder.query_start > clock_timestamp() - %(silence)s::interval OR NOT EXISTS (
    SELECT FROM pg_locks job
    WHERE job.pid = held.pid AND job.locktype = 'advisory' AND job.classid::bigint = %(job)s
))
"""


class UnwantedError(Exception):
    """Nobody waits for the job any more."""


class StoppedError(Exception):
    """This process is to end; another will take the job up."""


@dataclass
class Claim:
    """The right to work on one job. ``step`` ends the work once it is not wanted or not ours any more."""

    job: Job
    holder: Any  # the connection that has the locks
    stopping: Event
    looked: float = 0.0

    def step(self) -> None:
        if self.stopping.is_set():
            raise StoppedError
        if time.monotonic() - self.looked < LOOK:
            return
        self.looked = time.monotonic()
        # Over the connection of the locks: if that is gone, so is the claim (OperationalError).
        if not _ask(self.holder, STILL, self.job.pk):
            raise UnwantedError


@contextmanager
def claimed(slot: int, stopping: Event) -> Iterator[Claim | None]:
    """Give the first job that is wanted and nobody works on; None if there is none, or the slot is taken."""
    with _holder() as holder:
        job = _first_free(holder) if _ask(holder, TAKE, SLOT_LOCK, slot) else None
        yield Claim(job, holder, stopping) if job else None


@contextmanager
def any_slot() -> Iterator[bool]:
    """Hold a slot until the block ends, for large work that is no job; give False if all are taken."""
    with _holder() as holder:
        yield any(_ask(holder, TAKE, SLOT_LOCK, slot) for slot in range(1, SLOTS + 1))


def workers(silence: datetime.timedelta) -> set[int]:
    """Return the numbers of the jobs that are worked on, and 0 for a slot that is in use.

    Who has a job and was silent for so long does not count: its process was halted, and keeps the locks.
    """
    given: dict[str, Any] = {"slot": SLOT_LOCK, "job": JOB_LOCK, "silence": silence}
    with connection.cursor() as cursor:
        cursor.execute(WORKERS, given)
        return {number if kind == JOB_LOCK else 0 for kind, number in cursor.fetchall()}


@contextmanager
def _holder() -> Iterator[Any]:
    """Give a connection with an open transaction, which has the locks that are taken on it."""
    holder = connections.create_connection("default")
    try:
        holder.set_autocommit(False)
        with holder.cursor() as cursor:
            cursor.execute(PATIENT)
        yield holder
    finally:
        with suppress(Error):
            holder.rollback()
        holder.close()


def _first_free(holder: Any) -> Job | None:
    for job in Job.objects.wanted():
        # Who had it until a moment ago may have ended it since the list was read.
        if _ask(holder, TAKE, JOB_LOCK, job.pk) and _ask(holder, STILL, job.pk):
            return job
    return None


def _ask(holder: Any, statement: str, *values: int) -> bool:
    with holder.cursor() as cursor:
        cursor.execute(statement, values)
        row = cursor.fetchone()
    return bool(row and row[0])
