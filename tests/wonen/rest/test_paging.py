"""Pages of a list: together they hold each row once, in the order of the whole list."""

import itertools
from typing import Any

import pytest
from django.test import Client

from projects.filters.ordering import SORTS
from tests.conftest import AddProject

CLASSES = ("goedkoop", "betaalbaar", "sociale-hogere-huur", "middenhuur", "vrije-huur")


@pytest.fixture
def nine(add_project: AddProject) -> None:
    """Nine projects, of which each order has some that are equal and some that differ."""
    for number in range(9):
        classes = dict.fromkeys(CLASSES[number % 4 : number % 4 + 1 + number % 2])
        add_project(f"Project {number * 7 % 9}", certain=classes, dwellings=number % 3 or None)


def keys(client: Client, sort: str, page: int, size: int) -> list[int]:
    address = f"/api/v1/projecten?sorteer={sort}&pagina={page}&paginaGrootte={size}"
    answer = client.get(address)
    assert answer.status_code == 200, address
    found: Any = answer.json()
    return [row["id"] for row in found["resultaten"]]


@pytest.mark.parametrize("sort", [sort for sort, _ in SORTS])
def test_pages_hold_each_row_once_whichever_was_asked_first(client: Client, nine: None, sort: str) -> None:
    for first in (4, 1):  # the last page, or the whole
        keys(client, sort, first, 2)
        whole = keys(client, sort, 1, 100)
        pages = [keys(client, sort, page, 2) for page in range(1, 6)]
        assert [*itertools.chain(*pages)] == whole
        assert len(set(whole)) == 9
