"""How many public pages one client may ask: counted by network, not for staff, without the database."""

import time
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from pytest_django import Settings

from tests.support.staff import person, signed_in
from wonen.http.page_rate import MOST, Rates

OUTSIDE = {"REMOTE_ADDR": "203.0.113.5"}
pytestmark = pytest.mark.usefixtures("world")


@pytest.fixture(autouse=True)
def three(settings: Settings) -> None:
    settings.PAGES_PER_MINUTE = 3


def statuses(client: Client, *addresses: str, **extra: Any) -> list[int]:
    return [client.get(address, **extra).status_code for address in addresses]


def test_one_page_too_many_is_refused_with_the_moment_to_come_back(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    now = time.monotonic()
    monkeypatch.setattr(time, "monotonic", lambda: now)
    pages = ("/", "/gemeenten/", "/projecten/")
    assert statuses(client, *pages, **OUTSIDE) == [200] * 3
    for address in (*pages, "/projecten.csv", "/cijfers.xlsx", "/vergelijken/ranglijst/", "/sitemap.xml"):
        answer = client.get(address, **OUTSIDE)  # type: ignore[arg-type]
        assert answer.status_code == 429
        assert answer.headers["Retry-After"] == "20"
        assert "Over 20 seconden kunt u verder" in answer.content.decode()
        assert answer.headers["Cache-Control"] == "no-store"
    now += 20
    assert statuses(client, "/", "/", **OUTSIDE) == [200, 429]


def test_others_and_what_costs_nothing_are_not_refused(client: Client) -> None:
    assert statuses(client, *["/toelichting/"] * 4, **OUTSIDE) == [200, 200, 200, 429]
    free = (
        "/robots.txt",
        "/over-de-cijfers/",
        "/toegankelijkheid/",
        "/api/v1/gemeenten",
        "/beheer/inloggen/",
    )
    assert statuses(client, *free, **OUTSIDE) == [200] * len(free)
    assert client.get("/toelichting/", REMOTE_ADDR="203.0.113.6").status_code == 200
    assert statuses(client, *["/toelichting/"] * 5) == [200] * 5  # on this computer


def test_a_network_of_ipv6_is_one_client_and_the_proxy_names_it(client: Client, settings: Settings) -> None:
    settings.BEHIND_PROXY = True
    found = [
        client.get("/toelichting/", headers={"x-forwarded-for": f"192.0.2.1, [2001:db8::{number}]:443"})
        for number in range(4)
    ]
    assert [each.status_code for each in found] == [200, 200, 200, 429]


def test_a_colleague_who_is_logged_in_is_not_refused_and_an_invented_session_is() -> None:
    editor = signed_in(person("Redacteur", "Heerlen"))
    assert statuses(editor, *["/toelichting/"] * 6, REMOTE_ADDR="203.0.113.7") == [200] * 6
    editor.cookies["sessionid"] = "x" * 32
    assert editor.get("/toelichting/", REMOTE_ADDR="203.0.113.7").status_code == 429


def test_the_database_is_not_asked_for_it(client: Client) -> None:
    def asked(address: str) -> int:
        with CaptureQueriesContext(connection) as found:
            client.get("/toelichting/", REMOTE_ADDR=address)
        return len(found)

    assert asked("203.0.113.8") == asked("127.0.0.1")
    for _ in range(3):
        asked("203.0.113.8")
    assert asked("203.0.113.8") == 0  # refused, without a session


def test_who_may_ask_all_again_is_forgotten() -> None:
    rates = Rates()
    for number in range(MOST + 1):
        rates.spend(str(number), 60, 0.0)
    rates.spend("later", 60, 2.0)
    assert list(rates.free_at) == ["later"]
