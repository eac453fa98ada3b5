"""Cells of a spreadsheet: read where they stand and as they are shown, or refused with their place."""

import datetime
import io
import re
import zipfile
from collections.abc import Callable
from decimal import Decimal
from functools import partial
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.test import Client

from municipalities.figures.spreadsheet.cells import value
from municipalities.figures.spreadsheet.columns import HEADERS
from municipalities.models.indicators import Indicator
from projects.uploads.reader.cell_text import date_as_text
from tests.municipalities.figures.test_upload_files import SHEET, zipped
from tests.support import project_sheets
from tests.support.project_sheets import counts, given, problems, upload_of
from tests.support.sheets import ROW, book, listed
from tests.support.sheets import given as sheets_given
from tests.wonen.spreadsheets.test_files_that_went_wrong import FILES
from wonen.dutch.form_fields import WholeNumberField
from wonen.dutch.periods import NotationError
from wonen.spreadsheets import date_format, number_format
from wonen.spreadsheets.cells import shown_day
from wonen.spreadsheets.looks import HIDDEN, STRUCK
from wonen.spreadsheets.safe_reader.contents import Cell, FileRefusedError
from wonen.spreadsheets.safe_reader.opening import sheets
from wonen.spreadsheets.workbook import Column, write_workbook

NAMES = ["Naam", "Gemeente", "Corporatie", "Soort", "Aantal woningen"]
PLAN = ["Plan", "Heerlen", "WL", "Sloop", 20]


def tampered(change: Callable[[str], str]) -> bytes:
    """Return a workbook of projects of which the XML of the sheet is changed."""
    return changed(book([NAMES, PLAN, ["Plan twee", *PLAN[1:]]]), SHEET, change)


def changed(content: bytes, name: str, change: Callable[[str], str]) -> bytes:
    source = zipfile.ZipFile(io.BytesIO(content))
    parts = {each: source.read(each) for each in source.namelist()}
    before = parts[name].decode()
    parts[name] = change(before).encode()
    assert parts[name] != before.encode()
    return zipped(*parts.items())


def read(content: bytes) -> list[tuple[int, list[Any]]]:
    (sheet, *_) = sheets(content, "a.xlsx", HEADERS)
    return [(number, [cell.value for cell in cells]) for number, cells in sheet.rows]


def refusal(content: bytes) -> str:
    with pytest.raises(FileRefusedError) as caught:
        read(content)
    return str(caught.value)


def test_a_row_that_is_there_twice_is_refused_by_its_number() -> None:
    content = tampered(lambda text: text.replace('<row r="3"', '<row r="2"').replace('3"', '2"'))
    assert refusal(content).startswith("Rij 2 staat twee keer op het blad 'Cijfers'")


def test_a_cell_that_is_there_twice_is_refused_by_its_place() -> None:
    content = tampered(lambda text: text.replace('r="B2"', 'r="A2"'))
    assert refusal(content).startswith("Cel A2 staat twee keer op het blad 'Cijfers'")


def test_a_cell_of_another_row_is_refused_by_its_place() -> None:
    content = tampered(lambda text: text.replace('r="E2"', 'r="E7"'))
    assert refusal(content).startswith("Cel E7 staat op het blad 'Cijfers' in rij 2")


def test_what_is_empty_may_be_there_twice_and_far_below() -> None:
    empty = '<row r="2" ht="12"><c r="A2" s="0"/></row><row r="1048576" ht="12"><c r="ZZ1048576"/></row>'
    content = tampered(lambda text: text.replace("</sheetData>", f"{empty}</sheetData>"))
    assert [number for number, _ in read(content)] == [1, 2, 3]


def test_rows_and_cells_without_a_number_follow_each_other() -> None:
    content = tampered(lambda text: re.sub(r' r="[A-Z]*[0-9]+"', "", text))
    assert read(content) == [(1, NAMES), (2, PLAN), (3, ["Plan twee", *PLAN[1:]])]


def test_rows_out_of_order_that_fill_the_memory_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("wonen.spreadsheets.safe_reader.opening.MOST_SORTED", 10)
    content = tampered(lambda text: re.sub(r'(<row r="2".*?</row>)(<row r="3".*?</row>)', r"\2\1", text))
    assert refusal(content).startswith("Op het blad 'Cijfers' staan de rijen niet op volgorde (rij 2 komt na")


ESCAPES = {
    "Plan_x000A_boven": "Plan\nboven",
    "Plan_x000D__x000A_boven": "Plan\nboven",
    "Plan_x0009_tab": "Plan\ttab",
    "Plan_x005F_x000A_": "Plan_x000A_",
    "Plan _xD83C__xDFE0_": "Plan \U0001f3e0",
    "Plan _x0000_ nul": "Plan   nul",
    "Plan_x00A_": "Plan_x00A_",
}


@pytest.mark.parametrize("written", ESCAPES)
def test_signs_for_characters_are_read_as_those(written: str) -> None:
    inline = tampered(lambda text: text.replace(">Plan<", f">{written}<"))
    shared = changed(
        (FILES / "p-shared-strings-capital.xlsx").read_bytes(),
        "xl/SharedStrings.xml",
        lambda text: text.replace(">Proef één<", f">{written}<"),
    )
    assert read(inline)[1][1][0] == read(shared)[1][1][0] == ESCAPES[written]


@pytest.mark.parametrize("text", ["Plan_x000A_", "_x005F_", "_x005F_x000A_", "a_x0041_b_x0042_"])
def test_text_that_looks_like_a_sign_goes_out_and_comes_back(text: str) -> None:
    file = io.BytesIO()
    write_workbook(file, "Blad", [Column(text, 9, text)], [[text]], [(text, text)])
    found = list(sheets(file.getvalue(), "a.xlsx"))
    values = [cell.value for sheet in found for _, row in sheet.rows for cell in row]
    assert (
        values.count(text) == 6
    )  # header and cell; name and text of the remark; name and meaning of the column


ERRORS = [
    "#VERW!", "#REF!", "#N/B", "#N/A", "#NV", "#NAAM?", "#NAME?", "#WAARDE!", "#VALUE!", "#DEEL/0!",
    "#DIV/0!", "#GETAL!", "#NUM!", "#LEEG!", "#NULL!", "#OVERLOOP!", "#SPILL!", "########", "Err:502",
]  # fmt: skip


def test_an_error_of_a_spreadsheet_is_no_name(admin_client: Client, world: None) -> None:
    rows = "".join(f"{each};Heerlen;WL;Sloop;20\n" for each in ERRORS)
    page = given(admin_client, f"{';'.join(NAMES)}\n{rows}".encode(), "a.csv")
    assert [each[2] for each in problems(page)] == ERRORS
    narrow = "In deze cel staan alleen hekjes: de kolom was te smal"
    for _, _, text, sentence in problems(page):
        assert sentence.startswith(narrow if set(text) == {"#"} else "In deze cel staat een fout van de")
    good = "".join(f"{each};Heerlen;WL;Sloop;20\n" for each in ("#1 Molenhof", "Plan #2!", "Wijk #", "Error"))
    assert counts(given(admin_client, f"{';'.join(NAMES)}\n{good}".encode(), "a.csv")) == (0, 0, 4, 0, 0)


def test_a_formula_in_a_csv_is_refused_in_its_place(admin_client: Client, world: None) -> None:
    text = f'{";".join(NAMES)}\n"=""Plan ""A""""";Heerlen;WL;Sloop;="20"\n=A1&"x";Heerlen;WL;Sloop;20\n'
    page = given(admin_client, text.encode(), "a.csv")
    assert [each[:2] for each in problems(page)] == [(2, "A Naam"), (3, "A Naam")]
    assert all(each[3].startswith("In deze cel staat een formule.") for each in problems(page))


@pytest.mark.parametrize(
    ("number", "code", "shown"),
    [
        (24, '[>100]"ca. "0;0', "24"),
        (240, '[>100]"ca. "0;0', "ca. 240"),
        (5, '[<3]"a"0;[<=5]"b"0;"c"0', "b5"),
        (9, '[<3]"a"0;[<=5]"b"0;"c"0', "c9"),
        (5, '0" woningen; samen"', "5 woningen; samen"),
        (12, "0000", "0012"),
        (5, '_ "€" * #,##0_ ;_ "€" * -#,##0_ ;_ "€" * "-"??_ ;_ @_ ', "€ 5"),
        (5, "[$€-413] #,##0", "€ 5"),
        (-5, "#,##0;[Red]#,##0", "-5"),
    ],
)
def test_a_number_is_shown_by_the_part_of_its_format_that_holds(number: int, code: str, shown: str) -> None:
    assert number_format.printed(number, code) == shown


@pytest.mark.parametrize(
    ("number", "code"),
    [
        (90_000, "#,##0,"), (5, ";;;"), (-5, "0;0"), (5, "[>9]0;x;0"), (0, "0;-0;"),
        (-5, "0;"), (125, r"0\,0"),
    ],
)  # fmt: skip
def test_a_format_that_shows_another_number_is_refused(number: int, code: str) -> None:
    with pytest.raises(NotationError, match="toont iets anders dan het getal zelf"):
        number_format.printed(number, code)


@pytest.mark.parametrize(
    ("code", "says_more"),
    [
        ('"ca. "yyyy', True),
        ('"voor "d-m-yyyy', True),
        (r"d\-m\-yyyy\?", True),
        ('"≥ "yyyy', True),
        (r"yyyy\+", True),
        ("~yyyy", True),
        (r"[$-413]d\ mmmm\ yyyy;@", False),
        ('d"-"m"-"yyyy;"leeg"', False),
    ],
)
def test_words_around_a_date_are_part_of_what_the_cell_says(code: str, says_more: bool) -> None:
    assert date_format.says_more(code) == says_more
    cell = Cell(datetime.datetime(2024, 3, 15), code)  # noqa: DTZ001 - a cell knows no time zone
    if not says_more:
        assert (date_as_text(cell), shown_day(cell, "")) == ("15-3-2024", datetime.date(2024, 3, 15))
        return
    for read in (date_as_text, partial(shown_day, sentence="Verwacht: een dag.")):
        with pytest.raises(NotationError):
            read(cell)


@pytest.mark.parametrize(
    "attributes",
    ['ht="0" customHeight="1"', 'ht="0.0"', 'hidden="1"', 'ht="0.75"', 'ht="1.9"'],
    ids=["no height", "nil", "hidden", "a hair", "unreadable"],
)
def test_rows_without_height_are_told_as_hidden_ones_are(
    admin_client: Client, world: None, attributes: str
) -> None:
    page = given(admin_client, tampered(lambda text: text.replace('<row r="2"', f'<row r="2" {attributes}')))
    assert upload_of(page).notices == [HIDDEN.format("Cijfers", "rij 2")]
    assert counts(page)[2] == 2


def test_rows_of_a_sheet_that_hides_them_are_told(admin_client: Client, world: None) -> None:
    page = given(
        admin_client,
        tampered(lambda text: re.sub("<sheetFormatPr[^>]*/>", '<sheetFormatPr zeroHeight="1"/>', text)),
    )
    assert upload_of(page).notices == [HIDDEN.format("Cijfers", "rij 1, 2 en 3")]


STRUCK_RUN = "<r><rPr><strike/></rPr><t>Plan</t></r>"


@pytest.mark.parametrize(
    ("runs", "seen"),
    [(STRUCK_RUN, (0, 0, 2, 0, 0)), (f"{STRUCK_RUN}<r><t>X</t></r>", (1, 0, 1, 0, 0))],
)
def test_a_struck_word_within_a_cell_is_told(
    runs: str, seen: tuple[int, ...], admin_client: Client, world: None
) -> None:
    """Of a cell that is struck in part only its sender knows which part counts."""
    page = given(
        admin_client, tampered(lambda text: text.replace("<is><t>Plan</t></is>", f"<is>{runs}</is>"))
    )
    assert upload_of(page).notices == [STRUCK.format("Cijfers", "rij 2")]
    assert counts(page) == seen


def test_hidden_rows_of_figures_are_told_too(brochure: dict[str, Any], admin_client: Client) -> None:
    content = changed(listed(ROW), SHEET, lambda text: text.replace('<row r="2"', '<row r="2" ht="0"'))
    page = sheets_given(admin_client, content)
    assert page.context["outcome"].notices == [HIDDEN.format("Cijfers", "rij 2")]
    assert "is verborgen: rij 2." in page.content.decode()


def test_the_section_among_the_kinds_is_asked_or_taken_from_the_page(
    admin_client: Client, world: None
) -> None:
    content = book([NAMES, ["Plan", "Heerlen", "WL", "Onderzoek", 20]])
    assert counts(given(admin_client, content)) == (0, 1, 0, 0, 0)
    page = given(admin_client, content, soort="sloop")
    assert counts(page) == (0, 0, 1, 0, 0)
    assert project_sheets.cells(page)[0]["Soort"] == "Sloop"


def test_a_project_on_a_row_for_each_rent_class_is_not_to_lose_one(admin_client: Client, world: None) -> None:
    headers = [*NAMES, "Huurprijsklasse"]
    rows = [[*PLAN[:4], 10, "Betaalbaar"], [*PLAN[:4], 14, "Vrije huur"]]
    (problem,) = problems(given(admin_client, book([headers, *rows])))
    assert problem[0] == 3
    assert problem[3].startswith(
        "Dit project staat er ook in blad Cijfers, rij\u00a02, met andere woningen. Maak er"
    )
    (problem,) = problems(given(admin_client, book([headers, rows[0], rows[0]])))
    assert (
        problem[3] == "Dit project staat er al, in blad Cijfers, rij\u00a02. Laat één van beide rijen staan."
    )
    for changed in ([*PLAN[:3], "Renovatie", 10], [*PLAN[:4], 20]):
        other = [*changed, "Vrije huur"] if changed[4] == 20 else [*changed, "Betaalbaar"]
        (problem,) = problems(given(admin_client, book([headers, rows[0], other])))
        is_other = changed[3] != PLAN[3]
        assert ("met andere gegevens. Is het één project" in problem[3]) == is_other
        assert ("met andere woningen. Maak er één rij" in problem[3]) != is_other
    split = [*headers, "Woningen per huurprijsklasse"]
    one = [*PLAN[:4], 24, "Betaalbaar + Vrije huur", "Betaalbaar: 10, Vrije huur: 14"]
    assert counts(given(admin_client, book([split, one]))) == (0, 0, 1, 0, 0)


def test_a_dot_after_a_zero_parts_no_thousands() -> None:
    assert WholeNumberField().clean("1.250") == 1250
    for text in ("0.250", "1,2500", "012.345"):
        with pytest.raises(ValidationError, match="Vul een heel getal in"):
            WholeNumberField().clean(text)


OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 504
KINDS: dict[str, tuple[bytes, str]] = {
    "a.xls": (OLE + "Workbook".encode("utf-16-le"), "Dit is een oud Excelbestand (.xls). Open het"),
    "b.xlsx": (OLE + "EncryptedPackage".encode("utf-16-le"), "Dit bestand is beveiligd met een wachtwoord."),
    "c.xls": (b"\xef\xbb\xbf \r\n<html xmlns:x='y'><body><table>", "Dit is een webpagina (HTML)"),
    "d.xls": (b"<!-- a --><TABLE border=1>", "Dit is een webpagina (HTML)"),
    "e.xls": (
        b'<?xml version="1.0"?>\n<?mso-application progid="Excel.Sheet"?><Workbook/>',
        "Dit is een spreadsheet in XML.",
    ),
    "f.xlsb": (zipped(("xl/workbook.bin", b"x")), "Dit is een binaire Excel-werkmap (.xlsb)."),
    "g.docx": (zipped(("word/document.xml", b"x")), "Dit is een Word-document."),
    "h.pdf": (b"%PDF-1.7\n", "Dit is een PDF."),
    "i.numbers": (zipped(("Index/Document.iwa", b"x")), "Dit is een bestand van Numbers."),
}


@pytest.mark.parametrize("name", KINDS)
def test_a_file_of_another_kind_is_named_with_what_to_do(name: str) -> None:
    content, sentence = KINDS[name]
    with pytest.raises(FileRefusedError) as caught:
        list(sheets(content, name, HEADERS))
    assert str(caught.value).startswith(sentence)


def test_of_a_refused_file_nothing_is_said_of_its_letters(
    admin_client: Client, brochure: dict[str, Any]
) -> None:
    content, sentence = KINDS["a.xls"]
    upload = upload_of(given(admin_client, content, "a.xls"))
    assert [each["sentence"][: len(sentence)] for each in upload.problems] == [sentence]
    assert upload.notices == []
    assert sheets_given(admin_client, content, "a.xls").context["outcome"].notices == []


def test_headers_with_signs_are_known_again_on_the_next_page(admin_client: Client, world: None) -> None:
    signs = ["Naam project*", "Gemeente:", "Corporatie", "Soort", "Aantal woningen ¹"]
    page = given(admin_client, book([signs, PLAN, signs, ["Plan twee", *PLAN[1:]]]))
    assert counts(page) == (0, 0, 2, 0, 0), problems(page)


def test_a_cell_that_begins_as_markup_is_a_cell() -> None:
    (sheet,) = sheets(b"Kengetalcode;Gebiedscode;Waarde\n<b>;x;1\n", "a.csv", HEADERS)
    assert [row[0].value for _, row in sheet.rows] == ["Kengetalcode", "<b>"]


PERCENT, EURO = Indicator(unit="%", decimals=1), Indicator(unit="€", decimals=0)


@pytest.mark.parametrize(
    ("number", "code", "indicator", "read"),
    [
        (0.084, "0.0%", PERCENT, "8.4"),
        (8.4, '0.0"%"', PERCENT, "8.4"),
        (8.4, r"0.0\%", PERCENT, "8.4"),
        (90, '"€ "#,##0",-"', EURO, "90"),
        (-90, '"€ "0;("€ "0)', EURO, "-90"),
        (0, '_ "€" * #,##0_ ;_ "€" * -#,##0_ ;_ "€" * "-"??_ ;_ @_ ', EURO, "0"),
    ],
)
def test_a_format_shows_a_value_in_its_unit(
    number: float, code: str, indicator: Indicator, read: str
) -> None:
    assert value(Cell(number, code, "n"), indicator) == Decimal(read)


@pytest.mark.parametrize(
    ("number", "code", "indicator"),
    [
        *((90, code, EURO) for code in ('"-"0', r"\-0", "(0)", '0"-"', '"≥"0', '0"≥"', '"≈ "0')),
        *((90, code, EURO) for code in ('"+/- "0', '0"+"')),
        *((90, code, EURO) for code in ('"$"#,##0', "[$£-809]#,##0", '_("$"* #,##0_)', "0%")),
        (84, '0"‰"', PERCENT),
        (8.4, '"≤ "0.0', PERCENT),
        (84, r"0\,0", PERCENT),
    ],
)  # fmt: skip
def test_a_format_that_says_more_than_the_unit_is_refused(
    number: float, code: str, indicator: Indicator
) -> None:
    with pytest.raises(NotationError):
        value(Cell(number, code, "n"), indicator)
