"""What a token may: scope x role of its owner x own, other or no municipality; at once when rights change."""

import datetime
from typing import Any

import pytest
from django.contrib.auth.models import Group, User
from rest_framework.test import APIRequestFactory

from municipalities.access.api_access import (
    OUTSIDE,
    OWNER_MAY_NOT,
    PUBLISH,
    TOO_LITTLE,
    VIEW_DRAFTS,
    TokenAccess,
    scopes_of,
)
from municipalities.access.editable import NOT_YOURS
from municipalities.access.tokens import Scope
from municipalities.models import ApiToken, Municipality, StaffArea
from projects import access
from projects.models import ExternalCode, Project
from tests.conftest import AddProject
from tests.support.staff import person
from tests.support.tokens import bearer, token_of
from wonen.accounts.roles import ROLES
from wonen.rest.access import WITHOUT, access_of
from wonen.rest.permissions import Closed, ReadOrToken

OWN, OTHER = "Heerlen", "Maastricht"
CHANGE = "projects.change_project"
WRITERS, PUBLISHERS = list(ROLES)[1:], list(ROLES)[2:]


def key(place: str) -> int:
    return Municipality.objects.get(name=place).pk


def names(found: Any) -> set[str]:
    return {each.name for each in found}


def granted(owner: User, scope: Scope, *places: str) -> TokenAccess:
    token, _ = token_of(owner, scope, *places)
    return TokenAccess(ApiToken.objects.select_related("owner").get(pk=token.pk))


@pytest.mark.parametrize("place", [OWN, OTHER])
@pytest.mark.parametrize("scope", list(Scope))
@pytest.mark.parametrize("role", list(ROLES))
def test_a_token_may_what_its_scope_and_its_owner_both_may(
    world: None, role: str, scope: Scope, place: str
) -> None:
    found = granted(person(role, OWN), scope)
    writes = role in WRITERS and scope != Scope.READ and place == OWN
    assert (key(place) in found.readable().values_list("pk", flat=True)) is (place == OWN)
    assert found.may_write(CHANGE, key(place)) is writes
    assert (place in names(found.where(CHANGE))) is writes
    assert (found.why_not_publish() is None) is (role in PUBLISHERS and scope == Scope.PUBLISH)
    assert not found.may_write(CHANGE, None)


@pytest.mark.parametrize("scope", list(Scope))
@pytest.mark.parametrize("role", list(ROLES))
def test_of_no_municipality_is_for_who_writes_everywhere_with_a_token_without_limit(
    world: None, role: str, scope: Scope
) -> None:
    owner = person(role, everywhere=True)
    writes = role in WRITERS and scope != Scope.READ
    assert granted(owner, scope).may_write("municipalities.change_figure", None) is writes
    limited = granted(owner, scope, OWN)
    assert limited.may_write("municipalities.change_figure", None) is False
    assert limited.may_write("municipalities.change_figure", key(OWN)) is writes
    assert limited.may_write("municipalities.change_figure", key(OTHER)) is False
    assert names(limited.readable()) == {OWN}


def test_a_limit_takes_away_and_never_adds(world: None) -> None:
    owner = person("Redacteur", OWN, "Landgraaf")
    assert names(granted(owner, Scope.WRITE).where(CHANGE)) == {OWN, "Landgraaf"}
    assert names(granted(owner, Scope.WRITE, OWN, OTHER).where(CHANGE)) == {OWN}
    assert names(granted(owner, Scope.WRITE, OTHER).readable()) == set()


def test_a_limit_of_which_all_municipalities_are_gone_is_still_a_limit(world: None) -> None:
    found = granted(person("Redacteur", everywhere=True), Scope.WRITE, OTHER)
    assert found.token
    found.token.municipalities.clear()
    assert names(found.readable()) == names(found.where(CHANGE)) == set()


def test_who_is_demoted_has_a_weaker_token_at_once(world: None) -> None:
    owner = person("Publicist", OWN)
    token, _ = token_of(owner, Scope.PUBLISH)

    def now() -> tuple[set[str], set[str], bool]:
        found = TokenAccess(ApiToken.objects.select_related("owner").get(pk=token.pk))
        return names(found.readable()), names(found.where(CHANGE)), found.why_not_publish() is None

    assert now() == ({OWN}, {OWN}, True)
    owner.groups.set([Group.objects.get(name="Redacteur")])
    assert now() == ({OWN}, {OWN}, False)
    owner.groups.set([Group.objects.get(name="Lezer")])
    assert now() == ({OWN}, set(), False)
    StaffArea.objects.filter(user=owner).delete()
    assert now() == (set(), set(), False)
    owner.groups.clear()
    StaffArea.objects.create(user=owner, everywhere=True)
    assert now() == (set(), set(), False)
    User.objects.filter(pk=owner.pk).update(is_superuser=True)
    assert len(now()[0]) == Municipality.objects.count()
    User.objects.filter(pk=owner.pk).update(is_active=False)
    assert now() == (set(), set(), False)
    User.objects.filter(pk=owner.pk).update(is_active=True, is_staff=False)
    assert now() == (set(), set(), False)


def test_without_a_token_nothing_may_be_done(world: None) -> None:
    nobody = TokenAccess(None)
    assert names(nobody.readable()) == names(nobody.where(CHANGE)) == set()
    assert nobody.why_not(CHANGE) == nobody.why_not_write(CHANGE, key(OWN)) == WITHOUT
    assert not nobody.may_write(CHANGE, None)
    assert nobody.why_not_publish()


def test_a_refusal_says_what_stands_in_the_way(world: None) -> None:
    owner = person("Redacteur", OWN, "Landgraaf")
    assert granted(owner, Scope.READ).why_not(CHANGE) == TOO_LITTLE.format(scope="lezen en schrijven")
    assert granted(owner, Scope.PUBLISH).why_not(PUBLISH) == OWNER_MAY_NOT
    limited = granted(owner, Scope.WRITE, OWN)
    assert limited.why_not_write(CHANGE, key(OWN)) is None
    assert limited.why_not_write(CHANGE, key("Landgraaf")) == OUTSIDE
    assert limited.why_not_write(CHANGE, key(OTHER)) == limited.why_not_write(CHANGE, None) == NOT_YOURS


@pytest.mark.parametrize("permission", ["", "x", "projects.", "projects.sloop_project", "publish", "view"])
def test_an_unknown_permission_is_refused(world: None, permission: str) -> None:
    chief = User.objects.create_superuser("directie")
    assert not granted(chief, Scope.PUBLISH).may(permission)


def test_the_names_of_the_rights_are_those_of_the_projects() -> None:
    assert PUBLISH == access.PUBLISH
    assert VIEW_DRAFTS == "projects.view_project"


@pytest.mark.parametrize(
    ("role", "scopes"),
    [
        ("Lezer", [Scope.READ]),
        ("Redacteur", [Scope.READ, Scope.WRITE]),
        ("Publicist", list(Scope)),
        ("Beheerder", list(Scope)),
    ],
)
def test_nobody_can_give_a_token_more_than_their_own_rights(
    world: None, role: str, scopes: list[Scope]
) -> None:
    assert scopes_of(person(role, OWN)) == scopes
    assert scopes_of(person(role, username="nergens")) == [Scope.READ]


def test_what_may_be_read_is_one_condition_within_another_statement(
    world: None, django_assert_num_queries: Any
) -> None:
    found = granted(person("Redacteur", OWN), Scope.READ, OWN)
    found.may(VIEW_DRAFTS)  # the rights of the owner: two, once a request
    with django_assert_num_queries(1):
        list(Project.objects.filter(municipality__in=found.readable()))


class View:
    written = Project


def test_a_view_is_closed_until_it_says_who_may(world: None) -> None:
    owner, requests = person("Redacteur", OWN), APIRequestFactory()
    token, _ = token_of(owner, Scope.WRITE)
    view: Any = View()
    for method in ("get", "post", "put", "patch", "delete", "trace"):
        request: Any = requests.generic(method, "/")
        for auth, writes in ((None, False), ("iets anders", False), (token, method != "trace")):
            request.auth = auth
            assert not Closed().has_permission(request, view)
            assert ReadOrToken().has_permission(request, view) is (method == "get" or writes)
            assert access_of(request).token is (auth if auth is token else None)
    assert token.expires_on > datetime.date(2000, 1, 1)


@pytest.mark.parametrize("form", ["csv", "jsonl", "geojson", "xlsx"])
def test_a_file_of_a_token_is_known_by_the_drafts_in_it(add_project: AddProject, form: str) -> None:
    add_project("Openbaar")
    draft = add_project("Concept", is_public=False, dwellings=20)
    elsewhere = add_project("Elders", is_public=False, gemeente="Maastricht")
    mine = bearer(token_of(person("Lezer", OWN))[1])
    address = f"/api/v1/projecten?formaat={form}"

    def tag() -> str:
        answer = mine.get(address)
        assert answer.headers["Cache-Control"] == "private, no-cache"
        same = mine.get(address, headers={"If-None-Match": answer.headers["ETag"]})
        assert same.status_code == 304
        return str(answer.headers["ETag"])

    seen = [tag()]
    Project.objects.filter(pk=elsewhere.pk).update(dwellings=3)
    assert tag() == seen[0]
    assert mine.get("/api/v1/projecten?formaat=csv&soort=sloop").headers["ETag"] != seen[0]
    for change in (
        lambda: Project.objects.filter(pk=draft.pk).update(dwellings=21),
        lambda: ExternalCode.objects.create(project=draft, system="dpi", code="1"),
        lambda: add_project("Nog een", is_public=False),
        lambda: Project.objects.get(pk=draft.pk).delete(),
    ):
        change()
        assert tag() not in seen
        seen.append(tag())
