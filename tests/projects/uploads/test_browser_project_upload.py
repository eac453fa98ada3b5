"""A spreadsheet of projects in the browser: progress, mistakes, corrected, a question answered, applied."""

from pathlib import Path
from typing import Any, Literal

import pytest
from django.contrib.auth.models import User
from playwright.sync_api import Page, expect

from projects.models import Project
from tests.projects.pages import test_browser
from tests.projects.pages.test_browser import browser, enter, page, site
from tests.support.audits import ALL_RULES, AUDIT, AXE, COLOUR_RULES
from tests.support.pace import SLOW
from tests.support.project_sheets import HEADERS, ROW, UPLOAD
from tests.support.sheets import book

__all__ = ["browser", "page", "site"]
pytestmark = test_browser.pytestmark
# Regions of which a part lies to the side: what is wrong with a cell must not be there.
SCROLLING = (
    "[...document.querySelectorAll('.wide')].filter((each) => each.scrollWidth > each.clientWidth).length"
)
# Links of the admin fade from colour to colour.
FADED = "Promise.allSettled(document.getAnimations().map((each) => each.finished))"


@pytest.fixture
def staff(page: Page, site: str) -> Page:
    enter(page, site, User.objects.create_superuser("beleid", password="een-lang-wachtwoord"))
    page.goto(UPLOAD)
    expect(page.get_by_role("heading", level=1, name="Projecten uit een spreadsheet")).to_be_visible()
    return page


def file(folder: Path, rows: list[list[Any]], name: str = "bod.xlsx") -> Path:
    made = folder / name
    made.write_bytes(book(rows))
    return made


def bring(staff: Page, path: Path) -> None:
    staff.goto(UPLOAD)
    staff.get_by_label("Spreadsheet").set_input_files(path)
    staff.get_by_role("button", name="Bekijk wat er verandert").click()


def check(page: Page) -> None:
    """Hold the page as it is against axe-core, light and dark."""
    page.evaluate(AXE)
    schemes: tuple[tuple[Literal["light", "dark"], dict[str, Any]], ...]
    schemes = ("light", ALL_RULES), ("dark", COLOUR_RULES)
    for scheme, rules in schemes:
        page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
        page.evaluate(FADED)
        assert page.evaluate(AUDIT, {**rules, "rules": {"region": {"enabled": False}}}) == []


def test_a_file_is_brought_corrected_answered_and_applied(staff: Page, tmp_path: Path) -> None:
    check(staff)
    rows: list[list[Any]] = [
        ["Ons overzicht"],
        HEADERS,
        ["Dr. Jaegerstraat", *ROW[1:4], "veel"],
        ["Parklaan", *ROW[1:4], "Ca. 30 woningen"],
        ["Spoorsingel", *ROW[1:4], 22],
    ]
    bring(staff, file(tmp_path, rows))
    expect(staff.get_by_role("alert")).to_contain_text("Eén rij is fout.")
    wrong = staff.get_by_role("row", name="Blad Cijfers, rij 3")
    expect(wrong).to_contain_text("E Aantal woningen")
    expect(wrong).to_contain_text("Verwacht: een aantal")
    expect(staff.get_by_role("button", name="Pas toe")).to_have_count(0)
    check(staff)

    rows[2][4] = 15
    bring(staff, file(tmp_path, rows))
    expect(staff.get_by_text("Er is één vraag.")).to_be_visible()
    check(staff)
    staff.get_by_label("Ja, en het blijft ‘Dr Jaegerstraat’ heten").check()  # noqa: RUF001
    staff.get_by_role("button", name="Antwoord").click()
    expect(staff.get_by_text("Uw antwoord is genoteerd.")).to_be_visible()
    staff.get_by_role("link", name="Gewijzigd 2").click()
    change = staff.get_by_role("row", name="Spoorsingel")
    expect(change).to_contain_text("20 woningen")
    expect(change).to_contain_text("22 woningen")
    check(staff)
    staff.get_by_role("link", name="Nieuw 1").click()
    expect(staff.get_by_role("row", name="Parklaan")).to_contain_text("Ca. 30 woningen")
    check(staff)
    assert Project.objects.count() == 6
    staff.get_by_role("button", name="Pas toe").press("Enter")
    expect(staff.get_by_text("Toegepast.")).to_be_visible()
    check(staff)
    counts = dict(Project.objects.values_list("name", "dwellings"))
    assert (counts["Dr Jaegerstraat"], counts["Parklaan"], counts["Spoorsingel"]) == (15, 30, 22)


def test_the_progress_is_shown_and_told(staff: Page, tmp_path: Path) -> None:
    rows = [HEADERS, *([f"Plan {number}", *ROW[1:]] for number in range(1500))]
    # What the bar showed is kept by the page itself, as it goes on to the preview at the end.
    staff.evaluate(
        """() => {
            const seen = [];
            const bar = document.querySelector("progress");
            const text = document.getElementById("progress-text");
            new MutationObserver(() => {
                seen.push([bar.value, bar.max, text.textContent, bar.checkVisibility()]);
                sessionStorage.setItem("seen", JSON.stringify(seen));
            }).observe(bar.parentElement, {subtree: true, childList: true, attributes: true});
        }"""
    )
    staff.get_by_label("Spreadsheet").set_input_files(file(tmp_path, rows))
    staff.get_by_role("button", name="Bekijk wat er verandert").click()
    expect(staff.get_by_text("Er is nog niets opgeslagen.")).to_be_visible(timeout=30_000 * SLOW)
    seen = staff.evaluate("JSON.parse(sessionStorage.getItem('seen'))")
    assert all(visible for *_, visible in seen)
    texts = [text for _, _, text, _ in seen]
    assert "Een ogenblik …" in texts
    assert "501 van 1.501 rijen" in texts
    assert texts[-1] == "Klaar."
    assert [501, 1501] in [each[:2] for each in seen]


def test_a_form_that_is_refused_says_so_with_a_script_too(staff: Page) -> None:
    staff.get_by_role("button", name="Bekijk wat er verandert").click()
    # The browser itself wants a file; a file that is gone meanwhile is told by the page.
    assert staff.evaluate("document.querySelector('[name=bestand]').validity.valueMissing")
    staff.evaluate("document.querySelector('form[data-progress]').noValidate = true")
    staff.get_by_role("button", name="Bekijk wat er verandert").click()
    expect(staff.get_by_text("Er is niets gelezen.")).to_be_visible()


@pytest.mark.parametrize("width", [360, 1440])
def test_no_page_scrolls_sideways(staff: Page, tmp_path: Path, width: int) -> None:
    staff.set_viewport_size({"width": width, "height": 800})
    assert staff.evaluate("document.documentElement.scrollWidth") <= width
    rows = [HEADERS, ["Dr. Jaegerstraat", *ROW[1:]], ["Parklaan", *ROW[1:]], ["Kade", *ROW[1:4], "x" * 300]]
    bring(staff, file(tmp_path, rows))
    expect(staff.get_by_role("navigation", name="Soorten rijen")).to_be_visible()
    for name in ("Fout", "Vraag", "Nieuw"):
        staff.get_by_role("link", name=f"{name} 1").click()
        expect(staff.get_by_role("region", name=name)).to_be_visible()
        assert staff.evaluate("document.documentElement.scrollWidth") <= width, name
        assert staff.evaluate(SCROLLING) == 0, name
