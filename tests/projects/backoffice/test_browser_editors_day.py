"""A day of an editor: in with a phone, a spreadsheet, corrected, changed with others, put back, seen."""

import re
from pathlib import Path

from django.contrib.auth.models import Group, User
from playwright.sync_api import Page, expect

from projects.models import Project
from tests.projects.pages import test_browser
from tests.projects.pages.test_browser import browser, page, site
from tests.projects.uploads.test_browser_project_upload import bring, file
from tests.support.codes import next_code
from tests.support.project_sheets import HEADERS, ROW, UPLOAD
from tests.wonen.accounts.test_browser_login import colleague, set_up, with_code, with_password
from tests.wonen.accounts.test_browser_login import log_out as leave

__all__ = ["browser", "colleague", "page", "site"]
pytestmark = test_browser.pytestmark
PUBLIC = "/gemeenten/heerlen/?jaar=2022"


def first_day(page: Page) -> str:
    """Set up the phone of a publisher and leave; return its secret."""
    page.goto("/beheer/projects/project/")
    with_password(page)
    secret, _ = set_up(page)
    page.get_by_role("link", name="Ik heb ze bewaard").click()
    leave(page)
    return secret


def seen(page: Page, name: str) -> str:
    """Return what the public page of Heerlen says of a project, at this moment."""
    page.goto(PUBLIC)
    return page.get_by_role("row").filter(has=page.get_by_role("rowheader", name=name)).inner_text()


def test_a_day_of_an_editor(colleague: Page, tmp_path: Path) -> None:
    page = colleague
    User.objects.get(username="ada").groups.set(Group.objects.filter(name="Publicist"))
    secret = first_day(page)
    with_password(page)
    with_code(page, next_code(secret))
    expect(page.get_by_role("button", name="Afmelden")).to_be_visible()

    # A spreadsheet with two wrong cells changes nothing; corrected it is applied as a whole.
    rows = [HEADERS, [*ROW[:4], "veel"], ["Burg Gijzelslaan", *ROW[1:3], "Nieuwbau", "26"]]
    bring(page, file(tmp_path, rows))
    expect(page.get_by_role("alert")).to_contain_text("2 rijen zijn fout.")
    assert "20 woningen" in seen(page, "Spoorsingel")
    rows[1][4], rows[2][3] = "22", "Nieuwbouw/verbouw"
    bring(page, file(tmp_path, rows))
    page.get_by_role("button", name="Pas toe").click()
    expect(page.get_by_text("Toegepast.")).to_be_visible()
    applied = page.url
    assert "22 woningen" in seen(page, "Spoorsingel")
    assert "26 woningen" in seen(page, "Burg Gijzelslaan")

    # Both are moved a year on.
    page.goto("/beheer/projects/project/")
    for name in ("Spoorsingel", "Burg Gijzelslaan"):
        page.get_by_role("row", name=name).get_by_role("checkbox").check()
    page.locator("select[name=action]").select_option("Samen wijzigen")
    page.get_by_role("button", name="Uitvoeren").click()
    page.get_by_label("Planning").select_option("Verschuiven")
    page.get_by_label("Verschuiven met").fill("1")
    page.get_by_role("button", name="Bekijk wat er verandert").click()
    page.get_by_role("button", name="Wijzig 2 projecten").click()
    expect(page.locator(".messagelist .success")).to_contain_text("2 projecten zijn gewijzigd.")
    assert "2023 (start)" in seen(page, "Spoorsingel")

    # One goes back to how the spreadsheet left it.
    project = Project.objects.get(name="Spoorsingel")
    page.goto(f"/beheer/projects/project/{project.pk}/history/")
    page.get_by_role("link", name=re.compile("^Zet de versie van")).first.click()
    page.get_by_role("button", name="Zet deze versie terug").click()
    expect(page.get_by_text("Teruggezet: 1 vastgoedproject gewijzigd.")).to_be_visible()
    assert "2022 (start)" in seen(page, "Spoorsingel")
    assert "22 woningen" in seen(page, "Spoorsingel")

    # To undo the spreadsheet would lose what came after it: that is said, and nothing changes.
    page.goto(applied)
    page.get_by_role("link", name="maak het ongedaan").click()
    expect(page.get_by_role("button", name="Maak ongedaan")).to_have_count(0)
    expect(page.locator("#content")).to_contain_text("Burg Gijzelslaan")
    assert UPLOAD in applied
