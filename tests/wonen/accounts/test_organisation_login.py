"""Logging in at the organisation itself, against a server of OpenID Connect that runs for the test."""

from collections.abc import Iterator
from typing import Any

import pytest
import requests
from allauth.socialaccount.models import SocialAccount, SocialToken
from django.contrib.auth.models import User
from django.core.exceptions import ImproperlyConfigured
from django.test import Client
from pytest_django import Settings

from tests.support.openid_server import CLIENT, SECRET, OpenIDServer, openid_server
from tests.support.staff import person
from tests.wonen.accounts.test_login import LOGIN, SETUP, with_phone
from wonen.accounts import oidc

BEGIN = "/beheer/inloggen/organisatie/"
PASSWORD = "een-lang-wachtwoord"


@pytest.fixture
def server(settings: Settings, db: None) -> Iterator[OpenIDServer]:
    settings.SECOND_FACTOR = True
    with openid_server() as running:
        settings.SOCIALACCOUNT_PROVIDERS = oidc.providers(running.issuer, CLIENT, SECRET, "Wonen Voorbeeld")
        yield running


@pytest.fixture
def ada(server: OpenIDServer) -> User:
    return person("Redacteur", username="ada", email="Ada@wonen.example")


def go(client: Client, begin: str = BEGIN) -> Any:
    """Do what a browser does: to the server of the organisation, and back with what it says."""
    there = client.get(begin)
    assert there.status_code == 302
    back = requests.get(there.headers["Location"], allow_redirects=False, timeout=5).headers["Location"]
    assert back.startswith("http://testserver/beheer/inloggen/organisatie/terug/")
    return client.get(back.removeprefix("http://testserver"))


def is_in(client: Client) -> bool:
    return "_auth_user_id" in client.session


def test_a_colleague_comes_in_by_address_and_needs_no_second_factor_here(client: Client, ada: User) -> None:
    assert "Aanmelden met Wonen Voorbeeld" in client.get(LOGIN).content.decode()
    assert go(client).headers["Location"] == "/beheer/"
    page = client.get("/beheer/")
    assert page.status_code == 200
    assert page.wsgi_request.user == ada
    assert client.get("/beheer/projects/project/").status_code == 200


def test_who_set_up_a_phone_is_not_asked_for_it_after_the_organisation(client: Client, ada: User) -> None:
    with_phone(ada)
    assert go(client).headers["Location"] == "/beheer/"


def test_the_password_still_needs_the_second_factor(client: Client, ada: User) -> None:
    go(client)
    client.post("/beheer/uitloggen/")
    client.post(LOGIN, {"login": "ada", "password": PASSWORD})
    assert client.get("/beheer/").headers["Location"].startswith(SETUP)


def test_coming_from_the_organisation_changes_nothing(client: Client, ada: User) -> None:
    go(client)
    now = User.objects.get()
    assert now.check_password(PASSWORD)
    assert (now.email, now.first_name, now.is_superuser) == ("Ada@wonen.example", "", False)
    assert not SocialAccount.objects.exists()
    assert not SocialToken.objects.exists()


@pytest.mark.parametrize(
    ("told", "sentence"),
    [
        ({"email": "onbekend@wonen.example"}, "niet precies één account"),
        ({"email_verified": False}, "geen e-mailadres door waarvan zeker is"),
        ({"email_verified": "false"}, "geen e-mailadres door waarvan zeker is"),
        ({"email_verified": None}, "geen e-mailadres door waarvan zeker is"),
        ({"email": ""}, "geen e-mailadres door waarvan zeker is"),
        ({"email": None}, "geen e-mailadres door waarvan zeker is"),
        ({"email": "%@wonen.example"}, "niet precies één account"),
    ],
)
def test_who_cannot_be_matched_reads_why(
    client: Client, server: OpenIDServer, ada: User, told: dict[str, Any], sentence: str
) -> None:
    server.person |= told
    answer = go(client)
    assert answer.status_code == 403
    assert sentence in answer.content.decode()
    assert not is_in(client)
    assert User.objects.count() == 1


@pytest.mark.parametrize("field", ["is_active", "is_staff"])
def test_who_no_longer_works_here_does_not_come_in(client: Client, ada: User, field: str) -> None:
    User.objects.update(**{field: False})
    assert go(client).status_code == 403
    assert not is_in(client)


def test_two_accounts_with_one_address_let_nobody_in(client: Client, ada: User) -> None:
    person("Lezer", email="ada@wonen.example")
    assert go(client).status_code == 403
    assert not is_in(client)


def test_an_organisation_that_vouches_for_its_addresses_is_believed_if_told_to(
    client: Client, server: OpenIDServer, ada: User, settings: Settings
) -> None:
    del server.person["email_verified"]
    assert go(client).status_code == 403
    settings.OIDC_EMAIL_VERIFIED = True
    assert go(client).status_code == 302


@pytest.mark.parametrize(
    "proof", [{"sub": "18"}, {"aud": "een-ander"}, {"iss": "https://elders.example"}, {"exp": 1}]
)
def test_a_proof_that_is_not_ours_is_refused(
    client: Client, server: OpenIDServer, ada: User, proof: dict[str, Any]
) -> None:
    server.proof = proof
    answer = go(client)
    assert answer.status_code in {200, 401, 403}
    assert not is_in(client)


def test_an_answer_that_nobody_asked_for_is_refused(client: Client, ada: User) -> None:
    for query in ("", "?code=x", "?code=x&state=y", "?error=server_error&state=y", "?state=%00"):
        answer = client.get(f"{BEGIN}terug/{query}")
        assert answer.status_code in {200, 400, 401}, query
        assert not is_in(client)


def test_an_answer_to_another_browser_is_refused(client: Client, ada: User) -> None:
    there = client.get(BEGIN)
    back = requests.get(there.headers["Location"], allow_redirects=False, timeout=5).headers["Location"]
    other = Client()
    other.get(back.removeprefix("http://testserver"))
    assert not is_in(other)


def test_breaking_off_leads_back(client: Client, server: OpenIDServer, ada: User) -> None:
    server.refuses = "access_denied"
    answer = go(client)
    assert answer.headers["Location"] == "/beheer/inloggen/afgebroken/"
    assert "Opnieuw aanmelden" in client.get(answer.headers["Location"]).content.decode()


def test_no_account_can_be_linked(client: Client, ada: User) -> None:
    go(client)
    assert go(client, f"{BEGIN}?process=connect").status_code == 403
    assert not SocialAccount.objects.exists()


def test_after_coming_in_one_goes_on_to_what_was_asked(client: Client, ada: User) -> None:
    asked = "/beheer/projects/project/"
    page = client.get(asked, follow=True).content.decode()
    assert f"{BEGIN}?process=login&amp;next={asked.replace('/', '%2F')}" in page
    assert go(client, f"{BEGIN}?process=login&next={asked}").headers["Location"] == asked
    assert go(Client(), f"{BEGIN}?process=login&next=https://elders.nl/").headers["Location"] == "/beheer/"


def test_a_server_that_does_not_answer_is_told(client: Client, settings: Settings, db: None) -> None:
    settings.SOCIALACCOUNT_PROVIDERS = oidc.providers("http://127.0.0.1:9", CLIENT, SECRET, "Weg")
    answer = client.get(BEGIN)
    assert answer.status_code == 502
    assert "is mislukt" in answer.content.decode()


def test_a_server_that_answers_nonsense_is_told(client: Client, server: OpenIDServer, ada: User) -> None:
    del server.person["sub"]
    assert go(client).status_code == 502
    assert not is_in(client)


def test_without_a_server_there_is_no_button_and_no_address(client: Client, db: None) -> None:
    assert "Aanmelden met" not in client.get(LOGIN).content.decode()
    assert client.get(BEGIN).status_code == 404
    assert client.get(f"{BEGIN}terug/").status_code == 404


def test_settings_that_are_not_safe_or_not_whole_are_refused() -> None:
    assert oidc.secure("https://login.example/") == "https://login.example"
    with pytest.raises(ImproperlyConfigured, match="https"):
        oidc.secure("http://login.example")
    with pytest.raises(ImproperlyConfigured, match="OIDC_CLIENT_ID"):
        oidc.providers("https://login.example", "", "", "x")
    assert oidc.providers("", "", "", "x") == {}
