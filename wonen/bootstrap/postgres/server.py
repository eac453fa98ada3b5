"""Runs the server of one data directory: starts it, asks whether it is there, stops it."""

import hashlib
import os
import signal
import stat
import subprocess
import time
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

import psycopg
from psycopg.conninfo import make_conninfo
from psycopg.pq import PGconn, Ping

from wonen.bootstrap.postgres.cluster import Cluster
from wonen.bootstrap.postgres.home import Account, PostgresError, private, spawn

PATIENCE = 120.0  # seconds; recovery after an unclean stop may be slow
LONGEST_SOCKET = 103  # bytes; macOS allows 103, Linux 107
SOCKET = ".s.PGSQL.5432"
LOG_LIMIT = 1_000_000
FAST_AND_UNSAFE = ["fsync=off", "synchronous_commit=off", "full_page_writes=off"]
RETRY = ("pre-existing shared memory block", 'lock file "postmaster.pid" already exists')


@dataclass
class Server:
    """The server of one data directory. All methods but `url` need the guard."""

    data: Path
    cluster: Cluster
    durable: bool
    child: subprocess.Popen[bytes] | None = None

    def __post_init__(self) -> None:
        self.socket = socket_directory(self.cluster.path, self.cluster.account)

    def url(self) -> str:
        """Return the URL of the application's database, over the socket."""
        host = quote(str(self.socket), safe="")
        return f"postgresql://wonen:{self.cluster.password}@{host}/wonen"

    def start(self) -> None:
        """Return once the server accepts the password. A server that runs already is used as it is."""
        deadline = time.monotonic() + PATIENCE
        while (answer := self.ping()) is not Ping.OK:
            if time.monotonic() > deadline:
                raise PostgresError(f"PostgreSQL geeft geen antwoord.\n{self.last_lines()}")
            if answer is not Ping.REJECT and (self.child is None or self.child.poll() is not None):
                self.launch()
            time.sleep(0.02)
        try:
            psycopg.connect(self.url(), connect_timeout=10).close()
        except psycopg.Error as error:
            raise PostgresError(
                f"Er is geen verbinding met de database in {self.cluster.path}: {error}"
            ) from error

    def ping(self) -> Ping:
        """Ask the socket: OK, REJECT (starting or stopping), or NO_RESPONSE."""
        info = make_conninfo(host=str(self.socket), dbname="postgres", user="postgres", connect_timeout=5)
        return Ping(PGconn.ping(info.encode()))

    def launch(self) -> None:
        """Start the postmaster, unless one is alive: that one is starting, or on its way out."""
        if self.child and not any(reason in self.last_lines() for reason in RETRY):
            raise PostgresError(f"PostgreSQL start niet.\n{self.last_lines()}")
        if self.postmaster():
            return
        for lock in (self.cluster.path / "postmaster.pid", self.socket / f"{SOCKET}.lock"):
            disarm(lock)
        folder = str(self.socket).replace('"', '""')
        settings = [
            "listen_addresses=",
            f'unix_socket_directories="{folder}"',
            "unix_socket_permissions=0700",
        ]
        settings += [] if self.durable else FAST_AND_UNSAFE
        command: list[str | Path] = [
            self.cluster.programs / "postgres",
            "-D",
            self.cluster.path,
            *(f"--{setting}" for setting in settings),
        ]
        log = private(self.data / "postgres.log")
        full = log.stat().st_size > LOG_LIMIT
        with log.open("wb" if full else "ab") as output:
            self.child = spawn(command, self.cluster.account, subprocess.DEVNULL, output)

    def last_lines(self) -> str:
        """Return the end of the server's log, for the user."""
        log = self.data / "postgres.log"
        lines = log.read_text(errors="replace").splitlines()[-8:] if log.exists() else []
        return "\n".join([f"De laatste regels van {log}:", *lines])

    def stop(self) -> None:
        """Stop the server quickly but cleanly, and wait until it is gone."""
        pid = self.postmaster() or (self.child.pid if self.child and self.child.poll() is None else None)
        if pid is None:
            return
        os.kill(pid, signal.SIGINT)
        deadline = time.monotonic() + PATIENCE
        while alive(pid, self.cluster.path):
            if self.child:
                self.child.poll()
            if time.monotonic() > deadline:
                raise PostgresError(f"PostgreSQL (proces {pid}) stopt niet.\n{self.last_lines()}")
            time.sleep(0.01)

    def postmaster(self) -> int | None:
        """Return the process that the pid file names, if it lives and is a server of this cluster."""
        pid = named_process(self.cluster.path / "postmaster.pid")
        return pid if pid and alive(pid, self.cluster.path) else None


def socket_directory(cluster: Path, account: Account | None) -> Path:
    """Return the directory of the socket: the cluster, or a short private one when its path is too long."""
    if len(os.fsencode(cluster / SOCKET)) <= LONGEST_SOCKET:
        return cluster
    owner = account.pw_uid if account else os.geteuid()
    digest = hashlib.sha256(os.fsencode(cluster)).hexdigest()[:16]
    short = Path(f"/tmp/wonen-{owner}-{digest}")  # noqa: S108 - its owner and mode are checked below
    try:
        short.mkdir(mode=0o700)
        if account:
            os.chown(short, owner, account.pw_gid, follow_symlinks=False)
    except FileExistsError:
        found = short.lstat()
        if not stat.S_ISDIR(found.st_mode) or found.st_uid != owner or found.st_mode & 0o077:
            raise PostgresError(
                f"{short} is van een ander of open voor anderen; verwijder die map."
            ) from None
    return short


def named_process(lock: Path) -> int | None:
    """Return the process number on the first line of a lock file of PostgreSQL."""
    try:
        return abs(int(lock.read_text().split("\n", 1)[0]))
    except (FileNotFoundError, ValueError):
        return None


def alive(pid: int, cluster: Path) -> bool:
    """Return whether the process runs and is a server of this cluster (not one that got a reused number)."""
    try:
        words = Path(f"/proc/{pid}/cmdline").read_bytes().split(b"\0")
    except FileNotFoundError:
        if Path("/proc/self").exists():
            return False
        command = ["/bin/ps", "-ww", "-o", "command=", "-p", str(pid)]
        shown = subprocess.run(command, capture_output=True, check=False)  # noqa: S603 - a number is safe
        return os.fsencode(cluster) in shown.stdout
    return os.fsencode(cluster) in words


def disarm(lock: Path) -> None:
    """Put our own process number in a lock file that names a process which is no server of this cluster.

    After a reboot or in a new container the number may belong to any other process, and PostgreSQL would
    refuse to start for ever. Removing the file would also remove PostgreSQL's check that no orphan still uses
    the shared memory. A lock that names the new postmaster's parent counts as stale, with that check done.
    """
    pid = named_process(lock)
    if pid is None:
        return
    kept = lock.stat()
    rest = lock.read_text().partition("\n")[2]
    draft = lock.with_name(f"{lock.name}.new")
    draft.unlink(missing_ok=True)
    with draft.open("x") as file:  # refuses a link that the server's account might have put there
        os.fchmod(file.fileno(), stat.S_IMODE(kept.st_mode))
        os.fchown(file.fileno(), kept.st_uid, kept.st_gid)
        file.write(f"{os.getpid()}\n{rest}")
    draft.replace(lock)
