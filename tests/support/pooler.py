"""PgBouncer in transaction mode before a database, for the tests."""

from __future__ import annotations

import os
import pwd
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from tests.support.guide import answers_on
from tests.support.launched import free_port
from tests.support.own_server import Database
from tests.support.processes import wait_until
from wonen.bootstrap.servers import found

# As many as there are threads: which one a statement comes to differs from statement to statement.
SETTINGS = """
[databases]
wonen = host={folder} dbname=wonen pool_size=8
[pgbouncer]
listen_addr = 127.0.0.1
listen_port = {port}
unix_socket_dir =
auth_type = plain
auth_file = {users}
pool_mode = transaction
max_client_conn = 200
logfile = {log}
pidfile =
"""


@contextmanager
def pooler(database: Database) -> Iterator[str]:
    """Run PgBouncer until the block ends; give the URL of the database through it."""
    program = found("pgbouncer")
    if program is None:
        assert os.environ.get("CI") != "true"
        pytest.skip("PgBouncer is not installed")
    port, parts = free_port(), urlsplit(database.url)
    with tempfile.TemporaryDirectory(prefix="wonen-pooler-") as name:
        folder = Path(name)
        (folder / "users").write_text(f'"wonen" "{parts.password}"\n')
        told = SETTINGS.format(
            folder=database.socket.parent, port=port, users=folder / "users", log=folder / "log"
        )
        (folder / "settings").write_text(told)
        account = None
        if os.geteuid() == 0:  # PgBouncer refuses to run as root
            account = pwd.getpwuid(database.socket.stat().st_uid)
            for each in (folder, *folder.iterdir()):
                os.chown(each, account.pw_uid, account.pw_gid)
        command = [program, "--quiet", str(folder / "settings")]
        with subprocess.Popen(
            command, user=account.pw_uid if account else None, extra_groups=[] if account else None
        ) as running:
            try:
                wait_until(lambda: answers_on(f"127.0.0.1:{port}"))
                yield database.over(port)
            finally:
                running.terminate()
