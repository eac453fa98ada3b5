"""A file from when *Opmerking* was public: it replaces no internal note, and nothing untrue is told of it."""

from typing import Any

import pytest
from django.test import Client

from tests.conftest import AddProject
from tests.projects.models.test_internal_note import (
    FIGURE_HEADERS,
    LIST,
    figure,
    figures_of_before,
    old_export,
)
from tests.support import project_sheets, sheets
from tests.support.project_sheets import act, apply, counts, given, problems, stored

PUBLIC, DOUBT = "Wacht op de\nvergunning.", "wethouder twijfelt"
WAITS = "De rijen worden vergeleken na uw antwoord."
READ_AS = "gelezen als interne notitie"
OTHER = "Er staat al een andere interne notitie; dit oude bestand vervangt die niet."


def answered(client: Client, note: str) -> Any:
    return act(client, given(client, old_export(note)), "opmerking", opmerking="intern")


@pytest.mark.parametrize("internal", ["", DOUBT])
def test_what_was_exported_of_a_project_is_no_change(
    admin_client: Client, add_project: AddProject, internal: str
) -> None:
    add_project("Saffierflat", note=PUBLIC.replace("\n", "\r\n"), internal_note=internal, dwellings=20)
    before = stored()
    page = answered(admin_client, PUBLIC)
    assert counts(page) == (0, 0, 0, 0, 1)
    apply(admin_client, page)
    assert stored() == before


def test_an_old_export_replaces_no_internal_note_of_a_project(
    admin_client: Client, add_project: AddProject
) -> None:
    project = add_project("Saffierflat", note=PUBLIC, internal_note=DOUBT, dwellings=20)
    page = answered(admin_client, "Getypt.")
    ((_, column, text, sentence),) = problems(page)
    assert (column, text) == ("D Opmerking", "Getypt.")
    assert sentence.startswith(OTHER)
    apply(admin_client, page)
    project.refresh_from_db()
    assert project.internal_note == DOUBT
    assert counts(answered(admin_client, DOUBT)) == (0, 0, 0, 0, 1)


def figures_answered(client: Client, note: str) -> Any:
    kept = sheets.given(client, figures_of_before(note)).context["kept"]
    return client.post(sheets.UPLOAD, {"bestand": kept.pk, "opmerking": "intern"})


def test_an_old_export_of_figures_replaces_no_internal_note(
    admin_client: Client, brochure: dict[str, Any]
) -> None:
    both = ["Toelichting voor het publiek", "Interne notitie"]
    row = {**sheets.ROW, **dict(zip(both, (PUBLIC, DOUBT), strict=True))}
    page = sheets.given(admin_client, sheets.listed(row, headers=[*FIGURE_HEADERS, *both]))
    sheets.apply(admin_client, page)
    for note in (PUBLIC, DOUBT):
        assert sheets.counts(figures_answered(admin_client, note).context["outcome"]) == (0, 0, 1, 0, 0, 0)
    page = figures_answered(admin_client, "Getypt.")
    assert OTHER in page.content.decode()
    assert page.context["kept"] is None
    assert figure().internal_note == DOUBT


def test_nothing_is_told_of_rows_of_projects_before_the_answer(
    admin_client: Client, add_project: AddProject
) -> None:
    add_project("Saffierflat", note=PUBLIC, dwellings=20)
    page = given(admin_client, old_export("Getypt."))
    for shown in (page, admin_client.get(page.request["PATH_INFO"] + "?toon=ongewijzigd")):
        content = shown.content.decode()
        assert WAITS in content
        assert "Ongewijzigd" not in content
        assert "<dt>Vraag" not in content
        assert "Saffierflat" not in content
    assert WAITS not in answered(admin_client, "Getypt.").content.decode()


def test_nothing_is_told_of_figures_before_the_answer(admin_client: Client, brochure: dict[str, Any]) -> None:
    content = sheets.given(admin_client, figures_of_before("Getypt.")).content.decode()
    assert WAITS in content
    assert "<dt>Nieuw</dt>" not in content
    assert "Nieuwe cijfers" not in content
    assert WAITS not in figures_answered(admin_client, "Getypt.").content.decode()


@pytest.mark.parametrize(
    ("header", "is_told"),
    [("Interne notitie", False), ("Interne opmerkingen", False), ("Bijzonderheden", True)],
)
def test_only_a_header_that_may_mean_either_is_explained(
    admin_client: Client, brochure: dict[str, Any], header: str, *, is_told: bool
) -> None:
    both = ["Toelichting voor het publiek", header]
    listed = project_sheets.listed(["Heerlen", "Nieuw", "20", "Een.", "Twee."], headers=[*LIST, *both])
    assert (READ_AS in given(admin_client, listed).content.decode()) == is_told
    row = {**sheets.ROW, both[0]: "Een.", header: "Twee."}
    page = sheets.given(admin_client, sheets.listed(row, headers=[*FIGURE_HEADERS, *both]))
    assert (READ_AS in page.content.decode()) == is_told
