"""Files with what only staff may read: made at once, and large ones only while a slot of the jobs is free."""

from contextlib import ExitStack

import pytest
from django.test import Client

from tests.conftest import AddProject
from wonen.jobs.claims import SLOTS, any_slot
from wonen.spreadsheets import downloads

FILES = [
    "/beheer/projects/project/export.xlsx",
    "/beheer/projects/project/export.csv",
    "/beheer/municipalities/figure/export.xlsx",
    "/beheer/municipalities/figure/export.csv",
]
PAGE = {"Accept": "text/html"}


@pytest.mark.parametrize("address", FILES)
def test_a_large_file_of_staff_waits_for_a_slot(
    admin_client: Client, add_project: AddProject, monkeypatch: pytest.MonkeyPatch, address: str
) -> None:
    add_project()
    monkeypatch.setattr(downloads, "SMALL", -1)
    with ExitStack() as taken:
        assert all(taken.enter_context(any_slot()) for _ in range(SLOTS))
        answer = admin_client.get(address, headers=PAGE)
        assert answer.status_code == 503
        assert answer.headers["Refresh"].endswith(f"url={address}")
        assert "Er worden al twee grote bestanden gemaakt." in answer.content.decode()
    answer = admin_client.get(address, headers=PAGE)
    assert answer.status_code == 200
    assert len(b"".join(answer)) > 20
    with ExitStack() as taken:  # it gave the slot back
        assert all(taken.enter_context(any_slot()) for _ in range(SLOTS))


@pytest.mark.parametrize("address", FILES)
def test_a_small_file_of_staff_waits_for_nothing(
    admin_client: Client, add_project: AddProject, address: str
) -> None:
    add_project()
    with ExitStack() as taken:
        assert all(taken.enter_context(any_slot()) for _ in range(SLOTS))
        assert admin_client.get(address).status_code == 200
