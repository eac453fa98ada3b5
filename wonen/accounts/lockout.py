"""Who guesses too often waits: what is counted, the page that says until when, and how it is lifted."""

import datetime
from typing import Any

from allauth.account.internal.userkit import get_user_by_username
from allauth.core.internal import ratelimit
from axes.models import AccessAttempt
from axes.utils import reset
from django.conf import settings
from django.contrib.auth.models import User
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone


def login_name(_request: HttpRequest | None, credentials: dict[str, Any] | None) -> str:
    """Return whose password is tried: 'BELEID' and 'beleid' are the same user, and share one count."""
    return login_key(str((credentials or {}).get("username") or ""))


def login_key(typed: str) -> str:
    user = get_user_by_username(typed) if typed else None
    return str(user.get_username()) if user else typed.casefold()[:150]


def locked_page(
    request: HttpRequest,
    _response: HttpResponse | None = None,
    credentials: dict[str, Any] | None = None,
    *,
    hours: float = 0,
) -> HttpResponse:
    """Answer who is locked out: why, until when, and who can help."""
    until = timezone.now() + datetime.timedelta(hours=hours)
    if not hours:
        until = locked_until(login_name(request, credentials)) or timezone.now() + settings.AXES_COOLOFF_TIME
    answer = render(request, "account/locked.html", {"until": until}, status=429)
    answer.headers["Retry-After"] = str(max(1, int((until - timezone.now()).total_seconds())))
    return answer


def locked_until(username: str) -> datetime.datetime | None:
    """Return when the last lock on this user ends; None if there is none."""
    since = timezone.now() - settings.AXES_COOLOFF_TIME
    attempts = AccessAttempt.objects.filter(username=username, attempt_time__gt=since)
    per_address: dict[str | None, int] = {}
    for attempt in attempts:
        address, count = attempt.ip_address, attempt.failures_since_start
        per_address[address] = per_address.get(address, 0) + count
    locked = {address for address, count in per_address.items() if count >= settings.AXES_FAILURE_LIMIT}
    ends = [each.attempt_time for each in attempts if each.ip_address in locked]
    return max(ends) + settings.AXES_COOLOFF_TIME if ends else None


def lift(request: HttpRequest, user: User) -> None:
    """Let a user try again at once: the password as well as the second factor."""
    reset(username=user.get_username())
    for action, key in (
        ("password_failed", login_key(user.get_username())),
        ("login_failed", f"mfa-auth-user-{user.pk}"),
    ):
        ratelimit.clear(request, app="allauth.account", action=action, key=key)
