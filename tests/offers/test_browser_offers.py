"""A bod in a real browser: made and published by keyboard; accessible, also on a phone."""

import re
from collections.abc import Iterator

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from municipalities.models import Municipality
from offers.models import Offer, OfferVersion
from projects.models import Project
from tests.projects.pages import test_browser
from tests.projects.pages.test_browser import browser, page, site, staff
from tests.support.audits import audit

__all__ = ["browser", "page", "site", "staff"]
pytestmark = test_browser.pytestmark


@pytest.fixture
def corrected(staff: Page) -> Offer:
    """The bod of the brochure, of which a project changed since it was published."""
    Project.objects.filter(name="Spoorsingel").update(dwellings=24)
    return Offer.objects.get()


def addresses(offer: Offer) -> Iterator[str]:
    """Yield the pages that have something of ours; the list is Django's own."""
    yield reverse("admin:offers_offer_add")
    yield reverse("admin:offers_offer_change", args=[offer.pk])
    yield reverse("admin:offers_offer_version", args=[offer.pk, 1])
    yield reverse("admin:offers_offer_publish", args=[offer.pk])


def test_axe_finds_nothing_and_nothing_runs_off_a_phone(staff: Page, corrected: Offer) -> None:
    for address in addresses(corrected):
        assert audit(staff, address) == []
        staff.set_viewport_size({"width": 320, "height": 700})
        assert staff.evaluate("document.documentElement.scrollWidth") <= 320, address


def test_a_bod_is_made_and_published_by_keyboard_and_is_in_the_api_at_once(
    staff: Page, corrected: Offer
) -> None:
    staff.goto(reverse("admin:offers_offer_add"))
    place = Municipality.objects.get(name="Heerlen")
    staff.get_by_label("Gemeente").select_option(str(place.pk))
    staff.get_by_label("Jaar").fill("2023")
    staff.keyboard.press("Enter")
    staff.get_by_role("link", name=re.compile("Bod 2023")).first.click()
    staff.get_by_role("link", name="Publiceren").focus()
    staff.keyboard.press("Enter")
    expect(staff.get_by_role("heading", level=1)).to_contain_text("publiceren")
    staff.get_by_role("button", name="Publiceer versie 1").focus()
    staff.keyboard.press("Enter")
    expect(staff.get_by_text("Versie 1 van het bod is gepubliceerd")).to_be_visible()
    answer = staff.request.get("/api/v1/boden/WL-GM0917-2023")
    assert answer.json()["laatsteVersie"] == 1


def test_a_correction_without_a_word_is_sent_back_with_the_sentence(staff: Page, corrected: Offer) -> None:
    staff.goto(reverse("admin:offers_offer_publish", args=[corrected.pk]))
    expect(staff.get_by_text("Gewijzigd (1)")).to_be_visible()
    staff.get_by_label("Wat deze versie corrigeert").fill("   ")
    staff.get_by_role("button", name="Publiceer versie 2").click()
    expect(staff.get_by_text("Zeg in de toelichting wat deze versie corrigeert.")).to_be_visible()
    staff.get_by_label("Wat deze versie corrigeert").fill("Spoorsingel telt 24 woningen.")
    staff.get_by_role("button", name="Publiceer versie 2").click()
    expect(staff.get_by_text("Versie 2 van het bod is gepubliceerd")).to_be_visible()
    assert OfferVersion.objects.get(number=2).note == "Spoorsingel telt 24 woningen."
