"""The site for browser tests that only read: one world and one window for all tests of a file.

A file imports ``open_site``, ``window`` and ``reader``. The server sees what fixtures of the module have
written, not what a test writes: that is in a transaction that is never committed. To load the world, to empty
it and to open a window for each test cost a processor second a test.
"""

from collections.abc import Iterator
from functools import cache

import pytest
from django.conf import settings
from django.core.management import call_command
from django.test import override_settings
from playwright.sync_api import Browser, Page
from pytest_django import DjangoDbBlocker
from pytest_django.live_server_helper import LiveServer

from tests.projects.pages.test_browser import told_complaints
from tests.support.chromium import CHROME
from tests.support.loaded import load_brochure, load_once
from tests.support.pace import open_page

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.skipif(not CHROME, reason="Geen browser (CHROME); python3 run.py test zorgt ervoor."),
]
SIZE = {"width": 1280, "height": 720}


@cache
def server() -> LiveServer:
    """Serve until the worker ends: a thread, which ends with it."""
    return LiveServer("localhost")


@pytest.fixture(scope="module")
def open_site(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[str]:
    """The address of a site with the brochure in it."""
    hosts = [*settings.ALLOWED_HOSTS, "localhost"]
    static = [settings.STATIC_ROOT]  # the pages ask for the collected files
    with django_db_blocker.unblock(), override_settings(STATICFILES_DIRS=static, ALLOWED_HOSTS=hosts):
        load_once("brochure", load_brochure)
        yield server().url
        call_command("flush", verbosity=0, interactive=False)


@pytest.fixture(scope="module")
def window(browser: Browser, open_site: str) -> Iterator[tuple[Page, list[str]]]:
    """A window, and what the browser complained of in it."""
    context = browser.new_context(base_url=open_site, locale="nl-NL", viewport=SIZE)  # type: ignore[arg-type]
    page = open_page(context)
    yield page, told_complaints(page, open_site)
    context.close()


@pytest.fixture
def reader(window: tuple[Page, list[str]]) -> Iterator[Page]:
    """The window as opened; what the browser complains of, or asks of another host, fails the test."""
    page, complaints = window
    complaints.clear()
    yield page
    page.unroute_all(behavior="ignoreErrors")
    page.context.clear_cookies()
    page.set_viewport_size(SIZE)  # type: ignore[arg-type]
    page.emulate_media(media="screen", color_scheme="light", reduced_motion="no-preference")
    page.mouse.move(0, 0)
    assert not complaints
