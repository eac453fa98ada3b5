"""The web server on this computer: gunicorn in this process, so that its workers notice when it is killed."""

from __future__ import annotations

import os
import signal
import socket
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from gunicorn.app.base import BaseApplication
from gunicorn.arbiter import Arbiter

if TYPE_CHECKING:
    from _typeshed.wsgi import WSGIApplication

HOST = "127.0.0.1"
BUSY = 3.0  # seconds that the workers of a killed server may need to notice it and go
MEMORY = "/dev/shm"  # noqa: S108 - gunicorn makes its file there safely


def listener(port: int) -> socket.socket:
    """Take the port, before anything else is started. SystemExit if it is in use."""
    deadline = time.monotonic() + BUSY
    while True:
        taken = socket.socket()
        taken.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            taken.bind((HOST, port))
            taken.listen()  # two sockets may be bound to a port, but only one listens
        except OSError as error:
            taken.close()
            if time.monotonic() > deadline or isinstance(error, PermissionError):
                sys.exit(f"Poort {port} is niet vrij ({error.strerror}). Kies een andere met --port.")
            time.sleep(0.1)
        else:
            return taken


def serve(listening: socket.socket, application: WSGIApplication, when_ready: Callable[[], None]) -> None:
    """Serve until Ctrl-C or SIGTERM; ends in SystemExit. No database connection may be open: workers fork."""
    Master(Server(listening, application, when_ready)).run()


class Master(Arbiter):  # type: ignore[misc]
    """Gunicorn's master, for which a closed terminal means the end rather than a reload."""

    def handle_hup(self) -> None:
        self.handle_term()


class Server(BaseApplication):  # type: ignore[misc]
    """The application with its settings."""

    def __init__(
        self, listening: socket.socket, application: WSGIApplication, when_ready: Callable[[], None]
    ) -> None:
        self.application = application
        self.chosen: dict[str, Any] = {
            "bind": f"fd://{listening.detach()}",
            "worker_class": "wonen.worker.Worker",
            "workers": 2,
            "threads": 4,
            "graceful_timeout": 5,
            "loglevel": "warning",
            "control_socket_disable": True,
            # The workers' sign of life: in memory, since a slow disk would look like a hanging worker.
            "worker_tmp_dir": MEMORY if Path(MEMORY).is_dir() and os.access(MEMORY, os.W_OK) else None,
            # Ctrl-C reaches the whole terminal group; the master alone passes it on, once.
            "post_worker_init": lambda _worker: signal.signal(signal.SIGINT, signal.SIG_IGN),
            "when_ready": lambda _server: when_ready(),
        }
        super().__init__()

    def load_config(self) -> None:
        for name, value in self.chosen.items():
            self.cfg.set(name, value)

    def load(self) -> WSGIApplication:
        return self.application
