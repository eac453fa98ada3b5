"""The map in a real browser: by keyboard from north to south, by pointer, and names that fit as reckoned."""

import re

import pytest
from playwright.sync_api import Page, expect

from projects.example import make_examples
from tests.support.chromium import browser
from tests.support.reading import open_site, pytestmark, reader, window

__all__ = ["browser", "open_site", "pytestmark", "reader", "window"]

# What the browser makes of circles and names, in CSS pixels: two names that meet, and those that leave.
COLLISIONS = """() => {
  const edge = document.querySelector('.map-frame').getBoundingClientRect();
  // The box of a text is higher than its letters.
  const names = Array.from(document.querySelectorAll('.map-name'), (name) => {
    const { x, y, width, height } = name.getBoundingClientRect();
    return { words: name.textContent, rect: new DOMRect(x, y + 3, width, height - 6) };
  });
  const meet = (a, b) => a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
  const pairs = names.flatMap((one, place) => names.slice(place + 1).map((other) => [one, other]));
  const words = (name) => name.words;
  return [
    ...pairs.filter(([one, other]) => meet(one.rect, other.rect)).map((pair) => pair.map(words)),
    ...names.filter((name) => name.rect.left < edge.left || name.rect.right > edge.right).map(words),
  ];
}"""


@pytest.fixture(scope="module")
def examples(open_site: str) -> None:
    """Sixty invented projects; tests of municipalities without any stand before those that ask them."""
    make_examples(60)


def test_the_keyboard_goes_from_north_to_south_and_into_a_municipality(reader: Page) -> None:
    reader.goto("/gemeenten/?jaar=2022")
    drawing = reader.get_by_role("group", name="Kaart: woningen per gemeente, van noord naar zuid")
    expect(drawing.get_by_role("link")).to_have_count(31)
    drawing.get_by_role("link", name="Mook en Middelaar: geen projecten").focus()
    reader.keyboard.press("Tab")
    expect(drawing.get_by_role("link", name="Gennep: geen projecten")).to_be_focused()
    reach = drawing.get_by_role("link", name="Gennep: geen projecten").locator(".map-reach")
    expect(reach).to_have_css("stroke-width", "3px")
    heerlen = drawing.get_by_role("link", name=re.compile("^Heerlen: .*[0-9]+ woningen in [0-9]+ projecten"))
    heerlen.focus()
    reader.keyboard.press("Enter")
    expect(reader).to_have_url("/gemeenten/heerlen/?jaar=2022")


def test_a_pointer_chooses_the_circle_or_the_name(reader: Page) -> None:
    reader.goto("/regios/parkstad/?jaar=2022")
    reader.locator(".map-name", has_text="Landgraaf").click()
    expect(reader).to_have_url("/gemeenten/landgraaf/?jaar=2022")
    reader.go_back()
    reader.get_by_role("link", name="Voerendaal: geen projecten").click()
    expect(reader).to_have_url("/gemeenten/voerendaal/?jaar=2022")


@pytest.mark.parametrize("width", [320, 1440])
@pytest.mark.parametrize("address", ["/gemeenten/?jaar=2026", "/regios/zuid-limburg/?jaar=2026"])
def test_names_keep_apart_in_the_letters_of_this_browser(
    reader: Page, width: int, address: str, examples: None
) -> None:
    reader.set_viewport_size({"width": width, "height": 900})
    reader.goto(address)
    assert reader.evaluate(COLLISIONS) == []
    assert reader.evaluate("document.documentElement.scrollWidth") <= width
    # Text stays readable, and each circle is large enough for a finger.
    scale = reader.evaluate("document.querySelector('.map-drawing').getScreenCTM().a")
    assert 12.5 * scale >= 11.9
    for reach in reader.locator(".map-reach").all():
        box = reach.bounding_box()
        assert box
        assert min(box["width"], box["height"]) >= 24


@pytest.mark.parametrize("address", ["/?jaar=2026", "/regios/parkstad/?jaar=2026"])
def test_on_paper_the_map_stands_beside_the_list(reader: Page, address: str, examples: None) -> None:
    reader.set_viewport_size({"width": 1032, "height": 703})  # what A4 on its side leaves
    reader.emulate_media(media="print")
    reader.goto(address)
    part = reader.locator(".map-beside")
    whole, drawing = part.bounding_box(), part.locator(".map").bounding_box()
    beside = part.locator("> *").first.bounding_box()
    assert whole
    assert drawing
    assert beside
    assert drawing["y"] == whole["y"]
    assert beside["x"] + beside["width"] < drawing["x"]
    assert reader.evaluate(COLLISIONS) == []
