"""Measures 5,000 projects delivered to the API: added, changed, the same again, refused.

Run it as in docs/testing.md; the projects that it adds are removed again.
"""

import json
import resource
import time
from typing import Any

from django.contrib.auth.models import User
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from municipalities.access.tokens import Scope
from municipalities.models import ApiToken, Corporation, Municipality
from projects.models import ExternalCode, Project

COUNT = 5000
SYSTEM = "meting"
BULK = "/api/v1/projecten/_bijwerken"


def rows(count: int, **more: Any) -> list[dict[str, Any]]:
    places = list(Municipality.objects.values_list("code", flat=True))
    corporation = Corporation.objects.values_list("code", flat=True).first()
    return [
        {
            "code": f"M-{number}",
            "naam": f"Meting {number}",
            "gemeente": places[number % len(places)],
            "corporatie": corporation,
            "soort": "nieuwbouw",
            "aantalWoningen": 20 + number % 50,
            "woningtypen": ["gestapeld-met-lift"],
            "huurprijsklassen": [{"klasse": "sociale-hogere-huur", "aantalWoningen": 10}],
            "start": {"jaar": 2026, "kwartaal": 1 + number % 4},
            "oplevering": {"jaar": 2028},
            "batVan": 0,
            "batTotEnMet": 2,
            **more,
        }
        for number in range(count)
    ]


def measure(name: str, client: Client, sent: list[dict[str, Any]]) -> None:
    body = json.dumps({"systeem": SYSTEM, "projecten": sent})
    with CaptureQueriesContext(connection) as queries:
        began, used = time.perf_counter(), time.process_time()
        answer = client.post(BULK, body, "application/json")
        took, used = time.perf_counter() - began, time.process_time() - used
    found = answer.json()
    counts = {each: found.get(each) for each in ("nieuw", "gewijzigd", "gelijk")}
    said = counts if answer.status_code == 200 else f"{len(found['fouten'])} fouten"
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    print(
        f"{name:<12} {len(body) / 1e6:.1f} MB {answer.status_code} {took:6.2f} s, processor {used:6.2f} s, "
        f"{len(queries):>4} statements, {memory} MB, {said}"
    )


def run() -> None:
    owner = User.objects.create_superuser("meting-levering")
    token = ApiToken(owner=owner, name="Meting", scope=Scope.WRITE)
    token.expires_on = token.created_on
    secret = token.issue()
    token.save()
    client = Client(headers={"authorization": f"Bearer {secret}", "host": "127.0.0.1"})
    try:
        measure("new", client, rows(COUNT))
        measure("changed", client, rows(COUNT, plaats="Centrum"))
        measure("the same", client, rows(COUNT, plaats="Centrum"))
        measure("refused", client, rows(COUNT, batVan=4))
    finally:
        keys = ExternalCode.objects.filter(system=SYSTEM).values("project")
        Project.objects.filter(pk__in=list(keys.values_list("project", flat=True))).delete()
        owner.delete()


run()
