"""Runs the product on this computer: database, first data, static files, a login and the web server."""

import argparse
import hashlib
import re
import socket
import sys
import time
from pathlib import Path
from typing import Any, NoReturn

from django.core.management import call_command

HOST = "127.0.0.1"
LOGIN = "beheer"
# No characters that look alike.
READABLE = "abcdefghijkmnpqrstuvwxyz23456789"
BUSY = 3.0  # seconds that the workers of a killed server may need to notice it and go


class DutchParser(argparse.ArgumentParser):
    """An argument parser whose refusals are Dutch."""

    TRANSLATIONS = {
        r"unrecognized arguments: (.*)": r"onbekend: \1",
        r"argument (\S+): expected one argument": r"\1: hierachter hoort een waarde",
        r"argument (\S+): (.*)": r"\1: \2",
    }

    def error(self, message: str) -> NoReturn:
        for english, dutch in self.TRANSLATIONS.items():
            message = re.sub(f"^{english}$", dutch, message)
        self.exit(2, f"{message}\nZie: python3 run.py --help\n")


def number(low: int, high: int, what: str) -> Any:
    """Return a converter for argparse that accepts a whole number within the bounds."""

    def convert(text: str) -> int:
        if not text.isascii() or not text.isdigit() or not low <= int(text) <= high:
            raise argparse.ArgumentTypeError(f"'{text}' is geen {what} van {low} tot en met {high}")
        return int(text)

    return convert


def options(arguments: list[str]) -> argparse.Namespace:
    parser = DutchParser(allow_abbrev=False, add_help=False)
    parser.add_argument("--port", type=number(1, 65535, "poort"), default=8000)
    parser.add_argument("--data", type=Path)
    parser.add_argument("--example", type=number(0, 1_000_000, "aantal"))
    return parser.parse_args(arguments)


def bound_socket(port: int) -> socket.socket:
    """Return a socket bound to the port, before anything else is started. SystemExit if the port is in use."""
    deadline = time.monotonic() + BUSY
    while True:
        bound = socket.socket()
        bound.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            bound.bind((HOST, port))
            bound.listen()
        except OSError as error:
            bound.close()
            if time.monotonic() > deadline or isinstance(error, PermissionError):
                sys.exit(f"Poort {port} is niet vrij ({error.strerror}). Kies een andere met --port.")
            time.sleep(0.1)
        else:
            return bound


def say(text: str) -> None:
    print(text, flush=True)


def load(example: int | None) -> None:
    """Bring the tables up to date; fill an empty database with the brochure; make the example if asked."""
    from django.db import connection
    from django.db.migrations.executor import MigrationExecutor

    executor = MigrationExecutor(connection)
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        say("Tabellen bijwerken …")
        call_command("migrate", verbosity=0)
    from municipalities.models import Municipality

    if not Municipality.objects.exists():
        say("Brochure laden …")
        call_command("load_brochure", verbosity=0)
    if example is not None:
        say(f"Voorbeeld maken: {example} projecten …")
        call_command("example", example, verbosity=0)


def collect_static(data: Path) -> None:
    """Collect the static files when one of them has changed since the last time."""
    from django.contrib.staticfiles.finders import get_finders

    lines = []
    for finder in get_finders():
        for name, storage in finder.list([]):
            found = Path(storage.path(name)).stat()
            lines.append(f"{name} {found.st_size} {found.st_mtime_ns}")
    digest = hashlib.sha256("\n".join(sorted(lines)).encode()).hexdigest()
    stamp = data / "static.stamp"
    if not stamp.exists() or stamp.read_text() != digest:
        say("Stijl en scripts klaarzetten …")
        call_command("collectstatic", interactive=False, verbosity=0)
        stamp.write_text(digest)
