"""A spreadsheet applied while somebody else writes: told in Dutch, nothing half done, no endless waiting."""

from typing import Any

import pytest
from django.db import connection
from django.test import Client

from projects.models import Project
from tests.conftest import AddProject
from tests.support.project_sheets import (
    HEADERS,
    ROW,
    UPLOAD,
    apply,
    changes,
    counts,
    given,
    listed,
    problems,
    stored,
)
from tests.support.project_sheets import upload_of as upload
from tests.support.sheets import book, read
from wonen.database import locks


@pytest.mark.django_db(transaction=True)
def test_who_is_saving_the_same_project_is_not_overtaken_nor_waited_for_without_end(
    admin_client: Client, add_project: AddProject, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(locks, "LONGEST_WAIT", "200ms")
    project = add_project("Spoorsingel", dwellings=3)
    page = given(admin_client, listed(["Ander plan", *ROW[1:]], ROW))
    other = connection.copy()
    try:
        other.set_autocommit(False)
        with other.cursor() as cursor:
            cursor.execute("UPDATE projects_project SET note = 'Van een ander' WHERE id = %s", [project.pk])
        refused = apply(admin_client, page)
        assert refused.status_code == 409
        assert "iemand anders slaat nu deze projecten op" in refused.content.decode()
        assert not Project.objects.filter(name="Ander plan").exists()
        other.commit()
    finally:
        other.close()
    stale = apply(admin_client, page)
    assert "Na uw voorbeeld is gewijzigd: &#x27;Spoorsingel&#x27;" in stale.content.decode()
    again = admin_client.post(f"{UPLOAD}{upload(page).pk}/", {"opnieuw": "x"}, follow=True)
    assert changes(again) == [["Aantal woningen", "3 woningen", "20 woningen"]]
    assert "Toegepast." in apply(admin_client, again).content.decode()
    project.refresh_from_db()
    assert (project.dwellings, project.note) == (20, "Van een ander")


def test_what_only_the_database_sees_is_told_in_dutch_and_takes_everything_back(
    admin_client: Client, add_project: AddProject
) -> None:
    whole = add_project("Geheel")
    add_project("Fase 1", parent=whole)
    rows: list[list[Any]] = [
        ["Ander plan", None, *ROW[1:]],
        ["Geheel", whole.pk, "Kerkrade", *ROW[2:4], None],
    ]
    page = given(admin_client, book([["Naam", "Nummer", *HEADERS[1:]], *rows]))
    assert counts(page) == (0, 0, 1, 1, 0), problems(page)
    before = stored()
    refused = apply(admin_client, page)
    assert refused.status_code == 409
    assert "Een fase ligt in dezelfde gemeente als het hele project." in refused.content.decode()
    assert stored() == before


def test_the_template_has_every_column_explained_and_brings_nothing_by_itself(
    admin_client: Client, world: None
) -> None:
    answer = admin_client.get(f"{UPLOAD}sjabloon/")
    content = bytes(answer.getvalue())
    assert answer["Content-Disposition"] == 'attachment; filename="projecten-sjabloon.xlsx"'
    (headers,) = read(content)
    about = {row[0]: row[1] for row in read(content, sheet=1)}
    assert set(headers) <= set(about)
    assert about["Huurprijsklassen"] == "Goedkoop, Betaalbaar, Sociale hogere huur, Middenhuur, Vrije huur"
    page = given(admin_client, content)
    assert [each["sentence"] for each in upload(page).problems] == [
        "Onder de kopregel staat geen enkel project."
    ]
