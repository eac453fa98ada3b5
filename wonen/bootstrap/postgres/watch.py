"""Starts the server again when it dies while a program uses it."""

import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

from wonen.bootstrap.postgres.home import PostgresError
from wonen.bootstrap.postgres.server import Server

INTERVAL = 0.5  # seconds between two looks
Guard = Callable[[Path], AbstractContextManager[None]]


@contextmanager
def watched(server: Server, guard: Guard) -> Iterator[None]:
    """Look after the server in a thread of this process, until the block ends."""
    ended = threading.Event()

    def look() -> None:
        while not ended.wait(INTERVAL):
            if server.postmaster() is None:
                revive(server, guard, ended)

    thread = threading.Thread(target=look, daemon=True)
    thread.start()
    try:
        yield
    finally:
        ended.set()
        thread.join()


def revive(server: Server, guard: Guard, ended: threading.Event) -> None:
    """Start the server, unless another user has just done so or this one is on its way out."""
    with guard(server.data):
        if ended.is_set() or server.postmaster():
            return
        server.child = None  # the one that ended; its last lines say nothing about the next
        try:
            server.start()
        except PostgresError as error:
            print(f"De database is gestopt en start niet opnieuw. {error}", file=sys.stderr, flush=True)
        else:
            print("De database was gestopt en is opnieuw gestart.", file=sys.stderr, flush=True)
