"""No page needs anything that the Content-Security-Policy forbids, the back office included."""

import pytest
from django.contrib.auth.models import Group, User
from django.urls import reverse
from playwright.sync_api import Browser, Page, expect

from projects.models import Project
from tests.support.chromium import browser
from tests.support.office_pages import address_of, pages
from tests.support.reading import open_site, pytestmark, reader, window
from tests.support.staff import signed_in
from tests.support.tokens import token_of
from wonen.middleware import POLICY

__all__ = ["browser", "open_site", "pytestmark", "reader", "window"]


@pytest.fixture(scope="module")
def session(open_site: str) -> str:
    """The session of somebody who may do everything; of every table there is a row. The last test ends it."""
    chief = User.objects.create_superuser("beleid", password="een-lang-wachtwoord")
    token_of(chief)
    User.objects.create_user("collega", is_staff=True)
    Group.objects.create(name="Beleid")
    return signed_in(chief).cookies["sessionid"].value


@pytest.fixture
def staff(reader: Page, open_site: str, session: str) -> Page:
    """The window of that person; whatever the browser complains of fails the test."""
    reader.context.add_cookies([{"name": "sessionid", "value": session, "url": open_site}])
    return reader


@pytest.mark.parametrize("name", list(pages()))
def test_no_page_of_the_back_office_breaks_the_policy(staff: Page, name: str) -> None:
    answer = staff.goto(address_of(name))
    assert answer
    assert (answer.status, answer.headers["content-security-policy"]) == (200, POLICY)


def test_the_policy_allows_nothing_inline_and_the_browser_keeps_to_it(
    browser: Browser, open_site: str
) -> None:
    assert POLICY.startswith("default-src 'none'")
    assert "unsafe" not in POLICY
    page = browser.new_page(base_url=open_site)
    with page.expect_console_message(lambda said: "Content Security Policy" in said.text) as complaint:
        page.goto("/toegankelijkheid/")
        page.evaluate("document.querySelector('h1').setAttribute('style', 'color: red')")
    assert complaint.value.type == "error"  # for which every test with the fixture ``page`` fails
    page.close()


def test_what_staff_click_in_the_back_office_keeps_to_the_policy(staff: Page) -> None:
    staff.goto(reverse("admin:municipalities_figure_add"))
    staff.locator(".date-icon").first.click()
    staff.locator(".calendarbox:visible .calendar-shortcuts a").first.click()
    staff.get_by_role("link", name="Vandaag", exact=True).first.click()
    spoorsingel = Project.objects.get(name="Spoorsingel")
    staff.goto(reverse("admin:projects_project_change", args=[spoorsingel.pk]))
    staff.get_by_label("Jaar van start").fill("2031")
    expect(staff.get_by_role("region", name="Wat hieruit volgt")).to_contain_text("Onderzoek")
    staff.get_by_label("Jaar van start").fill("2022")
    staff.locator(".theme-toggle").first.click()
    staff.locator("#toggle-nav-sidebar").click()
    staff.goto(reverse("admin:municipalities_indicator_add"))
    staff.locator(".add-row a").first.click()
    staff.goto(reverse("admin:projects_project_changelist"))
    staff.locator("#action-toggle").check()
    staff.get_by_role("button", name="Afmelden").click()
    expect(staff.get_by_role("heading", level=1)).to_be_visible()
