"""A part of a file (Range), and what asks for none: the whole, or a refusal with the length."""

import re

import pytest
from django.test import Client

from tests.conftest import AddProject
from tests.wonen.files.test_files import content, folder, names

__all__ = ("folder",)  # a fixture
pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("folder")]


@pytest.mark.parametrize(
    ("asked", "part"),
    [
        ("bytes=0-9", slice(0, 10)),
        ("bytes=5-", slice(5, None)),
        ("bytes=-7", slice(-7, None)),
        ("bytes=10-9999999", slice(10, None)),
        ("bytes=-9999999", slice(0, None)),
    ],
)
def test_a_part_of_a_file_is_that_part(
    client: Client, add_project: AddProject, asked: str, part: slice
) -> None:
    add_project("Een")
    whole = content(client.get("/projecten.csv"))
    answer = client.get("/projecten.csv", headers={"range": asked})
    found = content(answer)
    assert (answer.status_code, found) == (206, whole[part])
    assert answer.headers["Content-Length"] == str(len(found))
    start = len(whole) if part.start is None else part.start % len(whole)
    assert answer.headers["Content-Range"] == f"bytes {start}-{start + len(found) - 1}/{len(whole)}"


@pytest.mark.parametrize("asked", ["bytes=0-9", "bytes=99999999-"])
def test_head_tells_of_the_whole_file_whatever_part_is_asked(
    client: Client, add_project: AddProject, asked: str
) -> None:
    """A range is defined for GET alone (RFC 9110, 14.2)."""
    add_project("Een")
    whole = content(client.get("/projecten.csv"))
    head = client.head("/projecten.csv", headers={"range": asked})
    assert (head.status_code, head.content) == (200, b"")
    assert head.headers["Content-Length"] == str(len(whole))
    assert head.headers["Accept-Ranges"] == "bytes"
    assert "Content-Range" not in head.headers


@pytest.mark.parametrize("asked", ["bytes=9-5", "bytes=-", "rows=0-1", "bytes=0-1,4-5", "bytes=a-b"])
def test_what_is_no_single_range_is_answered_whole(
    client: Client, add_project: AddProject, asked: str
) -> None:
    add_project("Een")
    answer = client.get("/projecten.csv", headers={"range": asked})
    assert (answer.status_code, names(content(answer))) == (200, ["Een"])


def test_a_part_beyond_the_end_is_refused_with_the_length(client: Client, add_project: AddProject) -> None:
    size = len(content(client.get("/projecten.csv")))
    for asked in (f"bytes={size}-", "bytes=-0"):
        answer = client.get("/projecten.csv", headers={"range": asked})
        assert (answer.status_code, answer.headers["Content-Range"]) == (416, f"bytes */{size}")
    answer = client.get("/api/v1/gemeenten?formaat=csv", headers={"range": "bytes=99999999-"})
    assert answer.status_code == 416
    assert answer.headers["Content-Type"] == "application/problem+json"
    assert re.fullmatch(r"bytes \*/\d+", answer.headers["Content-Range"])
