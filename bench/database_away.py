"""How long visitors wait while the database stands still, or is away.

    .venv/bin/python bench/database_away.py

Starts a server and a database of its own, in a temporary directory. ``VISITORS=50`` ask a page at once;
beside them ``robots.txt`` is asked all the time. Prints seconds.
"""

import os
import signal
import socket
import statistics
import subprocess
import sys
import tempfile
import threading
import time
import urllib.error
import urllib.request
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from wonen.bootstrap.postgres import embedded  # noqa: E402
from wonen.bootstrap.postgres.server import named_process  # noqa: E402

VISITORS = int(os.environ.get("VISITORS", "50"))
PATHS = ("/", "/projecten/", "/api/v1/projecten", "/gemeenten/")
LONGEST = 60  # seconds that a visitor waits


def ask(address: str) -> tuple[int, float]:
    """Return the status of an answer (0: none) and how many seconds it took."""
    began = time.monotonic()
    try:
        with urllib.request.urlopen(address, timeout=LONGEST) as answer:  # noqa: S310 - its own address
            answer.read()
            status = answer.status
    except urllib.error.HTTPError as refused:
        status = refused.code
    except OSError:
        status = 0
    return status, time.monotonic() - began


def visit(site: str, what: str) -> None:
    """Let all ask at once; print how long they and robots.txt waited."""
    ended, robots = threading.Event(), list[float]()

    def ask_robots() -> None:
        while not ended.wait(0.1):
            robots.append(ask(f"{site}/robots.txt")[1])

    beside = threading.Thread(target=ask_robots)
    beside.start()
    with ThreadPoolExecutor(VISITORS) as crowd:
        found = list(crowd.map(ask, [site + PATHS[n % len(PATHS)] for n in range(VISITORS)]))
    ended.set()
    beside.join()
    waits = sorted(seconds for _, seconds in found)
    statuses = {status: sum(each == status for each, _ in found) for status, _ in found}
    print(
        f"{what:<28} pages: {statuses}, median {statistics.median(waits):.2f} s, longest {waits[-1]:.2f} s;"
        f" robots.txt: longest {max(robots):.2f} s of {len(robots)}",
        flush=True,
    )


def family(pid: int) -> list[int]:
    """Return a process and its children."""
    shown = subprocess.run(  # noqa: S603 - a number is safe
        ["/bin/ps", "-o", "pid=", "--ppid", str(pid)], capture_output=True, text=True, check=False
    )
    return [pid, *map(int, shown.stdout.split())]


def main() -> None:
    with tempfile.TemporaryDirectory() as name, socket.socket() as probe:
        data = Path(name)
        data.chmod(0o711)
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
        probe.close()
        with embedded(data, durable=False) as url:
            own = {
                "DATABASE_URL": url, "SECRET_KEY": "x" * 60, "ALLOWED_HOSTS": "127.0.0.1", "HTTPS": "false",
                "STATIC_ROOT": str(data / "static"), "API_ANONYMOUS_PER_MINUTE": "999999",
            }  # fmt: skip
            known = {**os.environ, **own}
            for words in (["migrate"], ["load_brochure"], ["collectstatic", "--no-input"]):
                subprocess.run(  # noqa: S603 - our own
                    [sys.executable, "-m", "django", *words], cwd=ROOT, check=True, stdout=subprocess.DEVNULL,
                    env={**known, "DJANGO_SETTINGS_MODULE": "wonen.settings"},
                )  # fmt: skip
            serving = "-m gunicorn wonen.wsgi --worker-class wonen.worker.Worker --workers 2 --threads 4"
            serving += f" --bind 127.0.0.1:{port}"
            with subprocess.Popen([sys.executable, *serving.split()], cwd=ROOT, env=known) as server:  # noqa: S603
                try:
                    measure(f"http://127.0.0.1:{port}", data)
                finally:
                    server.send_signal(signal.SIGKILL)


def measure(site: str, data: Path) -> None:
    while ask(f"{site}/")[0] != 200:
        time.sleep(0.1)
    visit(site, "as usual")
    postmaster = named_process(data / "pg18" / "postmaster.pid")
    assert postmaster
    stopped = family(postmaster)
    for pid in stopped:
        os.kill(pid, signal.SIGSTOP)
    visit(site, "standing still")
    visit(site, "standing still, later")
    print("one page alone: {} after {:.2f} s".format(*ask(f"{site}/")))
    for pid in reversed(stopped):
        os.kill(pid, signal.SIGCONT)
    began = time.monotonic()
    while ask(f"{site}/")[0] != 200:
        time.sleep(0.05)
    print(f"going again: the first page after {time.monotonic() - began:.2f} s")
    visit(site, "going again")
    os.kill(postmaster, signal.SIGKILL)
    time.sleep(1)
    visit(site, "away")
    print("one page alone: {} after {:.2f} s".format(*ask(f"{site}/")))


if __name__ == "__main__":
    main()
