"""The figures as files: the export in CSV and XLSX, and the template of a card."""

import csv
import datetime
import io
from decimal import Decimal
from typing import Any

import pytest
from django.contrib.auth.models import Permission, User
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from openpyxl import load_workbook

from municipalities.card.reference_years import next_bod, proposed, window
from municipalities.models import Figure, Indicator, IndicatorClass, Municipality
from tests.support.sheets import HEADERS, UPLOAD, read
from wonen.dutch.periods import Period, read_date, read_period
from wonen.spreadsheets.text import harmless, unquoted

TEMPLATE = "/beheer/municipalities/figure/sjabloon/"
SOURCE = "Gemeentekaart Heerlen, bod 2022 van Wonen Limburg"


def fetched(client: Client, address: str) -> bytes:
    response = client.get(address)
    assert response.status_code == 200, response.content
    return bytes(response.getvalue())


def csv_rows(client: Client, address: str) -> list[list[str]]:
    text = fetched(client, address).decode("utf-8-sig")
    return list(csv.reader(io.StringIO(text, newline=""), delimiter=";"))


def by_code(rows: list[list[Any]]) -> dict[tuple[Any, ...], dict[str, Any]]:
    """Return the rows of a template by indicator, class and corporation."""
    found = [dict(zip(rows[0], row, strict=True)) for row in rows[1:]]
    return {(row["Kengetalcode"], row["Klassecode"], row["Corporatie"]): row for row in found}


def test_a_figure_is_one_whole_row_of_the_csv(client: Client, brochure: dict[str, Any]) -> None:
    rows = csv_rows(client, "/cijfers.csv?thema=huurprijsklasse")
    note = Figure.objects.get(indicator_class__code="goedkoop", municipality__isnull=False).note
    assert rows[0] == HEADERS
    start = ["Huurprijsklasse", "Verdeling naar huurprijsklasse", "huurprijsklassen"]
    start[1] = Indicator.objects.get(code="huurprijsklassen").name
    middle = ["Goedkoop", "goedkoop", "Heerlen", "GM0917", "", "", "35", "%", "afgeleid", "1-1-2021"]
    assert rows[1] == [*start, *middle, "2020", "hoog", SOURCE, note]
    assert len(rows) == 5


def test_the_csv_is_what_a_dutch_spreadsheet_opens(client: Client, brochure: dict[str, Any]) -> None:
    content = fetched(client, "/cijfers.csv")
    assert content.startswith(b"\xef\xbb\xbfThema;Kengetal;")
    assert ";8,4;%;" in content.decode()
    assert len(csv_rows(client, "/cijfers.csv")) == Figure.objects.count() + 1 == 81


def test_the_workbook_holds_numbers_and_dates_as_such(client: Client, brochure: dict[str, Any]) -> None:
    content = fetched(client, "/cijfers.xlsx?thema=betaalbaarheid")
    rows = [dict(zip(HEADERS, row, strict=True)) for row in read(content)[1:]]
    share = next(row for row in rows if row["Kengetalcode"] == "huurachterstanden-aandeel")
    assert (share["Waarde"], share["Eenheid"], share["Periode"]) == (8.4, "%", "2019")
    assert rows[0]["Peildatum"] == datetime.datetime(2021, 1, 1)  # noqa: DTZ001 - a cell has no zone
    sheet = load_workbook(io.BytesIO(content)).worksheets[0]
    assert (sheet.freeze_panes, sheet.auto_filter.ref) == ("A2", f"A1:Q{len(rows) + 1}")
    assert sheet.column_dimensions["B"].width == 38


def test_the_second_sheet_says_what_the_file_is(client: Client, brochure: dict[str, Any]) -> None:
    about = read(fetched(client, "/cijfers.xlsx?thema=betaalbaarheid&status=definitief"), sheet=1)
    told = {row[0]: row[1] for row in about}
    assert told["Gekozen"] == "Thema: betaalbaarheid; Status: definitief"
    assert told["Gemaakt"].endswith("uur")
    assert set(HEADERS) <= set(told)
    everything = read(fetched(client, "/cijfers.xlsx"), sheet=1)
    assert ["Gekozen", "Alle cijfers."] in [row[:2] for row in everything]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("kaart=GM0917", 80),
        ("gebied=regio", 8),
        ("status=afgeleid", 8),
        ("status=afgeleid&status=onleesbaar", 20),
        ("klasse=goedkoop", 2),
    ],
)
def test_the_export_is_filtered_as_the_api_is(
    client: Client, brochure: dict[str, Any], query: str, found: int
) -> None:
    assert len(csv_rows(client, f"/cijfers.csv?{query}")) == found + 1
    assert client.get(f"/api/v1/cijfers?{query}").json()["aantal"] == found


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
@pytest.mark.parametrize(
    ("query", "sentence"),
    [
        ("themas=x", "&#x27;themas&#x27; is geen keuze die hier bestaat."),
        ("thema=nee", "&#x27;thema&#x27;: "),
        ("thema=a&thema=b", "&#x27;thema&#x27; staat er 2 keer. Geef één waarde."),
        ("gemeente=%00", "&#x27;gemeente&#x27; bevat een teken dat niet kan."),
        ("status=zeker", "&#x27;status&#x27;: "),
        ("peildatum=gisteren", "Een datum is dag-maand-jaar"),
        ("x=%3Cscript%3E&thema=nee", "&#x27;thema&#x27;: "),
    ],
)
def test_a_choice_that_is_not_understood_is_refused(
    client: Client, brochure: dict[str, Any], kind: str, query: str, sentence: str
) -> None:
    response = client.get(f"/cijfers.{kind}?{query}")
    page = response.content.decode()
    assert response.status_code == 400
    assert "Deze keuze kan niet" in page
    assert sentence in page or query.startswith("x=")
    assert "<script>" not in page


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r"])
def test_text_that_would_run_as_a_formula_is_made_harmless(
    client: Client, brochure: dict[str, Any], start: str
) -> None:
    Figure.objects.filter(indicator__code="mutatiegraad").update(note=f"{start}HYPERLINK(1)")
    row = next(each for each in csv_rows(client, "/cijfers.csv") if each[2] == "mutatiegraad")
    sheet = read(fetched(client, "/cijfers.xlsx"))
    cell = next(each for each in sheet if each[2] == "mutatiegraad")[16]
    written = "HYPERLINK(1)" if start in "\t\r" else f"'{start}HYPERLINK(1)"
    assert (row[16], cell) == (written, written)


def test_a_number_below_zero_stays_a_number(client: Client, brochure: dict[str, Any]) -> None:
    Figure.objects.filter(indicator__code="mutatiegraad").update(value=Decimal("-1.5"))
    assert any(row[9] == "-1,5" for row in csv_rows(client, "/cijfers.csv"))
    assert any(row[9] == -1.5 for row in read(fetched(client, "/cijfers.xlsx")))


@pytest.mark.parametrize("text", ["=1", "'=1", "''-a", "gewoon", "'t Loo", ""])
def test_what_is_made_harmless_is_found_back(text: str) -> None:
    assert unquoted(harmless(text)) == text


def test_an_export_costs_the_same_queries_for_one_theme_and_for_all(
    client: Client, brochure: dict[str, Any]
) -> None:
    counts = []
    for address in ("/cijfers.csv?status=afgeleid", "/cijfers.csv", "/cijfers.xlsx"):
        with CaptureQueriesContext(connection) as captured:
            fetched(client, address)
        counts.append(len(captured))
    # What the file is made of, in three queries, and the rows; begun and ended as one moment.
    assert counts == [6, 6, 6]


def test_the_window_of_a_bod_year_ends_on_1_july_of_the_year_before() -> None:
    assert window(2022) == (datetime.date(2020, 7, 1), datetime.date(2021, 7, 1))
    assert next_bod(datetime.date(2026, 7, 1)) == 2027
    assert next_bod(datetime.date(2026, 7, 2)) == 2028


@pytest.mark.parametrize(
    ("former", "known", "year", "expected"),
    [
        ("2020", "31-12-2020", 2023, "2021"),
        ("2020", "31-12-2020", 2025, "2023"),
        ("2017-2020", "31-12-2020", 2023, "2018-2021"),
        ("31-12-2020", "31-12-2020", 2023, "31-12-2021"),
        ("1-7-2020", "1-7-2020", 2022, "1-7-2021"),
        ("2-7-2019", "2-7-2019", 2022, "2-7-2020"),
        ("29-2-2020", "29-2-2020", 2022, "28-2-2021"),
        ("2021-2022", "1-1-2021", 2023, "2022-2023"),
        ("tot 2030", "1-1-2021", 2023, "tot 2030"),
        ("tot 2030", "31-12-2030", 2034, "2032"),
        ("", "1-1-2021", 2023, ""),
    ],
)
def test_a_period_is_proposed_from_the_former_one(former: str, known: str, year: int, expected: str) -> None:
    assert str(proposed(read_period(former), read_date(known), year)) == expected
    assert proposed(None, None, year) == Period.of_year(year - 2)


def test_the_template_of_a_card_that_is_there_is_filled_in(
    admin_client: Client, brochure: dict[str, Any]
) -> None:
    rows = by_code(read(fetched(admin_client, f"{TEMPLATE}?jaar=2022&gemeente=GM0917")))
    arrears = rows["huurachterstand", None, None]
    assert (arrears["Waarde"], arrears["Periode"], arrears["Status"]) == (86784, "2020", "definitief")
    assert (arrears["Vorig cijfer"], arrears["Vorige periode"]) == ("€ 81.406", "2019")
    assert rows["vastgoed-naar-type", "eengezins", "WL"]["Waarde"] == 107
    assert rows["energie-index", "a", None]["Status"] == "niet leesbaar in de bron"


def test_the_template_of_a_card_to_come_proposes_periods_and_no_values(
    admin_client: Client, brochure: dict[str, Any]
) -> None:
    rows = by_code(read(fetched(admin_client, f"{TEMPLATE}?jaar=2023&gemeente=GM0917")))
    assert {row["Waarde"] for row in rows.values()} == {None}
    assert rows["mutatiegraad", None, None]["Periode"] == "2018-2021"
    assert rows["tweehurenbeleid-kosten", None, None]["Periode"] is None
    assert rows["tweehurenbeleid-kosten", None, None]["Peildatum"].year == 2022
    assert rows["opgave-woningen", "aan-te-kopen", "WL"]["Periode"] == "2021"
    assert {key[2] for key in rows if key[0] == "vastgoed-naar-type"} == {"WL", "ACC", None}


def test_a_new_indicator_with_classes_is_in_the_template_at_once(
    admin_client: Client, brochure: dict[str, Any]
) -> None:
    theme = Indicator.objects.get(code="mutatiegraad").theme
    made = Indicator.objects.create(
        theme=theme,
        code="nieuw",
        name="Een nieuw kengetal",
        kind="verdeling",
        unit="%",
        definition="Een proef.",
    )
    IndicatorClass.objects.create(indicator=made, code="een", name="Een")
    rows = by_code(read(fetched(admin_client, f"{TEMPLATE}?jaar=2023&gemeente=GM0917")))
    assert rows["nieuw", "een", None]["Klasse"] == "Een"


def test_municipalities_are_chosen_one_by_one_by_region_or_all(
    admin_client: Client, brochure: dict[str, Any]
) -> None:
    cases = {
        "gemeente=GM0917&gemeente=GM0928": {"GM0917", "GM0928"},
        "regio=parkstad": set(
            Municipality.objects.filter(region__slug="parkstad").values_list("code", flat=True)
        ),
        "werkgebied=on&gemeente=GM0917": {
            *Municipality.objects.filter(in_working_area=True).values_list("code", flat=True),
            "GM0917",
        },
    }
    for query, codes in cases.items():
        rows = read(fetched(admin_client, f"{TEMPLATE}?jaar=2023&{query}"))[1:]
        assert {row[6] for row in rows} == codes
        assert len(rows) == 65 * len(codes)


@pytest.mark.parametrize(
    ("query", "sentence"),
    [
        ("jaar=abc&gemeente=GM0917", "Een bodjaar bestaat uit vier cijfers"),
        ("jaar=1991&gemeente=GM0917", "Een bodjaar bestaat uit vier cijfers"),
        ("jaar=2023", "Kies ten minste één gemeente"),
        ("jaar=2023&gemeente=GM9999", "GM9999"),
        ("jaar=2023&regio=atlantis", "Selecteer een geldige keuze"),
    ],
)
def test_a_wrong_choice_makes_no_template(
    admin_client: Client, brochure: dict[str, Any], query: str, sentence: str
) -> None:
    response = admin_client.get(f"{TEMPLATE}?{query}")
    assert response.status_code == 400
    assert sentence in response.content.decode()


def test_a_template_costs_the_same_queries_for_one_municipality_and_for_many(
    admin_client: Client, brochure: dict[str, Any]
) -> None:
    counts = []
    for query in ("gemeente=GM0917", "regio=zuid-limburg"):
        with CaptureQueriesContext(connection) as captured:
            fetched(admin_client, f"{TEMPLATE}?jaar=2022&{query}")
        counts.append([each["sql"] for each in captured])
    own = [[sql for sql in each if "municipalities_figure" in sql or "indicator" in sql] for each in counts]
    assert len(own[0]) == len(own[1]) == 4


@pytest.mark.parametrize("address", [TEMPLATE, UPLOAD])
def test_only_staff_who_may_add_and_change_figures_come_here(client: Client, db: None, address: str) -> None:
    response = client.get(address)
    assert response.status_code == 302
    assert response.headers["Location"].startswith("/beheer/login/")
    staff = User.objects.create_user("medewerker", is_staff=True)
    client.force_login(staff)
    assert client.get(address).status_code == 403
    assert client.post(address, {}).status_code in {403, 405}
    staff.user_permissions.add(Permission.objects.get(codename="change_figure"))
    assert client.get(address).status_code == 403
    staff.user_permissions.add(Permission.objects.get(codename="add_figure"))
    assert client.get(address).status_code == 200
