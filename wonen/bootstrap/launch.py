"""Runs the product on this computer: database, first data, static files, a login and the web server."""

import argparse
import contextlib
import hashlib
import os
import re
import secrets
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NoReturn

import django
from django.apps import apps
from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.staticfiles.finders import get_finders
from django.core.exceptions import ImproperlyConfigured
from django.core.management import call_command
from django.db import Error, connection, connections
from django.db.migrations.executor import MigrationExecutor

from wonen.bootstrap.local import Local, local_environment
from wonen.bootstrap.serve import HOST, listener, serve
from wonen.jobs.beside import jobs_beside

LOGIN = "beheer"
STAMP = "static.stamp"  # tells which static files were collected
READABLE = "abcdefghijkmnpqrstuvwxyz23456789"  # no characters that look alike


class DutchParser(argparse.ArgumentParser):
    """An argument parser whose refusals are Dutch."""

    TRANSLATIONS = (
        (r"unrecognized arguments: (.*)", r"Onbekend: \1."),
        (r"argument (\S+): expected one argument", r"Achter \1 hoort een waarde."),
        (r"argument (\S+): (.*)", r"\1: \2."),
    )

    def error(self, message: str) -> NoReturn:
        for english, dutch in self.TRANSLATIONS:
            message = re.sub(f"^{english}$", dutch, message)
        self.exit(2, f"{message}\nZie: python3 run.py --help\n")


def number(low: int, high: int) -> Callable[[str], int]:
    """Return a converter for argparse that accepts a whole number within the bounds."""

    def convert(text: str) -> int:
        if not (text.isascii() and text.isdigit() and low <= int(text) <= high):
            raise argparse.ArgumentTypeError(f"'{text}' is geen heel getal van {low} tot en met {high}")
        return int(text)

    return convert


def options(arguments: list[str]) -> argparse.Namespace:
    parser = DutchParser(allow_abbrev=False, add_help=False)
    parser.add_argument("--port", type=number(1, 65_535), default=8000)
    parser.add_argument("--data", type=Path)
    parser.add_argument("--example", type=number(0, 1_000_000))
    return parser.parse_args(arguments)


def say(text: str) -> None:
    """Show a line at once, also when the output goes to a file."""
    print(text, flush=True)


def load(example: int | None) -> None:
    """Bring the tables up to date; fill an empty database with the brochure; make the example if asked."""
    executor = MigrationExecutor(connection)
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        say("Tabellen bijwerken …")
        call_command("migrate", verbosity=0)
    if is_empty("municipalities.Municipality"):
        say("Brochure laden …")
        call_command("load_brochure", verbosity=0)
    elif is_empty("municipalities.Indicator"):  # data of before the card; projects that staff removed stay
        say("Gemeentekaart laden …")
        call_command("load_brochure", card_only=True, verbosity=0)
    if is_empty("projects.Norm"):  # data of before the norm
        say("Norm laden …")
        call_command("load_brochure", norm_only=True, verbosity=0)
    if example is not None:
        say(f"Voorbeeld: {example} projecten …")
        call_command("example", example, verbosity=0)


def is_empty(model: str) -> bool:
    return not apps.get_model(model)._default_manager.exists()


def collect_static(data: Path) -> None:
    """Collect the static files, unless none has changed since the last time."""
    stamp, now = data / STAMP, static_digest()
    if not stamp.exists() or stamp.read_text() != now:
        say("Stijl en scripts klaarzetten …")
        call_command("collectstatic", interactive=False, verbosity=0)
        stamp.write_text(now)


def static_digest() -> str:
    """Return what tells one state of the static files from another: their names, sizes and times."""
    lines = []
    for finder in get_finders():
        for name, storage in finder.list([]):
            found = Path(storage.path(name)).stat()
            lines.append(f"{name} {found.st_size} {found.st_mtime_ns}\n")
    return hashlib.sha256("".join(sorted(lines)).encode()).hexdigest()


@contextmanager
def login() -> Iterator[str]:
    """Give the password of the manager's login, which is for this run only: afterwards nobody can use it."""
    from wonen.accounts.lockout import lift  # noqa: PLC0415 - models can be read only now

    owner = os.getpid()
    password = "-".join("".join(secrets.choice(READABLE) for _ in range(4)) for _ in range(4))
    user, _ = get_user_model()._default_manager.get_or_create(username=LOGIN)
    user.is_active = user.is_staff = user.is_superuser = True
    user.set_password(password)
    user.save()
    lift(user)  # typing errors of a run before were about another password
    try:
        yield password
    finally:
        if os.getpid() == owner:  # the workers pass here too when they end
            with contextlib.suppress(Error):  # without a database there is nothing to log in to
                user.set_unusable_password()
                user.is_active = False
                user.save()


def ready(port: int, local: Local, password: str | None) -> None:
    """Say where the product is, and how to get in and out."""
    say(f"\nWonen draait op http://{HOST}:{port}/")
    if password:
        say(f"Beheer: http://{HOST}:{port}/beheer/ met gebruiker {LOGIN} en wachtwoord {password}")
        if not settings.SECOND_FACTOR:
            say("Aanmelden gaat hier zonder tweede stap: dat is alleen goed voor een proef op deze computer.")
        say(f"De gegevens staan in {local.data}")
    else:
        say("De gegevens staan in de database van DATABASE_URL; log in met uw eigen account.")
    say("Stoppen: Ctrl-C")


def main(arguments: list[str]) -> None:
    """Run until Ctrl-C or SIGTERM. The port is taken first: a mistake there must cost nothing."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "wonen.settings")
    chosen = options(arguments)
    listening = listener(chosen.port)
    say("Database starten …")
    with local_environment(chosen.data, revive=True) as local:
        django.setup()
        load(chosen.example)
        collect_static(local.data)
        # No login is made in a database of one's own: it may have a user of that name.
        with login() if local.embedded else contextlib.nullcontext() as password:
            from wonen.wsgi import application  # noqa: PLC0415 - only now it is known where the data is

            connections.close_all()
            with jobs_beside():
                serve(listening, application, lambda: ready(chosen.port, local, password))


if __name__ == "__main__":
    try:
        main(sys.argv[1:])
    except ImproperlyConfigured as wrong:  # a DATABASE_URL of one's own needs the other variables too
        sys.exit(str(wrong))
    except KeyboardInterrupt:
        sys.exit("\nGestopt.")
