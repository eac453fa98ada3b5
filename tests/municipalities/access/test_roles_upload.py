"""A spreadsheet of figures writes only where its sender may; what it leaves as it is may be of anybody."""

from typing import Any

import pytest
from django.test import Client

from municipalities.access.editable import NOT_YOURS
from municipalities.models import Figure, FigureUpload, StaffArea
from tests.support.sheets import ROW, UPLOAD, apply, counts, given, listed
from tests.support.staff import person, signed_in

OTHERS = ("GM0935", "regio:parkstad", "corporatiebreed")


@pytest.fixture
def editor(brochure: Any) -> Client:
    return signed_in(person("Redacteur", "Heerlen"))


def test_a_row_of_an_own_municipality_is_applied(editor: Client) -> None:
    apply(editor, given(editor, listed(ROW)))
    assert Figure.objects.filter(ends_on="2021-12-31", indicator__code="huurachterstand").exists()


@pytest.mark.parametrize("area", OTHERS)
def test_a_row_of_another_area_is_refused_in_its_place_and_nothing_is_kept(editor: Client, area: str) -> None:
    answer = given(editor, listed(ROW, ROW | {"Gebiedscode": area}))
    assert answer.status_code == 400
    (problem,) = answer.context["outcome"].problems
    assert (problem.sentence, problem.row, problem.header) == (NOT_YOURS, 3, "Gebiedscode")
    assert answer.context["kept"] is None
    assert not FigureUpload.objects.exists()


def test_a_row_of_another_area_that_changes_nothing_is_no_mistake(editor: Client) -> None:
    everywhere = signed_in(person("Redacteur", everywhere=True, username="overal"))
    rows = listed(*(ROW | {"Gebiedscode": area} for area in OTHERS))
    apply(everywhere, given(everywhere, rows))
    assert counts(given(editor, rows).context["outcome"]) == (0, 0, 3, 0, 0, 0)


def test_an_area_that_was_taken_away_after_the_preview_stops_the_file(editor: Client) -> None:
    previewed = given(editor, listed(ROW))
    StaffArea.objects.all().delete()
    assert apply(editor, previewed).status_code == 409
    assert not Figure.objects.filter(ends_on="2021-12-31", indicator__code="huurachterstand").exists()


@pytest.mark.parametrize(("role", "status"), [("Lezer", 403), ("Redacteur", 200)])
def test_only_writers_bring_a_file(brochure: Any, role: str, status: int) -> None:
    client = signed_in(person(role, "Heerlen"))
    assert client.get(UPLOAD).status_code == status
    assert given(client, listed(ROW)).status_code == status
