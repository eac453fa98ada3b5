"""Tokens of the API: the rules of the database, who is let in, and what is told to whom."""

import datetime
import logging
import re
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from pytest_django import Settings

from municipalities.access import secret as secrets_of
from municipalities.access.authentication import NOT_NOW, NOT_VALID, OTHER_SCHEME
from municipalities.access.tokens import (
    FIXED,
    HASH,
    IN_THE_PAST,
    REVOKED_FOR_GOOD,
    SAME_NAME,
    TOO_LONG,
    Scope,
    State,
)
from municipalities.models import ApiToken, Corporation, RequestRate
from projects.models import Project
from tests.conftest import refused
from tests.support.staff import person, signed_in
from tests.support.tokens import bearer, token_of
from wonen.history.entries import HistoryEntry

ASKED = "/api/v1/gemeenten"
DAY = datetime.timedelta(days=1)


@pytest.fixture
def editor(world: None) -> User:
    return person("Redacteur", "Heerlen")


def told(client: Client, **extra: Any) -> tuple[int, str, str]:
    """Return the status, the sentence and the header of the way to ask."""
    answer = client.get(ASKED, **extra)
    detail = answer.json().get("detail", "")
    return answer.status_code, detail, answer.headers.get("WWW-Authenticate", "")


# The secret


def test_a_secret_has_the_form_that_scanners_know_and_is_never_the_same() -> None:
    made = [secrets_of.make() for _ in range(200)]
    assert all(re.fullmatch(r"wonen_[a-z2-7]{8}_[a-z2-7]{58}", each.text) for each in made)
    assert len({each.text for each in made}) == len({each.hash for each in made}) == 200
    assert all(secrets_of.read(each.text) == each for each in made)
    assert all(re.fullmatch(HASH, each.hash) for each in made)
    assert made[0].text not in repr(made[0])


@pytest.mark.parametrize("place", range(14))
def test_a_mistyped_secret_is_known_as_such(place: int) -> None:
    text = secrets_of.make().text
    at = 6 + place * 5
    other = "b" if text[at] != "b" else "c"
    assert secrets_of.read(text[:at] + other + text[at + 1 :]) is None


@pytest.mark.parametrize("text", ["", "wonen_", "x" * 100_000, "wonen_é", "WONEN_", "\0", "٣" * 73])
def test_what_has_another_form_is_no_secret(text: str) -> None:
    assert secrets_of.read(text) is None
    assert secrets_of.read(secrets_of.make().text + text) is None or not text
    assert secrets_of.read(secrets_of.make().text.upper()) is None


# The rules of the database


def test_a_token_is_valid_for_a_year_at_most_and_not_until_yesterday(editor: User) -> None:
    token_of(editor, days=366)
    with refused(TOO_LONG):
        token_of(editor, days=367)
    token, _ = token_of(editor)
    token.pk, token.expires_on = None, token.created_on - DAY
    token.name, token.prefix = "Ander", "wonen_aaaaaaaa"
    with refused(IN_THE_PAST):
        token.save()


@pytest.mark.parametrize(
    "change",
    [
        {"scope": "publiceren"},
        {"is_limited": False},
        {"name": "Anders"},
        {"secret_hash": "0" * 64},
        {"prefix": "wonen_aaaaaaaa"},
        {"expires_on": timezone.localdate() + 40 * DAY},
        {"created_on": timezone.localdate() - DAY},
        {"owner": 0},
    ],
)
def test_nothing_of_a_token_can_be_changed_by_whatever_way(editor: User, change: dict[str, Any]) -> None:
    token, _ = token_of(editor, Scope.READ, "Heerlen")
    if "owner" in change:
        change = {"owner": person("Lezer").pk}
    with refused(FIXED):
        ApiToken.objects.filter(pk=token.pk).update(**change)


def test_a_revoked_token_stays_revoked(editor: User) -> None:
    token, _ = token_of(editor)
    assert ApiToken.objects.filter(pk=token.pk).revoke() == 1
    assert ApiToken.objects.filter(pk=token.pk).revoke() == 0
    for again in (None, timezone.now() + DAY):
        with refused(REVOKED_FOR_GOOD):
            ApiToken.objects.filter(pk=token.pk).update(revoked_at=again)


def test_a_name_is_used_once_until_the_token_is_revoked(editor: User) -> None:
    first, _ = token_of(editor)
    other, _ = token_of(person("Lezer"))
    again = ApiToken(owner=editor, name=first.name, expires_on=first.expires_on)
    again.issue()
    with refused(SAME_NAME):
        again.save()
    ApiToken.objects.filter(pk=first.pk).revoke()
    again.pk = None
    again.save()
    assert other.state == State.VALID


def test_only_a_hash_is_kept(editor: User) -> None:
    token, secret = token_of(editor)
    with refused("Van een token wordt alleen de hash van het geheim bewaard."):
        ApiToken.objects.create(
            owner=editor, name="Open", prefix=token.prefix[:-1] + "a", secret_hash=secret[:64],
            expires_on=token.expires_on,
        )  # fmt: skip
    with refused("Een token mag lezen, schrijven of publiceren."):
        ApiToken.objects.create(
            owner=editor, name="Alles", prefix="wonen_aaaaaaaa", secret_hash="0" * 64, scope="alles",
            expires_on=token.expires_on,
        )  # fmt: skip


# Who is let in


def test_without_a_header_one_is_a_visitor(client: Client, world: None) -> None:
    assert told(client) == (200, "", "")


@pytest.mark.parametrize("scheme", ["Bearer ", "bearer ", "BEARER ", "Bearer   "])
def test_the_holder_of_a_token_is_its_owner(editor: User, scheme: str) -> None:
    token, secret = token_of(editor)
    assert told(Client(), headers={"authorization": scheme + secret})[0] == 200
    token.refresh_from_db()
    assert token.last_used_at is not None


def test_the_session_of_the_back_office_is_nobody_here(editor: User) -> None:
    client = signed_in(editor)
    with CaptureQueriesContext(connection) as asked:
        assert client.get(ASKED).status_code == 200
    assert not [each for each in asked if "auth_user" in each["sql"]]


@pytest.mark.parametrize(
    "header",
    [
        "", "Bearer", "Bearer ", "Basic dTpw", "Token abc", "Bearer a b c", "Bearer é", "Bearer \x00", ",,,",
        "Bearer " + "x" * 8000, "Bearer wonen_aaaaaaaa_" + "a" * 58, "Digest username=x", "B" * 9000,
        "Bearer\twonen", "Bearer wonen_\ud7ff", "Bearer 😀",
    ],
)  # fmt: skip
def test_another_header_is_refused_and_never_a_visitor(client: Client, world: None, header: str) -> None:
    status, detail, way = told(client, HTTP_AUTHORIZATION=header)
    assert (status, way) == (401, 'Bearer realm="Wonen", error="invalid_token"')
    assert detail == (
        NOT_VALID if header.lower().startswith("bearer") and "\t" not in header else OTHER_SCHEME
    )


def test_one_letter_wrong_costs_no_look_at_the_tokens(client: Client, editor: User) -> None:
    _, secret = token_of(editor)
    letters = "abcdefghijklmnopqrstuvwxyz234567"
    place = letters.index(secret[-1])
    beside = [letters[(place + step) % 32] for step in (1, 2, 3, 4)]  # the first three say the same bytes
    wrong = [secret[:-1] + last for last in beside]
    with CaptureQueriesContext(connection) as asked:
        assert all(told(bearer(each))[:2] == (401, NOT_VALID) for each in wrong)
    assert not [each for each in asked if "apitoken" in each["sql"]]


def test_the_prefix_of_a_token_with_another_secret_is_refused_in_the_same_words(editor: User) -> None:
    token, _ = token_of(editor)
    ApiToken.objects.filter(pk=token.pk).revoke()
    random = b"\1" * 32
    body = secrets_of._letters(random + secrets_of._checksum(token.prefix, random))
    assert secrets_of.read(f"{token.prefix}_{body}")
    assert told(bearer(f"{token.prefix}_{body}"))[:2] == (401, NOT_VALID)


def test_the_holder_is_told_why_a_token_no_longer_works(editor: User) -> None:
    expired, of_expired = token_of(editor, days=-1)
    revoked, of_revoked = token_of(editor)
    _, of_today = token_of(editor, days=0)
    ApiToken.objects.filter(pk=revoked.pk).revoke()
    assert told(bearer(of_expired))[:2] == (401, NOT_NOW[State.EXPIRED])
    assert told(bearer(of_revoked))[:2] == (401, NOT_NOW[State.REVOKED])
    assert told(bearer(of_today))[0] == 200
    for field in ("is_active", "is_staff"):
        User.objects.filter(pk=editor.pk).update(**{field: False})
        assert told(bearer(of_today))[:2] == (401, NOT_NOW[State.OWNER_GONE])
        User.objects.filter(pk=editor.pk).update(**{field: True})
    assert told(bearer(of_today))[0] == 200
    expired.refresh_from_db()
    assert expired.last_used_at is None


def test_use_is_kept_once_a_minute(editor: User) -> None:
    token, secret = token_of(editor)
    bearer(secret).get(ASKED)
    token.refresh_from_db()
    first = token.last_used_at
    assert first
    with CaptureQueriesContext(connection) as asked:
        bearer(secret).get(ASKED)
    assert not [each for each in asked if each["sql"].startswith("UPDATE")]
    ApiToken.objects.filter(pk=token.pk).update(last_used_at=first - datetime.timedelta(seconds=61))
    bearer(secret).get(ASKED)
    token.refresh_from_db()
    assert token.last_used_at
    assert token.last_used_at > first


def test_a_token_costs_one_look_and_its_rate_one_statement(editor: User) -> None:
    _, secret = token_of(editor)
    bearer(secret).get(ASKED)
    with CaptureQueriesContext(connection) as visitor:
        Client().get(ASKED)
    with CaptureQueriesContext(connection) as holder:
        bearer(secret).get(ASKED)
    assert len(holder) == len(visitor) + 1
    assert len([each for each in visitor if "requestrate" in each["sql"]]) == 1


def test_a_user_that_goes_takes_the_tokens_along(editor: User, admin_client: Client) -> None:
    _, secret = token_of(editor)
    answer = admin_client.post(f"/beheer/auth/user/{editor.pk}/delete/", {"post": "yes"})
    assert answer.status_code == 302
    assert not ApiToken.objects.exists()
    assert told(bearer(secret))[0] == 401


# What is kept


@pytest.mark.django_db(transaction=True)
def test_a_secret_stands_nowhere_in_the_database_and_no_log(
    editor: User, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    page = signed_in(editor).post(
        "/beheer/municipalities/apitoken/add/",
        {"name": "Nacht", "scope": "schrijven", "expires_on": f"{timezone.localdate() + DAY:%d-%m-%Y}"},
    )
    found = re.search(r"wonen_[a-z2-7]{8}_[a-z2-7]{58}", page.content.decode())
    assert found
    secret = found[0]
    assert bearer(secret).get(ASKED).status_code == 200
    assert bearer(secret[:-1] + "1").get(ASKED).status_code == 401
    assert secret[15:] not in caplog.text
    with connection.cursor() as cursor:
        cursor.execute("SELECT table_name FROM information_schema.tables WHERE table_schema = 'public'")
        tables = [row[0] for row in cursor.fetchall()]
        assert "municipalities_apitokenevent" in tables
        for table in tables:
            holding = f'SELECT count(*) FROM "{table}" kept WHERE kept::text LIKE %s'  # noqa: S608 - our own
            cursor.execute(holding, [f"%{secret[15:]}%"])
            assert cursor.fetchone() == (0,), table
            cursor.execute(holding, [f"%{ApiToken.objects.get().secret_hash}%"])
            assert cursor.fetchone() == (int(table == "municipalities_apitoken"),), table


def test_what_a_token_changes_is_kept_with_its_owner_and_the_token(
    editor: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    """No resource can be written to yet: one of them is given a way to."""
    from rest_framework.response import Response  # noqa: PLC0415

    from wonen.rest.views import ItemView  # noqa: PLC0415

    def retrieve(self: Any, request: Any, *args: Any, **kwargs: Any) -> Response:
        Corporation.objects.filter(code="WL").update(name="Anders")
        return Response({})

    monkeypatch.setattr(ItemView, "http_method_names", ["patch"])
    monkeypatch.setattr(ItemView, "patch", retrieve, raising=False)
    token, secret = token_of(editor)
    answer = bearer(secret).patch("/api/v1/corporaties/WL", "{}", content_type="application/json")
    assert answer.status_code == 200
    entry = HistoryEntry.objects.newest_first()[0]
    assert entry.user == editor
    assert entry.how == f"API, token {token}"
    assert RequestRate.objects.exists()


def test_drafts_are_what_they_were_without_a_token(client: Client, brochure: Any, settings: Settings) -> None:
    assert not Project.objects.filter(is_public=False).exists()
    assert settings.REST_FRAMEWORK["DEFAULT_AUTHENTICATION_CLASSES"] == [
        "municipalities.access.authentication.TokenAuthentication"
    ]
