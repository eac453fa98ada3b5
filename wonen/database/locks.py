"""Waiting for another save: how long at most, and how to tell that it was given up."""

from django.db import OperationalError, connection
from psycopg.errors import DeadlockDetected, LockNotAvailable

LONGEST_WAIT = "10s"


def limit_waiting() -> None:
    """Let every later statement of this transaction wait so long for a lock, and no longer."""
    with connection.cursor() as cursor:
        cursor.execute(f"SET LOCAL lock_timeout = '{LONGEST_WAIT}'")


def is_busy(error: OperationalError) -> bool:
    """Say whether the database gave up because of another save; it may also be gone."""
    return isinstance(error.__cause__, LockNotAvailable | DeadlockDetected)
