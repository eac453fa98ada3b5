"""The product as a user starts it: the launcher with its own server, data directory and port."""

import contextlib
import http.client
import itertools
import os
import re
import signal
import socket
import subprocess
import sys
import threading
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from http.cookiejar import CookieJar
from pathlib import Path

import psycopg
import pytest

from tests.processes import processes, wait_until
from wonen.postgres import embedded
from wonen.postgres.server import named_process

PROJECT = Path(__file__).resolve().parent.parent
OURS = ("DATABASE_URL", "SECRET_KEY", "HTTPS", "ALLOWED_HOSTS", "STATIC_ROOT", "FILES_ROOT", "WONEN_DATA")
ENVIRONMENT = {name: value for name, value in os.environ.items() if name not in OURS}


@dataclass
class Product:
    """A running product: its main process and what it said."""

    process: subprocess.Popen[str]
    text: str

    @property
    def address(self) -> str:
        return str(re.findall(r"draait op (\S+)", self.text)[0])

    @property
    def password(self) -> str:
        return str(re.findall(r"wachtwoord (\S+)", self.text)[0])

    def stop(self, number: signal.Signals) -> int:
        """Send the signal to the main process alone and return its exit code."""
        self.process.send_signal(number)
        return self.process.wait(timeout=30)


@pytest.fixture
def data(own_data: Path) -> Path:
    """One data directory for these tests, like that of one user."""
    return own_data


def launch(*arguments: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-m", "wonen.launch", *arguments],
        cwd=PROJECT,
        env=ENVIRONMENT,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        start_new_session=True,
    )


@contextlib.contextmanager
def product(data: Path, *arguments: str) -> Iterator[Product]:
    """Start the product and wait until it says it is ready."""
    with launch("--port", str(free_port()), "--data", str(data), *arguments) as process:
        assert process.stdout
        text = ""
        while "Stoppen" not in text:
            line = process.stdout.readline()
            assert line, text
            text += line
        # Nobody looks at what it says from now on; a full pipe would make it wait for that.
        threading.Thread(target=process.stdout.read, daemon=True).start()
        try:
            yield Product(process, text)
        finally:
            if process.poll() is None:
                process.send_signal(signal.SIGTERM)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


Browser = urllib.request.OpenerDirector


def new_browser() -> Browser:
    return urllib.request.build_opener(urllib.request.HTTPCookieProcessor(CookieJar()))


def post(browser: Browser, address: str, fields: dict[str, object]) -> str:
    """Fill in a form the way a browser does and return the path where that ends."""
    page = browser.open(address).read().decode()
    token = re.findall(r'name="csrfmiddlewaretoken" value="(\w+)"', page)[0]
    data = urllib.parse.urlencode({"csrfmiddlewaretoken": token, **fields})
    return str(urllib.parse.urlsplit(browser.open(address, data.encode()).url).path)


def log_in(running: Product, browser: Browser | None = None) -> str:
    """Log in to the back office and return the path where that ends."""
    fields: dict[str, object] = {"login": "beheer", "password": running.password, "next": "/beheer/"}
    return post(browser or new_browser(), f"{running.address}beheer/inloggen/?next=/beheer/", fields)


def query(data: Path, statement: str) -> list[tuple[object, ...]]:
    """Run a statement as one more user of the product's server."""
    with embedded(data) as url, psycopg.connect(url) as connection:
        cursor = connection.execute(statement.encode())
        return cursor.fetchall() if cursor.description else []


def test_starts_lets_the_manager_in_and_stops_completely(data: Path) -> None:
    with product(data) as running:
        with urllib.request.urlopen(running.address) as answer:  # noqa: S310 - its own address
            assert answer.headers["Server"] == "Wonen"
            assert answer.status == 200
        assert log_in(running) == "/beheer/"
        wait_until(lambda: jobs_of(running) != [])
        assert running.stop(signal.SIGINT) == 0
    assert processes(data) == jobs_of(running) == []
    user = query(data, "SELECT is_active, left(password, 1) FROM auth_user WHERE username = 'beheer'")
    assert user == [(False, "!")]


def jobs_of(running: Product) -> list[str]:
    """Return the process that does the jobs beside a product; it is known by who started it."""
    return processes(f"run_jobs --parent={running.process.pid}")


def test_the_process_of_the_jobs_is_started_again_and_goes_when_all_is_killed(data: Path) -> None:
    with product(data) as running:
        wait_until(lambda: jobs_of(running) != [])
        first = number_of(f"--parent={running.process.pid}")
        os.kill(first, signal.SIGKILL)
        wait_until(lambda: jobs_of(running) != [] and number_of(f"--parent={running.process.pid}") != first)
        running.stop(signal.SIGKILL)
    wait_until(lambda: jobs_of(running) == [])


def number_of(word: str) -> int:
    """Return the number of the process in whose command line a word stands."""
    shown = subprocess.run(
        ["ps", "-A", "-ww", "-o", "pid=,command="], capture_output=True, text=True, check=True
    )
    found = [line for line in shown.stdout.splitlines() if "run_jobs" in line and word in line]
    return int(found[0].split()[0]) if found else 0


def test_keeps_what_was_entered_also_when_everything_is_killed(data: Path) -> None:
    with product(data) as running:
        query(data, "INSERT INTO auth_group (name) VALUES ('entered')")
        running.stop(signal.SIGKILL)
    wait_until(lambda: not any("wonen.launch" in line for line in processes(data)))
    with product(data) as running:
        pid = named_process(data / "pg18" / "postmaster.pid")
        assert pid
        os.kill(pid, signal.SIGKILL)
        running.stop(signal.SIGTERM)
    with product(data) as running:
        assert log_in(running) == "/beheer/"
        assert query(data, "SELECT name FROM auth_group WHERE name = 'entered'") == [("entered",)]
        assert running.stop(signal.SIGHUP) == 0
    assert processes(data) == []


def opens(address: str) -> bool:
    """Say whether a page is shown, and not that the data cannot be reached."""
    try:
        with urllib.request.urlopen(address) as answer:  # noqa: S310 - its own address
            return bool(answer.status == 200)
    except urllib.error.HTTPError as refused:
        if refused.code != 503:
            raise
        return False


def test_a_database_that_dies_is_started_again_while_the_product_runs(data: Path) -> None:
    with product(data) as running:
        for _ in range(2):
            died = named_process(data / "pg18" / "postmaster.pid")
            assert died
            assert opens(running.address)
            os.kill(died, signal.SIGKILL)
            wait_until(lambda gone=died: named_process(data / "pg18" / "postmaster.pid") != gone)  # type: ignore[misc]
            wait_until(lambda: opens(running.address))
        assert running.stop(signal.SIGTERM) == 0
    assert processes(data) == []


def save_projects(browser: Browser, address: str, form: dict[str, object], saved: list[str]) -> None:
    """Enter one project after another until the server is gone; note each that was answered as saved."""
    with contextlib.suppress(OSError, http.client.HTTPException):
        for number in itertools.count():
            name = f"Opslag {number}"
            if post(browser, address, {**form, "name": name}) == "/beheer/projects/project/":
                saved.append(name)


def test_no_answered_save_is_lost_or_half_when_all_is_killed_in_the_middle_of_the_next(data: Path) -> None:
    with product(data) as running:
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
        wait_until(lambda: len(saved) >= 10)
        postmaster = named_process(data / "pg18" / "postmaster.pid")
        assert postmaster
        os.kill(postmaster, signal.SIGKILL)
        running.stop(signal.SIGKILL)
        writer.join()
    with product(data) as running:
        kept = query(
            data,
            "SELECT p.name, count(e.id) FROM projects_project p LEFT JOIN projects_projectrentclass e "
            "ON e.project_id = p.id WHERE p.name LIKE 'Opslag %' GROUP BY p.id",
        )
        assert set(saved) <= {name for name, _ in kept}
        assert {count for _, count in kept} == {2}
        assert running.stop(signal.SIGTERM) == 0
    assert processes(data) == []


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
