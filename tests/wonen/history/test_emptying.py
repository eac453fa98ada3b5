"""What is kept for good is not emptied in one statement, which no trigger of a row would see."""

from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction

from offers.models import offer as models
from tests.conftest import refused
from wonen.history.entries import HistoryEntry
from wonen.history.tables import TABLES
from wonen.rest.changes.marks import ChangeMark

pytestmark = pytest.mark.django_db
HISTORY = "Geschiedenis wordt niet geleegd. Wat te oud is, ruimt de opdracht prune_history op."
KEPT = [
    *(table.events._meta.db_table for table in TABLES.values()),
    HistoryEntry._meta.db_table,
    ChangeMark._meta.db_table,
]
FROZEN = [each._meta.db_table for each in (models.Offer, models.OfferVersion, models.OfferedProject)]
RULES = {**dict.fromkeys(KEPT, HISTORY), **dict.fromkeys(FROZEN, models.FROZEN)}


@pytest.mark.parametrize("table", RULES)
def test_what_is_kept_for_good_is_not_emptied(table: str) -> None:
    with refused(RULES[table]), connection.cursor() as cursor:
        cursor.execute(f"TRUNCATE {table} CASCADE")


@pytest.mark.parametrize("table", ["municipalities_municipality", "municipalities_corporation"])
def test_nor_along_with_what_it_refers_to(table: str) -> None:
    with refused(models.FROZEN), connection.cursor() as cursor:
        cursor.execute(f"TRUNCATE {table} CASCADE")


def test_nor_with_all_other_tables_at_once(brochure: dict[str, Any]) -> None:
    """As ``manage.py flush`` would; that of the tests switches the triggers off."""
    tables = ", ".join(connection.introspection.django_table_names(only_existing=True))
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")  # what waits for the end would stand in the way
        with pytest.raises(IntegrityError), transaction.atomic():
            cursor.execute(f"TRUNCATE {tables}")
    assert models.OfferedProject.objects.exists()
    assert HistoryEntry.objects.exists()
