"""The words of the back office: Dutch on every page, and right for every table."""

import re
from typing import Any

import pytest
from django.contrib.auth.models import Group, User
from django.test import Client
from django.urls import reverse

from projects.models import HousingType, Project
from tests.support.office_pages import office_pages
from tests.support.staff import person, signed_in
from tests.support.tokens import token_of
from tests.wonen.office.test_admin import ADD, form

ENGLISH = re.compile(
    r"After you.ve created|Single Sign-On|"
    r"\b(?:LDAP|SSO)\b|Model name|Add link|Change or view|\w object \(\d+\)"
)


@pytest.fixture
def office(admin_client: Client, brochure: dict[str, Any]) -> Client:
    token_of(User.objects.get())
    User.objects.create_user("collega", is_staff=True).groups.add(Group.objects.create(name="Beleid"))
    return admin_client


def test_no_page_of_the_back_office_speaks_english(office: Client) -> None:
    found = {}
    for address in office_pages():
        page = office.get(address, follow=True).content.decode()
        if words := set(ENGLISH.findall(page)):
            found[address] = words
    assert not found


def test_removing_says_by_name_which_choices_go_along(
    office: Client, django_assert_max_num_queries: Any
) -> None:
    project = Project.objects.get(name="Spoorsingel")
    kinds = list(HousingType.objects.all()[:4])
    project.housing_types.set(kinds)
    with django_assert_max_num_queries(60):
        page = office.get(reverse("admin:projects_project_delete", args=[project.pk])).content.decode()
    for kind in kinds:
        assert f"Woningtypen van vastgoedprojecten: {project}, {kind}" in page
    assert "relatie" not in page


def test_what_was_saved_is_told_without_an_article(office: Client) -> None:
    """Django says *de* of every table: 'De vastgoedproject'."""
    page = office.post(ADD, form(), follow=True).content.decode()
    assert "Nieuw project</a>\u2019 is met succes toegevoegd." in page
    assert "De vastgoedproject" not in page
    group = {"name": "<b>Toezicht</b>"}
    made = office.post(reverse("admin:auth_group_add"), group, follow=True).content.decode()
    assert re.search(r'>\W<a href="[^"]+">&lt;b&gt;Toezicht&lt;/b&gt;</a>\W is met succes toegevoegd', made)


def test_a_user_that_is_only_shown_is_shown_in_the_words_of_the_form(world: None) -> None:
    chief = User.objects.create_superuser("directie", password="een-lang-wachtwoord")
    client = signed_in(person("Beheerder", "Heerlen"))
    page = client.get(reverse("admin:auth_user_change", args=[chief.pk])).content.decode()
    page = page.partition('<div id="content-main">')[2]
    for label in ("Kan zich aanmelden", "Mag in het beheer", "Mag alles", "Rollen", "Mag wijzigen in"):
        assert f"<label>{label}:</label>" in page
    for word in ("Stafstatus", "Supergebruikerstatus", "nergens", "algoritme", 'type="checkbox"'):
        assert word not in page, word
    assert "alle gemeenten" in page


def test_no_page_shows_how_a_password_is_kept(office: Client) -> None:
    colleague = person("Lezer")
    page = office.get(reverse("admin:auth_user_change", args=[colleague.pk])).content.decode()
    assert "algoritme" not in page
    assert "Ingesteld" in page
    colleague.set_unusable_password()
    colleague.save()
    page = office.get(reverse("admin:auth_user_change", args=[colleague.pk])).content.decode()
    assert "Niet ingesteld" in page
