"""The process that does the jobs: a thread for each slot, until it is told to stop."""

import logging
import os
import threading
from collections.abc import Callable

from django.db import Error, InterfaceError, OperationalError, connection

from wonen.jobs.claims import SLOTS, Claim, StoppedError, UnwantedError, claimed
from wonen.jobs.kinds import KINDS, CannotError
from wonen.jobs.models import MOST_TRIES, Job

PAUSE = 0.5  # seconds between two looks into the queue
PATIENCE = 3.0  # seconds that a job has to notice that the process is to stop
FAILED = "Het is niet gelukt; het is vastgelegd."
LOG = logging.getLogger(__name__)


def run(stopping: threading.Event, is_needed: Callable[[], bool]) -> None:
    """Work until ``stopping`` is set or this process is needed no more.

    A job that does not notice in time is left to the next process: its claim ends with this one.
    """
    threads = [
        threading.Thread(target=work, args=(slot, stopping), name=f"slot {slot}", daemon=True)
        for slot in range(1, SLOTS + 1)
    ]
    for each in threads:
        each.start()
    while is_needed() and not stopping.wait(PAUSE):
        pass
    stopping.set()
    for each in threads:
        each.join(PATIENCE)


def is_child_of(parent: int | None) -> Callable[[], bool]:
    """Return a function that says whether the process that started this one is still there."""
    return lambda: parent is None or os.getppid() == parent


def work(slot: int, stopping: threading.Event) -> None:
    """Do one job after another in a slot."""
    while not stopping.is_set():
        try:
            done = do_next(slot, stopping)
        except Error as error:  # away for a while: what was being done is tried again
            LOG.warning("The queue cannot be read: %s", error)
            done = False
        finally:
            connection.close_if_unusable_or_obsolete()  # one that was cut is replaced
        if not done:
            stopping.wait(PAUSE)


def do_next(slot: int, stopping: threading.Event) -> bool:
    """Do the first job that is free; return False if there is none."""
    if not Job.objects.wanted().exists():
        return False
    with claimed(slot, stopping) as claim:
        if claim is None:
            return False
        do(claim)
    return True


def do(claim: Claim) -> None:
    """Do a job and keep what became of it."""
    job = claim.job
    if job.tries >= MOST_TRIES:
        LOG.error("Job %s (%s) ended %s times with its process: given up.", job.pk, job, job.tries)
        Job.objects.end(job.pk, fault=FAILED)
        return
    Job.objects.begin(job.pk)
    try:
        result = KINDS[job.kind](job.arguments, claim.step)
    except (StoppedError, UnwantedError):  # not its own fault: it may be asked again
        Job.objects.filter(pk=job.pk).update(tries=job.tries)
        Job.objects.drop_unwanted()
    except CannotError as refused:
        Job.objects.end(job.pk, fault=str(refused))
    except (OperationalError, InterfaceError):
        raise
    except Exception:
        LOG.exception("Job %s (%s) failed.", job.pk, job)
        Job.objects.end(job.pk, fault=FAILED)
    else:
        Job.objects.end(job.pk, result=result)
