"""The upload pipeline with a list of regions: what another kind of spreadsheet must say, and nothing besides.

The pages are those of the pipeline; templates and the table that keeps the file are lent by the figures.
"""

from dataclasses import dataclass
from typing import Any

import pytest
from django.contrib import admin
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import include, path

from municipalities.models import FigureUpload, HistoryEntry, Region
from tests.support.sheets import book
from wonen.spreadsheets import cells
from wonen.spreadsheets.header_row import Layout
from wonen.spreadsheets.tables import Row
from wonen.spreadsheets.upload.comparison import Comparison
from wonen.spreadsheets.upload.import_result import Difference, Differences, Line
from wonen.spreadsheets.upload.kept_pages import KeptPages
from wonen.spreadsheets.upload.pages import SpreadsheetField, UploadForm

ADDRESS = "/beheer/regiolijst/"


@dataclass(slots=True)
class Draft:
    row: Row
    key: str
    name: str

    def line(self, differences: Differences) -> Line:
        told = tuple(Difference(name, *map(str, pair)) for name, pair in differences.items())
        return Line(self.row.sheet, self.row.number, self.key, self.name, told)


class RegionComparison(Comparison[Draft]):
    layout = Layout({"regiocode": "Regiocode", "naam": "Naam"}, ("Regiocode", "Naam"), "Onbekend.", enough=2)
    no_table = "Geen kopregel."

    def read(self, row: Row) -> Draft | None:
        slug, name = (cells.text(row.cells[header]) for header in ("Regiocode", "Naam"))
        if not slug:
            self.refuse(row.problem("Regiocode", "Vul de code in."))
            return None
        return Draft(row, slug, name)

    def compare(self, chunk: list[Draft]) -> None:
        known = {each.slug: each for each in Region.objects.filter(slug__in=[draft.key for draft in chunk])}
        for draft in chunk:
            region = known.get(draft.key)
            if region is None:
                self.outcome.add("new", draft)
            elif region.name == draft.name:
                self.outcome.add("unchanged", draft)
            else:
                self.outcome.add("changed", draft, {"Naam": (region.name, draft.name)})
            if self.write and not self.outcome.wrong:
                Region.objects.update_or_create(slug=draft.key, defaults={"name": draft.name})


class RegionForm(UploadForm):
    bestand = SpreadsheetField("Een lijst van regio's.")


class RegionPages(KeptPages):
    model, form, comparison = FigureUpload, RegionForm, RegionComparison
    needed = ("municipalities.change_region",)
    title, busy, different = "Regio's", "Bezet.", "Het is nu anders."
    address, applied = "regiolijst", "admin:municipalities_region_changelist"
    template = "admin/municipalities/figure/upload"


urlpatterns = [
    path("beheer/regiolijst/", admin.site.admin_view(RegionPages().bring), name="regiolijst"),
    path("", include("wonen.urls")),
]
pytestmark = pytest.mark.urls(__name__)


def given(client: Client, *rows: list[Any]) -> Any:
    content = book([["Regiocode", "Naam"], *rows])
    return client.post(ADDRESS, {"bestand": SimpleUploadedFile("regio.xlsx", content)})


def pressed(client: Client, previewed: Any, name: str) -> Any:
    kept, outcome = previewed.context["kept"], previewed.context["outcome"]
    return client.post(ADDRESS, {name: "x", "bestand": kept.pk, "uitkomst": outcome.digest})


@pytest.fixture
def parkstad(db: None) -> Region:
    Region.objects.all().delete()
    return Region.objects.create(slug="parkstad", name="Parkstad")


def test_a_list_of_another_kind_needs_no_pages_of_its_own(admin_client: Client, parkstad: Region) -> None:
    assert admin_client.get(ADDRESS).status_code == 200
    previewed = given(admin_client, ["parkstad", "Parkstad Limburg"], ["noord", "Noord-Limburg"])
    outcome = previewed.context["outcome"]
    assert (outcome.new, outcome.changed, outcome.wrong) == (1, 1, 0)
    assert Region.objects.count() == 1
    assert pressed(admin_client, previewed, "toepassen").status_code == 302
    assert set(Region.objects.values_list("name", flat=True)) == {"Parkstad Limburg", "Noord-Limburg"}
    entry = HistoryEntry.objects.latest("pk")
    assert (entry.act, entry.label) == ("inlezen", "regio.xlsx")
    assert pressed(admin_client, previewed, "toepassen").status_code == 409


def test_what_is_wrong_or_otherwise_by_now_saves_nothing(admin_client: Client, parkstad: Region) -> None:
    wrong = given(admin_client, ["noord", "Noord-Limburg"], [None, "Nergens"])
    assert wrong.status_code == 400
    assert [each.place for each in wrong.context["outcome"].problems] == [
        "Blad Cijfers, rij\u00a03, kolom\u00a0A (Regiocode)"
    ]
    previewed = given(admin_client, ["parkstad", "Parkstad Limburg"], ["noord", "Noord-Limburg"])
    Region.objects.update(name="Park")
    stale = pressed(admin_client, previewed, "toepassen")
    assert stale.status_code == 409
    assert "Het is nu anders." in stale.content.decode()
    assert Region.objects.get().name == "Park"


def test_a_file_is_let_go_and_a_right_is_asked(
    admin_client: Client, client: Client, parkstad: Region
) -> None:
    previewed = given(admin_client, ["noord", "Noord-Limburg"])
    assert pressed(admin_client, previewed, "annuleren").headers["Location"] == ADDRESS
    assert not FigureUpload.objects.exists()
    assert client.get(ADDRESS).status_code == 302
