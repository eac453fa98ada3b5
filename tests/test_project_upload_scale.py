"""Thousands of projects in one file: whole, in flat memory, few queries (time: bench/project_upload.py)."""

import json
import tracemalloc
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from projects.models import Project
from projects.sheets.preview import PER_PAGE
from tests.project_sheets import (
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
from tests.test_project_upload import WRONG, wrong_file

pytestmark = pytest.mark.usefixtures("world")


def many(amount: int, count: int = 20) -> bytes:
    return listed(*([f"Plan {number}", *ROW[1:4], count] for number in range(amount)))


def test_37_mistakes_among_5000_projects_are_all_told_each_in_its_place(admin_client: Client) -> None:
    mistakes = WRONG[:37]
    assert len(mistakes) == 37
    content, headers = wrong_file(mistakes, 5000 - 37)
    page = given(admin_client, content)
    assert counts(page) == (37, 0, 4963, 0, 0)
    told = problems(page)
    step = 5000 // 37
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


def test_thousands_are_previewed_by_the_page_and_applied_in_flat_memory(admin_client: Client) -> None:
    tracemalloc.start()
    page = given(admin_client, many(5000))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 48 * 2**20
    assert counts(page) == (0, 0, 5000, 0, 0)
    assert page.content.decode().count('<th scope="row">') == PER_PAGE
    address = f"{UPLOAD}{upload_of(page).pk}/?toon=nieuw&pagina=100"
    last = admin_client.get(address).content.decode()
    assert "Plan 4999" in last
    assert "Pagina 100 van 100" in last
    assert "Plan 0<" in admin_client.get(address.replace("pagina=100", "pagina=²")).content.decode()
    apply(admin_client, page)
    assert Project.objects.count() == 5000
    assert counts(given(admin_client, many(5000))) == (0, 0, 0, 0, 5000)


def test_queries_grow_by_the_chunk_and_not_by_the_row(admin_client: Client) -> None:
    def cost(content: bytes) -> tuple[int, int]:
        with CaptureQueriesContext(connection) as read:
            page = given(admin_client, content)
        with CaptureQueriesContext(connection) as applied:
            apply(admin_client, page)
        return len(read), len(applied)

    cost(many(1))
    few, hundreds = cost(many(10, 30)), cost(many(400, 40))
    thousand = cost(many(1000, 50))
    assert few[0] == hundreds[0]
    # Of the ten some are new in the hundreds: adding is what the others do not do.
    assert hundreds[1] <= few[1] + 6
    assert thousand[0] <= few[0] + 14
    assert thousand[1] <= hundreds[1] + 14


@pytest.mark.parametrize("amount", [6, 600])
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
    file = SimpleUploadedFile("veel.xlsx", many(1200))
    *steps, last = lines(admin_client.post(UPLOAD, {"bestand": file}, headers=ACCEPT))
    assert steps == [{"klaar": done, "totaal": 1201} for done in (501, 1001, 1201)]
    assert not Project.objects.exists()
    applied = lines(admin_client.post(last["naar"], {"toepassen": "x"}, headers=ACCEPT))
    assert applied[-1] == last
    assert applied[-2] == {"klaar": 1200, "totaal": 1200}
    assert Project.objects.count() == 1200


def test_a_script_that_goes_away_halfway_leaves_nothing_behind(admin_client: Client) -> None:
    page = given(admin_client, many(1200))
    before = stored()
    answer: Any = admin_client.post(f"{UPLOAD}{upload_of(page).pk}/", {"toepassen": "x"}, headers=ACCEPT)
    assert json.loads(next(iter(answer.streaming_content)))["klaar"] == 500
    for close in answer._resource_closers:  # all that close() does, but for closing the test's connection
        close()
    assert stored() == before
    apply(admin_client, page)
    assert Project.objects.count() == 1200
