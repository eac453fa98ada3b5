"""docs/deployment.md followed line by line on an empty database, until a visitor sees a project."""

import re
from pathlib import Path

import pytest

from tests.support.codes import code_of
from tests.support.guide import GUIDE, LASTING, answer, commands, environment, run, running, variables
from tests.support.launched import free_port
from tests.support.once import lend_static_files
from tests.support.project_sheets import HEADERS, ROW, UPLOAD
from tests.support.sheets import book
from tests.support.visitor import HOST, Visitor, heading
from wonen.bootstrap.postgres import embedded

PROJECT = Path(__file__).resolve().parents[3]
PASSWORD = "een-lang-wachtwoord-93"
# Lines of the guide that are not run as they stand, and why.
LEFT_OUT = {
    "15 3 * * *  cd /srv/wonen && python3 run.py manage prune_history": "a line of cron; its command is run",
}
NOT_ON_A_SERVER = {"DEBUG", "SCRIPT_NAME"}  # the second is refused if it is set
ANSWERS = {
    "(leave blank": "beheerder",
    "E-mailadres:": "beheerder@example.nl",
    "Password:": PASSWORD,
    "(again):": PASSWORD,
}


def test_the_table_of_the_guide_has_every_variable_that_the_settings_read() -> None:
    read = set()
    for file in (PROJECT / "wonen").rglob("*.py"):
        text = file.read_text(encoding="utf-8")
        if file.name == "settings.py" or "database" in file.parts:
            read |= set(re.findall(r'(?:required|flag|per_minute|years|get)\(\s*"([A-Z][A-Z_]+)"', text))
    assert read - set(variables(GUIDE.read_text(encoding="utf-8"))) == NOT_ON_A_SERVER


def test_the_guide_leads_from_an_empty_database_to_a_public_project(own_data: Path) -> None:
    text, port = GUIDE.read_text(encoding="utf-8"), free_port()
    lend_static_files(own_data)
    with embedded(own_data, durable=False) as url:
        chosen = {
            "DATABASE_URL": url, "SECRET_KEY": "x" * 60, "ALLOWED_HOSTS": HOST, "BEHIND_PROXY": "true",
            "STATIC_ROOT": str(own_data / "static"), "FILES_ROOT": str(own_data / "files"),
            "CONTACT": "mailto:meld@example.nl",
        }  # fmt: skip
        assert set(chosen) <= set(variables(text))
        # The guide leaves the port to gunicorn; the tests may not take the usual one.
        known = environment(GUNICORN_CMD_ARGS=f"--bind 127.0.0.1:{port}", **chosen)
        lines = commands(text)
        assert set(LEFT_OUT) <= set(lines)
        for line in [each for each in lines if each not in LEFT_OUT and not LASTING.search(each)]:
            if "createsuperuser" in line:
                answer(line, known, dict(ANSWERS))
            else:
                run(line, known)
        for line in LEFT_OUT:
            run(line.partition("&& ")[2], known)
        with running([each for each in lines if LASTING.search(each)], known, f"127.0.0.1:{port}"):
            use(Visitor(port))


def use(visitor: Visitor) -> None:
    """Log in for the first time, bring a spreadsheet, publish what was in it, and look at it as a visitor."""
    log_in(visitor)
    page = visitor.open(UPLOAD)
    page = visitor.bring(page, "bestand", "projecten.xlsx", book([HEADERS, ["Proef Parklaan", *ROW[1:]]]))
    page = visitor.send(page, "=toepassen", toepassen="x")
    assert "Toegepast" in page.text
    found = re.findall(r"/project/(\d+)/change/[^>]*>[^<]*Parklaan", visitor.open(f"{LIST}?q=Parklaan").text)
    page = visitor.open(f"{LIST}{found[0]}/change/")
    public = f"/projecten/{found[0]}/"
    assert Visitor(visitor.port).open(public).status == 404
    page = visitor.send(page, "is_public", is_public="on")
    assert page.path == LIST, heading(page)
    seen = Visitor(visitor.port).open(public)
    assert (seen.status, heading(seen)) == (200, "Proef Parklaan")


LIST = "/beheer/projects/project/"


def log_in(visitor: Visitor) -> None:
    page = visitor.open("/beheer/inloggen/")
    page = visitor.send(page, "password", login="beheerder", password=PASSWORD)
    assert heading(page) == "Stel uw tweede stap in"
    secret = re.findall(r'class="key">(\w+)', page.text)[0]
    page = visitor.send(page, "code", code=code_of(secret))
    assert heading(page) == "Uw herstelcodes"


@pytest.mark.parametrize(
    ("block", "found"),
    [
        ("    python3 run.py manage migrate    \n", ["python3 run.py manage migrate"]),
        ("```\nls\n# no command\n```\n", ["ls"]),
        ("```nginx\nserver { listen 80; }\n```\n    ls\n", ["ls"]),
    ],
)
def test_the_guide_is_read_as_it_is_shown(block: str, found: list[str]) -> None:
    assert commands(block) == found
