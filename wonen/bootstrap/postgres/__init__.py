"""A PostgreSQL server of our own, shared by the processes that use one data directory.

Every user holds a shared lock on ``pg.users``; the kernel takes it away however the process ends. Starting
and stopping happens under an exclusive lock on ``pg.guard``. The last user to leave stops the server. A user
that was killed leaves the server running, and the next one takes it over.
"""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from pathlib import Path
from typing import IO

from wonen.bootstrap.postgres.cluster import kept_secret, prepared
from wonen.bootstrap.postgres.home import PostgresError, private
from wonen.bootstrap.postgres.server import Server
from wonen.bootstrap.postgres.watch import watched

__all__ = ["PostgresError", "embedded", "kept_secret"]


@contextmanager
def embedded(data: Path, *, durable: bool = True, revive: bool = False) -> Iterator[str]:
    """Give the URL of a running server whose data is kept in `data`. PostgresError if that fails.

    `durable=False` is for tests: a power failure may then destroy the data. With `revive` a server that dies
    is started again.
    """
    owner = os.getpid()
    try:
        server, users = join(data.resolve(), durable=durable)
    except OSError as error:
        raise PostgresError(f"PostgreSQL kan {data} niet gebruiken: {error}.") from error
    try:
        with watched(server, guard) if revive else nullcontext():
            yield server.url()
    finally:
        if os.getpid() == owner:  # a forked worker passes here too when it ends
            with guard(server.data):
                leave(server, users)


@contextmanager
def guard(data: Path) -> Iterator[None]:
    """Keep every other process from making, starting or stopping the server meanwhile."""
    with private(data / "pg.guard").open("a") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        try:
            yield
        finally:
            fcntl.flock(lock, fcntl.LOCK_UN)  # closing is not enough: a child forked meanwhile holds it too


def join(data: Path, *, durable: bool) -> tuple[Server, IO[str]]:
    """Make what is missing, become a user of the server and start it if need be."""
    with guard(data):
        server = Server(data, prepared(data, durable=durable), durable)
        users = private(data / "pg.users").open("a")
        fcntl.flock(users, fcntl.LOCK_SH)
        try:
            server.start()
        except BaseException:
            leave(server, users)
            raise
    return server, users


def leave(server: Server, users: IO[str]) -> None:
    """Stop being a user; the last one stops the server. Needs the guard."""
    with users:
        try:
            fcntl.flock(users, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            fcntl.flock(users, fcntl.LOCK_UN)  # closing is not enough: forked children hold it too
        else:
            server.stop()
