"""Thousands of projects in one file: whole, in flat memory, few queries (time: bench/project_upload.py).

Three hundred by default, read and written in chunks of thirty; ``UPLOAD_PROJECTS=5000`` is what the product
is held to, in chunks of its own size.
"""

import json
import os
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from projects.models import Project
from projects.uploads.preview import PER_PAGE
from tests.projects.uploads.test_project_upload import WRONG, wrong_file
from tests.support.memory import measured
from tests.support.project_sheets import (
    ROW,
    UPLOAD,
    apply,
    counts,
    given,
    listed,
    problems,
    stored,
    upload_of,
)

ROWS = int(os.environ.get("UPLOAD_PROJECTS", "300"))
CHUNK = ROWS // 10
# Measured with 300 rows: 1.2 MB in chunks of thirty, 2.0 MB in one.
MOST_MEMORY = (1.6 if ROWS <= 300 else 48) * 2**20


@pytest.fixture(autouse=True)
def small_chunks(world: None, monkeypatch: pytest.MonkeyPatch) -> None:
    for module in ("reader.into_staging", "applying"):
        monkeypatch.setattr(f"projects.uploads.{module}.CHUNK", CHUNK)


def many(amount: int, count: int = 20) -> bytes:
    return listed(*([f"Plan {number}", *ROW[1:4], count] for number in range(amount)))


def test_37_mistakes_among_many_projects_are_all_told_each_in_its_place(admin_client: Client) -> None:
    mistakes = WRONG[:37]
    assert len(mistakes) == 37
    content, headers = wrong_file(mistakes, ROWS - 37)
    page = given(admin_client, content)
    assert counts(page) == (37, 0, ROWS - 37, 0, 0)
    told = problems(page)
    step = ROWS // 37
    assert [row for row, *_ in told] == [2 + number * step for number in range(37)]
    for (_, column, text, said), (header, _, expected, sentence) in zip(told, mistakes, strict=True):
        assert column.split(" ", 1)[0] == chr(65 + headers.index(header))
        assert text == expected[:200]
        assert said.startswith(sentence)
    # All 37 stand on the page, and none of the good rows.
    text = page.content.decode()
    assert text.count('scope="rowgroup"') == 37
    assert "37 rijen zijn fout." in text
    assert not Project.objects.exists()


def test_many_are_previewed_by_the_page_and_applied_in_flat_memory(admin_client: Client) -> None:
    content = many(ROWS)
    given(admin_client, many(1))  # what is kept from a first time on
    with measured() as peak:
        page = given(admin_client, content)
    assert peak.bytes < MOST_MEMORY
    assert counts(page) == (0, 0, ROWS, 0, 0)
    assert page.content.decode().count('<th scope="row">') == PER_PAGE
    last_page = ROWS // PER_PAGE
    address = f"{UPLOAD}{upload_of(page).pk}/?toon=nieuw&pagina={last_page}"
    last = admin_client.get(address).content.decode()
    assert f"Plan {ROWS - 1}" in last
    assert f"Pagina {last_page} van {last_page}" in last
    assert "Plan 0<" in admin_client.get(address.replace(f"pagina={last_page}", "pagina=²")).content.decode()
    apply(admin_client, page)
    assert Project.objects.count() == ROWS
    assert counts(given(admin_client, content)) == (0, 0, 0, 0, ROWS)


def test_queries_grow_by_the_chunk_and_not_by_the_row(admin_client: Client) -> None:
    def cost(content: bytes) -> tuple[int, int]:
        with CaptureQueriesContext(connection) as read:
            page = given(admin_client, content)
        with CaptureQueriesContext(connection) as applied:
            apply(admin_client, page)
        return len(read), len(applied)

    cost(many(1))
    few, one_chunk = cost(many(10, 30)), cost(many(CHUNK * 4 // 5, 40))
    two_chunks = cost(many(CHUNK * 2, 50))
    assert few[0] == one_chunk[0]
    # Of the ten some are new in the chunk: adding is what the others do not do.
    assert one_chunk[1] <= few[1] + 6
    assert two_chunks[0] <= few[0] + 14
    assert two_chunks[1] <= one_chunk[1] + 14


@pytest.mark.parametrize("amount", [6, 3 * PER_PAGE])
def test_a_page_of_the_preview_costs_the_same_for_few_and_many(admin_client: Client, amount: int) -> None:
    page = given(admin_client, many(amount))
    costs = []
    for address in (UPLOAD, f"{UPLOAD}{upload_of(page).pk}/"):
        with CaptureQueriesContext(connection) as captured:
            assert admin_client.get(address).status_code == 200
        costs.append(len(captured))
    assert costs == [7, 10]


ACCEPT = {"Accept": "application/x-ndjson"}


def lines(answer: Any) -> list[dict[str, Any]]:
    return [json.loads(line) for line in b"".join(answer.streaming_content).splitlines()]


def test_a_script_is_told_how_far_it_is_and_where_to_go(admin_client: Client) -> None:
    amount = CHUNK * 12 // 5
    file = SimpleUploadedFile("veel.xlsx", many(amount))
    *steps, last = lines(admin_client.post(UPLOAD, {"bestand": file}, headers=ACCEPT))
    assert steps == [{"klaar": done, "totaal": amount + 1} for done in (CHUNK + 1, 2 * CHUNK + 1, amount + 1)]
    assert not Project.objects.exists()
    applied = lines(admin_client.post(last["naar"], {"toepassen": "x"}, headers=ACCEPT))
    assert applied[-1] == last
    assert applied[-2] == {"klaar": amount, "totaal": amount}
    assert Project.objects.count() == amount


def test_a_script_that_goes_away_halfway_leaves_nothing_behind(admin_client: Client) -> None:
    amount = CHUNK * 12 // 5
    page = given(admin_client, many(amount))
    before = stored()
    answer: Any = admin_client.post(f"{UPLOAD}{upload_of(page).pk}/", {"toepassen": "x"}, headers=ACCEPT)
    assert json.loads(next(iter(answer.streaming_content)))["klaar"] == CHUNK
    for close in answer._resource_closers:  # all that close() does, but for closing the test's connection
        close()
    assert stored() == before
    apply(admin_client, page)
    assert Project.objects.count() == amount
