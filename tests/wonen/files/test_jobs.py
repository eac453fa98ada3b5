"""The queue: at most two jobs at once, a killed process's job taken up, and work that nobody wants ended."""

import os
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import IntegrityError, OperationalError, connection
from django.db.models.functions import Now
from django.utils import timezone

from tests.support.processes import wait_until
from wonen.jobs import claims, worker
from wonen.jobs.kinds import KINDS, CannotError, Step
from wonen.jobs.models import MOST_TRIES, Job

pytestmark = pytest.mark.django_db(transaction=True)
PROJECT = Path(__file__).resolve().parents[3]
LONG = timedelta(minutes=10)


def ask(key: str = "one", wanted: timedelta | None = LONG) -> int:
    return Job.objects.ask("test", key, {"key": key}, wanted)


def kind(monkeypatch: pytest.MonkeyPatch, work: Any) -> None:
    monkeypatch.setitem(KINDS, "test", work)


@pytest.fixture(autouse=True)
def looks_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(claims, "LOOK", 0)
    monkeypatch.setattr(worker, "PAUSE", 0.02)


@contextmanager
def running(processes: int = 1) -> Iterator[None]:
    """Let so many workers work, each as the process of the jobs does."""
    stopping = threading.Event()
    threads = [threading.Thread(target=worker.run, args=(stopping, lambda: True)) for _ in range(processes)]
    for each in threads:
        each.start()
    try:
        yield
    finally:
        stopping.set()
        for each in threads:
            each.join()


def done() -> bool:
    return not Job.objects.open().exists()


def test_no_more_than_two_at_once_whatever_the_number_of_processes(monkeypatch: pytest.MonkeyPatch) -> None:
    at_work: list[str] = []
    most = 0
    may_end = threading.Semaphore(0)

    def block(arguments: dict[str, Any], _step: Step) -> str:
        nonlocal most
        at_work.append(arguments["key"])
        most = max(most, len(at_work))
        may_end.acquire()
        at_work.remove(arguments["key"])
        return str(arguments["key"])

    kind(monkeypatch, block)
    for number in range(6):
        ask(str(number))
    looks = threading.Event()
    seen: list[bool] = []
    first_free = claims._first_free

    def looked(holder: Any) -> Job | None:
        seen.append(True)
        return first_free(holder)

    monkeypatch.setattr(claims, "_first_free", looked)
    with running(processes=3):
        wait_until(lambda: len(at_work) == 2)
        looks.wait(0.2)  # ten pauses: a third that could begin would have
        assert len(at_work) == 2
        for _ in range(6):
            may_end.release()
        wait_until(done)
    assert most == 2
    assert {each.result for each in Job.objects.all()} == {str(number) for number in range(6)}
    assert {each.tries for each in Job.objects.all()} == {1}


def test_who_asks_the_same_joins_the_job_that_is_there() -> None:
    first = ask(wanted=timedelta(seconds=5))
    until = Job.objects.get().wanted_until
    assert ask() == first
    renewed = Job.objects.get().wanted_until
    assert until
    assert renewed
    assert renewed > until
    assert ask(wanted=timedelta(seconds=1)) == first
    assert Job.objects.get().wanted_until == renewed
    always = ask("always", wanted=None)
    assert ask("always") == always
    assert Job.objects.get(pk=always).wanted_until is None
    Job.objects.end(first)
    assert ask() != first


def test_the_database_keeps_one_open_job_of_a_key_and_no_result_before_its_end() -> None:
    ask()
    with pytest.raises(IntegrityError):
        Job.objects.create(kind="test", key="one", arguments={}, asked_at=timezone.now())
    with pytest.raises(IntegrityError):
        Job.objects.update(result="done")


def test_what_nobody_waits_for_is_not_begun_and_is_ended_when_it_runs(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    begun: list[str] = []
    ended = threading.Event()

    def left(arguments: dict[str, Any], step: Step) -> str:
        begun.append(arguments["key"])
        step()
        Job.objects.filter(key=arguments["key"]).update(wanted_until=Now())
        try:
            step()
        finally:
            ended.set()
        return "went on"

    kind(monkeypatch, left)
    ask("gone", timedelta(0))
    ask("wanted")
    with running():
        assert ended.wait(30)
        wait_until(lambda: not Job.objects.filter(key="wanted").exists())
    assert begun == ["wanted"]


def test_a_job_that_cannot_be_done_says_why_and_one_that_breaks_is_logged(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def work(arguments: dict[str, Any], _step: Step) -> str:
        if arguments["key"] == "refused":
            raise CannotError("Dit kan niet.")
        raise ValueError("a mistake of ours")

    kind(monkeypatch, work)
    ask("refused")
    ask("broken")
    with running():
        wait_until(done)
    assert dict(Job.objects.values_list("key", "fault")) == {
        "refused": "Dit kan niet.",
        "broken": worker.FAILED,
    }
    assert "a mistake of ours" in caplog.text


def test_a_database_that_goes_away_costs_a_try_and_three_are_enough(monkeypatch: pytest.MonkeyPatch) -> None:
    def away(_arguments: dict[str, Any], _step: Step) -> str:
        raise OperationalError("away")

    kind(monkeypatch, away)
    ask()
    with running():
        wait_until(done)
    job = Job.objects.get()
    assert (job.tries, job.fault) == (MOST_TRIES, worker.FAILED)


def test_who_loses_the_claim_stops(monkeypatch: pytest.MonkeyPatch) -> None:
    """The connection with the locks is cut: another may begin the job, so this one may not go on."""
    steps: list[str] = []

    def work(_arguments: dict[str, Any], step: Step) -> str:
        if not steps:
            steps.append("first")
            with connection.cursor() as cursor:
                cursor.execute(
                    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid <> pg_backend_pid() "
                    "AND state = 'idle in transaction' AND datname = current_database()"
                )
            step()
        return "second"

    kind(monkeypatch, work)
    ask()
    with running():
        wait_until(done)
    job = Job.objects.get()
    assert (job.result, job.tries) == ("second", 2)


def test_a_worker_that_is_to_stop_leaves_its_job_to_the_next(monkeypatch: pytest.MonkeyPatch) -> None:
    at_work, go_on = threading.Event(), threading.Event()

    def long(_arguments: dict[str, Any], step: Step) -> str:
        at_work.set()
        while not go_on.is_set():
            step()
        return "done"

    kind(monkeypatch, long)
    ask()
    with running():
        assert at_work.wait(30)
    wait_until(lambda: Job.objects.get().tries == 0)  # it was 1 before the work began
    go_on.set()
    with running():
        wait_until(done)
    assert Job.objects.get().result == "done"


def worker_process() -> "subprocess.Popen[bytes]":
    """Start the command of docs/deployment.md on the database of the tests."""
    name = connection.settings_dict["NAME"]
    base, _, query = os.environ["DATABASE_URL"].partition("?")
    address = f"{base.rsplit('/', 1)[0]}/{name}{'?' if query else ''}{query}"
    return subprocess.Popen(
        [sys.executable, "manage.py", "run_jobs"], cwd=PROJECT, env={**os.environ, "DATABASE_URL": address}
    )


def test_the_job_of_a_killed_process_is_taken_up_again_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    pk = Job.objects.ask("file", "a.b", {"path": "/cijfers.csv", "query": "", "host": "localhost",
        "scheme": "http", "accept": "", "holder": None}, LONG)  # fmt: skip
    kind(monkeypatch, lambda *_: "made")
    monkeypatch.setitem(KINDS, "file", lambda *_: "made")
    with connection.cursor() as cursor:
        cursor.execute("BEGIN; LOCK TABLE municipalities_figure, municipalities_theme")  # holds it up
        process = worker_process()
        try:
            wait_until(lambda: Job.objects.get(pk=pk).tries == 1)
            assert process.poll() is None
        finally:
            process.send_signal(signal.SIGKILL)
            process.wait()
        cursor.execute("ROLLBACK")
    assert Job.objects.get(pk=pk).ended_at is None
    with running():
        wait_until(done)
    job = Job.objects.get()
    assert (job.result, job.tries) == ("made", 2)


def test_the_process_ends_with_what_started_it_and_when_it_is_told_to() -> None:
    assert worker.is_child_of(None)()
    assert worker.is_child_of(os.getppid())()
    assert not worker.is_child_of(1 if os.getppid() != 1 else 2)()
