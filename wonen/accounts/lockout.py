"""Limits on guessing: what is counted, who waits and how long, and how a lock is lifted."""

import datetime
import logging
import math
import secrets
from collections.abc import Callable
from typing import TypeVar

from allauth.account.internal.userkit import get_user_by_username
from allauth.core.exceptions import ImmediateHttpResponse
from django.contrib import messages
from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.formats import date_format
from django.utils.html import format_html

from wonen.accounts.models import AttemptCount, Limit
from wonen.client_address import client_network

logger = logging.getLogger(__name__)
Found = TypeVar("Found")

SECOND, MINUTE, HOUR, DAY = (
    datetime.timedelta(seconds=1),
    datetime.timedelta(minutes=1),
    datetime.timedelta(hours=1),
    datetime.timedelta(days=1),
)
LOCK = 15 * MINUTE
# Wrong passwords for a name from an address: five, then one a quarter of an hour.
PASSWORDS = Limit("password", memory=HOUR, free=5, first=LOCK, longest=LOCK)
# Wrong passwords for a name from everywhere: ten, then a pause that grows to a minute.
NAME = Limit("name", memory=HOUR, free=10, first=SECOND, longest=MINUTE)
# Wrong passwords from an address for all names together.
ADDRESS = Limit("address", memory=MINUTE, free=30, first=MINUTE, longest=MINUTE)
# Wrong codes for an account, from everywhere: who tries codes has the password.
CODES = Limit("code", memory=HOUR, free=5, first=LOCK, longest=LOCK)
# A used code: no second time for as long as it is valid (the code of now, the one before, the one after).
USED_CODE = Limit("used code", memory=90 * SECOND, free=1, first=90 * SECOND, longest=90 * SECOND)
# Wrong codes of which the owner was not told yet.
WRONG_CODES = Limit("wrong codes", memory=366 * DAY)
# An address where somebody logged in before.
OWN_ADDRESS = Limit("own address", memory=90 * DAY)

SWEEP = 100  # once in so many attempts what counts no more is removed
TOLD = (
    "Er is {times} keer een verkeerde code ingevoerd sinds {since} uur. Was u dat niet? "
    'Dan kent iemand anders uw wachtwoord. <a href="{address}">Wijzig uw wachtwoord</a>.'
)

counts = AttemptCount.objects


class MustWait(Exception):  # noqa: N818 - no error, the refusal of an attempt
    """An attempt came during a pause. The arguments are the limit, who and place."""


def keyed(word: str) -> str:
    """Return the hash by which a name, address or code is kept: what is typed as a name may be a password."""
    return salted_hmac("wonen.accounts.attempts", word, algorithm="sha256").hexdigest()


def name_key(typed: str) -> str:
    """Return the key of a user name: 'BELEID' and 'beleid' are one user; a name of nobody has one too."""
    user = get_user_by_username(typed) if typed else None
    return keyed(str(user.get_username()) if user else typed.casefold()[:150])


def judge_password(request: HttpRequest, name: str, judge: Callable[[], Found | None]) -> Found | None:
    """Return what ``judge`` finds for a password, counted; ImmediateHttpResponse (429) where one must wait.

    The attempt is counted before it is judged and given back if it was right: with many at once, not one more
    is judged than there may be. An attempt that must wait is neither judged nor counted.
    """
    who, place = name_key(name), keyed(client_network(request))
    _sweep_now_and_then()
    failures = _take_password(request, who, place)
    found = judge()
    if found:
        counts.of(PASSWORDS, who, place).delete()
        counts.give_back(NAME, who)
        counts.give_back(ADDRESS, place)
    elif failures >= PASSWORDS.free:
        logger.warning("Wrong passwords for one name from %s: locked", client_network(request))
        raise ImmediateHttpResponse(locked_page(request, PASSWORDS, who, place))
    return found


def _take_password(request: HttpRequest, who: str, place: str) -> int:
    """Count an attempt for the name at this address, the name and the address; all three or none."""
    try:
        with transaction.atomic():
            failures = _take(PASSWORDS, who, place)
            is_fresh = failures == 1 or counts.of(OWN_ADDRESS, who, place).exists()
            _take(NAME, who, wait=not is_fresh)
            _take(ADDRESS, place)
    except MustWait as error:
        raise ImmediateHttpResponse(locked_page(request, *error.args)) from error
    return failures


def _take(limit: Limit, who: str, place: str = "", *, wait: bool = True) -> int:
    taken = counts.take(limit, who, place, wait=wait)
    if taken is None:
        raise MustWait(limit, who, place)
    return taken


def judge_code(request: HttpRequest, user: User, judge: Callable[[], str]) -> str:
    """Return the code that ``judge`` finds right; what it raises for a wrong one is counted and goes on.

    ImmediateHttpResponse (429) during the lock of the account.
    """
    who = keyed(f"user {user.pk}")
    _sweep_now_and_then()
    failures = counts.take(CODES, who)
    if failures is None:
        raise ImmediateHttpResponse(locked_page(request, CODES, who))
    try:
        code = judge()
    except ValidationError:
        counts.take(WRONG_CODES, who)
        if failures >= CODES.free:
            logger.warning("Wrong codes for user %s from %s: locked", user.pk, client_network(request))
        raise
    counts.of(CODES, who).delete()
    return code


def is_first_use(user: User, code: str) -> bool:
    """Say whether a right code was not used before; from now on it is."""
    return counts.take(USED_CODE, keyed(f"user {user.pk}"), keyed(code)) is not None


def note_log_in(request: HttpRequest, user: User) -> None:
    """Remember the address as one of the user's own, and tell of wrong codes since the last log-in."""
    counts.take(OWN_ADDRESS, name_key(user.get_username()), keyed(client_network(request)))
    wrong = counts.of(WRONG_CODES, keyed(f"user {user.pk}"))
    told = wrong.first()
    if told:
        wrong.filter(failures=told.failures).delete()  # one that came meanwhile is told next time
        since = date_format(timezone.localtime(told.since), "j F H:i")
        address = reverse("account_change_password")
        messages.warning(request, format_html(TOLD, times=told.failures, since=since, address=address))


def locked_page(request: HttpRequest, limit: Limit, who: str, place: str = "") -> HttpResponse:
    """Answer who must wait (429): why, how long, and who can help."""
    until = counts.of(limit, who, place).values_list("free_at", flat=True).first() or timezone.now()
    seconds = max(1, math.ceil((until - timezone.now()).total_seconds()))
    context = {"until": until, "seconds": seconds, "limit": limit.kind}
    answer = render(request, "account/locked.html", context, status=429)
    answer.headers["Retry-After"] = str(seconds)
    return answer


def locked_until(user: User) -> datetime.datetime | None:
    """Return when the last lock on this user ends, of password or code; None if there is none."""
    locks = counts.filter(_locks(user), free_at__gt=timezone.now())
    until: datetime.datetime | None = locks.aggregate(until=Max("free_at"))["until"]
    return until


def lift(user: User) -> None:
    """Let a user try again at once: the password as well as the second factor."""
    counts.filter(_locks(user) | Q(kind=NAME.kind, who=name_key(user.get_username()))).delete()


def _locks(user: User) -> Q:
    passwords = Q(kind=PASSWORDS.kind, who=name_key(user.get_username()))
    return passwords | Q(kind=CODES.kind, who=keyed(f"user {user.pk}"))


def _sweep_now_and_then() -> None:
    if not secrets.randbelow(SWEEP):
        counts.sweep()
