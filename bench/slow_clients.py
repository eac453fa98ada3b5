"""How quick a light page stays with slow clients and big files: python3 bench/slow_clients.py --help.

Starts nothing: give it the address of a product that runs on this machine, with as many projects as you
like (`python3 run.py --example 100000`). Slow clients are three kinds in turn: half a head and then silence,
a body of a byte a second, a big file read at a kilobyte a second. Prints how many of the slow ones the server
still holds at the end, and the answer times of two pages, before and with the load: median, slowest, and how
many gave no answer within ten seconds. A page is asked four times a second on a connection of its own.
"""

import argparse
import contextlib
import socket
import statistics
import threading
import time
from collections.abc import Callable, Iterator
from urllib.parse import urlsplit

PAGES = ("/toelichting/", "/robots.txt")
FILE, LARGE = "/projecten.xlsx", "/api/v1/projecten?paginaGrootte=1000"  # all projects; 1.1 MB
PATIENCE = 10.0  # seconds
BODY = b"Content-Type: text/plain\r\nContent-Length: 100000\r\n\r\n"


def connect(port: int, receive: int = 0) -> socket.socket:
    found = socket.socket()
    if receive:
        found.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, receive)
    found.settimeout(PATIENCE)
    found.connect(("127.0.0.1", port))
    return found


def head(method: str, address: str, port: int) -> bytes:
    return f"{method} {address} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\n".encode()


def half_open(port: int, over: threading.Event) -> bool:
    with connect(port) as client:
        client.sendall(head("GET", "/", port))
        over.wait()
        return is_open(client)


def slow_body(port: int, over: threading.Event) -> bool:
    with connect(port) as client:
        client.sendall(head("POST", "/", port) + BODY)
        while not over.wait(1):
            client.sendall(b"x")
        return is_open(client)


def slow_reader(port: int, file: str, over: threading.Event) -> bool:
    with connect(port, receive=4096) as client:
        client.sendall(head("GET", file, port) + b"\r\n")
        while not over.wait(1):
            with contextlib.suppress(TimeoutError):
                if not client.recv(1024):
                    return False
    return True


def is_open(client: socket.socket) -> bool:
    client.settimeout(0.01)
    try:
        return bool(client.recv(1))
    except TimeoutError:
        return True


def export(port: int, over: threading.Event) -> bool:
    """Ask the big file and read it as fast as it comes; leave at the end."""
    with connect(port) as client:
        client.sendall(head("GET", FILE, port) + b"Connection: close\r\n\r\n")
        client.settimeout(1)
        while not over.is_set():
            with contextlib.suppress(TimeoutError):
                if not client.recv(65536):
                    return False
    return True


@contextlib.contextmanager
def running(clients: list[Callable[[threading.Event], bool]]) -> Iterator[list[bool]]:
    """Let the clients work during the block. Afterwards the list says of each whether it was still served."""
    over, held = threading.Event(), list[bool]()

    def work(client: Callable[[threading.Event], bool]) -> None:
        try:
            held.append(client(over))
        except OSError:
            held.append(False)

    threads = [threading.Thread(target=work, args=(each,)) for each in clients]
    for each in threads:
        each.start()
    try:
        yield held
    finally:
        over.set()
        for each in threads:
            each.join()


def asked(port: int, page: str) -> float:
    """Return the seconds until the whole answer was there; inf if it did not come in time or was an error."""
    start = time.perf_counter()
    try:
        with connect(port) as client:
            client.sendall(head("GET", page, port) + b"Connection: close\r\n\r\n")
            answer = b"".join(iter(lambda: client.recv(65536), b""))
    except OSError:
        return float("inf")
    return time.perf_counter() - start if answer.startswith(b"HTTP/1.1 200") else float("inf")


def measure(port: int, seconds: float) -> dict[str, list[float]]:
    found: dict[str, list[float]] = {page: [] for page in PAGES}
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        for page in PAGES:
            found[page].append(asked(port, page))
        time.sleep(0.25)
    return found


def show(title: str, times: dict[str, list[float]]) -> None:
    for page, each in times.items():
        came = [one for one in each if one < float("inf")]
        words = (
            f"{statistics.median(came) * 1000:7.0f} ms median {max(came) * 1000:7.0f} ms slowest"
            if came
            else ""
        )
        print(f"{title:28} {page:15} {words} {len(each) - len(came):3} of {len(each)} without answer")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("address", help="http://127.0.0.1:8000")
    parser.add_argument("--slow", type=int, default=50, help="slow clients, at most 1000")
    parser.add_argument("--exports", type=int, default=10, help="downloads of all projects, at most 20")
    parser.add_argument("--file", default=LARGE, help="what the slow readers ask")
    parser.add_argument("--settle", type=float, default=1, help="seconds before measuring")
    parser.add_argument("--seconds", type=float, default=30, help="at most 120")
    chosen = parser.parse_args()
    place = urlsplit(chosen.address)
    if place.hostname not in {"127.0.0.1", "localhost"} or not place.port:
        parser.error("only a product on this machine, with its port")
    port, seconds = place.port, min(chosen.seconds, 120)
    kinds: list[Callable[[threading.Event], bool]] = [
        lambda over: half_open(port, over),
        lambda over: slow_body(port, over),
        lambda over: slow_reader(port, chosen.file, over),
    ]
    slow = [kinds[number % 3] for number in range(min(chosen.slow, 1000))]
    files = [lambda over: export(port, over)] * min(chosen.exports, 20)
    show("alone", measure(port, 3))
    with running(slow + files) as held:
        time.sleep(chosen.settle)
        show(f"{len(slow)} slow, {len(files)} exports", measure(port, seconds))
    print(f"{sum(held)} of {len(held)} clients were still served at the end")
    show("after they left", measure(port, 3))


if __name__ == "__main__":
    main()
