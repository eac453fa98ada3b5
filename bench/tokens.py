"""Times what a token and the counting of requests cost: python3 run.py manage shell < bench/tokens.py.

Prints the median and the 95th percentile in milliseconds, over 500 rounds, of one count in the table of our
own and of the same by the throttle of REST framework in the cache of the database; then of whole requests
without and with a token. What it writes it takes back.
"""

import datetime
import statistics
import time
from collections.abc import Callable
from typing import Any

from django.contrib.auth.models import User
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from rest_framework.test import APIRequestFactory
from rest_framework.throttling import AnonRateThrottle

from municipalities.models import ApiToken, RequestRate
from wonen.rest.rate_limit.throttle import spend

ROUNDS = 500


def measured(name: str, what: Callable[[], object]) -> None:
    what()  # the first use of a token is kept with it
    with CaptureQueriesContext(connection) as queries:
        what()
    count, passed = len(queries), []  # counted now: a request begins the log of queries anew
    for _ in range(ROUNDS):
        clock = time.perf_counter()
        what()
        passed.append((time.perf_counter() - clock) * 1000)
    late = statistics.quantiles(passed, n=20)[-1]
    print(f"{name:40} {statistics.median(passed):7.2f} {late:7.2f} ms, {count} queries")


def run() -> None:
    request: Any = APIRequestFactory().get("/", REMOTE_ADDR="203.0.113.7")
    request.user = None
    AnonRateThrottle.rate = "1000/m"
    measured("a count of our own", lambda: spend("address 203.0.113.7", 100_000))
    measured("the same in the cache of the database", lambda: AnonRateThrottle().allow_request(request, None))  # type: ignore[arg-type]
    owner = User.objects.create_user("meting", is_staff=True)
    token = ApiToken(owner=owner, name="meting", expires_on=timezone.localdate() + datetime.timedelta(days=1))
    secret = token.issue()
    token.save()
    try:
        for name, client in (
            ("", Client(SERVER_NAME="localhost")),
            (" with a token", Client(headers={"authorization": f"Bearer {secret}"}, SERVER_NAME="localhost")),
        ):
            measured(f"a request{name}", lambda client=client: client.get("/api/v1/regios/parkstad"))  # type: ignore[misc]
    finally:
        owner.delete()
        RequestRate.objects.all().delete()


run()
