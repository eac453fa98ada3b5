"""What a name can be, by every door: no error of a spreadsheet, no lost character, a letter or digit."""

import csv
import io
import re
import unicodedata
from typing import Any

import pytest
from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, models, transaction
from django.http import QueryDict
from django.test import Client
from django.utils.http import urlencode

from municipalities.access.tokens import Scope
from municipalities.figures.grid.forms import OriginForm
from municipalities.figures.spreadsheet import row_parser as drafts
from municipalities.models import Corporation, Figure, Municipality, Region, Theme
from projects.backoffice.split import SplitForm
from projects.editing.words import Words
from projects.models import HousingType, Project, RentClass, SustainabilityLevel
from projects.uploads.reader import cell_parsers as readers
from projects.uploads.reader.column_mapping import NO_CORPORATION_CODE
from projects.uploads.reader.row_parser import TOTAL
from tests.conftest import AddProject, refused
from tests.support import project_sheets
from tests.support.page_forms import form_in
from tests.support.problems import faults
from tests.support.staff import person
from tests.support.tokens import bearer, token_of
from tests.support.writing import FIGURES, LEAST, PROJECTS, send
from wonen.database.constraint_messages import refusal
from wonen.dutch import legible
from wonen.dutch.periods import NotationError
from wonen.dutch.single_line_text import SENTENCE as LINE_SENTENCE
from wonen.dutch.single_line_text import UNSEEN, LineField, line
from wonen.spreadsheets.safe_reader.contents import Cell
from wonen.spreadsheets.text import harmless

LEFTOVERS = (
    "#VERW!", "########", "#", "#N/B", "#NV", "#REF!", "#¡REF!", "#¿NOMBRE?", "#DEEL/0!", "#ЗНАЧ!",
    "#\u041d/\u0414", "Err:502", "#GETTING_DATA", '="x"', ' ="0013"', '\'="0014"', "=B2+1", "Laden...",
    "Loading…",
)  # fmt: skip
LOST = (
    "Molen\ufffdhof", "Molen\ue000hof", "Molen\uf8ffhof", "Molen\U000f0000hof", "Molen\U0010ffffhof",
    "Molen\ufdd0hof", "Molen\U0001fffehof", "Molen\U0001345fhof", "Molen\u0600hof", "Molen\ufffchof",
)  # fmt: skip
NOTHING = ("-", ".", "…", "\u0301", "?!", "\U0001f600")
NOT_SEEN = ("Molen\U0001d159hof", "Molen\U00016fe4hof", "Molen\u200bhof", "Molen\U0001107fhof")
RIGHT = (
    "0", "n.v.t.", "Totaal nieuwbouw", "Onbekend", "Molenhof #2", "Fout: 502", "A = B", "É", "Молен",
    "#Samen", "Laden en lossen", "'t Loon", "-1", "C&A", "½ 2",
)  # fmt: skip
# Of each name what is kept; None where it is refused.
CASES: dict[str, str | None] = {
    **dict.fromkeys((*LEFTOVERS, *LOST, *NOTHING)),
    **dict.fromkeys(NOT_SEEN, "Molenhof"),
    **{each: each for each in RIGHT},
}
# Every character of the first two planes and of the fifteenth, and where the others begin and end.
CODES = [
    code
    for code in range(1, 0x110000)
    if not 0xD800 <= code < 0xE000
    and (code < 0x20000 or code >> 12 == 0xE0 or code & 0xFFFF in {0, 0xFFFD, 0xFFFE, 0xFFFF})
]

DELIVER = f"{PROJECTS}/_bijwerken"


@pytest.fixture
def writer(world: None) -> Client:
    return bearer(token_of(person("Publicist", "Heerlen"), Scope.PUBLISH)[1])


def kept(name: str, *, was_taken: bool) -> str | None:
    """Return the name of the project that a door let in, and clear the way for the next."""
    found = Project.objects.values_list("name", flat=True)
    assert len(found) == was_taken, name
    kept = found.first()
    Project.objects.all().delete()
    return kept


def by_form(client: Client) -> dict[str, str | None]:
    address = "/beheer/projects/project/add/"
    typed = dict(form_in(client.get(address).content.decode(), "project_form"))
    place, owner = Municipality.objects.all()[0], Corporation.objects.all()[0]
    typed |= {"municipality": str(place.pk), "corporation": str(owner.pk), "kind": "nieuwbouw"}
    return {
        name: kept(name, was_taken=client.post(address, {**typed, "name": name}).status_code == 302)
        for name in [*CASES][::4]  # every kind: a form takes longer than the other doors
    }


def by_api(client: Client) -> dict[str, str | None]:
    return {
        name: kept(name, was_taken=send(client, "POST", PROJECTS, {**LEAST, "naam": name}).status_code == 201)
        for name in CASES
    }


def by_file(client: Client) -> dict[str, str | None]:
    """Bring all of them in one file; of those that are kept each in a municipality of its own."""
    places = [*Municipality.objects.values_list("name", flat=True)]
    names = sorted(CASES, key=lambda name: CASES[name] is None)
    sheet = io.StringIO()
    rows = csv.writer(sheet, delimiter=";")
    rows.writerow(["Naam", "Gemeente", "Corporatie", "Soort", "Aantal woningen", "Planning"])
    for number, name in enumerate(names):
        rows.writerow([harmless(name), places[number % 31], "WL", "Nieuwbouw/verbouw", "20", "2027"])
    page = project_sheets.given(client, sheet.getvalue().encode(), "projecten.csv")
    found = {row.row: row.after for row in project_sheets.upload_of(page).rows.filter(status="nieuw")}
    wrong = {row for row, column, _, _ in project_sheets.problems(page) if column == "A Naam"}
    assert len(found) + len(wrong) == len(CASES)
    return {name: (found.get(row) or {}).get("name") for row, name in enumerate(names, start=2)}


def by_sql(project: Project) -> dict[str, str | None]:
    """Write what is a line: whether it is one, the database asks by another rule (``test_lines``)."""
    found: dict[str, str | None] = {}
    for name in CASES:
        try:
            with transaction.atomic(), connection.cursor() as cursor:
                cursor.execute("UPDATE projects_project SET name = %s", [line(name)])
                found[name] = Project.objects.get(pk=project.pk).name
        except IntegrityError as error:
            found[name] = None if refusal(error) == legible.NAME_SENTENCE else refusal(error)
    return found


def test_a_form_keeps_a_name_that_is_one(admin_client: Client, world: None) -> None:
    found = by_form(admin_client)
    assert found == {name: CASES[name] for name in found}


def test_the_api_keeps_a_name_that_is_one(writer: Client) -> None:
    assert by_api(writer) == CASES


def test_a_file_brings_a_name_that_is_one(admin_client: Client, world: None) -> None:
    assert by_file(admin_client) == CASES


def test_the_database_keeps_a_name_that_is_one(add_project: AddProject) -> None:
    assert by_sql(add_project()) == CASES


@pytest.mark.parametrize(
    ("name", "sentence"),
    [
        ("#VERW!", legible.IS_LEFTOVER.format("#VERW!")),
        ("Molen\ufffdhof", "Teken 6 is niet te lezen (U+FFFD). Verwacht: de letter die daar hoort."),
        (
            "Hof \U000f0000",
            "Teken 5 is niet te lezen (U+F0000). Verwacht: de letter die daar hoort.",
        ),
        ("-", legible.NAMELESS),
    ],
)
def test_every_door_says_what_is_wrong_with_a_name(
    name: str, sentence: str, writer: Client, admin_client: Client
) -> None:
    delivered = {"systeem": "dpi", "projecten": [{**LEAST, "code": "1", "naam": name}]}
    assert faults(send(writer, "POST", PROJECTS, {**LEAST, "naam": name})) == {"/naam": sentence}
    assert faults(send(writer, "POST", DELIVER, delivered)) == {"/projecten/0/naam": sentence}
    with pytest.raises(ValidationError) as caught:
        Project(name=name).full_clean()
    assert caught.value.message_dict["name"] == [sentence]
    with pytest.raises(NotationError, match=re.escape(sentence)):
        readers.title("name", 120, name)


@pytest.mark.parametrize("column", ["place", "source"])
@pytest.mark.parametrize("text", [*LEFTOVERS[:3], *LOST[:3]])
def test_a_place_and_a_source_are_legible(column: str, text: str, add_project: AddProject) -> None:
    project = add_project()
    with refused(legible.SENTENCE):
        Project.objects.filter(pk=project.pk).update(**{column: text})
    with pytest.raises(ValidationError, match=r"spreadsheet|niet te lezen"):
        Project(**{column: text}).full_clean(exclude={"name", "kind", "municipality", "corporation"})
    Project.objects.filter(pk=project.pk).update(**{column: "-"})  # no name: signs will do


def test_two_phases_get_names_that_are_names(admin_client: Client, add_project: AddProject) -> None:
    project = add_project(dwellings=20)
    given = {"eerste": "#N/B", "nieuwe": "-", "aantal": "5"}
    assert SplitForm(project, given).errors.get_json_data().keys() == {"eerste", "nieuwe"}


def named() -> list[tuple[type[models.Model], str]]:
    """Return each column of the models of ours in which people type a name."""
    return [
        (model, column.name)
        for label in ("municipalities", "projects")
        for model in apps.get_app_config(label).get_models()
        for column in model._meta.concrete_fields
        if isinstance(column, LineField) and model._meta.constraints
    ]


def test_every_column_with_a_name_holds_a_line() -> None:
    assert {f"{model.__name__}.{column}" for model, column in named()} == {
        "ApiToken.name", "Corporation.name", "ExternalCode.code", "Figure.source", "HousingType.label",
        "HousingType.variant",
        "Indicator.name", "Indicator.source", "IndicatorClass.name", "Municipality.name", "Municipality.town",
        "Norm.source", "Project.name", "Project.place", "Project.source", "Region.name", "RentClass.label",
        "SustainabilityLevel.label", "Theme.name",
    }  # fmt: skip


@pytest.mark.parametrize("model", [Region, Municipality, Corporation, Theme, HousingType])
def test_names_of_what_staff_keeps_are_names(model: type[models.Model], brochure: dict[str, Any]) -> None:
    column = "label" if model is HousingType else "name"
    row = model._default_manager.all()[0]
    assert str(getattr(row, column)) == line(str(getattr(row, column)))
    model._default_manager.filter(pk=row.pk).update(**{column: "Oud\u200b\u00a0 West"})
    row.refresh_from_db()
    assert getattr(row, column) == "Oud West"
    with connection.cursor() as cursor, refused(LINE_SENTENCE):
        cursor.execute(
            f"UPDATE {model._meta.db_table} SET {column} = %s WHERE id = %s",  # noqa: S608 - names of ours
            ["Oud\u200bWest", row.pk],
        )
    for name in ("#REF!", "Oud\ufffdWest", "-"):
        with refused(legible.NAME_SENTENCE):
            model._default_manager.filter(pk=row.pk).update(**{column: name})
        with pytest.raises(ValidationError, match=re.escape(legible.illegible(name, is_name=True))):
            model(**{column: name}).clean_fields()


def test_the_source_of_a_figure_is_legible_by_every_door(brochure: dict[str, Any]) -> None:
    client = bearer(token_of(person("Redacteur", "Heerlen"), Scope.WRITE)[1])
    figure = {"kengetal": "mutatiegraad", "gemeente": "GM0917", "periodeVan": "2024-01-01"}
    figure["periodeTotEnMet"] = "2024-12-31"
    for source in ("#N/B", "Eigen\ufffdtelling", "=B2"):
        said = legible.illegible(source)
        assert faults(send(client, "POST", FIGURES, {**figure, "waarde": 8, "bron": source})) == {
            "/bron": said
        }
        assert OriginForm(2024, QueryDict(urlencode({"bron": source}))).errors["bron"] == [said]
        with pytest.raises(NotationError, match=r"spreadsheet|niet te lezen"):
            drafts.one_line(Cell(source))
        with refused(legible.SENTENCE):
            Figure.objects.all().update(source=source)
    made = send(client, "POST", FIGURES, {**figure, "waarde": 8, "bron": "Eigen\u200b  telling"})
    assert made.json()["bron"] == "Eigen telling"
    assert drafts.one_line(Cell("Eigen\u00a0telling")) == "Eigen telling"


def test_python_and_the_database_read_the_rules_alike(db: None) -> None:
    """Every character that there is: whether it is unseen, lost, or makes a name."""
    for pattern in (f"[{UNSEEN}]", f"[{legible.LOST}]", legible.LETTER_OR_DIGIT):
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT array_agg(code) FROM unnest(%s::integer[]) AS code WHERE chr(code) ~ %s",
                [CODES, pattern],
            )
            found = set(cursor.fetchone()[0])
        assert found == {code for code in CODES if re.search(pattern, chr(code))}


def test_what_makes_a_name_is_a_letter_or_digit() -> None:
    found = [chr(code) for code in CODES if re.search(legible.LETTER_OR_DIGIT, chr(code))]
    kinds = {unicodedata.category(each) for each in found}
    assert kinds <= {"Lu", "Ll", "Lt", "Lm", "Lo", "Nd", "Cn"}
    assert all(re.search(legible.LETTER_OR_DIGIT, each) for each in "aZ09éßœÆñşřŁЖяΩά")


def test_no_character_that_cannot_be_read_is_left() -> None:
    left = [
        code
        for code in CODES
        if unicodedata.category(chr(code)) in {"Cc", "Cf", "Co", "Zs", "Zl", "Zp"}
        and line(f"a{chr(code)}b") not in {"ab", "a b"}
        and not legible.illegible(f"a{chr(code)}b")
    ]
    assert not left
    nothing = [
        *range(0xFDD0, 0xFDF0),
        *(plane * 0x10000 + end for plane in range(17) for end in (0xFFFE, 0xFFFF)),
    ]
    assert all(legible.illegible(chr(code)) for code in nothing)


def test_a_project_with_its_number_is_no_row_of_totals(admin_client: Client, add_project: AddProject) -> None:
    rows = [
        [add_project(name, dwellings=20).pk, name, "Heerlen", "WL", "Nieuwbouw/verbouw", "20 woningen"]
        for name in ("Totaal", "Subtotaal", "Totaal sloop")
    ]
    page = project_sheets.given(
        admin_client, project_sheets.listed(*rows, headers=["Nummer", *project_sheets.HEADERS])
    )
    assert project_sheets.counts(page) == (0, 0, 0, 0, 3)
    total = ["", "Totaal", "Heerlen", "WL", "Nieuwbouw/verbouw", "20 woningen"]
    page = project_sheets.given(
        admin_client, project_sheets.listed(total, headers=["Nummer", *project_sheets.HEADERS])
    )
    assert [sentence for *_, sentence in project_sheets.problems(page)] == [TOTAL]


def test_a_text_of_which_two_fit_is_refused(admin_client: Client, world: None) -> None:
    Corporation.objects.create(code="X", name="wl")
    Municipality.objects.filter(name="Beek").update(name="Gemeente Heerlen")
    rows = [
        ["A", "Gemeente Heerlen", "", "WL", "Sloop"],
        ["B", "Heerlen", "WL", "", "Sloop"],
        ["C", "Heerlen", "", "wl", "Sloop"],
        ["D", "Heerlen", "", "Wonen Limburg", "Sloop"],
    ]
    headers = ["Naam", "Gemeente", "Corporatie", "Corporatiecode", "Soort"]
    page = project_sheets.given(admin_client, project_sheets.listed(*rows, headers=headers))
    assert {(row, sentence) for row, _, _, sentence in project_sheets.problems(page)} == {
        (2, readers.BOTH_FIT),
        (3, readers.BOTH_FIT),
        (5, NO_CORPORATION_CODE),
    }


def test_a_word_of_the_legend_of_which_two_fit_is_refused(world: None) -> None:
    SustainabilityLevel.objects.filter(code="nom").update(label="Beng?", code="x")
    SustainabilityLevel.objects.filter(code="gasloos").update(code="bengg", label="X")
    RentClass.objects.filter(code="goedkoop").update(label="Vrije-huur")
    HousingType.objects.filter(code="gestapeld-met-lift").update(label="Wonen met zorg")
    words = Words()
    for read, text in (
        (readers.sustainability, "Tenminste X"),
        (readers.rent_classes, "Betaalbaar + Vrije-huur"),
        (readers.split, "Vrije-huur: 10"),
        (readers.types, "Grondgebonden gezins en wonen met zorg"),
    ):
        with pytest.raises(NotationError, match="Dit past bij twee"):
            read(words, text)
