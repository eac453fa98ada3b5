"""What stands between Django and the server: a bare % survives a change that bears a name."""

import pghistory
import pgtrigger
import pytest
from django.db import connection

pytestmark = pytest.mark.django_db
PERCENT = "WITH found AS (SELECT format('%s', 1), 'a' LIKE 'a%' AS is_found) SELECT is_found FROM found"


@pytest.mark.parametrize("parameters", [None, ()])
def test_a_percent_stays_one_while_the_history_notes_who_changes(parameters: tuple[()] | None) -> None:
    statement = PERCENT if parameters is None else PERCENT.replace("%", "%%")
    with pghistory.context(command="proef"), pgtrigger.ignore(), connection.cursor() as cursor:
        cursor.execute(statement, parameters)
        assert cursor.fetchall() == [(True,)]
