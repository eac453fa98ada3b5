"""Who guesses too often waits: the password and the code, from one address or many, and how it is lifted."""

import datetime
from collections.abc import Iterator
from typing import Any

import pytest
from axes.models import AccessAttempt
from django.contrib.auth.models import User
from django.core.cache import cache
from django.test import Client
from django.utils.timezone import localtime
from pytest_django import Settings

from tests.codes import code_of
from tests.staff import person, signed_in
from tests.test_login import CODE, LOGIN, PASSWORD, SECRET, log_in, with_phone

LOCKED = "U kunt zich even niet aanmelden"
USERS = "/beheer/auth/user/"


@pytest.fixture(autouse=True)
def fresh_counts(db: None) -> Iterator[None]:
    cache.clear()
    yield
    cache.clear()


@pytest.fixture
def chief(db: None) -> User:
    return User.objects.create_superuser("beleid", password=PASSWORD)


def guess(client: Client, times: int, name: str = "beleid", **extra: Any) -> list[int]:
    data = {"login": name, "password": "geraden"}
    return [client.post(LOGIN, data, **extra).status_code for _ in range(times)]


def test_the_fifth_wrong_password_locks_and_the_page_says_until_when(client: Client, chief: User) -> None:
    assert guess(client, 4) == [200] * 4
    answer = client.post(LOGIN, {"login": "beleid", "password": "geraden"})
    assert answer.status_code == 429
    page = answer.content.decode()
    assert LOCKED in page
    assert f"Om {localtime(answer.context['until']):%H:%M} uur" in page
    assert 14 * 60 < int(answer.headers["Retry-After"]) <= 15 * 60
    right = log_in(client)
    assert right.status_code == 429
    assert "_auth_user_id" not in client.session


def test_who_waits_gets_in_and_trying_meanwhile_does_not_make_it_longer(client: Client, chief: User) -> None:
    guess(client, 5)
    ends = AccessAttempt.objects.get().attempt_time
    assert guess(client, 3) == [429] * 3
    assert AccessAttempt.objects.get().attempt_time == ends
    AccessAttempt.objects.update(attempt_time=ends - datetime.timedelta(minutes=15, seconds=1))
    assert log_in(client).status_code == 302


def test_getting_in_begins_the_count_anew(client: Client, chief: User) -> None:
    for _ in range(3):
        assert guess(client, 4) == [200] * 4
        assert log_in(client).status_code == 302
        client.post("/beheer/uitloggen/")


def test_another_spelling_of_the_name_shares_the_count(client: Client, chief: User) -> None:
    answers = [guess(client, 1, name)[0] for name in ("beleid", "BELEID", "Beleid", " beleid", "beLeid ")]
    assert answers == [200, 200, 200, 200, 429]


def test_a_name_that_nobody_has_is_locked_as_well(client: Client, chief: User) -> None:
    assert guess(client, 5, "niemand") == [200, 200, 200, 200, 429]


def test_a_colleague_at_the_same_address_is_not_locked(client: Client, chief: User) -> None:
    guess(client, 5)
    person("Lezer")
    assert log_in(client, "lezer").status_code == 302


def test_another_address_cannot_be_made_up(client: Client, chief: User) -> None:
    answers = [guess(client, 1, HTTP_X_FORWARDED_FOR=f"203.0.113.{n}")[0] for n in range(5)]
    assert answers == [200, 200, 200, 200, 429]


def test_many_addresses_together_are_locked_too(client: Client, chief: User, settings: Settings) -> None:
    settings.ACCOUNT_RATE_LIMITS = settings.ACCOUNT_RATE_LIMITS | {"password_failed": "8/h/key"}
    answers = [guess(client, 1, REMOTE_ADDR=f"203.0.113.{n}")[0] for n in range(9)]
    assert answers == [200] * 8 + [429]
    assert log_in(client, REMOTE_ADDR="198.51.100.1").status_code == 429


def test_the_code_can_be_guessed_five_times(client: Client, chief: User) -> None:
    with_phone(chief)
    log_in(client)
    answers = [client.post(CODE, {"code": f"00000{n}"}) for n in range(6)]
    assert [each.status_code for each in answers] == [200] * 5 + [429]
    assert LOCKED in answers[-1].content.decode()
    other = Client(REMOTE_ADDR="203.0.113.7")  # the password is known: another address does not help
    log_in(other)
    assert other.post(CODE, {"code": code_of(SECRET)}).status_code == 429


def test_an_administrator_lifts_a_lock_and_only_an_administrator(client: Client, chief: User) -> None:
    colleague = person("Redacteur", username="collega")
    with_phone(colleague)
    guess(client, 5, "collega")
    other = Client()
    log_in(other, "collega", REMOTE_ADDR="203.0.113.7")
    for n in range(6):
        other.post(CODE, {"code": f"00000{n}"})
    data = {"action": "lift_lock", "_selected_action": [colleague.pk]}
    signed_in(person("Publicist")).post(USERS, data)
    assert log_in(client, "collega").status_code == 429
    office = signed_in(chief)
    assert "geblokkeerd tot" in office.get(f"{USERS}{colleague.pk}/change/").content.decode()
    office.post(USERS, data)
    assert "niet geblokkeerd" in office.get(f"{USERS}{colleague.pk}/change/").content.decode()
    assert log_in(client, "collega").status_code == 302
    assert client.post(CODE, {"code": code_of(SECRET)}).status_code == 302


def test_a_guessed_password_is_kept_nowhere(client: Client, chief: User) -> None:
    client.post(LOGIN, {"login": "beleid", "password": "bijna-goed-9"})
    kept = AccessAttempt.objects.get()
    assert "bijna-goed-9" not in f"{kept.get_data}{kept.post_data}{kept.path_info}"


def test_the_count_is_shared_by_all_workers(settings: Settings) -> None:
    assert settings.CACHES["default"]["BACKEND"] == "django.core.cache.backends.db.DatabaseCache"
    assert settings.AXES_HANDLER == "axes.handlers.database.AxesDatabaseHandler"
