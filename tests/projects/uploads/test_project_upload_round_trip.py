"""What is exported can be brought in again and changes nothing; what is edited there changes just that."""

import datetime
from typing import Any

import pytest
from django.test import Client

from projects.models import ExternalCode, Project
from projects.uploads.reader.headers import NAMES
from tests.conftest import AddProject
from tests.projects.export.test_project_export import HEADERS, fetched, fullest
from tests.support.project_sheets import apply, changes, counts, given, problems, stored, upload_of
from tests.support.sheets import book, edited, read

__all__ = ["fullest"]


@pytest.mark.parametrize("kind", ["xlsx", "csv"])
def test_the_export_of_everything_and_nothing_changes_nothing(
    admin_client: Client, fullest: Project, add_project: AddProject, kind: str
) -> None:
    ExternalCode.objects.create(project=Project.objects.get(name="Onbekend"), system="dpi", code="1")
    add_project("+1+1  twee", source="-bron", note="'=A1\r\n \n twee  spaties\n" + "x" * 40_000, place="+p")
    Project.objects.filter(name="Geheel").update(note="Regel \r\n")
    before = stored()
    page = given(admin_client, fetched(admin_client, kind), f"projecten.{kind}")
    assert counts(page) == (0, 0, 0, 0, 3), (problems(page), changes(page))
    assert "Dit bestand verandert niets." in page.content.decode()
    assert stored() == before


def test_the_export_of_the_brochure_of_a_year_changes_nothing(
    admin_client: Client, brochure: dict[str, Any]
) -> None:
    page = given(admin_client, fetched(admin_client, "xlsx", "jaar=2022"))
    assert counts(page) == (0, 0, 0, 0, 6), (problems(page), changes(page))
    text = page.content.decode()
    assert "De kolom &#x27;Adres&#x27; is alleen ter informatie" in text


def test_every_column_of_the_export_is_known() -> None:
    assert {NAMES[header.lower()] for header in [*HEADERS, "Keuze"]} == {*HEADERS, "Keuze"}


def test_two_forms_of_one_fact_must_agree(admin_client: Client, brochure: dict[str, Any]) -> None:
    headers = HEADERS
    cell = f"{letter(headers.index('Woningen'))}2"
    page = given(admin_client, edited(fetched(admin_client, "xlsx"), **{cell: 25}))
    assert counts(page) == (1, 0, 0, 0, 5)
    ((row, column, text, sentence),) = problems(page)
    assert (row, column, text) == (2, f"{letter(headers.index('Woningen'))} Woningen", "25")
    assert sentence.startswith("Dit spreekt de kolom 'Aantal woningen' tegen: daar staat 'Ca. 30 woningen'.")


def test_a_cell_edited_in_both_forms_changes_just_that(
    admin_client: Client, brochure: dict[str, Any]
) -> None:
    content = fetched(admin_client, "xlsx")
    row = next(number for number, cells in enumerate(read(content), 1) if cells[1] == "Spoorsingel")
    places = {f"{letter(HEADERS.index(name))}{row}": value for name, value in {
        "Aantal woningen": "Ca. 22 woningen", "Woningen": 22, "Ongeveer": "ja",
        "Planning": "Q3 2023 (start)", "Startjaar": 2023, "Startkwartaal": 3,
    }.items()}  # fmt: skip
    before = stored()
    page = given(admin_client, edited(content, **places))
    assert counts(page) == (0, 0, 0, 1, 5), problems(page)
    assert changes(page) == [
        ["Aantal woningen", "20 woningen", "Ca. 22 woningen"],
        ["Planning", "2022 (start)", "Q3 2023 (start)"],
    ]
    assert stored() == before
    apply(admin_client, page)
    project = Project.objects.get(name="Spoorsingel")
    assert (project.dwellings, project.dwellings_approximate) == (22, True)
    assert (project.start_year, project.start_quarter) == (2023, 3)
    assert [row for row in stored()[0] if row[0] != project.pk] == [
        row for row in before[0] if row[0] != project.pk
    ]
    assert stored()[1:] == before[1:]


def test_an_empty_cell_leaves_what_is_known_and_nnb_makes_it_unknown(
    admin_client: Client, fullest: Project
) -> None:
    headers = [
        "Nummer",
        "Naam",
        "Plaats of wijk",
        "Aantal woningen",
        "Type woningen",
        "Huurprijsklasse",
        "Toelichting voor het publiek",
    ]
    rows: list[list[Any]] = [headers, [fullest.pk, "Fase 1", None, None, "Nnb", None, "nnb"]]
    page = given(admin_client, book(rows))
    assert changes(page) == [
        [
            "Type woningen",
            "Ntb (mix met gestapeld met lift en grondgebonden gezins) en wonen met zorg",
            "Nnb",
        ],
        ["Toelichting voor het publiek", fullest.note, "leeg"],
    ]
    kept = upload_of(page).rows.get().kept
    assert [header for header, _ in kept] == ["Plaats of wijk", "Aantal woningen", "Huurprijsklasse"]
    assert "Leeg in het bestand, blijft staan: Plaats of wijk (Hoensbroek)" in page.content.decode()
    apply(admin_client, page)
    fullest.refresh_from_db()
    assert (fullest.place, fullest.dwellings, fullest.note) == ("Hoensbroek", 1250, "")
    assert not fullest.housing_types.exists()
    assert fullest.rent_entries.count() == 3


def test_a_split_and_the_codes_are_brought_in(admin_client: Client, fullest: Project) -> None:
    headers = ["Nummer", "Naam", "Huurprijsklasse", "Verdeling", "Codes elders"]
    said = "Betaalbaar + Vrije huur (eventueel aangevuld met Middenhuur)"
    rows: list[list[Any]] = [
        headers,
        [fullest.pk, "Fase 1", said, "Betaalbaar: 200, Vrije huur 1.000", "dpi: 9\nplanmonitor: 77"],
    ]
    page = given(admin_client, book(rows))
    assert counts(page) == (0, 0, 0, 1, 0), problems(page)
    apply(admin_client, page)
    entries = fullest.rent_entries.values_list("rent_class__code", "is_possible", "dwellings")
    assert set(entries) == {
        ("betaalbaar", False, 200), ("vrije-huur", False, 1000), ("middenhuur", True, None)
    }  # fmt: skip
    assert [str(code) for code in fullest.external_codes.all()] == ["dpi 9", "planmonitor 77"]


def test_a_moment_that_no_field_can_hold_is_kept_in_the_note(
    admin_client: Client, add_project: AddProject
) -> None:
    project = add_project(note="Ligt aan het spoor.", start_year=2022)
    headers = ["Naam", "Gemeente", "Start", "Oplevering"]
    first = book(
        [headers, ["Spoorsingel", "Heerlen", "2e helft 2024", (datetime.date(2025, 3, 15), "d-m-yyyy")]]
    )
    page = given(admin_client, first)
    assert ["Planning", "2022 (start)", "2024 (start), Q1 2025 (oplevering)"] in changes(page)
    apply(admin_client, page)
    project.refresh_from_db()
    assert (project.start_year, project.start_quarter) == (2024, None)
    assert (project.delivery_year, project.delivery_quarter) == (2025, 1)
    assert project.note == (
        "Ligt aan het spoor.\nStart volgens de bron: 2e helft 2024.\nOplevering volgens de bron: 15-3-2025."
    )
    assert counts(given(admin_client, first)) == (0, 0, 0, 0, 1)
    assert counts(given(admin_client, fetched(admin_client, "xlsx"))) == (0, 0, 0, 0, 1)
    apply(admin_client, given(admin_client, book([headers, ["Spoorsingel", "Heerlen", "Q4 2024", 2025]])))
    project.refresh_from_db()
    assert (project.start_quarter, project.delivery_quarter) == (4, None)
    assert project.note == "Ligt aan het spoor."


def letter(place: int) -> str:
    return f"{chr(64 + place // 26) if place >= 26 else ''}{chr(65 + place % 26)}"
