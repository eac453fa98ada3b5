"""No address around log-in is a server error, whatever is asked of it or posted to it."""

from collections.abc import Iterator

import pytest
from django.contrib.auth.models import User
from django.core.cache import cache
from django.test import Client

from tests.wonen.accounts.test_login import with_phone
from wonen.accounts.urls import urlpatterns

ADDRESSES = [f"/beheer/{pattern.pattern}" for pattern in urlpatterns]
QUERIES = (
    "", "next=%00", "next=/beheer/%0d%0aX:1", "next=//elders.nl", "next=" + "a" * 5000, "process=connect",
    "process=x", "state=x&code=y", "scope=%00", "auth_params=%00", "=", "next=http://[",
)  # fmt: skip
POSTED: tuple[dict[str, str], ...] = (
    {},
    {"login": "\0", "password": "\0", "code": "\0"},
    {"login": "a" * 9000, "password": "b" * 9000, "code": "1" * 9000},
    {"login": "😀", "password": "😀", "code": "😀", "next": "http://["},
    {"code": "-1"},
    {"oldpassword": "x", "password1": "\0", "password2": "\0"},
)
KINDS = ("visitor", "with a phone", "without a phone", "halfway")


@pytest.fixture(params=KINDS)
def somebody(request: pytest.FixtureRequest, db: None) -> Iterator[Client]:
    cache.clear()
    client, user = Client(), User.objects.create_superuser("beleid", password="een-lang-wachtwoord")
    if request.param in {"with a phone", "halfway"}:
        with_phone(user)
    if request.param == "halfway":
        client.post("/beheer/inloggen/", {"login": "beleid", "password": "een-lang-wachtwoord"})
    elif request.param != "visitor":
        client.force_login(user)
    yield client
    cache.clear()


def test_whatever_is_asked_or_posted_is_answered(somebody: Client) -> None:
    failed = []
    for address in ADDRESSES:
        answers: list[tuple[object, int]] = [
            (query, somebody.get(f"{address}?{query}").status_code) for query in QUERIES
        ]
        if "uitloggen" not in address:
            answers += [(data, somebody.post(address, data).status_code) for data in POSTED]
        answers += [
            (method, somebody.generic(method, address).status_code) for method in ("PUT", "HEAD", "TRACE")
        ]
        failed += [(address, asked, status) for asked, status in answers if status >= 500]
    assert not failed
