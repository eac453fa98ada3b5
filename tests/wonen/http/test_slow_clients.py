"""Clients that send or read slowly, or not at all: others are served meanwhile, and their time ends."""

import threading
import time
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from tests.support.served import Served, answer_on, served, until
from wonen.http import channel, server

HOST = b"Host: 127.0.0.1\r\n"
LIGHT = b"GET /light HTTP/1.1\r\n" + HOST + b"\r\n"
HEAVY = b"GET /heavy HTTP/1.1\r\n" + HOST + b"\r\n"
BODY = b"POST /light HTTP/1.1\r\n" + HOST + b"Content-Length: 1000\r\n\r\n"
SIZE = 5 * 2**20


def pages(environ: dict[str, Any], start: Any) -> Any:
    """Answer a word, or 5 MB in parts."""
    if environ["PATH_INFO"] == "/light":
        start("200 OK", [("Content-Length", "2")])
        return [b"ja"]
    start("200 OK", [])
    return (b"x" * 65536 for _ in range(SIZE // 65536))


@pytest.fixture
def running() -> Iterator[Served]:
    """One thread: whoever holds it holds the server."""
    with served(pages, threads=1, connections=40) as found:
        yield found


def is_served(running: Served) -> bool:
    return running.ask(LIGHT).read() == b"ja"


@pytest.mark.parametrize("sent", [b"", b"GET / HT", BODY + b"x", HEAVY])
def test_who_waits_for_a_slow_client_is_no_other_client(running: Served, sent: bytes) -> None:
    slow = [running.connect(receive=4096) for _ in range(12)]
    for client in slow:
        client.sendall(sent)
    assert is_served(running)
    for client in slow:
        client.close()


def test_what_is_made_for_a_slow_reader_comes_whole_when_it_reads(running: Served) -> None:
    with running.connect(receive=4096) as client:
        client.sendall(HEAVY)
        assert is_served(running)
        assert len(answer_on(client).read()) == SIZE


def is_ended(drip: Callable[[Any], None], running: Served, sent: bytes) -> bool:
    """Say that the server ends the connection, however long the client goes on."""
    client = running.connect(receive=4096)
    client.sendall(sent)
    until(lambda: len(running.server.active_channels) == 1)
    end = time.monotonic() + 10
    while running.server.active_channels and time.monotonic() < end:
        try:
            drip(client)
        except OSError:
            break
        time.sleep(0.02)
    until(lambda: not running.server.active_channels)
    return True


def silent(client: Any) -> None:
    del client


def send(client: Any) -> None:
    client.sendall(b"x")


def read(client: Any) -> None:
    client.recv(1)


@pytest.mark.parametrize(
    ("sent", "drip"),
    [(b"", silent), (b"GET / HT", silent), (b"GET / HTTP/1.1\r\nx: ", send), (BODY, silent), (BODY, send),
     (HEAVY, silent), (HEAVY, read), (LIGHT, silent)],
)  # fmt: skip
def test_a_client_that_is_too_slow_is_ended(
    running: Served, monkeypatch: pytest.MonkeyPatch, sent: bytes, drip: Callable[[Any], None]
) -> None:
    for name in ("HEAD", "IDLE", "SPAN"):
        monkeypatch.setattr(channel, name, 0.3)
    monkeypatch.setattr(channel, "LEAST_RATE", 10_000)
    assert is_ended(drip, running, sent)
    assert is_served(running)


def test_who_is_quick_enough_or_waits_for_us_is_not_ended(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("HEAD", "IDLE", "SPAN"):
        monkeypatch.setattr(channel, name, 0.2)
    go = threading.Event()

    def late(environ: dict[str, Any], start: Any) -> list[bytes]:
        assert environ["wsgi.input"].read() == b"x" * 1000
        go.wait(10)
        start("200 OK", [("Content-Length", "2")])
        return [b"ja"]

    monkeypatch.setattr(channel, "LEAST_RATE", 200)
    with served(late) as running, running.connect() as client:
        client.sendall(BODY)
        for _ in range(10):
            client.sendall(b"x" * 100)
            time.sleep(0.05)
        time.sleep(0.6)  # three times what an idle connection has
        go.set()
        assert answer_on(client).read() == b"ja"


def test_with_too_many_connections_the_one_that_is_silent_longest_goes(running: Served) -> None:
    slow = [running.connect() for _ in range(60)]
    assert is_served(running)
    until(lambda: len(running.server.active_channels) <= 40)
    slow[0].settimeout(10)
    assert slow[0].recv(1) == b""
    slow[-1].sendall(LIGHT)
    assert answer_on(slow[-1]).read() == b"ja"
    for client in slow:
        client.close()


def test_what_is_kept_for_slow_clients_has_a_bound(running: Served, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(server, "MOST_HELD", 12 * 2**20)
    slow = [running.connect(receive=4096) for _ in range(6)]
    for client in slow:
        client.sendall(HEAVY)
    assert is_served(running)
    until(lambda: sum(each.held() for each in running.server.active_channels.values()) <= 12 * 2**20)
    assert len(running.server.active_channels) >= 2
    for client in slow:
        client.close()
