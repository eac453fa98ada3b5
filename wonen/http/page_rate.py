"""How many public pages one client may ask in a minute: each makes its sums anew, so each costs."""

from __future__ import annotations

import math
import threading
import time
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render

from wonen.client_address import client_network
from wonen.middleware import GetResponse

SPAN = 60.0  # seconds
ELSEWHERE = ("/api/", "/beheer/")  # the API has rates of its own; the back office has names
FREE = {"about-figures", "accessibility", "robots", "security"}  # routes that ask nothing of the database
# Who runs Wonen on this computer; or a proxy that does not say who asks, and then all would be one.
LOCAL = {"127.0.0.1", "::/64"}
MOST = 10_000  # clients remembered, before those who may ask all again are forgotten


class Rates:
    """What each client used, in this process: when all is free again, as in ``RequestRate`` of the API."""

    def __init__(self) -> None:
        self.free_at = dict[str, float]()
        self.lock = threading.Lock()

    def spend(self, client: str, per_minute: int, now: float) -> float:
        """Take one page, if there is room, and return 0; else return the seconds until there is."""
        step = SPAN / per_minute
        with self.lock:
            free = max(self.free_at.get(client, 0.0), now) + step
            if free > now + SPAN:
                return free - now - SPAN
            self.free_at[client] = free
            if len(self.free_at) > MOST:
                self.free_at = {each: moment for each, moment in self.free_at.items() if moment > now}
            return 0.0


class PageRate:
    """Refuse a page that is one too many, unless a colleague asks it who is logged in."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response
        self.rates = Rates()

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Callable[..., Any], args: Any, kwargs: Any
    ) -> HttpResponse | None:
        """Count the page once its route is known, and look at who asks only where it would be refused."""
        del view, args, kwargs
        route = request.resolver_match.url_name if request.resolver_match else None
        if request.path_info.startswith(ELSEWHERE) or route in FREE:
            return None
        client = client_network(request)
        if client in LOCAL:
            return None
        wait = self.rates.spend(client, settings.PAGES_PER_MINUTE, time.monotonic())
        if not wait or request.user.is_authenticated:
            return None
        return too_many(request, math.ceil(wait))


def too_many(request: HttpRequest, seconds: int) -> HttpResponse:
    answer = render(request, "429_pages.html", {"seconds": seconds}, status=429)
    answer.headers["Retry-After"] = str(seconds)
    answer.headers["Cache-Control"] = "no-store"
    return answer
