"""A server on a database of its own, both of which a test may stop, freeze or cut, for the tests."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import tarfile
import tempfile
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass
from pathlib import Path
from urllib.parse import unquote, urlsplit

import psycopg
from django.conf import settings
from django.db import connection
from django.db.models import Model

from tests.support.guide import PROJECT, answers_on, environment
from tests.support.launched import FirstStart, first_start, free_port
from tests.support.once import folder, lend_static_files, once
from tests.support.processes import wait_until
from tests.support.visitor import HOST, Answer, Visitor
from wonen.bootstrap.launch import STAMP
from wonen.bootstrap.postgres import embedded
from wonen.bootstrap.postgres.server import named_process

THREADS = 4
WORKERS = 2


@dataclass
class Database:
    """An embedded server with one filled database, and its URL."""

    data: Path
    url: str

    @property
    def socket(self) -> Path:
        return Path(unquote(urlsplit(self.url).hostname or "")) / ".s.PGSQL.5432"

    def over(self, port: int, options: str = "") -> str:
        """Return the URL of the database over a port of this machine."""
        parts = urlsplit(self.url)
        return f"postgresql://wonen:{parts.password}@127.0.0.1:{port}/wonen{options}"

    def processes(self) -> list[int]:
        """Return the server's process and its children."""
        postmaster = named_process(self.data / "pg18" / "postmaster.pid")
        shown = subprocess.run(
            ["ps", "-o", "pid=", "--ppid", str(postmaster)], capture_output=True, text=True, check=False
        )
        return [postmaster or 0, *map(int, shown.stdout.split())]

    @contextmanager
    def frozen(self) -> Iterator[None]:
        """Let every process of the server stand still until the block ends."""
        stopped = self.processes()
        try:
            self.send(signal.SIGSTOP, stopped)
            yield
        finally:
            self.send(signal.SIGCONT, stopped[::-1])

    @staticmethod
    def send(number: signal.Signals, processes: list[int]) -> None:
        """Send a signal to processes; a connection that was closed just now has none any more."""
        for pid in processes:
            with suppress(ProcessLookupError):
                os.kill(pid, number)

    def insert(self, row: Model) -> None:
        """Add a row; it gets its key. The connection of the tests leads to another database."""
        fields = [each for each in row._meta.concrete_fields if not each.primary_key and not each.generated]
        names = ", ".join(f'"{each.column}"' for each in fields)
        statement = (
            f'INSERT INTO "{row._meta.db_table}" ({names})'  # noqa: S608 - names of our own
            f" VALUES ({', '.join(['%s'] * len(fields))}) RETURNING id"
        )
        values = [each.get_db_prep_save(each.pre_save(row, add=True), connection) for each in fields]
        row.pk = self.key(statement, *values)

    def key(self, statement: str, *values: object) -> int:
        """Run a statement; return the number that it gives."""
        with psycopg.connect(self.url) as own:
            found = own.execute(statement.encode(), values).fetchone()
        assert found
        return int(found[0])

    def cut(self) -> int:
        """End every other connection; return how many there were."""
        return self.key(
            "SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity"
            " WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )


@contextmanager
def filled(data: Path, *commands: tuple[str, ...]) -> Iterator[Database]:
    """Give a database with the brochure in it, on a server of its own."""
    copy_filled(data)
    with embedded(data, durable=False) as url:
        manage(url, *commands)
        yield Database(data, url)


def manage(url: str, *commands: tuple[str, ...]) -> None:
    for words in commands:
        command = [sys.executable, "manage.py", *words, "-v0"]
        subprocess.run(command, cwd=PROJECT, env=own_environment(url), check=True)


def copy_filled(data: Path) -> None:
    """Fill an empty data directory; what is in it is made once in a run."""
    once("filled", fill)
    with tarfile.open(folder() / "filled.tar") as kept:
        # Not the argument `filter`: Python 3.11.2, which Debian has, does not know it.
        kept.extraction_filter = getattr(tarfile, "fully_trusted_filter", None)
        kept.extractall(data, numeric_owner=True)  # noqa: S202 - we wrote it


def fill() -> None:
    """Let the product fill an empty data directory at its first start, and keep what it made."""
    with data_directory() as data:
        lend_static_files(data)
        (data / STAMP).write_text("of another version")
        (folder() / "first.json").write_text(json.dumps(asdict(first_start(data))))
        with tarfile.open(folder() / "filled.tar", "w") as kept:
            kept.add(data, ".", filter=lambda each: None if each.name == "./static" else each)


def first() -> FirstStart:
    """Return what was seen at the first start of the product in this run."""
    once("filled", fill)
    return FirstStart(**json.loads((folder() / "first.json").read_text()))


@contextmanager
def data_directory() -> Iterator[Path]:
    """Give an empty data directory that the server's account can reach too."""
    data = Path(tempfile.mkdtemp(prefix="wonen-test-")).resolve()
    data.chmod(0o711)
    yield data
    shutil.rmtree(data)


def own_environment(url: str) -> dict[str, str]:
    return environment(
        DATABASE_URL=url, SECRET_KEY="x" * 60, ALLOWED_HOSTS=HOST, BEHIND_PROXY="true", SECOND_FACTOR="false",
        STATIC_ROOT=str(settings.STATIC_ROOT), CONTACT="mailto:meld@example.nl",
        API_ANONYMOUS_PER_MINUTE="99999",
    )  # fmt: skip


def command(port: int) -> list[str]:
    words = f"gunicorn wonen.wsgi --worker-class wonen.worker.Worker --workers {WORKERS} --threads {THREADS}"
    return [sys.executable, "-m", *words.split(), "--bind", f"127.0.0.1:{port}"]


@contextmanager
def served(url: str, *, jobs: bool = False) -> Iterator[int]:
    """Serve the product on a database until the block ends; give its port.

    With ``--preload`` it is read once for all workers, as the launcher does; ``jobs``: large files too.
    """
    port = free_port()
    wanted = [[*command(port), "--preload"], *([[sys.executable, "manage.py", "run_jobs"]] if jobs else [])]
    with tempfile.TemporaryDirectory() as files:
        known = {**own_environment(url), "FILES_ROOT": files}
        started = [subprocess.Popen(words, cwd=PROJECT, env=known) for words in wanted]
        try:
            wait_until(lambda: answers_on(f"127.0.0.1:{port}"))
            yield port
        finally:
            for each in started:
                each.send_signal(signal.SIGTERM)
            for each in started:
                each.wait(30)


def together(port: int, paths: list[str], timeout: float = 60) -> list[Answer]:
    """Ask all paths at the same time."""
    with ThreadPoolExecutor(len(paths)) as crowd:
        return list(crowd.map(Visitor(port, timeout).ask, paths))
