"""Pages of the browser tests: touched only when their scripts listen, and slowed down to prove it.

``SLOW=6`` in the environment makes the browser six times as slow, and each answer 300 ms later.
"""

import os

from playwright.sync_api import BrowserContext, Page, expect

SLOW = int(os.environ.get("SLOW", "1"))
LATENCY = 50  # milliseconds for each answer and each time as slow
READY = "addEventListener('load', () => setTimeout(() => document.documentElement.dataset.loaded = ''))"
expect.set_options(timeout=15_000 * SLOW)  # how long a machine may take is no part of what is tested


def open_page(context: BrowserContext) -> Page:
    """Return a new page; what a test does or expects waits until the page that stands there has loaded.

    ``goto`` waits for that, a click that leads to another page does not: what comes next would be done before
    the deferred scripts of that page listen. Not for ``page.keyboard`` and ``evaluate``: let an ``expect`` go
    before those; and not where scripts are off.
    """
    page = context.new_page()
    page.add_init_script(READY)
    page.add_locator_handler(page.locator("html:not([data-loaded])"), lambda: None)
    return slowed(page)


def slowed(page: Page) -> Page:
    """Make a page as slow as ``SLOW`` says, and give it the time for it."""
    if SLOW > 1:
        devtools = page.context.new_cdp_session(page)
        devtools.send("Emulation.setCPUThrottlingRate", {"rate": SLOW})
        devtools.send("Network.enable")
        conditions = {"latency": LATENCY * SLOW, "downloadThroughput": -1, "uploadThroughput": -1}
        devtools.send("Network.emulateNetworkConditions", {"offline": False, **conditions})
        page.set_default_timeout(30_000 * SLOW)
    return page
