"""Undoing an act on thousands of rows: in a few statements, there and back."""

from typing import Any

import pytest
from django.contrib.auth.models import User
from django.db import connection
from django.test import Client

from municipalities.acts import Act, act
from projects.models import Project, ProjectRentClass
from tests.test_history_undo import undo_page, whole

__all__ = ["whole"]
pytestmark = pytest.mark.django_db(transaction=True)


def test_five_thousand_rows_are_undone_in_a_few_statements(
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
            for n in range(5000)
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
    assert counter.statements < 120
    with connection.execute_wrapper(counter):
        assert admin_client.post(undo_page()).status_code == 302
    assert Project.objects.count() == 5001
    assert ProjectRentClass.objects.count() == 5002


class Counter:
    """Counts the statements that go to the database."""

    def __init__(self) -> None:
        self.statements = 0

    def __call__(self, execute: Any, *args: Any) -> Any:
        self.statements += 1
        return execute(*args)
