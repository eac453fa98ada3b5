"""Operations of migrations that make many tables at once: a new database waits for nothing else."""

import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations import RunSQL
from django.db.migrations.operations.base import Operation
from django.db.migrations.state import ProjectState

MADE = re.compile(r"^CREATE (FUNCTION|SEQUENCE) (\w+)", re.MULTILINE)


class Tables(Operation):
    """Runs operations that make models, with the classes of all models made once, not once an operation.

    Django makes the classes of a model and of all that are related to it anew for every operation. That grows
    with the square of the number of tables, and took two thirds of the time of a new database.

    The operations are run with the state that the last of them leaves: they can only add.
    """

    reduces_to_sql = True

    def __init__(self, operations: Sequence[Operation]) -> None:
        self.operations = operations

    def state_forwards(self, app_label: str, state: ProjectState) -> None:
        state.__dict__.pop("apps", None)  # the classes; who asks for them next makes them
        for operation in self.operations:
            operation.state_forwards(app_label, state)

    def database_forwards(
        self,
        app_label: str,
        schema_editor: BaseDatabaseSchemaEditor,
        from_state: ProjectState,  # noqa: ARG002 - as Django calls it
        to_state: ProjectState,
    ) -> None:
        for operation in self.operations:
            operation.database_forwards(app_label, schema_editor, to_state, to_state)

    def database_backwards(
        self,
        app_label: str,
        schema_editor: BaseDatabaseSchemaEditor,
        from_state: ProjectState,
        to_state: ProjectState,  # noqa: ARG002 - as Django calls it
    ) -> None:
        for operation in reversed(self.operations):
            operation.database_backwards(app_label, schema_editor, from_state, from_state)

    def describe(self) -> str:
        return "Create tables"

    def deconstruct(self) -> tuple[str, Sequence[Any], dict[str, Any]]:
        return type(self).__name__, [self.operations], {}


def sql_file(path: Path) -> RunSQL:
    """Return an operation that runs a file; undone, it drops the functions and sequences made there.

    Their triggers go along.
    """
    text = path.read_text("utf-8")
    drops = [f"DROP {kind} {name} CASCADE;" for kind, name in MADE.findall(text)]
    return RunSQL(text, "\n".join(reversed(drops)))
