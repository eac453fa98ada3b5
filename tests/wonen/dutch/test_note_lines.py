"""Text of several lines has one kind of line end, wherever it comes from: an untouched form changes none."""

from contextlib import nullcontext
from typing import Any

import pytest
from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import connection, models
from django.test import Client

from municipalities.access.tokens import Scope
from municipalities.models import Figure
from municipalities.models.figures import DOUBT
from projects.models import Project
from tests.conftest import AddProject, refused
from tests.support.page_forms import form_in
from tests.support.problems import faults
from tests.support.staff import person
from tests.support.tokens import bearer, token_of
from tests.support.writing import FIGURES, LEAST, PROJECTS, send
from wonen.dutch import legible
from wonen.dutch.single_line_text import NOTE_SENTENCE, lines, lines_fault

NOTE = "Eerste regel.\nTweede regel."
SENT = NOTE.replace("\n", "\r\n")  # as a browser sends what it shows
TEXTS = [
    field
    for app in ("municipalities", "projects", "offers")
    for model in apps.get_app_config(app).get_models()
    # Nobody types these: copies made by triggers, and what the code itself tells.
    if not model.__name__.endswith("Event") and model.__name__ not in {"HistoryEntry", "ProjectUpload"}
    for field in model._meta.concrete_fields
    if isinstance(field, models.TextField)
]


def test_every_kind_of_line_end_is_one() -> None:
    assert lines("a\r\nb\rc\nd\n\r\ne") == "a\nb\nc\nd\n\ne"


@pytest.mark.parametrize("field", TEXTS, ids=str)
def test_every_text_that_people_write_has_one_kind_of_line_end(field: models.Field[Any, Any]) -> None:
    assert field.to_python(SENT) == field.get_prep_value(SENT) == NOTE
    form_field = field.formfield()
    assert form_field
    assert form_field.clean(SENT) == NOTE
    assert not form_field.has_changed(NOTE, SENT)
    assert not form_field.has_changed(SENT, SENT)
    assert form_field.has_changed(NOTE, "Anders.")


def saved_unchanged(client: Client, address: str, form_id: str) -> None:
    page = client.get(address)
    data = form_in(page.content.decode(), form_id)
    assert data["note"] == data["internal_note"] == NOTE
    answer = client.post(address, {**data, "note": SENT, "internal_note": SENT})
    assert answer.status_code == 302, answer.content.decode()


def test_a_form_saved_as_it_was_changes_no_note_of_a_project(
    admin_client: Client, add_project: AddProject
) -> None:
    project = add_project(note=NOTE, internal_note=NOTE)
    version = Project.objects.get(pk=project.pk).version
    saved_unchanged(admin_client, f"/beheer/projects/project/{project.pk}/change/", "project_form")
    after = Project.objects.get(pk=project.pk)
    assert (after.note, after.internal_note, after.version) == (NOTE, NOTE, version)


def test_a_form_saved_as_it_was_changes_no_note_of_a_figure(
    admin_client: Client, brochure: dict[str, Any]
) -> None:
    figure = Figure.objects.filter(municipality__code="GM0917").order_by("pk").first()
    assert figure
    Figure.objects.filter(pk=figure.pk).update(note=NOTE, internal_note=NOTE)
    saved_unchanged(admin_client, f"/beheer/municipalities/figure/{figure.pk}/change/", "figure_form")
    figure.refresh_from_db()
    assert (figure.note, figure.internal_note) == (NOTE, NOTE)


def test_a_note_from_the_api_has_the_same_line_ends(add_project: AddProject, world: None) -> None:
    project = add_project()
    writer = bearer(token_of(person("Publicist", "Heerlen"), Scope.PUBLISH)[1])
    body = {"opmerking": SENT, "interneNotitie": SENT}
    answer = send(writer, "PATCH", f"{PROJECTS}/{project.pk}", body, **{"If-Match": "*"})
    assert answer.status_code == 200, answer.content
    assert (answer.json()["opmerking"], answer.json()["interneNotitie"]) == (NOTE, NOTE)
    project.refresh_from_db()
    assert (project.note, project.internal_note) == (NOTE, NOTE)


ERRORS = ("#VERW!", "########", "\n#N/B\u200b ", "Err:502", "Laden...")
UNSEEN = ("\u200b", "\u2800\n\u00ad", " \u3000\n")


@pytest.mark.parametrize(
    "text", [*ERRORS, "Let op: #VERW!", "#VERW!\nen meer", "#Let\nop!", "#1", "\u2011#NV"]
)
def test_a_note_that_is_an_error_of_a_spreadsheet_is_refused(text: str, add_project: AddProject) -> None:
    is_error = text in ERRORS
    assert bool(lines_fault(text)) == is_error
    project = add_project()
    for column in ("note", "internal_note"):
        with connection.cursor() as cursor, refused(NOTE_SENTENCE) if is_error else nullcontext():
            cursor.execute(f"UPDATE projects_project SET {column} = %s", [text])  # noqa: S608 - names of ours
        with pytest.raises(ValidationError) if is_error else nullcontext():
            Project(**{column: text}).clean_fields({"name", "kind", "municipality", "corporation"})
    assert Project.objects.filter(pk=project.pk, note="").exists() == is_error


@pytest.mark.parametrize("field", TEXTS, ids=str)
def test_no_text_that_people_write_is_an_error_or_unseen(field: models.Field[Any, Any]) -> None:
    form_field = field.formfield()
    assert form_field
    form_field.required = False
    for text in ERRORS:
        with pytest.raises(ValidationError, match="spreadsheet"):
            field.run_validators(field.to_python(text))
        with pytest.raises(ValidationError, match="spreadsheet"):
            form_field.clean(text)
    for text in UNSEEN:
        assert field.get_prep_value(text) == form_field.clean(text) == ""


def test_the_api_refuses_an_error_as_note(brochure: dict[str, Any]) -> None:
    client = bearer(token_of(person("Redacteur", "Heerlen"), Scope.WRITE)[1])
    figure: dict[str, Any] = {"kengetal": "mutatiegraad", "gemeente": "GM0917", "periodeVan": "2024-01-01"}
    figure |= {"periodeTotEnMet": "2024-12-31", "waarde": 4.5, "status": "afgeleid"}
    for name in ("opmerking", "interneNotitie"):
        said = {name: legible.IS_LEFTOVER.format("#VERW!")}
        given = {"opmerking": "Geteld.", **dict.fromkeys(said, "#VERW!")}
        sentences = {f"/{each}": sentence for each, sentence in said.items()}
        assert faults(send(client, "POST", FIGURES, {**figure, **given})) == sentences
        assert faults(send(client, "POST", PROJECTS, {**LEAST, **given})) == sentences
    assert faults(send(client, "POST", FIGURES, {**figure, "opmerking": "\u200b"})) == {"/opmerking": DOUBT}


@pytest.mark.parametrize("text", UNSEEN)
def test_what_is_not_seen_explains_no_figure(text: str, brochure: dict[str, Any]) -> None:
    figure = Figure.objects.exclude(value=None).order_by("pk")[0]
    with connection.cursor() as cursor, refused(DOUBT):
        cursor.execute(
            "UPDATE municipalities_figure SET status = 'afgeleid', note = %s WHERE id = %s", [text, figure.pk]
        )
    with connection.cursor() as cursor, refused(NOTE_SENTENCE):
        cursor.execute("UPDATE municipalities_figure SET internal_note = %s WHERE id = %s", [text, figure.pk])
