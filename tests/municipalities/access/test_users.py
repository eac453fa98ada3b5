"""The back office of users and roles: for administrators, who give no more than they have."""

from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from django.contrib.auth.models import Group, Permission, User
from django.test import Client

from municipalities.access.editable import NOT_YOURS
from municipalities.access.user_forms import ADDRESS_TAKEN
from municipalities.access.user_rights import ABOVE
from municipalities.models import Municipality, StaffArea
from tests.support.staff import person, signed_in
from wonen.accounts.adapters import staff_with
from wonen.accounts.roles import ROLES

USERS, GROUPS = "/beheer/auth/user/", "/beheer/auth/group/"
AREA = {"area-TOTAL_FORMS": 1, "area-INITIAL_FORMS": 0, "area-MIN_NUM_FORMS": 0, "area-MAX_NUM_FORMS": 1}


def group(name: str) -> int:
    return Group.objects.get(name=name).pk


def user_form(user: User, *roles: str, **changes: Any) -> dict[str, Any]:
    return {
        "username": user.username,
        "is_active": "on",
        "is_staff": "on",
        "groups": [group(role) for role in roles],
        **AREA,
        **changes,
    }


@pytest.fixture
def office(world: None) -> Client:
    return signed_in(person("Beheerder", everywhere=True))


@pytest.mark.parametrize("role", ROLES)
def test_only_administrators_see_users_and_roles(role: str, world: None) -> None:
    client = signed_in(person(role, everywhere=True))
    for address in (USERS, f"{USERS}add/", GROUPS, f"{GROUPS}add/"):
        assert client.get(address).status_code == (200 if role == "Beheerder" else 403), address


def test_a_colleague_is_added_with_a_role_and_an_area(office: Client) -> None:
    password = {"usable_password": "true", "password1": "gras-op-het-dak-9", "password2": "gras-op-het-dak-9"}
    assert office.post(f"{USERS}add/", {"username": "nieuw", **password}).status_code == 302
    made = User.objects.get(username="nieuw")
    assert (made.is_staff, made.is_superuser) == (True, False)
    place = Municipality.objects.get(name="Heerlen").pk
    data = user_form(made, "Redacteur", **{"area-0-municipalities": [place], "area-0-user": made.pk})
    assert office.post(f"{USERS}{made.pk}/change/", data).status_code == 302
    assert [each.name for each in made.groups.all()] == ["Redacteur"]
    assert [each.name for each in StaffArea.objects.get(user=made).municipalities.all()] == ["Heerlen"]


def test_a_weak_password_is_refused(office: Client) -> None:
    weak = {"usable_password": "true", "password1": "welkom01", "password2": "welkom01"}
    assert office.post(f"{USERS}add/", {"username": "nieuw", **weak}).status_code == 200
    assert not User.objects.filter(username="nieuw").exists()


def test_nobody_makes_a_superuser_but_a_superuser(office: Client) -> None:
    colleague = person("Lezer")
    office.post(f"{USERS}{colleague.pk}/change/", user_form(colleague, "Lezer", is_superuser="on"))
    colleague.refresh_from_db()
    assert not colleague.is_superuser
    chief = signed_in(User.objects.create_superuser("directie"))
    chief.post(f"{USERS}{colleague.pk}/change/", user_form(colleague, "Lezer", is_superuser="on"))
    colleague.refresh_from_db()
    assert colleague.is_superuser


def test_an_administrator_touches_nobody_with_more_rights(office: Client) -> None:
    chief = User.objects.create_superuser("directie", password="een-lang-wachtwoord")
    address = f"{USERS}{chief.pk}/"
    page = office.get(f"{address}change/").content.decode()
    assert 'name="_save"' not in page
    assert "/password/" not in page
    assert ABOVE in page
    assert office.post(f"{address}change/", user_form(chief)).status_code == 403
    assert office.post(f"{address}delete/", {"post": "yes"}).status_code == 403
    assert office.post(f"{address}password/", {"password1": "x", "password2": "x"}).status_code == 403
    office.post(USERS, {"action": "delete_selected", "_selected_action": [chief.pk], "post": "yes"})
    chief.refresh_from_db()
    assert chief.check_password("een-lang-wachtwoord")


@pytest.mark.parametrize("further", [{"everywhere": True}, {"places": ("Heerlen", "Kerkrade")}])
def test_an_administrator_touches_nobody_who_writes_further(further: dict[str, Any], world: None) -> None:
    colleague = person("Redacteur", *further.pop("places", ()), **further)
    near = person("Publicist", "Heerlen")
    client = signed_in(person("Beheerder", "Heerlen"))
    for user, status in ((colleague, 403), (near, 302)):
        new = {"usable_password": "true", "password1": "gras-op-het-dak-9", "password2": "gras-op-het-dak-9"}
        assert client.post(f"{USERS}{user.pk}/password/", new).status_code == status
        Authenticator.objects.create(user=user, type=Authenticator.Type.TOTP, data={})
        client.post(USERS, {"action": "take_second_factor", "_selected_action": [user.pk]})
        assert Authenticator.objects.filter(user=user).exists() is (status == 403)
    colleague.refresh_from_db()
    assert colleague.check_password("een-lang-wachtwoord")
    assert client.post(f"{USERS}{colleague.pk}/change/", user_form(colleague)).status_code == 403
    assert client.post(f"{USERS}{colleague.pk}/delete/", {"post": "yes"}).status_code == 403


def test_the_rights_of_who_cannot_log_in_count(office: Client) -> None:
    strong = person("Lezer", is_active=False)
    strong.user_permissions.add(Permission.objects.get(codename="delete_logentry"))
    new = {"usable_password": "true", "password1": "gras-op-het-dak-9", "password2": "gras-op-het-dak-9"}
    assert office.post(f"{USERS}{strong.pk}/password/", new).status_code == 403


def test_the_own_password_and_phone_are_not_changed_without_the_old(world: None) -> None:
    for user in (person("Beheerder", everywhere=True), User.objects.create_superuser("directie")):
        user.set_password("een-lang-wachtwoord")
        user.save()
        client = signed_in(user)
        new = {"usable_password": "true", "password1": "gras-op-het-dak-9", "password2": "gras-op-het-dak-9"}
        for key in (user.pk, f"0{user.pk}"):
            answer = client.post(f"{USERS}{key}/password/", new)
            assert (answer.status_code, answer.headers["Location"]) == (302, "/beheer/wachtwoord/")
        Authenticator.objects.create(user=user, type=Authenticator.Type.TOTP, data={})
        client.post(USERS, {"action": "take_second_factor", "_selected_action": [user.pk]})
        assert Authenticator.objects.filter(user=user).exists()
        user.refresh_from_db()
        assert user.check_password("een-lang-wachtwoord")


def test_a_role_with_more_rights_than_ones_own_is_not_on_offer(office: Client) -> None:
    strong = Group.objects.create(name="Sterk")
    strong.permissions.add(Permission.objects.get(codename="delete_logentry"))
    colleague = person("Lezer")
    page = office.get(f"{USERS}{colleague.pk}/change/")
    offered = {each.name for each in page.context["adminform"].form.fields["groups"].queryset}
    assert offered == set(ROLES)
    data = user_form(colleague, "Lezer")
    data["groups"].append(strong.pk)
    assert office.post(f"{USERS}{colleague.pk}/change/", data).status_code == 200
    assert [each.name for each in colleague.groups.all()] == ["Lezer"]


def test_nobody_changes_the_own_rights_or_goes(world: None) -> None:
    for user in (person("Beheerder", everywhere=True), User.objects.create_superuser("directie")):
        client, before = signed_in(user), [each.name for each in user.groups.all()]
        data = {"username": user.username, "first_name": "Ada", "is_superuser": "on", **AREA}
        client.post(f"{USERS}{user.pk}/change/", data)
        assert client.post(f"{USERS}{user.pk}/delete/", {"post": "yes"}).status_code == 403
        client.post(USERS, {"action": "delete_selected", "_selected_action": [user.pk], "post": "yes"})
        now = User.objects.get(pk=user.pk)
        assert (now.first_name, now.is_active, now.is_staff) == ("Ada", True, True)
        assert now.is_superuser is user.is_superuser
        assert [each.name for each in now.groups.all()] == before


def area_of(user: User) -> tuple[bool, list[str]]:
    area = StaffArea.objects.filter(user=user).first()
    return (area.everywhere, [each.name for each in area.municipalities.all()]) if area else (False, [])


@pytest.mark.parametrize(
    ("said", "given"),
    [
        ({"area-0-municipalities": ["Heerlen"]}, (False, ["Heerlen"])),
        ({"area-0-municipalities": ["Heerlen", "Maastricht"]}, (False, [])),
        ({"area-0-municipalities": ["Maastricht"]}, (False, [])),
        ({"area-0-municipalities": ["Heerlen"], "area-0-everywhere": "on"}, (False, ["Heerlen"])),
    ],
)
def test_who_works_in_one_municipality_gives_that_one_only(
    said: dict[str, Any], given: tuple[bool, list[str]], world: None
) -> None:
    colleague = person("Redacteur")
    client = signed_in(person("Beheerder", "Heerlen"))
    places = Municipality.objects.filter(name__in=said["area-0-municipalities"]).values_list("pk", flat=True)
    data = user_form(
        colleague, "Redacteur", **{**said, "area-0-municipalities": list(places), "area-0-user": colleague.pk}
    )
    answer = client.post(f"{USERS}{colleague.pk}/change/", data)
    is_refused = not given[1]
    assert answer.status_code == (200 if is_refused else 302)
    assert (NOT_YOURS in answer.content.decode()) is is_refused
    assert area_of(colleague) == given


def test_nobody_changes_the_own_area(world: None) -> None:
    user = person("Beheerder", "Heerlen", "Kerkrade")
    area = StaffArea.objects.get(user=user)
    more = [each.pk for each in Municipality.objects.all()]
    for forged in (
        {"area-0-municipalities": more},
        {"area-0-everywhere": "on", "area-0-municipalities": more},
    ):
        data = user_form(user, "Beheerder", **forged)
        data |= {"area-INITIAL_FORMS": 1, "area-0-id": area.pk, "area-0-user": user.pk}
        signed_in(user).post(f"{USERS}{user.pk}/change/", data)
        assert area_of(user) == (False, ["Heerlen", "Kerkrade"])


def test_an_administrator_without_an_area_changes_nobody(world: None) -> None:
    colleague, client = person("Lezer"), signed_in(person("Beheerder"))
    assert client.get(f"{USERS}{colleague.pk}/change/").status_code == 200
    assert client.get(f"{USERS}add/").status_code == 403
    assert client.post(f"{USERS}{colleague.pk}/change/", user_form(colleague)).status_code == 403
    assert client.post(f"{USERS}{colleague.pk}/delete/", {"post": "yes"}).status_code == 403
    assert User.objects.filter(pk=colleague.pk, groups__name="Lezer").exists()


def test_nobody_takes_the_address_by_which_another_logs_in(world: None) -> None:
    chief = User.objects.create_superuser("directie", email="baas@wonen.example")
    user, colleague = person("Beheerder", "Heerlen"), person("Lezer", "Heerlen")
    client = signed_in(user)
    for each, role in ((user, "Beheerder"), (colleague, "Lezer")):
        data = user_form(each, role, email="Baas@Wonen.example")
        answer = client.post(f"{USERS}{each.pk}/change/", data)
        assert (answer.status_code, ADDRESS_TAKEN in answer.content.decode()) == (200, True)
    assert staff_with("baas@wonen.example") == chief
    data = user_form(colleague, "Lezer", email="collega@wonen.example")
    assert client.post(f"{USERS}{colleague.pk}/change/", data).status_code == 302
    assert staff_with("collega@wonen.example") == colleague


def test_a_role_of_who_has_more_is_left_as_it_is(office: Client) -> None:
    role = Group.objects.create(name="Stage")
    role.permissions.add(Permission.objects.get(codename="view_project"))
    data = {"name": "Stage", "permissions": [Permission.objects.get(codename="view_figure").pk]}
    User.objects.create_superuser("directie").groups.add(role)
    assert office.post(f"{GROUPS}{role.pk}/change/", data).status_code == 403
    role.user_set.clear()
    assert office.post(f"{GROUPS}{role.pk}/change/", data).status_code == 302
    assert (
        signed_in(person("Beheerder", "Heerlen", username="begrensd"))
        .post(f"{GROUPS}{role.pk}/change/", data)
        .status_code
        == 403
    )


def test_only_who_writes_everywhere_gives_all_municipalities(world: None) -> None:
    colleague, administrator = person("Redacteur"), person("Beheerder", "Heerlen")
    data = user_form(colleague, "Redacteur", **{"area-0-everywhere": "on", "area-0-user": colleague.pk})
    signed_in(administrator).post(f"{USERS}{colleague.pk}/change/", data)
    assert not StaffArea.objects.filter(user=colleague).exists()
    own = user_form(
        administrator, "Beheerder", **{"area-0-everywhere": "on", "area-0-user": administrator.pk}
    )
    signed_in(administrator).post(f"{USERS}{administrator.pk}/change/", own)
    assert not StaffArea.objects.filter(user=administrator, everywhere=True).exists()
    chief = signed_in(User.objects.create_superuser("directie"))
    chief.post(f"{USERS}{colleague.pk}/change/", data)
    assert StaffArea.objects.get(user=colleague).everywhere


def test_the_four_roles_stay_as_they_are(office: Client) -> None:
    for client in (office, signed_in(User.objects.create_superuser("directie"))):
        address = f"{GROUPS}{group('Redacteur')}/"
        assert client.post(f"{address}change/", {"name": "Anders"}).status_code == 403
        assert client.post(f"{address}delete/", {"post": "yes"}).status_code == 403
    assert set(ROLES) == {each.name for each in Group.objects.all()}


def test_a_group_of_ones_own_holds_only_rights_that_one_has(office: Client) -> None:
    allowed = Permission.objects.get(codename="view_project").pk
    forbidden = Permission.objects.get(codename="delete_logentry").pk
    assert office.post(f"{GROUPS}add/", {"name": "Stage", "permissions": [forbidden]}).status_code == 200
    assert office.post(f"{GROUPS}add/", {"name": "Stage", "permissions": [allowed]}).status_code == 302
    assert Group.objects.get(name="Stage").permissions.count() == 1


def test_the_list_says_who_may_what_and_where(office: Client) -> None:
    person("Redacteur", "Heerlen", "Maastricht")
    person("Lezer")
    page = office.get(USERS).content.decode()
    for words in ("Heerlen, Maastricht", "alle gemeenten", "geen gemeente", "Redacteur", "niet ingesteld"):
        assert words in page


def test_the_list_costs_the_same_for_few_and_many(office: Client, django_assert_num_queries: Any) -> None:
    def colleagues(*names: str) -> None:
        for name in names:
            person("Redacteur", "Heerlen", username=name)

    colleagues("een", "twee")
    with django_assert_num_queries(11):
        office.get(USERS)
    colleagues(*(f"meer{n}" for n in range(10)))
    with django_assert_num_queries(11):
        office.get(USERS)
