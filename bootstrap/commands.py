"""The commands of run.py."""

import os
import secrets
import subprocess
import sys

from bootstrap.browser import browser
from bootstrap.environment import prepare
from bootstrap.lockfile import lock
from bootstrap.show import PYTHON, ROOT, say

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
    become("-m", "wonen.launch", *arguments)


def manage(arguments: list[str]) -> None:
    prepare()
    become("manage.py", *arguments)


def test(arguments: list[str]) -> None:
    prepare(test=True)
    os.environ["CHROME"] = browser()
    become("-m", "pytest", *arguments)


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
    "Typen": ["-m", "mypy", "."],
    "Instellingen": ["manage.py", "check", "--deploy", "--fail-level", "WARNING"],
    "Migraties": ["manage.py", "makemigrations", "--check", "--dry-run"],
}


def main(arguments: list[str]) -> None:
    if len(arguments) > 1 and arguments[0] == "--data" and "manage" in arguments:
        os.environ["WONEN_DATA"] = os.path.abspath(arguments[1])  # noqa: PTH100 - resolve() would follow links
        arguments = arguments[2:]
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
