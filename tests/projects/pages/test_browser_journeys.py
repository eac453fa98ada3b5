"""Whole journeys from the first page on: an official who prepares a meeting, a resident on a phone."""

import re
from pathlib import Path

import pytest
from openpyxl import load_workbook
from playwright.sync_api import Browser, Page, expect

from tests.support.chromium import browser
from tests.support.pace import slowed
from tests.support.reading import open_site, pytestmark, reader, window

__all__ = ["browser", "open_site", "pytestmark", "reader", "window"]


def test_an_official_goes_from_heerlen_to_the_file_and_shares_the_choice(
    reader: Page,
    browser: Browser,
    open_site: str,
    tmp_path: Path,
) -> None:
    reader.goto("/")
    reader.get_by_role("link", name=re.compile("^Heerlen: ")).focus()  # on the map
    reader.keyboard.press("Enter")
    reader.get_by_role("navigation", name="Jaar").get_by_role("link", name="2022").click()
    expect(reader.get_by_role("heading", level=1)).to_have_text("Heerlen 2022")
    reader.get_by_text("Kies welke projecten meetellen").click()
    reader.get_by_label("BAT-score minstens").select_option("2")
    chip = reader.get_by_role("link", name="Verwijder BAT-score minstens: 2")
    expect(chip).to_be_visible()
    expect(reader.get_by_role("table", name="Onderzoek")).to_have_count(0)

    reader.get_by_role("link", name=re.compile("^Toon de lijst van")).click()
    expect(reader.get_by_role("heading", level=1)).to_have_text("3 projecten")
    shown = reader.locator("main table").get_by_role("rowheader").all_text_contents()
    shared = reader.url
    reader.get_by_role("link", name="Burg Gijzelslaan").click()
    reader.get_by_role("link", name=re.compile("Terug naar de projecten van uw keuze")).click()
    expect(reader).to_have_url(shared)
    reader.go_back()
    reader.go_back()
    expect(reader).to_have_url(shared)

    with reader.expect_download() as downloading:
        reader.get_by_role("link", name="Excel (XLSX)").click()
    file = tmp_path / "projecten.xlsx"
    downloading.value.save_as(file)
    book = load_workbook(file)
    headers, *rows = book["Projecten"].iter_rows(values_only=True)
    assert [row[headers.index("Naam")] for row in rows] == shown

    colleague = slowed(browser.new_context(base_url=open_site, java_script_enabled=False).new_page())
    colleague.goto(shared)
    assert colleague.locator("main table").get_by_role("rowheader").all_text_contents() == shown
    colleague.context.close()


@pytest.mark.parametrize("typed", ["Burg Gijselslaan", "gijzelslaan heerlen"])
def test_a_resident_on_a_phone_finds_the_street_despite_a_mistake(reader: Page, typed: str) -> None:
    reader.set_viewport_size({"width": 360, "height": 740})
    reader.goto("/")
    reader.get_by_role("link", name="Projecten", exact=True).click()
    reader.get_by_label("Naam of plaats").fill(typed)
    reader.keyboard.press("Enter")
    expect(reader.get_by_role("heading", level=1)).to_have_text("1 project")
    reader.get_by_role("link", name="Burg Gijzelslaan").click()
    expect(reader.get_by_role("heading", level=1)).to_have_text("Burg Gijzelslaan")
    expect(reader.get_by_text("24 woningen", exact=True).first).to_be_visible()
    reader.go_back()
    expect(reader.get_by_role("textbox", name="Naam of plaats")).to_have_value(typed)
    assert reader.evaluate("document.documentElement.scrollWidth") <= 360
