"""Does what is not done in a page: large files, for now. One process beside the web server."""

import signal
import threading
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from wonen.jobs.worker import is_child_of, run


class Command(BaseCommand):
    help = "Doet het werk dat naast de pagina's gebeurt, zoals grote bestanden maken. Stopt bij SIGTERM."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--parent", type=int, help="stop ook als dit proces er niet meer is")

    def handle(self, *args: Any, **options: Any) -> None:  # noqa: ARG002
        stopping = threading.Event()
        for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
            signal.signal(number, lambda *_: stopping.set())
        run(stopping, is_child_of(options["parent"]))
