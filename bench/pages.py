"""Times each public page and sum on the loaded data: python3 run.py manage shell < bench/pages.py.

Prints the median of seven runs in milliseconds: of processor time of this process (the database works in
another), of waiting for statements of the database, and of wall time; and the number of queries.

The invented set has no phases. PHASES=true first makes one in twenty projects a phase of another, and takes
that back at the end.
"""

import os
import statistics
import time
from collections.abc import Callable
from typing import Any

from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext

from projects.models import Project

RUNS = 7
PAGES = (
    "/",
    "/?jaar=2026&batVanaf=2&soort=nieuwbouw",
    "/gemeenten/",
    "/gemeenten/heerlen/?jaar=2022",
    "/gemeenten/heerlen/?jaar=2026",
    "/projecten/",
    "/projecten/?jaar=2026&huurprijsklasse=vrije-huur",
    "/projecten/?zoek=spoorsinghel",
    "/gemeenten/heerlen/kaart/?jaar=2022",
    "/toelichting/?jaar=2022",
    "/api/v1/projecten",
    "/api/v1/projecten?gemeente=GM0917",
    "/api/v1/projecten?gemeente=GM0917&jaar=2026&huurprijsklasse=vrije-huur&sorteer=-planning",
    "/api/v1/totalen?gemeente=GM0917&jaar=2026",
)
SUMS = (
    "totals",
    "by_section_and_kind",
    "by_municipality",
    "by_rent_class",
    "by_year",
)


# The first projects of each municipality become wholes of two phases, without what a whole may not have.
MADE_PHASES = """
WITH numbered AS (
    SELECT id, municipality_id, row_number() OVER within AS place, count(*) OVER within AS many
    FROM projects_project WHERE is_example WINDOW within AS (
        PARTITION BY municipality_id ORDER BY id ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
    )
), phase AS (
    SELECT phase.id, whole.id AS whole FROM numbered whole JOIN numbered phase USING (municipality_id)
    WHERE whole.place <= whole.many / 40 AND phase.place IN (
        whole.many / 40 + 2 * whole.place - 1, whole.many / 40 + 2 * whole.place
    )
), wholes AS (
    UPDATE projects_project SET dwellings = NULL, dwellings_approximate = false
    WHERE id IN (SELECT whole FROM phase)
), parts AS (
    UPDATE projects_projectrentclass SET dwellings = NULL WHERE project_id IN (SELECT whole FROM phase)
)
UPDATE projects_project SET parent_id = whole FROM phase WHERE projects_project.id = phase.id
"""


class Waiting:
    """Adds up how long the statements of a connection take."""

    def __init__(self) -> None:
        self.passed = 0.0

    def __call__(self, execute: Callable[..., Any], *arguments: Any) -> Any:
        clock = time.perf_counter()
        try:
            return execute(*arguments)
        finally:
            self.passed += (time.perf_counter() - clock) * 1000


def measured(what: Callable[[], object]) -> tuple[float, float, float, int]:
    with CaptureQueriesContext(connection) as queries:  # which costs time itself
        what()
    count = len(queries)  # at once: a next request clears the log
    used, waited, passed = [], [], []
    for _ in range(RUNS):
        waiting = Waiting()
        processor, clock = time.process_time(), time.perf_counter()
        with connection.execute_wrapper(waiting):
            what()
        used.append((time.process_time() - processor) * 1000)
        passed.append((time.perf_counter() - clock) * 1000)
        waited.append(waiting.passed)
    return statistics.median(used), statistics.median(waited), statistics.median(passed), count


def measure() -> None:
    client = Client(headers={"host": "127.0.0.1"})
    overview = Project.objects.public().in_overview(2026)
    phases = Project.objects.filter(parent__isnull=False).count()
    print(f"{Project.objects.count()} projecten, waarvan {phases} fasen")
    cases = [(address, lambda address=address: client.get(address)) for address in PAGES]
    cases += [(name, getattr(overview, name)) for name in SUMS]
    for name, what in cases:
        processor, database, clock, queries = measured(what)
        print(
            f"{name[:60]:60} {processor:7.1f} ms processor {database:9.1f} ms database"
            f" {clock:9.1f} ms clock {queries:4} queries"
        )


with transaction.atomic():
    if os.environ.get("PHASES") == "true":
        with connection.cursor() as cursor:
            cursor.execute(MADE_PHASES)
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
            cursor.execute("ANALYZE projects_project")
    measure()
    transaction.set_rollback(True)
