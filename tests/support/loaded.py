"""Loads the same first rows for a thousand tests: by the product's own code once, by COPY after that.

Loading the brochure takes a quarter of a second of processor, copying its rows back a hundredth.
"""

from collections.abc import Callable, Iterable, Iterator
from typing import Any

from django.apps import apps
from django.contrib.auth.models import Group, Permission
from django.contrib.contenttypes.models import ContentType
from django.core.management import call_command
from django.core.management.commands import flush
from django.db import connection, transaction
from django.db.models import AutoField, Model

from municipalities.models import Corporation, Municipality
from municipalities.reference import load_reference
from projects.brochure import load_legend

Rows = dict[str, bytes]  # of each table that is not empty, with its columns, in the form of COPY
# What the database gives a row when it is added, and takes from nobody.
GIVEN = {"published_at"}
copies: dict[str, Rows] = {}


def load_brochure() -> None:
    call_command("load_brochure", verbosity=0)


def load_world() -> None:
    load_reference()
    load_legend()
    Corporation.objects.create(code="WL", name="Wonen Limburg")


# What a test may ask for by a fixture of that name; the first holds all that the second holds.
FIRST_ROWS: dict[str, Callable[[], object]] = {"brochure": load_brochure, "world": load_world}


def load_once(name: str, load: Callable[[], object]) -> None:
    """Bring the rows of ``load`` into the database; in one that holds rows already it runs as it is."""
    if Municipality.objects.exists():
        load()
    elif name in copies:
        put_back(copies[name])
    else:
        number_from_one()
        load()
        copies[name] = dict(taken(models()))


def number_from_one() -> None:
    """Number what is loaded as in a new database: examples of the API name a project by its number.

    Tests that ran before have taken numbers, and taken back only their rows.
    """
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {', '.join(map(next_one, numbered()))}")


def numbered(among: Iterable[type[Model]] | None = None) -> Iterator[type[Model]]:
    return (model for model in among or models() if isinstance(model._meta.pk, AutoField))


def models() -> Iterator[type[Model]]:
    """Yield the models of the domain; triggers write the history and the feed again."""
    for app in ("municipalities", "projects", "offers"):
        for model in apps.get_app_config(app).get_models(include_auto_created=True):
            if not model._meta.proxy and not model._meta.db_table.endswith(
                ("event", "historyentry", "changemark")
            ):
                yield model


def taken(kept: Iterable[type[Model]]) -> Iterator[tuple[str, bytes]]:
    connection.ensure_connection()
    with connection.connection.cursor() as cursor:
        for table in map(columns, kept):
            with cursor.copy(f"COPY {table} TO STDOUT") as copy:
                rows = b"".join(bytes(part) for part in copy)
            if rows:
                yield table, rows


@transaction.atomic  # what rows refer to may come after them
def put_back(rows: Rows, numbering: Iterable[type[Model]] | None = None) -> None:
    """Bring rows back, and number on from them: in all tables of the domain, or in those of some models."""
    connection.ensure_connection()
    with connection.connection.cursor() as cursor:
        for table, text in rows.items():
            copy_in(cursor, table, text)
        cursor.execute(f"SELECT {', '.join(map(beyond, numbered(numbering)))}")


def copy_in(cursor: Any, table: str, text: bytes) -> None:
    with cursor.copy(f"COPY {table} FROM STDIN") as copy:
        copy.write(text)


def columns(model: type[Model]) -> str:
    """Return a table with the columns that are copied."""
    names = [each.column for each in model._meta.concrete_fields if not each.generated]
    kept = ", ".join(f'"{name}"' for name in names if name not in GIVEN)
    return f'"{model._meta.db_table}" ({kept})'


def keep_rights() -> None:
    """Let a flush, after each test with real transactions, copy permissions and roles back.

    Django makes the permissions anew, model by model, which takes longer than emptying all tables; the roles
    come from migrations, which run once.
    """
    rows = dict(taken((ContentType, Permission, Group, Group.permissions.through)))

    @transaction.atomic
    def put_rights_back(*_: object, **__: object) -> None:
        connection.ensure_connection()
        with connection.connection.cursor() as cursor:
            for table, text in rows.items():
                copy_in(cursor, table, text)
        ContentType.objects.clear_cache()

    flush.emit_post_migrate_signal = put_rights_back  # type: ignore[attr-defined]


def analyze() -> None:
    """Let the planner know of rows that were just added, as PostgreSQL does by itself within a minute.

    Without it a page over thousands of new rows may take a plan for a few, and meet the limit of a statement.
    """
    with connection.cursor() as cursor:
        cursor.execute(f"ANALYZE {', '.join(each._meta.db_table for each in models())}")


# Tables hold a few rows each. To truncate all of them makes two hundred files anew: 0.3 s a test.
EMPTIED = """
DO $$ DECLARE
    named text;
    has_rows boolean;
    filled text[] := '{}';
BEGIN
    FOREACH named IN ARRAY %s::text[] LOOP
        EXECUTE format('SELECT EXISTS (SELECT FROM %%I)', named) INTO has_rows;
        CONTINUE WHEN NOT has_rows;
        filled := filled || named;
        EXECUTE format('ALTER TABLE %%I DISABLE TRIGGER USER', named);
    END LOOP;
    SET CONSTRAINTS ALL DEFERRED;
    FOREACH named IN ARRAY filled LOOP EXECUTE format('DELETE FROM %%I', named); END LOOP;
    SET CONSTRAINTS ALL IMMEDIATE;
    FOREACH named IN ARRAY filled LOOP EXECUTE format('ALTER TABLE %%I ENABLE TRIGGER USER', named); END LOOP;
END $$
"""


def empty_all() -> None:
    """Let a flush remove the rows of all tables, with their triggers off for its own transaction.

    Who owns a table can do that; the product never does.
    """
    operations: Any = type(connection.ops)

    def flush_all(self: Any, statements: list[str]) -> None:
        tables = self.connection.introspection.django_table_names(only_existing=True, include_views=False)
        with transaction.atomic(), self.connection.cursor() as cursor:
            cursor.execute(EMPTIED % ("ARRAY['" + "','".join(tables) + "']"))

    operations.execute_sql_flush = flush_all


def beyond(model: type[Model]) -> str:
    """Return SQL that numbers on from what was copied: a test of migrations makes tables anew, from 1."""
    table, key = model._meta.db_table, model._meta.pk.column
    highest = f'(SELECT max({key}) FROM "{table}")'  # noqa: S608 - names of our own tables
    return f"setval({sequence(model)}, greatest(nextval({sequence(model)}), {highest}))"


def next_one(model: type[Model]) -> str:
    table, key = model._meta.db_table, model._meta.pk.column
    free = f'(SELECT coalesce(max({key}), 0) + 1 FROM "{table}")'  # noqa: S608 - names of our own tables
    return f"setval({sequence(model)}, {free}, false)"


def sequence(model: type[Model]) -> str:
    return f"pg_get_serial_sequence('{model._meta.db_table}', '{model._meta.pk.column}')"
