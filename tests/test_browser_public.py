"""What holds for every public page: nothing that axe finds, all of it by keyboard, small, large and plain."""

from collections.abc import Iterator
from importlib.resources import files
from typing import Any, Literal

import pytest
from django.core.management import call_command
from django.db.models import Value
from django.db.models.functions import Concat
from playwright.sync_api import Browser, Page

from projects.models import Project, RentClass
from tests import test_browser
from tests.pace import open_page, slowed
from tests.public_pages import public_pages
from tests.test_browser import browser, site

__all__ = ["browser", "site"]
pytestmark = test_browser.pytestmark

AXE = (files("axe_playwright_python") / "axe.min.js").read_text(encoding="utf-8")
ALL_RULES = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa", "best-practice"],
    "rules": {"target-size": {"enabled": True}},
    "resultTypes": ["violations"],
    "preload": False,
}
# All that may differ in the dark.
COLOUR_RULES = {
    "runOnly": ["color-contrast", "link-in-text-block"],
    "resultTypes": ["violations"],
    "preload": False,
}
MODES: tuple[tuple[Literal["light", "dark"], dict[str, Any]], ...] = (
    ("light", ALL_RULES),
    ("dark", COLOUR_RULES),
)
AUDIT = """async options => {
  document.querySelectorAll("details").forEach(each => { each.open = true; });
  const found = await axe.run(document, options);
  const places = each => each.nodes.map(node => node.target.join(" ")).join(", ");
  return found.violations.map(each => `${each.id}: ${places(each)}`);
}"""
# What a visitor cannot get at: text that is cut off by its box, or runs out of it over its neighbour.
LOST_TEXT = """() => {
  const clips = each => getComputedStyle(each).clipPath !== "none";
  const clipped = each => !!each && (clips(each) || clipped(each.parentElement));
  const unseen = each => each.closest(".skip") || clipped(each) || !each.checkVisibility();
  const speaks = each => [...each.childNodes].some(node => node.nodeType === 3 && node.data.trim());
  const scrolls = each => ["auto", "scroll"].includes(getComputedStyle(each).overflowX);
  return [...document.querySelectorAll("body *:not(svg *, option)")]
    .filter(each => speaks(each) && !unseen(each) && !scrolls(each))
    .filter(each => each.clientWidth > 0 && each.scrollWidth > each.clientWidth + 1)
    .map(each => `${each.tagName} ${each.className} "${each.textContent.trim().slice(0, 40)}"`);
}"""
# Every stop of the Tab key, with what it looks like as long as it has no focus.
STOPS = """() => {
  const looks = each => [each, ...each.querySelectorAll("*")].slice(0, 20).map(part => {
    const style = getComputedStyle(part);
    return [style.outline, style.boxShadow, style.stroke, style.strokeWidth, style.inset].join();
  }).join();
  const focusable = "a[href], button, input, select, textarea, summary, [tabindex]";
  const reachable = each => each.tabIndex >= 0 && !each.disabled && each.type !== "hidden"
    && each.checkVisibility({visibilityProperty: true, contentVisibilityAuto: true});
  window.stops = [...document.querySelectorAll(focusable)].filter(reachable);
  window.before = new Map(window.stops.map(each => [each, looks(each)]));
  window.looks = looks;
  document.body.tabIndex = -1;  // begin at the top, also where a page puts the focus on its message
  document.body.focus();
  document.body.removeAttribute("tabindex");
  return window.stops.map(each => each.outerHTML.slice(0, 80));
}"""
STOP = """() => {
  const now = document.activeElement;
  if (now === document.body) return null;
  now.scrollIntoView({block: "nearest"});
  const box = now.getClientRects()[0] || now.getBoundingClientRect();
  const middle = (from, size, room) => (Math.max(from, 0) + Math.min(from + size, room)) / 2;
  const x = middle(box.x, box.width, innerWidth), y = middle(box.y, box.height, innerHeight);
  const hit = document.elementFromPoint(x, y);
  return {
    place: window.stops.indexOf(now),
    shown: box.width > 1 && box.height > 1 && !!hit && (now.contains(hit) || hit.contains(now)),
    marked: window.looks(now) !== window.before.get(now),
    html: now.outerHTML.slice(0, 80),
  };
}"""


@pytest.fixture
def pages(site: str) -> list[str]:
    """Every public page of a site with invented projects beside the brochure: marks and page numbers show."""
    call_command("example", 60, verbosity=0)
    return public_pages()


@pytest.fixture
def visit(browser: Browser, site: str) -> Iterator[Page]:
    context = browser.new_context(base_url=site, locale="nl-NL")
    yield open_page(context)
    context.close()


def audit(page: Page, address: str) -> list[str]:
    """Return what axe finds, light and dark, on a phone and on a desk, with everything folded out."""
    page.goto(address)
    return audit_shown(page, address)


def audit_shown(page: Page, address: str) -> list[str]:
    """The same, of the page that stands there: for one that no address leads to."""
    page.evaluate(AXE)  # from outside the page: its strict policy stays on
    found = []
    for scheme, rules in MODES:
        page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
        for width in (360, 1440):
            page.set_viewport_size({"width": width, "height": 900})
            found += [f"{address} {scheme} {width}: {each}" for each in page.evaluate(AUDIT, rules)]
    return found


def test_axe_finds_nothing_on_any_page_light_and_dark_small_and_large(visit: Page, pages: list[str]) -> None:
    found = [each for address in pages for each in audit(visit, address)]
    assert not found, "\n".join(found)


def test_axe_would_find_what_is_wrong(visit: Page, pages: list[str]) -> None:
    visit.goto(pages[0])
    visit.evaluate(AXE)
    visit.evaluate("document.querySelector('main').append(new Image())")
    visit.emulate_media(color_scheme="dark", reduced_motion="reduce")
    visit.evaluate("document.querySelector('h1').style.color = '#332b28'")
    assert {"color-contrast: h1", "image-alt: #inhoud > img"} <= set(visit.evaluate(AUDIT, ALL_RULES))
    assert visit.evaluate(AUDIT, COLOUR_RULES) == ["color-contrast: h1"]


def walk(page: Page, address: str) -> list[str]:
    """Press Tab from the top to the end; return what is skipped, hidden, unmarked or out of order."""
    page.goto(address)
    stops = page.evaluate(STOPS)
    seen: list[dict[str, Any]] = []
    while len(seen) < len(stops) + 20:
        page.keyboard.press("Tab")
        stop = page.evaluate(STOP)
        if stop is None or (seen and stop["place"] == seen[0]["place"]):
            break
        seen.append(stop)
    places = [stop["place"] for stop in seen if stop["place"] >= 0]
    wrong = [f"{address} not reached: {html}" for place, html in enumerate(stops) if place not in places]
    wrong += [f"{address} hidden: {stop['html']}" for stop in seen if not stop["shown"]]
    wrong += [f"{address} no sign of focus: {stop['html']}" for stop in seen if not stop["marked"]]
    if places != sorted(places):
        wrong.append(f"{address} out of order: {places}")
    if 'href="#inhoud"' not in seen[0]["html"] or page.locator("main#inhoud[tabindex='-1']").count() != 1:
        wrong.append(f"{address} has no way past the menu: {seen[0]['html']}")
    return wrong


def test_the_keyboard_walks_every_page_from_the_top_to_the_end(visit: Page, pages: list[str]) -> None:
    visit.set_viewport_size({"width": 1280, "height": 900})
    found = [each for address in pages for each in walk(visit, address)]
    assert not found, "\n".join(found)


def test_no_page_scrolls_sideways_on_the_smallest_phone(visit: Page, pages: list[str]) -> None:
    visit.set_viewport_size({"width": 320, "height": 640})
    for address in pages:
        visit.goto(address)
        assert visit.evaluate("document.documentElement.scrollWidth") <= 320, address
        assert visit.get_by_role("heading", level=1).is_visible(), address


def lost(page: Page) -> list[str]:
    if page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth"):
        return ["scrolls sideways"]
    return list(page.evaluate(LOST_TEXT))


def test_one_long_word_in_whatever_staff_type_makes_no_page_scroll(visit: Page, pages: list[str]) -> None:
    project = Project.objects.get(name="Burg Gijzelslaan")
    long_word = "w" * 80
    Project.objects.filter(pk=project.pk).update(
        name=long_word, place=long_word, note=long_word, source=long_word
    )
    RentClass.objects.update(label=Concat("label", Value("w" * 40)))
    for width in (320, 1280):
        visit.set_viewport_size({"width": width, "height": 640})
        for address in (
            project.get_absolute_url(),
            f"/projecten/?zoek={long_word}",
            "/gemeenten/heerlen/?jaar=2022",
        ):
            visit.goto(address)
            assert visit.evaluate("document.documentElement.scrollWidth") <= width, (address, width)


def test_letters_of_twice_the_size_lose_nothing(visit: Page, pages: list[str]) -> None:
    """As the browser's setting, in which the layout takes part, and as a style of the visitor's own."""
    visit.set_viewport_size({"width": 1280, "height": 900})
    wrong = []
    settings = visit.context.new_cdp_session(visit)
    for address in pages:
        settings.send("Page.setFontSizes", {"fontSizes": {"standard": 32}})
        visit.goto(address)
        assert visit.evaluate("getComputedStyle(document.documentElement).fontSize") == "32px"
        wrong += [f"{address} by setting: {each}" for each in lost(visit)]
        settings.send("Page.setFontSizes", {"fontSizes": {"standard": 16}})
        visit.evaluate("document.documentElement.style.fontSize = '200%'")
        wrong += [f"{address} by style: {each}" for each in lost(visit)]
    assert not wrong, "\n".join(wrong)


def test_without_javascript_every_page_says_the_same_in_its_tables(
    browser: Browser, site: str, pages: list[str]
) -> None:
    context = browser.new_context(base_url=site, java_script_enabled=False)
    page = slowed(context.new_page())
    for address in pages:
        page.goto(address)
        assert page.get_by_role("heading", level=1).is_visible(), address
        tables = page.locator("main table:not(details table)")
        assert all(each.is_visible() for each in tables.all()), address
    context.close()
