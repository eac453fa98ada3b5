"""The history in a real browser: accessible, by keyboard, on a phone; a version and a removal put back."""

import re
from collections.abc import Iterator

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from projects.models import Project
from tests.projects.pages import test_browser
from tests.projects.pages.test_browser import browser, page, site, staff
from tests.support.audits import audit
from wonen.history.entries import HistoryEntry

__all__ = ["browser", "page", "site", "staff"]
pytestmark = test_browser.pytestmark
NOTE = "De gemeente heeft gevraagd om nog eens naar de ontsluiting aan de noordkant te kijken."


@pytest.fixture
def changed(staff: Page) -> Project:
    """A project of the brochure with two more versions, and another that was removed."""
    project = Project.objects.get(name="Spoorsingel")
    Project.objects.filter(pk=project.pk).update(dwellings=24, note=NOTE)
    Project.objects.filter(pk=project.pk).update(note=NOTE.replace("noord", "zuid"), place="Noord")
    Project.objects.get(name="Dr Jaegerstraat").delete()
    return project


def addresses(project: Project) -> Iterator[str]:
    removal, last, middle, *_ = HistoryEntry.objects.newest_first()
    yield reverse("history")
    yield reverse("history") + "?van=gisteren"
    yield reverse("admin:projects_project_history", args=[project.pk])
    yield reverse("history-entry", args=[last.pk])
    yield reverse("history-undo", args=[removal.pk])
    yield reverse("history-undo", args=[middle.pk])  # which cannot be undone: it changed afterwards
    yield reverse("history-restore", args=[middle.pk, "projects.project", project.pk])


def test_axe_finds_nothing_and_nothing_runs_off_a_phone(staff: Page, changed: Project) -> None:
    for address in addresses(changed):
        assert audit(staff, address) == []
        staff.set_viewport_size({"width": 320, "height": 700})
        assert staff.evaluate("document.documentElement.scrollWidth") <= 320, address


def test_a_version_is_put_back_by_keyboard_and_seen_on_the_public_page_at_once(
    staff: Page, changed: Project
) -> None:
    staff.goto(reverse("admin:projects_project_change", args=[changed.pk]))
    staff.get_by_role("link", name="Geschiedenis", exact=True).first.click()
    staff.get_by_role("link", name=re.compile("^Zet de versie van")).last.focus()
    staff.keyboard.press("Enter")
    expect(staff.get_by_role("heading", name="Versie terugzetten")).to_be_visible()
    staff.get_by_role("button", name="Zet deze versie terug").focus()
    staff.keyboard.press("Enter")
    expect(staff.get_by_text("Teruggezet: 1 vastgoedproject gewijzigd.")).to_be_visible()
    staff.goto(changed.get_absolute_url())
    expect(staff.get_by_text("20 woningen").first).to_be_visible()


def test_what_was_removed_by_mistake_comes_back_by_the_link_in_the_message(
    staff: Page, changed: Project
) -> None:
    staff.goto(reverse("admin:projects_project_delete", args=[changed.pk]))
    expect(staff.get_by_text("Verwijderen kan daarna weer ongedaan gemaakt worden")).to_be_visible()
    staff.get_by_role("button", name="Ja, verwijder dit project").click()
    staff.get_by_role("link", name="Haal terug wat is verwijderd").click()
    assert not Project.objects.filter(pk=changed.pk).exists()
    staff.get_by_role("button", name="Maak ongedaan").click()
    expect(staff.get_by_text("Ongedaan gemaakt: 1 vastgoedproject")).to_be_visible()
    assert Project.objects.filter(pk=changed.pk).exists()
