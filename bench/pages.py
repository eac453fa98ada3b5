"""Times each public page and sum on the loaded data: python3 run.py manage shell < bench/pages.py.

Prints the median of seven runs in milliseconds: of processor time of this process (the database works in
another) and of wall time; and the number of queries.
"""

import statistics
import time
from collections.abc import Callable

from django.db import connection
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
)
SUMS = (
    "totals",
    "by_section_and_kind",
    "by_municipality",
    "by_rent_class",
    "by_year",
)


def measured(what: Callable[[], object]) -> tuple[float, float, int]:
    with CaptureQueriesContext(connection) as queries:  # which costs time itself
        what()
    count = len(queries)  # at once: a next request clears the log
    used, passed = [], []
    for _ in range(RUNS):
        processor, clock = time.process_time(), time.perf_counter()
        what()
        used.append((time.process_time() - processor) * 1000)
        passed.append((time.perf_counter() - clock) * 1000)
    return statistics.median(used), statistics.median(passed), count


client = Client(headers={"host": "127.0.0.1"})
overview = Project.objects.public().in_overview(2026)
print(f"{Project.objects.count()} projecten")
cases = [(address, lambda address=address: client.get(address)) for address in PAGES]
cases += [(name, getattr(overview, name)) for name in SUMS]
for name, what in cases:
    processor, clock, queries = measured(what)
    print(f"{name:55} {processor:7.1f} ms processor {clock:9.1f} ms clock {queries:4} queries")
