"""Whatever staff type, one long word of it makes no page scroll sideways: in a world these tests change."""

import pytest
from django.core.management import call_command
from django.db.models import Value
from django.db.models.functions import Concat
from playwright.sync_api import Page, expect

from projects.models import Project, RentClass
from tests.projects.pages import test_browser
from tests.projects.pages.test_browser import browser, page, site

__all__ = ["browser", "page", "site"]
pytestmark = test_browser.pytestmark


def test_one_long_word_in_whatever_staff_type_makes_no_page_scroll(page: Page) -> None:
    call_command("example", 60, verbosity=0)
    project = Project.objects.get(name="Burg Gijzelslaan")
    long_word = "w" * 80
    Project.objects.filter(pk=project.pk).update(
        name=long_word, place=long_word, note=long_word, source=long_word
    )
    RentClass.objects.update(label=Concat("label", Value("w" * 40)))
    for width in (320, 1280):
        page.set_viewport_size({"width": width, "height": 640})
        for address in (
            project.get_absolute_url(),
            f"/projecten/?zoek={long_word}",
            "/gemeenten/heerlen/?jaar=2022",
        ):
            page.goto(address)
            assert page.evaluate("document.documentElement.scrollWidth") <= width, (address, width)


@pytest.mark.parametrize("width", [320, 1280])
def test_a_name_of_one_long_word_fits(page: Page, width: int) -> None:
    long = Project.objects.get(name="Spoorsingel")
    long.name = "Zorgwoningencomplexherbestemmingsverenigingsgebouw"
    long.save()
    page.set_viewport_size({"width": width, "height": 640})
    near = Project.objects.get(name="Saffierflat")
    for address in (
        long.get_absolute_url(),
        near.get_absolute_url(),
        "/projecten/",
        "/gemeenten/heerlen/?jaar=2022",
    ):
        page.goto(address)
        expect(page.get_by_text(long.name).first).to_be_visible()
        assert page.evaluate("document.documentElement.scrollWidth") <= width, address
        sideways = "[...document.querySelectorAll('.list-scroll')].some(e => e.scrollWidth > e.clientWidth)"
        assert not page.evaluate(sideways)
