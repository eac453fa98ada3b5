"""A name is what people see of it: spaces, accents and marks that look the same are the same, everywhere."""

import importlib
import json
import unicodedata
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.db import connection, models
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from municipalities.access.tokens import Scope
from projects.models import Project
from tests.conftest import AddProject, refused
from tests.support import project_sheets
from tests.support.page_forms import form_in
from tests.support.problems import faults
from tests.support.staff import person
from tests.support.tokens import bearer, token_of
from tests.support.writing import LEAST, PROJECTS, change, send
from wonen.dutch.single_line_text import SENTENCE, line

SEEN_AS = "Café De Toren"
SAME = {
    "as it is": "Café De Toren",
    "two spaces": "Café  De Toren",
    "a hard space": "Café\u00a0De Toren",
    "a line break of a spreadsheet": "Café\nDe Toren",
    "a line break of Windows": "Café De\r\nToren ",
    "loose accents": unicodedata.normalize("NFD", "Café De Toren"),
    "a soft hyphen": "Café De To\u00adren",
    "a mark of order": "\ufeffCafé De Toren\u200e",
    "a control character": "Café De\x07 Toren",
    "a wide space": "\u3000Café\u2003De Toren",
    "a mark between letters": "Café De To\u034fren",
    "a mark of Arabic": "Café De To\u061cren",
    "another look of a letter": "Café De Toren\ufe0f",
    "a filler of Hangul": "Café De Toren\u3164",
    "a pattern of Braille without dots": "Café\u2800De Toren",
    "a tag": "Café De Toren\U000e0041",
}
NAMES = json.loads((Path(__file__).parents[2] / "data" / "files" / "names.json").read_text(encoding="utf-8"))
# What Unicode shows although it is of category Cf: signs of Arabic, Syriac and Kaithi, and Egyptian brackets.
# They are refused (``test_names``).
SHOWN = {*range(0x600, 0x606), 0x6DD, 0x70F, 0x890, 0x891, 0x8E2, 0x110BD, 0x110CD, *range(0x13430, 0x13440)}
# What it shows as nothing although it is a letter or a mark (Default_Ignorable_Code_Point), and unassigned.
IGNORED = [
    0x34F, 0x115F, 0x1160, 0x17B4, 0x17B5, 0x180B, 0x180C, 0x180D, 0x180F, 0x2065, 0x3164, 0xFFA0,
    *range(0xFE00, 0xFE10), *range(0xFFF0, 0xFFF9), *range(0xE0000, 0xE1000),
]  # fmt: skip
texts = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), min_size=1, max_size=30)


@pytest.fixture
def writer(world: None) -> Client:
    return bearer(token_of(person("Publicist", "Heerlen"), Scope.PUBLISH)[1])


@pytest.mark.parametrize("text", SAME.values(), ids=SAME)
def test_what_looks_the_same_is_the_same(text: str, add_project: AddProject) -> None:
    assert line(text) == SEEN_AS
    project = add_project("Anders")
    Project.objects.filter(pk=project.pk).update(name=text)
    assert Project.objects.get(name=text).name == SEEN_AS
    with refused("Deze gemeente heeft al een project met deze naam."):
        add_project(text)


def test_no_character_that_is_not_seen_is_left() -> None:
    unseen = {
        code
        for code in range(1, 0x110000)
        if unicodedata.category(chr(code)) in {"Cc", "Cf", "Zs", "Zl", "Zp"} and code not in SHOWN
    }
    left = {code for code in unseen | set(IGNORED) if line(f"a{chr(code)}b") not in {"ab", "a b"}}
    assert not left


@pytest.mark.parametrize("hyphen", ["\u2010", "\u2011"])
def test_a_hyphen_at_which_no_line_breaks_is_a_hyphen(hyphen: str, add_project: AddProject) -> None:
    add_project("Bleijerheide-Zuid")
    with refused("Deze gemeente heeft al een project met deze naam."):
        add_project(f"Bleijerheide{hyphen}Zuid")


@pytest.mark.parametrize("name", NAMES["same"])
def test_a_name_that_looks_the_same_is_refused_by_the_api(name: str, writer: Client) -> None:
    assert send(writer, "POST", PROJECTS, {**LEAST, "naam": "Molenhof"}).status_code == 201
    again = send(writer, "POST", PROJECTS, {**LEAST, "naam": name})
    assert (again.status_code, list(faults(again))) == (409, ["/naam"])


@pytest.mark.parametrize("column", ["name", "place", "source"])
@pytest.mark.parametrize("text", [each for each in SAME.values() if each != SEEN_AS])
def test_the_database_takes_nothing_else(column: str, text: str, add_project: AddProject) -> None:
    project = add_project()
    with refused(SENTENCE), connection.cursor() as cursor:
        cursor.execute(f"UPDATE projects_project SET {column} = %s WHERE id = %s", [text, project.pk])  # noqa: S608 - the name of a column


@settings(
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
    max_examples=200,
)
@given(text=texts)
def test_the_database_finds_every_line_to_be_one(text: str, world: None) -> None:
    assert line(line(text)) == line(text)
    (rule,) = [each for each in Project._meta.constraints if each.name == "project_place_line"]
    assert isinstance(rule, models.CheckConstraint)
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_get_expr(conbin, conrelid) FROM pg_constraint WHERE conname = 'project_place_line'"
        )
        condition = cursor.fetchone()[0]
        cursor.execute(f"SELECT {condition} FROM (SELECT %s::varchar AS place) AS typed", [line(text)])  # noqa: S608 - as it is in the database
        assert cursor.fetchone()[0] is True


def test_the_form_keeps_a_line_and_a_second_click_is_no_conflict(
    admin_client: Client, add_project: AddProject
) -> None:
    project = add_project()
    address = f"/beheer/projects/project/{project.pk}/change/"
    typed: dict[str, Any] = dict(form_in(admin_client.get(address).content.decode(), "project_form"))
    typed |= {"name": SAME["a hard space"], "place": " Hoens\u00adbroek ", "source": "Bod  2022"}
    for _click in range(2):
        assert admin_client.post(address, typed).status_code == 302
    project.refresh_from_db()
    assert (project.name, project.place, project.source) == (SEEN_AS, "Hoensbroek", "Bod 2022")


def test_the_api_keeps_a_line_and_shows_it(writer: Client) -> None:
    added = send(
        writer, "POST", PROJECTS, {**LEAST, "naam": SAME["loose accents"], "plaats": "Hoens\u00adbroek"}
    )
    assert added.status_code == 201
    assert (added.json()["naam"], added.json()["plaats"]) == (SEEN_AS, "Hoensbroek")
    again = send(writer, "POST", PROJECTS, {**LEAST, "naam": SAME["two spaces"]})
    assert (again.status_code, list(faults(again))) == (409, ["/naam"])
    address = added.headers["Location"]
    same = change(writer, "PATCH", address, {"naam": SAME["a soft hyphen"]})
    assert same.headers["ETag"] == added.headers["ETag"]


@pytest.mark.parametrize("name", ["\u200b", " \u00a0 ", "\x07", *NAMES["nothing"]])
def test_a_name_of_which_nothing_is_seen_is_none(writer: Client, name: str) -> None:
    answer = send(writer, "POST", PROJECTS, {**LEAST, "naam": name})
    assert answer.status_code == 409
    assert faults(answer) == {"/naam": "Een project heeft een naam."}


def test_a_name_that_is_too_long_once_it_is_composed(writer: Client) -> None:
    answer = send(writer, "POST", PROJECTS, {**LEAST, "naam": "\ufb2c" * 120})
    assert faults(answer) == {"/naam": "Verwacht: hoogstens 120 tekens. Dit zijn er 360."}


def test_a_spreadsheet_finds_the_project_by_what_is_seen(
    admin_client: Client, add_project: AddProject
) -> None:
    project = add_project(SEEN_AS, dwellings=20)
    row = dict(zip(project_sheets.HEADERS, project_sheets.ROW, strict=True))
    rows = [{**row, "Naam": SAME["loose accents"]}]
    page = project_sheets.given(admin_client, project_sheets.listed(*rows))
    assert [each.project for each in project_sheets.upload_of(page).rows.all()] == [project.pk]
    twice = [{**row, "Naam": text} for text in (SAME["a hard space"], SAME["a soft hyphen"])]
    page = project_sheets.given(admin_client, project_sheets.listed(*twice))
    assert project_sheets.counts(page)[0] == 1  # the second is there twice


def test_names_of_before_are_made_lines_and_a_double_gets_a_number(add_project: AddProject) -> None:
    first, second, empty = add_project("Een"), add_project("Twee"), add_project("Drie")
    elsewhere = add_project("Vier", gemeente="Kerkrade")
    untouched = add_project("Vijf")
    names = {
        first: SAME["two spaces"],
        second: SAME["loose accents"],
        empty: "\u00a0",
        elsewhere: "Café\tDe Toren",
    }
    versions = dict(Project.objects.values_list("pk", "version"))
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        for rule in ("line", "legible"):
            cursor.execute(f"ALTER TABLE projects_project DROP CONSTRAINT project_name_{rule}")
        for project, name in names.items():
            cursor.execute("UPDATE projects_project SET name = %s WHERE id = %s", [name, project.pk])
    migration = importlib.import_module("projects.migrations.0012_one_line")
    migration.make_lines(apps, None)
    assert [Project.objects.get(pk=each.pk).name for each in (*names, untouched)] == [
        SEEN_AS,
        f"{SEEN_AS} (2)",
        f"Project {empty.pk}",
        SEEN_AS,
        "Vijf",
    ]
    assert Project.objects.get(pk=untouched.pk).version == versions[untouched.pk]
