"""Choosing in a real browser: in place with a script, by a plain form without, by keyboard alone."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Locator, Page, Route, expect

from tests.support.chromium import browser
from tests.support.pace import open_page, slowed
from tests.support.reading import open_site, pytestmark, reader, window

__all__ = ["browser", "open_site", "pytestmark", "reader", "window"]


@pytest.fixture
def listed(reader: Page) -> Page:
    """The list, marked so that a test can see whether the page was loaded again."""
    reader.goto("/projecten/")
    reader.evaluate("window.sameDocument = true")
    return reader


@pytest.fixture
def plain(browser: Browser, open_site: str) -> Iterator[Page]:
    """A visitor without JavaScript."""
    context = browser.new_context(base_url=open_site, locale="nl-NL", java_script_enabled=False)
    yield slowed(context.new_page())
    context.close()


def heading(page: Page, text: str) -> None:
    expect(page.get_by_role("heading", level=1)).to_have_text(text)


def field(page: Page, label: str) -> Locator:
    """Return a field of the form; the choice of columns has some of the same names."""
    return page.locator("form[data-choose]").get_by_label(label, exact=True)


def names(page: Page, *expected: str) -> None:
    expect(page.get_by_role("rowheader")).to_have_text(list(expected))


def is_in_place(page: Page) -> bool:
    return bool(page.evaluate("window.sameDocument === true"))


def test_a_choice_on_a_page_whose_script_comes_late_is_made_in_place(reader: Page) -> None:
    """The page of ``open_page`` waits for it, after a click too."""

    def late(route: Route) -> None:
        reader.wait_for_timeout(500)
        route.continue_()

    reader.goto("/toelichting/")
    reader.route("**/static/choose.*.js", late)
    reader.get_by_role("link", name="Projecten", exact=True).click()
    field(reader, "Duurzaamheid minstens").select_option("BENG")
    heading(reader, "5 projecten")


def test_a_choice_is_made_in_place_and_told(listed: Page) -> None:
    field(listed, "Duurzaamheid minstens").focus()
    field(listed, "Duurzaamheid minstens").select_option("BENG")
    heading(listed, "5 projecten")
    expect(listed).to_have_url(re.compile(r"/projecten/\?duurzaamheidVanaf=beng$"))  # nothing empty in it
    expect(field(listed, "Duurzaamheid minstens")).to_be_focused()
    expect(listed.get_by_role("status")).to_have_text("5 projecten, 112 woningen")
    field(listed, "BAT-score minstens").select_option("2")
    names(listed, "Aldenhofpark Hoensbroek (fase 1)", "Burg Gijzelslaan", "Spoorsingel")
    assert listed.title().startswith("3 projecten")
    assert is_in_place(listed)


def test_the_back_button_brings_the_former_choice_back(listed: Page) -> None:
    field(listed, "Soort").evaluate("select => select.closest('details').open = true")
    field(listed, "Soort").select_option("Renovatie")
    heading(listed, "1 project")
    listed.get_by_role("link", name="Saffierflat").click()
    heading(listed, "Saffierflat")
    listed.go_back()
    heading(listed, "1 project")
    expect(field(listed, "Soort")).to_have_value("renovatie")
    listed.go_back()
    heading(listed, "6 projecten")
    expect(field(listed, "Soort")).to_have_value("")
    listed.go_forward()
    heading(listed, "1 project")


def test_a_shared_link_shows_the_same_choice(listed: Page, browser: Browser, open_site: str) -> None:
    field(listed, "Gemeente").select_option("Heerlen")
    expect(listed).to_have_url(re.compile("gemeente=GM0917"))
    field(listed, "Huurprijsklasse").select_option("Vrije huur")
    heading(listed, "2 projecten")
    other = open_page(browser.new_context(base_url=open_site))
    other.goto(listed.url)
    heading(other, "2 projecten")
    expect(field(other, "Huurprijsklasse")).to_have_value("vrije-huur")
    expect(other.get_by_role("link", name="Verwijder Gemeente: Heerlen")).to_be_visible()
    other.context.close()


def test_typing_searches_after_a_pause_and_loses_no_letter(listed: Page) -> None:
    search = field(listed, "Naam of plaats")
    search.press_sequentially("spoorsinghel", delay=30)
    names(listed, "Spoorsingel")
    expect(search).to_be_focused()
    expect(search).to_have_value("spoorsinghel")
    search.press("Control+A")
    search.press_sequentially("jagerstraat")
    search.press("Enter")  # does not wait
    names(listed, "Dr Jaegerstraat")
    assert is_in_place(listed)


def test_on_the_way_back_the_field_says_what_the_list_shows(listed: Page) -> None:
    search = field(listed, "Naam of plaats")
    search.fill("flat")
    search.press("Enter")
    names(listed, "Saffierflat")
    listed.go_back()
    heading(listed, "6 projecten")
    expect(search).to_have_value("")


def test_a_chip_takes_its_choice_back_and_the_focus_stays_near(listed: Page) -> None:
    listed.goto("/projecten/?soort=renovatie&gemeente=GM0917")
    listed.evaluate("window.sameDocument = true")
    listed.get_by_role("link", name="Verwijder Soort: Renovatie").press("Enter")
    heading(listed, "6 projecten")
    expect(listed.get_by_role("link", name="Verwijder Gemeente: Heerlen")).to_be_focused()
    listed.get_by_role("link", name="Wis alle keuzes").click()
    expect(listed).to_have_url(re.compile(r"/projecten/$"))
    assert is_in_place(listed)


@pytest.mark.parametrize("address", ["/?jaar=2022", "/gemeenten/heerlen/?jaar=2022"])
def test_where_the_form_is_folded_the_last_chip_leaves_the_focus_on_its_fold(
    reader: Page, address: str
) -> None:
    reader.goto(f"{address}&batVanaf=2")
    reader.get_by_role("link", name="Verwijder BAT-score minstens: 2").press("Enter")
    expect(reader.locator(".choose-chips")).to_have_count(0)
    expect(reader.locator("#keuze-alles > summary")).to_be_focused()


def test_a_fold_that_has_the_focus_keeps_it(listed: Page) -> None:
    field(listed, "Naam of plaats").press_sequentially("flat")
    listed.locator("#keuze-meer > summary").focus()  # before the pause is over
    names(listed, "Saffierflat")
    expect(listed.locator("#keuze-meer > summary")).to_be_focused()


def test_a_table_that_was_unfolded_stays_so_under_another_choice(reader: Page) -> None:
    reader.goto("/gemeenten/heerlen/?jaar=2022")
    reader.get_by_text("Toon als tabel: Woningen naar BAT-score").click()
    reader.get_by_text("Start en oplevering per jaar").click()
    reader.get_by_text("Kies welke projecten meetellen").click()
    field(reader, "Duurzaamheid minstens").select_option("BENG")
    expect(reader.get_by_role("link", name="Verwijder Duurzaamheid minstens: BENG")).to_be_visible()
    expect(reader.get_by_role("table", name="Woningen naar BAT-score")).to_be_visible()
    expect(reader.get_by_role("table", name="Woningen naar jaar van planning")).to_be_visible()
    expect(reader.get_by_role("table", name="Woningen naar woningtype")).to_be_hidden()


def test_typing_on_in_one_field_is_one_step_on_the_way_back(listed: Page) -> None:
    search = field(listed, "Naam of plaats")
    search.press_sequentially("s")
    expect(listed).to_have_url(re.compile("zoek=s$"))
    search.press_sequentially("poor")
    names(listed, "Spoorsingel")
    listed.go_back()
    heading(listed, "6 projecten")
    expect(listed).to_have_url(re.compile("/projecten/$"))


def test_on_a_phone_a_link_leads_past_the_form_to_the_list(listed: Page) -> None:
    to_list = listed.get_by_role("link", name="Naar de lijst")
    expect(to_list).to_be_hidden()
    listed.set_viewport_size({"width": 360, "height": 740})
    to_list.click()
    expect(listed.get_by_role("rowheader").first).to_be_in_viewport()


def test_order_and_columns_change_in_place(listed: Page) -> None:
    listed.get_by_role("columnheader", name="Aantal woningen").get_by_role("link").click()
    expect(listed.get_by_role("columnheader", name="Aantal woningen")).to_have_attribute(
        "aria-sort", "ascending"
    )
    expect(listed.get_by_role("rowheader").first).to_have_text("Dr Jaegerstraat")
    expect(listed.get_by_role("columnheader", name="Aantal woningen").get_by_role("link")).to_be_focused()
    listed.get_by_text("Kolommen", exact=True).click()
    listed.get_by_label("Plaats of wijk").check()
    listed.get_by_label("Type woningen").uncheck()
    listed.get_by_role("button", name="Toon deze kolommen").click()
    expect(listed.get_by_role("columnheader", name="Plaats of wijk")).to_be_visible()
    expect(listed.get_by_role("columnheader", name="Type woningen")).to_have_count(0)
    expect(listed.get_by_role("rowheader").first).to_have_text("Dr Jaegerstraat")  # the order is kept
    expect(listed.get_by_role("button", name="Toon deze kolommen")).to_be_focused()  # and still unfolded
    assert is_in_place(listed)


def test_what_is_unfolded_stays_so(listed: Page) -> None:
    listed.get_by_text("Meer keuzes").click()
    field(listed, "Soort huur").focus()
    field(listed, "Soort huur").select_option("Vrije huur")
    heading(listed, "2 projecten")
    expect(field(listed, "Soort huur")).to_be_visible()
    expect(field(listed, "Soort huur")).to_be_focused()


def test_a_wrong_choice_gets_its_message_and_no_figures(listed: Page) -> None:
    listed.get_by_text("Meer keuzes").click()
    field(listed, "Start in jaar").fill("ooit")
    field(listed, "Start in jaar").press("Enter")
    mistakes = listed.get_by_role("alert")
    expect(mistakes).to_contain_text("Deze keuze kan niet.")
    expect(mistakes).to_be_focused()
    expect(listed.get_by_role("table")).to_have_count(0)
    expect(field(listed, "Start in jaar")).to_have_value("ooit")
    mistakes.get_by_role("link", name="Start in jaar").click()
    expect(field(listed, "Start in jaar")).to_be_focused()
    expect(field(listed, "Start in jaar")).to_have_accessible_description(re.compile("vier cijfers"))
    field(listed, "Start in jaar").fill("2022")
    heading(listed, "4 projecten")
    assert is_in_place(listed)


def test_half_a_year_is_no_mistake_before_the_field_is_left(listed: Page) -> None:
    year = field(listed, "Overzicht van jaar")
    with listed.expect_response(re.compile("jaar=20$")) as answer:
        year.press_sequentially("20")
    assert answer.value.status == 400
    expect(listed.locator("main")).not_to_have_attribute("aria-busy", "true")
    heading(listed, "6 projecten")
    year.press_sequentially("22")
    expect(listed).to_have_url(re.compile(r"\?jaar=2022$"))
    with listed.expect_response(re.compile("jaar=20222$")):
        year.press_sequentially("2")
    expect(listed.get_by_role("alert")).to_have_count(0)
    year.press("Tab")
    expect(listed.get_by_role("alert")).to_contain_text("vier cijfers")
    expect(listed.get_by_role("table")).to_have_count(0)


def test_who_leaves_a_field_hears_of_a_mistake_while_the_answer_is_still_on_its_way(listed: Page) -> None:
    waiting: list[Route] = []

    def hold_the_first(route: Route) -> None:
        waiting.append(route)
        if len(waiting) > 1:
            route.continue_()

    listed.route("**/projecten/?jaar=20", hold_the_first)
    year = field(listed, "Overzicht van jaar")
    year.focus()
    listed.keyboard.insert_text("20")  # at once: between two keys a slow machine would ask already
    expect(listed.locator("main")).to_have_attribute("aria-busy", "true")
    year.press("Tab")
    expect(listed.get_by_role("alert")).to_contain_text("vier cijfers")
    assert len(waiting) == 2


def test_a_slow_answer_does_not_overtake_a_newer_one(listed: Page) -> None:
    waiting: list[Route] = []

    def hold(route: Route) -> None:
        waiting.append(route)

    listed.route("**/projecten/?batVanaf=2", hold)
    field(listed, "BAT-score minstens").select_option("2")
    expect(listed.locator("main")).to_have_attribute("aria-busy", "true")
    field(listed, "BAT-score minstens").select_option("")
    field(listed, "Duurzaamheid minstens").select_option("Gasloos")
    heading(listed, "6 projecten")
    for route in waiting:
        route.continue_()
    listed.wait_for_load_state("networkidle")
    heading(listed, "6 projecten")
    expect(listed).to_have_url(re.compile(r"\?duurzaamheidVanaf=gasloos$"))


def test_a_failed_request_becomes_an_ordinary_visit(browser: Browser, open_site: str) -> None:
    page = open_page(browser.new_context(base_url=open_site))
    page.goto("/projecten/")
    page.evaluate("window.sameDocument = true")
    page.route(
        "**/projecten/?*",
        lambda route: route.abort() if route.request.resource_type == "fetch" else route.continue_(),
    )
    field(page, "BAT-score minstens").select_option("2")
    heading(page, "3 projecten")
    assert not is_in_place(page)
    page.context.close()


def test_other_scripts_hear_of_new_content(listed: Page) -> None:
    listed.evaluate("document.addEventListener('wonen:content', () => { window.told = true; })")
    field(listed, "BAT-score minstens").select_option("2")
    heading(listed, "3 projecten")
    assert listed.evaluate("window.told")


def test_the_keyboard_alone_chooses_and_undoes(listed: Page) -> None:
    field(listed, "Naam of plaats").focus()
    listed.keyboard.type("flat")
    listed.keyboard.press("Enter")
    names(listed, "Saffierflat")
    for _ in range(20):
        listed.keyboard.press("Tab")
        if listed.evaluate("document.activeElement.id") == "keuze-zoek":
            break
    expect(listed.get_by_role("link", name="Verwijder Naam of plaats: flat")).to_be_focused()
    listed.keyboard.press("Enter")
    heading(listed, "6 projecten")


def test_without_javascript_the_same_form_works(plain: Page) -> None:
    plain.goto("/projecten/")
    field(plain, "Duurzaamheid minstens").select_option("BENG")
    field(plain, "BAT-score minstens").select_option("2")
    plain.get_by_role("button", name="Toon", exact=True).click()
    names(plain, "Aldenhofpark Hoensbroek (fase 1)", "Burg Gijzelslaan", "Spoorsingel")
    plain.get_by_role("columnheader", name="Aantal woningen").get_by_role("link").click()
    names(plain, "Spoorsingel", "Burg Gijzelslaan", "Aldenhofpark Hoensbroek (fase 1)")
    plain.get_by_role("link", name="Verwijder Duurzaamheid minstens: BENG").click()
    field(plain, "Onderdeel").select_option("Onderzoek")
    plain.get_by_role("button", name="Toon", exact=True).click()
    expect(plain.get_by_role("alert")).to_contain_text("Kies ook een jaar")
    expect(plain.get_by_role("alert")).to_be_focused()
    expect(plain.get_by_role("table")).to_have_count(0)
    expect(field(plain, "BAT-score minstens")).to_have_value("2")


def test_on_the_smallest_phone_nothing_scrolls_sideways_and_the_list_can_be_sorted(reader: Page) -> None:
    reader.set_viewport_size({"width": 320, "height": 640})
    reader.goto("/projecten/?jaar=2022&batVanaf=2&kolom=plaats&kolom=corporatie&kolom=aantal&kolom=gewijzigd")
    assert reader.evaluate("document.documentElement.scrollWidth") <= 320
    reader.get_by_role("link", name="Aantal woningen").click()
    expect(reader.get_by_role("rowheader").first).to_have_text("Spoorsingel")
