"""Times light pages while large files are made: python3 bench/exports.py ADDRESS [FILES] [SECONDS].

The product runs with many projects (``python3 run.py --data /tmp/many --example 100000``). First it asks
light pages without files; then so many clients ask /projecten.xlsx at once, each with its own choice, and go
on asking as an answer of 503 says, until they have their file or the seconds are over. Prints the waits for
light pages, what the clients got, and the memory of all processes of the product.
"""

import http.client
import re
import statistics
import sys
import threading
import time
import urllib.parse
from collections.abc import Callable
from pathlib import Path

LIGHT = ("/toegankelijkheid/", "/robots.txt")
MOST = 30.0  # seconds for a light page


class Client:
    """Asks one server, loopback only, and remembers how long each answer took."""

    def __init__(self, address: str) -> None:
        parts = urllib.parse.urlsplit(address)
        if parts.hostname not in {"127.0.0.1", "localhost"}:
            sys.exit("Only against a product on this machine.")
        self.host, self.port = parts.hostname, parts.port or 80

    def get(self, path: str, wait: float) -> tuple[int, int, str]:
        """Return the status, the number of bytes and Retry-After."""
        connection = http.client.HTTPConnection(self.host, self.port, timeout=wait)
        try:
            connection.request("GET", path)
            answer = connection.getresponse()
            size = 0
            while part := answer.read(1 << 20):
                size += len(part)
            return answer.status, size, answer.headers.get("Retry-After", "")
        finally:
            connection.close()


def light(client: Client, until: Callable[[], bool]) -> list[float]:
    """Ask light pages one after another until it is enough; return the seconds of each."""
    waits: list[float] = []
    while not until():
        for path in LIGHT:
            start = time.perf_counter()
            try:
                status = client.get(path, MOST)[0]
            except OSError:
                status = 0
            took = time.perf_counter() - start
            waits.append(took if status == 200 else MOST)
        time.sleep(0.25)
    return waits


def fetch(client: Client, number: int, seconds: float, got: list[str]) -> None:
    """Ask one file until it is there."""
    start, asked = time.perf_counter(), 0
    while time.perf_counter() - start < seconds:
        asked += 1
        try:
            status, size, retry = client.get(f"/projecten.xlsx?vanJaar={1990 + number}", seconds)
        except OSError as error:
            got.append(f"{error}")
            return
        if status != 503:
            break
        time.sleep(float(retry or 5))
    took = time.perf_counter() - start
    got.append(f"{status}, {size / 2**20:.1f} MB after {took:.0f} s and {asked} times asking")


def memory(port: int) -> float:
    """Return the MB that all processes of the product have for themselves (Linux only)."""
    total = 0
    for file in Path("/proc").glob("[0-9]*/cmdline"):
        try:
            if is_named(file, port) or is_named(parent_of(file.parent) / "cmdline", port):
                found = re.search(r"^Pss:\s+(\d+)", (file.parent / "smaps_rollup").read_text(), re.MULTILINE)
                total += int(found[1]) if found else 0
        except OSError:
            continue
    return total / 1024


def is_named(cmdline: Path, port: int) -> bool:
    return f"--port {port}" in cmdline.read_bytes().replace(b"\0", b" ").decode()


def parent_of(process: Path) -> Path:
    return Path("/proc", (process / "stat").read_text().rsplit(")", 1)[1].split()[1])


def told(name: str, waits: list[float]) -> None:
    over = sum(wait > 1 for wait in waits)
    print(
        f"{name}: {len(waits)} light pages, median {statistics.median(waits) * 1000:.0f} ms, "
        f"longest {max(waits) * 1000:.0f} ms, {over} over a second",
        flush=True,
    )


def main(address: str, files: int, seconds: float) -> None:
    client = Client(address)
    start = time.perf_counter()
    told("without files", light(client, lambda: time.perf_counter() - start > 5))
    got: list[str] = []
    threads = [
        threading.Thread(target=fetch, args=(client, each, seconds, got), daemon=True)
        for each in range(files)
    ]
    start = time.perf_counter()
    for each in threads:
        each.start()
    most = 0.0

    def all_done() -> bool:
        nonlocal most
        most = max(most, memory(client.port))
        return not any(each.is_alive() for each in threads) or time.perf_counter() - start > seconds

    told(f"with {files} files", light(client, all_done))
    print(f"all files after {time.perf_counter() - start:.0f} s; at most {most:.0f} MB of memory", flush=True)
    for line in got:
        print(f"  {line}", flush=True)


if __name__ == "__main__":
    main(sys.argv[1], *(int(each) for each in [*sys.argv[2:], *("10", "1800")[len(sys.argv) - 2 :]]))
