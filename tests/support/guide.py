"""Follows docs/deployment.md: its command lines, read from its code blocks and run as they stand there."""

from __future__ import annotations

import os
import pty
import re
import select
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.support.processes import wait_until

PROJECT = Path(__file__).resolve().parents[2]
GUIDE = PROJECT / "docs" / "deployment.md"
SHELL = {"", "sh", "bash", "shell", "console"}
# What a line that does not end by itself holds: it is started, and stopped at the end.
LASTING = re.compile(r"gunicorn |run_jobs")


def commands(text: str) -> list[str]:
    """Return every line of the shell: indented, or fenced without the name of another language."""
    found: list[str] = []
    fence: str | None = None
    for line in text.splitlines():
        if line.startswith("```"):
            fence = line[3:].strip() if fence is None else None
        elif (fence in SHELL) if fence is not None else line.startswith("    "):
            found.append(line.strip())
    return [each for each in found if each and not each.startswith("#")]


def variables(text: str) -> list[str]:
    """Return the names in the first column of the table of the environment."""
    rows = text.partition("| variable |")[2].partition("\n\n")[0].splitlines()
    return [name for row in rows for name in re.findall(r"`([A-Z_]+)`", row.split("|")[1])]


def environment(**given: str) -> dict[str, str]:
    """Return an environment in which nothing is set but what the guide names, and this Python is found."""
    path = f"{Path(sys.base_prefix) / 'bin'}:{os.environ['PATH']}"
    kept = {name: os.environ[name] for name in ("HOME", "LANG", "PG_BIN") if name in os.environ}
    return {**kept, "PATH": path, **given}


def run(line: str, known: dict[str, str]) -> str:
    """Run a line that ends by itself; return what it said."""
    done = subprocess.run(
        ["/bin/sh", "-c", line],
        cwd=PROJECT,
        env=known,
        capture_output=True,
        text=True,
        timeout=600,
        check=False,
    )
    assert done.returncode == 0, f"{line}\n{done.stdout}{done.stderr}"
    return done.stdout


def answer(line: str, known: dict[str, str], answers: dict[str, str]) -> None:
    """Run a line that asks questions on a terminal, and answer each as it comes."""
    ours, theirs = pty.openpty()
    command = ["/bin/sh", "-c", line]
    with subprocess.Popen(
        command, cwd=PROJECT, env=known, stdin=theirs, stdout=theirs, stderr=theirs, start_new_session=True
    ) as process:
        os.close(theirs)
        shown, deadline = "", time.monotonic() + 120
        while process.poll() is None and time.monotonic() < deadline:
            if select.select([ours], [], [], 0.1)[0]:
                try:
                    shown += os.read(ours, 4096).decode(errors="replace")
                except OSError:  # the other end is closed
                    break
            for question in [each for each in answers if each in shown]:
                os.write(ours, f"{answers[question]}\n".encode())
                shown = shown.partition(question)[2]
        os.close(ours)  # hangs up: who still waits for an answer ends
        assert process.wait(timeout=60) == 0, shown


@contextmanager
def running(lines: list[str], known: dict[str, str], ready: str) -> Iterator[None]:
    """Run lines that do not end by themselves, until the block ends; ``ready`` is an address that answers."""
    started = [
        subprocess.Popen(["/bin/sh", "-c", f"exec {each}"], cwd=PROJECT, env=known, start_new_session=True)
        for each in lines
    ]
    try:
        wait_until(lambda: all(each.poll() is None for each in started) and answers_on(ready))
        yield
    finally:
        for each in started:
            each.send_signal(signal.SIGTERM)
        for each in started:
            each.wait(timeout=30)


def answers_on(address: str) -> bool:
    """Say whether something listens at ``127.0.0.1:PORT``."""
    host, _, port = address.partition(":")
    with socket.socket() as probe:
        return probe.connect_ex((host, int(port))) == 0
