"""Files of projects that are no spreadsheet, or a hostile one: each gets a sentence, and nothing changes."""

import io
import zipfile
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from projects.models import Project
from tests.municipalities.figures.test_upload_files import ENTITY, SHEET, zipped
from tests.support.project_sheets import (
    HEADERS,
    ROW,
    apply,
    counts,
    given,
    listed,
    problems,
    stored,
    upload_of,
)
from tests.support.sheets import book

pytestmark = pytest.mark.usefixtures("world")


def with_part(name: str, change: Callable[[bytes], bytes], *more: tuple[str, bytes]) -> bytes:
    """Return a good workbook of which one part was tampered with, and others added."""
    source = zipfile.ZipFile(io.BytesIO(listed(ROW)))
    parts = [(each, source.read(each)) for each in source.namelist()]
    return zipped(*((each, change(content) if each == name else content) for each, content in parts), *more)


def million_rows() -> bytes:
    rows = b"".join(b'<row r="%d"/>' % number for number in range(3, 1_048_577))
    return with_part(SHEET, lambda text: text.replace(b"</sheetData>", rows + b"</sheetData>"))


def merges(*areas: bytes) -> bytes:
    refs = b"".join(b'<mergeCell ref="%s"/>' % area for area in areas)
    return with_part(
        SHEET, lambda text: text.replace(b"</sheetData>", b"</sheetData><mergeCells>%s</mergeCells>" % refs)
    )


HOSTILE: dict[str, tuple[str, Callable[[], bytes], str]] = {
    "a picture": ("a.xlsx", lambda: b"\x89PNG\r\n\x1a\n" + b"\0" * 50, "Dit bestand is geen spreadsheet"),
    "text named xlsx": ("a.xlsx", lambda: b"hallo", "Dit bestand is geen spreadsheet"),
    "null bytes": ("a.csv", lambda: b"Naam;Gemeente\nA\0;Heerlen\n", "Dit bestand is geen spreadsheet"),
    "a zip bomb": (
        "a.xlsx",
        lambda: zipped((SHEET, b"0" * 30_000_000)),
        "Het bestand is uitgepakt veel te groot",
    ),
    "entities": ("a.xlsx", lambda: with_part(SHEET, lambda text: ENTITY + text), "Het blad 'Cijfers' is bes"),
    "an outside entity": (
        "a.xlsx",
        lambda: with_part(
            SHEET, lambda text: b'<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>' + text
        ),
        "Het blad 'Cijfers' is beschadigd.",
    ),
    "a macro": (
        "a.xlsm",
        lambda: with_part(SHEET, lambda text: text, ("xl/vbaProject.bin", b"x")),
        "In dit bestand zit een macro",
    ),
    "a million empty rows": ("a.xlsx", million_rows, "Er zijn meer dan 200.000 rijen."),
    "merged without end": (
        "a.xlsx",
        lambda: merges(*(b"A1:XFD1048576" for _ in range(2))),
        "Op het blad 'Cijfers' zijn te veel cellen samengevoegd",
    ),
    "many merged": (
        "a.xlsx",
        lambda: merges(*(b"A1:A2" for _ in range(20_001))),
        "Op het blad 'Cijfers' zijn te veel cellen samengevoegd",
    ),
    "merged nonsense": ("a.xlsx", lambda: merges(b"nergens"), "Het blad 'Cijfers' is beschadigd."),
    "letters of no alphabet": ("a.csv", lambda: b"Naam;Gemeente\n\x81\x8d;x", "De letters van dit bestand"),
    "an open quote": ("a.csv", lambda: b'Naam;Gemeente\n"A;Heerlen\n', "Het CSV-bestand breekt af"),
    "an empty file": ("a.csv", lambda: b" ", "Er is geen kopregel gevonden."),
}


@pytest.mark.parametrize("case", HOSTILE)
def test_a_hostile_or_broken_file_gets_a_sentence(admin_client: Client, case: str) -> None:
    name, make, sentence = HOSTILE[case]
    page = given(admin_client, make(), name)
    assert page.status_code == 200
    assert upload_of(page).problems[-1]["sentence"].startswith(sentence), upload_of(page).problems
    assert sentence.split("'")[0] in page.content.decode()
    assert apply(admin_client, page).status_code == 409
    assert not Project.objects.exists()


def test_a_row_far_down_or_a_cell_far_to_the_right_is_refused(admin_client: Client) -> None:
    for row in (b'<row r="9999999"', b'<row r="2"'):

        def moved(text: bytes, row: bytes = row) -> bytes:
            return text.replace(b'<row r="2"', row).replace(b'r="E2"', b'r="XFD2"')

        page = given(admin_client, with_part(SHEET, moved))
        assert upload_of(page).problems


def test_formulas_are_told_cell_by_cell(admin_client: Client) -> None:
    formulas = [f"=A{number}" for number in range(len(HEADERS))]
    page = given(admin_client, book([HEADERS, formulas]))
    told: list[Any] = problems(page)
    assert [each[1].split(" ", 1)[0] for each in told] == ["A", "B", "C", "D", "E"]
    assert all(each[3].startswith("In deze cel staat een formule.") for each in told)
    assert counts(page) == (1, 0, 0, 0, 0)


def test_words_that_would_be_markup_are_shown_as_they_stand(admin_client: Client) -> None:
    page = given(admin_client, listed(["<b>Plan</b>", *ROW[1:4], "<i>veel</i>"]))
    text = page.content.decode()
    assert "&lt;b&gt;Plan" in text
    assert "<i>veel" not in text
    assert stored()[0] == []
