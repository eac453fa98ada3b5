"""Two people who enter figures at once: the one who must wait too long keeps the work, and is told why."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.db import OperationalError, connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from municipalities.figures import entry
from municipalities.figures.grid import saving
from municipalities.figures.spreadsheet import upload
from municipalities.models import Figure, FigureUpload
from tests.municipalities.figures.test_grid import HEERLEN_2022, Typist, this_year
from tests.support.sheets import ROW, apply, given, listed, stored
from wonen.database import locks

__all__ = ["this_year"]
Hold = Callable[[str], Any]


@pytest.fixture
def hold(monkeypatch: pytest.MonkeyPatch) -> Iterator[Hold]:
    """Run a statement as somebody else, whose save does not end until the test does or closes it."""
    monkeypatch.setattr(locks, "LONGEST_WAIT", "200ms")
    other = connection.copy()

    def run(statement: str) -> Any:
        other.set_autocommit(False)
        with other.cursor() as cursor:
            cursor.execute(statement)
        return other

    yield run
    other.close()


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(
    "statement",
    [
        "LOCK TABLE municipalities_figure IN SHARE ROW EXCLUSIVE MODE",  # a spreadsheet is applied
        "SELECT * FROM municipalities_figure FOR UPDATE",  # another sheet is saved
    ],
)
def test_a_sheet_that_cannot_be_saved_now_keeps_what_was_typed(
    admin_client: Client, brochure: dict[str, Any], hold: Hold, statement: str
) -> None:
    typist = Typist(admin_client, HEERLEN_2022)
    name = typist.type("gemiddelde-zoekduur", value="1,4")
    before, other = stored(), hold(statement)
    response = typist.save()
    page = response.content.decode()
    assert response.status_code == 409
    assert entry.BUSY in page
    assert "data-unsaved" in page
    assert response.context["sheet"].forms[name]["value"].value() == "1,4"
    assert stored() == before
    other.close()
    assert typist.save().status_code == 302


@pytest.mark.django_db(transaction=True)
def test_a_spreadsheet_that_cannot_be_applied_now_stays_to_be_applied(
    admin_client: Client, brochure: dict[str, Any], hold: Hold
) -> None:
    previewed = given(admin_client, listed(ROW))
    before, other = stored(), hold("LOCK TABLE municipalities_figure IN ROW EXCLUSIVE MODE")
    response = apply(admin_client, previewed)
    assert response.status_code == 409
    assert entry.BUSY in response.content.decode()
    assert response.context["outcome"].new == 1
    assert stored() == before
    other.close()
    assert apply(admin_client, response).status_code == 302
    assert Figure.objects.count() == len(before) + 1
    assert not FigureUpload.objects.exists()


def test_a_sheet_holds_the_table_before_any_of_its_rows(this_year: Typist) -> None:
    this_year.type("ontruimingen", value="7")
    with CaptureQueriesContext(connection) as captured:
        assert this_year.save().status_code == 302
    statements = [each["sql"] for each in captured]
    table = next(place for place, sql in enumerate(statements) if "LOCK TABLE" in sql)
    rows = next(place for place, sql in enumerate(statements) if "FOR UPDATE" in sql)
    assert table < rows
    assert "IN ROW EXCLUSIVE MODE" in statements[table]


def test_a_database_that_is_gone_is_not_taken_for_a_colleague(
    this_year: Typist, monkeypatch: pytest.MonkeyPatch
) -> None:
    def gone(*_: Any, **__: Any) -> Any:
        raise OperationalError("gone")

    previewed = given(this_year.client, listed(ROW))
    monkeypatch.setattr(saving, "sections", gone)
    monkeypatch.setattr(upload, "lock_figures", gone)
    assert apply(this_year.client, previewed).status_code == 503
    assert this_year.save().status_code == 503
