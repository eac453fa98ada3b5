"""Whether the database answers, as this process last found: few threads ask, the others go by their finding.

So a database that stands still holds up two threads of the web server, and the others refuse at once.
"""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from time import monotonic

import psycopg

from wonen.database.limits import limit

ANSWER = 3.0  # seconds within which a database that works answers SELECT 1
TURN = 2.0  # seconds without an answer to one thread, after which the others do not try
REST = 1.0  # seconds after a silence in which nobody asks again
TRYING = 2  # threads that ask at the same time


class Unreachable(psycopg.OperationalError):
    """The database has just left another request without an answer."""


class Reach:
    """The finding of one process."""

    def __init__(self) -> None:
        self.changed = threading.Condition()
        self.trying: list[float] = []  # since when, the longest first
        self.silent_until = 0.0
        self.is_silent = False

    @contextmanager
    def attempt(self) -> Iterator[None]:
        """Let a request try the database. Unreachable if it leaves others without an answer."""
        if limit() is None:
            yield
        else:
            with self.noted(self.begin()):
                yield

    def begin(self) -> float:
        """Wait for a turn among those that try; return since when it is."""
        with self.changed:
            while True:
                now = monotonic()
                late = bool(self.trying) and (self.is_silent or now > self.trying[0] + TURN)
                if late or now < self.silent_until:
                    raise Unreachable("the database answers no request at the moment")
                if len(self.trying) < TRYING:
                    self.trying.append(now)
                    return now
                self.changed.wait(self.trying[0] + TURN - now)

    @contextmanager
    def noted(self, began: float) -> Iterator[None]:
        """Note whether a try ends in silence. A refusal is an answer: it comes at once."""
        is_silent = False
        try:
            yield
        except psycopg.OperationalError:
            is_silent = monotonic() > began + TURN
            raise
        finally:
            with self.changed:
                self.trying.remove(began)
                self.is_silent = is_silent
                self.silent_until = monotonic() + REST if is_silent else 0.0
                self.changed.notify_all()

    def answers(self, ask: Callable[[], None]) -> bool:
        """Say whether the database answers anything at all; ``ask`` raises OperationalError if not.

        While others try, their finding is awaited: True until then.
        """
        with self.changed:
            if self.trying or monotonic() < self.silent_until:
                return bool(self.trying)
            began = monotonic()
            self.trying.append(began)
        try:
            with self.noted(began):
                ask()
        except psycopg.OperationalError:
            return not self.is_silent
        return True


REACH = Reach()
