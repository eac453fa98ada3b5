"""Wrong codes of the second factor: locked per account, told to its owner; a used code stays used."""

from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from typing import Any

import pytest
from allauth.core.exceptions import ImmediateHttpResponse
from django.contrib.auth.models import User
from django.core.cache import cache
from django.core.exceptions import ValidationError
from django.db import connection
from django.test import Client, RequestFactory
from pytest_django import Settings

from tests.support.attempts import LOCKED, pass_time
from tests.support.codes import code_of, next_code
from tests.support.staff import person, signed_in
from tests.wonen.accounts.test_lockout import USERS, chief  # noqa: F401
from tests.wonen.accounts.test_login import CODE, LOGIN, SECRET, SETUP, log_in, with_phone
from wonen.accounts.adapters import AccountAdapter
from wonen.accounts.lockout import is_first_use, judge_code
from wonen.accounts.models import AttemptCount

TOLD = "keer een verkeerde code ingevoerd sinds"


@pytest.fixture
def phone(chief: User) -> list[str]:  # noqa: F811
    """Give the user a phone; return the recovery codes."""
    return with_phone(chief)


def try_codes(client: Client, times: int, address: str = CODE) -> list[int]:
    return [client.post(address, {"code": f"00000{n}"}).status_code for n in range(times)]


def answer_with(code: str, **extra: Any) -> Any:
    """Log in anew, and give a code."""
    client = Client(**extra)
    log_in(client)
    return client.post(CODE, {"code": code})


def test_the_code_can_be_guessed_five_times(client: Client, phone: list[str]) -> None:
    log_in(client)
    answers = [client.post(CODE, {"code": f"00000{n}"}) for n in range(6)]
    assert [each.status_code for each in answers] == [200] * 5 + [429]
    assert LOCKED in answers[-1].content.decode()
    assert 14 * 60 < int(answers[-1].headers["Retry-After"]) <= 15 * 60
    # The password is known: another address does not help, nor does a recovery code.
    assert answer_with(code_of(SECRET), REMOTE_ADDR="203.0.113.7").status_code == 429
    assert answer_with(phone[0]).status_code == 429
    pass_time(minutes=15)
    assert answer_with(code_of(SECRET)).status_code == 302


def test_invented_names_wash_away_neither_the_lock_nor_the_used_codes(
    client: Client, phone: list[str]
) -> None:
    code = next_code(SECRET)
    assert answer_with(code).status_code == 302
    colleague = person("Redacteur", username="collega")
    with_phone(colleague)
    log_in(client, "collega")
    try_codes(client, 5)
    for n in range(240):  # as the log-in does, without its page
        tried = RequestFactory().post(LOGIN, REMOTE_ADDR=f"198.51.100.{n}")
        AccountAdapter(tried).authenticate(tried, username=f"verzonnen{n}", password="geraden")
    cache.clear()
    answer = client.post(CODE, {"code": code_of(SECRET)})
    assert (answer.status_code, LOCKED in answer.content.decode()) == (429, True)
    assert "is al gebruikt" in answer_with(code).content.decode()


@pytest.mark.parametrize("between", ["-", ".", " ", "_", "\t"])
def test_a_used_code_stays_used_however_it_is_written(client: Client, phone: list[str], between: str) -> None:
    code = next_code(SECRET)
    assert answer_with(code).status_code == 302
    cache.clear()  # the library's own memory, of 30 seconds
    assert "is al gebruikt" in answer_with(code[:3] + between + code[3:]).content.decode()


def test_only_what_was_judged_counts(client: Client, phone: list[str]) -> None:
    log_in(client)
    for _ in range(9):
        assert client.post(CODE, {"code": ""}).status_code == 200
    try_codes(client, 5)
    before = list(AttemptCount.objects.values())
    try_codes(client, 3)
    assert list(AttemptCount.objects.values()) == before
    assert "failures': 5" in str(before)


def test_a_right_code_begins_the_count_anew(client: Client, phone: list[str]) -> None:
    for place in range(3):
        log_in(client)
        assert try_codes(client, 4) == [200] * 4
        assert client.post(CODE, {"code": phone[place]}).status_code == 302
        client.post("/beheer/uitloggen/")


def test_the_owner_is_told_of_wrong_codes_at_the_next_log_in(client: Client, phone: list[str]) -> None:
    thief = Client(REMOTE_ADDR="203.0.113.7")
    log_in(thief)
    try_codes(thief, 7)
    pass_time(hours=5)
    log_in(client)
    assert client.post(CODE, {"code": phone[0]}).status_code == 302
    page = client.get("/beheer/").content.decode()
    assert f"Er is 5 {TOLD}" in page
    assert '<a href="/beheer/wachtwoord/">Wijzig uw wachtwoord</a>' in page
    assert TOLD not in client.get("/beheer/").content.decode()
    client.post("/beheer/uitloggen/")
    log_in(client)
    client.post(CODE, {"code": phone[1]})
    assert TOLD not in client.get("/beheer/").content.decode()


def test_a_code_asked_again_counts_with_those_of_log_in(client: Client, phone: list[str]) -> None:
    log_in(client)
    client.post(CODE, {"code": code_of(SECRET)})
    assert try_codes(client, 6, "/beheer/bevestigen/code/") == [200] * 5 + [429]
    assert answer_with(phone[0]).status_code == 429


def test_a_phone_that_is_set_up_can_be_tried_often(client: Client, chief: User, settings: Settings) -> None:  # noqa: F811
    settings.SECOND_FACTOR = True
    log_in(client)
    secret = client.get(SETUP).context["form"].secret
    assert try_codes(client, 7, SETUP) == [200] * 7
    code = code_of(secret)
    assert client.post(SETUP, {"code": code}).status_code == 302
    assert "is al gebruikt" in answer_with(code).content.decode()
    assert log_in(Client(), "beleid").headers["Location"] == CODE
    assert TOLD not in client.get("/beheer/").content.decode()


def test_an_administrator_sees_and_lifts_the_lock_of_codes(client: Client, chief: User) -> None:  # noqa: F811
    colleague = person("Redacteur", username="collega")
    codes = with_phone(colleague)
    log_in(client, "collega")
    try_codes(client, 5)
    office, page = signed_in(chief), f"{USERS}{colleague.pk}/change/"
    assert "geblokkeerd tot" in office.get(page).content.decode()
    office.post(USERS, {"action": "lift_lock", "_selected_action": [colleague.pk]})
    assert "niet geblokkeerd" in office.get(page).content.decode()
    assert client.post(CODE, {"code": codes[0]}).status_code == 302
    assert f"Er is 5 {TOLD}" in client.get("/beheer/").content.decode()  # lifted, not hidden


@pytest.mark.django_db(transaction=True)
def test_of_many_at_once_five_codes_are_judged_and_a_right_one_is_good_once() -> None:
    user = User.objects.create_superuser("beleid")
    judged = []

    def wrong() -> str:
        judged.append(1)
        raise ValidationError("x")

    def attempt(_: int) -> bool:
        with suppress(ValidationError, ImmediateHttpResponse):
            judge_code(RequestFactory().post(CODE), user, wrong)
        used = is_first_use(user, "123456")
        connection.close()
        return used

    with ThreadPoolExecutor(8) as pool:
        assert sum(pool.map(attempt, range(16))) == 1
    assert len(judged) == 5
