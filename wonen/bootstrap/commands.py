"""The commands of run.py."""

import os
import secrets
import subprocess
import sys
from pathlib import Path

from wonen.bootstrap.browser import browser
from wonen.bootstrap.environment import prepare
from wonen.bootstrap.lockfile import lock
from wonen.bootstrap.servers import install_servers
from wonen.bootstrap.show import PYTHON, ROOT, say

HELP = """\
Gebruik: python3 run.py [--port N] [--data MAP] [--example N]    het programma starten
         python3 run.py test [opties van pytest]                 de tests draaien, met een browser
         python3 run.py check                                    stijl, typen en instellingen nakijken
         python3 run.py [--data MAP] manage OPDRACHT …           een opdracht van Django, op dezelfde gegevens
         python3 run.py lock                                     requirements.lock opnieuw maken

  --port N       poort op deze computer (standaard 8000)
  --data MAP     map voor de gegevens (standaard .data in deze map)
  --example N    maak precies N voorbeeldprojecten; 0 haalt ze weg
"""


def start(arguments: list[str]) -> None:
    prepare()
    become("-m", "wonen.bootstrap.launch", *arguments)


def manage(arguments: list[str]) -> None:
    prepare()
    become("manage.py", *arguments)


def test(arguments: list[str]) -> None:
    """Run the tests that the arguments name; without arguments all of them, side by side."""
    prepare(test=True)
    os.environ["CHROME"] = browser()
    # Each process would make the bytecode of all tests for itself: 5 seconds of processor.
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    install_servers()
    become("-m", "pytest", *(arguments or ALL_TESTS))


# One process more than there are cores, for tests wait for browsers, servers and locks as well; four at most.
# The tests of one file stay together: some share what takes long to make.
PROCESSES = min((os.cpu_count() or 1) + 1, 4)
ALL_TESTS = [f"--numprocesses={PROCESSES}", "--dist=loadfile", "--no-loadscope-reorder"]


def become(*arguments: str) -> None:
    """Let the environment's Python take the place of this process."""
    os.chdir(ROOT)
    os.execv(PYTHON, [str(PYTHON), *arguments])  # noqa: S606 - no shell is meant


def check() -> None:
    """Run every check and stop at the first that fails."""
    prepare(test=True)
    environment = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
    environment |= {"SECRET_KEY": secrets.token_urlsafe(48), "ALLOWED_HOSTS": "localhost", "HTTPS": "true"}
    # A database of its own: a check must not touch the user's data. mypy loads the settings, no more.
    environment |= {"WONEN_DATA": str(ROOT / ".data" / "check")}
    for text, arguments in CHECKS.items():
        say(f"{text} …")
        extra = {"DATABASE_URL": "postgresql:///none"} if "mypy" in arguments else {}
        done = subprocess.run([PYTHON, *arguments], cwd=ROOT, env=environment | extra, check=False)  # noqa: S603
        if done.returncode:
            sys.exit(f"Mislukt: {text} (python {' '.join(arguments)}, code {done.returncode})")
    say("Alles is in orde.")


CHECKS = {
    "Regels": ["-m", "ruff", "check", "."],
    "Opmaak": ["-m", "ruff", "format", "--check", "."],
    "Typen": ["-m", "mypy", "--num-workers", "auto", "."],
    "Instellingen": ["manage.py", "check", "--deploy", "--fail-level", "WARNING"],
    "Migraties": ["manage.py", "makemigrations", "--check", "--dry-run"],
}


def take_data(arguments: list[str]) -> list[str]:
    """Move --data from the arguments to the environment, made absolute: commands run in another directory."""
    words: list[str] = []
    for text in arguments:
        words += text.split("=", 1) if text.startswith("--data=") else [text]
    if "--data" not in words[:-1]:
        return words
    place = words.index("--data")
    os.environ["WONEN_DATA"] = str(Path(words[place + 1]).absolute())
    return words[:place] + words[place + 2 :]


def main(arguments: list[str]) -> None:
    """Do what the command line asks; without a command that is running the product."""
    if arguments and arguments[0].startswith("--"):
        arguments = take_data(arguments)
    name, rest = (arguments or [""])[0], arguments[1:]
    if name in {"-h", "--help"}:
        say(HELP)
    elif name in {"test", "manage"}:
        {"test": test, "manage": manage}[name](rest)
    elif name in {"check", "lock"} and not rest:
        {"check": check, "lock": lock}[name]()
    elif name and not name.startswith("-"):
        sys.exit(f"Onbekende opdracht: {' '.join(arguments)}\n\n{HELP}")
    else:
        start(arguments)
