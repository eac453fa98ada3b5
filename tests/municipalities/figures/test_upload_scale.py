"""Thousands of figures in one file: applied whole, in flat memory and few queries (time: bench/upload.py).

Three indicators of 31 municipalities in five years by default, in chunks of 30; ``UPLOAD_INDICATORS=60``
makes it the 9,300 figures that the product is held to, in chunks of its own size.
"""

import io
import os
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from openpyxl import Workbook

from municipalities.figures.spreadsheet import upload
from municipalities.models import Figure, FigureUpload, Indicator, Municipality, Theme
from tests.support.memory import measured
from tests.support.sheets import HEADERS, UPLOAD, apply, counts, given
from tests.support.staff import CHIEF
from wonen.spreadsheets.upload.comparison import apply as apply_stored

INDICATORS = int(os.environ.get("UPLOAD_INDICATORS", "3"))
CHUNK = 30 if INDICATORS < 20 else 1000
# Measured: 0.8 MB for 465 new rows, and 2.3 MB for those in one chunk; 7.7 MB for 3,100, 8.9 MB for 9,300.
MOST_MEMORY = (1.5 if INDICATORS < 20 else 8.5 + INDICATORS / 20) * 2**20


@pytest.fixture(autouse=True)
def small_chunks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("wonen.spreadsheets.delimited.chunks.__defaults__", (CHUNK,))
    monkeypatch.setattr("wonen.spreadsheets.upload.import_result.SHOWN", CHUNK)


def many(years: range, indicators: int, municipalities: int = 31) -> bytes:
    """Return a sheet of as many figures, each indicator of its own making."""
    theme = Theme.objects.get_or_create(code="veel", defaults={"name": "Veel"})[0]
    places = list(Municipality.objects.all()[:municipalities])
    made = Workbook(write_only=True)
    sheet = made.create_sheet("Cijfers")
    sheet.append(HEADERS)
    for number in range(indicators):
        fields = {"theme": theme, "name": f"Veel {number}", "kind": "enkel", "definition": "Veel."}
        code = Indicator.objects.get_or_create(code=f"veel-{number}", defaults=fields)[0].code
        for place in places:
            for year in years:
                row = [None, None, code, None, None, place.name, place.code, None, str(year), year + number]
                sheet.append([*row, None, "definitief", None, None, None, "Veel", None])
    file = io.BytesIO()
    made.save(file)
    return file.getvalue()


def test_thousands_of_figures_apply_in_one_file_with_flat_memory(
    admin_client: Client, brochure: dict[str, Any]
) -> None:
    content = many(range(2017, 2022), INDICATORS)
    with measured() as peak:
        outcome = upload.preview(content, "veel.xlsx", CHIEF)
    rows = INDICATORS * 31 * 5
    assert counts(outcome) == (rows, 0, 0, 0, 0, 0)
    assert peak.bytes < MOST_MEMORY
    previewed = given(admin_client, content)
    assert apply(admin_client, previewed).status_code == 302
    figures = Figure.objects.filter(source="Veel")
    assert figures.count() == rows
    one = figures.get(indicator__code="veel-1", municipality__code="GM0917", ends_on__year=2019)
    assert one.value == 2020
    assert counts(given(admin_client, content).context["outcome"]) == (0, 0, rows, 0, 0, 0)


def test_queries_grow_by_the_thousand_rows_and_not_by_the_row(brochure: dict[str, Any]) -> None:
    user = User.objects.create_superuser("beheer")

    def cost(content: bytes) -> int:
        digest = upload.preview(content, "a.xlsx", CHIEF).digest
        FigureUpload.objects.create(user=user, name="a.xlsx", content=content)
        with CaptureQueriesContext(connection) as captured:
            apply_stored(FigureUpload.objects.filter(user=user), upload.FigureComparison, digest)
        return len(captured)

    few, one_chunk = cost(many(range(2001, 2002), 1, 10)), cost(many(range(2002, 2003), 1, 30))
    three_chunks = cost(many(range(2012, 2015), 1, 30))
    assert few == one_chunk
    assert three_chunks <= few + 2 * 4  # two statements, and the two of a transaction to read in parts


def test_a_preview_costs_the_same_for_few_and_many_rows(
    admin_client: Client, brochure: dict[str, Any]
) -> None:
    costs = []
    for content in (many(range(2001, 2002), 1, 1), many(range(2001, 2002), 1, 30)):
        given(admin_client, content)
        with CaptureQueriesContext(connection) as captured:
            assert given(admin_client, content).status_code == 200
        costs.append(len(captured))
    with CaptureQueriesContext(connection) as captured:
        admin_client.get(UPLOAD)
    assert [*costs, len(captured)] == [13, 13, 2]
