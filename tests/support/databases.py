"""Databases of the tests, copied and removed."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db import connection
from psycopg import sql


def copy(source: str, target: str) -> None:
    """Make a database as another, in the place of one of that name."""
    leave()
    with maintenance() as cursor:
        remove(cursor, target)
        end_sessions(cursor, source)
        cursor.execute(
            sql.SQL("CREATE DATABASE {} TEMPLATE {}").format(sql.Identifier(target), sql.Identifier(source))
        )


def remove(cursor: Any, database: str) -> None:
    end_sessions(cursor, database)
    cursor.execute(sql.SQL("DROP DATABASE IF EXISTS {}").format(sql.Identifier(database)))


def end_sessions(cursor: Any, database: str) -> None:
    """End every connection to a database.

    The server of browser tests keeps one for a browser that may ask more. PostgreSQL waits five seconds for
    it before it says that a database that is used cannot be copied or removed.
    """
    cursor.execute(
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
        " WHERE datname = %s AND backend_type = 'client backend'",
        [database],
    )


def leave() -> None:
    """Close the connection of the tests: it is opened again when it is asked something."""
    connection.close()
    pool: Any = getattr(connection, "close_pool", None)
    if pool:
        pool()


@contextmanager
def maintenance() -> Iterator[Any]:
    """Give a cursor of the server that is in no database of the tests."""
    with connection._nodb_cursor() as cursor:
        yield cursor
