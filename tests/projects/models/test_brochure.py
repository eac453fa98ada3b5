"""The brochure of Heerlen for 2022 comes out again, from the database, cell for cell."""

import re
from html.parser import HTMLParser
from typing import Any

import pytest
from django.core.management import call_command
from django.test import Client

from municipalities.models import Municipality, Region, RentLimits
from projects.models import HousingType, Project

CELLS = ("dwellings", "types", "rent", "bat", "sustainability", "planning")


class OverviewReader(HTMLParser):
    """Reads the tables of an overview from the page as a visitor gets it: heading, then rows of cells."""

    def __init__(self) -> None:
        super().__init__()
        self.sections: dict[str, list[list[str]]] = {}
        self.open = ""
        self.inside_overview = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        classes = dict(attrs).get("class") or ""
        if tag == "section":
            self.inside_overview = "overview-section" in classes
        if tag == "h3":
            self.open = "h3"
        if self.inside_overview and tag == "tr" and self.sections:
            list(self.sections.values())[-1].append([])
        if tag in {"td", "th"}:
            self.open = "cell"
            if rows := self._rows():
                rows[-1].append("")

    def _rows(self) -> list[list[str]]:
        return list(self.sections.values())[-1] if self.inside_overview and self.sections else []

    def handle_endtag(self, tag: str) -> None:
        if tag in {"td", "th", "h3"}:
            self.open = ""

    def handle_data(self, data: str) -> None:
        if self.inside_overview and self.open == "h3":
            self.sections[data.strip()] = []
        elif self.inside_overview and self.open == "cell" and (rows := self._rows()):
            rows[-1][-1] += data


def overview(client: Client, year: int) -> dict[str, list[list[str]]]:
    """Return the rows of each section of Heerlen's page, without the row of headings."""
    response = client.get("/gemeenten/heerlen/", {"jaar": year})
    assert response.status_code == 200
    reader = OverviewReader()
    reader.feed(response.content.decode())
    return {
        heading: [[re.sub(r"\s+", " ", cell).strip() for cell in row] for row in rows[1:]]
        for heading, rows in reader.sections.items()
    }


def test_every_cell_of_every_section_is_as_printed(client: Client, brochure: dict[str, Any]) -> None:
    printed: dict[str, list[list[str]]] = {}
    for project in brochure["projects"]:
        row = [project["name"], *(project[cell]["printed"] for cell in CELLS)]
        printed.setdefault(project["category"], []).append(row)
    assert sum(len(rows) for rows in printed.values()) == 6
    assert overview(client, 2022) == printed


def test_the_page_adds_up_to_132_dwellings(client: Client, brochure: dict[str, Any]) -> None:
    assert Project.objects.public().in_overview(2022).totals().dwellings == 132
    page = client.get("/gemeenten/heerlen/?jaar=2022").content.decode()
    assert re.search(r"woningen</dt>\s*<dd class=\"dash-value\"><a [^>]+>132</a>", page)
    assert "55 bij benadering (ca.)" in page  # 30 + 25


def test_a_year_later_the_research_has_become_new_building_by_itself(
    client: Client, brochure: dict[str, Any]
) -> None:
    later = overview(client, 2023)
    assert [row[0] for row in later["Nieuwbouw/verbouw"]] == ["Tarcicius basisschoollocatie"]
    assert [row[0] for row in later["In uitvoering"]] == [
        "Spoorsingel",
        "Burg Gijzelslaan",
        "Aldenhofpark Hoensbroek (fase 1)",
        "Saffierflat",
    ]
    assert "Onderzoek" not in later


def test_the_facts_are_stored_as_the_brochure_means_them(brochure: dict[str, Any]) -> None:
    for printed in brochure["projects"]:
        project = Project.objects.get(name=printed["name"])
        assert project.dwellings == printed["dwellings"]["count"]
        assert project.dwellings_approximate == printed["dwellings"]["approximate"]
        assert {each.label for each in project.housing_types.all()} == set(printed["types"]["set"])
        assert project.housing_types_undecided == printed["types"].get("undecided_mix", False)
        assert project.with_care == printed["types"].get("with_care", False)
        entries = project.rent_entries.select_related("rent_class")
        assert {str(each) for each in entries if not each.is_possible} == set(printed["rent"]["set"])
        assert {str(each) for each in entries if each.is_possible} == set(printed["rent"].get("possibly", []))
        assert (project.bat_from_id, project.bat_to_id) == (printed["bat"]["min"], printed["bat"]["max"])
        assert project.sustainability is not None
        assert project.sustainability.label == printed["sustainability"]["level"]
        assert project.sustainability_at_least == printed["sustainability"]["at_least"]
        assert project.start_year == printed["planning"].get("start")
        assert project.delivery_year == printed["planning"].get("delivery")
        assert project.planned_year == printed["planning"].get("year")


@pytest.mark.parametrize("name", ["Saffierflat", "Tarcicius basisschoollocatie"])
def test_what_the_brochure_leaves_open_has_a_note_on_the_page(
    client: Client, brochure: dict[str, Any], name: str
) -> None:
    project = Project.objects.get(name=name)
    assert project.note
    assert project.note in client.get(project.get_absolute_url()).content.decode()


def test_the_reference_rows_are_complete(brochure: dict[str, Any]) -> None:
    assert Municipality.objects.count() == 31
    assert set(Region.objects.filter(parent=None).values_list("name", flat=True)) == {
        "Noord-Limburg",
        "Midden-Limburg",
        "Zuid-Limburg",
    }
    parkstad = Municipality.objects.in_region(Region.objects.get(name="Parkstad"))
    assert set(brochure["region"]["municipalities"]) < set(parkstad.values_list("name", flat=True))
    assert Municipality.objects.in_region(Region.objects.get(name="Zuid-Limburg")).count() == 16
    assert [limits.valid_from.year for limits in RentLimits.objects.all()] == [
        2018, 2019, 2020, 2021, 2022, 2023, 2024, 2024, 2025, 2026,
    ]  # fmt: skip


def test_loading_again_changes_nothing_that_staff_changed(brochure: dict[str, Any]) -> None:
    Project.objects.filter(name="Spoorsingel").update(dwellings=21)
    Municipality.objects.filter(code="GM0917").update(in_working_area=False)
    HousingType.objects.filter(code="gestapeld-met-lift").update(meaning="Aangepast")
    call_command("load_brochure", verbosity=0)
    assert Project.objects.count() == 6
    assert Project.objects.get(name="Spoorsingel").dwellings == 21
    assert not Municipality.objects.get(code="GM0917").in_working_area
    assert HousingType.objects.get(code="gestapeld-met-lift").meaning == "Aangepast"


def test_loading_again_respects_what_staff_renamed_moved_or_removed(brochure: dict[str, Any]) -> None:
    Project.objects.filter(name="Spoorsingel").update(name="Spoorsingel-Zuid")
    Project.objects.filter(name="Saffierflat").delete()
    Region.objects.filter(slug="parkstad").update(name="Parkstad Limburg")
    Municipality.objects.filter(code="GM0917").update(code="GM9917")
    HousingType.objects.filter(code="gestapeld-met-lift").update(code="met-lift")
    RentLimits.objects.filter(valid_from="2026-01-01").update(valid_from="2026-02-01")
    call_command("load_brochure", verbosity=0)
    assert (Project.objects.count(), Region.objects.count(), Municipality.objects.count()) == (5, 6, 31)
    assert (HousingType.objects.count(), RentLimits.objects.count()) == (4, 10)
