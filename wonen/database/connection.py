"""A connection that waits no longer for an answer than its thread may."""

from __future__ import annotations

from collections.abc import Generator
from contextlib import suppress
from time import monotonic
from typing import Any

import psycopg

from wonen.database.limits import READING, limit
from wonen.database.reach import ANSWER, REACH

SILENCE = 1.0  # seconds without an answer after which a fresh connection is tried
CANCEL = 1.0  # seconds to ask the server to stop what nobody waits for any more


class Connection(psycopg.Connection[Any]):
    """A connection of Django's backend; ``params`` are those it was made with."""

    params: dict[str, Any]

    @classmethod
    def opened(cls, params: dict[str, Any]) -> Connection:
        """Connect; OperationalError if that fails."""
        found = cls.connect(**params)
        found.params = params
        return found

    def answer(self) -> None:
        """Return when the server has answered a trivial statement; OperationalError if not in time."""
        with self.cursor() as cursor:
            self.most = ANSWER
            try:
                cursor.execute("SELECT 1")
            finally:
                del self.most

    def wait(self, gen: Any, *args: Any, **options: Any) -> Any:
        """Consume what psycopg waits for, within the limit of this thread."""
        most = self.longest()
        return super().wait(self.watched(gen, most) if most else gen, *args, **options)

    def longest(self) -> float | None:
        """Return the limit of a statement now, in seconds; None for no limit.

        What may take long runs in a transaction. Outside one a request that writes has the limit of one that
        reads: only a transaction has its own limit to waiting for a lock.
        """
        most: float | None = getattr(self, "most", limit())
        return min(most, READING) if most and self.autocommit else most

    def watched(self, gen: Any, most: float) -> Generator[Any, Any, Any]:
        """Pass on what psycopg waits for; close the connection when nothing came for ``most`` seconds, or
        when the database answers nobody.
        """
        heard = asked = monotonic()
        ready: Any = None
        while True:
            try:
                ready = yield gen.send(ready)
            except StopIteration as end:
                return end.value
            if ready:
                heard = asked = monotonic()
            elif monotonic() - heard > most:
                self.give_up(cancel=not hasattr(self, "most") and not REACH.trying)
            elif monotonic() - asked > SILENCE:
                if not REACH.answers(self.ask_afresh):
                    self.give_up(cancel=False)
                asked = monotonic()

    def ask_afresh(self) -> None:
        """Ask on a connection of its own whether the server answers at all."""
        with Connection.opened({**self.params, "autocommit": True}) as fresh:
            fresh.answer()

    def give_up(self, *, cancel: bool) -> None:
        """Leave the statement: nothing can be read from this connection any more.

        Whether to ``cancel`` it at the server: not when it is in doubt that the server answers anybody.
        """
        if cancel:
            with suppress(psycopg.Error):
                self.cancel_safe(timeout=CANCEL)
        self.pgconn.finish()
        raise psycopg.OperationalError("the database gave no answer in time")
