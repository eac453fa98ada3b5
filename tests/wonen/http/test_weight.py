"""What a visit weighs on the wire and how calm it loads, on the site as it is really served."""

from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Response, ViewportSize

from tests.projects.pages import test_browser
from tests.projects.pages.test_browser import browser
from tests.support.launched import Product, product

__all__ = ["browser"]
pytestmark = [test_browser.pytestmark[1]]  # without a browser they are skipped; the database is the product's

FIRST_VISIT = 100_000  # bytes over the wire, headers included
LATER_PAGE = 20_000
SHIFTS = """window.shifted = 0; new PerformanceObserver(list => {
  for (const entry of list.getEntries()) window.shifted += entry.value;
}).observe({type: "layout-shift", buffered: true});"""


@dataclass
class Traffic:
    """What went over the wire since the last look."""

    bytes: int = 0
    responses: list[Response] = field(default_factory=list)

    def add(self, finished: dict[str, Any]) -> None:
        self.bytes += int(finished["encodedDataLength"])

    def answer(self, response: Response) -> None:
        self.responses.append(response)

    def taken(self) -> int:
        """Return the bytes until now, and begin again."""
        weight, self.bytes = self.bytes, 0
        return weight


@pytest.fixture(scope="module")
def served(filled_data: Path) -> Iterator[Product]:
    """The product with the brochure and five hundred invented projects."""
    with product(filled_data, "--example", "500") as running:
        yield running


@pytest.fixture
def phone(browser: Browser, served: Product) -> Iterator[BrowserContext]:
    small: ViewportSize = {"width": 390, "height": 844}
    with closing(browser.new_context(base_url=served.address, viewport=small)) as context:
        context.add_init_script(SHIFTS)
        yield context


def watch(page: Page) -> Traffic:
    traffic = Traffic()
    wire = page.context.new_cdp_session(page)
    wire.send("Network.enable")
    wire.on("Network.loadingFinished", traffic.add)
    page.on("response", traffic.answer)
    return traffic


def read_to_the_end(page: Page, address: str) -> None:
    """Open a page and scroll through it, so that what waits for its turn is fetched too."""
    page.goto(address)
    for _ in range(page.evaluate("Math.ceil(document.documentElement.scrollHeight / innerHeight)")):
        page.mouse.wheel(0, 800)
        page.wait_for_timeout(50)
    page.wait_for_load_state("networkidle")


def test_a_first_visit_weighs_little_and_a_later_page_hardly_anything(
    phone: BrowserContext, served: Product
) -> None:
    page = phone.new_page()
    traffic = watch(page)
    read_to_the_end(page, "/")
    first = traffic.taken()
    assert 2_000 < first <= FIRST_VISIT
    later = {}
    for address in ("/gemeenten/heerlen/?jaar=2022", "/projecten/", "/gemeenten/", "/regios/parkstad/", "/"):
        read_to_the_end(page, address)
        later[address] = traffic.taken()
    print(f"first visit {first} bytes, later {later}")
    assert {address: weight for address, weight in later.items() if weight > LATER_PAGE} == {}
    hosts = {response.url for response in traffic.responses if not response.url.startswith(served.address)}
    assert hosts == set()


@pytest.mark.parametrize(
    "address", ["/", "/gemeenten/heerlen/?jaar=2022", "/projecten/", "/regios/parkstad/"]
)
def test_nothing_moves_while_a_page_loads_or_scrolls(phone: BrowserContext, address: str) -> None:
    page = phone.new_page()
    read_to_the_end(page, address)
    assert page.evaluate("window.scrollY") > 0
    assert page.evaluate("window.shifted") < 0.01


def test_files_come_compressed_and_need_never_be_asked_for_again(phone: BrowserContext) -> None:
    page = phone.new_page()
    traffic = watch(page)
    page.goto("/", wait_until="networkidle")
    html, *files = traffic.responses
    assert html.headers["content-encoding"] == "gzip"
    styles = [each for each in files if each.url.endswith((".css", ".js"))]
    assert styles
    for each in styles:
        assert each.headers["content-encoding"] == "br", each.url
    for each in files:
        assert "immutable" in each.headers["cache-control"], each.url
