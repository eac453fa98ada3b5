"""A journey in a real browser: an official filters, downloads the workbook and finds what the page shows."""

import re
from pathlib import Path

from openpyxl import load_workbook
from playwright.sync_api import Page, expect

from tests.support.chromium import browser
from tests.support.reading import open_site, pytestmark, reader, window

__all__ = ["browser", "open_site", "pytestmark", "reader", "window"]


def choose(page: Page, name: str, value: str) -> None:
    """Set a field of the choice by the name of its parameter, whatever kind of field it is."""
    field = page.locator(f"main [name={name}]")
    if field.evaluate("field => field.tagName") == "SELECT":
        field.select_option(value)
    else:
        field.fill(value)


def test_an_official_downloads_the_filtered_projects_and_opens_them_in_excel(
    reader: Page,
    tmp_path: Path,
) -> None:
    reader.goto("/projecten/")
    choose(reader, "gemeente", "GM0917")
    choose(reader, "jaar", "2022")
    choose(reader, "batVanaf", "2")
    reader.locator("form[data-choose] [name=jaar]").press("Enter")
    expect(reader).to_have_url(re.compile("batVanaf=2"))
    expect(reader.get_by_text("als bestand, met uw keuze erin")).to_be_visible()
    shown = reader.locator("main table").get_by_role("rowheader").all_text_contents()

    with reader.expect_download() as downloading:
        reader.get_by_role("link", name="Excel (XLSX)").click()
    assert downloading.value.suggested_filename == "projecten-heerlen-2022-bat-score-minstens-2.xlsx"
    file = tmp_path / "projecten.xlsx"
    downloading.value.save_as(file)
    book = load_workbook(file)
    headers, *rows = book["Projecten"].iter_rows(values_only=True)
    assert [row[headers.index("Naam")] for row in rows] == shown
    assert "Spoorsingel" in shown
    assert {row[headers.index("Gemeente")] for row in rows} == {"Heerlen"}
    told = {row[0]: row[1] for row in book["Over dit bestand"].iter_rows(values_only=True)}
    assert "Gemeente: Heerlen" in str(told["Gekozen"])


def test_every_kind_of_file_is_one_link_away(reader: Page) -> None:
    reader.goto("/projecten/?jaar=2022")
    for name, ending in (("CSV", "csv"), ("JSON voor", "json"), ("GeoJSON", "geojson")):
        with reader.expect_download() as downloading:
            reader.get_by_role("link", name=re.compile(f"^{name}")).click()
        assert downloading.value.suggested_filename == f"projecten-2022.{ending}"
        assert downloading.value.path().stat().st_size > 1000
