"""Makes the cluster: the directory with the databases, complete or not at all."""

import os
import secrets
import shutil
import tempfile
from dataclasses import dataclass
from pathlib import Path

from wonen.bootstrap.postgres.home import MAJOR, Account, PostgresError, account_for, binaries, home, run


@dataclass(frozen=True)
class Cluster:
    """A cluster's directory and what it takes to run it."""

    path: Path
    programs: Path
    account: Account | None
    password: str


def prepared(data: Path, *, durable: bool) -> Cluster:
    """Return the cluster of the data directory, made if there is none. Needs the guard."""
    place = home(data)
    path = place / f"pg{MAJOR}"
    account = account_for(path)
    cluster = Cluster(path, binaries(account), account, kept_secret(data / "pg.password"))
    if not path.exists():
        refuse_other_version(place)
        create(cluster, durable=durable)
    return cluster


def kept_secret(path: Path) -> str:
    """Return the secret in the file, made on first use. Two processes at once get the same one."""
    if not path.exists():
        draft = Path(tempfile.mkstemp(prefix=path.name, dir=path.parent)[1])  # mode 0600
        draft.write_text(secrets.token_urlsafe(48))
        try:
            os.link(draft, path)
        except FileExistsError:
            pass
        finally:
            draft.unlink()
    return path.read_text().strip()


def refuse_other_version(place: Path) -> None:
    """Raise when the data of another major version is here: an empty new cluster would look like loss."""
    for marker in place.glob("pg[0-9]*/PG_VERSION"):
        raise PostgresError(
            f"In {marker.parent} staan gegevens van PostgreSQL {marker.read_text().strip()}; dit programma"
            f" gebruikt PostgreSQL {MAJOR}. Er is niets gewijzigd. Zet de gegevens over met pg_dump, of kies"
            " een andere map met --data."
        )


def create(cluster: Cluster, *, durable: bool) -> None:
    """Make the cluster in a draft directory, complete with role and database, and rename it."""
    place, name = cluster.path.parent, f"new.{cluster.path.name}."
    for left_behind in place.glob(f"{name}*"):  # by a process that was killed
        shutil.rmtree(left_behind, ignore_errors=True)
    draft = Path(tempfile.mkdtemp(prefix=name, dir=place))
    try:
        if cluster.account:
            os.chown(draft, cluster.account.pw_uid, cluster.account.pw_gid, follow_symlinks=False)
        initialise(cluster, draft, durable=durable)
        draft.rename(cluster.path)
    finally:
        shutil.rmtree(draft, ignore_errors=True)


def initialise(cluster: Cluster, draft: Path, *, durable: bool) -> None:
    """Run initdb, then add the application's role and database in single-user mode.

    Without a terminal (spawn gives it a session of its own) initdb reads the password from its standard
    input: it is never in a file or an argument that the server's account can read.
    """
    secret = cluster.password
    options = "--username=postgres --encoding=UTF8 --locale-provider=builtin --builtin-locale=C.UTF-8"
    sync = [] if durable else ["--no-sync"]
    command: list[str | Path] = [
        cluster.programs / "initdb",
        *options.split(),
        "--auth=scram-sha-256",
        "--pwprompt",
        *sync,
    ]
    run([*command, "--pgdata", draft], cluster.account, f"{secret}\n{secret}\n")
    single: list[str | Path] = [cluster.programs / "postgres", "--single", "-D", draft, "postgres"]
    roles = f"CREATE ROLE wonen LOGIN CREATEDB PASSWORD '{secret}'\nCREATE DATABASE wonen OWNER wonen\n"
    output = run(single, cluster.account, roles)
    if "ERROR:" in output:
        raise PostgresError(f"De database kan niet worden gemaakt:\n{output}")
