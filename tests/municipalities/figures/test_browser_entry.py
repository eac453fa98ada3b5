"""An editor makes an indicator of her own and enters its figures, without anybody who programs."""

import re
from pathlib import Path

import openpyxl
import pytest
from django.contrib.auth.models import Permission, User
from playwright.sync_api import Dialog, Page, expect

from municipalities.models import Figure, StaffArea
from tests.projects.pages import test_browser
from tests.projects.pages.test_browser import browser, enter, page, site

__all__ = ["browser", "page", "site"]
pytestmark = test_browser.pytestmark
NAME = "Overlast in de buurt"
CARD = "/beheer/municipalities/figure/kaart/?gebied=GM0917&jaar=2023"


@pytest.fixture
def editor(page: Page, site: str) -> Page:
    """Somebody of staff who may change what belongs to the card and nothing else, logged in."""
    user = User.objects.create_user("beleid", password="een-lang-wachtwoord", is_staff=True)
    user.user_permissions.set(Permission.objects.filter(content_type__app_label="municipalities"))
    StaffArea.objects.create(user=user, everywhere=True)
    enter(page, site, user)
    return page


def make_indicator(editor: Page) -> None:
    """Make an indicator with two classes in the back office."""
    editor.goto("/beheer/municipalities/indicator/add/")
    editor.get_by_label("Thema", exact=False).first.select_option("Leefbaarheid")
    editor.get_by_label("Naam:").fill(NAME)
    editor.get_by_label("Soort:").select_option("verdeling")
    editor.get_by_label("Eenheid:").fill("%")
    editor.get_by_label("Definitie:").fill("Hoe vaak bewoners overlast melden.")
    for place, name in enumerate(("Vaak", "Zelden")):
        editor.locator(f"#id_classes-{place}-name").fill(name)
    editor.get_by_role("button", name="Opslaan", exact=True).click()
    expect(editor.get_by_text("is met succes toegevoegd")).to_be_visible()


def test_an_editor_makes_an_indicator_and_enters_its_figures(editor: Page) -> None:
    make_indicator(editor)
    editor.goto("/beheer/municipalities/figure/")
    editor.get_by_role("link", name="Gemeentekaart invullen").click()
    editor.get_by_label("Gebied").select_option("Heerlen")
    editor.get_by_label("Bod voor").fill("2023")
    editor.get_by_role("button", name="Toon de kaart").click()
    often = editor.get_by_label("Waarde van Overlast in de buurt, Vaak")
    often.fill("40")
    often.press("Enter")
    seldom = editor.get_by_label("Waarde van Overlast in de buurt, Zelden")
    expect(seldom).to_be_focused()
    seldom.fill("veertig")
    seldom.press("ArrowUp")
    expect(often).to_be_focused()
    often.press("ArrowDown")
    expect(seldom).to_be_focused()
    last = editor.locator("input.value").last
    last.press("Enter")
    expect(last).to_be_focused()
    expect(seldom).to_have_value("veertig")  # the sheet was not sent
    expect(editor.get_by_text("Er is niets opgeslagen.")).to_have_count(0)
    assert not Figure.objects.filter(indicator__code="overlast-in-de-buurt").exists()
    seldom.press("Control+s")
    expect(editor.get_by_text("Er is niets opgeslagen.")).to_be_visible()
    expect(seldom).to_have_attribute("aria-invalid", "true")
    expect(seldom).to_have_accessible_description(re.compile("^Verwacht: een heel getal in procenten"))
    expect(often).to_have_value("40")
    assert not Figure.objects.filter(indicator__code="overlast-in-de-buurt").exists()

    seldom.fill("50%")
    seldom.press("Control+s")
    expect(editor.get_by_text("2 nieuw, 0 gewijzigd")).to_be_visible()
    warning = editor.get_by_text("De klassen tellen op tot 90%, niet tot 100%.")
    expect(warning).to_be_visible()
    expect(editor.get_by_role("row", name="Zelden")).to_contain_text("telt niet op")
    seldom.fill("60")
    editor.get_by_role("button", name="Opslaan", exact=True).click()
    expect(editor.get_by_text("0 nieuw, 1 gewijzigd")).to_be_visible()
    expect(warning).to_have_count(0)
    entered = Figure.objects.filter(indicator__code="overlast-in-de-buurt", municipality__name="Heerlen")
    assert {figure.value for figure in entered} == {40, 60}


@pytest.mark.parametrize("address", [CARD, "/beheer/projects/project/blad/?gemeente=GM0917"])
def test_enter_sends_no_half_filled_sheet_before_the_script_of_the_page_listens(
    editor: Page, address: str
) -> None:
    User.objects.filter(username="beleid").update(is_superuser=True)
    page = editor.context.new_page()  # which does not wait for its scripts
    sent: list[str] = []
    page.on("request", lambda asked: sent.append(asked.url) if asked.method == "POST" else None)
    for script in ("grid", "sheet"):
        page.route(f"**/static/{script}.*.js", lambda _: None)  # never answered
    page.goto(address, wait_until="commit")
    cell = page.locator("form[data-draft] tbody input[type=text]").nth(1)
    cell.fill("40")
    cell.press("Enter")
    expect(cell).to_have_value("40")
    expect(page.locator("form[data-draft] > [type=submit]")).to_be_hidden()
    page.get_by_role("button", name="Opslaan", exact=True).click(no_wait_after=True)
    told = re.compile("Er is niets opgeslagen|nieuw, 0 gewijzigd|is gewijzigd")
    expect(page.get_by_text(told)).to_be_visible()
    assert len(sent) == 1  # by the button, not by Enter
    page.close()


def test_a_new_indicator_is_everywhere_without_a_change_of_code(editor: Page, tmp_path: Path) -> None:
    make_indicator(editor)
    # The template has a row for each class; it is filled in and brought back.
    editor.goto("/beheer/municipalities/figure/sjabloon/")
    editor.get_by_label("Heerlen", exact=True).check()
    editor.get_by_label("Bod voor").fill("2023")
    with editor.expect_download() as download:
        editor.get_by_role("button", name="Sjabloon ophalen").click()
    template = tmp_path / "sjabloon.xlsx"
    download.value.save_as(template)
    workbook = openpyxl.load_workbook(template)
    sheet = workbook.worksheets[0]
    headers = [str(cell.value) for cell in sheet[1]]
    rows = [row for row in sheet.iter_rows(min_row=2) if row[headers.index("Kengetal")].value == NAME]
    assert [row[headers.index("Klasse")].value for row in rows] == ["Vaak", "Zelden"]
    values: tuple[str | int, ...] = ("40%", 60)
    for row, value in zip(rows, values, strict=True):
        row[headers.index("Waarde")].value = value
    workbook.save(template)
    editor.goto("/beheer/municipalities/figure/spreadsheet/")
    editor.get_by_label("Spreadsheet").set_input_files(template)
    editor.get_by_role("button", name="Bekijk wat er verandert").click()
    expect(editor.get_by_role("row", name=NAME)).to_have_count(2)
    assert not Figure.objects.filter(indicator__name=NAME).exists()
    editor.get_by_role("button", name="Pas toe").click()
    expect(editor.get_by_text(re.compile("2 nieuw"))).to_be_visible()

    editor.goto("/gemeenten/heerlen/")
    tile = editor.get_by_role("article", name=NAME)
    expect(tile.get_by_role("row", name="Zelden")).to_contain_text("60%")
    editor.goto("/vergelijken/?gemeente=GM0917&gemeente=GM0928&kengetal=overlast-in-de-buurt")
    expect(editor.get_by_role("row", name="Vaak")).to_contain_text("40%")
    editor.goto("/vergelijken/ranglijst/?kengetal=overlast-in-de-buurt&klasse=vaak")
    expect(editor.get_by_role("row", name="Heerlen")).to_contain_text("40%")
    answer = editor.request.get("/api/v1/cijfers?kengetal=overlast-in-de-buurt").json()
    assert [(row["klasse"], row["waarde"]) for row in answer["resultaten"]] == [("vaak", 40), ("zelden", 60)]
    export = editor.request.get("/cijfers.csv?kengetal=overlast-in-de-buurt").text()
    assert export.count(NAME) == 2


def test_nobody_leaves_with_unsaved_figures_unasked(editor: Page) -> None:
    editor.goto(CARD)
    editor.get_by_label("Waarde van Gemiddelde zoekduur").fill("1,4")
    asked: list[str] = []

    def answer(dialog: Dialog) -> None:
        asked.append(dialog.type)
        dialog.accept()

    editor.on("dialog", answer)
    editor.goto("/beheer/")
    assert asked == ["beforeunload"]
    editor.goto(CARD)
    editor.goto("/beheer/")
    assert asked == ["beforeunload"]


@pytest.mark.parametrize("width", [320, 768, 1440])
def test_the_sheet_does_not_scroll_sideways(editor: Page, width: int) -> None:
    editor.set_viewport_size({"width": width, "height": 700})
    editor.goto(CARD)
    assert editor.evaluate("document.documentElement.scrollWidth") <= width
