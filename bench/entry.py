"""Times the pages of an editor on the loaded data: python3 run.py manage shell < bench/entry.py.

Prints the median of five runs in milliseconds of wall time, and the number of queries; then how long the
making of 20,000 invented projects takes with and without the triggers of the version. Everything that it
writes is taken back.
"""

import statistics
import time
from collections.abc import Callable
from functools import partial

from django.contrib.auth.models import User
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext

from projects.example import make_examples, remove_examples
from projects.models import Project

RUNS = 5
PAGES = (
    "",
    "?jaar=2026&huurprijsklasse=vrije-huur",
    "?onvolledig=true",
    "?zoek=spoorsinghel",
    "?p=1000",
    "aanvullen/",
    "blad/?gemeente=GM0917",
    "samen/?gemeente=GM0917",
    "1/change/",
)


def measured(what: Callable[[], object]) -> tuple[float, int]:
    with CaptureQueriesContext(connection) as queries:  # which costs time itself
        what()
    count, passed = len(queries), []
    for _ in range(RUNS):
        clock = time.perf_counter()
        what()
        passed.append((time.perf_counter() - clock) * 1000)
    return statistics.median(passed), count


def made(*statements: str) -> float:
    """Return the seconds that making invented projects takes after these statements."""
    with transaction.atomic(), connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)
        clock = time.perf_counter()
        make_examples(20_000)
        passed = time.perf_counter() - clock
        transaction.set_rollback(True)
    return passed


WITHOUT = [
    f"ALTER TABLE {table} DISABLE TRIGGER {trigger}"
    for table, trigger in (
        ("projects_project", "project_version"),
        ("projects_projectrentclass", "part_added"),
        ("projects_project_housing_types", "part_added"),
    )
]
print(f"{Project.objects.count()} projecten")
with transaction.atomic():
    client = Client(headers={"host": "127.0.0.1"})
    client.force_login(User.objects.create_superuser("meting"))
    for page in PAGES:
        clock, queries = measured(partial(client.get, f"/beheer/projects/project/{page}"))
        print(f"{page or '(lijst)':45} {clock:9.1f} ms clock {queries:4} queries")
    rows = list(Project.objects.order_by("pk").values_list("pk", flat=True)[:1000])
    Project.objects.filter(pk__in=rows).update(is_example=False)  # invented ones are refused unread
    where = f"/beheer/projects/project/samen/?rij={'&rij='.join(map(str, rows))}"
    for what, months in (("de helft kan niet", "kwartalen"), ("alles kan", "jaren")):
        preview = {"bekijk": "1", "planning": "verschuif", "aantal": "1", "eenheid": months}
        clock, queries = measured(partial(client.post, where, preview))
        print(f"{f'1.000 projecten bekijken, {what}':45} {clock:9.1f} ms clock {queries:4} queries")
    transaction.set_rollback(True)
with transaction.atomic(), connection.cursor() as cursor:
    remove_examples()  # their names are needed
    cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")  # else no trigger can be put off
    times = [(made(), made(*WITHOUT)) for _ in range(3)]
    transaction.set_rollback(True)
with_triggers, without = (statistics.median(column) for column in zip(*times, strict=True))
print(f"20.000 projecten maken: {with_triggers:.1f} s; zonder de triggers van de versie: {without:.1f} s")
