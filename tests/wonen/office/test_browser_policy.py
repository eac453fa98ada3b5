"""No page needs anything that the Content-Security-Policy forbids, the back office included."""

from collections.abc import Iterator

import pytest
from django.contrib import admin
from django.contrib.auth.models import Group, User
from django.urls import reverse
from playwright.sync_api import Browser, Page, expect

from municipalities.models import ApiToken
from offers.models import Offer
from projects.models import Project
from tests.projects.pages import test_browser
from tests.projects.pages.test_browser import browser, enter, page, site
from tests.support.tokens import token_of
from wonen.history.entries import HistoryEntry
from wonen.middleware import POLICY

__all__ = ["browser", "page", "site"]
pytestmark = test_browser.pytestmark
LAST = {ApiToken: "revoke", Offer: "publish"}  # of these a row is not removed


@pytest.fixture
def staff(page: Page, site: str) -> Page:
    """Somebody who may do everything; whatever the browser complains of fails the test."""
    chief = User.objects.create_superuser("beleid", password="een-lang-wachtwoord")
    token_of(chief)
    User.objects.create_user("collega", is_staff=True)
    Group.objects.create(name="Beleid")
    enter(page, site, chief)
    return page


def office_pages() -> Iterator[str]:
    """Yield the addresses of the back office: of every model its list and forms, then what is our own."""
    yield reverse("admin:index")
    yield reverse("admin:password_change")
    for model in admin.site._registry:
        base = f"admin:{model._meta.app_label}_{model._meta.model_name}"
        yield reverse("admin:app_list", args=[model._meta.app_label])
        yield reverse(f"{base}_changelist")
        yield reverse(f"{base}_add")
        found = model._default_manager.last()  # not oneself, and no role that is fixed
        assert found, f"no row of {model} to visit"
        names = ("change", "history", LAST.get(model, "delete"))
        yield from (reverse(f"{base}_{name}", args=[found.pk]) for name in names)
    yield reverse("history")
    newest = HistoryEntry.objects.newest_first()[0].pk
    yield from (reverse(f"history-{name}", args=[newest]) for name in ("entry", "undo"))
    for name in ("card", "template", "upload"):
        yield reverse(f"admin:municipalities_figure_{name}")
    for name in ("todo", "bulk", "sheet", "spreadsheet"):
        yield reverse(f"admin:projects_project_{name}")
    yield reverse("admin:projects_project_split", args=[Project.objects.earliest("pk").pk])
    yield reverse("admin:municipalities_figure_card") + "?gebied=GM0917&jaar=2022"


def test_no_page_of_the_back_office_breaks_the_policy(staff: Page) -> None:
    for address in office_pages():
        answer = staff.goto(address)
        assert answer
        assert (answer.status, answer.headers["content-security-policy"]) == (200, POLICY), address


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


def test_the_policy_allows_nothing_inline_and_the_browser_keeps_to_it(browser: Browser, site: str) -> None:
    assert POLICY.startswith("default-src 'none'")
    assert "unsafe" not in POLICY
    page = browser.new_page(base_url=site)
    with page.expect_console_message(lambda said: "Content Security Policy" in said.text) as complaint:
        page.goto("/toegankelijkheid/")
        page.evaluate("document.querySelector('h1').setAttribute('style', 'color: red')")
    assert complaint.value.type == "error"  # for which every test with the fixture ``page`` fails
    page.close()
