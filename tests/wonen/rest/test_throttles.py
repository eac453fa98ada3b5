"""How often the API may be asked: by whom it is counted, what is told, what it costs, and what stays."""

import datetime
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.core.exceptions import ImproperlyConfigured
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from pytest_django import Settings

from municipalities.models import RequestRate
from tests.support.problems import faults
from tests.support.staff import person
from tests.support.tokens import bearer, token_of
from wonen.rest.rate_limit import throttle as throttles
from wonen.rest.rate_limit.throttle import TooOften, spend
from wonen.settings import per_minute

ASKED = "/api/v1/gemeenten"


@pytest.fixture
def few(settings: Settings, world: None) -> None:
    settings.API_ANONYMOUS_PER_MINUTE, settings.API_TOKEN_PER_MINUTE = 3, 5
    settings.API_REFUSED_PER_MINUTE = 2


@pytest.fixture
def editor(world: None) -> User:
    return person("Redacteur", "Heerlen")


def ask(client: Client, times: int, **extra: Any) -> list[int]:
    return [client.get(ASKED, **extra).status_code for _ in range(times)]


def pass_time(seconds: float) -> None:
    """Make everything that was counted that much older."""
    for rate in RequestRate.objects.all():
        earlier = rate.free_at - datetime.timedelta(seconds=seconds)
        RequestRate.objects.filter(pk=rate.pk).update(free_at=earlier)


def test_an_address_without_a_token_waits_when_it_asked_too_often(few: None, client: Client) -> None:
    assert ask(client, 3) == [200] * 3
    answer = client.get(ASKED)
    assert answer.status_code == 429
    assert 19 <= int(answer.headers["Retry-After"]) <= 20
    seconds = answer.headers["Retry-After"]
    sentence = f"U vraagt te veel in korte tijd. Probeer het over {seconds} seconden opnieuw."
    assert faults(answer) == {}
    assert answer.json()["detail"] == sentence
    assert ask(Client(REMOTE_ADDR="203.0.113.7"), 1) == [200]


def test_who_waits_as_long_as_was_said_can_go_on(few: None, client: Client) -> None:
    ask(client, 3)
    waits = [int(client.get(ASKED).headers["Retry-After"]) for _ in range(5)]
    assert max(waits) <= 20  # what was refused made it no longer
    pass_time(waits[-1])
    assert ask(client, 2) == [200, 429]
    pass_time(60)
    assert ask(client, 4) == [200, 200, 200, 429]


def test_a_token_has_a_rate_of_its_own_wherever_it_is_used(few: None, editor: User, client: Client) -> None:
    ask(client, 4)
    _, first = token_of(editor)
    _, second = token_of(editor)
    assert ask(bearer(first), 3) == [200] * 3
    assert ask(bearer(first, REMOTE_ADDR="203.0.113.7"), 3) == [200, 200, 429]
    assert ask(bearer(second), 1) == [200]


def test_what_is_refused_for_want_of_rights_counts_as_well(few: None, editor: User, client: Client) -> None:
    assert [client.post("/api/v1/projecten").status_code for _ in range(4)] == [401, 401, 401, 429]
    reader = bearer(token_of(editor)[1])
    assert [reader.delete("/api/v1/projecten/1").status_code for _ in range(6)] == [403] * 5 + [429]


def test_wrong_tokens_are_counted_by_address_and_a_right_one_still_works(few: None, editor: User) -> None:
    _, secret = token_of(editor)
    assert ask(bearer("geraden"), 4) == [401, 401, 429, 429]
    assert ask(Client(HTTP_AUTHORIZATION="Basic dTpw"), 1) == [429]
    answer = bearer("geraden").get(ASKED)
    assert int(answer.headers["Retry-After"]) <= 30
    assert ask(bearer(secret), 1) == [200]
    assert ask(bearer("geraden", REMOTE_ADDR="203.0.113.7"), 1) == [401]


def test_another_address_cannot_be_made_up(few: None, client: Client) -> None:
    told = [ask(client, 1, HTTP_X_FORWARDED_FOR=f"203.0.113.{n}")[0] for n in range(4)]
    assert told == [200, 200, 200, 429]


@pytest.mark.parametrize("told", ["203.0.113.10:{}", "[2001:db8:1:2::1]:{}", "2001:db8:1:2::{}"])
def test_another_port_is_the_same_client(few: None, client: Client, settings: Settings, told: str) -> None:
    settings.BEHIND_PROXY, settings.API_ANONYMOUS_PER_MINUTE = True, 5
    answers = [ask(client, 1, HTTP_X_FORWARDED_FOR=told.format(4000 + n))[0] for n in range(6)]
    assert answers == [200] * 5 + [429]
    assert ask(client, 1, HTTP_X_FORWARDED_FOR="203.0.113.11:4000") == [200]


def test_addresses_are_not_kept_as_they_are(few: None, client: Client) -> None:
    ask(client, 1, REMOTE_ADDR="203.0.113.7")
    assert "203.0.113.7" not in str(list(RequestRate.objects.values()))
    assert len(RequestRate.objects.get().key) == 64


def test_counting_costs_one_statement_and_a_refusal_two(few: None, client: Client) -> None:
    for expected in (1, 1, 1, 2, 2):
        with CaptureQueriesContext(connection) as asked:
            client.get(ASKED)
        assert len([each for each in asked if "requestrate" in each["sql"]]) == expected


def test_what_counts_no_more_is_removed(few: None, client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    ask(client, 1)
    pass_time(120)
    ask(Client(REMOTE_ADDR="203.0.113.7"), 1)
    monkeypatch.setattr(throttles, "SWEEP", 1)
    ask(Client(REMOTE_ADDR="203.0.113.8"), 1)
    assert RequestRate.objects.count() == 2
    assert not RequestRate.objects.filter(free_at__lt=timezone.now()).exists()


def test_the_counts_are_not_written_to_the_log_of_the_database(db: None) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT relpersistence FROM pg_class WHERE relname = 'municipalities_requestrate'")
        assert cursor.fetchone() == ("u",)


@pytest.mark.django_db(transaction=True)
def test_many_at_once_are_counted_each(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(throttles, "MINUTE", datetime.timedelta(days=1))  # nothing is free again meanwhile

    def one(_: int) -> bool:
        try:
            spend("address 203.0.113.7", 20)
        except TooOften:
            return False
        finally:
            connection.close()
        return True

    with ThreadPoolExecutor(8) as pool:
        assert sum(pool.map(one, range(100))) == 20
    assert RequestRate.objects.count() == 1


def test_the_rates_come_from_the_environment(monkeypatch: pytest.MonkeyPatch, settings: Settings) -> None:
    assert per_minute("API_NIETS_PER_MINUTE", 600) == 600
    for value in ("0", "-1", "tien", "1.5", "9999999", "٣"):
        monkeypatch.setenv("API_PROEF_PER_MINUTE", value)
        with pytest.raises(ImproperlyConfigured, match="API_PROEF_PER_MINUTE moet een aantal"):
            per_minute("API_PROEF_PER_MINUTE", 600)
    monkeypatch.setenv("API_PROEF_PER_MINUTE", "25")
    assert per_minute("API_PROEF_PER_MINUTE", 600) == 25
    rates = (
        settings.API_ANONYMOUS_PER_MINUTE,
        settings.API_TOKEN_PER_MINUTE,
        settings.API_REFUSED_PER_MINUTE,
    )
    assert rates == (600, 1200, 30)


def test_one_second_is_one_second() -> None:
    assert str(TooOften(0.2).detail).endswith("over 1 seconde opnieuw.")
    assert TooOften(0).wait == 1
