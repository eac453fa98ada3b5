"""The server of the product in this process, with any application: what goes over the socket is seen."""

import contextlib
import socket
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from http.client import HTTPResponse
from typing import Any

from waitress import wasyncore
from waitress.task import ThreadedTaskDispatcher

from wonen.http.server import Server

Application = Callable[..., Any]


@dataclass
class Served:
    """A running server and what its application was asked."""

    server: Server
    port: int

    def connect(self, receive: int = 0) -> socket.socket:
        """Return a new connection; ``receive`` bytes are what the client takes in before it reads."""
        client = socket.socket()
        if receive:
            client.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, receive)
        client.settimeout(10)
        client.connect(("127.0.0.1", self.port))
        return client

    def ask(self, sent: bytes) -> HTTPResponse:
        """Send these bytes on a connection of their own and return the answer, its body still to read."""
        client = self.connect()
        client.sendall(sent)
        return answer_on(client)


def answer_on(client: socket.socket, method: str = "GET") -> HTTPResponse:
    answer = HTTPResponse(client, method=method)
    answer.begin()
    return answer


@contextlib.contextmanager
def served(application: Application, threads: int = 2, connections: int = 100) -> Iterator[Served]:
    """Serve until the block ends."""
    listening = socket.socket()
    listening.bind(("127.0.0.1", 0))
    port, sockets, over = listening.getsockname()[1], dict[int, Any](), threading.Event()
    dispatcher = ThreadedTaskDispatcher()
    dispatcher.set_thread_count(threads)
    server = Server(listening, application, connections, dispatcher, sockets)

    def loop() -> None:
        while not over.is_set():
            wasyncore.loop(0.05, use_poll=True, map=sockets, count=1)
            server.tidy()

    thread = threading.Thread(target=loop)
    thread.start()
    try:
        yield Served(server, port)
    finally:
        over.set()
        server.pull_trigger()
        thread.join()
        dispatcher.shutdown(timeout=1)
        wasyncore.close_all(sockets)


def until(condition: Callable[[], bool]) -> None:
    """Return when the condition holds; fail after ten seconds."""
    end = time.monotonic() + 10
    while not condition():
        assert time.monotonic() < end
        time.sleep(0.01)
