"""What the server writes of a body that is too large: python3 bench/large_bodies.py --help.

Needs the address and the process of a product that runs on this machine (Linux: it reads /proc). Sends bodies
with and without a length to addresses that anybody can reach, and prints the answer, the bytes that left, and
the bytes that the processes wrote meanwhile.
"""

import argparse
import socket
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

ADDRESSES = ("/", "/beheer/inloggen/", "/api/v1/projecten", "/beheer/projects/project/spreadsheet/")
COOKIE = "csrftoken=" + "x" * 32  # invented: with one, the form is read before it is refused
FILE = (
    b'--b\r\nContent-Disposition: form-data; name="bestand"; filename="x.csv"\r\n'
    b"Content-Type: text/csv\r\n\r\n"
)
PART = b"x" * 65536


def family(pid: int) -> Iterator[int]:
    yield pid
    for each in Path(f"/proc/{pid}/task").glob("*/children"):
        for child in each.read_text().split():
            yield from family(int(child))


def written(pid: int) -> int:
    """Return the bytes that the process and its children wrote to files so far."""
    found = 0
    for each in family(pid):
        lines = Path(f"/proc/{each}/io").read_text().splitlines()
        found += next(int(line.split()[1]) for line in lines if line.startswith("wchar"))
    return found


def send(port: int, address: str, size: int, *, chunked: bool) -> tuple[str, int]:
    """Send a form with a large file as long as the server takes it; return its answer and the bytes sent."""
    with socket.create_connection(("127.0.0.1", port), timeout=20) as client:
        length = "Transfer-Encoding: chunked" if chunked else f"Content-Length: {size}"
        client.sendall(
            f"POST {address} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\n{length}\r\n"
            f"Cookie: {COOKIE}\r\nContent-Type: multipart/form-data; boundary=b\r\n\r\n".encode()
        )
        sent = 0
        client.setblocking(False)
        answer, end = b"", time.monotonic() + 60
        while sent < size and not answer and time.monotonic() < end:
            part = FILE if not sent else PART[: size - sent]
            data = b"%x\r\n%s\r\n" % (len(part), part) if chunked else part
            answer = push(client, data)
            sent += len(part)
        client.settimeout(20)
        try:
            answer = answer or client.recv(65536)
        except OSError as error:
            return f"no answer ({error})", sent
    return answer.partition(b"\r\n")[0].decode() or "closed", sent


def push(client: socket.socket, data: bytes) -> bytes:
    """Send all of it; stop when an answer comes, and return that."""
    while data:
        try:
            if answer := client.recv(65536):
                return answer
        except BlockingIOError:
            pass
        try:
            data = data[client.send(data) :]
        except BlockingIOError:
            time.sleep(0.001)
    return b""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("address", help="http://127.0.0.1:8000")
    parser.add_argument("pid", type=int, help="of the product's main process")
    parser.add_argument("--megabytes", type=int, default=300, help="at most 1000")
    chosen = parser.parse_args()
    place = urlsplit(chosen.address)
    if place.hostname not in {"127.0.0.1", "localhost"} or not place.port:
        parser.error("only a product on this machine, with its port")
    for address in ADDRESSES:
        for chunked in (False, True):
            before = written(chosen.pid)
            answer, sent = send(place.port, address, min(chosen.megabytes, 1000) * 2**20, chunked=chunked)
            time.sleep(0.5)
            kind = "chunked" if chunked else "length"
            print(
                f"{address:40} {kind:8} {answer:40} sent {sent / 2**20:6.1f} MB, written "
                f"{(written(chosen.pid) - before) / 2**20:6.1f} MB"
            )


if __name__ == "__main__":
    main()
