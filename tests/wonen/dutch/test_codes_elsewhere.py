"""Codes of projects in other systems are lines: two that look the same are one, by every door."""

import re

import pytest
from django.core.exceptions import ValidationError
from django.test import Client

from municipalities.access.tokens import Scope
from projects.editing.codes import CodesField, check_codes, codes_of
from projects.models import ExternalCode, Project
from projects.rules import RULE
from projects.uploads.reader import cell_parsers as readers
from tests.conftest import AddProject, refused
from tests.support import project_sheets
from tests.support.page_forms import form_in
from tests.support.problems import faults
from tests.support.staff import person
from tests.support.tokens import bearer, token_of
from tests.support.writing import LEAST, PROJECTS, send
from wonen.dutch import legible
from wonen.dutch.periods import NotationError

DELIVER = f"{PROJECTS}/_bijwerken"


@pytest.fixture
def writer(world: None) -> Client:
    return bearer(token_of(person("Publicist", "Heerlen"), Scope.PUBLISH)[1])


@pytest.mark.parametrize("code", ["X1\u200b", " X1", "X\u00ad1"])
def test_a_code_that_looks_the_same_is_the_same(
    code: str, writer: Client, admin_client: Client, add_project: AddProject
) -> None:
    project = add_project("Molenhof", dwellings=20)
    ExternalCode.objects.create(project=project, system="dpi", code="X1")
    codes = [{"systeem": "dpi", "code": code}]
    again = send(writer, "POST", PROJECTS, {**LEAST, "codes": codes})
    assert (again.status_code, list(faults(again))) == (409, ["/codes/0"])
    delivered = send(
        writer, "POST", DELIVER, {"systeem": "dpi", "projecten": [{"code": code, "aantalWoningen": 30}]}
    )
    assert delivered.json()["projecten"][0]["id"] == project.pk
    with pytest.raises(ValidationError, match="hoort al bij een ander project"):
        check_codes(CodesField(required=False).clean(f"dpi {code}"), Project())
    row = [*project_sheets.ROW, f"dpi: {code}"]
    page = project_sheets.given(
        admin_client, project_sheets.listed(row, headers=[*project_sheets.HEADERS, "Codes elders"])
    )
    assert [each.project for each in project_sheets.upload_of(page).rows.all()] == [project.pk]
    with refused("Deze code van dit systeem hoort al bij een project."):
        ExternalCode.objects.create(project=add_project("Anders"), system="dpi", code=code)


@pytest.mark.parametrize("code", ["#REF!", "X\ufffd1", '="0013"'])
def test_a_code_is_legible(code: str, writer: Client, add_project: AddProject) -> None:
    said = legible.illegible(code)
    codes = [{"systeem": "dpi", "code": code}]
    assert faults(send(writer, "POST", PROJECTS, {**LEAST, "codes": codes})) == {"/codes/0/code": said}
    delivered = {"systeem": "dpi", "projecten": [{**LEAST, "code": code}]}
    assert faults(send(writer, "POST", DELIVER, delivered)) == {"/projecten/0/code": said}
    with pytest.raises(ValidationError, match=re.escape(said)):
        CodesField().clean(f"dpi {code}")
    with pytest.raises(NotationError, match=re.escape(said)):
        readers.codes(f"dpi: {code}")
    with refused(legible.SENTENCE):
        ExternalCode.objects.create(project=add_project(), system="dpi", code=code)


@pytest.mark.parametrize("code", ["\u200b", " \u00ad "])
def test_a_code_of_which_nothing_is_seen_is_none(code: str, writer: Client) -> None:
    codes = [{"systeem": "dpi", "code": code}]
    said = faults(send(writer, "POST", PROJECTS, {**LEAST, "codes": codes}))
    assert said == {"/codes/0/code": "Vul zowel het systeem als de code in."}
    delivered = {"systeem": "dpi", "projecten": [{**LEAST, "code": code}]}
    assert list(faults(send(writer, "POST", DELIVER, delivered))) == ["/projecten/0/code"]


def test_a_code_that_is_too_long_once_it_is_composed(writer: Client) -> None:
    codes = [{"systeem": "dpi", "code": "\ufb2c" * 60}]
    said = faults(send(writer, "POST", PROJECTS, {**LEAST, "codes": codes}))
    assert said == {"/codes/0/code": "Verwacht: hoogstens 60 tekens. Dit zijn er 180."}


def test_a_second_click_is_no_conflict(admin_client: Client, add_project: AddProject) -> None:
    project = add_project()
    address = f"/beheer/projects/project/{project.pk}/change/"
    typed = dict(form_in(admin_client.get(address).content.decode(), "project_form"))
    typed["codes"] = "dpi\u00a0X1\u200b\r\n\u200b"
    for _click in range(2):
        assert admin_client.post(address, typed).status_code == 302
    assert [*project.external_codes.values_list("system", "code")] == [("dpi", "X1")]


def test_half_a_character_is_no_server_error(writer: Client) -> None:
    body = {**LEAST, "naam": "Hof \ud83d", "codes": [{"systeem": "dpi", "code": "\ud83d"}]}
    assert 400 <= send(writer, "POST", PROJECTS, body).status_code < 500


@pytest.mark.parametrize("text", ["dpi 12", "dpi: 12", "dpi:12", "dpi :12", "dpi : 12", "\u200bdpi:\u00a012"])
def test_both_doors_read_a_code_with_and_without_a_colon(text: str) -> None:
    assert CodesField().clean(text) == [("dpi", "12")]
    assert readers.codes(text) == {"codes": [["dpi", "12"]]}


@pytest.mark.parametrize("code", [":12", "a: b", "1; 2", "Plan 3, fase 2", "urn:x", "#7"])
def test_what_is_shown_reads_as_what_it_was(code: str, add_project: AddProject) -> None:
    project = add_project()
    ExternalCode.objects.create(project=project, system="dpi", code=code)
    assert CodesField().clean(codes_of(project)) == [("dpi", code)]
    assert readers.codes(f"dpi: {code}") == {"codes": [["dpi", code]]}


@pytest.mark.parametrize("text", ["dpi: 1; bag: 2", "dpi: 1;bag:2", "dpi 1; bag 2", "dpi: 1, bag: 2"])
def test_two_codes_on_one_line_are_refused(text: str, writer: Client, add_project: AddProject) -> None:
    with pytest.raises(ValidationError, match="Verwacht: één code per regel"):
        CodesField().clean(text)
    with pytest.raises(NotationError, match="Verwacht: één code per regel"):
        readers.codes(text)
    code = text.removeprefix("dpi").lstrip(": ")
    body = {**LEAST, "codes": [{"systeem": "dpi", "code": code}]}
    assert faults(send(writer, "POST", PROJECTS, body)) == {
        "/codes/0/code": RULE["external_code_single"].sentence
    }
    delivered = {"systeem": "dpi", "projecten": [{**LEAST, "code": code}]}
    assert faults(send(writer, "POST", DELIVER, delivered)) == {
        "/projecten/0/code": RULE["external_code_single"].sentence
    }
    with refused(RULE["external_code_single"].sentence):
        ExternalCode.objects.create(project=add_project(), system="dpi", code=code)


@pytest.mark.parametrize("text", ["123", "dpi", "dpi:", "dpi :", ": 12", "Dpï 1"])
def test_half_a_code_is_refused(text: str) -> None:
    with pytest.raises(ValidationError, match="Verwacht"):
        CodesField().clean(text)
    with pytest.raises(NotationError, match="Verwacht"):
        readers.codes(text)


def test_two_words_in_a_file_are_no_code() -> None:
    """'dpi 12' is one, as the form has it; 'nog aanvragen' is what somebody still has to do."""
    assert readers.codes("dpi 12\nbag: x") == {"codes": [["bag", "x"], ["dpi", "12"]]}
    with pytest.raises(NotationError, match="Verwacht: systeem en code"):
        readers.codes("nog aanvragen")
