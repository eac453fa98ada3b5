"""Runs Lighthouse (mobile) on a server of its own with the brochure and 500 invented projects.

    python3 bench/lighthouse.py

Prints for each page the median of three runs: the four scores, then what performance is made of. Ends with
code 1 if a score is too low. Needs Node (npx fetches Lighthouse once) and a Chrome or Chromium: the one that
the environment variable CHROME names, or else one that is found. ``LIGHTHOUSE`` may name a command that is
installed already. The score of performance depends on how busy the machine is: run it on one that rests.
"""

import json
import os
import shlex
import shutil
import signal
import socket
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from wonen.bootstrap.browser import found_browser  # noqa: E402 - the project must be on the path first

VERSION = "12.8.2"  # the last that runs on Node 20
RUNS = 3
PAGES = ("/", "/gemeenten/heerlen/?jaar=2022", "/projecten/")
LEAST = {"performance": 98, "accessibility": 100, "best-practices": 100, "seo": 100}
TIMES = ("first-contentful-paint", "largest-contentful-paint", "total-blocking-time")
FLAGS = "--headless=new --no-sandbox --disable-gpu --disable-dev-shm-usage"

Report = dict[str, Any]


def lighthouse() -> list[str]:
    """Return the command that runs Lighthouse. Stops with a sentence if there is no Node."""
    if command := os.environ.get("LIGHTHOUSE"):
        return shlex.split(command)
    if not shutil.which("npx"):
        sys.exit("Lighthouse heeft Node nodig: installeer Node 20 of nieuwer, of zet LIGHTHOUSE.")
    return ["npx", "--yes", f"lighthouse@{VERSION}"]


def chrome() -> str:
    found = found_browser()
    if not found:
        sys.exit("Er is geen Chrome of Chromium gevonden. Zet CHROME op het pad ervan.")
    return found


@contextmanager
def server() -> Iterator[str]:
    """Start the product with data of its own and give its address; afterwards nothing of it is left."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = str(probe.getsockname()[1])
    folder = Path(tempfile.mkdtemp(prefix="wonen-lighthouse-")).resolve()
    folder.chmod(0o711)
    command = [sys.executable, "run.py", "--port", port, "--data", str(folder), "--example", "500"]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as process:  # noqa: S603
        assert process.stdout
        try:
            if not any("Stoppen" in line for line in process.stdout):
                sys.exit("De server startte niet.")
            yield f"http://127.0.0.1:{port}"
        finally:
            process.send_signal(signal.SIGTERM)
    shutil.rmtree(folder)


def measure(address: str, browser: str, *, warm_up: bool = False) -> Report:
    """Return the report of one run."""
    categories = ",".join(["performance"] if warm_up else LEAST)
    options = ["--quiet", "--output=json", f"--only-categories={categories}", f"--chrome-flags={FLAGS}"]
    command = [*lighthouse(), address, *options, "--no-enable-error-reporting"]
    environment = {**os.environ, "CHROME_PATH": browser, "CI": "1"}
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)  # noqa: S603
    if done.returncode:
        sys.exit(f"Lighthouse kan {address} niet meten:\n{done.stderr}")
    report: Report = json.loads(done.stdout)
    return report


def show(page: str, reports: list[Report]) -> bool:
    """Print the medians of a page; return whether all scores are high enough."""
    scores = {
        name: round(100 * statistics.median(each["categories"][name]["score"] or 0 for each in reports))
        for name in LEAST
    }
    times = [statistics.median(each["audits"][name]["numericValue"] for each in reports) for name in TIMES]
    shift = statistics.median(each["audits"]["cumulative-layout-shift"]["numericValue"] for each in reports)
    weight = statistics.median(each["audits"]["total-byte-weight"]["numericValue"] for each in reports)
    print(page, *(f"{name} {score}" for name, score in scores.items()), sep="  ")
    print(f"  FCP {times[0]:.0f} ms  LCP {times[1]:.0f} ms  TBT {times[2]:.0f} ms  CLS {shift:.3f}", end="")
    print(f"  {weight / 1000:.0f} kB", flush=True)
    wrong = failed(reports[0])
    print(*(f"  - {each}" for each in wrong), sep="\n", end="\n" if wrong else "")
    return all(scores[name] >= least for name, least in LEAST.items())


def failed(report: Report) -> list[str]:
    """Return the audits outside performance that did not pass: those have no excuse."""
    names = [
        each["id"]
        for category in LEAST
        if category != "performance"
        for each in report["categories"][category]["auditRefs"]
        if each["weight"]
    ]
    return [
        f"{name}: {report['audits'][name]['title']}" for name in names if report["audits"][name]["score"] == 0
    ]


def main() -> None:
    browser = chrome()
    with server() as address:
        measure(address + PAGES[0], browser, warm_up=True)  # fetches Lighthouse, and wakes the server
        good = [show(page, [measure(address + page, browser) for _ in range(RUNS)]) for page in PAGES]
    sys.exit(0 if all(good) else 1)


if __name__ == "__main__":
    main()
