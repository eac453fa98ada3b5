"""How often the API may be asked: by token, without one by address. One statement a request.

The cache in the database would cost six and could lose a count, since it reads and writes apart; and it drops
entries once it holds too many.
"""

from __future__ import annotations

import datetime
import math
import secrets
from typing import TYPE_CHECKING

from django.conf import settings
from django.utils.crypto import salted_hmac
from rest_framework.exceptions import ErrorDetail, Throttled
from rest_framework.request import Request
from rest_framework.throttling import BaseThrottle

from wonen.client_address import client_network
from wonen.files.exports import Order
from wonen.rest.rate_limit.counts import RequestRate

if TYPE_CHECKING:  # rest_framework.views itself imports what the settings name
    from rest_framework.views import APIView

MINUTE = datetime.timedelta(minutes=1)
SWEEP = 1000  # once in so many requests what counts no more is removed
TOO_OFTEN = "U vraagt te veel in korte tijd. Probeer het over {wait} opnieuw."


class TooOften(Throttled):
    """429, with Retry-After and a sentence that says how long to wait."""

    def __init__(self, wait: float) -> None:
        seconds = max(1, math.ceil(wait))
        super().__init__()
        self.wait = seconds
        said = "1 seconde" if seconds == 1 else f"{seconds} seconden"
        self.detail = ErrorDetail(TOO_OFTEN.format(wait=said), "throttled")


class Rates(BaseThrottle):
    """Count a request for the token that it carries, or else for the address that it comes from."""

    def allow_request(self, request: Request, view: APIView) -> bool:  # noqa: ARG002
        if Order.of(request._request):  # it was counted when it was asked
            return True
        if request.auth is not None:
            spend(f"token {request.auth.pk}", settings.API_TOKEN_PER_MINUTE)
        else:
            spend(f"address {client_network(request._request)}", settings.API_ANONYMOUS_PER_MINUTE)
        return True


def spend(who: str, per_minute: int) -> None:
    """Count one request of somebody; raise TooOften if there were too many in the last minute.

    What is refused does not count: who waits as long as was said, can go on.
    """
    key = salted_hmac("wonen.rest.rate", who, algorithm="sha256").hexdigest()
    if not secrets.randbelow(SWEEP):
        RequestRate.objects.sweep()
    wait = RequestRate.objects.spend(key, MINUTE / per_minute, MINUTE)
    if wait is not None:
        raise TooOften(wait)
