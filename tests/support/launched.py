"""The product as a user starts it, with its own server, data directory and port: for the tests."""

import contextlib
import os
import re
import signal
import socket
import subprocess
import sys
import threading
import urllib.parse
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from http.cookiejar import CookieJar
from pathlib import Path

import psycopg

from tests.support.processes import processes, wait_until
from wonen.bootstrap.launch import STAMP, static_digest
from wonen.bootstrap.postgres import embedded

PROJECT = Path(__file__).resolve().parents[2]
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


def launch(*arguments: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-m", "wonen.bootstrap.launch", *arguments],
        cwd=PROJECT,
        env=ENVIRONMENT,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        start_new_session=True,
    )


@contextlib.contextmanager
def product(data: Path, *arguments: str) -> Iterator[Product]:
    """Start the product and wait until it says it is ready; at the end it stops as it is told."""
    with launch("--port", str(free_port()), "--data", str(data), *arguments) as process:
        assert process.stdout
        text = ""
        while "Stoppen" not in text:
            line = process.stdout.readline()
            assert line, text
            text += line
        # Nobody looks at what it says from now on; a full pipe would make it wait for that.
        threading.Thread(target=process.stdout.read, daemon=True).start()
        running = Product(process, text)
        try:
            yield running
            if process.poll() is None:
                assert running.stop(signal.SIGTERM) == 0
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


def jobs_of(running: Product) -> list[str]:
    """Return the process that does the jobs beside a product; it is known by who started it."""
    return processes(f"run_jobs --parent={running.process.pid}")


@dataclass(frozen=True)
class FirstStart:
    """What a visitor and the manager saw at the first start, and what was left when it had stopped."""

    status: int
    server: str
    inside: str
    code: int
    static: bool
    left: list[str]
    user: list[list[object]]


def first_start(data: Path) -> FirstStart:
    """Start the product where it never ran, log in, and stop it."""
    with product(data) as running:
        with urllib.request.urlopen(running.address) as answer:  # noqa: S310 - its own address
            status, server = answer.status, answer.headers["Server"]
        inside = log_in(running)
        wait_until(lambda: jobs_of(running) != [])
        code = running.stop(signal.SIGINT)
    left = [*processes(data), *jobs_of(running)]
    user = query(data, "SELECT is_active, left(password, 1) FROM auth_user WHERE username = 'beheer'")
    static = (data / STAMP).read_text() == static_digest()
    return FirstStart(status, server, inside, code, static, left, [list(row) for row in user])
