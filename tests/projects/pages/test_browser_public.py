"""What holds for every public page: nothing that axe finds, all of it by keyboard, small, large and plain."""

from collections.abc import Iterator

import pytest
from django.core.management import call_command
from playwright.sync_api import Browser, Page

from tests.support.audits import ALL_RULES, AUDIT, AXE, COLOUR_RULES, audit_shown, lost, walk_shown
from tests.support.chromium import browser
from tests.support.pace import slowed
from tests.support.public_pages import INVENTED, PAGES, REAL, public_page
from tests.support.reading import open_site, pytestmark, reader, window
from wonen.middleware import POLICY

__all__ = ["browser", "open_site", "pytestmark", "reader", "window"]


@pytest.fixture(scope="module")
def whole_site(open_site: str) -> str:
    """A site with invented projects beside the brochure: marks and page numbers show."""
    call_command("example", 60, verbosity=0)
    return open_site


@pytest.fixture(scope="module", params=[*PAGES, REAL, INVENTED])
def address(request: pytest.FixtureRequest, whole_site: str) -> str:
    """The address of every public page in turn, for all tests before the next."""
    return public_page(request.param)


@pytest.fixture(scope="module")
def opened(address: str, window: tuple[Page, list[str]]) -> tuple[str, list[str]]:
    """Open the page, once for all tests; return its policy, and what the browser complained of."""
    page, complaints = window
    complaints.clear()
    answer = page.goto(address)
    assert answer
    return answer.headers["content-security-policy"], [*complaints]


@pytest.fixture
def shown(reader: Page, opened: tuple[str, list[str]]) -> Page:
    """The window with the page in it; a test leaves the page as it found it."""
    reader.evaluate("scrollTo(0, 0)")
    return reader


@pytest.fixture(scope="module")
def without_script(browser: Browser, open_site: str) -> Iterator[Page]:
    context = browser.new_context(base_url=open_site, java_script_enabled=False)
    yield slowed(context.new_page())
    context.close()


def test_no_public_page_breaks_the_policy(opened: tuple[str, list[str]]) -> None:
    assert opened == (POLICY, [])


def test_the_keyboard_walks_the_page_from_the_top_to_the_end(shown: Page, address: str) -> None:
    shown.set_viewport_size({"width": 1280, "height": 900})
    found = walk_shown(shown, address)
    assert not found, "\n".join(found)


def test_no_page_scrolls_sideways_on_the_smallest_phone(shown: Page, address: str) -> None:
    shown.set_viewport_size({"width": 320, "height": 640})
    assert shown.evaluate("document.documentElement.scrollWidth") <= 320, address
    assert shown.get_by_role("heading", level=1).is_visible(), address


def test_letters_of_twice_the_size_lose_nothing(shown: Page, address: str) -> None:
    """As the browser's setting, in which the layout takes part, and as a style of the visitor's own."""
    shown.set_viewport_size({"width": 1280, "height": 900})
    settings = shown.context.new_cdp_session(shown)
    settings.send("Page.setFontSizes", {"fontSizes": {"standard": 32}})
    size = shown.evaluate("getComputedStyle(document.documentElement).fontSize")
    wrong = [f"{address} by setting: {each}" for each in lost(shown)]
    settings.send("Page.setFontSizes", {"fontSizes": {"standard": 16}})
    settings.detach()
    shown.evaluate("document.documentElement.style.fontSize = '200%'")
    wrong += [f"{address} by style: {each}" for each in lost(shown)]
    shown.evaluate("document.documentElement.style.fontSize = ''")
    assert size == "32px"
    assert not wrong, "\n".join(wrong)


def test_axe_finds_nothing_light_and_dark_small_and_large(shown: Page, address: str) -> None:
    found = audit_shown(shown, address)
    assert not found, "\n".join(found)


def test_without_javascript_the_page_says_the_same_in_its_tables(without_script: Page, address: str) -> None:
    without_script.goto(address)
    assert without_script.get_by_role("heading", level=1).is_visible(), address
    tables = without_script.locator("main table:not(details table)")
    assert all(each.is_visible() for each in tables.all()), address


def test_axe_would_find_what_is_wrong(reader: Page, whole_site: str) -> None:
    reader.goto(PAGES[0])
    reader.evaluate(AXE)
    reader.evaluate("document.querySelector('main').append(new Image())")
    reader.emulate_media(color_scheme="dark", reduced_motion="reduce")
    reader.evaluate("document.querySelector('h1').style.color = '#332b28'")
    assert {"color-contrast: h1", "image-alt: #inhoud > img"} <= set(reader.evaluate(AUDIT, ALL_RULES))
    assert reader.evaluate(AUDIT, COLOUR_RULES) == ["color-contrast: h1"]
