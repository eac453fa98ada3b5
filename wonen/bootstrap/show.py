"""Runs other programs and shows in short Dutch lines what happens."""

import subprocess
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from subprocess import PIPE, STDOUT

ROOT = Path(__file__).resolve().parent.parent.parent
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"

Command = Sequence[str | Path]


def say(text: str) -> None:
    """Show a line of progress at once, also when the output goes to a file."""
    print(text, flush=True)


def quiet(command: Command) -> str | None:
    """Run a command without showing it. Return its output if it failed, None if it went well."""
    try:
        done = subprocess.run(command, stdout=PIPE, stderr=STDOUT, text=True, check=False)  # noqa: S603
    except OSError as error:
        return f"{command[0]}: {error.strerror}"
    return done.stdout + f"(code {done.returncode})" if done.returncode else None


@contextmanager
def step(text: str) -> Iterator[None]:
    """Show what is done, and how long it took."""
    say(f"{text} …")
    start = time.monotonic()
    yield
    say(f"  klaar in {time.monotonic() - start:.1f} s")
