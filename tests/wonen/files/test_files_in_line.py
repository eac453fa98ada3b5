"""Who stands in line for large files: each choice once, two of a person, and told how the work stands."""

import logging
from contextlib import ExitStack
from datetime import timedelta
from threading import Barrier, Event, Thread
from typing import Any

import pytest
from django.db import IntegrityError, connection
from django.db.models.functions import Now
from django.test import Client

from tests.conftest import AddProject
from tests.support.staff import person
from tests.support.tokens import bearer, token_of
from tests.wonen.files.test_files import BROWSER, content, do_jobs, folder, large
from wonen.files import standing
from wonen.jobs.claims import any_slot, claimed
from wonen.jobs.models import MOST_OPEN, Job, TooManyOpenError

__all__ = ("folder", "large")  # fixtures
pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("folder", "large")]
LONG = timedelta(minutes=10)
SAME = {
    "/projecten.xlsx": ["", "zoek=%20", "zoek=%20%20", "zoek=", "sorteer="],
    "/projecten.json": [
        "zoek=Een&soort=nieuwbouw",
        "soort=nieuwbouw&zoek=%20Een",
        "start=&zoek=Een%20&soort=nieuwbouw",
    ],
    "/projecten.csv": ["start=nnb", "start=NNB", "start=%20Nnb"],
    "/cijfers.csv": [
        "gemeente=GM0917&gemeente=GM0935",
        "gemeente=GM0935&gemeente=GM0917&jaar=",
        "gemeente=GM0935&gemeente=GM0917&gemeente=GM0935&jaar=%20",
    ],
    "/api/v1/projecten": [
        "formaat=csv&zoek=Een&velden=naam,id",
        "velden=id,naam&zoek=%20Een&formaat=csv",
        "formaat=csv&velden=naam,id,naam&zoek=Een",
    ],
    "/api/v1/cijfers": [
        "formaat=csv&gemeente=GM0917&gemeente=GM0935",
        "gemeente=GM0935&gemeente=GM0917&gemeente=GM0917&formaat=csv",
    ],
    "/api/v1/gemeenten": [
        "formaat=csv&pagina=1",
        "paginaGrootte=100&formaat=csv",
        "formaat=csv&pagina=1&paginaGrootte=100",
    ],
}


@pytest.mark.parametrize("address", SAME)
def test_the_same_choice_written_otherwise_is_the_same_file(
    client: Client, add_project: AddProject, brochure: Any, address: str
) -> None:
    add_project("Een")
    for query in SAME[address]:
        assert client.get(f"{address}?{query}").status_code == 503, query
    assert Job.objects.count() == 1
    assert do_jobs() == 1
    assert len({content(client.get(f"{address}?{query}")) for query in SAME[address]}) == 1


def test_a_blank_search_is_no_choice_that_a_file_prints(client: Client, add_project: AddProject) -> None:
    add_project("Een")
    assert client.get("/projecten.json?zoek=%20").status_code == 503
    do_jobs()
    text = content(client.get("/projecten.json?zoek=%20")).decode()
    assert '"keuze":{}' in text.replace(" ", "")
    assert "Alle projecten" in text


def test_the_third_large_file_of_a_person_waits_and_anothers_does_not(
    client: Client, add_project: AddProject
) -> None:
    add_project("Een")
    for word in ("a", "b"):
        assert client.get(f"/projecten.csv?zoek={word}").status_code == 503
    third = client.get("/projecten.csv?zoek=c")
    assert (third.status_code, third.headers["Retry-After"]) == (503, "5")
    assert "al twee grote bestanden gevraagd die nog niet klaar zijn" in third.content.decode()
    page = client.get("/projecten.csv?zoek=c", headers=BROWSER)
    assert page.headers["Refresh"] == "5; url=/projecten.csv?zoek=c"
    assert "al twee grote bestanden gevraagd" in page.content.decode()
    problem = client.get("/api/v1/projecten?formaat=csv&zoek=c")
    assert "al twee grote bestanden gevraagd" in problem.json()["detail"]
    assert Job.objects.count() == 2
    other = client.get("/projecten.csv?zoek=c", REMOTE_ADDR="203.0.113.9")
    assert "al twee" not in other.content.decode()
    again = client.get("/projecten.csv?zoek=a")  # it joins its own
    assert "al twee" not in again.content.decode()
    assert Job.objects.count() == 3
    kept = str(list(Job.objects.values("arguments", "asked_by")))
    assert "127.0.0.1" not in kept
    assert "203.0.113.9" not in kept
    assert do_jobs() == 3
    assert "al twee" not in client.get("/projecten.csv?zoek=d").content.decode()


def test_a_token_has_two_of_its_own_wherever_it_is_used(client: Client, add_project: AddProject) -> None:
    add_project("Een")
    reader = bearer(token_of(person("Lezer", "Heerlen"))[1])
    for word in ("a", "b"):
        reader.get(f"/api/v1/projecten?formaat=csv&zoek={word}", REMOTE_ADDR=f"203.0.113.{ord(word)}")
    third = reader.get("/api/v1/projecten?formaat=csv&zoek=c")
    assert third.json()["detail"].startswith("Met dit token zijn al twee grote bestanden gevraagd")
    assert "al twee" not in client.get("/api/v1/projecten?formaat=csv&zoek=c").content.decode()


def test_what_nobody_waits_for_any_more_is_in_nobodys_way(client: Client, add_project: AddProject) -> None:
    """Also while nobody works at the jobs, who would remove it."""
    add_project("Een")
    for word in ("a", "b"):
        client.get(f"/projecten.csv?zoek={word}")
    Job.objects.update(wanted_until=Now())
    assert "al twee" not in client.get("/projecten.csv?zoek=c").content.decode()
    assert Job.objects.count() == 1


def test_of_many_at_once_two_are_taken() -> None:
    start, refused = Barrier(8), []

    def ask(number: int) -> None:
        start.wait()
        try:
            Job.objects.ask("test", str(number), {}, LONG, "somebody")
        except TooManyOpenError:
            refused.append(number)
        finally:
            connection.close()

    threads = [Thread(target=ask, args=(number,)) for number in range(8)]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    assert (Job.objects.count(), len(refused)) == (MOST_OPEN, 8 - MOST_OPEN)


def test_of_many_at_once_that_ask_the_same_none_is_refused() -> None:
    start, found = Barrier(8), []

    def ask() -> None:
        start.wait()
        found.append(Job.objects.ask("test", "same", {}, LONG, "somebody"))
        connection.close()

    threads = [Thread(target=ask) for _ in range(8)]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    assert (len(found), len(set(found))) == (8, 1)


def test_the_database_keeps_a_place_once() -> None:
    pk = Job.objects.ask("test", "one", {}, LONG, "somebody")
    with pytest.raises(IntegrityError):
        Job.objects.create(kind="test", key="two", arguments={}, asked_at=Now(), asked_by="somebody", place=1)
    Job.objects.end(pk)
    Job.objects.create(kind="test", key="two", arguments={}, asked_at=Now(), asked_by="somebody", place=1)
    with pytest.raises(IntegrityError):
        Job.objects.create(kind="test", key="three", arguments={}, asked_at=Now(), asked_by="somebody")


def long_ago() -> None:
    Job.objects.update(asked_at=Now() - timedelta(minutes=2))


WAYS = [("/projecten.csv", {}), ("/projecten.csv", BROWSER), ("/api/v1/projecten?formaat=csv", {})]


@pytest.mark.parametrize(("address", "headers"), WAYS)
def test_a_file_in_line_is_told_from_one_that_is_being_made(
    client: Client, add_project: AddProject, address: str, headers: Any
) -> None:
    add_project("Een")
    assert "Het bestand staat in de wachtrij" in client.get(address, headers=headers).content.decode()
    with claimed(1, Event()) as claim:
        assert claim
        long_ago()
        claim.step()
        assert "Het bestand wordt gemaakt" in client.get(address, headers=headers).content.decode()
        other = client.get("/projecten.csv?zoek=ander", headers=headers)
        long_ago()
        other = client.get("/projecten.csv?zoek=ander", headers=headers)
        assert "Het bestand staat in de wachtrij" in other.content.decode()  # somebody works, at another


@pytest.mark.parametrize(("address", "headers"), WAYS)
def test_when_nobody_works_at_the_jobs_it_is_said_and_logged_once_a_minute(
    client: Client,
    add_project: AddProject,
    address: str,
    headers: Any,
    *,
    caplog: pytest.LogCaptureFixture,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(standing, "_logged_at", None)
    add_project("Een")
    client.get(address, headers=headers)
    long_ago()
    with caplog.at_level(logging.ERROR, "wonen.files.standing"):
        for _ in range(2):
            answer = client.get(address, headers=headers)
            assert answer.status_code == 503
            assert "Grote bestanden worden nu niet gemaakt." in answer.content.decode()
    told = [each.getMessage() for each in caplog.records if each.name == "wonen.files.standing"]
    assert len(told) == 1
    assert "run_jobs" in told[0]
    assert do_jobs() == 1
    assert client.get(address, headers=headers).status_code == 200


def test_a_process_that_was_halted_at_its_work_does_not_pass_for_one_at_work(
    client: Client, add_project: AddProject, monkeypatch: pytest.MonkeyPatch
) -> None:
    add_project("Een")
    client.get("/projecten.csv")
    with claimed(1, Event()):  # and says nothing more
        long_ago()
        monkeypatch.setattr(standing, "SILENCE", timedelta(0))
        assert "worden nu niet gemaakt" in client.get("/projecten.csv").content.decode()


def test_slots_that_staff_have_and_a_job_that_just_ended_are_work(
    client: Client, add_project: AddProject
) -> None:
    add_project("Een")
    client.get("/projecten.csv")
    long_ago()
    with ExitStack() as taken:
        assert taken.enter_context(any_slot())
        assert "in de wachtrij" in client.get("/projecten.csv").content.decode()

    Job.objects.all().delete()
    client.get("/projecten.csv")
    long_ago()
    assert "worden nu niet" in client.get("/projecten.csv").content.decode()
    Job.objects.end(Job.objects.ask("test", "other", {}, LONG))
    assert "in de wachtrij" in client.get("/projecten.csv").content.decode()


def test_a_file_that_is_asked_anew_is_not_said_to_have_waited_since_the_first_time(
    client: Client, add_project: AddProject
) -> None:
    add_project("Een")
    ticket = client.get("/projecten.csv", headers=BROWSER).headers["Refresh"].removeprefix("5; url=")
    for again in ("/projecten.csv", ticket):
        Job.objects.update(asked_at=Now() - timedelta(hours=1), wanted_until=Now() - timedelta(minutes=50))
        assert "in de wachtrij" in client.get(again, headers=BROWSER).content.decode()
