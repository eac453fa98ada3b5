"""An editor in a browser: judged while typing, two at once, a session that ends, a sheet, many together."""

import json
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.contrib.sessions.models import Session
from django.utils.timezone import localdate
from playwright.sync_api import Dialog, Page, expect

from municipalities.models import Municipality
from projects.models import Project
from tests.projects.pages import test_browser
from tests.projects.pages.test_browser import browser, enter, page, site
from tests.support.audits import MODES

__all__ = ["browser", "page", "site"]
pytestmark = test_browser.pytestmark
AXE = (files("axe_playwright_python") / "axe.min.js").read_text(encoding="utf-8")
FIND = "axe.run(document, { preload: false }).then((found) => found.violations.map((each) => each.id))"
LIST = "/beheer/projects/project/"
THIS = localdate().year


def log_in(page: Page) -> None:
    page.get_by_label("Gebruikersnaam").fill("riet")
    page.get_by_label("Wachtwoord").fill("een-lang-wachtwoord")
    page.get_by_role("button", name="Aanmelden").click()


@pytest.fixture
def editor(page: Page, site: str) -> Page:
    riet = User.objects.create_superuser("riet", password="een-lang-wachtwoord", first_name="Riet")
    enter(page, site, riet)
    return page


def address(name: str = "Spoorsingel") -> str:
    return f"{LIST}{Project.objects.get(name=name).pk}/change/"


def test_the_section_and_the_doubts_follow_while_typing(editor: Page) -> None:
    editor.goto(f"{LIST}add/")
    judgement = editor.get_by_role("region", name="Wat hieruit volgt")
    expect(judgement).to_contain_text("Onderzoek")
    editor.get_by_label("Jaar van start").fill(str(THIS + 1))
    expect(judgement).to_contain_text(f"Overzicht {THIS + 1}Nieuwbouw/verbouw")
    editor.get_by_label("Jaar van start").fill("2020")
    expect(judgement).to_contain_text("De start (2020) ligt in het verleden")
    judgement.get_by_role("link", name="plaats of wijk").click()
    expect(editor.get_by_label("Plaats of wijk")).to_be_focused()
    assert not Project.objects.filter(start_year=2020).exists()


def test_the_second_to_save_sees_both_and_chooses_by_keyboard(editor: Page) -> None:
    editor.goto(address())
    editor.locator("#id_dwellings").fill("30")
    editor.get_by_label("Toelichting voor het publiek").fill("Wacht op vergunning")
    Project.objects.filter(name="Spoorsingel").update(dwellings=24, place="Centrum")
    editor.get_by_role("button", name="Opslaan", exact=True).click()
    expect(editor.get_by_role("alert")).to_contain_text("heeft dit project gewijzigd terwijl u bezig was")
    choice = editor.get_by_role("group", name="Aantal woningen")
    expect(choice).to_contain_text("Het was: 20")
    choice.get_by_role("radio").first.focus()
    editor.keyboard.press("ArrowDown")
    expect(choice.get_by_label("Van u: 30")).to_be_checked()
    editor.get_by_role("button", name="Opslaan").press("Enter")
    expect(editor.locator(".messagelist .success")).to_be_visible()
    project = Project.objects.get(name="Spoorsingel")
    assert (project.dwellings, project.place, project.note) == (30, "Centrum", "Wacht op vergunning")


def test_a_session_that_ends_does_not_lose_the_form(editor: Page) -> None:
    editor.goto(address())
    editor.get_by_label("Toelichting voor het publiek").fill("Niet kwijtraken")
    editor.get_by_label("Gestapeld zonder lift").check()
    Session.objects.all().delete()
    editor.get_by_role("button", name="Opslaan", exact=True).click()
    log_in(editor)
    offer = editor.locator(".unsaved-offer")
    expect(offer).to_contain_text("Uw niet-opgeslagen invoer van")
    expect(editor.get_by_label("Toelichting voor het publiek")).to_have_value("")
    offer.get_by_role("button", name="Terugzetten").click()
    expect(editor.get_by_label("Toelichting voor het publiek")).to_have_value("Niet kwijtraken")
    expect(editor.get_by_label("Gestapeld zonder lift")).to_be_checked()
    editor.get_by_role("button", name="Opslaan", exact=True).click()
    expect(editor.locator(".messagelist .success")).to_be_visible()
    assert Project.objects.get(name="Spoorsingel").note == "Niet kwijtraken"
    editor.goto(address())
    expect(editor.get_by_label("Toelichting voor het publiek")).to_have_value("Niet kwijtraken")
    expect(offer).to_have_count(0)


def test_leaving_with_changes_is_asked_and_what_was_typed_is_offered_back(editor: Page) -> None:
    asked: list[str] = []

    def answer(dialog: Dialog) -> None:
        asked.append(dialog.type)
        dialog.accept()

    editor.on("dialog", answer)
    place = Municipality.objects.get(name="Heerlen").pk
    for form, field in (
        (address(), "Toelichting voor het publiek"),
        (f"/beheer/municipalities/municipality/{place}/change/", "Hoofdplaats"),
    ):
        asked.clear()
        editor.goto(form)
        editor.goto("/beheer/")
        assert asked == []
        editor.goto(form)
        editor.get_by_label(field).fill("Iets anders")
        editor.goto("/beheer/")
        assert asked == ["beforeunload"], form
        editor.goto(form)
        editor.get_by_role("button", name="Weggooien").click()
        editor.goto(form)
        expect(editor.locator(".unsaved-offer")).to_have_count(0)


def test_what_one_typed_is_not_offered_to_another(editor: Page) -> None:
    editor.goto(address())
    editor.get_by_label("Toelichting voor het publiek").fill("Van Riet")
    Session.objects.all().delete()
    User.objects.filter(username="riet").update(username="oud")
    User.objects.create_superuser("riet", password="een-lang-wachtwoord")
    editor.get_by_role("button", name="Opslaan", exact=True).click()
    log_in(editor)
    expect(editor.get_by_label("Toelichting voor het publiek")).to_have_value("")
    expect(editor.locator(".unsaved-offer")).to_have_count(0)


def paste(page: Page, text: str) -> None:
    """Paste in the cell that has the focus, as from a spreadsheet."""
    page.evaluate(
        """(text) => {
            const data = new DataTransfer();
            data.setData("text/plain", text);
            document.activeElement.dispatchEvent(
                new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true }));
        }""",
        text,
    )


def test_a_block_from_a_spreadsheet_is_pasted_corrected_and_saved(editor: Page) -> None:
    editor.goto(f"{LIST}blad/?gemeente=GM0917")
    phase = editor.get_by_label("Projectfase van Burg Gijzelslaan")
    phase.focus()
    paste(editor, "Ontwerp\t25\tja\r\nRealisatie\tveel\t\r\n")
    expect(editor.get_by_label("Aantal woningen van Burg Gijzelslaan")).to_have_value("25")
    expect(editor.locator("#sheet-status")).to_have_text("6 cellen geplakt.")
    editor.get_by_label("Planning van Burg Gijzelslaan").focus()
    paste(editor, "\tx")
    one_each = "1 cel geplakt. 1 cel viel buiten het blad en is niet geplakt."
    expect(editor.locator("#sheet-status")).to_have_text(one_each)
    editor.get_by_role("button", name="Opslaan").click()
    expect(editor.get_by_role("alert")).to_contain_text("Er is niets opgeslagen.")
    wrong = editor.get_by_label("Aantal woningen van Dr Jaegerstraat")
    expect(wrong).to_have_attribute("aria-invalid", "true")
    wrong.fill("14")
    editor.get_by_label("Start van Burg Gijzelslaan").fill("2031")
    editor.keyboard.press("Escape")
    editor.keyboard.press("Enter")
    expect(editor.get_by_label("Start van Dr Jaegerstraat")).to_be_focused()
    editor.get_by_role("button", name="Opslaan").click()
    expect(editor.locator(".messagelist .success")).to_have_text("2 projecten zijn gewijzigd. Maak ongedaan")
    rows = Project.objects.filter(name__in=["Burg Gijzelslaan", "Dr Jaegerstraat"]).order_by("name")
    assert list(rows.values_list("phase", "dwellings", "start_year")) == [
        ("ontwerp", 25, 2022),
        ("realisatie", 14, None),
    ]


def test_a_pasted_cell_of_two_lines_moves_no_row(editor: Page) -> None:
    cases = Path(__file__).parents[2] / "data" / "files" / "paste.json"
    told = json.loads(cases.read_text(encoding="utf-8"))
    for each in told["pastes"]:
        editor.goto(f"{LIST}blad/?gemeente=GM0917")
        cells = editor.locator("tbody tr input[data-column='planned']")
        before = [cells.nth(number).input_value() for number in range(3)]
        cells.first.focus()
        paste(editor, each["text"])
        after = [cells.nth(number).input_value() for number in range(3)]
        assert after == [*each["cells"], *before[len(each["cells"]) :]]
        expect(editor.locator("#sheet-status")).to_contain_text("Eén cel had meer regels")


@pytest.mark.parametrize(
    "text",
    ['"Ontwerp\t25\r\nRealisatie"\t14\r\n', 'Ontwerp\t"25\r\n14"\tja\r\nRealisatie\t9\r\n'],
    ids=["in the same column", "in the next"],
)
def test_a_quote_that_somebody_typed_swallows_no_row(editor: Page, text: str) -> None:
    editor.goto(f"{LIST}blad/?gemeente=GM0917")
    editor.locator("tbody tr input[data-column='fase']").first.focus()
    paste(editor, text)
    rows = [line.split("\t") for line in text.split("\r\n") if line]
    for column, place in (("fase", 0), ("aantal", 1)):
        cells = editor.locator(f"tbody tr input[data-column='{column}']")
        assert [cells.nth(row).input_value() for row in range(len(rows))] == [each[place] for each in rows]
    expect(editor.locator("#sheet-status")).to_have_text(f"{sum(map(len, rows))} cellen geplakt.")


def test_a_choice_of_the_list_is_changed_together(editor: Page) -> None:
    editor.goto(LIST)
    editor.get_by_label("Naam of plaats").fill("spoorsingl")
    editor.get_by_role("button", name="Toon").click()
    expect(editor.locator(".project-totals")).to_contain_text("1 project, 20 woningen")
    editor.get_by_role("link", name="Dit ene project wijzigen").click()
    editor.get_by_label("Planning").select_option("Verschuiven")
    editor.get_by_label("Verschuiven met").fill("2")
    editor.get_by_role("button", name="Bekijk wat er verandert").click()
    row = editor.get_by_role("row", name="Spoorsingel")
    expect(row).to_contain_text("2022 (start)")
    expect(row).to_contain_text("2024 (start)")
    editor.get_by_role("button", name="Wijzig 1 project").click()
    expect(editor.locator(".messagelist .success")).to_have_text("1 project is gewijzigd. Maak ongedaan")
    assert Project.objects.get(name="Spoorsingel").start_year == 2024


PAGES = ("", "add/", "{pk}/change/", "{pk}/splitsen/", "{pk}/delete/", "samen/", "blad/", "aanvullen/")


@pytest.mark.parametrize(("scheme", "width"), MODES)
def test_the_pages_of_an_editor_are_accessible_and_fit(editor: Page, scheme: Any, width: int) -> None:
    editor.emulate_media(color_scheme=scheme)
    editor.set_viewport_size({"width": width, "height": 800})
    pk = Project.objects.get(name="Spoorsingel").pk
    for each in PAGES:
        editor.goto(LIST + each.format(pk=pk))
        assert editor.evaluate("document.documentElement.scrollWidth") <= width, each
        check(editor, each)
    editor.goto(address())
    editor.locator("#id_dwellings").fill("30")
    Project.objects.filter(name="Spoorsingel").update(dwellings=24)
    editor.get_by_role("button", name="Opslaan", exact=True).click()
    expect(editor.get_by_role("group", name="Aantal woningen")).to_be_visible()
    assert editor.evaluate("document.documentElement.scrollWidth") <= width
    check(editor, "conflict")


def check(page: Page, name: str) -> None:
    """Expect that axe finds nothing; it is evaluated past the policy of the page, and fetches no styles."""
    devtools = page.context.new_cdp_session(page)
    devtools.send("Runtime.evaluate", {"expression": AXE})
    found = devtools.send(
        "Runtime.evaluate", {"expression": FIND, "awaitPromise": True, "returnByValue": True}
    )
    assert found["result"]["value"] == [], name
