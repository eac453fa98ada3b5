"""Who may what: each role, on projects and figures, of an own and of another municipality, by every door."""

from importlib import import_module
from typing import Any

import pytest
from django.apps import apps
from django.contrib import admin
from django.contrib.auth.models import Group, User
from django.core.exceptions import PermissionDenied
from django.db.migrations import RunPython
from django.test import Client, RequestFactory

from municipalities.access.editable import NOT_YOURS, editable_by, may_write, writes_everywhere
from municipalities.models import Figure, Indicator, Municipality, Region, StaffArea
from projects.access import may_publish
from projects.models import Project, RentClass
from tests.municipalities.figures.test_grid import Typist
from tests.support.page_forms import form_in
from tests.support.staff import person, signed_in
from tests.wonen.office.test_admin import form
from wonen.accounts.roles import ROLES, drop_roles, make_roles

OWN, OTHER = "Heerlen", "Maastricht"
ALL_ROLES = tuple(ROLES)
WRITERS = ALL_ROLES[1:]
PUBLISHERS = ALL_ROLES[2:]
PROJECTS, FIGURES = "/beheer/projects/project/", "/beheer/municipalities/figure/"
CARD = f"{FIGURES}kaart/"
ROWS = {OWN: "GM0917", OTHER: "GM0935"}


@pytest.fixture
def rows(brochure: dict[str, Any]) -> dict[str, tuple[Project, Figure]]:
    """A project that is not public and a figure, in a municipality of the user's and in another."""
    project = Project.objects.get(name="Spoorsingel")
    indicator = Indicator.objects.get(code="huurachterstand")
    found = {}
    for place in (OWN, OTHER):
        municipality = Municipality.objects.get(name=place)
        made = Project.objects.create(
            municipality=municipality, corporation=project.corporation, name="Proefproject", kind="nieuwbouw"
        )
        figure = Figure(indicator=indicator, municipality=municipality, value=1)
        figure.starts_on, figure.ends_on = "2009-01-01", "2009-12-31"
        figure.save()
        found[place] = (made, figure)
    return found


def figure_form(place: str, **changes: Any) -> dict[str, Any]:
    return {
        "indicator": Indicator.objects.get(code="huurachterstand").pk,
        "municipality": Municipality.objects.get(name=place).pk if place else "",
        "period": "2008",
        "value": "7",
        "status": "definitief",
        **changes,
    }


def project_form(place: str, **changes: Any) -> dict[str, Any]:
    return form(municipality=Municipality.objects.get(name=place).pk, **changes)


def change(client: Client, project: Project, place: str, **changes: Any) -> Any:
    """Post the form of a project as it was opened, or what somebody made up who could not open it."""
    address = f"{PROJECTS}{project.pk}/change/"
    opened = form_in(client.get(address).content.decode(), "project_form")
    return client.post(address, opened | project_form(place, **changes))


def remove(client: Client, project: Project) -> Any:
    address = f"{PROJECTS}{project.pk}/delete/"
    return client.post(address, {"post": "yes", "version": project.version})


def as_role(role: str) -> Client:
    return signed_in(person(role, OWN))


@pytest.mark.parametrize("role", ALL_ROLES)
def test_every_role_sees_the_lists_and_the_forms_of_every_municipality(role: str, rows: Any) -> None:
    client = as_role(role)
    for place in (OWN, OTHER):
        project, figure = rows[place]
        for address in (
            PROJECTS,
            f"{PROJECTS}{project.pk}/change/",
            f"{FIGURES}{figure.pk}/change/",
            FIGURES,
        ):
            answer = client.get(address)
            assert answer.status_code == 200, (role, address)
    assert client.get(PROJECTS).context["cl"].result_count == Project.objects.count()


@pytest.mark.parametrize("place", [OWN, OTHER])
@pytest.mark.parametrize("role", ALL_ROLES)
def test_a_form_can_be_saved_by_writers_in_their_own_municipality(role: str, place: str, rows: Any) -> None:
    client, (project, figure) = as_role(role), rows[place]
    allowed = role in WRITERS and place == OWN
    answers = (
        change(client, project, place, name="Anders"),
        client.post(f"{FIGURES}{figure.pk}/change/", figure_form(place, value="9")),
    )
    assert [each.status_code for each in answers] == [302 if allowed else 403] * 2
    project.refresh_from_db()
    figure.refresh_from_db()
    assert (project.name, figure.value) == (("Anders", 9) if allowed else ("Proefproject", 1))


@pytest.mark.parametrize("place", [OWN, OTHER])
@pytest.mark.parametrize("role", ALL_ROLES)
def test_a_form_shows_fields_only_to_who_may_save_it(role: str, place: str, rows: Any) -> None:
    client, (project, figure) = as_role(role), rows[place]
    rent_class = RentClass.objects.get(code="betaalbaar").pk
    for address in (f"{PROJECTS}{project.pk}/change/", f"{FIGURES}{figure.pk}/change/"):
        page = client.get(address).content.decode()
        allowed = role in WRITERS and place == OWN
        assert ('name="_save"' in page) is allowed
        assert ('name="municipality"' in page) is allowed
        assert (f'name="rents-{rent_class}"' in page) is (allowed and PROJECTS in address)


@pytest.mark.parametrize("place", [OWN, OTHER])
@pytest.mark.parametrize("role", ALL_ROLES)
def test_a_row_can_be_added_by_writers_in_their_own_municipality(role: str, place: str, rows: Any) -> None:
    client = as_role(role)
    before = Project.objects.count(), Figure.objects.count()
    answers = (
        client.post(f"{PROJECTS}add/", project_form(place)),
        client.post(f"{FIGURES}add/", figure_form(place)),
    )
    if role not in WRITERS:
        assert [each.status_code for each in answers] == [403, 403]
    elif place == OTHER:
        assert [each.status_code for each in answers] == [200, 200]
        assert all(NOT_YOURS in each.content.decode() for each in answers)
    else:
        assert [each.status_code for each in answers] == [302, 302]
    added = int(role in WRITERS and place == OWN)
    assert (Project.objects.count(), Figure.objects.count()) == (before[0] + added, before[1] + added)


@pytest.mark.parametrize("place", [OWN, OTHER])
@pytest.mark.parametrize("role", ALL_ROLES)
def test_a_row_can_be_removed_by_writers_in_their_own_municipality(role: str, place: str, rows: Any) -> None:
    client, (project, figure) = as_role(role), rows[place]
    allowed = role in WRITERS and place == OWN
    at_figure = f"{FIGURES}{figure.pk}/delete/"
    for address in (f"{PROJECTS}{project.pk}/delete/", at_figure):
        assert client.get(address).status_code == (200 if allowed else 403)
    answers = (remove(client, project), client.post(at_figure, {"post": "yes"}))
    assert [each.status_code for each in answers] == [302 if allowed else 403] * 2
    assert Project.objects.filter(pk=project.pk).exists() is not allowed
    assert Figure.objects.filter(pk=figure.pk).exists() is not allowed


@pytest.mark.parametrize("place", [OWN, OTHER])
@pytest.mark.parametrize("role", ALL_ROLES)
def test_a_selection_can_be_removed_by_writers_in_their_own_municipality(
    role: str, place: str, rows: Any
) -> None:
    client = as_role(role)
    for address, row in zip((PROJECTS, FIGURES), rows[place], strict=True):
        data = {"action": "delete_selected", "_selected_action": [row.pk], "post": "yes"}
        client.post(address, data)
        gone = not type(row).objects.filter(pk=row.pk).exists()
        assert gone is (role in WRITERS and place == OWN), address


def test_a_selection_with_one_row_of_another_municipality_removes_none(rows: Any) -> None:
    client, projects = as_role("Redacteur"), [project for project, _figure in rows.values()]
    data = {"action": "delete_selected", "_selected_action": [each.pk for each in projects], "post": "yes"}
    assert client.post(PROJECTS, data).status_code == 403
    assert Project.objects.filter(pk__in=[each.pk for each in projects]).count() == 2


def test_a_project_cannot_be_moved_to_a_municipality_of_another(rows: Any) -> None:
    client, (project, _figure) = as_role("Redacteur"), rows[OWN]
    answer = change(client, project, OTHER, name="Verhuisd")
    assert NOT_YOURS in answer.content.decode()
    project.refresh_from_db()
    assert project.municipality.name == OWN


def test_the_choice_of_a_form_holds_only_own_municipalities(rows: Any) -> None:
    page = as_role("Redacteur").get(f"{PROJECTS}add/")
    offered = page.context["adminform"].form.fields["municipality"].queryset
    assert [each.name for each in offered] == [OWN]


def test_a_rent_class_cannot_be_slipped_into_a_project_of_another(rows: Any) -> None:
    client, (project, _figure) = as_role("Redacteur"), rows[OTHER]
    rent = {f"rents-{RentClass.objects.get(code='betaalbaar').pk}": "zeker", "opened": project.version}
    assert client.post(f"{PROJECTS}{project.pk}/change/", project_form(OTHER, **rent)).status_code == 403
    assert not project.rent_entries.exists()


@pytest.mark.parametrize("role", ALL_ROLES)
def test_only_a_publisher_makes_a_project_public_or_withdraws_it(role: str, rows: Any) -> None:
    client, (project, _figure) = as_role(role), rows[OWN]
    address = f"{PROJECTS}{project.pk}/change/"
    assert ('name="is_public"' in client.get(address).content.decode()) is (role in PUBLISHERS)
    change(client, project, OWN, name="Proefproject", is_public="on")
    project.refresh_from_db()
    assert project.is_public is (role in PUBLISHERS)
    Project.objects.filter(pk=project.pk).update(is_public=True)
    withdrawn = form_in(client.get(address).content.decode(), "project_form")
    withdrawn.pop("is_public", None)
    client.post(address, withdrawn)
    project.refresh_from_db()
    assert project.is_public is (role not in PUBLISHERS)


@pytest.mark.parametrize("role", ALL_ROLES)
def test_only_a_publisher_removes_what_is_public(role: str, rows: Any) -> None:
    project, _figure = rows[OWN]
    Project.objects.filter(pk=project.pk).update(is_public=True)
    project.refresh_from_db()
    remove(as_role(role), project)
    assert Project.objects.filter(pk=project.pk).exists() is (role not in PUBLISHERS)


@pytest.mark.parametrize("place", [OWN, OTHER])
@pytest.mark.parametrize("role", ALL_ROLES)
def test_a_card_is_filled_in_by_writers_of_its_municipality(role: str, place: str, rows: Any) -> None:
    client, address = as_role(role), f"{CARD}?gebied={ROWS[place]}&jaar=2012"
    expected = 403 if role not in WRITERS else 200 if place == OWN else 400
    assert client.get(address).status_code == expected
    typist = Typist(signed_in(User.objects.create_superuser("directie")), address)
    typist.type("huurachterstand", period="2010", value="3")
    typist.client, before = client, Figure.objects.count()
    assert typist.save().status_code == (302 if expected == 200 else expected)
    assert Figure.objects.count() == before + (expected == 200)


def test_a_card_of_a_region_or_of_all_needs_all_municipalities(rows: Any) -> None:
    everywhere = signed_in(person("Redacteur", everywhere=True, username="overal"))
    for area in ("regio:parkstad", "corporatiebreed"):
        address = f"{CARD}?gebied={area}&jaar=2022"
        assert as_role_once("Redacteur").get(address).status_code == 400
        assert everywhere.get(address).status_code == 200


def as_role_once(role: str) -> Client:
    user = User.objects.filter(username=role.lower()).first()
    return signed_in(user) if user else as_role(role)


def test_a_figure_of_all_needs_all_municipalities(rows: Any) -> None:
    editor = as_role("Redacteur")
    everywhere = signed_in(person("Redacteur", everywhere=True, username="overal"))
    region = Region.objects.get(slug="parkstad").pk
    for data in (figure_form(""), figure_form("", region=region)):
        before = Figure.objects.count()
        assert editor.post(f"{FIGURES}add/", data).status_code == 200
        assert Figure.objects.count() == before
        assert everywhere.post(f"{FIGURES}add/", data).status_code == 302
        made = Figure.objects.latest("pk")
        assert editor.post(f"{FIGURES}{made.pk}/change/", data).status_code == 403
        assert editor.post(f"{FIGURES}{made.pk}/delete/", {"post": "yes"}).status_code == 403


def test_without_an_area_a_role_writes_nothing(rows: Any) -> None:
    client, (project, _figure) = signed_in(person("Beheerder")), rows[OWN]
    assert client.get(PROJECTS).status_code == 200
    assert client.get(f"{PROJECTS}add/").status_code == 403
    assert client.post(f"{PROJECTS}{project.pk}/change/", project_form(OWN)).status_code == 403


def test_what_comes_past_the_form_is_refused_when_it_is_saved(rows: Any) -> None:
    project, _figure = rows[OTHER]
    request = RequestFactory().post(PROJECTS)
    request.user = person("Redacteur", OWN)
    office: Any = admin.site.get_model_admin(Project)
    with pytest.raises(PermissionDenied):
        office.save_model(request, project, None, True)
    project.municipality = Municipality.objects.get(name=OWN)  # taken from another, to an own municipality
    with pytest.raises(PermissionDenied):
        office.save_model(request, project, None, True)


def rule(user: User) -> tuple[set[str], bool]:
    return {each.name for each in editable_by(user)}, writes_everywhere(user)


def test_the_rule_of_rows_is_one_for_all(world: None) -> None:
    nobody, own = person("Lezer"), person("Redacteur", OWN)
    everywhere, all_names = (
        person("Publicist", everywhere=True),
        {each.name for each in Municipality.objects.all()},
    )
    assert rule(nobody) == (set(), False)
    assert rule(own) == ({OWN}, False)
    assert rule(everywhere) == (all_names, True)
    assert rule(User.objects.create_superuser("directie")) == (all_names, True)
    for user in (nobody, own, everywhere):
        for municipality in Municipality.objects.filter(name__in=(OWN, OTHER)):
            assert may_write(user, municipality.pk) is (municipality.name in rule(user)[0])
        assert may_write(user, None) is writes_everywhere(user)
        user.is_active = False
        assert rule(user) == (set(), False)
        assert not may_publish(user)


def test_roles_are_made_once_and_can_be_taken_back(db: None) -> None:
    make_roles(apps)
    before = {group.name: group.permissions.count() for group in Group.objects.all()}
    make_roles(apps)
    assert {group.name: group.permissions.count() for group in Group.objects.all()} == before
    assert set(before) == set(ROLES)
    sizes = [before[role] for role in ROLES]
    assert sizes == sorted(sizes)
    drop_roles(apps)
    assert not Group.objects.exists()


def test_the_migration_makes_the_roles(db: None) -> None:
    migration: Any = import_module("wonen.accounts.migrations.0001_squashed_0005_attempt_counts")
    run = [each for each in migration.Migration.operations if isinstance(each, RunPython)]
    assert (make_roles, drop_roles) in [(each.code, each.reverse_code) for each in run]


def test_a_user_that_goes_takes_the_area_along(world: None) -> None:
    person("Redacteur", OWN).delete()
    assert not StaffArea.objects.exists()
