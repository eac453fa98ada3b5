"""Who guesses a password waits: for a name at an address, for a name, at an address; and nobody else does."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from allauth.core.exceptions import ImmediateHttpResponse
from django.contrib.auth.models import User
from django.core.cache import cache
from django.core.management import CommandError, call_command
from django.db import connection
from django.test import Client, RequestFactory
from django.test.utils import CaptureQueriesContext
from django.utils.timezone import localtime
from pytest_django import Settings

from tests.support.attempts import LOCKED, guess, pass_time
from tests.support.staff import person, signed_in
from tests.wonen.accounts.test_login import LOGIN, PASSWORD, log_in
from wonen.accounts import lockout
from wonen.accounts.lockout import judge_password, locked_until
from wonen.accounts.models import AttemptCount
from wonen.bootstrap import launch

USERS = "/beheer/auth/user/"
CHANGE = "/beheer/wachtwoord/"


@pytest.fixture
def chief(db: None) -> User:
    return User.objects.create_superuser("beleid", password=PASSWORD)


@pytest.fixture
def elsewhere() -> Client:
    """The owner at an address where nobody failed."""
    return Client(REMOTE_ADDR="198.51.100.1")


def guess_everywhere(client: Client, addresses: int, times: int = 1) -> list[int]:
    """Guess from many addresses, each in its turn."""
    return [
        guess(client, 1, REMOTE_ADDR=f"203.0.113.{place}")[0]
        for _ in range(times)
        for place in range(addresses)
    ]


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
    ends = locked_until(chief)
    assert guess(client, 3) == [429] * 3
    assert locked_until(chief) == ends
    pass_time(minutes=15)
    assert log_in(client).status_code == 302


def test_after_a_lock_the_next_wrong_password_locks_again(client: Client, chief: User) -> None:
    guess(client, 5)
    pass_time(minutes=15)
    assert guess(client, 2) == [429, 429]
    pass_time(minutes=61)
    assert guess(client, 5) == [200] * 4 + [429]


def test_getting_in_begins_the_count_anew(client: Client, chief: User) -> None:
    for _ in range(3):
        assert guess(client, 4) == [200] * 4
        assert log_in(client).status_code == 302
        client.post("/beheer/uitloggen/")


def test_only_what_was_judged_counts(client: Client, chief: User) -> None:
    for data in ({}, {"login": "beleid"}, {"password": "geraden"}, {"login": "\0", "password": "x"}):
        client.post(LOGIN, data)
    assert not AttemptCount.objects.exists()
    guess(client, 5)
    before = list(AttemptCount.objects.values())
    guess(client, 3)
    assert list(AttemptCount.objects.values()) == before


def test_another_spelling_of_the_name_shares_the_count(client: Client, chief: User) -> None:
    answers = [guess(client, 1, name)[0] for name in ("beleid", "BELEID", "Beleid", " beleid", "beLeid ")]
    assert answers == [200, 200, 200, 200, 429]


def test_a_name_that_nobody_has_is_counted_as_one_that_somebody_has(client: Client, chief: User) -> None:
    pages = {}
    for name in ("beleid", "niemand"):
        assert guess(client, 5, name) == [200, 200, 200, 200, 429]
        pages[name] = client.post(LOGIN, {"login": name, "password": "geraden"}).content
    assert len({page.split(b"csrf")[0] for page in pages.values()}) == 1


def test_a_colleague_at_the_same_address_is_not_locked(client: Client, chief: User) -> None:
    guess(client, 5)
    person("Lezer")
    assert log_in(client, "lezer").status_code == 302


def test_another_address_cannot_be_made_up(client: Client, chief: User) -> None:
    answers = [guess(client, 1, HTTP_X_FORWARDED_FOR=f"203.0.113.{n}")[0] for n in range(5)]
    assert answers == [200, 200, 200, 200, 429]


@pytest.mark.parametrize("told", ["203.0.113.10:{}", "[2001:db8:1:2::{}]:443", "2001:db8:1:2::{}"])
def test_another_port_or_another_address_of_the_same_network_shares_the_count(
    client: Client, chief: User, settings: Settings, told: str
) -> None:
    settings.BEHIND_PROXY = True
    answers = [guess(client, 1, HTTP_X_FORWARDED_FOR=told.format(4000 + n))[0] for n in range(5)]
    assert answers == [200, 200, 200, 200, 429]
    assert guess(client, 1, HTTP_X_FORWARDED_FOR="[2001:db8:1:3::1]:443") == [200]


def test_others_cannot_keep_the_owner_out(client: Client, chief: User, elsewhere: Client) -> None:
    guess_everywhere(client, 60)
    for place in range(5):
        guess(client, 5, REMOTE_ADDR=f"192.0.2.{place}")
    assert log_in(elsewhere).status_code == 302


def test_who_failed_waits_ever_longer_while_a_name_is_guessed_from_everywhere(
    client: Client, chief: User
) -> None:
    assert guess_everywhere(client, 5, times=2) == [200] * 10
    waits = []
    for place in range(5):
        answer = client.post(LOGIN, {"login": "beleid", "password": "x"}, REMOTE_ADDR=f"203.0.113.{place}")
        assert answer.status_code == 429
        wait = int(answer.headers["Retry-After"])
        noun = "seconde" if wait == 1 else "seconden"
        assert f"Wacht nog {wait} {noun}." in answer.content.decode()
        assert "Voor deze gebruikersnaam" in answer.content.decode()
        waits.append(wait)
        pass_time(seconds=wait)
        assert guess(client, 1, REMOTE_ADDR=f"203.0.113.{place}") == [200]
    assert waits == [1, 2, 4, 8, 16]
    guess_everywhere(Client(), 10)
    assert guess(client, 1, REMOTE_ADDR="192.0.2.1") == [200]  # this one never failed
    again = client.post(LOGIN, {"login": "beleid", "password": "x"}, REMOTE_ADDR="192.0.2.1")
    assert 50 < int(again.headers["Retry-After"]) <= 60


def test_at_an_own_address_a_mistake_is_forgiven_whatever_others_do(
    client: Client, chief: User, elsewhere: Client
) -> None:
    log_in(elsewhere)
    elsewhere.post("/beheer/uitloggen/")
    guess_everywhere(client, 30)
    assert guess(elsewhere, 2) == [200, 200]
    assert log_in(elsewhere).status_code == 302


def test_many_names_from_one_address_are_slowed_and_only_there(
    client: Client, chief: User, elsewhere: Client
) -> None:
    answers = [guess(client, 1, f"naam{n}")[0] for n in range(32)]
    assert answers == [200] * 30 + [429] * 2
    page = client.post(LOGIN, {"login": "naam99", "password": "x"})
    assert "Vanaf uw netwerk" in page.content.decode()
    assert log_in(elsewhere).status_code == 302
    pass_time(minutes=1)
    assert guess(client, 1, "naam99") == [200]


def test_a_right_password_gives_back_what_it_took(client: Client, chief: User) -> None:
    guess_everywhere(client, 3)
    before = AttemptCount.objects.get(kind=lockout.NAME.kind).failures
    log_in(client)
    assert AttemptCount.objects.get(kind=lockout.NAME.kind).failures == before == 3
    assert AttemptCount.objects.filter(kind=lockout.PASSWORDS.kind).count() == 3


def test_an_open_session_does_not_serve_to_guess_the_password(client: Client, chief: User) -> None:
    client.force_login(chief)
    new = {"password1": "gras-op-het-dak-9", "password2": "gras-op-het-dak-9"}
    answers = [client.post(CHANGE, new | {"oldpassword": f"fout{n}"}).status_code for n in range(5)]
    assert answers == [200, 200, 200, 200, 429]
    assert client.post(CHANGE, new | {"oldpassword": PASSWORD}).status_code == 429
    assert client.post("/beheer/bevestigen/", {"password": PASSWORD}).status_code == 429
    assert log_in(Client()).status_code == 429


def test_an_administrator_lifts_a_lock_and_only_an_administrator(client: Client, chief: User) -> None:
    colleague = person("Redacteur", username="collega")
    guess(client, 5, "collega")
    data = {"action": "lift_lock", "_selected_action": [colleague.pk]}
    signed_in(person("Publicist")).post(USERS, data)
    assert log_in(client, "collega").status_code == 429
    office = signed_in(chief)
    assert "geblokkeerd tot" in office.get(f"{USERS}{colleague.pk}/change/").content.decode()
    office.post(USERS, data)
    assert "niet geblokkeerd" in office.get(f"{USERS}{colleague.pk}/change/").content.decode()
    assert log_in(client, "collega").status_code == 302


def test_a_new_password_of_an_administrator_lifts_the_lock(client: Client, chief: User) -> None:
    colleague = person("Redacteur", username="collega")
    guess(client, 5, "collega")
    new = {"password1": "gras-op-het-dak-9", "password2": "gras-op-het-dak-9"}
    given = signed_in(chief).post(f"{USERS}{colleague.pk}/password/", new | {"usable_password": "true"})
    assert given.status_code == 302
    assert log_in(client, "collega", "gras-op-het-dak-9").status_code == 302


def test_a_command_lifts_the_lock_of_the_only_administrator(
    client: Client, chief: User, capsys: pytest.CaptureFixture[str]
) -> None:
    guess(client, 5)
    call_command("lift_lock", "Beleid")
    assert capsys.readouterr().out == "beleid kan zich weer aanmelden.\n"
    assert log_in(client).status_code == 302
    with pytest.raises(CommandError, match="Er is geen gebruiker met de naam 'niemand'"):
        call_command("lift_lock", "niemand")


def test_what_was_typed_is_kept_nowhere(client: Client, chief: User) -> None:
    data = {"login": "bijna-goed-9", "password": "bijna-goed-8"}  # a password typed as a name, as happens
    client.post(LOGIN, data, REMOTE_ADDR="203.0.113.7")
    kept = str(list(AttemptCount.objects.values()))
    assert AttemptCount.objects.count() == 3
    assert not any(typed in kept for typed in ("bijna-goed", "203.0.113"))


def test_what_counts_no_more_is_removed(client: Client, chief: User, monkeypatch: pytest.MonkeyPatch) -> None:
    guess_everywhere(client, 4)
    pass_time(minutes=59)
    monkeypatch.setattr(lockout, "SWEEP", 1)
    guess(client, 1, "niemand")
    assert AttemptCount.objects.filter(kind=lockout.PASSWORDS.kind).count() == 5
    pass_time(minutes=61)
    guess(client, 1)
    assert AttemptCount.objects.count() == 3


def test_no_lock_depends_on_the_cache(client: Client, chief: User) -> None:
    guess(client, 5)
    cache.clear()
    assert log_in(client).status_code == 429


def test_counting_costs_three_statements_and_a_log_in_nine(client: Client, chief: User) -> None:
    for password, expected in (("fout", 3), (PASSWORD, 9)):
        with CaptureQueriesContext(connection) as asked:
            log_in(client, password=password)
        assert len([each for each in asked if "attemptcount" in each["sql"]]) == expected


@pytest.mark.django_db(transaction=True)
def test_of_many_at_once_not_one_more_is_judged() -> None:
    judged = []

    def attempt(_: int) -> int:
        try:
            judge_password(RequestFactory().post(LOGIN), "beleid", lambda: judged.append(1))
        except ImmediateHttpResponse as error:
            return int(error.response.status_code)
        finally:
            connection.close()
        return 200

    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(attempt, range(24)))
    assert (len(judged), answers.count(200), answers.count(429)) == (5, 4, 20)
    assert AttemptCount.objects.get(kind=lockout.PASSWORDS.kind).failures == 5
    assert AttemptCount.objects.get(kind=lockout.NAME.kind).failures == 5


def test_a_new_run_lifts_the_lock_on_the_login_that_it_prints(client: Client, db: None) -> None:
    with launch.login():
        assert guess(client, 5, launch.LOGIN)[-1] == 429
    with launch.login() as password:
        assert log_in(client, launch.LOGIN, password).status_code == 302
