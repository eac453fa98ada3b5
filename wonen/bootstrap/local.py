"""The environment of a computer without a server: everything settings.py asks for, made on the spot.

What the environment already says is never changed. In particular a DATABASE_URL of one's own (production)
gets nothing weakened: then only the embedded server's absence is taken into account.
"""

import os
import signal
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from wonen.bootstrap.postgres import PostgresError, embedded, kept_secret

PROJECT = Path(__file__).resolve().parents[2]
LOOPBACK = "localhost,127.0.0.1,[::1]"


@dataclass(frozen=True)
class Local:
    """Where this run keeps its files, and whether the database is the embedded one."""

    data: Path
    embedded: bool


@contextmanager
def local_environment(data: Path | None = None, *, revive: bool = False) -> Iterator[Local]:
    """Fill the environment, with a running database, until the block ends. SystemExit with a Dutch sentence
    if the data directory or the database cannot be used. With `revive` a database that dies starts again.
    """
    folder = data_directory(data)
    os.environ.setdefault("STATIC_ROOT", str(folder / "static"))
    os.environ.setdefault("FILES_ROOT", str(folder / "files"))
    if os.environ.get("DATABASE_URL"):
        yield Local(folder, embedded=False)
        return
    stop_tidily()
    try:
        with embedded(folder, revive=revive) as url:
            os.environ["DATABASE_URL"] = url
            fill_for_loopback(folder)
            yield Local(folder, embedded=True)
    except PostgresError as error:
        sys.exit(f"De database kan niet worden gebruikt. {error}")
    finally:
        os.environ.pop("DATABASE_URL", None)


def data_directory(data: Path | None) -> Path:
    """Return the data directory, made if need be."""
    folder = (data or Path(os.environ.get("WONEN_DATA") or PROJECT / ".data")).absolute()
    try:
        # As root the server runs under another account, which must be able to pass through (not to list).
        folder.mkdir(mode=0o711 if os.geteuid() == 0 else 0o700, parents=True, exist_ok=True)
    except OSError as error:
        sys.exit(f"De map {folder} kan niet worden gemaakt: {error.strerror}.")
    if not os.access(folder, os.W_OK | os.X_OK):
        sys.exit(f"In de map {folder} kan niet worden geschreven. Kies een andere met --data.")
    return folder


def fill_for_loopback(folder: Path) -> None:
    """Set what a run on this computer only needs: a secret of its own, no HTTPS, no other hosts, a log-in
    that works at once.

    Only when SECRET_KEY is unset too: who sets it is configuring a real server, embedded database or not.
    """
    if os.environ.get("SECRET_KEY"):
        return
    os.environ["SECRET_KEY"] = kept_secret(folder / "secret-key")
    os.environ.setdefault("HTTPS", "false")
    os.environ.setdefault("ALLOWED_HOSTS", LOOPBACK)
    os.environ.setdefault("SECOND_FACTOR", "false")


def stop_tidily() -> None:
    """Let SIGTERM and a closed terminal end the program the way sys.exit does, so that the server stops."""
    if threading.current_thread() is not threading.main_thread():
        return
    for number in (signal.SIGTERM, signal.SIGHUP):
        if signal.getsignal(number) is signal.SIG_DFL:
            signal.signal(number, lambda received, _frame: sys.exit(128 + received))
