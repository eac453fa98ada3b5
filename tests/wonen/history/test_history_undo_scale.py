"""Undoing an act on many rows: in a few statements, there and back.

Three hundred by default; ``UNDO_ROWS=5000`` is what the product is held to.
"""

import os
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.db import connection
from django.test import Client

from projects.models import Project, ProjectRentClass
from tests.wonen.history.test_history_undo import undo_page, whole
from wonen.history.audited_action import Act, act

__all__ = ["whole"]
pytestmark = pytest.mark.django_db(transaction=True)
ROWS = int(os.environ.get("UNDO_ROWS", "300"))


def test_many_rows_are_undone_in_a_few_statements(
    admin_client: Client, whole: Project, admin_user: User
) -> None:
    with act(Act.IMPORT, "groot.xlsx", admin_user.pk):
        made = Project.objects.bulk_create(
            Project(
                name=f"Nieuw {n}",
                municipality_id=whole.municipality_id,
                corporation_id=whole.corporation_id,
                kind="sloop",
            )
            for n in range(ROWS)
        )
        ProjectRentClass.objects.bulk_create(
            ProjectRentClass(
                project=project, rent_class_id=whole.rent_entries.values_list("rent_class", flat=True)[0]
            )
            for project in made
        )
    counter = Counter()
    with connection.execute_wrapper(counter):
        assert admin_client.post(undo_page()).status_code == 302
    assert Project.objects.get().pk == whole.pk
    assert counter.statements < 100  # measured: 78, of 300 rows and of 5,000
    with connection.execute_wrapper(counter):
        assert admin_client.post(undo_page()).status_code == 302
    assert Project.objects.count() == ROWS + 1
    assert ProjectRentClass.objects.count() == ROWS + 2


class Counter:
    """Counts the statements that go to the database."""

    def __init__(self) -> None:
        self.statements = 0

    def __call__(self, execute: Any, *args: Any) -> Any:
        self.statements += 1
        return execute(*args)
