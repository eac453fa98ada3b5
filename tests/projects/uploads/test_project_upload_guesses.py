"""What a person sees in a spreadsheet is what is read: no number without its words, no guess at a cell."""

import io

import pytest
from django.test import Client
from openpyxl import Workbook

from projects.models import ExternalCode
from tests.conftest import AddProject
from tests.support.project_sheets import (
    ROW,
    cells,
    counts,
    given,
    listed,
    problems,
    upload_of,
)
from tests.support.sheets import book

HEADING = (
    "Dit lijkt een kop van het overzicht, met nog iets ernaast. Laat in deze rij alleen de kop staan, of "
    "geef het project een naam die geen kop is."
)
TOTAL = "Dit lijkt een rij met totalen. Haal de rij weg: Wonen telt zelf."


@pytest.mark.parametrize(
    ("form", "text"),
    [
        ('"ca."\\ 0', "Ca. 30 woningen"), ("\\c\\a\\.\\ 0", "Ca. 30 woningen"), ("\\±0", "Ca. 30 woningen"),
        ("~0", "Ca. 30 woningen"), ('0\\ "woningen"', "30 woningen"), ("General", "30 woningen"),
        ("@", "30 woningen"), ("#\\ ##0", "30 woningen"), ("[$-413]0", "30 woningen"), ("0.0", "30 woningen"),
        ("_-* #,##0_-;-* #,##0_-", "30 woningen"), ("0;[Red]-0", "30 woningen"), ("#,##0", "30 woningen"),
    ],
)  # fmt: skip
def test_a_number_is_read_with_the_words_of_its_format(
    admin_client: Client, world: None, form: str, text: str
) -> None:
    page = given(admin_client, listed([*ROW[:4], (30, form)]))
    assert [each["Aantal woningen"] for each in cells(page)] == [text]


@pytest.mark.parametrize("form", ["#,##0,", "0\\+", '0\\ "tot 40"', '"minder dan "0', "0.00E+00", '"veel"'])
def test_a_number_that_shows_as_something_else_is_refused(
    admin_client: Client, world: None, form: str
) -> None:
    page = given(admin_client, listed([*ROW[:4], (30, form)]))
    assert counts(page) == (1, 0, 0, 0, 0)


def test_a_heading_with_its_total_beside_it_is_no_project(admin_client: Client, world: None) -> None:
    rows = [
        ["Renovatie"],
        ["Molenberg", "10"],
        ["Sloop", "34 woningen"],
        ["Aarveld", "34"],
        ["Totaal sloop", "34"],
    ]
    page = given(admin_client, book([["Project", "Aantal"], *rows]), gemeente="GM0917", corporatie="WL")
    assert problems(page) == [(4, "A Naam", "Sloop", HEADING), (6, "A Naam", "Totaal sloop", TOTAL)]


def test_a_project_whose_name_begins_like_a_total_is_one(admin_client: Client, world: None) -> None:
    page = given(admin_client, listed(["Totaal renovatie Molenberg", *ROW[1:]]))
    assert counts(page) == (0, 0, 1, 0, 0)


def test_a_municipality_merged_over_the_place_is_no_place(admin_client: Client, world: None) -> None:
    made = Workbook()
    sheet = made.worksheets[0]
    sheet.append(["Naam", "Gemeente", "Plaats", "Corporatie", "Soort"])
    sheet.append(["Spoorsingel", "Heerlen", None, "WL", "Sloop"])
    sheet.merge_cells("B2:C2")
    page = given(admin_client, saved(made))
    sentence = (
        "Deze cel is samengevoegd met een andere kolom (B2:C2): wat in deze kolom hoort, is niet te zien. "
        "Maak de samenvoeging ongedaan."
    )
    assert problems(page) == [(2, "C Plaats of wijk", "Heerlen", sentence)]


def test_what_is_hidden_is_read_and_told(admin_client: Client, world: None) -> None:
    made = Workbook()
    made.worksheets[0].title = "Nu"
    old = made.create_sheet("Oud")
    for sheet, name in ((made.worksheets[0], "Spoorsingel"), (old, "Molenberg")):
        sheet.append(["Naam", "Gemeente", "Corporatie", "Soort", "Toelichting voor het publiek"])
        sheet.append([name, "Heerlen", "WL", "Sloop", "Eigen notitie"])
    made.worksheets[0].row_dimensions[2].hidden = True
    made.worksheets[0].column_dimensions["E"].hidden = True
    old.sheet_state = "hidden"
    page = given(admin_client, saved(made))
    assert counts(page) == (0, 0, 2, 0, 0)
    ending = "Wat verborgen is, is wel gelezen; kijk na of dat de bedoeling is."
    assert upload_of(page).notices == [
        f"Op het blad 'Nu' is verborgen: rij 2 en kolommen. {ending}",
        f"Op het blad 'Oud' is verborgen: het blad zelf. {ending}",
    ]


def saved(made: Workbook) -> bytes:
    file = io.BytesIO()
    made.save(file)
    return file.getvalue()


def test_a_system_in_capitals_makes_the_round_trip(admin_client: Client, add_project: AddProject) -> None:
    ExternalCode.objects.create(project=add_project(), system="DPI", code="A 1")
    content = b"".join(admin_client.get("/projecten.csv").streaming_content)  # type: ignore[attr-defined]
    assert counts(given(admin_client, content, "projecten.csv")) == (0, 0, 0, 0, 1)


def test_letters_kept_in_two_ways_are_refused(admin_client: Client, world: None) -> None:
    head, row = "Naam;Gemeente;Corporatie;Soort\n", "Café;Heerlen;WL;Sloop\n"
    content = (head + row).encode() + row.replace("Café", "Allée").encode("cp1252")
    page = given(admin_client, content, "projecten.csv")
    assert counts(page) == (0, 0, 0, 0, 0)
    assert (
        upload_of(page).problems[0]["sentence"].startswith("In dit bestand zijn letters met accenten op twee")
    )
    page = given(admin_client, (head + row).encode("cp1252"), "projecten.csv")
    assert [each["Naam"] for each in cells(page)] == ["Café"]
