"""pytest plugin that gives the tests a PostgreSQL of their own, unless DATABASE_URL names one.

Loaded by ``-p tests.support.embedded`` (pyproject.toml): it works at import, because pytest-django reads
the settings soon after.
"""

import os
from contextlib import ExitStack
from pathlib import Path

import pytest

from wonen.bootstrap.local import LOOPBACK, data_directory
from wonen.bootstrap.postgres import PostgresError, embedded

DATA = Path(os.environ.get("WONEN_TEST_DATA") or Path(__file__).parents[2] / ".data" / "test").absolute()
running = ExitStack()


def start() -> None:
    """Start the server and set what the settings ask."""
    try:
        os.environ["DATABASE_URL"] = running.enter_context(embedded(data_directory(DATA), durable=False))
    except PostgresError as error:
        pytest.exit(str(error), returncode=1)


def pytest_unconfigure() -> None:
    """Stop the server, after every connection of the tests is gone."""
    running.close()


os.environ.setdefault("SECRET_KEY", "only-for-tests-" + "x" * 40)
os.environ.setdefault("HTTPS", "false")
os.environ.setdefault("SECOND_FACTOR", "false")  # the tests about it turn it on
os.environ.setdefault("ALLOWED_HOSTS", f"{LOOPBACK},testserver")
os.environ.setdefault("STATIC_ROOT", str(DATA / "static"))
os.environ.setdefault("FILES_ROOT", str(DATA / "files"))
if not os.environ.get("DATABASE_URL"):  # the server of the first process serves its workers too
    start()
