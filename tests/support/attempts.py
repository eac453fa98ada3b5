"""Guessing, for the tests of its limits: wrong passwords from wherever, and time that passes."""

import datetime
from typing import Any

from django.db.models import F
from django.test import Client

from tests.wonen.accounts.test_login import LOGIN
from wonen.accounts.models import AttemptCount

LOCKED = "U kunt zich even niet aanmelden"


def guess(client: Client, times: int, name: str = "beleid", **extra: Any) -> list[int]:
    data = {"login": name, "password": "geraden"}
    return [client.post(LOGIN, data, **extra).status_code for _ in range(times)]


def pass_time(**spans: float) -> None:
    """Make everything that was counted that much older, as ``minutes=15`` or ``seconds=1``."""
    passed = datetime.timedelta(**spans)
    moments = ("since", "free_at", "expires_at")
    AttemptCount.objects.update(**{name: F(name) - passed for name in moments})
