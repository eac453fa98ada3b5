"""Figures from a spreadsheet: previewed with every place, read the Dutch way, applied whole or not at all."""

import datetime
from decimal import Decimal
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.utils import timezone

from municipalities.figures.spreadsheet import upload
from municipalities.models import Figure, FigureUpload
from tests.municipalities.figures.test_spreadsheets import SOURCE, TEMPLATE, fetched
from tests.support.sheets import HEADERS, ROW, UPLOAD, apply, book, counts, edited, given, listed, stored
from tests.support.staff import CHIEF
from wonen.history.diff import changes_of
from wonen.history.entries import HistoryEntry
from wonen.spreadsheets.upload.stored_file import KEPT


@pytest.mark.parametrize("address", ["/cijfers.xlsx", "/cijfers.csv"])
def test_the_export_brought_back_changes_nothing(
    admin_client: Client, brochure: dict[str, Any], address: str
) -> None:
    Figure.objects.filter(indicator__code="mutatiegraad").update(
        note='=1+1\r\n\'+ en \x0b ook; "dit" ', source="-bron", value=Decimal("-11.1")
    )
    Figure.objects.filter(indicator__code="huurachterstand").update(value=Decimal(123456789012))
    response = given(admin_client, fetched(admin_client, address), address[1:])
    assert response.status_code == 200
    assert counts(response.context["outcome"]) == (0, 0, 80, 0, 0, 0)
    assert "Dit bestand verandert niets." in response.content.decode()
    assert not FigureUpload.objects.exists()


@pytest.mark.parametrize(("year", "expected"), [(2022, (0, 0, 49, 16, 0, 0)), (2023, (0, 0, 0, 65, 0, 0))])
def test_the_template_brought_back_changes_nothing(
    admin_client: Client, brochure: dict[str, Any], year: int, expected: tuple[int, ...]
) -> None:
    content = fetched(admin_client, f"{TEMPLATE}?jaar={year}&gemeente=GM0917")
    assert counts(given(admin_client, content).context["outcome"]) == expected


def test_the_template_with_two_cells_filled_in_changes_exactly_those_two(
    admin_client: Client, brochure: dict[str, Any]
) -> None:
    content = fetched(admin_client, f"{TEMPLATE}?jaar=2022&gemeente=GM0917")
    before = {row[0]: row for row in stored()}
    # J2 is the known time of searching, J63 a task for the municipality that nobody knew.
    previewed = given(admin_client, edited(content, J2=1.5, J63="12 woningen"))
    assert counts(previewed.context["outcome"]) == (1, 1, 48, 15, 0, 0)
    assert stored() == list(before.values())
    assert apply(admin_client, previewed).status_code == 302
    after = {row[0]: row for row in stored()}
    new = set(after) - set(before)
    changed = {pk for pk in before if after[pk] != before[pk]}
    assert (len(new), len(changed)) == (1, 1)
    assert Figure.objects.get(pk=new.pop()).printed == "12 woningen"
    assert Figure.objects.get(pk=changed.pop()).value == Decimal("1.5")


def test_the_preview_shows_what_is_new_changed_and_kept(
    admin_client: Client, brochure: dict[str, Any]
) -> None:
    known = ROW | {"Periode": "2020"}
    content = listed(
        ROW,
        known | {"Waarde": 87000, "Status": "voorlopig"},
        known | {"Periode": "2019", "Waarde": None},
        headers=[header for header in HEADERS if header not in {"Bron", "Toelichting voor het publiek"}],
    )
    page = given(admin_client, content)
    outcome, text = page.context["outcome"], page.content.decode()
    assert counts(outcome) == (1, 1, 0, 0, 1, 0)
    changes = [(each.header, each.old, each.new) for each in outcome.changed_lines[0].differences]
    assert changes == [("Waarde", "€ 86.784", "€ 87.000"), ("Status", "definitief", "voorlopig")]
    assert outcome.new_lines[0].name == "Totale huurachterstand, Heerlen, 2021"
    assert "<del>€ 86.784</del>" in text
    assert "Leeg in het bestand: dit cijfer blijft staan" in text
    apply(admin_client, page)
    changed = Figure.objects.get(indicator__code="huurachterstand", ends_on__year=2020)
    assert (changed.printed, changed.status) == ("€ 87.000", "voorlopig")
    assert changed.source == SOURCE
    entry = HistoryEntry.objects.get(act="inlezen")
    assert (entry.who, entry.how) == ("admin", f"spreadsheet ingelezen: {entry.label}")
    assert len(changes_of(entry.pk)) == 2
    assert not FigureUpload.objects.exists()


def test_the_preview_shows_all_that_is_published_of_a_new_figure(
    admin_client: Client, brochure: dict[str, Any]
) -> None:
    said = {
        "Status": "afgeleid",
        "Peildatum": "31-12-2021",
        "Bron": "Jaarverslag",
        "Toelichting voor het publiek": "<b>Let op</b>",
    }
    page = given(admin_client, listed(ROW | said, ROW | {"Periode": "2022"}))
    full, bare = page.context["outcome"].new_lines
    assert full.printed == "€ 90.000"
    assert [(each.header, each.new) for each in full.fields] == list(said.items())
    assert [(each.header, each.new) for each in bare.fields] == [("Status", "definitief")]
    assert "Toelichting voor het publiek: &lt;b&gt;Let op&lt;/b&gt;" in page.content.decode()


def test_a_refusal_of_the_whole_file_does_not_point_at_an_empty_cell(admin_client: Client, db: None) -> None:
    assert "(leeg)" not in given(admin_client, b"Kengetalcode,Gebiedscode\n", "a.csv").content.decode()
    without_code = given(admin_client, listed(ROW | {"Kengetalcode": None})).content.decode()
    assert '<td data-label="Er staat">(leeg)</td>' in without_code


@pytest.mark.parametrize(
    ("code", "cell", "value"),
    [
        ("huurachterstand", "€ 18.583", "18583"),
        ("huurachterstand", "18583", "18583"),
        ("huurachterstand", 18583.0, "18583"),
        ("huurachterstand", (18583, '"€" #,##0'), "18583"),
        ("huurachterstanden-aandeel", "8,4%", "8.4"),
        ("huurachterstanden-aandeel", 8.4, "8.4"),
        ("huurachterstanden-aandeel", (0.084, "0.0%"), "8.4"),
        ("gemiddelde-zoekduur", "1,2 jaar", "1.2"),
        ("gemiddelde-zoekduur", 0.1 + 0.2, "0.3"),
        ("huurachterstand", "123.456.789.012", "123456789012"),
    ],
)
def test_a_value_is_read_the_dutch_way(brochure: dict[str, Any], code: str, cell: Any, value: str) -> None:
    outcome = upload.preview(listed(ROW | {"Kengetalcode": code, "Waarde": cell}), "a.xlsx", CHIEF)
    assert counts(outcome) == (1, 0, 0, 0, 0, 0), outcome.problems
    printed = outcome.new_lines[0].printed.strip("€ %jar").replace(".", "").replace(",", ".")
    assert Decimal(printed) == Decimal(value)


@pytest.mark.parametrize(
    ("cell", "printed"),
    [
        (2021, "2021"),
        ("2021", "2021"),
        ("2018-2021", "2018-2021"),
        ("31-12-2021", "31-12-2021"),
        ((datetime.date(2021, 12, 31), "dd-mm-yyyy"), "31-12-2021"),
        ("tot 2030", "tot 2030"),
    ],
)
def test_a_period_is_read_the_dutch_way(brochure: dict[str, Any], cell: Any, printed: str) -> None:
    outcome = upload.preview(listed(ROW | {"Periode": cell}), "a.xlsx", CHIEF)
    assert outcome.new_lines[0].name == f"Totale huurachterstand, Heerlen, {printed}"


NUMBER = "Verwacht: een heel getal in euro"
PERIOD = "Een periode is een jaar (2020)"
FORMULA = "In deze cel staat een formule."
YEAR = "Een prijspeil is een jaar"
DAY = "Een datum is dag-maand-jaar"
WRONG: list[tuple[dict[str, Any], str, str, str]] = [
    ({"Waarde": "1.5"}, "J (Waarde)", "1.5", NUMBER),
    ({"Waarde": 1.5}, "J (Waarde)", "1,5", NUMBER),
    ({"Waarde": "veel"}, "J (Waarde)", "veel", NUMBER),
    ({"Waarde": "8%"}, "J (Waarde)", "8%", NUMBER),
    ({"Waarde": (0.08, "0%")}, "J (Waarde)", "8%", NUMBER),
    ({"Waarde": True}, "J (Waarde)", "WAAR", NUMBER),
    ({"Waarde": "#N/A"}, "J (Waarde)", "#N/A", "In deze cel staat een fout van de spreadsheet (#N/A)."),
    ({"Waarde": "90,000"}, "J (Waarde)", "90,000", "'90,000' kan op twee manieren gelezen worden."),
    (
        {"Waarde": (90, "#,##0,")},
        "J (Waarde)",
        "90",
        "De opmaak van dit getal toont iets anders dan het getal zelf.",
    ),
    ({"Waarde": (90, '"ca. "0')}, "J (Waarde)", "ca. 90", NUMBER),
    ({"Waarde": (90, '[>100]0;0" duizend"')}, "J (Waarde)", "90 duizend", NUMBER),
    ({"Bron": "#NAAM?"}, "P (Bron)", "#NAAM?", "In deze cel staat een fout van de spreadsheet (#NAAM?)."),
    ({"Waarde": datetime.date(2020, 1, 5)}, "J (Waarde)", "5-1-2020", NUMBER),
    ({"Waarde": 10**13}, "J (Waarde)", "10000000000000", NUMBER),
    ({"Waarde": "=1+1"}, "J (Waarde)", "=1+1", FORMULA),
    ({"Thema": "=A1"}, "A (Thema)", "=A1", FORMULA),
    ({"Toelichting voor het publiek": "=A1"}, "Q (Toelichting voor het publiek)", "=A1", FORMULA),
    ({"Kengetalcode": "onbekend"}, "C (Kengetalcode)", "onbekend", "Dit kengetal bestaat niet."),
    ({"Kengetalcode": None}, "C (Kengetalcode)", "", "Dit kengetal bestaat niet."),
    ({"Kengetal": "Ontruimingen"}, "B (Kengetal)", "Ontruimingen", "Dit past niet bij de code ernaast."),
    ({"Eenheid": "%"}, "K (Eenheid)", "%", "Dit past niet bij de code ernaast."),
    ({"Gebiedscode": "GM9999"}, "G (Gebiedscode)", "GM9999", "Dit gebied bestaat niet."),
    ({"Gebied": "Kerkrade"}, "F (Gebied)", "Kerkrade", "Dit past niet bij de code ernaast."),
    ({"Corporatie": "XX"}, "H (Corporatie)", "XX", "Deze corporatie bestaat niet."),
    ({"Corporatie": "WL"}, "H (Corporatie)", "WL", "Een cijfer per corporatie kan alleen bij een tabel"),
    ({"Klassecode": "a"}, "E (Klassecode)", "a", "Dit kengetal heeft geen klassen: laat de klasse leeg."),
    ({"Kengetalcode": "energie-index", "Waarde": 8}, "E (Klassecode)", "", "Dit kengetal heeft klassen"),
    (
        {"Kengetalcode": "energie-index", "Klassecode": "goedkoop", "Waarde": 8},
        "E (Klassecode)",
        "goedkoop",
        "De klasse hoort niet bij dit kengetal. Verwacht: a, b, c, d, e, f, g.",
    ),
    ({"Periode": "vorig jaar"}, "I (Periode)", "vorig jaar", PERIOD),
    ({"Periode": "31-2-2020"}, "I (Periode)", "31-2-2020", DAY),
    ({"Periode": 2020.5}, "I (Periode)", "2020,5", PERIOD),
    ({"Periode": (datetime.date(2020, 1, 1), "yyyy")}, "I (Periode)", "2020", PERIOD),
    ({"Periode": "1989"}, "I (Periode)", "1989", PERIOD),
    ({"Periode": None}, "I (Periode)", "", "Een cijfer heeft een periode, of anders een peildatum."),
    ({"Peildatum": "gisteren"}, "M (Peildatum)", "gisteren", DAY),
    ({"Peildatum": 44197}, "M (Peildatum)", "44197", DAY),
    ({"Prijspeil": 20}, "N (Prijspeil)", "20", YEAR),
    ({"Aftoppingsgrens": "midden"}, "O (Aftoppingsgrens)", "midden", "Verwacht: laag of hoog, of leeg."),
    ({"Aftoppingsgrens": "hoog"}, "O (Aftoppingsgrens)", "hoog", "Een aftoppingsgrens is laag of hoog, en"),
    ({"Status": "zeker"}, "L (Status)", "zeker", "Verwacht: definitief, voorlopig, afgeleid,"),
    (
        {"Status": "afgeleid"},
        "Q (Toelichting voor het publiek)",
        "",
        "Zeg in de toelichting voor het publiek waarom",
    ),
    (
        {"Status": "niet leesbaar in de bron", "Toelichting voor het publiek": "Vlek."},
        "J (Waarde)",
        "€ 90.000",
        "Een cijfer heeft een waarde, tenzij",
    ),
    ({"Bron": "x" * 161}, "P (Bron)", "x" * 161, "Verwacht: hoogstens 160 tekens."),
]


def test_every_wrong_cell_of_a_file_is_told_at_once_with_its_place(brochure: dict[str, Any]) -> None:
    # Each row has its own year, so that none is there twice.
    years = ({"Periode": str(2022 + number)} for number in range(len(WRONG)))
    rows = [ROW | year | wrong for year, (wrong, *_) in zip(years, WRONG, strict=True)]
    outcome = upload.preview(listed(*rows), "a.xlsx", CHIEF)
    expected = [
        (f"Blad Cijfers, rij\u00a0{row}, kolom\u00a0{each[1]}", each[2]) for row, each in enumerate(WRONG, 2)
    ]
    told = {each.place: each for each in outcome.problems}
    assert sorted((each.place, each.text) for each in outcome.problems) == sorted(expected)
    for (place, _), (*_, sentence) in zip(expected, WRONG, strict=True):
        assert told[place].sentence.startswith(sentence), place


def test_one_wrong_cell_changes_nothing(admin_client: Client, brochure: dict[str, Any]) -> None:
    before = stored()
    page = given(admin_client, listed(ROW, ROW | {"Periode": "2022", "Waarde": "veel"}))
    assert page.status_code == 400
    assert "Blad Cijfers, rij\u00a03, kolom\u00a0J (Waarde)" in page.content.decode()
    assert page.context["kept"] is None
    assert not FigureUpload.objects.exists()
    assert stored() == before


def test_the_same_figure_twice_is_refused_with_both_places(brochure: dict[str, Any]) -> None:
    (problem,) = upload.preview(listed(ROW, ROW | {"Waarde": 1}), "a.xlsx", CHIEF).problems
    assert (problem.row, problem.column) == (3, "C")
    assert "in rij 2 van blad 'Cijfers'" in problem.sentence


@pytest.mark.parametrize(
    ("headers", "sentence", "column"),
    [
        ([*HEADERS, "Kleur"], "Deze kolom is niet bekend.", "R"),
        ([*HEADERS, "Waarde"], "Deze kolom staat er twee keer.", "R"),
        ([each for each in HEADERS if each != "Periode"], "De kolom 'Periode' ontbreekt.", ""),
        (["Naam", "Getal"], "Er is geen kopregel gevonden.", ""),
    ],
)
def test_wrong_columns_are_told(
    brochure: dict[str, Any], headers: list[str], sentence: str, column: str
) -> None:
    problem = upload.preview(listed(ROW, headers=headers), "a.xlsx", CHIEF).problems[0]
    assert problem.sentence.replace("‘", "'").replace("’", "'").startswith(sentence)  # noqa: RUF001
    assert problem.column == column


def test_columns_come_in_any_order_below_a_title_and_between_empty_rows(brochure: dict[str, Any]) -> None:
    headers = list(reversed(HEADERS))
    row = [ROW.get(header) for header in headers]
    rows: list[list[Any]] = [["Onze cijfers"], [], [each.upper() for each in headers], [], row, [None, " "]]
    outcome = upload.preview(book(rows), "a.xlsx", CHIEF)
    assert counts(outcome) == (1, 0, 0, 0, 0, 0)
    assert outcome.new_lines[0].row == 5


def test_what_stands_outside_the_list_is_not_passed_over(brochure: dict[str, Any]) -> None:
    row = [ROW.get(header) for header in HEADERS]
    (problem,) = upload.preview(book([HEADERS, [*row, "let op"]]), "a.xlsx", CHIEF).problems
    assert (problem.row, problem.column, problem.text) == (2, "R", "let op")


def test_a_file_too_large_or_missing_is_told_beside_the_field(admin_client: Client, db: None) -> None:
    page = given(admin_client, b"a" * (10 * 2**20 + 1), "a.csv")
    assert page.status_code == 400
    assert "Verwacht: hoogstens 10 MB." in page.content.decode()
    assert admin_client.post(UPLOAD, {}).status_code == 400


def test_a_file_that_would_now_do_something_else_is_shown_again(
    admin_client: Client, brochure: dict[str, Any]
) -> None:
    previewed = given(admin_client, listed(ROW, ROW | {"Periode": "2020", "Waarde": 87000}))
    Figure.objects.filter(indicator__code="huurachterstand", ends_on__year=2020).update(value=5)
    before = stored()
    again = apply(admin_client, previewed)
    assert again.status_code == 409
    assert "Na uw voorbeeld is iets gewijzigd" in again.content.decode()
    assert again.context["outcome"].changed_lines[0].differences[0].old == "€ 5"
    assert stored() == before
    assert apply(admin_client, again).status_code == 302
    assert Figure.objects.count() == 81


def test_a_file_is_applied_once_and_by_its_sender_only(
    admin_client: Client, client: Client, brochure: dict[str, Any]
) -> None:
    previewed = given(admin_client, listed(ROW))
    client.force_login(User.objects.create_superuser("ander"))
    assert apply(client, previewed).status_code == 409
    assert Figure.objects.count() == 80
    assert apply(admin_client, previewed).status_code == 302
    gone = apply(admin_client, previewed)
    assert gone.status_code == 409
    assert "Dit bestand is er niet meer" in gone.content.decode()
    assert Figure.objects.count() == 81


@pytest.mark.parametrize("pk", ["", "abc", "-1", "9" * 40, "²"])
def test_a_made_up_file_number_is_no_server_error(admin_client: Client, db: None, pk: str) -> None:
    assert admin_client.post(UPLOAD, {"toepassen": "x", "bestand": pk}).status_code == 409


def test_a_new_file_takes_the_place_of_the_former_and_can_be_thrown_away(
    admin_client: Client, brochure: dict[str, Any]
) -> None:
    given(admin_client, listed(ROW))
    given(admin_client, listed(ROW | {"Waarde": 1}), "tweede.xlsx")
    assert FigureUpload.objects.get().name == "tweede.xlsx"
    assert admin_client.post(UPLOAD, {"annuleren": "x"}).status_code == 302
    assert not FigureUpload.objects.exists()


def test_a_file_of_more_than_a_day_ago_is_gone(admin_client: Client, brochure: dict[str, Any]) -> None:
    previewed = given(admin_client, listed(ROW))
    FigureUpload.objects.update(created_at=timezone.now() - KEPT * 1.1)
    before = stored()
    gone = apply(admin_client, previewed)
    assert gone.status_code == 409
    assert "verlopen. Kies het opnieuw." in gone.content.decode()
    assert stored() == before


def test_text_of_a_file_is_escaped_on_the_page(admin_client: Client, brochure: dict[str, Any]) -> None:
    page = given(admin_client, listed(ROW | {"Waarde": "<script>x</script>"}), "<b>.xlsx").content.decode()
    assert "&lt;script&gt;x&lt;/script&gt;" in page
    assert "<script>x" not in page
