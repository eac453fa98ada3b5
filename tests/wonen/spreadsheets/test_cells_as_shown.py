"""What a cell shows is what it says: number formats, formats of dates, and texts that nobody sees."""

import datetime
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont

from municipalities.figures.spreadsheet import upload
from municipalities.figures.spreadsheet.cells import value
from municipalities.models.indicators import Indicator
from projects.uploads.reader.cell_text import date_as_text
from projects.uploads.reader.planning_parser import MOMENT_SENTENCE
from tests.support import project_sheets, sheets
from tests.support.project_sheets import HEADERS, counts, problems
from tests.support.sheets import ROW, book, listed
from tests.support.staff import CHIEF
from wonen.dutch.periods import DATE_SENTENCE, NotationError
from wonen.spreadsheets import number_format
from wonen.spreadsheets.cells import shown, text
from wonen.spreadsheets.safe_reader.contents import Cell

PLAN = ["Plan", "Heerlen", "WL", "Sloop", 20]
UNSHOWN = (
    "De opmaak van deze cel toont niet wat erin staat. Geef de cel een gewone opmaak; kijk na wat hier hoort."
)


@pytest.mark.parametrize(
    ("number", "code", "seen"),
    [
        (1.1, "0.00", "1,10"),
        (1.1, "0.0#", "1,1"),
        (1.005, "0.00", "1,01"),
        (12, "0000", "0012"),
        (1250, "#,##0", "1.250"),
        (1250.5, "#,##0.00", "1.250,50"),
        (1250, "# ##0", "1 250"),
        (-12, "0;-0", "-12"),
        (-12, "0;(0)", "(12)"),
        (-1.5, "0.00", "-1,50"),
        (0.5, "0.0%", "50,0%"),
        (1.1, "General", "1,1"),
        (3, 'General" st."', "3 st."),
        (0.5, "#.0", ",5"),
    ],
)
def test_a_number_that_is_text_reads_as_it_is_shown(number: float, code: str, seen: str) -> None:
    assert text(Cell(number, code, "n")) == seen


def test_a_name_that_is_a_number_is_what_is_shown(admin_client: Client, world: None) -> None:
    page = project_sheets.given(admin_client, book([HEADERS, [(1.1, "0.00"), *PLAN[1:4], (20, "0.00")]]))
    (cells,) = project_sheets.cells(page)
    assert (cells["Naam"], cells["Aantal woningen"]) == ("1,10", "20 woningen")


@pytest.mark.parametrize(
    ("number", "code", "seen"),
    [
        (5, '"minstens "0', "minstens 5"),
        (8.4, '"ca. "0.00', "ca. 8,40"),
        (5, "0,", "5"),
        (0.084, "0.0%", "8,4%"),
    ],
)
def test_what_is_pointed_at_is_what_is_seen(number: float, code: str, seen: str) -> None:
    assert shown(Cell(number, code, "n")) == seen


def test_a_wrong_figure_is_told_as_it_is_shown(admin_client: Client, brochure: dict[str, Any]) -> None:
    page = sheets.given(admin_client, listed(ROW | {"Waarde": (5, '"minstens "0')}))
    (problem,) = page.context["outcome"].problems
    assert problem.text == "minstens 5"


COUNT = Indicator(unit="", decimals=0, name="Ingeschreven woningzoekenden")
HOMES, YEARS = Indicator(unit="woningen", decimals=0), Indicator(unit="jaar", decimals=1)
EURO, PERCENT = Indicator(unit="€", decimals=0), Indicator(unit="%", decimals=1)


@pytest.mark.parametrize(
    ("code", "indicator"),
    [
        ('General" st."', COUNT),
        ('#,##0 "st."', COUNT),
        ('#,##0" stuks"', HOMES),
        ('#,##0 "huurders"', COUNT),
        ('0" woningzoekenden"', COUNT),
        ('0" woningen"', HOMES),
        ('0" jaar"', YEARS),
    ],
)
def test_a_word_that_only_says_what_is_counted_changes_no_figure(code: str, indicator: Indicator) -> None:
    assert value(Cell(90, code, "n"), indicator) == Decimal(90)


@pytest.mark.parametrize(
    ("code", "indicator"),
    [
        *((code, COUNT) for code in ('0" x 1000"', '0" mln"', '0" duizend"', '0"k"', '0" geschat"', '0" %"')),
        *((code, COUNT) for code in ('"st. "0', '0" st.?"', '0" st. p.j."', '0" jaar"', '0"0"')),
        ('0" st."', EURO), ('0" huurders"', PERCENT), ('0" maanden"', YEARS), ('0" st."', YEARS),
    ],
)  # fmt: skip
def test_a_word_that_says_something_else_is_refused(code: str, indicator: Indicator) -> None:
    with pytest.raises(NotationError):
        value(Cell(90, code, "n"), indicator)


@pytest.mark.parametrize("code", ["0,.0", "#,##0,.0", "#,##0,,.00", "0, .0", "0,"])
def test_a_number_that_is_shown_in_thousands_is_refused(code: str) -> None:
    with pytest.raises(NotationError):
        value(Cell(12500, code, "n"), YEARS)


NO_CENTS = '_ * #,##0_ ;_ * -#,##0_ ;_ * "-"_ ;_ @_ '


@pytest.mark.parametrize("indicator", [COUNT, HOMES, YEARS, EURO, PERCENT])
def test_a_zero_that_shows_as_a_dash_is_zero(indicator: Indicator) -> None:
    assert value(Cell(0, NO_CENTS, "n"), indicator) == 0
    assert number_format.printed(0, NO_CENTS) == "-"
    in_euro = NO_CENTS.replace("_ *", '_ "€" *')
    assert value(Cell(0, in_euro, "n"), EURO) == 0
    with pytest.raises(NotationError):
        value(Cell(0, in_euro, "n"), COUNT)
    for code in ('0;-0;"n.v.t."', '0;-0;"--"', '"-"'):
        with pytest.raises(NotationError):
            value(Cell(5 if code == '"-"' else 0, code, "n"), indicator)


def test_no_dwellings_that_show_as_a_dash_are_read_as_the_dash(admin_client: Client, world: None) -> None:
    typed = ["Plan", *PLAN[1:4], "-"]
    codes = {"Molenberg": NO_CENTS, "Spoorsingel": NO_CENTS.replace('"-"', '"-"??')}
    rows = [[name, *PLAN[1:4], (0, code)] for name, code in codes.items()]
    page = project_sheets.given(admin_client, book([HEADERS, typed, *rows]))
    assert [each[1:] for each in problems(page)] == [problems(page)[0][1:]] * 3


def test_day_zero_is_told_as_excel_shows_it(
    admin_client: Client, world: None, brochure: dict[str, Any]
) -> None:
    content = book([[*HEADERS, "Oplevering"], [*PLAN, (0, "d-m-yyyy")]])
    ((*_, seen, sentence),) = problems(project_sheets.given(admin_client, content))
    assert (seen, sentence) == ("0-1-1900", MOMENT_SENTENCE)
    outcome = upload.preview(listed(ROW | {"Peildatum": (0.5, "d-m-yyyy h:mm")}), "a.xlsx", CHIEF)
    assert [(each.text, each.sentence) for each in outcome.problems] == [("0-1-1900 12:00:00", DATE_SENTENCE)]
    assert shown(Cell(datetime.time(12, 30), "h:mm", "n")) == "12:30:00"


def test_a_number_of_dwellings_may_be_said_to_be_pieces(admin_client: Client, world: None) -> None:
    rows = [
        ["Plan", *PLAN[1:4], (20, 'General" st."')],
        ["Tweede", *PLAN[1:4], (30, '#,##0 "stuks"')],
        ["Derde", *PLAN[1:4], (30, '#,##0 "mln"')],
    ]
    page = project_sheets.given(admin_client, book([HEADERS, *rows]))
    assert [each["Aantal woningen"] for each in project_sheets.cells(page)] == ["20 woningen", "30 woningen"]
    assert [each[:3] for each in problems(page)] == [(4, "E Aantal woningen", "30 mln")]


@pytest.mark.parametrize(
    ("written", "code", "seen"),
    [
        ("30", '"Ca. "@', "Ca. 30"),
        ("A6", '@" (vervallen)"', "A6 (vervallen)"),
        ("8,4", 'General;General;General;"< "@', "< 8,4"),
        ("A6", "@", "A6"),
        ("A6", "General", "A6"),
        ("A6", "_ @_ ", "A6"),
        ("A6", "0.0", "A6"),
        ("A6", "0;-0", "A6"),
        ("A6", "0;-0;0;General", "A6"),
        ("A6", '0;-0;0;"n.v.t."', "n.v.t."),
        ("A6", '0;-0;"@"', "A6"),
        ("A6", ";;;", None),
        ("A6", '0;-0;0;" "', None),
        ("A6", '0;0;0;""', None),
    ],
)
def test_a_text_is_what_its_format_shows(written: str, code: str, seen: str | None) -> None:
    assert number_format.of_text(written, code) == seen


def test_a_text_that_nobody_sees_is_refused_in_its_place(
    admin_client: Client, world: None, brochure: dict[str, Any]
) -> None:
    page = project_sheets.given(admin_client, book([HEADERS, [("Plan", ";;;"), *PLAN[1:]]]))
    assert problems(page) == [(2, "A Naam", "Plan", UNSHOWN)]
    page = sheets.given(admin_client, listed(ROW | {"Bron": ("Telling", ";;;")}))
    assert [each.sentence for each in page.context["outcome"].problems] == [UNSHOWN]


def test_a_header_that_nobody_sees_is_none(admin_client: Client, world: None) -> None:
    page = project_sheets.given(admin_client, book([[("Naam", ";;;"), *HEADERS[1:], "Planning"], PLAN]))
    told = [each["sentence"] for each in project_sheets.upload_of(page).problems]
    assert told == ["De kolom 'Naam' ontbreekt."]


DAY = datetime.datetime(2027, 8, 15)  # noqa: DTZ001 - a cell knows no time zone


@pytest.mark.parametrize(
    ("code", "read"),
    [
        ("QQ YYYY", "Q3 2027"),
        ('"Q"Q YYYY', "Q3 2027"),
        ('Q"e kwartaal "YYYY', "Q3 2027"),
        ("mmm-yy", "augustus 2027"),
        ("yyyy", "2027"),
        ("dddd d mmmm yyyy", "15-8-2027"),
        ("NNNN d mmmm yyyy", "15-8-2027"),
        ('yyyy-mm-dd"T"hh:mm:ss', "15-8-2027"),
    ],
)
def test_a_date_says_what_its_format_shows(code: str, read: str) -> None:
    assert date_as_text(Cell(DAY, code, "n")) == read


@pytest.mark.parametrize(
    ("code", "seen"),
    [
        ("WW YYYY", None),
        ('"ca. "yyyy', "ca. 2027"),
        ('"T"yyyy', "T2027"),
        ('"Q"yyyy', "Q2027"),
        ("d mmm", "15 aug"),
        ("h:mm", "0:00"),
        ("bbbb", None),
        ("Q", "3"),
    ],
)
def test_a_date_of_which_not_all_is_shown_is_refused_as_seen(code: str, seen: str | None) -> None:
    with pytest.raises(NotationError):
        date_as_text(Cell(DAY, code, "n"))
    assert seen is None or shown(Cell(DAY, code, "n")) == seen


def test_a_planning_that_shows_its_quarter_keeps_it(admin_client: Client, world: None) -> None:
    content = book([[*HEADERS, "Start"], [*PLAN, (DAY, '"Q"Q YYYY')]])
    page = project_sheets.given(admin_client, content)
    assert counts(page) == (0, 0, 1, 0, 0), problems(page)
    assert project_sheets.cells(page)[0]["Planning"] == "Q3 2027 (start)"


@pytest.mark.parametrize(
    ("number", "code", "seen"),
    [
        (24.4, "0", "24 (in de cel: 24,4)"),
        (0.0849, "0.0%", "8,5% (in de cel: 8,49%)"),
        (8.4, "0.0", "8,4"),
        (1250, "#,##0", "1.250"),
    ],
)
def test_what_a_format_rounds_is_told_with_what_is_in_the_cell(number: float, code: str, seen: str) -> None:
    assert shown(Cell(number, code, "n")) == seen


def test_a_format_that_shows_another_figure_is_what_is_wrong() -> None:
    with pytest.raises(NotationError, match="De opmaak van dit getal toont iets anders"):
        value(Cell(81406, "#,##0,", "n"), EURO)


def raised(text: str) -> CellRichText:
    return CellRichText("24", TextBlock(InlineFont(vertAlign="superscript"), text))


def half_struck(old: str, new: str) -> CellRichText:
    return CellRichText(TextBlock(InlineFont(strike=True), old), new)


def test_a_footnote_is_no_digit_and_half_a_struck_cell_no_number(admin_client: Client, world: None) -> None:
    """A raised 1 behind 24 is a footnote; 18 struck before 24 is one of both."""
    rows = [
        ["Plan een", *PLAN[1:4], raised("1"), None],
        ["Plan twee", *PLAN[1:4], half_struck("18", "24"), None],
        [half_struck("Oude naam ", "Nieuwe naam"), *PLAN[1:4], 20, None],
        ["Plan vier", *PLAN[1:4], 20, half_struck("Q1 ", "Q2 door de vergunning")],
    ]
    page = project_sheets.given(admin_client, book([[*HEADERS, "Opmerkingen"], *rows]))
    partly = "In deze cel is een deel doorgehaald. Verwacht: alleen wat geldt."
    assert [(row, text, sentence[:64]) for row, _, text, sentence in problems(page)] == [
        (2, "24¹", "Verwacht: een aantal (20 woningen, Ca. 30 woningen, 24) of Nnb. "),
        (3, "1824", partly),
        (4, "Oude naam Nieuwe naam", partly),
    ]
    assert counts(page)[2] == 1  # a note may tell both


def test_a_code_of_two_names_is_told_as_such(admin_client: Client, world: None) -> None:
    rows = [["Linde", *PLAN[1:4], 10, "dpi: 12"], ["Eik", *PLAN[1:4], 10, "dpi: 12"]]
    page = project_sheets.given(admin_client, book([[*HEADERS, "Codes elders"], *rows]))
    ((_, _, _, sentence),) = problems(page)
    assert sentence.startswith(
        "De code 'dpi: 12' staat ook in blad Cijfers, rij\u00a02, bij een project met een"
    )
    assert "'Linde'" in sentence
