"""Two programs at once, on real connections: no update is lost, nothing sent twice is done twice."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

import pytest
from django.db import connection, transaction
from django.test import Client

from municipalities.access.tokens import Scope
from municipalities.models import ApiToken, Figure, Indicator, KeptAnswer, Municipality, Theme
from projects.models import Project
from tests.conftest import AddProject
from tests.support.staff import person
from tests.support.tokens import bearer, token_of
from tests.support.writing import FIGURES, LEAST, PROJECTS, send
from wonen.rest.writing.idempotency import KeptAnswerQuerySet

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def writer(world: None) -> Client:
    return bearer(token_of(person("Publicist", "Heerlen"), Scope.PUBLISH)[1])


def at_once(count: int, act: Callable[[int], Any]) -> list[Any]:
    """Do something so many times at once, each with a connection of its own."""
    start = Barrier(count)

    def one(number: int) -> Any:
        start.wait()
        try:
            return act(number)
        finally:
            connection.close()

    with ThreadPoolExecutor(count) as pool:
        return [each.result() for each in [pool.submit(one, number) for number in range(count)]]


def test_of_two_changes_of_one_version_one_is_refused(writer: Client, add_project: AddProject) -> None:
    project = add_project(dwellings=1)
    where = f"{PROJECTS}/{project.pk}"
    for turn in range(5):
        tag = writer.get(where).headers["ETag"]

        def patch(number: int, tag: str = tag, turn: int = turn) -> int:
            body = {"opmerking": f"{turn} {number}"}
            return int(send(writer, "PATCH", where, body, **{"If-Match": tag}).status_code)

        assert sorted(at_once(2, patch)) == [200, 412]


def test_every_count_that_was_accepted_is_in_the_result(writer: Client, add_project: AddProject) -> None:
    project = add_project(dwellings=1)
    figure = Figure.objects.create(
        indicator=Indicator.objects.create(
            theme=theme(), code="telling", name="Telling", kind="enkel", order=1
        ),
        municipality=Municipality.objects.get(name="Heerlen"),
        ends_on="2024-12-31",
        starts_on="2024-01-01",
        value=1,
    )
    for where, name in ((f"{PROJECTS}/{project.pk}", "aantalWoningen"), (f"{FIGURES}/{figure.pk}", "waarde")):

        def count(_number: int, where: str = where, name: str = name) -> int:
            refused = 0
            for _ in range(3):
                while True:
                    read = writer.get(where)
                    body = {name: read.json()[name] + 1}
                    answer = send(writer, "PATCH", where, body, **{"If-Match": read.headers["ETag"]})
                    if answer.status_code == 200:
                        break
                    assert answer.status_code == 412, answer.content
                    refused += 1
            return refused

        at_once(4, count)
        assert writer.get(where).json()[name] == 13


def theme() -> Any:
    return Theme.objects.create(code="proef", name="Proef", order=1)


def test_what_is_sent_twice_at_once_is_done_once(writer: Client) -> None:
    for turn in range(5):
        body = {**LEAST, "naam": f"Project {turn}"}
        key = {"Idempotency-Key": f"sleutel-{turn}"}

        def post(_number: int, body: Any = body, key: Any = key) -> Any:
            return send(writer, "POST", PROJECTS, body, **key)

        answers = at_once(3, post)
        codes = sorted(each.status_code for each in answers)
        assert codes[0] == 201
        assert set(codes) <= {201, 409}
        assert len({each.content for each in answers if each.status_code == 201}) == 1
    assert Project.objects.count() == KeptAnswer.objects.count() == 5


def test_a_request_that_is_still_running_is_said_to_be(writer: Client) -> None:
    token = ApiToken.objects.get()
    with transaction.atomic():
        kept: KeptAnswerQuerySet = KeptAnswer.objects.all()
        assert kept.try_lock(token, "bezig")
        [answer] = at_once(1, lambda _: send(writer, "POST", PROJECTS, LEAST, **{"Idempotency-Key": "bezig"}))
        assert answer.status_code == 409
    assert send(writer, "POST", PROJECTS, LEAST, **{"Idempotency-Key": "bezig"}).status_code == 201


def test_two_deliveries_of_the_same_codes_add_them_once(writer: Client) -> None:
    rows = [{"code": f"C{number}", **LEAST, "naam": f"Project {number}"} for number in range(20)]
    body = {"systeem": "dpi", "projecten": rows}
    answers = at_once(3, lambda _: send(writer, "POST", f"{PROJECTS}/_bijwerken", body))
    codes = sorted(each.status_code for each in answers)
    assert codes[0] == 200
    assert set(codes) <= {200, 409}
    assert Project.objects.count() == 20
    assert send(writer, "POST", f"{PROJECTS}/_bijwerken", body).json()["gelijk"] == 20
