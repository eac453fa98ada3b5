"""Times the export of all public projects per kind of file: python3 run.py manage shell < bench/export.py.

Prints seconds, size, queries, and by how much the process grew beyond its peak before. Within a transaction a
file is made at once, however large. Meant for 100,000 examples: first
python3 run.py --data /tmp/many --example 100000, and then
python3 run.py --data /tmp/many manage shell < bench/export.py.
"""

import resource
import sys
import time

from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext

from projects.export.views import KINDS
from projects.models import Project

client = Client(headers={"host": "127.0.0.1"})


def read(address: str) -> int:
    """Take in the whole file and keep nothing; return the size in bytes."""
    with transaction.atomic():
        response = client.get(address)
    assert response.status_code == 200
    size = sum(map(len, response))
    response.close()
    return size


def peak() -> float:
    """Return the most memory that this process ever had, in MB."""
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return most / 2**20 if sys.platform == "darwin" else most / 2**10


def measure(kind: str) -> None:
    before, start, worked = peak(), time.perf_counter(), time.process_time()
    with CaptureQueriesContext(connection) as queries:
        size = read(f"/projecten.{kind}")
    seconds, worked = time.perf_counter() - start, time.process_time() - worked
    print(
        f"{kind:8} {seconds:6.1f} s ({worked:6.1f} s of work), "
        f"{size / 2**20:6.1f} MB, {len(queries):4} queries, {peak() - before:5.1f} MB of memory",
        flush=True,
    )


client.get("/projecten.csv?jaar=1990")  # loads what is loaded once
print(f"{Project.objects.public().counted().count()} projecten, {peak():.0f} MB of memory before", flush=True)
for kind in KINDS:
    measure(kind)
