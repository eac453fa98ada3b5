"""Journeys in a real browser: an official looks, a resident on a phone, a keyboard, staff enter a split."""

import os
import re
from collections.abc import Iterator

import pytest
from django.contrib.auth.models import User
from playwright.sync_api import Browser, ConsoleMessage, Page, expect
from pytest_django import Settings
from pytest_django.live_server_helper import LiveServer

from projects.models import Project
from tests.support.chromium import CHROME, browser
from tests.support.loaded import load_brochure, load_once
from tests.support.pace import open_page
from tests.support.staff import signed_in

# Playwright runs an event loop in this thread; the ORM must still be usable beside it.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"

__all__ = ["CHROME", "browser"]
pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(not CHROME, reason="Geen browser (CHROME); python3 run.py test zorgt ervoor."),
]


@pytest.fixture
def site(live_server: LiveServer, settings: Settings) -> str:
    # The test server looks for static files by their source names; the pages ask for the collected ones.
    settings.STATICFILES_DIRS = [settings.STATIC_ROOT]
    load_once("brochure", load_brochure)
    return str(live_server.url)


@pytest.fixture
def page(browser: Browser, site: str) -> Iterator[Page]:
    """A fresh visitor; anything the browser complains of, or asks of another host, fails the test."""
    context = browser.new_context(base_url=site, locale="nl-NL")
    page = open_page(context)
    complaints = told_complaints(page, site)
    yield page
    context.close()
    assert not complaints


def enter(page: Page, site: str, user: User) -> None:
    """Give a browser the session of somebody who has logged in: the form for that has tests of its own."""
    session = signed_in(user).cookies["sessionid"].value
    page.context.add_cookies([{"name": "sessionid", "value": session, "url": site}])


@pytest.fixture
def staff(page: Page, site: str) -> Page:
    """A visitor who may do everything in the back office."""
    enter(page, site, User.objects.create_superuser("beleid", password="een-lang-wachtwoord"))
    return page


def told_complaints(page: Page, site: str) -> list[str]:
    """Return a list that grows with what the browser complains of, or asks of another host."""
    complaints: list[str] = []
    page.on("console", lambda message: None if is_expected(message) else complaints.append(message.text))
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on("request", lambda asked: None if asked.url.startswith(site) else complaints.append(asked.url))
    return complaints


def is_expected(message: ConsoleMessage) -> bool:
    """Say whether this is no complaint, or only that a page which must be refused was refused."""
    refused_page = re.search(r"status of 40[049]", message.text) and "/static/" not in message.location["url"]
    return message.type not in {"error", "warning"} or bool(refused_page)


def test_an_official_finds_the_overview_of_heerlen(page: Page) -> None:
    page.goto("/")
    page.get_by_role("link", name="Gemeenten", exact=True).click()
    page.get_by_role("link", name="Heerlen", exact=True).click()
    page.get_by_role("navigation", name="Jaar").get_by_role("link", name="2022").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Heerlen 2022")
    building = page.get_by_role("table", name="Nieuwbouw/verbouw")
    expect(building.get_by_role("row")).to_have_count(5)
    expect(building.get_by_role("cell", name="Ca. 30 woningen")).to_be_visible()
    page.get_by_role("link", name="Burg Gijzelslaan").click()
    expect(page.get_by_text("Sociale hogere huur + Vrije huur")).to_be_visible()
    page.go_back()
    expect(page.get_by_role("heading", level=1)).to_have_text("Heerlen 2022")


def test_on_a_phone_each_project_is_a_card_that_names_its_cells(page: Page) -> None:
    page.set_viewport_size({"width": 360, "height": 740})
    page.goto("/gemeenten/heerlen/?jaar=2022")
    row = page.get_by_role("row", name="Saffierflat")
    expect(row.get_by_role("cell")).to_have_count(6)
    heading = row.get_by_role("cell").nth(1).evaluate("cell => getComputedStyle(cell, '::before').content")
    assert heading == '"Type woningen"'


def test_the_keyboard_reaches_the_content_and_a_year(page: Page) -> None:
    page.goto("/gemeenten/heerlen/?jaar=2022")
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Naar de inhoud")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_be_focused()
    for _ in range(4):  # the crumbs, the regions among them, come first
        page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="2021")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Heerlen 2021")


def test_the_source_of_a_figure_is_one_key_away_and_closes_again(page: Page) -> None:
    page.goto("/gemeenten/heerlen/kaart/?jaar=2022")
    note = page.get_by_text("Buurtprofielen Wonen Limburg")
    reading = page.get_by_text("Geen verdeling daarvan in vijf getallen")
    expect(reading).to_be_hidden()
    page.get_by_role("button", name="Uitleg en bron van Zelfredzaamheid in de wijken").focus()
    page.keyboard.press("Enter")
    expect(reading).to_be_visible()
    page.keyboard.press("Escape")
    expect(reading).to_be_hidden()
    expect(note).to_be_hidden()


def test_in_print_every_note_stands_on_the_page_and_the_card_is_two_pages(page: Page) -> None:
    page.goto("/gemeenten/heerlen/kaart/?jaar=2022")
    pages = re.findall(rb"/Type\s*/Page\b", page.pdf(prefer_css_page_size=True))
    assert len(pages) == 2
    page.emulate_media(media="print")
    notes = page.locator(".notes > li")
    expect(notes).to_have_count(26)
    for note in notes.all():
        expect(note).to_be_visible()
    expect(page.get_by_role("button", name="Sluiten")).to_have_count(0)


def test_another_reference_date_is_chosen_with_a_plain_form(page: Page) -> None:
    page.goto("/gemeenten/heerlen/kaart/?jaar=2022")
    page.get_by_label("Andere peildatum").fill("30-6-2020")
    page.get_by_role("button", name="Toon").click()
    expect(page.get_by_text("Wat op 30 juni 2020 bekend was.")).to_be_visible()
    expect(page.get_by_text("€ 81.406")).to_be_visible()
    expect(page.get_by_text("€ 86.784")).to_have_count(0)


def open_in_back_office(page: Page, project: Project) -> None:
    """Log in as staff and open the form of a project."""
    User.objects.create_superuser("beleid", password="een-lang-wachtwoord")
    page.goto(f"/beheer/projects/project/{project.pk}/change/")
    page.get_by_label("Gebruikersnaam").fill("beleid")
    page.get_by_label("Wachtwoord").fill("een-lang-wachtwoord")
    page.get_by_role("button", name="Aanmelden").click()


def test_staff_enter_the_split_and_the_interval_closes(page: Page) -> None:
    open_in_back_office(page, Project.objects.get(name="Saffierflat"))
    page.get_by_label("Betaalbaar: aantal woningen").fill("15")
    page.get_by_label("Sociale hogere huur: aantal woningen").fill("6")
    page.get_by_role("button", name="Opslaan", exact=True).click()
    expect(page.get_by_text("telt op tot meer dan het aantal woningen")).to_be_visible()
    page.get_by_label("Sociale hogere huur: aantal woningen").fill("5")
    page.get_by_role("button", name="Opslaan", exact=True).click()
    expect(page.get_by_text("is met succes gewijzigd")).to_be_visible()
    page.goto("/gemeenten/heerlen/?jaar=2022")
    page.get_by_text("Toon als tabel: Woningen naar huurprijsklasse").click()
    sums = page.get_by_role("table", name="Woningen naar huurprijsklasse")
    # 20 + 13 + 5 are certain now; 24 and 30 stay open.
    expect(sums.get_by_role("row", name="Betaalbaar")).to_have_text("Betaalbaar15")
    expect(sums.get_by_role("row", name="Sociale hogere huur")).to_have_text("Sociale hogere huur38 tot 92")


def test_staff_type_a_number_with_a_dot_between_the_thousands(page: Page) -> None:
    spoorsingel = Project.objects.get(name="Spoorsingel")
    open_in_back_office(page, spoorsingel)
    page.locator("#id_dwellings").fill("1.250")
    page.get_by_role("button", name="Opslaan", exact=True).click()
    expect(page.get_by_text("is met succes gewijzigd")).to_be_visible()
    page.goto(spoorsingel.get_absolute_url())
    expect(page.locator(".proj-key").get_by_text("1.250 woningen")).to_be_visible()


def test_staff_change_the_planning_and_the_public_page_tells_it_at_once(page: Page) -> None:
    saffierflat = Project.objects.get(name="Saffierflat")
    page.goto(saffierflat.get_absolute_url())
    expect(page.get_by_text("Er is sindsdien niets veranderd.")).to_be_visible()
    open_in_back_office(page, saffierflat)
    page.get_by_label("Jaar van planning").fill("")
    page.get_by_label("Jaar van start").fill("2024")
    page.get_by_role("button", name="Opslaan", exact=True).click()
    expect(page.get_by_text("is met succes gewijzigd")).to_be_visible()
    page.goto(f"{saffierflat.get_absolute_url()}?jaar=2024")
    planning = page.get_by_role("region", name="Wat er veranderde").get_by_role("list").first
    expect(planning.get_by_role("listitem")).to_have_text(
        [re.compile(r"^2024 \(start\)\s+nu, sinds"), re.compile(r"^2022\s+sinds")]
    )
    assert len(re.findall(rb"/Type\s*/Page\b", page.pdf(prefer_css_page_size=True))) == 1
    page.get_by_role("link", name="Terug naar de projecten van uw keuze").click()
    expect(page.get_by_role("rowheader", name="Saffierflat")).to_be_visible()
