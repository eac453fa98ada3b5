"""A spreadsheet as staff have it: read whatever its form, refused where a person would hesitate."""

import datetime
import io
from typing import Any

import pytest
from django.test import Client
from openpyxl import Workbook

from projects.models import Project
from projects.models.events import ProjectEvent
from tests.conftest import AddProject
from tests.support.project_sheets import (
    HEADERS,
    ROW,
    UPLOAD,
    apply,
    cells,
    changes,
    counts,
    given,
    listed,
    problems,
    stored,
    upload_of,
)
from tests.support.sheets import book
from wonen.history.entries import HistoryEntry

pytestmark = pytest.mark.usefixtures("world")
OTHERS = {"gemeente": "GM0917", "corporatie": "WL", "soort": "nieuwbouw"}


def one(client: Client, header: str, cell: Any, **chosen: str) -> Any:
    """Bring one project with one more column."""
    return given(client, book([[*HEADERS, header], [*ROW, cell]]), **chosen)


def shown(page: Any) -> dict[str, str]:
    (found,) = cells(page)
    return found


def test_columns_stand_in_any_order_under_other_names_below_a_title_and_between_empty_rows(
    admin_client: Client,
) -> None:
    rows: list[list[Any]] = [
        ["Onze projecten 2024"], [],
        ["Status", "PROJECT", "Wijk", " Aantal  won. ", "verhuurder", "soort project"],
        [], ["Ontwerp", "Spoorsingel", "Centrum", 1250, "Wonen Limburg", "nieuwbouw"], [None, "  "],
        ["Status", "PROJECT", "Wijk", "Aantal won.", "verhuurder", "soort project"],
        ["nnb", "Parklaan", "Noord", "ca. 12", "WL", "Sloop"],
    ]  # fmt: skip
    page = given(admin_client, book(rows), gemeente="GM0917")
    assert counts(page) == (0, 0, 2, 0, 0), problems(page)
    first, second = cells(page)
    assert (first["Aantal woningen"], first["Projectfase"], first["Plaats of wijk"]) == (
        "1.250 woningen", "Ontwerp", "Centrum",
    )  # fmt: skip
    assert (second["Aantal woningen"], second["Soort"]) == ("Ca. 12 woningen", "Sloop")


def merged(**areas: Any) -> bytes:
    """Return a list of three projects with merged cells: an area with what stands in it."""
    made = Workbook()
    sheet = made.active
    assert sheet is not None
    sheet.append(["Gemeente", "Naam", "Aantal", "Soort"])
    for word in "abc":
        sheet.append([None, f"Plan {word}", 5, "Sloop"])
    for area, value in areas.items():
        sheet[area.split("_", maxsplit=1)[0]] = value
        sheet.merge_cells(area.replace("_", ":"))
    file = io.BytesIO()
    made.save(file)
    return file.getvalue()


def test_merged_cells_of_the_municipality_hold_for_all_their_rows(admin_client: Client) -> None:
    page = given(admin_client, merged(A2_A3="Heerlen", A4_A4="Kerkrade"), corporatie="WL")
    assert counts(page) == (0, 0, 3, 0, 0), problems(page)
    apply(admin_client, page)
    places = Project.objects.order_by("pk").values_list("name", "municipality__name")
    assert list(places) == [("Plan a", "Heerlen"), ("Plan b", "Heerlen"), ("Plan c", "Kerkrade")]


def test_a_merged_number_is_refused_in_every_row_of_it(admin_client: Client) -> None:
    page = given(admin_client, merged(A2_A4="Heerlen", C2_C3=30), corporatie="WL")
    assert counts(page) == (2, 0, 1, 0, 0)
    assert [each[:3] for each in problems(page)] == [
        (2, "C Aantal woningen", "30"),
        (3, "C Aantal woningen", "30"),
    ]
    assert problems(page)[0][3].startswith("Deze cel is samengevoegd (C2:C3)")


def test_an_empty_municipality_that_is_not_merged_is_not_filled_in(admin_client: Client) -> None:
    page = given(admin_client, merged(A2_A2="Heerlen"), corporatie="WL")
    assert counts(page) == (2, 0, 1, 0, 0)
    assert problems(page)[0][:2] == (3, "A Gemeente")
    assert problems(page)[0][3].startswith("Vul de gemeente in")


@pytest.mark.parametrize(
    ("delimiter", "encoding"), [(";", "utf-8"), (",", "cp1252"), ("\t", "utf-8-sig"), (";", "cp1252")]
)
def test_a_csv_is_read_whatever_parts_it_and_in_both_alphabets(
    admin_client: Client, delimiter: str, encoding: str
) -> None:
    rows = [["Overzicht"], HEADERS, ["Sint-Renéhof", "Heerlen", "WL", "Nieuwbouw/verbouw", "1.250"]]
    content = "\r\n".join(map(delimiter.join, rows)).encode(encoding)
    page = given(admin_client, content, "projecten.csv")
    assert counts(page) == (0, 0, 1, 0, 0), problems(page)
    assert shown(page)["Aantal woningen"] == "1.250 woningen"
    assert ("gelezen als Windows-1252" in page.content.decode()) == (encoding == "cp1252")
    apply(admin_client, page)
    assert Project.objects.get().name == "Sint-Renéhof"


@pytest.mark.parametrize(
    ("header", "cell", "what", "printed"),
    [
        ("Oplevering", (datetime.date(2024, 3, 15), "dd-mm-yyyy"), "Planning", "Q1 2024 (oplevering)"),
        ("Oplevering", (datetime.date(2024, 3, 1), "mmm-yy"), "Planning", "Q1 2024 (oplevering)"),
        ("Start", (datetime.date(2024, 1, 1), "yyyy"), "Planning", "2024 (start)"),
        ("Start", "15-3-2024", "Planning", "Q1 2024 (start)"),
        ("Planning", 2024, "Planning", "2024"),
        ("Planning", "2e helft 2024", "Planning", "2024"),
        (
            "Planning",
            "2e helft 2024",
            "Toelichting voor het publiek",
            "Planning volgens de bron: 2e helft 2024.",
        ),
        ("BAT-score", 2, "BAT-score", "Score 2"),
        ("Openbaar", True, "Openbaar", "ja"),
        ("Type woningen", "Ntb (mix)", "Type woningen", "Ntb (mix)"),
        ("Huurprijsklasse", "Vrije huur + betaalbaar", "Huurprijsklasse", "Betaalbaar + Vrije huur"),
        ("Woningen", (20, '0" woningen"'), "Aantal woningen", "20 woningen"),
    ],
)
def test_a_cell_is_read_as_it_shows(
    admin_client: Client, header: str, cell: Any, what: str, printed: str
) -> None:
    page = one(admin_client, header, cell)
    assert counts(page) == (0, 0, 1, 0, 0), problems(page)
    assert shown(page)[what] == printed


def test_a_number_that_shows_as_about_is_about(admin_client: Client) -> None:
    content = listed([*ROW[:4], (30, '"Ca. "0')])
    assert shown(given(admin_client, content))["Aantal woningen"] == "Ca. 30 woningen"


def test_headings_of_the_overview_say_the_kind_of_the_rows_below(admin_client: Client) -> None:
    headers = ["Naam", "Soort", "Aantal"]
    rows: list[list[Any]] = [
        headers, ["Renovatie"], ["Een", None, 1], ["Twee", "Nieuwbouw", 2], ["Sloop"], ["Drie", "Sloop", 3],
        ["Onderzoek"], ["Vier", None, 4], ["Vijf", "Aankoop", 5], ["Nog uit te zoeken"],
    ]  # fmt: skip
    page = given(admin_client, book(rows), gemeente="GM0917", corporatie="WL")
    assert counts(page) == (2, 1, 3, 0, 0)
    assert [each[:3] for each in problems(page)] == [
        (4, "B Soort", "Nieuwbouw"), (10, "A Naam", "Nog uit te zoeken"),
    ]  # fmt: skip
    assert problems(page)[0][3] == (
        "De rij staat onder de kop 'Renovatie', en hier staat 'Nieuwbouw/verbouw'. Maak ze gelijk."
    )
    kinds = {each["Naam"]: each["Soort"] for each in cells(page)}
    assert kinds == {"Een": "Renovatie", "Drie": "Sloop", "Vijf": "Aankoop"}


FORMULA = "In deze cel staat een formule."
WRONG: list[tuple[str, Any, str, str]] = [
    ("Gemeente", "Heerle", "Heerle", "Deze gemeente is niet bekend. Verwacht:"),
    ("Gemeente", None, "", "Vul de gemeente in, of kies er een"),
    ("Corporatie", "XX", "XX", "Deze corporatie is niet bekend."),
    ("Corporatie", None, "", "Vul de corporatie in, of kies er een"),
    ("Naam", None, "", "Een project heeft een naam."),
    ("Naam", "x" * 121, "x" * 121, "Verwacht: hoogstens 120 tekens."),
    ("Naam", "Totaal", "Totaal", "Dit lijkt een rij met totalen."),
    ("Soort", "Verkoop", "Verkoop", "Verwacht: Nieuwbouw/verbouw, Renovatie, Sloop, Aankoop."),
    ("Aantal woningen", "veel", "veel", "Verwacht: een aantal"),
    ("Aantal woningen", 20.5, "20,5", "Verwacht: een aantal"),
    ("Aantal woningen", 0, "0", "Verwacht: een aantal"),
    ("Aantal woningen", "=10+10", "=10+10", FORMULA),
    ("Aantal woningen", (0.2, "0%"), "20%", "In deze cel staat een bedrag of een percentage."),
    ("Aantal woningen", "#N/A", "#N/A", "In deze cel staat een fout van de spreadsheet (#N/A)."),
    ("Plaats of wijk", "#VERW!", "#VERW!", "In deze cel staat een fout van de spreadsheet (#VERW!)."),
    ("Aantal woningen", (datetime.date(2024, 2, 1), "d-m-yyyy"), "1-2-2024", "In deze cel staat een datum;"),
    ("BAT-score", (datetime.date(2026, 2, 1), "d-mmm"), "1-feb", "In deze cel staat een datum;"),
    ("BAT-score", "Score 2-0", "Score 2-0", "Verwacht: Score 2, Score 0-2"),
    ("BAT van", 1, "1", "De BAT-score loopt van 0 tot en met 4, en van laag naar hoog."),
    ("Type woningen", "Appartementen", "Appartementen", "Verwacht: Grondgebonden gelijkvloers,"),
    ("Huurprijsklasse", "Sociaal", "Sociaal", "Verwacht: Goedkoop, Betaalbaar,"),
    (
        "Verdeling",
        "Betaalbaar: 10",
        "Betaalbaar: 10",
        "Een verdeling kan alleen over huurprijsklassen die zeker",
    ),
    ("Duurzaamheid", "Energielabel A", "Energielabel A", "Verwacht: Gasloos, BENG, NOM, met of zonder"),
    ("Tenminste", "ja", "ja", "'Tenminste' kan alleen bij een duurzaamheidsniveau."),
    ("Planning", "2022-2024", "2022-2024", "Verwacht: 2022 (start), 2022 (oplevering)"),
    (
        "Planning",
        "2024 (start), 2022 (oplevering)",
        "2024 (start), 2022 (oplevering)",
        "De oplevering ligt vóór",
    ),
    ("Startkwartaal", 2, "2", "Een kwartaal is 1, 2, 3 of 4, en hoort bij een jaar."),
    ("Startjaar", 1889, "1889", "Verwacht: een jaar (2024)"),
    ("Projectfase", "Bijna klaar", "Bijna klaar", "Verwacht: Concept, Initiatief,"),
    ("Openbaar", "misschien", "misschien", "Verwacht: ja of nee."),
    ("Nummer", 999_999, "999999", "Er is geen project met dit nummer."),
    ("Nummer", "9" * 40, "9" * 40, "Verwacht: het nummer van een project in Wonen"),
    ("Codes elders", "123", "123", "Verwacht: systeem en code, zoals 'dpi: 123'"),
    ("Fase van", "Onbekend geheel", "Onbekend geheel", "Deze gemeente heeft geen project met deze naam"),
    (
        "Fase van nummer",
        999_999,
        "999999",
        "Er is geen project met dit nummer. Verwacht: het nummer van het hele",
    ),
    ("Bron", "x" * 161, "x" * 161, "Verwacht: hoogstens 160 tekens."),
    ("Adres", "=A1", "=A1", FORMULA),
    ("Voorbeelddata", "ja", "ja", "Dit is verzonnen voorbeelddata"),
]


def wrong_file(wrong: list[tuple[str, Any, str, str]], good: int) -> tuple[bytes, list[str]]:
    """Return a file of good projects among which each mistake stands in a row of its own, and its headers."""
    headers = list(dict.fromkeys([*HEADERS, *(header for header, *_ in wrong)]))
    rows: list[list[Any]] = [headers]
    for number in range(good + len(wrong)):
        made = dict(zip(HEADERS, [f"Plan {number}", *ROW[1:]], strict=True))
        place, is_wrong = divmod(number, max(1, (good + len(wrong)) // len(wrong)))
        if is_wrong == 0 and place < len(wrong):
            made[wrong[place][0]] = wrong[place][1]
        rows.append([made.get(header) for header in headers])
    return book(rows), headers


def test_every_wrong_cell_is_told_at_once_with_its_place_and_what_was_expected(admin_client: Client) -> None:
    content, headers = wrong_file(WRONG, 0)
    page = given(admin_client, content)
    told = problems(page)
    assert counts(page)[0] == len(WRONG)
    for row, (header, _, text, sentence) in enumerate(WRONG, start=2):
        ((_, column, found, said),) = [each for each in told if each[0] == row]
        letter = chr(65 + headers.index(header))
        expected = "Woningen per huurprijsklasse" if header == "Verdeling" else header
        assert (column, found) == (f"{letter} {expected}", text[:200]), said
        assert said.startswith(sentence)
    assert len(told) == len(WRONG)
    assert not Project.objects.exists()
    assert apply(admin_client, page).status_code == 409
    assert not Project.objects.exists()


@pytest.mark.parametrize(
    ("headers", "sentence", "place"),
    [
        ([*HEADERS, "Kleur"], "Deze kolom is niet bekend.", "Rij\u00a01, kolom\u00a0F"),
        ([*HEADERS, "naam"], "Deze kolom staat er twee keer.", "Rij\u00a01, kolom\u00a0F"),
        ([*HEADERS, "Project"], "Deze kolom staat er twee keer.", "Rij\u00a01, kolom\u00a0F"),
        (HEADERS[1:], "De kolom 'Naam' ontbreekt.", "Rij\u00a01, kolom (Naam)"),
        (["Adressen", "Getal"], "Er is geen kopregel gevonden.", ""),
        (HEADERS, "Onder de kopregel staat geen enkel project.", ""),
    ],
)
def test_wrong_columns_are_told(admin_client: Client, headers: list[str], sentence: str, place: str) -> None:
    content = ";".join(headers).encode()
    page = given(admin_client, content, "a.csv")
    (problem,) = upload_of(page).problems
    assert problem["sentence"].startswith(sentence)
    assert problem["place"] == place
    assert problem["sentence"].split("'")[0] in page.content.decode()
    assert apply(admin_client, page).status_code == 409


def test_a_wrong_column_does_not_hide_the_wrong_cells_below(admin_client: Client) -> None:
    page = given(admin_client, book([[*HEADERS, "Kleur"], [*ROW[:4], "veel", "rood"], [*ROW, "x"]]))
    assert upload_of(page).problems[0]["text"] == "Kleur"
    assert next(each[:3] for each in problems(page)) == (2, "E Aantal woningen", "veel")


def test_what_stands_outside_the_list_is_not_passed_over(admin_client: Client) -> None:
    page = given(admin_client, book([HEADERS, [*ROW, "let op"]]))
    assert upload_of(page).problems[0]["text"] == "let op"


def test_several_sheets_are_read_and_one_without_a_list_is_named(admin_client: Client) -> None:
    made = Workbook()
    for title, rows in (
        ("Noord", [HEADERS, ROW]),
        ("Zuid", [HEADERS[:2], ["Parklaan", "Kerkrade"]]),
        ("Vrij", [["Hoi"]]),
    ):
        sheet = made.create_sheet(title)
        for row in rows:
            sheet.append(row)
    del made["Sheet"]
    file = io.BytesIO()
    made.save(file)
    page = given(admin_client, file.getvalue(), **OTHERS)
    assert counts(page) == (0, 0, 2, 0, 0), problems(page)
    places = [row.place for row in upload_of(page).rows.all()]
    assert places == ["Blad Noord, rij\u00a02", "Blad Zuid, rij\u00a02"]
    assert "blad &#x27;Vrij&#x27;" in page.content.decode()


def test_applying_is_one_act_in_the_history_and_leaves_the_rest(
    admin_client: Client, add_project: AddProject
) -> None:
    known = add_project("Spoorsingel", dwellings=10, note="Blijft.")
    add_project("Ander")
    before = stored()[0]
    page = given(admin_client, listed(ROW, ["Parklaan", *ROW[1:]]))
    assert counts(page) == (0, 0, 1, 1, 0)
    assert changes(page) == [["Aantal woningen", "10 woningen", "20 woningen"]]
    assert stored()[0] == before
    events = ProjectEvent.objects.count()
    done = apply(admin_client, page)
    assert "Toegepast." in done.content.decode()
    assert counts(done) == (0, 0, 1, 1, 0)
    known.refresh_from_db()
    assert (known.dwellings, known.note, known.is_public) == (20, "Blijft.", True)
    new = Project.objects.get(name="Parklaan")
    assert (new.is_public, new.dwellings, new.kind) == (False, 20, "nieuwbouw")
    made = ProjectEvent.objects.order_by("-pk")[: ProjectEvent.objects.count() - events]
    assert {event.pgh_label for event in made} == {"insert", "update"}
    (entry,) = {event.entry for event in made}
    key = upload_of(done).act
    assert key
    assert entry == HistoryEntry.objects.of_act(key)
    assert (entry.act, entry.label) == ("inlezen", "projecten.xlsx")
    assert entry.user_id == upload_of(done).user_id
    assert f"/beheer/geschiedenis/{entry.pk}/ongedaan/" in done.content.decode()
    assert not upload_of(done).rows.exists()
    again = apply(admin_client, page)
    assert Project.objects.count() == 3
    assert "Toegepast." in again.content.decode()


def test_a_phase_finds_its_whole_in_the_file_and_in_the_database(
    admin_client: Client, add_project: AddProject
) -> None:
    add_project("Bekend geheel")
    headers = [*HEADERS[:4], "Fase van", "Aantal"]
    rows: list[list[Any]] = [
        headers,
        ["Nieuw geheel, fase 1", *ROW[1:4], "Nieuw geheel", 5], ["Nieuw geheel", *ROW[1:4], None, None],
        ["Bekend geheel, fase 1", *ROW[1:4], "bekend geheel", 5],
    ]  # fmt: skip
    page = given(admin_client, book(rows))
    assert counts(page) == (0, 0, 3, 0, 0), problems(page)
    assert "Toegepast." in apply(admin_client, page).content.decode()
    wholes = Project.objects.filter(parent__isnull=False).values_list("name", "parent__name")
    assert dict(wholes) == {
        "Nieuw geheel, fase 1": "Nieuw geheel", "Bekend geheel, fase 1": "Bekend geheel"
    }  # fmt: skip


def test_a_phase_of_a_whole_with_a_count_is_refused(admin_client: Client, add_project: AddProject) -> None:
    add_project("Geteld", dwellings=30)
    headers = [*HEADERS[:4], "Fase van"]
    rows = [["Fase a", *ROW[1:4], "Geteld"], ["Fase b", *ROW[1:4], "Fase c"], ["Fase c", *ROW[1:4], "Geteld"]]
    page = given(admin_client, book([headers, *rows]))
    told = problems(page)
    assert [each[:2] for each in told] == [(2, "E Fase van"), (3, "E Fase van"), (4, "E Fase van")]
    assert told[0][3].startswith("Een project met fasen heeft zelf geen aantal woningen")
    assert told[1][3].startswith("Een fase kan niet zelf weer fasen hebben.")


def test_the_same_project_twice_is_refused_with_both_places(
    admin_client: Client, add_project: AddProject
) -> None:
    known = add_project("Parklaan")
    headers = ["Nummer", *HEADERS]
    rows: list[list[Any]] = [
        [None, *ROW], [None, "SPOORSINGEL ", *ROW[1:]], [None, "Spoor-singel", *ROW[1:]],
        [known.pk, "Parklaan", *ROW[1:]], [None, "Parklaan", *ROW[1:]],
    ]  # fmt: skip
    page = given(admin_client, book([headers, *rows]))
    assert counts(page) == (3, 0, 1, 1, 0)
    told = {row: sentence for row, _, _, sentence in problems(page)}
    assert told[3].startswith("Dit project staat er al, in blad Cijfers, rij\u00a02.")
    assert told[4].startswith("In blad Cijfers, rij\u00a02 staat een project met bijna dezelfde naam ('")
    assert told[6].startswith("Dit project staat er al, in blad Cijfers, rij\u00a05.")


def test_a_file_too_large_or_missing_or_wrongly_chosen_is_told_beside_the_field(admin_client: Client) -> None:
    page = given(admin_client, b"a" * (10 * 2**20 + 1), "a.csv")
    assert page.status_code == 400
    assert "Verwacht: hoogstens 10 MB." in page.content.decode()
    assert admin_client.post(UPLOAD, {}).status_code == 400
    assert given(admin_client, listed(ROW), gemeente="GM9999").status_code == 400
