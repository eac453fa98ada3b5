"""Makes `.venv` and installs what requirements.lock asks."""

import fcntl
import hashlib
import importlib.util
import shutil
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from wonen.bootstrap.show import PYTHON, ROOT, VENV, Command, quiet, step

LOCK = ROOT / "requirements.lock"
TEST_MARK = "# === test ===\n"
NO_INSTALLER = "Installeer pip (Debian en Ubuntu: apt-get install python3-pip) of uv, en probeer het opnieuw."
BASE = getattr(sys, "_base_executable", "") or sys.executable  # also when run.py runs in its own environment


def prepare(*, test: bool = False) -> None:
    """Make `.venv` hold what requirements.lock asks. One run.py at a time; the others wait."""
    with Path(__file__).open() as mine:
        fcntl.flock(mine, fcntl.LOCK_EX)
        everything = LOCK.read_text()
        run_part = everything.partition(TEST_MARK)[0]
        if not stamped("run", run_part):
            make_environment()
            install(run_part, "Pakketten installeren")
            stamp("run", run_part)
        if test and not stamped("test", everything):
            install(everything, "Pakketten voor de tests installeren")
            stamp("test", everything)


def fingerprint(requirements: str) -> str:
    """Return what an environment with these packages is made of, the Python under it included."""
    return hashlib.sha256(f"{sys.version}\n{sys.base_prefix}\n{requirements}".encode()).hexdigest()


def stamped(section: str, requirements: str) -> bool:
    """Return whether the section was installed to its end, from this lock and with this Python."""
    mark = VENV / f"wonen-{section}.stamp"
    return PYTHON.exists() and mark.exists() and mark.read_text() == fingerprint(requirements)


def stamp(section: str, requirements: str) -> None:
    (VENV / f"wonen-{section}.stamp").write_text(fingerprint(requirements))


def make_environment() -> None:
    """Make an empty environment in the place of a missing, old or half-made one."""
    with step("Omgeving maken"):
        if VENV.exists():
            shutil.rmtree(VENV)
        # Without pip: Debian's Python cannot put pip in an environment unless python3-venv is installed.
        if failure := quiet([BASE, "-m", "venv", "--without-pip", VENV]):
            sys.exit(f"De omgeving kan niet worden gemaakt:\n{failure}")


def install(requirements: str, text: str) -> None:
    """Install the pinned packages, and nothing else. Stops with the installer's own words if that fails."""
    with step(text), tempfile.NamedTemporaryFile("w", suffix=".txt") as file:
        file.write(requirements)
        file.flush()
        failures = []
        for way in installers(["install", "--quiet", "--require-hashes", "--no-deps", "-r", file.name]):
            failure = next((wrong for command in way if (wrong := quiet(command))), None)
            if failure is None:
                return
            failures.append(failure)
        sys.exit("\n".join(["De pakketten kunnen niet worden geïnstalleerd.", *(failures or [NO_INSTALLER])]))


def installers(options: list[str]) -> Iterator[list[Command]]:
    """Yield the ways to install that this machine offers, best first, each a row of commands."""
    pip_options = [*options, "--disable-pip-version-check", "--no-input", "--root-user-action=ignore"]
    if uv := shutil.which("uv"):
        yield [[uv, "pip", *options, "--python", PYTHON]]
    if importlib.util.find_spec("pip") and Path(BASE).samefile(sys.executable):
        yield [[BASE, "-m", "pip", "--python", PYTHON, *pip_options]]
    if importlib.util.find_spec("ensurepip"):
        yield [[PYTHON, "-m", "ensurepip"], [PYTHON, "-m", "pip", *pip_options]]
