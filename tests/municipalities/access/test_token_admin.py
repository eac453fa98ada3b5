"""Tokens in the back office: who makes, sees and revokes which, and that a secret is shown once."""

import datetime
import html
import re
from typing import Any

import pytest
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import Permission, User
from django.test import Client
from django.utils import timezone

from municipalities.access.editable import NOT_YOURS
from municipalities.access.token_admin import DAY_NEEDED, NAME_NEEDED, NOT_ABOVE, NOWHERE
from municipalities.access.tokens import IN_THE_PAST, SAME_NAME, TOO_LONG, Scope, State
from municipalities.access.user_rights import ABOVE
from municipalities.models import ApiToken, Municipality
from tests.support.staff import person, signed_in
from tests.support.tokens import bearer, token_of
from wonen.accounts.roles import ROLES
from wonen.history.entries import HistoryEntry
from wonen.history.row import newest
from wonen.history.tables import TABLES

TOKENS = "/beheer/municipalities/apitoken/"
SECRET = re.compile(r"wonen_[a-z2-7]{8}_[a-z2-7]{58}")
OWN, OTHER = "Heerlen", "Maastricht"


@pytest.fixture
def editor(world: None) -> User:
    return person("Redacteur", OWN, "Landgraaf")


def asked(*places: str, **changes: Any) -> dict[str, Any]:
    until = timezone.localdate() + datetime.timedelta(days=90)
    chosen = [each.pk for each in Municipality.objects.filter(name__in=places)]
    return {
        "name": "Nachtlevering",
        "scope": "lezen",
        "municipalities": chosen,
        "expires_on": f"{until:%d-%m-%Y}",
        **changes,
    }


def make(client: Client, *places: str, **changes: Any) -> Any:
    return client.post(f"{TOKENS}add/", asked(*places, **changes))


def secret_on(answer: Any) -> str:
    found = set(SECRET.findall(answer.content.decode()))
    assert len(found) == 1
    return str(found.pop())


@pytest.mark.parametrize("role", list(ROLES))
def test_everybody_makes_a_token_of_their_own_and_it_works(world: None, role: str) -> None:
    user = person(role, OWN)
    client = signed_in(user)
    assert client.get(f"{TOKENS}add/").status_code == 200
    answer = make(client)
    assert answer.status_code == 200
    assert "no-store" in answer.headers["Cache-Control"]
    token = ApiToken.objects.get()
    assert (token.owner, token.scope, token.is_limited) == (user, Scope.READ, False)
    assert bearer(secret_on(answer)).get("/api/v1/gemeenten").status_code == 200


def test_somebody_without_a_role_makes_and_sees_none(world: None) -> None:
    client = signed_in(User.objects.create_user("niemand", is_staff=True))
    for address in (TOKENS, f"{TOKENS}add/"):
        assert client.get(address).status_code == 403
    assert make(client).status_code == 403
    assert not ApiToken.objects.exists()


def test_a_secret_is_shown_once_and_stands_on_no_other_page(editor: User) -> None:
    client = signed_in(editor)
    secret = secret_on(make(client))
    token = ApiToken.objects.get()
    chief = signed_in(User.objects.create_superuser("directie"))
    for address in (TOKENS, f"{TOKENS}{token.pk}/change/", f"{TOKENS}{token.pk}/intrekken/", "/beheer/"):
        for each in (client, chief):
            page = each.get(address).content.decode()
            assert secret[15:] not in page
            assert token.secret_hash not in page
    for address in (f"{TOKENS}{token.pk}/history/", "/beheer/geschiedenis/"):
        page = chief.get(address).content.decode()
        assert token.prefix in page
        assert secret[15:] not in page
        assert token.secret_hash not in page
    kept = f"{dict(client.session)}{client.cookies}{list(LogEntry.objects.values())}"
    assert secret[15:] not in kept
    assert token.secret_hash not in kept


def test_posting_the_form_again_makes_no_second_token(editor: User) -> None:
    client = signed_in(editor)
    make(client)
    again = make(client)
    assert SAME_NAME in again.content.decode()
    assert ApiToken.objects.count() == 1
    assert make(signed_in(person("Lezer"))).status_code == 200
    assert ApiToken.objects.count() == 2


@pytest.mark.parametrize(
    ("role", "offered"),
    [("Lezer", 1), ("Redacteur", 2), ("Publicist", 3), ("Beheerder", 3)],
)
def test_nobody_makes_a_token_above_their_own_rights(world: None, role: str, offered: int) -> None:
    client = signed_in(person(role, OWN))
    page = client.get(f"{TOKENS}add/").content.decode()
    for place, scope in enumerate(Scope):
        assert (f'value="{scope.value}"' in page) is (place < offered)
        answer = make(client, name=scope.label, scope=scope.value)
        assert ApiToken.objects.filter(scope=scope).exists() is (place < offered)
        assert (NOT_ABOVE in answer.content.decode()) is (place >= offered)


def test_a_token_is_limited_to_municipalities_of_ones_own(editor: User) -> None:
    client = signed_in(editor)
    page = client.get(f"{TOKENS}add/").content.decode()
    assert OWN in page
    assert OTHER not in page
    assert NOT_YOURS in make(client, OWN, OTHER).content.decode()
    assert not ApiToken.objects.exists()
    for nonsense in ("abc", "9" * 30, "-1"):
        assert NOT_YOURS in make(client, municipalities=[nonsense]).content.decode()
    make(client, OWN)
    token = ApiToken.objects.get()
    assert token.is_limited
    assert [each.name for each in token.municipalities.all()] == [OWN]


def test_who_works_nowhere_is_told_what_the_token_is_for(world: None) -> None:
    page = signed_in(person("Lezer")).get(f"{TOKENS}add/").content.decode()
    assert NOWHERE in page


@pytest.mark.parametrize(
    ("until", "sentence"),
    [(-1, IN_THE_PAST), (367, TOO_LONG), (4_000, TOO_LONG)],
)
def test_a_day_out_of_reach_is_refused_beside_the_field(editor: User, until: int, sentence: str) -> None:
    day = timezone.localdate() + datetime.timedelta(days=until)
    answer = make(signed_in(editor), expires_on=f"{day:%d-%m-%Y}")
    assert sentence in str(answer.context["adminform"].form.errors["expires_on"])
    assert not ApiToken.objects.exists()


@pytest.mark.parametrize("day", ["", "morgen", "31-02-2027", "99999999999", "0001-01-01", "\0"])
def test_what_is_no_day_is_refused(editor: User, day: str) -> None:
    answer = make(signed_in(editor), expires_on=day)
    assert answer.status_code == 200
    assert answer.context["adminform"].form.errors["expires_on"]
    assert not SECRET.search(answer.content.decode())


def test_no_token_is_made_in_the_name_of_another(world: None) -> None:
    chief, other = person("Beheerder", everywhere=True), person("Lezer")
    make(signed_in(chief), owner=other.pk)
    assert ApiToken.objects.get().owner == chief


def test_each_sees_their_own_and_an_administrator_all(editor: User) -> None:
    mine, _ = token_of(editor)
    other, _ = token_of(person("Publicist", OWN))
    client, chief = signed_in(editor), signed_in(person("Beheerder"))
    assert client.get(TOKENS).context["cl"].result_count == 1
    assert ["field-owner" in who.get(TOKENS).content.decode() for who in (client, chief)] == [False, True]
    assert chief.get(TOKENS).context["cl"].result_count == 2
    assert client.get(f"{TOKENS}{mine.pk}/change/").status_code == 200
    assert chief.get(f"{TOKENS}{mine.pk}/change/").status_code == 200
    assert client.get(f"{TOKENS}{other.pk}/change/").status_code == 302  # as what is not there
    assert client.get(f"{TOKENS}{other.pk}/intrekken/").status_code == 404
    assert client.get(f"{TOKENS}?q={other.prefix}").context["cl"].result_count == 0
    for who in (client, chief):
        assert who.get(f"{TOKENS}{mine.pk}/delete/").status_code == 403
        who.post(f"{TOKENS}{mine.pk}/change/", asked(name="Anders"))
    mine.refresh_from_db()
    assert mine.name != "Anders"


def test_a_token_is_revoked_by_its_owner_or_an_administrator(editor: User) -> None:
    chief, other = person("Beheerder", everywhere=True), person("Publicist", OWN)
    near = person("Beheerder", OWN, "Landgraaf", username="dichtbij")
    for who, allowed in ((editor, True), (chief, True), (near, True), (other, False)):
        token, secret = token_of(editor)
        address = f"{TOKENS}{token.pk}/intrekken/"
        client = signed_in(who)
        assert client.get(address).status_code == (200 if allowed else 404)
        assert client.post(address).status_code == (302 if allowed else 404)
        token.refresh_from_db()
        assert (token.state == State.REVOKED) is allowed
        assert bearer(secret).get("/api/v1/gemeenten").status_code == (401 if allowed else 200)
        assert client.post(address).status_code == (302 if allowed else 404)


@pytest.mark.parametrize("places", [(), (OWN,), (OTHER,)])
def test_no_token_is_revoked_of_who_works_further(editor: User, places: tuple[str, ...]) -> None:
    token, _ = token_of(editor)
    client = signed_in(person("Beheerder", *places))
    address = f"{TOKENS}{token.pk}/intrekken/"
    assert client.get(f"{TOKENS}{token.pk}/change/").status_code == 200
    assert client.get(address).status_code == 403
    answer = client.post(address)
    assert (answer.status_code, ABOVE in answer.content.decode()) == (403, True)
    data = {"action": "revoke_selected", "_selected_action": [token.pk], "bevestigd": "ja"}
    assert client.post(TOKENS, data).status_code == 403
    token.refresh_from_db()
    assert token.state == State.VALID


def test_a_selection_is_asked_first_and_then_revoked(editor: User) -> None:
    tokens = [token_of(editor)[0] for _ in range(3)]
    other, _ = token_of(person("Publicist", OWN))
    client = signed_in(editor)
    data = {"action": "revoke_selected", "_selected_action": [tokens[0].pk, tokens[1].pk, other.pk]}
    assert "Tokens intrekken?" in client.post(TOKENS, data).content.decode()
    assert ApiToken.objects.in_force().count() == 4
    assert client.post(TOKENS, {**data, "bevestigd": "ja"}).status_code == 302
    assert set(ApiToken.objects.in_force()) == {tokens[2], other}


def test_who_may_look_at_all_tokens_may_not_therefore_revoke_them(editor: User) -> None:
    token, _ = token_of(editor)
    looker = person("Lezer")
    looker.user_permissions.add(Permission.objects.get(codename="view_apitoken"))
    client = signed_in(looker)
    assert "intrekken/" not in client.get(f"{TOKENS}{token.pk}/change/").content.decode()
    assert client.post(f"{TOKENS}{token.pk}/intrekken/").status_code == 403
    data = {"action": "revoke_selected", "_selected_action": [token.pk], "bevestigd": "ja"}
    assert client.post(TOKENS, data).status_code == 403
    assert ApiToken.objects.in_force().count() == 1


def states_on(page: str) -> list[str]:
    return re.findall(r'field-state">([^<]+)<', page)


@pytest.mark.parametrize(
    ("days", "state"),
    [
        (0, "geldig, verloopt vandaag"),
        (1, "geldig, verloopt morgen"),
        (29, "geldig, verloopt over 29 dagen"),
        (30, "geldig"),
        (-1, "verlopen"),
    ],
)
def test_the_list_warns_of_a_token_that_ends_soon(editor: User, days: int, state: str) -> None:
    token, _ = token_of(editor, days=days)
    client = signed_in(editor)
    assert states_on(client.get(TOKENS).content.decode()) == [state]
    ApiToken.objects.filter(pk=token.pk).revoke()
    assert states_on(client.get(TOKENS).content.decode()) == ["ingetrokken"]


def test_the_list_is_narrowed_by_state_and_finds_by_purpose(editor: User) -> None:
    valid, _ = token_of(editor)
    expired, _ = token_of(editor, days=-1)
    revoked, _ = token_of(editor, days=-1)
    ApiToken.objects.filter(pk=revoked.pk).revoke()
    revoked.refresh_from_db()
    gone, _ = token_of(User.objects.create_user("weg", is_staff=True, is_active=False))
    client = signed_in(person("Beheerder"))
    tokens = {State.VALID: valid, State.EXPIRED: expired, State.REVOKED: revoked, State.OWNER_GONE: gone}
    for state, token in tokens.items():
        assert token.state == state
        found = client.get(TOKENS, {"toestand": state.value})
        assert list(found.context["cl"].result_list) == [token]
    assert client.get(TOKENS, {"toestand": "onzin"}).context["cl"].result_count == 4
    assert list(client.get(TOKENS, {"q": valid.name}).context["cl"].result_list) == [valid]


def test_what_is_left_empty_is_asked_for_in_words(editor: User) -> None:
    answer = make(signed_in(editor), name="", expires_on="")
    page = answer.content.decode()
    assert NAME_NEEDED in page
    assert DAY_NEEDED in page


def test_what_was_made_is_told_with_where_it_holds(editor: User) -> None:
    answer = make(signed_in(editor), OWN)
    page = html.unescape(answer.content.decode())
    assert "<dt>Gemeenten</dt><dd>Heerlen</dd>" in page
    assert "<dt>Waarvoor</dt><dd>Nachtlevering</dd>" in page
    secret = secret_on(answer)
    assert f'curl -H "Authorization: Bearer {secret}" "http://testserver/api/v1/gemeenten"' in page


def test_the_list_tells_the_state_and_the_last_use(editor: User) -> None:
    _valid, secret = token_of(editor)
    token_of(editor, days=-1)
    revoked, _ = token_of(editor)
    ApiToken.objects.filter(pk=revoked.pk).revoke()
    token_of(User.objects.create_user("weg", is_staff=True, is_active=False))
    bearer(secret).get("/api/v1/gemeenten")
    page = signed_in(person("Beheerder")).get(TOKENS).content.decode()
    assert states_on(page) == ["eigenaar niet actief", "ingetrokken", "verlopen", "geldig"]
    used = re.findall(r'field-used[^"]*">([^<]+)<', page)
    assert [each == "nog niet" for each in used] == [True, True, True, False]
    assert re.fullmatch(r"\d\d-\d\d-\d{4} \d\d:\d\d", used[-1])


def test_the_list_costs_the_same_for_few_and_many(editor: User, django_assert_max_num_queries: Any) -> None:
    client = signed_in(person("Beheerder"))
    token_of(editor, Scope.READ, OWN)
    client.get(TOKENS)
    with django_assert_max_num_queries(12) as few:
        client.get(TOKENS)
    for _ in range(20):
        token_of(editor, Scope.READ, OWN)
    with django_assert_max_num_queries(12) as many:
        client.get(TOKENS)
    assert len(few) == len(many)


@pytest.mark.django_db(transaction=True)
def test_the_history_tells_who_made_and_revoked_and_undoes_neither(editor: User) -> None:
    client, chief = signed_in(editor), User.objects.create_superuser("directie")
    make(client)
    token = ApiToken.objects.get()
    bearer("niets").get("/api/v1/gemeenten")
    office = signed_in(chief)
    office.post(f"{TOKENS}{token.pk}/intrekken/")
    page = office.get(f"{TOKENS}{token.pk}/history/").content.decode()
    made, ended = HistoryEntry.objects.order_by("-pk")[1], HistoryEntry.objects.order_by("-pk")[0]
    assert (made.user, ended.user) == (editor, chief)
    assert "ingetrokken op" in page
    assert "Zet deze versie terug" not in page
    for entry in (made, ended):
        undo = f"/beheer/geschiedenis/{entry.pk}/ongedaan/"
        assert "kan niet ongedaan worden gemaakt" in office.get(undo).content.decode()
        assert office.post(undo).status_code == 409
    back = f"/beheer/geschiedenis/{made.pk}/terugzetten/municipalities.apitoken/{token.pk}/"
    seen = newest(TABLES["municipalities.apitoken"], token.pk)
    assert "kan niet ongedaan worden gemaakt" in office.post(back, {"gezien": seen}).content.decode()
    assert ApiToken.objects.get().state == State.REVOKED
    assert client.get(f"{TOKENS}{token.pk}/history/").status_code == 403


def test_using_a_token_is_no_change_for_the_history(editor: User) -> None:
    _, secret = token_of(editor)
    before = HistoryEntry.objects.count()
    bearer(secret).get("/api/v1/gemeenten")
    assert ApiToken.objects.get().last_used_at
    assert HistoryEntry.objects.count() == before
