"""Files with which others had trouble: each is read for what it says, or refused with what it is."""

from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from municipalities.figures.spreadsheet import upload
from tests.support import project_sheets
from tests.support.sheets import counts as figure_counts
from tests.support.staff import CHIEF
from wonen.spreadsheets.looks import STRUCK

FILES = Path(__file__).parents[2] / "data" / "files"
PROJECTS = sorted(each.name for each in FILES.glob("p-*"))
FIGURES = sorted(each.name for each in FILES.glob("k-*"))
TWO = {"Proef één": "20", "Proef twee": "30"}
# Of each file the new projects by name, with their number of dwellings and where it matters the planning.
READ: dict[str, dict[str, str]] = {
    "p-rows-out-of-order.xlsx": {"Proef twee": "20", "Proef drie": "30", "Proef vier": "40"},
    "p-cells-out-of-order.xlsx": {"Proef wissel": "20, 2027"},
    "p-last-row-has-a-height.xlsx": TWO,
    "p-style-empty-fill.xlsx": TWO,
    "p-style-font-family.xlsx": TWO,
    "p-style-alignment.xlsx": TWO,
    "p-properties-local-date.xlsx": TWO,
    "p-shared-strings-capital.xlsx": {"Proef één": "20"},
    "p-escapes-lf-tab.xlsx": {"Proef regel": "20", "Proef tab": "20"},
    "p-format-with-condition.xlsx": {"Proef voorwaarde": "24", "Proef groot": "Ca. 240"},
    "p-struck-through.xlsx": {"Proef doorgehaald": "20", "Proef twee": "30"},
    "p-formulas-filled-down.xlsx": TWO,
    "p-header-signs.xlsx": {"Proef voet": "20"},
    "p-unicode-text-utf16le.txt": TWO,
    "p-bom-twice.csv": TWO,
    "p-header-zero-width.csv": {"Proef kop": "20"},
    "p-municipality-nonbreaking-hyphen.csv": {"Proef streep": "20"},
    "p-dates-as-excel-saves-them.csv": {
        f"Proef datum {name}": "20, Q1 2027" for name in ("aaa", "bbb", "ccc", "ddd")
    },
    "p-space-after-comma.csv": {"Proef vier, noord": "20"},
    "p-text-trick.csv": {"Proef truc": "20"},
}
FORMULA = "In deze cel staat een formule. Verwacht: de uitkomst zelf (plakken als waarde)."
IS_ERROR = "In deze cel staat een fout van de spreadsheet ({}). Verwacht: wat er had moeten staan."
WIDEN = (
    "In deze cel staan alleen hekjes: de kolom was te smal toen het bestand werd bewaard. Maak de kolom "
    "breder, en bewaar het bestand opnieuw."
)
# Of each file the rows that are refused, with column and sentence.
REFUSED: dict[str, list[tuple[int, str, str]]] = {
    "p-formula-with-value.xlsx": [(2, "E Aantal woningen", FORMULA)],
    "p-errors-as-names.csv": [
        (2, "A Naam", IS_ERROR.format("#VERW!")),
        (3, "A Naam", IS_ERROR.format("#N/B")),
        (4, "A Naam", IS_ERROR.format("#NAAM?")),
        (5, "A Naam", WIDEN),
    ],
}
# Of each file the sentence with which it is refused as a whole.
WHOLE = {
    "p-strict.xlsx": "Dit is een werkmap in Strict Open XML. Bewaar het in Excel als Excel-werkmap (.xlsx), "
    "niet als Strict Open XML.",
    "p-ods.ods": "Dit is een OpenDocument-bestand (.ods). Bewaar het in LibreOffice of Excel als "
    "Excel-werkmap (.xlsx).",
    "p-own-column.xlsx": "Deze kolom is niet bekend. Verwacht: een kolom uit het sjabloon, bijvoorbeeld "
    "Naam, Gemeente, Soort, Aantal woningen of Planning. Hernoem de kolom, of haal haar weg.",
}
NOTICES: dict[str, list[str]] = {
    "p-struck-through.xlsx": [STRUCK.format("Blad1", "rij 2")],
}
FIGURES_READ = {"k-comma.csv": 1, "k-windows1252.csv": 1, "k-last-row-has-a-height.xlsx": 1}


def test_every_file_has_its_right_answer() -> None:
    assert set(PROJECTS) == READ.keys() | REFUSED.keys() | WHOLE.keys()
    assert set(FIGURES) == {*FIGURES_READ, "k-three-digits-after-comma.xlsx"}


@pytest.mark.parametrize("name", PROJECTS)
def test_a_file_of_projects_is_read_right_or_refused_with_what_it_is(
    name: str, admin_client: Client, world: None
) -> None:
    page = project_sheets.given(admin_client, (FILES / name).read_bytes(), name)
    upload = project_sheets.upload_of(page)
    assert [each["sentence"] for each in upload.problems] == ([WHOLE[name]] if name in WHOLE else [])
    refused = [(row, place, sentence) for row, place, _, sentence in project_sheets.problems(page)]
    assert refused == REFUSED.get(name, [])
    if name not in WHOLE:
        assert {each["Naam"]: said(each, READ.get(name, {})) for each in project_sheets.cells(page)} == (
            READ.get(name, {})
        )
        assert upload.notices == NOTICES.get(name, [])


def said(cells: dict[str, str], wanted: dict[str, str]) -> str:
    count = cells["Aantal woningen"].removesuffix(" woningen")
    return f"{count}, {cells['Planning']}" if "," in wanted.get(cells["Naam"], "") else count


def test_what_a_cell_says_besides_is_kept(admin_client: Client, world: None) -> None:
    def first(name: str) -> dict[str, str]:
        page = project_sheets.given(admin_client, (FILES / name).read_bytes(), name)
        return project_sheets.cells(page)[0]

    assert first("p-text-trick.csv")["Codes elders"] == "dpi: 0012"
    assert first("p-municipality-nonbreaking-hyphen.csv")["Gemeente"] == "Gulpen-Wittem"
    dates = first("p-dates-as-excel-saves-them.csv")
    assert dates["Toelichting voor het publiek"] == "Planning volgens de bron: mrt-27."


@pytest.mark.parametrize("name", FIGURES_READ)
def test_a_file_of_figures_is_read(name: str, brochure: dict[str, Any]) -> None:
    outcome = upload.preview((FILES / name).read_bytes(), name, CHIEF)
    assert figure_counts(outcome)[:2] == (FIGURES_READ[name], 0), outcome.problems
    assert not outcome.wrong


def test_three_digits_after_a_comma_are_refused_in_a_figure(brochure: dict[str, Any]) -> None:
    content = (FILES / "k-three-digits-after-comma.xlsx").read_bytes()
    outcome = upload.preview(content, "cijfers.xlsx", CHIEF)
    assert {(each.row, each.text, "twee manieren" in each.sentence) for each in outcome.problems} == {
        (2, "12,500", True),
        (3, "1,200", True),
        (4, "1,250", True),
        (20, "€ 1,250,000", False),
        (21, "90,000.00", False),
    }
    english = [each.sentence for each in outcome.problems if each.row in {20, 21}]
    assert all("Verwacht: " in each and each.endswith("voor duizendtallen.") for each in english), english
