"""The pages of tokens with a browser: made, found and revoked; axe, keyboard, phone, large letters."""

import re

import pytest
from playwright.sync_api import Browser, Page, expect

from municipalities.access.tokens import State
from municipalities.models import ApiToken
from tests.projects.pages import test_browser
from tests.projects.pages.test_browser import browser, page, site
from tests.support.audits import audit, audit_shown, lost, walk
from tests.support.staff import person, signed_in
from tests.support.tokens import bearer, token_of

__all__ = ["browser", "page", "site"]
pytestmark = test_browser.pytestmark
TOKENS = "/beheer/municipalities/apitoken/"


@pytest.fixture
def officer(browser: Browser, page: Page, site: str) -> Page:
    """A policy officer who has signed in, may write in Heerlen and has a token that ends soon."""
    user = person("Redacteur", "Heerlen", username="ada")
    token_of(user, days=3)
    session = signed_in(user).cookies["sessionid"].value
    page.context.add_cookies([{"name": "sessionid", "value": session, "url": site}])
    return page


def made(page: Page) -> str:
    """Make a token for a supplier; return its secret."""
    page.goto(f"{TOKENS}add/")
    page.get_by_label("Waarvoor").fill("Leverancier")
    page.get_by_label("lezen en schrijven").check()
    page.get_by_label("Heerlen").check()
    page.get_by_role("button", name="Maak het token").click()
    expect(page.get_by_role("heading", level=1, name="Uw token is gemaakt")).to_be_visible()
    return page.get_by_label("Token", exact=True).input_value()


def pages() -> list[str]:
    key = ApiToken.objects.get(name="Proef 0").pk
    own = (f"{TOKENS}{key}/{each}/" for each in ("change", "intrekken"))
    return [TOKENS, f"{TOKENS}?q=bestaat-niet", f"{TOKENS}add/", *own]


def test_a_token_is_made_found_and_revoked(officer: Page) -> None:
    page = officer
    secret = made(page)
    assert bearer(secret).get("/api/v1/gemeenten").status_code == 200
    expect(page.get_by_label("Proberen of het werkt")).to_have_value(re.compile(secret))
    page.get_by_role("link", name="Ik heb het bewaard").click()
    expect(page.get_by_text("geldig, verloopt over 3 dagen")).to_be_visible()
    page.get_by_role("link", name="Leverancier").click()
    page.get_by_role("link", name="Trek in").click()
    expect(page.get_by_text("kan niet opnieuw geldig worden")).to_be_visible()
    page.get_by_role("button", name="Trek in").click()
    expect(page.get_by_text("Het token is ingetrokken.")).to_be_visible()
    assert ApiToken.objects.get(name="Leverancier").state == State.REVOKED
    assert bearer(secret).get("/api/v1/gemeenten").status_code == 401


def test_an_empty_form_says_what_to_fill_in_beside_the_field(officer: Page) -> None:
    officer.goto(f"{TOKENS}add/")
    officer.get_by_role("button", name="Maak het token").click()
    expect(officer.locator(".field-name .errorlist")).to_contain_text("Vul in welk programma")


def test_axe_finds_nothing_on_the_pages_of_tokens(officer: Page) -> None:
    found = [each for address in pages() for each in audit(officer, address)]
    made(officer)
    found += audit_shown(officer, "the secret")
    assert not found, "\n".join(found)


def test_the_keyboard_walks_the_pages_of_tokens(officer: Page) -> None:
    """Of a group of radio buttons Tab finds the chosen one; the first field has the focus already."""
    known = (
        "no way past the menu",
        'not reached: <input type="radio"',
        'no sign of focus: <input type="text" name="name"',
    )
    found = [each for address in pages() for each in walk(officer, address)]
    wrong = [each for each in found if not any(part in each for part in known)]
    assert not wrong, "\n".join(wrong)
    officer.goto(TOKENS)
    officer.keyboard.press("Tab")
    expect(officer.get_by_role("link", name="Naar hoofdinhoud")).to_be_focused()


def test_nothing_of_tokens_is_wider_than_the_smallest_phone(officer: Page) -> None:
    officer.set_viewport_size({"width": 320, "height": 640})
    wide = "document.documentElement.scrollWidth"
    for address in pages():
        officer.goto(address)
        assert officer.evaluate(wide) <= 320, address
    made(officer)
    assert officer.evaluate(wide) <= 320


def test_letters_of_twice_the_size_lose_nothing_on_the_pages_of_tokens(officer: Page) -> None:
    officer.set_viewport_size({"width": 1280, "height": 900})
    officer.context.new_cdp_session(officer).send("Page.setFontSizes", {"fontSizes": {"standard": 32}})
    wrong = []
    for address in pages():
        officer.goto(address)
        wrong += [f"{address}: {each}" for each in lost(officer)]
    made(officer)
    wrong += lost(officer)
    wrong = [each for each in wrong if "visually-hidden" not in each]  # for who listens to the page
    assert not wrong, "\n".join(wrong)
