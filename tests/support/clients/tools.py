"""The generators of clients, in versions that are pinned: installed in `.data`, apart from the product."""

import fcntl
import hashlib
import os
import shutil
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

HERE = Path(__file__).parent
PROJECT = HERE.parents[2]
PYTHON_LOCK, NPM_FILES = HERE / "requirements.lock", (HERE / "package.json", HERE / "package-lock.json")
UV = str(Path(sys.executable).parent / "uv")


class ToolsMissingError(Exception):
    """The generators cannot be installed here; the message is what the installer said."""


@dataclass(frozen=True)
class Tools:
    """A folder with a Python environment (in it Java and Node) and the packages of npm."""

    folder: Path

    @property
    def environment(self) -> Path:
        return self.folder / "environment"

    @property
    def modules(self) -> Path:
        return self.folder / "node_modules"

    def run(self, command: Sequence[str | Path], folder: Path, **known: str) -> str:
        """Run one of the tools in a folder; return what it printed. ``known``: variables for it."""
        path = os.pathsep.join(
            map(str, (self.environment / "bin", self.modules / ".bin", os.environ["PATH"]))
        )
        done = subprocess.run(
            command,
            cwd=folder,
            env=os.environ | {"PATH": path} | known,
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, f"{command[0]}: {done.stdout}{done.stderr}"
        return done.stdout


def installed() -> Tools:
    """Return the tools; install them first if that was not done, or for other versions."""
    tools = Tools(PROJECT / ".data" / "clients")
    tools.folder.mkdir(parents=True, exist_ok=True)
    stamp = tools.folder / "installed"
    with (tools.folder / "lock").open("w") as mine:
        fcntl.flock(mine, fcntl.LOCK_EX)
        if not stamp.exists() or stamp.read_text(encoding="utf-8") != fingerprint():
            stamp.unlink(missing_ok=True)
            install(tools)
            stamp.write_text(fingerprint(), encoding="utf-8")
    return tools


def fingerprint() -> str:
    pinned = b"".join(each.read_bytes() for each in (PYTHON_LOCK, *NPM_FILES))
    return hashlib.sha256(sys.version.encode() + pinned).hexdigest()


def install(tools: Tools) -> None:
    """Install what the locks pin, nothing else, and run no script of a package.

    Both installers trust whom the machine trusts, as pip does: an organisation may have a proxy of its own.
    """
    for each in NPM_FILES:
        shutil.copy(each, tools.folder)
    python = str(tools.environment / "bin" / "python")
    pinned = ["--require-hashes", "--no-deps", "--only-binary", ":all:", "-r", str(PYTHON_LOCK)]
    try:
        for command in (
            [UV, "venv", "--quiet", "--clear", "--python", sys.executable, str(tools.environment)],
            [UV, "pip", "install", "--system-certs", "--quiet", "--python", python, *pinned],
            ["npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"],
        ):
            tools.run(command, tools.folder, NODE_OPTIONS="--use-system-ca")
    except (AssertionError, OSError) as error:
        raise ToolsMissingError(str(error)) from None
