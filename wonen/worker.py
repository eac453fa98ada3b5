"""The worker of gunicorn, which restarts it and shares the sockets; what is read and sent is wonen/http."""

from __future__ import annotations

import contextlib
import os
import resource
import time
from collections.abc import Callable
from types import FrameType
from typing import Any

from gunicorn.workers.base import Worker as BaseWorker
from waitress import wasyncore
from waitress.task import ThreadedTaskDispatcher

from wonen.http.server import Server

SECOND = 1.0


class Worker(BaseWorker):  # type: ignore[misc]
    """Reads whole requests in one loop; ``--threads`` answer them; ``--worker-connections`` may be open."""

    servers: tuple[Server, ...] = ()

    def run(self) -> None:
        """Serve until the master says to stop, or is gone."""
        allow_files(4 * self.cfg.worker_connections)
        self.sockets_of_loop: dict[int, Any] = {}
        dispatcher = ThreadedTaskDispatcher()
        dispatcher.set_thread_count(self.cfg.threads)
        self.servers = tuple(
            Server(each.sock, self.wsgi, self.cfg.worker_connections, dispatcher, self.sockets_of_loop)
            for each in self.sockets
        )
        self._serve_while(lambda: self.alive and self.ppid == os.getppid())
        self._stop(dispatcher)

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:
        super().handle_exit(sig, frame)
        for server in self.servers[:1]:
            server.pull_trigger()  # wakes the loop

    def _stop(self, dispatcher: ThreadedTaskDispatcher) -> None:
        """Take no more connections, and finish what was begun as far as the master gives time for it."""
        for server in self.servers:
            server.stop_listening()
        end = time.monotonic() + self.cfg.graceful_timeout
        self._serve_while(lambda: self._is_busy() and time.monotonic() < end)
        dispatcher.shutdown(timeout=1)

    def _is_busy(self) -> bool:
        return any(
            channel.is_busy() for server in self.servers for channel in server.active_channels.values()
        )

    def _serve_while(self, condition: Callable[[], bool]) -> None:
        tidied = 0.0
        while condition():
            wasyncore.loop(SECOND, use_poll=True, map=self.sockets_of_loop, count=1)
            if time.monotonic() - tidied >= SECOND:
                self.notify()
                for server in self.servers:
                    server.tidy()
                tidied = time.monotonic()


def allow_files(number: int) -> None:
    """Let this process open as many files, as far as the system lets it: a connection may take three."""
    now, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = number if most == resource.RLIM_INFINITY else min(number, most)
    if now != resource.RLIM_INFINITY and now < wanted:
        with contextlib.suppress(ValueError, OSError):
            resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, most))
