"""Times each public page and sum on the loaded data: python3 run.py manage shell < bench/pages.py.

Prints the median of seven runs in milliseconds of wall time, and the number of queries.
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
    "/gemeenten/",
    "/gemeenten/heerlen/?jaar=2022",
    "/gemeenten/heerlen/?jaar=2026",
    "/projecten/",
    "/projecten/?jaar=2026&huurprijsklasse=vrije-huur",
    "/gemeenten/heerlen/kaart/?jaar=2022",
    "/toelichting/?jaar=2022",
    "/api/v1/projecten",
)
SUMS = ("totals", "by_section", "by_municipality", "by_rent_class", "by_bat", "by_sustainability", "by_year")


def measured(what: Callable[[], object]) -> tuple[float, int]:
    times = []
    for _ in range(RUNS):
        with CaptureQueriesContext(connection) as queries:
            start = time.perf_counter()
            what()
            times.append((time.perf_counter() - start) * 1000)
    return statistics.median(times), len(queries)


client = Client(headers={"host": "127.0.0.1"})
overview = Project.objects.public().in_overview(2026)
print(f"{Project.objects.count()} projecten")
cases = [(address, lambda address=address: client.get(address)) for address in PAGES]
cases += [(name, getattr(overview, name)) for name in SUMS]
for name, what in cases:
    milliseconds, queries = measured(what)
    print(f"{name:55} {milliseconds:9.1f} ms {queries:4} queries")
