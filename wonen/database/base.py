"""The name by which Django finds this engine: its PostgreSQL backend, with limits to waiting."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import psycopg
from django.db.backends.postgresql import base
from psycopg import IsolationLevel

from wonen.database.connection import Connection
from wonen.database.limits import LOCK, WRITING, limit
from wonen.database.reach import REACH


class DatabaseWrapper(base.DatabaseWrapper):
    """One thread's connection to the database."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.execute_wrappers.append(with_literal_percent)

    def get_new_connection(self, conn_params: dict[str, Any]) -> Connection:
        self.isolation_level = IsolationLevel.READ_COMMITTED
        with REACH.attempt():
            return Connection.opened(conn_params)

    def is_usable(self) -> bool:
        """Say whether the server answers on this connection; Django asks at the start of each request."""
        try:
            with REACH.attempt():
                self.connection.answer()
        except (AttributeError, psycopg.Error):
            return False
        return True

    def _set_autocommit(self, autocommit: bool) -> None:
        """Begin a transaction of a request that writes with a limit to its waiting for locks."""
        super()._set_autocommit(autocommit)  # type: ignore[misc]  # the stubs do not name it
        if not autocommit and limit() == WRITING:
            with self.wrap_database_errors, self.connection.cursor() as cursor:
                cursor.execute(f"SET LOCAL lock_timeout = {int(LOCK * 1000)}")

    def chunked_cursor(self) -> Any:
        """Read a long result by a cursor of the server only in a transaction.

        Outside one the server would first make the whole result, and the cursor would have to outlive its
        statement: behind a pooler in transaction mode the next statement may come to another server process.
        """
        return self.cursor() if self.get_autocommit() else super().chunked_cursor()


def with_literal_percent(
    execute: Callable[..., Any], sql: Any, params: Any, many: bool, context: dict[str, Any]
) -> Any:
    """Keep a % in a statement without parameters what it is when a later wrapper adds parameters.

    pghistory and pgtrigger put theirs before each statement while a change bears a name or a trigger is off;
    psycopg then takes every bare % for a placeholder.
    """
    if params is None and isinstance(sql, str) and "%" in sql:
        sql, params = sql.replace("%", "%%"), ()
    return execute(sql, params, many, context)
