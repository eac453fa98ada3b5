"""One Chromium for all browser tests of a worker, without what it does beside showing pages."""

import os
from functools import cache

import pytest
from playwright.sync_api import Browser, sync_playwright

CHROME = os.environ.get("CHROME", "")
# Of two lists of features Chromium reads the last, so what Playwright itself leaves out is here again.
LEFT_OUT_BY_PLAYWRIGHT = (
    "AvoidUnnecessaryBeforeUnloadCheckSync", "DestroyProfileOnBrowserClose",
    "HttpsFirstBalancedModeAutoEnable",
    "HttpsUpgrades", "LensOverlay", "MediaRouter", "NetworkTimeServiceQuerying", "OptimizationHints",
    "PaintHolding", "PreconnectToSearch", "ThirdPartyStoragePartitioning",
)  # fmt: skip
# Each window prepares lists below its address bar, as pages, and a process for the next site: half of what a
# visitor costs (1.1 of 2.2 processor seconds for six pages), and no test sees them.
LEFT_OUT = (
    "AimEnabled", "WebUIOmniboxPopup", "WebUIOmniboxAimPopup", "WebUIOmniboxFullPopup",
    "PreloadTopChromeWebUI",
    "SpareRendererForSitePerProcess",
)  # fmt: skip
OPTIONS = [
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    f"--disable-features={','.join(LEFT_OUT_BY_PLAYWRIGHT + LEFT_OUT)}",
]


@pytest.fixture(scope="session")
def browser(pytestconfig: pytest.Config) -> Browser:
    return launched(pytestconfig)


@cache
def launched(config: pytest.Config) -> Browser:
    """Start Chromium, for every file that imports the fixture: a start costs a second of processor."""
    playwright = sync_playwright().start()
    config.add_cleanup(playwright.stop)
    options = [*OPTIONS, "--no-sandbox"] if os.geteuid() == 0 else OPTIONS
    chromium = playwright.chromium.launch(executable_path=CHROME, args=options)
    config.add_cleanup(chromium.close)
    return chromium
