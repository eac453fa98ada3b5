"""Files of projects as answers: harmless text, refused choices, names and headers, many rows, one moment."""

import csv
import io
import json
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from django.core.management import call_command
from django.db import connection
from django.http import QueryDict
from django.template import Context, Template
from django.test import Client
from django.test.utils import CaptureQueriesContext
from openpyxl import load_workbook

from municipalities.models import Municipality
from projects.example import set_examples
from projects.export.files import ProjectExport
from projects.filters.selection import select
from projects.models import Project
from tests.conftest import AddProject
from tests.projects.export.test_project_export import KINDS, about, fetched, from_csv, from_xlsx, names
from tests.support.memory import measured
from tests.support.sheets import read

MEDIA_TYPES = {
    "csv": "text/csv; charset=utf-8; header=present",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "json": "application/json",
    "geojson": "application/geo+json",
}
ROWS = 200
# In MB. Measured with rows fetched by the 10: 1.7, 1.7 and 0.63; with all 200 at once: 2.8, 2.8 and 0.97.
MOST_MEMORY = {"csv": 2.2, "xlsx": 2.2, "geojson": 0.8}


def choose(query: str = "") -> ProjectExport:
    projects = Project.objects.public().counted().by_name()
    return ProjectExport(select(QueryDict(query), projects), "https://wonen.example")


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠"])  # noqa: RUF001
def test_text_that_would_run_as_a_formula_is_made_harmless(
    client: Client, add_project: AddProject, start: str
) -> None:
    evil = f"{start}cmd|'/C calc'!A0"
    # A name, place or source that begins so is refused (``test_names``).
    title = "Gewoon" if start in "=\uff1d" else evil
    add_project(title, place=title, source=title, note=evil)
    # A tab or a return before it is taken away; nothing that runs is left.
    written = evil.strip() if start in "\t\r" else f"'{evil}"
    for rows in (from_csv(client), from_xlsx(client)):
        cells = [
            rows[0][header] for header in ("Naam", "Plaats of wijk", "Bron", "Toelichting voor het publiek")
        ]
        assert cells == [*[title if title != evil else written] * 3, written]
    sheet = load_workbook(io.BytesIO(fetched(client, "xlsx"))).worksheets[0]
    assert {cell.data_type for row in sheet.iter_rows() for cell in row} <= {"s", "n", "d"}
    assert names(client, "json") == [title.strip()]


def test_a_typed_formula_stays_text_in_the_choice_too(client: Client, add_project: AddProject) -> None:
    add_project("Plan =1+1")
    query = "zoek=%3D1%2B1"
    assert [row["Keuze"] for row in from_csv(client, query)] == ["Naam of plaats: =1+1"]
    told = about(client, query)
    assert told["Gekozen"] == "Naam of plaats: =1+1"
    assert told["Deze keuze nu"].endswith("/projecten/?zoek=%3D1%2B1")


@pytest.mark.parametrize("kind", KINDS)
def test_characters_that_a_workbook_cannot_hold_break_no_file(
    client: Client, add_project: AddProject, kind: str
) -> None:
    add_project('Een\x0btwee; "drie"\x1f', note="\x08a\ufffeb\r\nc\ud7ff")
    assert names(client, kind) == ['Een twee; "drie"']


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize(
    ("query", "sentence"),
    [
        ("gemeentes=GM0917", "&#x27;gemeentes&#x27; is geen keuze die hier bestaat."),
        ("gemeente=GM0917&gemeente=GM0928", "&#x27;gemeente&#x27; staat er 2 keer."),
        ("gemeente=GM9999", "&#x27;gemeente&#x27;: "),
        ("batVanaf=9", "&#x27;batVanaf&#x27;: Een BAT-score is 0, 1, 2, 3 of 4."),
        ("zoek=%00", "&#x27;zoek&#x27; bevat een teken dat niet kan."),
        ("onderdeel=onderzoek", "&#x27;jaar&#x27;: "),
    ],
)
def test_a_choice_that_is_not_understood_makes_no_file(
    client: Client, world: None, kind: str, query: str, sentence: str
) -> None:
    response = client.get(f"/projecten.{kind}?{query}")
    assert response.status_code == 400
    assert "Content-Disposition" not in response.headers
    assert "Deze keuze kan niet" in response.content.decode()
    assert sentence in response.content.decode()


@pytest.mark.parametrize("kind", KINDS)
def test_without_projects_a_file_is_whole_and_empty(client: Client, world: None, kind: str) -> None:
    assert names(client, kind, "jaar=2022") == []
    content = fetched(client, kind, "jaar=2022")
    if kind == "csv":
        (headers,) = csv.reader(io.StringIO(content.decode("utf-8-sig"), newline=""), delimiter=";")
        assert headers[-1] == "Keuze"
    elif kind != "xlsx":
        assert json.loads(content)["aantal"] == 0


@pytest.mark.parametrize("kind", KINDS)
def test_an_answer_says_what_it_is_and_is_kept_by_nobody(
    client: Client, brochure: dict[str, Any], kind: str
) -> None:
    address = f"/projecten.{kind}?jaar=2022&gemeente=GM0917"
    response, head = client.get(address), client.head(address)
    for each in (response, head):
        assert each.status_code == 200
        assert each.headers["Content-Type"] == MEDIA_TYPES[kind]
        assert each.headers["Content-Disposition"] == f'attachment; filename="projecten-heerlen-2022.{kind}"'
        assert each.headers["Cache-Control"] == "no-cache"
    assert head.getvalue() == b""
    assert "Content-Length" not in head.headers
    assert client.post(address).status_code == 405


def test_the_head_of_a_file_is_answered_without_making_it(client: Client, brochure: dict[str, Any]) -> None:
    for kind in KINDS:
        with CaptureQueriesContext(connection) as captured:
            client.head(f"/projecten.{kind}").getvalue()
        assert len(captured) == 3  # whether there is example data, for the name, and of which revision it is


@pytest.mark.parametrize(
    ("query", "name"),
    [
        ("", "projecten"),
        ("jaar=2022&regio=parkstad", "projecten-parkstad-2022"),
        ("jaar=2022&gemeente=GM0917&batVanaf=2", "projecten-heerlen-2022-bat-score-minstens-2"),
        ("zoek=../../etc/%22%0Apasswd", "projecten-naam-of-plaats-etc-passwd"),
        ("zoek=%E4%BD%8F%E6%88%BF", "projecten-naam-of-plaats"),
        ("jaar=2022&gemeente=GM0917&zoek=" + "lang" * 20, "projecten-heerlen-2022-en-meer"),
    ],
)
def test_the_name_of_a_file_is_short_safe_and_about_the_choice(
    client: Client, brochure: dict[str, Any], query: str, name: str
) -> None:
    header = client.get(f"/projecten.csv?{query}").headers["Content-Disposition"]
    assert header == f'attachment; filename="{name}.csv"'


def test_invented_projects_are_marked_in_every_file(client: Client, brochure: dict[str, Any]) -> None:
    call_command("example", "40", verbosity=0)
    invented = Project.objects.public().filter(is_example=True).count()
    notice = f"Dit bestand bevat {invented} verzonnen projecten; gebruik ze niet als feiten."
    for rows in (from_csv(client), from_xlsx(client)):
        assert [row["Voorbeelddata"] for row in rows].count("ja") == invented
    assert ("Voorbeelddata", notice) in choose().about()
    assert notice in str(read(fetched(client, "xlsx"), sheet=1))
    for kind, member in (("json", "resultaten"), ("geojson", "features")):
        found = json.loads(fetched(client, kind))
        assert found["voorbeelddata"] == notice
        marks = [(each.get("properties") or each)["voorbeelddata"] for each in found[member]]
        assert marks.count(True) == invented
    header = client.get("/projecten.csv").headers["Content-Disposition"]
    assert header == 'attachment; filename="projecten-met-voorbeelddata.csv"'
    assert "Voorbeelddata" not in dict(choose("zoek=spoorsingel").about())


@pytest.fixture
def small_chunks(monkeypatch: pytest.MonkeyPatch) -> int:
    """Read and write files in chunks of a few rows, so that few rows fill more than one; return how many."""
    size = 10
    for module in ("projects.export.files", "wonen.rest.projection"):
        monkeypatch.setattr(f"{module}.CHUNK", size)
    monkeypatch.setattr("wonen.spreadsheets.delimited.chunks.__defaults__", (size,))
    return size


def test_queries_grow_by_the_chunk_and_not_by_the_row(
    client: Client, world: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("projects.export.files.CHUNK", 100)
    counts: dict[str, list[int]] = {}
    for amount in (10, 210):
        set_examples(amount)
        Project.objects.update(is_public=True)
        for kind in KINDS:
            with CaptureQueriesContext(connection) as captured:
                fetched(client, kind, "corporatie=WL")
            counts.setdefault(kind, []).append(len(captured))
    # Per chunk of rows their types, rent entries, classes and codes, unless the database nests them. Before:
    # the choice, three times read (in order to check it, to name the file and to write it down), and how many
    # projects there are.
    more = {kind: many - few for kind, (few, many) in counts.items()}
    assert more == {"csv": 2 * 4, "xlsx": 2 * 4, "json": 0, "geojson": 0}
    assert max(few for few, _ in counts.values()) <= 12


@pytest.mark.parametrize("kind", ["csv", "xlsx", "geojson"])
def test_memory_holds_a_chunk_and_not_the_file(
    client: Client, world: None, small_chunks: int, kind: str
) -> None:
    set_examples(ROWS)
    sum(map(len, client.get(f"/projecten.{kind}?zoek=lindehof")))  # what is kept from a first time on
    with measured() as peak:
        size = sum(map(len, client.get(f"/projecten.{kind}")))
    assert size > 50 * ROWS
    assert peak.bytes < MOST_MEMORY[kind] * 2**20


@pytest.mark.django_db(transaction=True)
def test_a_file_shows_one_moment_however_long_it_takes_to_send(world: None, small_chunks: int) -> None:
    amount = small_chunks * 11 // 10
    set_examples(amount)
    Project.objects.update(is_public=True, source="Eerst")
    lines = choose().csv()
    sent = [next(lines), next(lines), next(lines)]  # the mark, the headers, the first chunk of rows
    with ThreadPoolExecutor(1) as somebody:
        somebody.submit(changed, source="Daarna").result()
    sent += lines
    text = b"".join(sent).decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(text, newline=""), delimiter=";"))
    assert [row["Bron"] for row in rows] == ["Eerst"] * amount
    assert Project.objects.filter(source="Daarna").count() == amount


def changed(**fields: str) -> None:
    """Change every project over a connection of its own."""
    Project.objects.update(**fields)
    connection.close()


def test_the_links_keep_the_choice_and_tell_how_many(
    brochure: dict[str, Any], django_assert_num_queries: Any
) -> None:
    template = Template("{% include 'projects/_downloads.html' %}")
    query = f"gemeente={Municipality.objects.get(name='Heerlen').code}&soort=renovatie"
    selection = choose(query).selection
    assert selection.is_valid
    page = template.render(Context({"selection": selection}))
    assert "1 project als bestand, met uw keuze erin" in page
    for address in (*(f"/projecten.{kind}" for kind in KINDS), "/api/v1/projecten"):
        assert f'<a rel="nofollow" href="{address}?gemeente=GM0917&amp;soort=renovatie">' in page
    totals = choose().selection.projects.totals()
    with django_assert_num_queries(0):
        everything = template.render(Context({"selection": choose().selection, "totals": totals}))
    assert f"{totals.projects} projecten als bestand</p>" in everything
    assert 'href="/projecten.csv"' in everything
    assert not template.render(Context({"selection": choose("batVanaf=9").selection})).strip()
