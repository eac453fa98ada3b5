"""Logging in with a browser: a new colleague sets up a phone, logs in with it, and without it."""

from collections.abc import Iterator

import pytest
from django.core.cache import cache
from playwright.sync_api import Page, expect
from pytest_django import Settings

from tests.projects.pages import test_browser
from tests.projects.pages.test_browser import browser, page, site
from tests.support.audits import audit, walk
from tests.support.codes import code_of, next_code
from tests.support.staff import person

__all__ = ["browser", "page", "site"]
pytestmark = test_browser.pytestmark
PASSWORD = "een-lang-wachtwoord"


@pytest.fixture
def colleague(page: Page, settings: Settings) -> Iterator[Page]:
    """A colleague without a phone, where one is asked."""
    settings.SECOND_FACTOR = True
    cache.clear()
    person("Redacteur", "Heerlen", username="ada")
    yield page
    cache.clear()


def with_password(page: Page) -> None:
    page.get_by_label("Gebruikersnaam").fill("ada")
    page.get_by_label("Wachtwoord").fill(PASSWORD)
    page.keyboard.press("Enter")


def with_code(page: Page, code: str) -> None:
    page.get_by_label("Code").fill(code)
    page.keyboard.press("Enter")


def set_up(page: Page) -> tuple[str, list[str]]:
    """Set the phone up; return its secret, and the recovery codes that were shown."""
    expect(page.get_by_role("heading", level=1)).to_have_text("Stel uw tweede stap in")
    secret = page.locator(".key").text_content() or ""
    with_code(page, code_of(secret))
    expect(page.get_by_role("heading", level=1)).to_have_text("Uw herstelcodes")
    return secret, page.locator(".codes code").all_inner_texts()


def log_out(page: Page) -> None:
    page.get_by_role("button", name="Afmelden").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Aanmelden")


def test_a_colleague_sets_up_a_phone_and_logs_in_with_it_and_without_it(colleague: Page) -> None:
    page = colleague
    page.goto("/beheer/projects/project/")
    with_password(page)
    secret, codes = set_up(page)
    with page.expect_download() as kept:
        page.get_by_role("link", name="Bewaar als bestand").click()
    assert kept.value.suggested_filename == "herstelcodes-wonen.txt"
    text = kept.value.path().read_text(encoding="utf-8")
    assert all(code in text for code in codes)
    expect(page.get_by_role("button", name="Druk af")).to_be_visible()
    page.get_by_role("link", name="Ik heb ze bewaard").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Wat wilt u bijwerken?")
    log_out(page)
    with_password(page)
    expect(page.get_by_role("heading", level=1)).to_have_text("Tweede stap")
    with_code(page, "000000")
    expect(page.get_by_text("Deze code klopt niet")).to_be_visible()
    with_code(page, next_code(secret))
    expect(page.get_by_role("button", name="Afmelden")).to_be_visible()
    log_out(page)
    with_password(page)
    with_code(page, codes[0])
    expect(page.get_by_role("button", name="Afmelden")).to_be_visible()


def test_without_the_second_factor_no_page_opens(colleague: Page) -> None:
    page = colleague
    page.goto("/beheer/")
    with_password(page)
    expect(page.get_by_role("heading", level=1)).to_have_text("Stel uw tweede stap in")
    for address in ("/beheer/", "/beheer/projects/project/add/", "/beheer/municipalities/figure/kaart/"):
        page.goto(address)
        expect(page.get_by_role("heading", level=1)).to_have_text("Stel uw tweede stap in")


def test_axe_finds_nothing_on_the_pages_around_log_in(colleague: Page) -> None:
    page = colleague
    found = audit(page, "/beheer/inloggen/")
    with_password(page)
    expect(page.get_by_role("heading", level=1)).to_have_text("Stel uw tweede stap in")
    found += audit(page, "/beheer/tweede-stap/instellen/")
    set_up(page)
    second = ("", "herstelcodes/", "herstelcodes/nieuw/", "weghalen/")
    others = ("/beheer/wachtwoord/", "/beheer/uitloggen/", "/beheer/wachtwoord/geen/")
    for address in (*(f"/beheer/tweede-stap/{each}" for each in second), *others):
        found += audit(page, address)
    log_out(page)
    with_password(page)
    expect(page.get_by_role("heading", level=1)).to_have_text("Tweede stap")
    found += audit(page, "/beheer/inloggen/code/")
    assert not found, "\n".join(found)


def test_nothing_around_log_in_is_wider_than_the_smallest_phone(colleague: Page) -> None:
    page = colleague
    page.set_viewport_size({"width": 320, "height": 640})
    wide = "document.documentElement.scrollWidth"
    page.goto("/beheer/inloggen/")
    assert page.evaluate(wide) <= 320
    with_password(page)
    page.get_by_text("Scannen lukt niet").click()
    assert page.evaluate(wide) <= 320
    page.goto("/beheer/tweede-stap/instellen/")
    set_up(page)
    assert page.evaluate(wide) <= 320


def test_the_keyboard_walks_the_log_in(page: Page, site: str) -> None:
    found = [each for each in walk(page, "/beheer/inloggen/") if "no way past the menu" not in each]
    assert not found, "\n".join(found)
