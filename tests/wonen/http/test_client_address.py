"""The address of the client: which entry of X-Forwarded-For counts, and what is written around it."""

import os
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from http.client import HTTPConnection
from pathlib import Path
from typing import Any

import pytest
from django.core.handlers.wsgi import WSGIRequest
from django.test import RequestFactory
from pytest_django import Settings

from wonen.client_address import client_address, client_network

ROOT = Path(__file__).parents[3]
PROXY = "10.0.0.1"
READ = {
    "203.0.113.9": "203.0.113.9",
    "198.51.100.1, 203.0.113.9": "203.0.113.9",
    "203.0.113.10:40001": "203.0.113.10",
    "198.51.100.1:1,203.0.113.10:40002 ": "203.0.113.10",
    "2001:db8::1": "2001:db8::1",
    "[2001:db8::1]": "2001:db8::1",
    "[2001:DB8:0::1]:443": "2001:db8::1",
    '"[2001:db8::1]:443"': "2001:db8::1",
    ' "203.0.113.9" ': "203.0.113.9",
    "fe80::1%eth0": "fe80::1",
    "[fe80::1%25eth0]:443": "fe80::1",
    "::ffff:203.0.113.9": "203.0.113.9",
    "[::ffff:203.0.113.9]:443": "203.0.113.9",
}
UNREADABLE = (
    "", "geen adres", "unknown", "_hidden", "203.0.113.9,", "203.0.113.9, unknown", "<script>",
    "203.0.113.256", "203.0.113.9:x", "[203.0.113.9",
    "[2001:db8::1]x", "[]:443", ":443", "1", "2130706433", "0x7f.1", "é",
    "٢٠٣.0.0.1", "203.0.113.9:٤", "203.0.113.9::1", "for=203.0.113.9", "\0", "x" * 5000, ":" * 5000,
)  # fmt: skip


def seen(told: str, direct: str = PROXY) -> tuple[str, str]:
    request = RequestFactory().get("/", HTTP_X_FORWARDED_FOR=told, REMOTE_ADDR=direct)
    return client_address(request), client_network(request)


@pytest.fixture
def proxy(settings: Settings) -> None:
    settings.BEHIND_PROXY = True


def test_without_a_proxy_nobody_is_believed() -> None:
    assert seen("203.0.113.9") == (PROXY, PROXY)


@pytest.mark.parametrize(("told", "address"), READ.items())
def test_the_last_entry_is_read_with_whatever_stands_around_it(proxy: None, told: str, address: str) -> None:
    assert seen(told)[0] == address


@pytest.mark.parametrize("told", UNREADABLE)
def test_an_entry_that_is_no_address_counts_for_the_proxy(proxy: None, told: str) -> None:
    assert seen(told) == (PROXY, PROXY)


def test_a_network_is_what_one_client_has(proxy: None) -> None:
    assert seen("203.0.113.9:1")[1] == "203.0.113.9"
    assert seen("::ffff:203.0.113.9")[1] == "203.0.113.9"
    assert seen("2001:db8:1:2:3:4:5:6")[1] == seen("[2001:db8:1:2::9]:443")[1] == "2001:db8:1:2::/64"
    assert seen("2001:db8:1:3::9")[1] == "2001:db8:1:3::/64"


def test_the_address_of_the_connection_is_read_the_same_way(proxy: None) -> None:
    assert seen("", "::ffff:203.0.113.9") == ("203.0.113.9", "203.0.113.9")
    assert seen("", "fe80::1%eth0")[0] == "fe80::1"
    assert seen("", "") == ("::", "::/64")  # a Unix socket, and a proxy that says nothing


def answer_address(environ: dict[str, Any], start_response: Callable[..., object]) -> list[bytes]:
    """The application that the web server runs in the test below."""
    start_response("200 OK", [("Content-Type", "text/plain")])
    return [client_address(WSGIRequest(environ)).encode()]


@pytest.fixture
def server(tmp_path: Path) -> Iterator[socket.socket]:
    """The web server of the product on a port of its own, behind a proxy."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        env = os.environ | {"BEHIND_PROXY": "true", "DJANGO_SETTINGS_MODULE": "wonen.settings"}
        command = (sys.executable, "-m", "gunicorn", f"{__name__}:answer_address", "--no-control-socket")
        worker = ("--worker-class", "wonen.worker.Worker", "--bind", f"fd://{listening.fileno()}")
        process = subprocess.Popen((*command, *worker), env=env, pass_fds=[listening.fileno()], cwd=ROOT)
        try:
            yield listening
        finally:
            process.terminate()
            process.wait(20)


def test_of_several_header_lines_the_last_counts(server: socket.socket) -> None:
    host, port = server.getsockname()
    asking = HTTPConnection(host, port, timeout=20)
    asking.putrequest("GET", "/")
    for line in ("198.51.100.1", "198.51.100.2, 198.51.100.3", "203.0.113.10:40001"):
        asking.putheader("X-Forwarded-For", line)
    asking.endheaders()
    assert asking.getresponse().read() == b"203.0.113.10"
    asking.close()
