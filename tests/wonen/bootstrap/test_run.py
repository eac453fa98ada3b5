"""The launcher: what is killed comes back, what is wrong is told.

The first start, in an empty data directory, fills the one that all tests of a run copy (`own_server.py`).
"""

import contextlib
import http.client
import itertools
import os
import signal
import socket
import subprocess
import sys
import threading
import urllib.error
import urllib.request
from pathlib import Path

import pytest

from tests.support.launched import (
    PROJECT,
    Browser,
    FirstStart,
    Product,
    free_port,
    jobs_of,
    launch,
    log_in,
    new_browser,
    post,
    product,
    query,
)
from tests.support.own_server import first
from tests.support.processes import processes, wait_until
from wonen.bootstrap.postgres.server import named_process


def test_starts_lets_the_manager_in_and_stops_completely() -> None:
    assert first() == FirstStart(200, "Wonen", "/beheer/", 0, True, [], [[False, "!"]])


def number_of(word: str) -> int:
    """Return the number of the process in whose command line a word stands."""
    shown = subprocess.run(
        ["ps", "-A", "-ww", "-o", "pid=,command="], capture_output=True, text=True, check=True
    )
    found = [line for line in shown.stdout.splitlines() if "run_jobs" in line and word in line]
    return int(found[0].split()[0]) if found else 0


def postmaster(data: Path) -> int:
    pid = named_process(data / "pg18" / "postmaster.pid")
    assert pid
    return pid


def opens(address: str) -> bool:
    """Say whether a page is shown, and not that the data cannot be reached."""
    try:
        with urllib.request.urlopen(address) as answer:  # noqa: S310 - its own address
            return bool(answer.status == 200)
    except urllib.error.HTTPError as refused:
        if refused.code != 503:
            raise
        return False


def test_what_is_killed_comes_back_and_nothing_that_was_saved_is_lost(filled_data: Path) -> None:
    """Four starts on one data directory, each after another way to end; one test, for each takes seconds."""
    data = filled_data
    with product(data) as running:
        the_process_of_the_jobs_is_started_again(running)
        for _ in range(2):
            the_database_is_started_again(data, running)
        query(data, "INSERT INTO auth_group (name) VALUES ('entered')")
        running.stop(signal.SIGKILL)
    wait_until(lambda: jobs_of(running) == [])
    wait_until(lambda: not any("wonen.bootstrap.launch" in line for line in processes(data)))
    with product(data) as running:  # takes over the database that was left running
        saved = saved_until_all_is_killed(data, running)
    with product(data) as running:
        kept = query(data, KEPT)
        assert set(saved) <= {name for name, _ in kept}
        assert {count for _, count in kept} == {2}
        os.kill(postmaster(data), signal.SIGKILL)
        running.stop(signal.SIGTERM)
    with product(data) as running:
        assert log_in(running) == "/beheer/"
        assert query(data, "SELECT name FROM auth_group WHERE name = 'entered'") == [("entered",)]
        assert running.stop(signal.SIGHUP) == 0
    assert processes(data) == jobs_of(running) == []


def the_process_of_the_jobs_is_started_again(running: Product) -> None:
    wait_until(lambda: jobs_of(running) != [])
    first = number_of(f"--parent={running.process.pid}")
    os.kill(first, signal.SIGKILL)
    wait_until(lambda: jobs_of(running) != [] and number_of(f"--parent={running.process.pid}") != first)


def the_database_is_started_again(data: Path, running: Product) -> None:
    died = postmaster(data)
    assert opens(running.address)
    os.kill(died, signal.SIGKILL)
    wait_until(lambda: named_process(data / "pg18" / "postmaster.pid") != died)
    wait_until(lambda: opens(running.address))


KEPT = (
    "SELECT p.name, count(e.id) FROM projects_project p LEFT JOIN projects_projectrentclass e "
    "ON e.project_id = p.id WHERE p.name LIKE 'Opslag %' GROUP BY p.id"
)


def save_projects(browser: Browser, address: str, form: dict[str, object], saved: list[str]) -> None:
    """Enter one project after another until the server is gone; note each that was answered as saved."""
    with contextlib.suppress(OSError, http.client.HTTPException):
        for number in itertools.count():
            name = f"Opslag {number}"
            if post(browser, address, {**form, "name": name}) == "/beheer/projects/project/":
                saved.append(name)


def saved_until_all_is_killed(data: Path, running: Product) -> list[str]:
    """Kill database and product in the middle of a save; return what was answered as saved until then."""
    place, owner = query(
        data,
        "SELECT min(m.id), min(c.id) FROM municipalities_municipality m, municipalities_corporation c",
    )[0]
    low, high = query(data, "SELECT min(id), max(id) FROM projects_rentclass")[0]
    form = {
        "municipality": place, "corporation": owner, "kind": "nieuwbouw", "dwellings": 24,
        f"rents-{low}": "zeker", f"rents-{low}-aantal": 16,
        f"rents-{high}": "zeker", f"rents-{high}-aantal": 8,
    }  # fmt: skip
    browser, saved = new_browser(), list[str]()
    log_in(running, browser)
    address = f"{running.address}beheer/projects/project/add/"
    writer = threading.Thread(target=save_projects, args=(browser, address, form, saved))
    writer.start()
    wait_until(lambda: len(saved) >= 5)
    os.kill(postmaster(data), signal.SIGKILL)
    running.stop(signal.SIGKILL)
    writer.join()
    return saved


def test_a_port_in_use_is_said_before_anything_starts(tmp_path: Path) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        with launch("--port", str(port), "--data", str(tmp_path / "data")) as process:
            text = process.communicate()[0]
    assert process.returncode == 1
    assert f"Poort {port} is niet vrij" in text
    assert not (tmp_path / "data").exists()


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["--port", "99999"], "--port: '99999' is geen heel getal van 1 tot en met 65535."),
        (["--example", "-5"], "--example: '-5' is geen heel getal van 0 tot en met 1000000."),
        (["--data"], "Achter --data hoort een waarde."),
        (["--prot", "80"], "Onbekend: --prot 80."),
    ],
)
def test_a_wrong_argument_gets_a_dutch_sentence(arguments: list[str], sentence: str) -> None:
    with launch(*arguments) as process:
        text = process.communicate()[0]
    assert process.returncode == 2
    assert text.startswith(sentence)


def test_a_data_directory_that_cannot_be_made_gets_a_dutch_sentence() -> None:
    with launch("--port", str(free_port()), "--data", "/dev/null/x") as process:
        text = process.communicate()[0]
    assert process.returncode == 1
    assert "De map /dev/null/x kan niet worden gemaakt" in text


def test_help_needs_nothing_installed() -> None:
    done = subprocess.run(
        [sys.executable, "-S", "-E", PROJECT / "run.py", "--help"],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith("Gebruik: python3 run.py")
