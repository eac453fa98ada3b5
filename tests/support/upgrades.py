"""Databases of before, made by the migrations that the squashed ones replace, in a third of the time."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from typing import Any
from unittest.mock import patch

from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.state import ProjectState
from django.db.models import Field, Model
from pgtrigger import migrations as triggers

from tests.support.databases import copy, leave, maintenance, remove
from tests.support.loaded import Rows, put_back

# The first and the last version whose migrations are now replaced: 0.1.0 and the commit before.
FIRST = [("projects", "0002_rules_across_rows"), ("municipalities", "0001_initial")]
LAST = [
    ("municipalities", "0014_legible_names"),
    ("projects", "0018_legible_names"),
    ("offers", "0004_published"),
    ("accounts", "0005_attempt_counts"),
    ("jobs", "0002_places"),
]
OF_OTHERS = ("admin", "auth", "contenttypes", "sessions")  # whose tables the first version had too


def copied_database() -> AbstractContextManager[None]:
    """Let the connection of the tests lead to a copy of its database until the block ends."""
    return other_database("copy", connection.settings_dict["NAME"])


def empty_database() -> AbstractContextManager[None]:
    """Let the connection of the tests lead to a database without tables until the block ends."""
    return other_database("empty", "template0")


@contextmanager
def other_database(suffix: str, template: str) -> Iterator[None]:
    own = connection.settings_dict["NAME"]
    other = f"{own}_{suffix}"
    try:
        copy(template, other)
        connection.settings_dict["NAME"] = other
        yield
    finally:
        leave()
        connection.settings_dict["NAME"] = own
        with maintenance() as cursor:
            remove(cursor, other)


def replaced_ones() -> MigrationExecutor:
    """Return what runs the migrations that the squashed ones replace, whatever the database has."""
    executor = MigrationExecutor(connection)
    executor.loader = MigrationLoader(connection, replace_migrations=False)
    return executor


def forget_squashed() -> None:
    """Leave the rows that a version of before has of its migrations; Django adds those that replace them."""
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM django_migrations WHERE name LIKE '%%\\_squashed\\_%%'")


def make_first_version(rows: Rows) -> None:
    """Make the tables of 0.1.0 in an empty database, with rows."""
    executor = replaced_ones()
    theirs = [node for node in executor.loader.graph.leaf_nodes() if node[0] in OF_OTHERS]
    executor.migrate([*theirs, *FIRST])
    put_back(rows, models_of_first_version())


def models_of_first_version() -> list[type[Model]]:
    state: Any = replaced_ones().loader.project_state(FIRST)
    return [
        model
        for model in state.apps.get_models(include_auto_created=True)
        if model._meta.app_label in dict(FIRST)
    ]


VALUES = {
    "bigint": "1",
    "boolean": "false",
    "bytea": "''",
    "character varying": "''",
    "integer": "1",
    "jsonb": "'{}'",
    "smallint": "1",
    "text": "''",
    "timestamp with time zone": "now()",
    "uuid": "gen_random_uuid()",
}
NEEDED = """
SELECT column_name, data_type FROM information_schema.columns
WHERE table_schema = 'public' AND table_name = %s
    AND is_nullable = 'NO' AND column_default IS NULL AND is_identity = 'NO' AND is_generated = 'NEVER'
"""


def fill_empty_tables() -> None:
    """Add a row to each empty table, with nothing but what it needs; what it refers to comes before it."""
    empty = [each for each in connection.introspection.table_names() if not count(each)]
    while empty:
        ready = [each for each in empty if not leads_to(each) & {*empty} - {each}]
        assert ready, empty
        with connection.cursor() as cursor:
            for table in ready:
                cursor.execute(a_row(table))
        empty = [each for each in empty if each not in ready]


def count(table: str) -> int:
    with connection.cursor() as cursor:
        cursor.execute(f'SELECT count(*) FROM "{table}"')  # noqa: S608 - names of ours
        return int(cursor.fetchone()[0])


def relations(table: str) -> dict[str, tuple[str, str]]:
    """Return of each foreign key of a table the column and the table that it leads to."""
    with connection.cursor() as cursor:
        return dict(connection.introspection.get_relations(cursor, table))


def leads_to(table: str) -> set[str]:
    return {other for _, other in relations(table).values()}


def a_row(table: str) -> str:
    leads = relations(table)
    with connection.cursor() as cursor:
        cursor.execute(NEEDED, [table])
        needed = dict(cursor.fetchall())
    values = [
        '(SELECT min("{}") FROM "{}")'.format(*leads[name]) if name in leads else VALUES[kind]  # noqa: S608 - ours
        for name, kind in needed.items()
    ]
    names = ", ".join(f'"{name}"' for name in needed)
    return f'INSERT INTO "{table}" ({names}) VALUES ({", ".join(values)})'  # noqa: S608 - names of ours


@contextmanager
def quick_states() -> Iterator[None]:
    """Let Django make the classes of models again only when a field of them changes.

    It does so for each index, constraint and trigger too, with every model that is related: two thirds of the
    time of migrating. Here the class that is there gets the new list of those.
    """
    state: Any = ProjectState
    with (
        patch.object(state, "_append_option", options_only(state._append_option)),
        patch.object(state, "_remove_option", options_only(state._remove_option)),
        patch.object(state, "_alter_option", options_only(state._alter_option)),
        patch.object(triggers.AddTrigger, "state_forwards", trigger_only(triggers.AddTrigger)),
        patch.object(triggers.RemoveTrigger, "state_forwards", trigger_only(triggers.RemoveTrigger)),
        patch.object(Field, "clone", clone),
    ):
        yield


def options_only(change: Any) -> Any:
    def changed(self: ProjectState, app_label: str, model_name: str, *others: Any) -> None:
        with classes_kept(self, app_label, model_name):
            change(self, app_label, model_name, *others)

    return changed


def trigger_only(operation: Any) -> Any:
    change = operation.state_forwards

    def changed(self: Any, app_label: str, state: ProjectState) -> None:
        with classes_kept(state, app_label, self.model_name):
            change(self, app_label, state)

    return changed


@contextmanager
def classes_kept(state: ProjectState, app_label: str, model_name: str) -> Iterator[None]:
    classes = state.__dict__.pop("apps", None)
    yield
    if classes is not None:
        state.__dict__["apps"] = classes
        options = state.models[app_label, model_name.lower()].options
        for kind in {"indexes", "constraints", "triggers"} & set(options):
            setattr(classes.get_model(app_label, model_name)._meta, kind, list(options[kind]))


def clone(field: Any) -> Any:
    """Return a new field; how one of a state is made never changes, and is asked once."""
    made = field.__dict__.get("_made")
    if made is None:
        _, _, arguments, options = field.deconstruct()
        made = arguments, options
        if not hasattr(field, "model"):
            field.__dict__["_made"] = made
    arguments, options = made
    return field.__class__(*arguments, **options)
