"""Journeys in a real browser over the comparison and the ranking: by keyboard, and on the smallest phone."""

from typing import Literal

import pytest
from playwright.sync_api import Page, expect

from municipalities.models import Figure, Indicator
from tests.projects.pages.test_browser import browser, page, pytestmark, site  # noqa: F401 - fixtures, and when to skip
from tests.projects.pages.test_compare import figure
from wonen.dutch.periods import Period

EVERYTHING = "/vergelijken/?" + "&".join(
    [f"gemeente=GM0{number}" for number in (917, 928, 981, 882, 899, 983)]
    + [f"kengetal={code}" for code in ("gemiddelde-zoekduur", "huurprijsklassen", "vastgoed-naar-type")]
)
PAGES = [
    "/vergelijken/",
    EVERYTHING,
    "/vergelijken/?gemeente=GM9999&jaar=abc&peildatum=nu",
    "/vergelijken/ranglijst/?kengetal=huurprijsklassen",
]


def test_two_municipalities_are_compared_by_keyboard_and_the_choice_stays(page: Page) -> None:  # noqa: F811
    search = Indicator.objects.get(code="gemiddelde-zoekduur")
    figure(search, "Kerkrade", 2, period=Period.of_year(2019))
    page.goto("/")
    page.get_by_role("link", name="Vergelijken").press("Enter")
    page.get_by_label("Gemeente 1").focus()
    page.keyboard.type("Kerk")
    page.keyboard.press("Tab")
    page.keyboard.type("Heer")
    for _ in range(5):
        page.keyboard.press("Tab")
    expect(page.get_by_label("Gemiddelde zoekduur")).to_be_focused()
    page.keyboard.press("Space")
    page.get_by_role("button", name="Vergelijk").press("Enter")

    chosen = "/vergelijken/?gemeente=GM0928&gemeente=GM0917&kengetal=gemiddelde-zoekduur"
    for _ in range(2):
        expect(page).to_have_url(page.url.split("/vergelijken")[0] + chosen)
        table = page.get_by_role("table", name="Kengetallen")
        expect(table.get_by_role("columnheader")).to_have_text(["Kengetal", "Kerkrade", "Heerlen"])
        row = table.get_by_role("row", name="Gemiddelde zoekduur")
        expect(row.get_by_role("cell")).to_have_text(["2 jaar 2019", "1,2 jaar 2020"])
        expect(row.get_by_text("Let op: verschillende perioden")).to_be_visible()
        page.reload()
    page.get_by_role("link", name="Gemiddelde zoekduur").press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Gemiddelde zoekduur")
    page.go_back()
    expect(page.get_by_role("table", name="Kengetallen")).to_be_visible()
    page.get_by_text("Kies gemeenten en kengetallen").click()
    expect(page.get_by_label("Gemeente 1")).to_have_value("GM0928")
    expect(page.get_by_label("Gemiddelde zoekduur")).to_be_checked()
    page.go_back()
    expect(page.get_by_text("Zet hoogstens zes gemeenten naast elkaar")).to_be_visible()


@pytest.mark.parametrize("width", [320, 800])
@pytest.mark.parametrize("address", PAGES)
def test_no_page_scrolls_sideways(page: Page, address: str, width: int) -> None:  # noqa: F811
    page.set_viewport_size({"width": width, "height": 640})
    page.goto(address)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    expect(page.get_by_role("heading", level=1)).to_be_visible()


@pytest.mark.parametrize("media", ["screen", "print"])
@pytest.mark.parametrize(
    ("address", "remarks"),
    [
        ("/vergelijken/?gemeente=GM0917&kengetal=gemiddelde-zoekduur", ".remarks li"),
        ("/vergelijken/ranglijst/?kengetal=gemiddelde-zoekduur", ".note"),
        ("/vergelijken/ranglijst/?kengetal=mutatiegraad", ".unread li"),
        ("/regios/parkstad/", ".note"),
        ("/gemeenten/heerlen/kaart/", ".notes li"),
    ],
)
def test_a_remark_of_one_long_word_stays_within_its_place(
    page: Page,  # noqa: F811
    address: str,
    remarks: str,
    media: Literal["screen", "print"],
) -> None:
    word = "x" * 2000
    Figure.objects.update(note=word)
    gone = Indicator.objects.get(code="mutatiegraad")
    figure(gone, "Vaals", None, period=Period.of_year(2020), status="onleesbaar", note=word)
    page.set_viewport_size({"width": 320, "height": 640})
    page.emulate_media(media=media)
    page.goto(address)
    if remarks == ".notes li" and media == "screen":
        page.locator(".note-mark").first.click()
    shown = page.locator(remarks).filter(has_text=word, visible=True)
    expect(shown.first).to_be_visible()
    assert shown.evaluate_all("found => found.every(each => each.scrollWidth <= each.clientWidth)")
    if media == "screen":
        assert page.evaluate("document.documentElement.scrollWidth") <= 320


def test_on_a_phone_each_figure_names_its_municipality(page: Page) -> None:  # noqa: F811
    page.set_viewport_size({"width": 360, "height": 740})
    page.goto(EVERYTHING)
    row = page.get_by_role("row", name="Gemiddelde zoekduur")
    expect(row.get_by_role("cell")).to_have_count(6)
    heading = row.get_by_role("cell").first.evaluate("cell => getComputedStyle(cell, '::before').content")
    assert heading == '"Heerlen"'
