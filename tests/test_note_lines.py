"""Text of several lines has one kind of line end, wherever it comes from: an untouched form changes none."""

from typing import Any

import pytest
from django.apps import apps
from django.db import models
from django.test import Client

from municipalities.lines import lines
from municipalities.models import Figure
from municipalities.rest.tokens import Scope
from projects.models import Project
from tests.conftest import AddProject
from tests.page_forms import form_in
from tests.staff import person
from tests.tokens import bearer, token_of
from tests.writing import PROJECTS, send

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
