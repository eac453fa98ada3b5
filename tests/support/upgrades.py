"""Migrations undone and done again on a copy of the database of the tests, in a third of the usual time."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from unittest.mock import patch

from django.db import connection
from django.db.migrations.state import ProjectState
from django.db.models import Field
from pgtrigger import migrations as triggers


@contextmanager
def copied_database() -> Iterator[None]:
    """Let the connection of the tests lead to a copy of its database until the block ends."""
    own = connection.settings_dict["NAME"]
    copy = f"{own}_copy"
    leave()
    try:
        with connection._nodb_cursor() as cursor:
            cursor.execute(f'DROP DATABASE IF EXISTS "{copy}" WITH (FORCE)')
            cursor.execute(f'CREATE DATABASE "{copy}" TEMPLATE "{own}"')
        connection.settings_dict["NAME"] = copy
        yield
    finally:
        leave()
        connection.settings_dict["NAME"] = own
        with connection._nodb_cursor() as cursor:
            cursor.execute(f'DROP DATABASE IF EXISTS "{copy}" WITH (FORCE)')


def leave() -> None:
    """Close every connection: a database that is used cannot be copied."""
    connection.close()
    pool: Any = getattr(connection, "close_pool", None)
    if pool:
        pool()


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
