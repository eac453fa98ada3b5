"""Logging in: the password, the second factor, what it opens, and how a session ends."""

import re
import time
from collections.abc import Iterator
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import User
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from pytest_django import Settings

from tests.support.codes import code_of, next_code
from tests.support.staff import person, signed_in

PASSWORD = "een-lang-wachtwoord"
SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
LOGIN, CODE, SETUP = "/beheer/inloggen/", "/beheer/inloggen/code/", "/beheer/tweede-stap/instellen/"
CODES = "/beheer/tweede-stap/herstelcodes/"


@pytest.fixture(autouse=True)
def fresh_counts(db: None) -> Iterator[None]:
    """Begin without earlier guesses: their table is not one that tests empty."""
    cache.clear()
    yield
    cache.clear()


@pytest.fixture
def required(settings: Settings) -> None:
    settings.SECOND_FACTOR = True


@pytest.fixture
def chief(db: None) -> User:
    return User.objects.create_superuser("beleid", password=PASSWORD)


def with_phone(user: User) -> list[str]:
    """Give a user a phone with the secret of these tests; return the recovery codes."""
    TOTP.activate(user, SECRET)
    codes: list[str] = RecoveryCodes.activate(user).generate_codes()
    return codes


def log_in(client: Client, name: str = "beleid", password: str = PASSWORD, **extra: Any) -> Any:
    return client.post(LOGIN, {"login": name, "password": password, **extra})


def test_a_visitor_is_led_to_the_log_in_and_back(client: Client, chief: User) -> None:
    asked = "/beheer/projects/project/?q=a&p=1"
    page = client.get(asked, follow=True)
    assert page.redirect_chain[-1][0].startswith(f"{LOGIN}?next=")
    target = re.search(r'name="next" value="([^"]*)"', page.content.decode())
    assert target
    answer = log_in(client, next=target[1].replace("&amp;", "&"))
    assert (answer.status_code, answer.headers["Location"]) == (302, asked)


@pytest.mark.parametrize("target", ["https://elders.nl/", "//elders.nl", "javascript:alert(1)"])
def test_after_log_in_nobody_is_sent_elsewhere(client: Client, chief: User, target: str) -> None:
    assert log_in(client, next=target).headers["Location"] == "/beheer/"


def test_a_wrong_password_is_told_and_opens_nothing(client: Client, chief: User) -> None:
    for name, password in (("beleid", "fout"), ("niemand", PASSWORD), ("beleid", "\0"), ("", "")):
        answer = log_in(client, name, password)
        assert answer.status_code == 200
        assert 'class="error' in answer.content.decode()
        assert "sessionid" not in client.cookies or "_auth_user_id" not in client.session


def test_who_does_not_work_here_gets_no_session(client: Client) -> None:
    User.objects.create_user("bezoeker", password=PASSWORD)
    answer = log_in(client, "bezoeker")
    assert answer.status_code == 403
    assert "Geen toegang tot het beheer" in answer.content.decode()
    assert "_auth_user_id" not in client.session


def test_who_no_longer_works_here_is_told_so_and_not_sent_round(client: Client, chief: User) -> None:
    log_in(client)
    User.objects.update(is_staff=False)
    answer = client.get("/beheer/", follow=True)
    assert answer.status_code == 403
    assert len(answer.redirect_chain) == 1


def test_without_a_phone_every_page_leads_to_setting_it_up(
    client: Client, chief: User, required: None
) -> None:
    log_in(client)
    for address in (
        "/beheer/",
        "/beheer/projects/project/add/",
        "/beheer/auth/user/",
        "/beheer/bestaat-niet/",
    ):
        answer = client.get(address)
        assert answer.status_code == 302, address
        assert answer.headers["Location"].startswith(SETUP), address
    posted = client.post("/beheer/auth/user/add/", {"username": "x"})
    assert posted.headers["Location"] == SETUP
    assert not User.objects.filter(username="x").exists()


def test_outside_the_back_office_who_lacks_a_phone_is_a_visitor(
    client: Client, chief: User, required: None, brochure: Any
) -> None:

    log_in(client)
    assert client.get("/toelichting/").wsgi_request.user.is_anonymous
    with_phone(chief)
    assert client.get("/toelichting/").wsgi_request.user == chief


def test_a_public_page_does_not_look_at_who_reads_it(client: Client, required: None, world: None) -> None:
    assert "Cookie" not in client.get("/toelichting/").headers.get("Vary", "")


def test_a_phone_is_set_up_right_after_the_password(client: Client, chief: User, required: None) -> None:
    log_in(client)
    page = client.get(SETUP)
    assert page.status_code == 200
    assert 'src="data:image/svg+xml;base64,' in page.content.decode()
    secret = page.context["form"].secret
    assert secret in page.content.decode()
    wrong = client.post(SETUP, {"code": "000000"})
    assert "Deze code klopt niet" in wrong.content.decode()
    assert wrong.context["form"].secret == secret
    answer = client.post(SETUP, {"code": code_of(secret)})
    assert answer.headers["Location"] == CODES
    shown = client.get(CODES)
    codes = re.findall(r"<code>(\d{8})</code>", shown.content.decode())
    assert len(set(codes)) == 10
    assert f"{codes[0]}%0A{codes[1]}" in shown.content.decode()
    again = client.get(CODES).content.decode()
    assert "niet nog een keer getoond" in again
    assert not any(code in again for code in codes)
    assert client.get("/beheer/").status_code == 200


@pytest.mark.parametrize("setting", [True, False])
def test_who_set_up_a_phone_is_asked_for_it_always(
    client: Client, chief: User, settings: Settings, setting: bool
) -> None:
    settings.SECOND_FACTOR = setting
    with_phone(chief)
    assert log_in(client).headers["Location"] == CODE
    for address in ("/beheer/", SETUP, CODES, "/beheer/wachtwoord/"):
        answer = client.get(address, follow=True)
        assert "_auth_user_id" not in client.session, address
        assert "/inloggen/" in answer.redirect_chain[-1][0], address
    log_in(client)
    assert client.post(CODE, {"code": code_of(SECRET)}).headers["Location"] == "/beheer/"
    assert client.get("/beheer/").status_code == 200


def test_a_code_of_just_before_or_after_is_good_and_older_ones_are_not(client: Client, chief: User) -> None:
    with_phone(chief)
    for away, good in ((-90, False), (90, False), (-30, True)):
        log_in(client)
        answer = client.post(CODE, {"code": code_of(SECRET, time.time() + away)})
        assert (answer.status_code == 302) is good, away


def test_a_code_is_good_once(client: Client, chief: User, monkeypatch: pytest.MonkeyPatch) -> None:
    with_phone(chief)
    code = next_code(SECRET)
    log_in(client)
    assert client.post(CODE, {"code": code}).status_code == 302
    cache.delete(f"allauth.mfa.totp.used?user={chief.pk}&code={code}")  # as after 30 seconds
    other = Client()
    log_in(other)
    assert "is al gebruikt" in other.post(CODE, {"code": code}).content.decode()


def test_a_recovery_code_is_good_once(client: Client, chief: User) -> None:
    codes = with_phone(chief)
    log_in(client)
    assert client.post(CODE, {"code": codes[3]}).status_code == 302
    other = Client()
    log_in(other)
    assert other.post(CODE, {"code": codes[3]}).status_code == 200


def test_a_new_phone_takes_the_place_of_the_old(client: Client, chief: User, required: None) -> None:
    with_phone(chief)
    log_in(client)
    client.post(CODE, {"code": code_of(SECRET)})
    assert client.get("/beheer/tweede-stap/").status_code == 200
    assert client.post("/beheer/tweede-stap/weghalen/").status_code == 302
    assert not Authenticator.objects.exists()
    assert client.get("/beheer/").headers["Location"].startswith(SETUP)


def test_new_recovery_codes_end_the_old(client: Client, chief: User) -> None:
    old = with_phone(chief)
    log_in(client)
    client.post(CODE, {"code": code_of(SECRET)})
    page = client.post("/beheer/tweede-stap/herstelcodes/nieuw/", follow=True).content.decode()
    assert len(re.findall(r"<code>\d{8}</code>", page)) == 10
    assert not any(code in page for code in old)


def test_later_a_change_to_the_log_in_asks_for_the_password_again(client: Client, chief: User) -> None:
    log_in(client)
    session = client.session
    session["account_authentication_methods"] = [{"method": "password", "at": time.time() - 600}]
    session.save()
    page = client.get(SETUP, follow=True)
    assert page.redirect_chain[-1][0].startswith("/beheer/bevestigen/")
    assert client.post("/beheer/bevestigen/", {"password": "fout"}).status_code == 200
    answer = client.post(f"/beheer/bevestigen/?next={SETUP}", {"password": PASSWORD})
    assert answer.headers["Location"] == SETUP
    assert client.get(SETUP).status_code == 200


def test_an_administrator_takes_away_a_second_factor_and_it_is_logged(chief: User) -> None:
    colleague = person("Redacteur", username="collega")
    with_phone(colleague)
    data = {"action": "take_second_factor", "_selected_action": [colleague.pk]}
    signed_in(person("Publicist")).post("/beheer/auth/user/", data)
    assert Authenticator.objects.exists()
    signed_in(person("Beheerder", everywhere=True)).post("/beheer/auth/user/", data)
    assert not Authenticator.objects.exists()
    assert LogEntry.objects.get().get_change_message() == "Tweede stap weggehaald."


def test_logging_out_is_asked_and_then_final(client: Client, chief: User) -> None:
    log_in(client)
    assert client.get("/beheer/uitloggen/").status_code == 200
    assert client.get("/beheer/").status_code == 200
    assert client.post("/beheer/uitloggen/").headers["Location"] == LOGIN
    assert client.get("/beheer/").status_code == 302


def test_logging_out_cannot_be_forged(chief: User) -> None:
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(chief)
    for address in ("/beheer/uitloggen/", "/beheer/logout/"):
        assert strict.post(address).status_code == 403
    assert strict.get("/beheer/").status_code == 200


def test_a_session_ends_after_two_idle_hours(client: Client, chief: User, settings: Settings) -> None:
    log_in(client)
    for passed, status in ((settings.SESSION_IDLE_AGE - 60, 200), (settings.SESSION_IDLE_AGE + 60, 302)):
        session = client.session
        session["seen"] = int(time.time()) - passed
        session.save()
        assert client.get("/beheer/").status_code == status
    assert "niet actief" in client.get(LOGIN).content.decode()


def test_reading_keeps_a_session_alive(client: Client, chief: User) -> None:
    log_in(client)
    session = client.session
    session["seen"] = int(time.time()) - 3600
    session.save()
    client.get("/beheer/")
    assert client.session["seen"] > time.time() - 60


def test_a_password_is_changed_by_the_rules(client: Client, chief: User) -> None:
    log_in(client)
    assert client.get("/beheer/password_change/").headers["Location"] == "/beheer/wachtwoord/"
    weak = {"oldpassword": PASSWORD, "password1": "12345678", "password2": "12345678"}
    assert client.post("/beheer/wachtwoord/", weak).status_code == 200
    wrong = {"oldpassword": "fout", "password1": "gras-op-het-dak-9", "password2": "gras-op-het-dak-9"}
    assert "Dit is niet uw huidige wachtwoord." in client.post("/beheer/wachtwoord/", wrong).content.decode()
    assert client.post("/beheer/wachtwoord/", wrong | {"oldpassword": PASSWORD}).status_code == 302
    assert client.get("/beheer/").status_code == 200
    chief.refresh_from_db()
    assert chief.check_password("gras-op-het-dak-9")


def test_the_addresses_of_the_library_that_are_not_used_do_not_exist(client: Client, chief: User) -> None:
    for name in ("account_signup", "account_reset_password", "account_email", "socialaccount_connections"):
        with pytest.raises(Exception, match="Reverse for"):
            reverse(name)
    for address in ("/accounts/signup/", "/beheer/signup/", "/beheer/inloggen/organisatie/"):
        assert client.get(address).status_code in {302, 404}, address


def test_no_page_around_log_in_is_kept_by_a_browser(client: Client, chief: User) -> None:
    for address in (LOGIN, SETUP):
        assert "no-store" in client.get(address, follow=True).headers["Cache-Control"]
        log_in(client)
