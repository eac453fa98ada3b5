"""Numbers, codes and dates as people and programs type them: read with certainty, or refused."""

import datetime
import re
from decimal import Decimal
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.test import Client

from municipalities.figures.spreadsheet import upload
from projects.uploads.reader import cell_parsers as readers
from projects.uploads.reader import planning_parser as moments
from tests.municipalities.figures.test_upload_files import SHEET
from tests.support import project_sheets, sheets
from tests.support.project_sheets import HEADERS, cells, counts, problems
from tests.support.sheets import ROW, book, listed
from tests.support.staff import CHIEF
from tests.wonen.spreadsheets.test_cells_read_right import changed
from wonen.dutch.form_fields import WholeNumberField
from wonen.dutch.numbers import read_value
from wonen.dutch.periods import DATE_SENTENCE, NotationError, Period, read_date, read_period

PLAN = ["Plan", "Heerlen", "WL", "Sloop", "20"]
TWO_WAYS = "kan op twee manieren gelezen worden"
GROUPED = ["1'250", "1\u2019250", "1.250", "1250", "1\u200b250", "\u00ad1250"]
SPACED = ["1 250", "1\u00a0250", "1\u202f250", "1\n250", "1\r\n250", "1\t250", "1  250"]


@pytest.mark.parametrize("written", GROUPED)
def test_thousands_are_parted_by_a_dot_or_an_apostrophe(written: str) -> None:
    assert read_value(written, "", 0) == 1250
    assert read_value(f"€ {written},50", "€", 2) == Decimal("1250.50")
    assert readers.dwellings(f"Ca. {written} woningen") == {"dwellings": 1250, "dwellings_approximate": True}
    assert WholeNumberField().clean(written) == 1250


@pytest.mark.parametrize("written", SPACED)
def test_what_may_be_two_numbers_is_no_thousand(written: str) -> None:
    """Two cells that are pasted into one field come as '24 300', two lines of a cell as well."""
    said = re.escape(f"'1 250' {TWO_WAYS}. Verwacht: 1.250 als het één getal is; zijn het er meer")
    for unit, decimals in (("", 0), ("%", 1)):
        with pytest.raises(NotationError, match=said):
            read_value(written, unit, decimals)
    with pytest.raises(NotationError, match=said):
        readers.dwellings(written)
    with pytest.raises(ValidationError, match="twee manieren"):
        WholeNumberField().clean(written)


@pytest.mark.parametrize("written", ["1 25", "12 50", "1 2500", "1.250 000", "1'25", "0 250", "1 250'000"])
def test_what_is_not_grouped_by_three_is_refused(written: str) -> None:
    with pytest.raises(NotationError):
        read_value(written, "", 0)
    with pytest.raises(NotationError):
        readers.dwellings(written)
    with pytest.raises(ValidationError):
        WholeNumberField().clean(written)


@pytest.mark.parametrize(
    ("written", "unit", "decimals", "sentence"),
    [
        ("1.5", "%", 1, "Verwacht: 1,5 met een komma voor decimalen, of 15."),
        ("€ 1,250,000", "€", 0, "Verwacht: 1.250.000 voor duizendtallen."),
        ("90,000.00", "€", 0, "Verwacht: 90.000 "),
        ("1,234.5", "%", 1, "Verwacht: 1.234,5 "),
        ("0.5", "%", 1, "Verwacht: 0,5 "),
        ("€ 81,406", "€", 0, "Verwacht: 81.406 voor duizendtallen."),
        ("12,500", "jaar", 1, "Verwacht: 12.500 voor duizendtallen, of 12,5 met een komma voor decimalen."),
    ],
)
def test_a_number_in_english_gets_the_number_in_dutch(
    written: str, unit: str, decimals: int, sentence: str
) -> None:
    with pytest.raises(NotationError) as caught:
        read_value(written, unit, decimals)
    assert sentence in str(caught.value)


@pytest.mark.parametrize("written", ["12,500", "Ca. 1,250 woningen"])
def test_dwellings_that_read_two_ways_are_told_so(written: str) -> None:
    with pytest.raises(NotationError, match=TWO_WAYS):
        readers.dwellings(written)
    number = written.removeprefix("Ca. ").removesuffix(" woningen")
    with pytest.raises(ValidationError, match=TWO_WAYS):
        WholeNumberField().clean(number)


HEAD = "Kengetalcode,Klassecode,Gebiedscode,Corporatie,Periode,Waarde,Bron\n"


def of_csv(*rows: str, head: str = HEAD) -> list[tuple[int | None, str, str]]:
    outcome = upload.preview((head + "\n".join(rows)).encode(), "a.csv", CHIEF)
    return [(each.row, each.text, each.sentence) for each in outcome.problems]


def test_a_dot_in_a_csv_with_commas_may_be_for_decimals(brochure: dict[str, Any]) -> None:
    told = of_csv(
        "mutatiegraad,,GM0917,,2021,8.400,Telling",
        "gemiddelde-zoekduur,,GM0917,,2021,8.400.000,Telling",
        "huurachterstand,,GM0917,,2021,€ 90.000,Telling",
        'mutatiegraad,,GM0917,,2020,"8,4",Telling',
    )
    assert [each[:2] for each in told] == [(2, "8.400")]
    assert TWO_WAYS in told[0][2]
    assert 'Verwacht: 8400 voor duizendtallen, of "8,4"' in told[0][2]
    (quoted,) = of_csv('mutatiegraad,,GM0917,,2021,="8.400",Telling')
    assert TWO_WAYS in quoted[2]
    semicolons = "mutatiegraad;;GM0917;;2021;8.400;Telling"
    assert of_csv(semicolons, head=HEAD.replace(",", ";")) == []


@pytest.mark.parametrize("sign", ["\u200b", "\u00ad", "\ufeff"])
def test_what_nobody_sees_is_no_part_of_a_figure(brochure: dict[str, Any], sign: str) -> None:
    row = {
        "Kengetalcode": "vastgoed-naar-type", "Klassecode": "totaal", "Gebiedscode": "GM0917",
        "Corporatie": "WL", "Periode": "2015", "Waarde": "1.155", "Status": "voorlopig",
        "Peildatum": "1-1-2016", "Prijspeil": "2022", "Aftoppingsgrens": "laag",
        "Toelichting voor het publiek": "Voorlopig",
    }  # fmt: skip
    padded = {header: f"{sign}{text[:2]}{sign}{text[2:]}" for header, text in row.items()}
    outcome = upload.preview(listed(padded), "a.xlsx", CHIEF)
    assert [(each.header, each.sentence) for each in outcome.problems] == []
    assert outcome.new == 1


def test_what_nobody_sees_is_no_part_of_a_number_or_code_of_a_project() -> None:
    assert readers.number("number", "\u200b12\u00ad3") == {"number": 123}
    assert readers.codes("\u200bdpi: 0012") == {"codes": [["dpi", "0012"]]}


@pytest.mark.parametrize(
    ("header", "written", "meant"),
    [
        ("Gebiedscode", "gm0917", "Bedoelt u GM0917?"),
        ("Gebiedscode", "Corporatiebreed", "Bedoelt u corporatiebreed?"),
        ("Gebiedscode", "Heerlen", "Bedoelt u GM0917?"),
        ("Kengetalcode", "Huurachterstand", "Bedoelt u huurachterstand?"),
        ("Corporatie", "wl", "Bedoelt u WL?"),
        ("Gebiedscode", "GM9999", ""),
    ],
)
def test_a_code_in_other_letters_is_asked_for(
    brochure: dict[str, Any], header: str, written: str, meant: str
) -> None:
    outcome = upload.preview(listed(ROW | {header: written}), "a.xlsx", CHIEF)
    (problem,) = outcome.problems
    assert problem.header == header
    assert problem.sentence.endswith(meant or "corporatiebreed.")


@pytest.mark.parametrize(
    ("written", "day"),
    [
        ("3-4-27", datetime.date(2027, 4, 3)),
        ("31/12/20", datetime.date(2020, 12, 31)),
        ("2027-03-01", datetime.date(2027, 3, 1)),
        ("2027-03-01T00:00:00", datetime.date(2027, 3, 1)),
        ("2027-03-01 00:00:00", datetime.date(2027, 3, 1)),
        (" 3-4-\u200b2027 ", datetime.date(2027, 4, 3)),
    ],
)
def test_a_day_is_read_as_programs_and_people_write_it(written: str, day: datetime.date) -> None:
    assert read_date(written) == day
    assert read_period(written) == Period.of_day(day)
    assert moments.read_moment(written) == moments.Moment(day.year, (day.month + 2) // 3, is_whole=False)


@pytest.mark.parametrize(
    "written",
    ["3-4-97", "3-4-90", "32-1-27", "2027-13-01", "2027-03-01T12:30:00", "27-03-2", "3-4-1927", "0202-1-1"],
)
def test_a_day_that_is_not_certain_is_refused(written: str) -> None:
    with pytest.raises(NotationError) as caught:
        read_date(written)
    assert str(caught.value) == DATE_SENTENCE
    with pytest.raises(NotationError):
        moments.read_moment(written)


def test_a_year_of_two_digits_is_of_one_century_everywhere() -> None:
    assert moments.read_moment("mrt-27").year == 2027
    with pytest.raises(NotationError):
        moments.read_moment("mrt-97")


def test_months_that_come_first_make_the_other_days_of_their_column_doubtful(
    admin_client: Client, world: None, brochure: dict[str, Any]
) -> None:
    days = ["03/04/2027", "04/13/2027", "05/05/2027", "20/04/2027", "6-7-2027"]
    rows = [[f"Plan {day}", *PLAN[1:], day, "03/04/2027"] for day in days]
    page = project_sheets.given(admin_client, book([[*HEADERS, "Start", "Oplevering"], *rows]))
    problem, other = project_sheets.upload_of(page).problems
    assert problem["place"] == "Blad Cijfers, kolom\u00a0F (Start)"
    assert other["place"] == "Blad Cijfers, kolom\u00a0G (Oplevering)"
    assert other["sentence"].startswith("In rij 3, kolom Start, staat '04/13/2027': daar staat de maand ")
    assert problem["sentence"].startswith(
        "In rij 3 staat '04/13/2027': daar staat de maand voorop. Dan is in rij 2 en 6 niet te zien wat de "
    )
    figures = [ROW | {"Periode": "2021", "Peildatum": day, "Bron": day} for day in days[:2]]
    outcome = upload.preview(listed(*figures), "a.xlsx", CHIEF)
    assert [each.place for each in outcome.problems] == [
        "Blad Cijfers, kolom\u00a0M (Peildatum)",
        "Blad Cijfers, rij\u00a03, kolom\u00a0M (Peildatum)",
    ]
    assert counts(project_sheets.given(admin_client, book([[*HEADERS, "Start"], rows[0][:6]])))[2] == 1


def test_a_month_that_comes_first_within_a_text_counts(admin_client: Client, world: None) -> None:
    def doubted(headers: list[str], *rows: list[str]) -> list[tuple[str, str]]:
        made = book([[*HEADERS, *headers], *([f"Plan {row}", *PLAN[1:], *row] for row in rows)])
        found = project_sheets.upload_of(project_sheets.given(admin_client, made)).problems
        return [(each["place"][-12:], each["sentence"].split(" niet te zien")[0][-8:]) for each in found]

    wrong = "04/13/2027 (start)"
    assert doubted(["Planning"], ["03/04/2027 (start), 5-6-2028 (oplevering)"], [wrong]) == [
        ("F (Planning)", "in rij 2")
    ]
    assert doubted(["Start", "Oplevering"], ["04/13/2027", "03/04/2028"]) == [("(Oplevering)", "in rij 2")]
    # A column that says itself that its days come first is not in doubt.
    assert doubted(["Start", "Oplevering"], ["04/13/2027", "03/04/2028"], ["", "20/04/2028"]) == []
    assert doubted(["Planning"], ["2027-03-04 (start)"], [wrong], ["Q3 2027"]) == []


def test_real_dates_beside_a_month_that_comes_first_may_be_turned(admin_client: Client, world: None) -> None:
    """Excel in Dutch makes 3 April of '3/4/2025' in a file from America, and leaves '3/15/2025' a text."""
    days = [datetime.datetime(2025, 4, 3), datetime.datetime(2025, 7, 7), "3/15/2025"]  # noqa: DTZ001
    rows = [[f"Plan {place}", *PLAN[1:], day] for place, day in enumerate(days)]
    page = project_sheets.given(admin_client, book([[*HEADERS, "Planning"], *rows]))
    (problem,) = project_sheets.upload_of(page).problems
    assert "Dan is in rij 2 niet te zien" in problem["sentence"]
    alone = project_sheets.given(admin_client, book([[*HEADERS, "Planning"], *rows[:2]]))
    assert counts(alone)[2] == 2


def test_a_date_in_words_needs_no_format(admin_client: Client, world: None) -> None:
    content = book([[*HEADERS, "Start"], [*PLAN, "DAG"]])
    dated = '<c r="F2" t="d"><v>2027-03-01T00:00:00</v></c>'
    made = changed(content, SHEET, lambda text: replaced(text, "F2", dated))
    page = project_sheets.given(admin_client, made)
    assert counts(page) == (0, 0, 1, 0, 0), problems(page)
    assert cells(page)[0]["Planning"] == "Q1 2027 (start)"


def replaced(text: str, place: str, cell: str) -> str:
    start = text.index(f'<c r="{place}"')
    return text[:start] + cell + text[text.index("</c>", start) + 4 :]


def test_the_errors_of_figures_come_in_the_order_of_the_rows(brochure: dict[str, Any]) -> None:
    late = ROW | {"Waarde": "€ 90.000,50"}  # of how many decimals there may be, only the comparing tells
    wrong = ROW | {"Periode": "ooit"}
    page = listed(late, wrong, late | {"Periode": "2020"}, wrong)
    assert [each.row for each in upload.preview(page, "a.xlsx", CHIEF).problems] == [2, 3, 4, 5]


def test_a_column_that_was_too_narrow_is_to_be_made_wider(admin_client: Client, world: None) -> None:
    text = f"{';'.join(HEADERS)}\nPlan;Heerlen;WL;Sloop;#####\n"
    (problem,) = problems(project_sheets.given(admin_client, text.encode(), "a.csv"))
    assert problem[:3] == (2, "E Aantal woningen", "#####")
    assert "Maak de kolom breder" in problem[3]
    assert sheets.given(admin_client, book([sheets.HEADERS])).status_code == 200
