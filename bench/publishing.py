"""Measures a bod of 5,000 invented projects: what a page shows before it, publishing it, and reading it.

Run it as in docs/testing.md; all that it makes is taken back.
"""

import time
from collections.abc import Callable
from functools import partial
from typing import Any

from django.db import connection, transaction
from django.db.models import CharField, Value
from django.db.models.functions import Cast, Concat
from django.test import Client
from django.test.utils import CaptureQueriesContext

from municipalities.models import Corporation, Municipality
from offers.freezing import content_now
from offers.models import Offer
from offers.publishing import publish
from projects.example import inventing, make_examples
from projects.models import Project

COUNT = 5000


def measure(what: str, act: Callable[[], object]) -> None:
    with CaptureQueriesContext(connection) as asked:
        begin, busy = time.perf_counter(), time.process_time()
        act()
        took, worked = time.perf_counter() - begin, time.process_time() - busy
    print(f"{what:40} {took * 1000:7.0f} ms, {worked * 1000:7.0f} ms processor, {len(asked)} queries")


def whole(address: str) -> None:
    answer: Any = Client(headers={"host": "localhost"}).get(address)
    assert answer.status_code == 200, answer.content
    size = len(answer.getvalue() if answer.streaming else answer.content)
    print(f"{address}: {size:,} bytes")


with transaction.atomic():
    place = Municipality.objects.get(name="Heerlen")
    corporation = Corporation.objects.get(code="WL")
    with inventing():
        make_examples(COUNT)
        Project.objects.filter(is_example=True).update(
            municipality=place,
            corporation=corporation,
            name=Concat("name", Value(" "), Cast("pk", CharField())),
            phase="",
            is_public=True,
            delivery_year=None,
            delivery_quarter=None,
        )
    offer = Offer.objects.create(corporation=corporation, municipality=place, year=2029, is_example=True)
    measure("reading what would be frozen", lambda: content_now(offer))
    measure("publishing version 1", lambda: publish(offer.pk, "", None))
    Project.objects.filter(pk=offer.versions.get().projects.values("project")[:1]).update(with_care=True)
    measure("publishing version 2", lambda: publish(offer.pk, "Meting", None))
    address = "/api/v1/boden/WL-GM0917-2029/versies/2/projecten"
    for query in ("?paginaGrootte=1000", "?formaat=csv", "?formaat=jsonl"):
        measure(query, partial(whole, address + query))
    transaction.set_rollback(True)
