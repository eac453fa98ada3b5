"""Which processes of this machine work for a directory, seen from outside."""

import subprocess
import time
from collections.abc import Callable
from pathlib import Path


def processes(word: Path | str) -> list[str]:
    """Return the command lines, of living processes, in which a directory or another word is named."""
    if not Path("/proc/self/cmdline").exists():
        shown = subprocess.run(
            ["ps", "-A", "-ww", "-o", "command="], capture_output=True, text=True, check=True
        )
        return [line for line in shown.stdout.splitlines() if str(word) in line]
    found = []
    for file in Path("/proc").glob("[0-9]*/cmdline"):
        try:
            line = file.read_bytes().replace(b"\0", b" ").decode(errors="replace")
        except OSError:  # it has just ended
            continue
        if str(word) in line:
            found.append(line)
    return found


def wait_until(condition: Callable[[], bool]) -> None:
    """Return when the condition holds; fail after half a minute."""
    deadline = time.monotonic() + 30
    while not condition():
        assert time.monotonic() < deadline
        time.sleep(0.005)
