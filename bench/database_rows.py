"""Prints what the database holds: every row, and every rule. ``manage shell < bench/database_rows.py``.

What each run has of its own is left out: moments, secrets, marks of transactions, numbers of events, and the
keys of tables that follow the order in which apps are loaded. So is the order of columns, which depends on
the migrations that made a table.
"""

from collections.abc import Iterator
from typing import Any

from django.db import connection

OF_THE_RUN = {"timestamp with time zone", "uuid"}
# Secrets, by what the feed of changes tells one server and transaction from another, and numbers of events.
DRAWN = {"password", "secret_hash", "prefix", "epoch", "transaction", "oldest", "pgh_id"}
NO_ROWS = {"django_session", "accounts_cache", "auth_group_permissions", "municipalities_requestrate"}
KEYED_BY_ORDER = {"django_migrations", "auth_permission", "django_content_type"}
KEYS = {"id", "content_type_id"}
COLUMNS = """
SELECT table_name, array_agg(column_name::text ORDER BY column_name),
array_agg(data_type::text ORDER BY column_name)
FROM information_schema.columns WHERE table_schema = 'public' GROUP BY 1 ORDER BY 1
"""
RULES = {
    "right": """
SELECT g.name, c.app_label, c.model, p.codename FROM auth_group g
JOIN auth_group_permissions gp ON gp.group_id = g.id JOIN auth_permission p ON p.id = gp.permission_id
JOIN django_content_type c ON c.id = p.content_type_id ORDER BY 1, 2, 3, 4
""",
    "constraint": """
SELECT conrelid::regclass::text, conname, pg_get_constraintdef(oid) FROM pg_constraint
WHERE connamespace = 'public'::regnamespace ORDER BY 1, 2, 3
""",
    "index": "SELECT indexdef FROM pg_indexes WHERE schemaname = 'public' ORDER BY 1",
    "trigger": "SELECT pg_get_triggerdef(oid) FROM pg_trigger WHERE NOT tgisinternal ORDER BY 1",
    "function": """
SELECT pg_get_functiondef(p.oid) FROM pg_proc p JOIN pg_language l ON l.oid = p.prolang
WHERE pronamespace = 'public'::regnamespace AND prokind = 'f' AND lanname <> 'c' ORDER BY 1
""",
}


def rows(statement: str) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(statement)
        return list(cursor.fetchall())


def lines() -> Iterator[str]:
    for table, names, kinds in rows(COLUMNS):
        columns = dict(zip(names, kinds, strict=True))
        yield f"{table} has {columns}"
        left_out = DRAWN | (KEYS if table in KEYED_BY_ORDER else set())
        kept = [name for name, kind in columns.items() if kind not in OF_THE_RUN and name not in left_out]
        if table not in NO_ROWS:
            shown = ", ".join(f'"{name}"' for name in kept)
            yield from sorted(f"{table}: {row}" for row in rows(f'SELECT {shown} FROM "{table}"'))  # noqa: S608
    for kind, statement in RULES.items():
        yield from (f"{kind}: {row}" for row in rows(statement))


print(*lines(), sep="\n")
