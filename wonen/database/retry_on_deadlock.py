"""Tries again what the database gave up because two saves waited for each other."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from django.db import OperationalError, transaction
from psycopg.errors import DeadlockDetected, SerializationFailure

Done = TypeVar("Done")
TRIES = 5


def patiently(act: Callable[[], Done]) -> Done:
    """Do something in one transaction, and again when it waited for another that waited for it."""
    for left in reversed(range(TRIES)):
        try:
            with transaction.atomic():
                return act()
        except OperationalError as error:
            if not left or not isinstance(error.__cause__, DeadlockDetected | SerializationFailure):
                raise
    raise AssertionError("never reached")
