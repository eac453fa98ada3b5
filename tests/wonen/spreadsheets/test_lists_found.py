"""The list on a sheet is found, what stands around it is told, and a broken file says where it is broken."""

import codecs
from typing import Any

import pytest
from django.test import Client

from municipalities.figures.spreadsheet import upload
from tests.municipalities.figures.test_upload_files import SHEET
from tests.support import project_sheets
from tests.support.project_sheets import HEADERS, counts, given, problems, upload_of
from tests.support.sheets import HEADERS as FIGURES
from tests.support.sheets import ROW, book, listed
from tests.support.sheets import given as sheets_given
from tests.support.staff import CHIEF
from tests.wonen.spreadsheets.test_cells_as_typed import replaced
from tests.wonen.spreadsheets.test_cells_read_right import changed, tampered
from tests.wonen.spreadsheets.test_merged_cells import merged
from wonen.spreadsheets.safe_reader.contents import FileRefusedError
from wonen.spreadsheets.safe_reader.opening import sheets

PLAN: list[Any] = ["Plan", "Heerlen", "WL", "Sloop", 20]
LEGEND = [["Legenda"], ["Soort", "Projectfase"], ["Sloop", "Realisatie"], []]
FORM = [["Gemeente", "Heerlen", "Naam", "J. Jansen"], []]


@pytest.mark.parametrize(("above", "row", "rival"), [(LEGEND, 5, 2), (FORM, 3, 1)])
def test_the_row_with_most_of_the_headers_is_the_header(
    admin_client: Client, world: None, above: list[list[Any]], row: int, rival: int
) -> None:
    page = given(admin_client, book([*above, HEADERS, PLAN]), gemeente="GM0917")
    assert counts(page) == (0, 0, 1, 0, 0), (problems(page), upload_of(page).problems)
    told = f"Gelezen is vanaf rij {row}; wat erboven staat, niet."
    assert upload_of(page).notices == [f"Ook rij {rival} lijkt een kopregel op het blad 'Cijfers'. {told}"]


def test_a_legend_of_figures_is_no_header(brochure: dict[str, Any]) -> None:
    legend = [["Thema", "Kengetal", "Eenheid", "Bron"], ["Financieel", "Huurachterstand", "€", "CBS"]]
    rows = [[ROW.get(header) for header in FIGURES]]
    outcome = upload.preview(book([*legend, FIGURES, *rows]), "a.xlsx", CHIEF)
    assert (outcome.new, outcome.wrong) == (1, 0), outcome.problems
    assert [each[:40] for each in outcome.notices] == ["Ook rij 1 lijkt een kopregel op het blad"]


def test_a_second_list_below_does_not_hide_the_first(admin_client: Client, world: None) -> None:
    second: list[list[Any]] = [[*HEADERS, "Planning"], ["Tweede", *PLAN[1:], 2027]]
    page = given(admin_client, book([HEADERS, PLAN, *second]))
    assert [each["Naam"] for each in project_sheets.cells(page)] == ["Plan", "Tweede"]
    (problem,) = upload_of(page).problems
    assert problem["sentence"].startswith(
        "Deze rij lijkt een kopregel met andere kolommen dan die van rij 1."
    )


def test_a_list_with_a_column_of_its_own_is_not_skipped(admin_client: Client, world: None) -> None:
    page = given(admin_client, book([[*HEADERS, "Eigen"], [*PLAN, "x"], HEADERS, ["Tweede", *PLAN[1:]]]))
    assert [each["text"] for each in upload_of(page).problems] == ["Eigen"]


LINES = [["Gemeente: Venlo"], ["Gemeente", "Venlo"], ["gemeente Kerkrade"], ["Kerkrade"]]
ABOVE = "Boven de lijst op het blad 'Cijfers' staat in rij 1 als gemeente '{}'; dat is niet gelezen. {}"


@pytest.mark.parametrize("line", LINES)
def test_a_municipality_above_the_list_that_was_not_chosen_is_told(
    admin_client: Client, world: None, line: list[str]
) -> None:
    headers = [each for each in HEADERS if each != "Gemeente"]
    content = book([line, headers, ["Plan", "WL", "Sloop", 20]])
    name = "Venlo" if "Venlo" in line[-1] else "Kerkrade"
    for chosen, holds in (
        ("GM0917", "Voor rijen zonder gemeente geldt: Heerlen."),
        ("", "Zet het in een kolom, of kies het bij het bestand."),
    ):
        page = given(admin_client, content, gemeente=chosen)
        assert upload_of(page).notices == [ABOVE.format(name, holds)]


def test_what_was_chosen_or_says_no_more_above_the_list_is_not_told(
    admin_client: Client, world: None
) -> None:
    titles: list[list[Any]] = [
        ["Soort:", "Sloop"],
        ["Overzicht van de gemeente"],
        ["Corporatie", "WL"],
        ["Peildatum", 2026],
    ]
    content = book([["Gemeente: Heerlen"], *titles, HEADERS, PLAN])
    page = given(admin_client, content, **CHOSEN)
    assert upload_of(page).notices == []
    assert counts(page) == (0, 0, 1, 0, 0)
    page = given(admin_client, book([["Gemeente: Venlo"], HEADERS, PLAN]))
    assert upload_of(page).notices == []  # each row says its municipality, and nothing was chosen


def test_hidden_rows_are_named(admin_client: Client, world: None) -> None:
    content = book([HEADERS, *([f"Plan {number}", *PLAN[1:]] for number in "abcdefghijklmnop")])

    def hidden(*numbers: int) -> list[str]:
        def hide(text: str) -> str:
            for number in numbers:
                text = text.replace(f'<row r="{number}"', f'<row hidden="1" r="{number}"')
            return text

        return list(upload_of(given(admin_client, changed(content, SHEET, hide))).notices)

    start = "Op het blad 'Cijfers' is verborgen: "
    assert [each.split(". ")[0] for each in hidden(3)] == [f"{start}rij 3"]
    assert [each.split(". ")[0] for each in hidden(3, 5, 6)] == [f"{start}rij 3, 5 en 6"]
    assert [each.split(". ")[0] for each in hidden(*range(2, 16))] == [
        f"{start}rij 2, 3, 4, 5, 6, 7, 8, 9, 10, 11 en nog 4 rijen"
    ]


@pytest.mark.parametrize("height", ["0.75", "1.9"])
def test_a_sheet_of_rows_too_low_to_read_hides_them(height: str) -> None:
    made = tampered(
        lambda text: text.replace("<sheetData>", f'<sheetFormatPr defaultRowHeight="{height}"/><sheetData>')
    )
    assert next(sheets(made, "a.xlsx")).hidden == ["rij 1, 2 en 3"]


DAMAGED = "Cel E2 op het blad 'Cijfers' is beschadigd"


@pytest.mark.parametrize("value", ["1_000", "\u0661\u0662", "1e999", "nan", "inf", "0x10", "1,5", "\u0967"])
def test_what_no_spreadsheet_writes_as_a_number_is_damage(value: str) -> None:
    with pytest.raises(FileRefusedError) as caught:
        read(tampered(lambda text: text.replace("<v>20</v>", f"<v>{value}</v>", 1)))
    assert str(caught.value).startswith(DAMAGED)


@pytest.mark.parametrize("value", [" 20 ", "+20", "2e1", "20.", "2.0E+01", "\n20"])
def test_a_number_is_read_in_every_way_of_the_standard(value: str) -> None:
    assert read(tampered(lambda text: text.replace("<v>20</v>", f"<v>{value}</v>", 1)))[1][4] == 20


def test_half_a_character_is_damage() -> None:
    with pytest.raises(FileRefusedError) as caught:
        read(tampered(lambda text: text.replace("<t>Plan</t>", "<t>Pl_xD800_an</t>")))
    assert str(caught.value).startswith("Cel A2 op het blad 'Cijfers' is beschadigd")


def test_a_row_of_other_digits_is_damage() -> None:
    with pytest.raises(FileRefusedError, match="is beschadigd"):
        read(tampered(lambda text: text.replace('<row r="2"', '<row r="\u0662"')))


@pytest.mark.parametrize("place", ["E\u0662", "E2_0", "E 2", "\u0415" + "2"])
def test_a_cell_without_a_place_is_damage(place: str) -> None:
    with pytest.raises(FileRefusedError, match="is beschadigd"):
        read(tampered(lambda text: text.replace('r="E2"', f'r="{place}"')))


@pytest.mark.parametrize(
    ("kind", "value"), [("b", "2"), ("b", "ja"), ("d", "\u0662027-03-01"), ("d", "morgen"), ("s", "0_0")]
)
def test_a_value_that_is_none_of_its_kind_is_damage(kind: str, value: str) -> None:
    cell = f'<c r="E2" t="{kind}"><v>{value}</v></c>'
    with pytest.raises(FileRefusedError) as caught:
        read(tampered(lambda text: replaced(text, "E2", cell)))
    assert str(caught.value).startswith(DAMAGED)


def read(content: bytes) -> list[list[Any]]:
    (sheet, *_) = sheets(content, "a.xlsx")
    return [[cell.value for cell in cells] for _, cells in sheet.rows]


def test_half_a_file_is_to_be_saved_again(admin_client: Client, brochure: dict[str, Any]) -> None:
    again = "Open het bestand in uw spreadsheet en sla het opnieuw op."
    page = given(admin_client, book([HEADERS, PLAN])[:3000])
    assert upload_of(page).problems[0]["sentence"].endswith(again)
    assert (
        sheets_given(admin_client, listed(ROW)[:3000]).context["outcome"].problems[0].sentence.endswith(again)
    )


def test_a_quote_that_is_never_closed_names_its_line(admin_client: Client, world: None) -> None:
    rows = [
        "Plan;Heerlen;WL;Sloop;20",
        '"Twee\nregels";Heerlen;WL;Sloop;20',
        '"Open;Heerlen;WL;Sloop;20',
        "Plan;;;;",
    ]
    text = "\n".join([";".join(HEADERS), *rows])
    (problem,) = upload_of(given(admin_client, text.encode(), "a.csv")).problems
    assert problem["sentence"].startswith("Het CSV-bestand breekt af bij regel 5:")


def test_a_csv_has_no_sheet_to_name(admin_client: Client, world: None, brochure: dict[str, Any]) -> None:
    page = given(admin_client, b"Iets;anders\n1;2\n", "a.csv")
    assert upload_of(page).notices == []
    assert sheets_given(admin_client, b"Iets;anders\n1;2\n", "a.csv").context["outcome"].unread == []


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be", "utf-16"])
def test_a_csv_in_utf_16_needs_no_mark(admin_client: Client, world: None, encoding: str) -> None:
    text = f"{';'.join(HEADERS)}\nCaf\u00e9 \u2019t Plan;Heerlen;WL;Sloop;20\n"
    page = given(admin_client, text.encode(encoding), "a.csv")
    assert [each["Naam"] for each in project_sheets.cells(page)] == ["Caf\u00e9 \u2019t Plan"]
    assert not text.encode("utf-16-le").startswith(codecs.BOM_UTF16_LE)


def test_what_holds_where_the_file_says_nothing_is_not_called_chosen(
    admin_client: Client, world: None
) -> None:
    page = given(admin_client, book([HEADERS, PLAN]), corporatie="WL").content.decode()
    assert "Waar het bestand het niet zegt, geldt: corporatie" in page
    assert "Gekozen waar" not in page


CHOSEN = {"gemeente": "GM0917", "corporatie": "WL", "soort": "sloop"}
OTHER_COLUMNS: list[list[Any]] = [
    ["Naam", "Plaats", "Bron"],
    ["P1", "Hoensbroek", "b1"],
    [],
    ["Naam", "Bron", "Plaats"],
    ["P2", "b2", "Hoensbroek"],
]


def told_of(page: Any) -> list[tuple[str, str]]:
    return [(each["place"], each["sentence"]) for each in upload_of(page).problems]


def test_a_header_with_its_columns_in_another_order_is_no_project(admin_client: Client, world: None) -> None:
    page = given(admin_client, book(OTHER_COLUMNS), **CHOSEN)
    ((place, sentence),) = told_of(page)
    assert place == "Blad Cijfers, rij\u00a04"
    assert sentence.startswith("Deze rij lijkt een kopregel met andere kolommen dan die van rij 1.")
    again = [*OTHER_COLUMNS[:3], OTHER_COLUMNS[0], ["P2", "Hoensbroek", "b2"]]
    page = given(admin_client, book(again), **CHOSEN)
    assert (told_of(page), len(project_sheets.cells(page))) == ([], 2)


def test_a_header_of_figures_in_another_order_is_no_figure(
    admin_client: Client, brochure: dict[str, Any]
) -> None:
    rows: list[list[Any]] = [FIGURES, [ROW.get(header) for header in FIGURES], FIGURES[::-1]]
    page = sheets_given(admin_client, book(rows))
    (problem,) = page.context["outcome"].problems
    assert (problem.row, problem.sentence[:40]) == (3, "Deze rij lijkt een kopregel met andere k")
    assert f">{', '.join(FIGURES[:-4:-1])}" in page.content.decode()


def test_a_header_of_two_rows_is_to_be_one(admin_client: Client, world: None) -> None:
    rows: list[list[Any]] = [
        ["Naam", "Gemeente", "Planning"],
        [None, None, "Start", "Oplevering"],
        ["P1", "Heerlen", 2027, 2028],
    ]
    for content in (book(rows), merged(book(rows), "C1:D1")):
        ((place, sentence),) = told_of(given(admin_client, content, **CHOSEN))
        assert place == "Blad Cijfers, rij\u00a02"
        assert sentence == (
            "De kop beslaat twee rijen (1 en 2). Zet boven iedere kolom een eigen kop, alle in dezelfde rij."
        )
    rows[1][2:] = ["Koop", "Huur"]
    ((place, sentence),) = told_of(given(admin_client, merged(book(rows), "C1:D1"), **CHOSEN))
    assert place == "Blad Cijfers, rij\u00a02, kolom\u00a0D"
    assert sentence.startswith("De kop boven deze kolom is samengevoegd (C1:D1).")


def test_a_row_of_more_cells_than_a_header_parted_by_commas_is_refused(
    admin_client: Client, world: None
) -> None:
    head = "Naam,Aantal woningen,Bron"
    for row in ("PlanZ,1,250,", "PlanZ,1,250,x", "PlanZ,20,,"):
        text = f"{head}\n{row}\nPlan B,20,x\n,,,,\n"
        page = given(admin_client, text.encode(), "a.csv", **CHOSEN)
        ((place, sentence),) = told_of(page)
        assert (place, sentence[:43]) == ("Rij\u00a02", "Deze rij heeft meer cellen dan de kopregel.")
        assert [each["Naam"] for each in project_sheets.cells(page)] == ["Plan B"]
    for sign in ";\t":
        text = f"{head}\nPlanZ,20,,,\n".replace(",", sign)
        page = given(admin_client, text.encode(), "a.csv", **CHOSEN)
        assert (told_of(page), counts(page)) == ([], (0, 0, 1, 0, 0))


SWALLOWED = [
    "Naam;Plaats;Aantal woningen",
    '"Plan A;x;3',
    'Plan B";y;4',
    '"Plan\nC";y;4',
    'Plan D;"z;\nz\nz";4',
]


def test_a_cell_that_swallowed_rows_is_told(admin_client: Client, world: None) -> None:
    text = "\n".join(SWALLOWED)
    for sign in (";", "\t", ","):
        page = given(admin_client, text.replace(";", sign).encode(), "a.csv", **CHOSEN)
        (notice,) = upload_of(page).notices
        assert notice.startswith("In rij 2 staan in \u00e9\u00e9n cel meer regels")
    notes = 'Naam,Bron,Plaats,Aantal woningen\nPlan E,"a, b\nc",z,4\n'
    page = given(admin_client, notes.encode(), "a.csv", **CHOSEN)
    assert upload_of(page).notices == []


@pytest.mark.parametrize(
    "cell",
    [
        "<v>20</v><v>30</v>",
        "<v>1<b>2</b>3</v>",
        "<is><t>20</t></is><is><t>30</t></is>",
        "<is><t>2<b>x</b>0</t></is>",
        "<is><t>20</t><t>30</t></is>",
    ],
)
def test_a_cell_that_holds_two_values_is_damage(cell: str) -> None:
    kind = ' t="inlineStr"' if "<is>" in cell else ""
    with pytest.raises(FileRefusedError) as caught:
        read(tampered(lambda text: replaced(text, "E2", f'<c r="E2"{kind}>{cell}</c>')))
    assert str(caught.value).startswith(DAMAGED)
