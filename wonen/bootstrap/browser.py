"""Finds the browser of the tests, or installs one."""

import ctypes.util
import os
import shutil
import subprocess
import sys

from wonen.bootstrap.show import PYTHON, quiet, say, step

# Chromium without its windows: the same pages, a fifth less processor, a quarter of the time to install.
WINDOWLESS = "chromium-headless-shell"


def browser() -> str:
    """Return the path of a browser that runs, installed if need be; empty if there is none."""
    install_for_debian()
    found = found_browser() or playwright_browser()
    if found:
        return found
    if os.environ.get("CI") == "true":
        sys.exit("Er is geen browser; in CI mogen de browsertests niet worden overgeslagen.")
    line = (
        "LET OP: er is geen browser. De browsertests worden OVERGESLAGEN. Installeer Chromium of zet CHROME."
    )
    say(f"{'=' * len(line)}\n{line}\n{'=' * len(line)}")
    return ""


def found_browser() -> str:
    """Return the first browser on this machine that really runs (Ubuntu's chromium may be an empty shell)."""
    names = (WINDOWLESS, "chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
    apps = ("Google Chrome", "Chromium", "Microsoft Edge")
    candidates = [os.environ.get("CHROME"), *map(shutil.which, names)]
    candidates += [f"/Applications/{app}.app/Contents/MacOS/{app}" for app in apps]
    return next((path for path in candidates if path and quiet([path, "--version"]) is None), "")


def install_for_debian() -> None:
    """As root on Debian or Ubuntu, install what is missing: a browser, and a library for Playwright."""
    packages = [] if found_browser() else [WINDOWLESS]
    packages += [] if ctypes.util.find_library("atomic") else ["libatomic1"]
    if not packages or os.geteuid() != 0 or not shutil.which("apt-get"):
        return
    os.environ["DEBIAN_FRONTEND"] = "noninteractive"
    with step(f"{' en '.join(packages)} installeren"):
        apt = ["apt-get", "install", "-y", "--no-install-recommends"]
        quiet(["apt-get", "update"])
        failure = quiet([*apt, *packages])
        if failure and WINDOWLESS in packages:  # Ubuntu and older Debians do not have it apart
            failure = quiet([*apt, *packages[1:], "chromium"])
        if failure:
            say(f"Dat is niet gelukt:\n{failure}")


def playwright_browser() -> str:
    """Return Playwright's own Chromium, downloaded if it is not there yet."""
    script = """
from playwright.sync_api import sync_playwright
with sync_playwright() as tool:
    print(tool.chromium.executable_path)
"""
    shown = subprocess.run([PYTHON, "-c", script], capture_output=True, text=True, check=False)  # noqa: S603
    path = shown.stdout.strip()
    if path and quiet([path, "--version"]) is None:
        return path
    with step("Browser van Playwright ophalen"):
        if failure := quiet([PYTHON, "-m", "playwright", "install", "chromium"]):
            say(f"Dat is niet gelukt:\n{failure}")
    return path if path and quiet([path, "--version"]) is None else ""
