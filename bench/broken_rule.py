"""pytest plugin that drops one rule of the database of the tests: the SQL in ``BROKEN_RULE``."""

import os

import pytest
from django.db import connection
from pytest_django import DjangoDbBlocker


@pytest.fixture(scope="session", autouse=True)
def broken_rule(request: pytest.FixtureRequest, django_db_blocker: DjangoDbBlocker) -> None:
    if sql := os.environ.get("BROKEN_RULE"):
        request.getfixturevalue("django_db_setup")
        with django_db_blocker.unblock(), connection.cursor() as cursor:
            cursor.execute(sql)
