"""What every worker of a run needs and one of them makes: the static files, and a database to copy."""

import fcntl
import os
import shutil
from collections.abc import Callable
from pathlib import Path
from uuid import uuid4

from django.conf import settings
from django.db import connection

from wonen.bootstrap.launch import STAMP, collect_static

TEMPLATE = "test_wonen_template"
RUN = os.environ.get("PYTEST_XDIST_TESTRUNUID") or str(uuid4())


def folder() -> Path:
    found = Path(settings.STATIC_ROOT).parent
    found.mkdir(parents=True, exist_ok=True)
    return found


def prepare(worker: str) -> None:
    """Make what the run shares, or wait for who makes it; half of the workers begin at the other end."""
    steps: list[tuple[str, Callable[[], None]]] = [("static", static_files), ("template", template)]
    if int(worker.removeprefix("gw") or "0") % 2:
        steps.reverse()
    for name, make in steps:
        once(name, make)


def once(name: str, make: Callable[[], None]) -> None:
    """Do what no other worker of this run has done yet; one at a time."""
    with (folder() / f"{name}.once").open("a+") as stamp:
        fcntl.flock(stamp, fcntl.LOCK_EX)
        stamp.seek(0)
        if stamp.read() != RUN:
            make()
            stamp.truncate(0)
            stamp.write(RUN)


def static_files() -> None:
    """Collect the static files as in production: the pages are tested with their hashed addresses."""
    collect_static(folder())


def lend_static_files(data: Path) -> None:
    """Give a data directory the static files of the run: compressing them is most of a first start on it."""
    shutil.copytree(settings.STATIC_ROOT, data / "static")
    shutil.copy(folder() / STAMP, data)


def template() -> None:
    """Make a database with every table, which costs seconds; a copy of it costs a moment."""
    name, names = connection.settings_dict["NAME"], connection.settings_dict["TEST"]
    own, names["NAME"] = names["NAME"], TEMPLATE
    connection.creation.create_test_db(verbosity=0, autoclobber=True, serialize=False)
    connection.close()
    names["NAME"], connection.settings_dict["NAME"] = own, name
