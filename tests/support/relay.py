"""A line between a server and its clients that can fall silent: packets go nowhere, and nobody is told."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress


class Relay:
    """Passes on what comes at ``127.0.0.1:port`` to a socket in the file system."""

    def __init__(self, target: str) -> None:
        self.target, self.speaks = target, threading.Event()
        self.speaks.set()
        self.listening = socket.create_server(("127.0.0.1", 0), backlog=100)
        self.port = int(self.listening.getsockname()[1])
        self.ends: list[socket.socket] = []

    def accept(self) -> None:
        with suppress(OSError):  # closed at the end
            while True:
                client, _ = self.listening.accept()
                server = socket.socket(socket.AF_UNIX)
                self.ends += [client, server]
                server.connect(self.target)
                for one, other in ((client, server), (server, client)):
                    threading.Thread(target=self.pass_on, args=(one, other), daemon=True).start()

    def pass_on(self, one: socket.socket, other: socket.socket) -> None:
        with suppress(OSError):
            while data := one.recv(65536):
                self.speaks.wait()
                other.sendall(data)
        for each in (one, other):
            with suppress(OSError):
                each.shutdown(socket.SHUT_RDWR)

    @contextmanager
    def silent(self) -> Iterator[None]:
        """Pass nothing on until the block ends."""
        self.speaks.clear()
        try:
            yield
        finally:
            self.speaks.set()


@contextmanager
def relay(target: str) -> Iterator[Relay]:
    """Pass on to a socket in the file system until the block ends."""
    found = Relay(target)
    threading.Thread(target=found.accept, daemon=True).start()
    try:
        yield found
    finally:
        found.listening.shutdown(socket.SHUT_RDWR)
        found.listening.close()
        for each in found.ends:
            each.close()
