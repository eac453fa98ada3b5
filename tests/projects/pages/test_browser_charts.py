"""Charts in a real browser: drawn when near, clicked, redrawn, and tables where there is no script."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect
from pytest_django import Settings

from tests.support.chromium import browser
from tests.support.pace import open_page, slowed
from tests.support.reading import open_site, pytestmark, reader, window

__all__ = ["browser", "open_site", "pytestmark", "reader", "window"]

# A copy is read: Chromium complains when a drawing itself is read more than once.
PIXELS = """(canvas, ...area) => {
  const copy = new OffscreenCanvas(canvas.width, canvas.height).getContext('2d', {willReadFrequently: true});
  copy.drawImage(canvas, 0, 0);
  return copy.getImageData(...area).data;
}"""
PAINTED = (
    f"canvas => new Set(new Uint32Array(({PIXELS})(canvas, 0, 0, canvas.width, canvas.height).buffer)).size"
)
# The first solid bar begins at the left edge of the drawing, in the middle of its band.
FIRST_BAR = f"""canvas => {{
  const ratio = canvas.width / canvas.clientWidth;
  return Array.from(({PIXELS})(canvas, 6 * ratio, 28 * ratio, 1, 1).slice(0, 3));
}}"""
BRICK, LIGHT_BRICK = [143, 53, 22], [242, 165, 130]


@pytest.fixture(autouse=True)
def a_page_of_charts(settings: Settings) -> None:
    settings.ROOT_URLCONF = "tests.support.chart_page"


@pytest.fixture
def without_script(browser: Browser, open_site: str) -> Iterator[Page]:
    context = browser.new_context(base_url=open_site, locale="nl-NL", java_script_enabled=False)
    yield slowed(context.new_page())
    context.close()


def open_charts(page: Page) -> None:
    page.goto("/grafieken/")
    expect(page.locator("#huur[data-drawn]")).to_be_attached()


def test_a_chart_is_drawn_and_says_what_it_shows(reader: Page) -> None:
    open_charts(reader)
    drawing = reader.get_by_role(
        "img", name="Grafiek: Woningen naar huurprijsklasse. Hoeveel woningen er per"
    )
    assert drawing.evaluate(PAINTED) > 20
    assert drawing.evaluate(FIRST_BAR) == BRICK
    for key in reader.locator("#huur .chart-key").all():
        assert key.evaluate(PAINTED) > 1
    expect(reader.get_by_text("Er zijn geen woningen om te tekenen.")).to_be_visible()
    expect(reader.locator("#leeg canvas")).to_have_count(0)


def test_the_library_comes_when_a_chart_is_near_and_not_before(reader: Page) -> None:
    asked: list[str] = []
    reader.on("request", lambda request: asked.append(request.url))
    reader.goto("/grafieken/?ver")
    reader.wait_for_load_state("networkidle")
    assert not [address for address in asked if "chart.umd" in address]
    before = reader.evaluate("document.documentElement.scrollHeight")
    reader.locator("#huur").scroll_into_view_if_needed()
    expect(reader.locator("#huur[data-drawn]")).to_be_attached()
    assert len([address for address in asked if "chart.umd" in address]) == 1
    # The room was kept: nothing moved when the drawing came.
    assert reader.evaluate("document.documentElement.scrollHeight") == before


def test_the_table_is_one_key_away(reader: Page) -> None:
    open_charts(reader)
    table = reader.get_by_role("table", name="Woningen naar huurprijsklasse")
    expect(table).to_be_hidden()
    reader.locator("main").focus()
    reader.keyboard.press("Tab")
    expect(reader.locator("#huur summary")).to_be_focused()
    reader.keyboard.press("Enter")
    expect(table.get_by_role("row", name="Vrije huur")).to_contain_text("0 tot 1.240")
    reader.keyboard.press("Tab")
    expect(reader.get_by_role("link", name="Betaalbaar")).to_be_focused()
    reader.keyboard.press("Enter")
    expect(reader).to_have_url("/projecten/?huurklasse=betaalbaar")


def test_without_a_script_the_tables_stand_open(without_script: Page) -> None:
    without_script.goto("/grafieken/")
    for name in ("Woningen naar huurprijsklasse", "Oplevering per jaar, naar huurprijsklasse"):
        expect(without_script.get_by_role("table", name=name)).to_be_visible()
    for drawing in without_script.locator("canvas").all():
        expect(drawing).to_be_hidden()
    last = without_script.get_by_role("row", name="2027")
    expect(last.get_by_role("cell")).to_have_text(["28", "84", "63", "49", "35", "42", "420 tot 460"])


def test_a_bar_or_its_name_leads_to_its_projects(reader: Page) -> None:
    open_charts(reader)
    drawing = reader.locator("#huur .chart-box canvas")
    drawing.hover(position={"x": 10, "y": 75})
    expect(drawing).to_have_css("cursor", "pointer")
    drawing.hover(position={"x": 10, "y": 125})
    expect(drawing).not_to_have_css("cursor", "pointer")
    drawing.click(position={"x": 10, "y": 62})
    expect(reader).to_have_url("/projecten/?bat=2")


@pytest.mark.parametrize(("width", "way"), [(320, "lying"), (1200, "upright")])
def test_stacks_stand_only_where_there_is_room(reader: Page, width: int, way: str) -> None:
    reader.set_viewport_size({"width": width, "height": 2400})
    open_charts(reader)
    expect(reader.locator(f"#jaren[data-drawn={way}]")).to_be_attached()
    assert reader.evaluate("document.documentElement.scrollWidth") <= width
    size = reader.locator(".chart-box").first.evaluate("box => parseFloat(getComputedStyle(box).fontSize)")
    assert size >= 12
    reader.set_viewport_size({"width": 1520 - width, "height": 2400})
    expect(reader.locator(f"#jaren:not([data-drawn={way}])")).to_be_attached()


def test_colours_follow_the_dark_and_paper_is_light(reader: Page) -> None:
    open_charts(reader)
    reader.emulate_media(color_scheme="dark")
    reader.wait_for_function(
        f"colour => String(({FIRST_BAR})(document.querySelector('#huur .chart-box canvas'))) === colour",
        arg=",".join(map(str, LIGHT_BRICK)),
    )
    reader.evaluate("dispatchEvent(new Event('beforeprint'))")
    assert reader.locator("#huur .chart-box canvas").evaluate(FIRST_BAR) == BRICK
    reader.emulate_media(media="print", color_scheme="dark")
    expect(reader.get_by_role("table", name="Woningen naar huurprijsklasse")).to_be_visible()
    expect(reader.locator("#huur .chart-box canvas")).to_be_visible()
    reader.emulate_media(media="screen", color_scheme="dark")
    reader.evaluate("dispatchEvent(new Event('afterprint'))")
    assert reader.locator("#huur .chart-box canvas").evaluate(FIRST_BAR) == LIGHT_BRICK


def test_content_that_was_replaced_in_place_is_drawn_and_the_old_forgotten(reader: Page) -> None:
    open_charts(reader)
    expect(reader.locator("#jaren[data-drawn]")).to_be_attached()
    count = "Object.keys(Chart.instances).length"
    assert reader.evaluate(count) == 2
    reader.evaluate(
        """() => {
          const part = document.getElementById('grafieken');
          const fresh = part.cloneNode(true);
          fresh.querySelectorAll('[data-drawn]').forEach((each) => delete each.dataset.drawn);
          fresh.querySelector('#huur [data-least]').dataset.least = '2000';
          part.replaceWith(fresh);
          document.dispatchEvent(new Event('wonen:content'));
        }"""
    )
    expect(reader.locator("#huur[data-drawn]")).to_be_attached()
    expect(reader.locator("#jaren[data-drawn]")).to_be_attached()
    assert reader.evaluate(count) == 2
    assert reader.locator("#huur .chart-box canvas").evaluate(PAINTED) > 20


def test_where_the_library_does_not_come_the_table_opens(browser: Browser, open_site: str) -> None:
    context = browser.new_context(base_url=open_site)
    page = open_page(context)
    page.route("**/chart.umd*", lambda route: route.abort())
    page.goto("/grafieken/")
    expect(page.get_by_role("table", name="Woningen naar huurprijsklasse")).to_be_visible()
    expect(page.locator("#huur .chart-box")).to_be_hidden()
    context.close()
