"""An editor makes an indicator of her own and enters its figures, without anybody who programs."""

import re

import pytest
from django.contrib.auth.models import User
from playwright.sync_api import Dialog, Page, expect

from municipalities.models import Figure
from tests import test_browser
from tests.test_browser import browser, page, site

__all__ = ["browser", "page", "site"]
pytestmark = test_browser.pytestmark
CARD = "/beheer/municipalities/figure/kaart/?gebied=GM0917&jaar=2023"


@pytest.fixture
def editor(page: Page) -> Page:
    """Somebody of staff, logged in."""
    User.objects.create_superuser("beleid", password="een-lang-wachtwoord")
    page.goto("/beheer/")
    page.get_by_label("Gebruikersnaam").fill("beleid")
    page.get_by_label("Wachtwoord").fill("een-lang-wachtwoord")
    page.get_by_role("button", name="Aanmelden").click()
    expect(page.get_by_role("button", name="Afmelden")).to_be_visible()
    return page


def test_an_editor_makes_an_indicator_and_enters_its_figures(editor: Page) -> None:
    editor.goto("/beheer/municipalities/indicator/add/")
    editor.get_by_label("Thema", exact=False).first.select_option("Leefbaarheid")
    editor.get_by_label("Naam:").fill("Overlast in de buurt")
    editor.get_by_label("Soort:").select_option("verdeling")
    editor.get_by_label("Eenheid:").fill("%")
    editor.get_by_label("Definitie:").fill("Hoe vaak bewoners overlast melden.")
    for place, name in enumerate(("Vaak", "Zelden")):
        editor.locator(f"#id_classes-{place}-name").fill(name)
    editor.get_by_role("button", name="Opslaan", exact=True).click()
    expect(editor.get_by_text("is met succes toegevoegd")).to_be_visible()

    editor.goto("/beheer/municipalities/figure/")
    editor.get_by_role("link", name="Gemeentekaart invullen").click()
    editor.get_by_label("Gebied").select_option("Heerlen")
    editor.get_by_label("Bod voor").fill("2023")
    editor.get_by_role("button", name="Toon de kaart").click()
    often = editor.get_by_label("Waarde van Overlast in de buurt, Vaak")
    often.fill("40")
    often.press("ArrowDown")
    seldom = editor.get_by_label("Waarde van Overlast in de buurt, Zelden")
    expect(seldom).to_be_focused()
    seldom.fill("veertig")
    seldom.press("Enter")
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
