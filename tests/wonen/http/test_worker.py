"""The server as gunicorn runs it: what is on its way at the end is finished, a dead worker is replaced."""

import contextlib
import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from http.client import HTTPResponse
from pathlib import Path

from tests.support.launched import PROJECT, free_port
from tests.support.served import answer_on, until

APPLICATION = """
import os, time
from pathlib import Path

def application(environ, start):
    body = environ["wsgi.input"].read()
    if environ["PATH_INFO"] == "/late":
        Path(__file__).with_name("begun").touch()
        while not Path(__file__).with_name("go").exists():
            time.sleep(0.01)
    start("200 OK", [("Content-Length", str(len(str(os.getpid()))))])
    return [str(os.getpid()).encode()]
"""
REQUEST = b"GET %s HTTP/1.1\r\nHost: x\r\n\r\n"


@contextlib.contextmanager
def gunicorn(folder: Path, *options: str) -> Iterator[tuple[subprocess.Popen[bytes], int]]:
    (folder / "late.py").write_text(APPLICATION)
    port = free_port()
    command = [sys.executable, "-m", "gunicorn", "late:application", "--bind", f"127.0.0.1:{port}", *options]
    environment = {**os.environ, "PYTHONPATH": f"{folder}:{PROJECT}"}
    command += ["--worker-class", "wonen.worker.Worker", "--no-control-socket"]
    with subprocess.Popen(command, cwd=folder, env=environment, stderr=subprocess.DEVNULL) as process:
        try:
            yield process, port
        finally:
            process.kill()


def ask(port: int, path: bytes = b"/") -> socket.socket:
    """Send a request as soon as the port is open."""
    until(lambda: not is_closed(port))
    client = socket.create_connection(("127.0.0.1", port), timeout=20)
    client.sendall(REQUEST % path)
    return client


def read(client: socket.socket) -> tuple[HTTPResponse, int]:
    with client:
        answer = answer_on(client)
        return answer, int(answer.read())


def is_closed(port: int) -> bool:
    try:
        socket.create_connection(("127.0.0.1", port), timeout=20).close()
    except ConnectionError as error:
        return isinstance(error, ConnectionRefusedError)
    return False


def is_gone(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return True
    return False


def test_what_is_on_its_way_is_finished_and_then_it_stops(tmp_path: Path) -> None:
    with gunicorn(tmp_path, "--threads", "2") as (process, port):
        late, idle = ask(port, b"/late"), ask(port)
        assert answer_on(idle).read()
        until((tmp_path / "begun").exists)
        process.terminate()
        until(lambda: is_closed(port))
        (tmp_path / "go").touch()
        answer, _ = read(late)
        assert answer.getheader("Connection") == "close"
        assert process.wait(20) == 0
        idle.close()


def test_a_worker_that_is_killed_is_replaced_and_a_master_that_is_killed_takes_its_workers_along(
    tmp_path: Path,
) -> None:
    with gunicorn(tmp_path) as (process, port):
        _, worker = read(ask(port))
        os.kill(worker, signal.SIGKILL)
        _, other = read(ask(port))
        assert other != worker
        process.kill()
        process.wait()
        until(lambda: is_gone(other))
