"""A database that is cut off, stands still, is silent or away: what visitors get, and how soon.

How long a visitor waits at most is the time-out of the request: one that is not answered by then fails.
"""

import os
import re
import signal
import subprocess
import threading
from collections.abc import Iterator
from contextlib import AbstractContextManager
from datetime import timedelta
from pathlib import Path

import psycopg
import pytest
from django.conf import settings
from django.contrib.auth.models import User
from django.utils import timezone

from municipalities.access.tokens import Scope
from municipalities.models import ApiToken
from tests.support.guide import PROJECT
from tests.support.launched import free_port
from tests.support.own_server import (
    THREADS,
    WORKERS,
    Database,
    command,
    filled,
    own_environment,
    served,
    together,
)
from tests.support.relay import relay
from tests.support.visitor import Answer, Visitor
from wonen.bootstrap.postgres import embedded

PAGES = ["/", "/projecten/", "/api/v1/projecten", "/beheer/inloggen/?next=/beheer/"]
FILES = ["/cijfers.csv", "/projecten.csv", "/api/v1/cijfers?formaat=csv"]
LONGEST = 6.0  # seconds
AT_ONCE = 4.0  # seconds for what needs no database, on a machine that is busy with all the others
EVERYONE = THREADS * WORKERS


@pytest.fixture(scope="module")
def database(own_data: Path) -> Iterator[Database]:
    with filled(own_data) as found:
        yield found


@pytest.fixture(scope="module")
def port(database: Database) -> Iterator[int]:
    with served(database.url) as found:
        yield found


def shown(port: int, paths: list[str]) -> set[int]:
    return {each.status for each in together(port, paths)}


def refused(answers: list[Answer]) -> bool:
    """Say whether each is a 503 in its own form that says when to come back."""
    for each in answers:
        form = "application/problem+json" if "/api/" in each.path else "text/html"
        assert each.status == 503, each.text
        assert each.headers["content-type"].startswith(form)
        assert int(each.headers["retry-after"]) > 0
    return True


def test_connections_that_were_cut_cost_no_visitor_an_answer(port: int, database: Database) -> None:
    for _ in range(2):
        assert shown(port, (PAGES + FILES) * 2) == {200}  # more than there are threads
        assert database.cut() > WORKERS
    assert shown(port, PAGES * 2) == {200}


def test_a_database_that_stands_still_makes_nobody_wait_for_long(port: int, database: Database) -> None:
    told_while(port, database.frozen())


def test_a_line_that_falls_silent_makes_nobody_wait_for_long(database: Database) -> None:
    with relay(str(database.socket)) as line, served(database.over(line.port)) as port:
        told_while(port, line.silent())


def told_while(port: int, silence: AbstractContextManager[None]) -> None:
    """Ask pages and the API at once, and beside them what needs no database."""
    visitor = Visitor(port, AT_ONCE)
    style = re.findall(r'href="(/static/wonen[^"]+css)"', Visitor(port).ask("/toegankelijkheid/").text)[0]
    assert shown(port, PAGES * 2) == {200}
    answers: list[Answer] = []
    with silence:
        crowd = threading.Thread(target=lambda: answers.extend(together(port, PAGES * 12, LONGEST)))
        crowd.start()
        for _ in range(5):
            for path in ("/robots.txt", "/.well-known/security.txt", style):
                assert visitor.ask(path).status == 200
        crowd.join()
        assert len(answers) == len(PAGES) * 12
        assert refused(answers)
    assert visitor_waits_until_it_is_back(port)


def visitor_waits_until_it_is_back(port: int) -> bool:
    """Ask until a page is shown: for about a second nobody asks a database that was silent."""
    for _ in range(50):
        if shown(port, PAGES * 2) == {200}:
            return True
        threading.Event().wait(0.2)
    return False


def test_a_statement_under_way_when_the_server_stops_ends_too(port: int, database: Database) -> None:
    with psycopg.connect(database.url) as other:
        other.execute("LOCK TABLE projects_project")
        answers: list[Answer] = []
        crowd = threading.Thread(target=lambda: answers.extend(together(port, ["/"] * EVERYONE)))
        crowd.start()
        wait = "SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock'"
        with psycopg.connect(database.url) as third:
            while third.execute(wait).fetchone()[0] < THREADS:  # type: ignore[index]
                third.rollback()
        with database.frozen():
            crowd.join(LONGEST)  # from here on: before it, the lock made them wait
            assert len(answers) == EVERYONE
            assert refused(answers)
    assert visitor_waits_until_it_is_back(port)


def test_a_lock_that_is_kept_is_told_soon_and_the_statement_is_given_up(
    port: int, database: Database
) -> None:
    with psycopg.connect(database.url, autocommit=True) as third, psycopg.connect(database.url) as other:
        other.execute("LOCK TABLE projects_project")
        assert refused(together(port, ["/", "/api/v1/projecten"], LONGEST))
        waiting = third.execute("SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock'")
        assert waiting.fetchone() == (0,)
    assert shown(port, PAGES) == {200}


def test_a_lock_outside_a_transaction_is_told_as_soon_to_who_sends_something(
    port: int, database: Database
) -> None:
    """The session of a form is read, and a request of the API counted, before any transaction begins."""
    visitor, sender = Visitor(port, LONGEST), Visitor(port, LONGEST)
    assert shown(port, PAGES * 4) == {200}  # the first requests of a fresh server take longer
    page = visitor.open("/beheer/inloggen/")
    visitor.cookies[settings.SESSION_COOKIE_NAME] = "x" * 32
    bearer = {"Authorization": f"Bearer {secret_of_a_token(database)}"}
    with psycopg.connect(database.url) as other:
        other.execute("LOCK TABLE django_session, municipalities_requestrate, accounts_attemptcount")
        assert refused([visitor.send(page, "login", login="beleid", password="geraden")])
        assert refused([sender.ask("/api/v1/projecten", b"{}", "application/json", bearer)])
    assert sender.ask("/api/v1/projecten", b"{}", "application/json", bearer).status == 400


def secret_of_a_token(database: Database) -> str:
    """Make a token that may write, as the back office does."""
    owner = User(username="levering", password="!", is_staff=True, is_superuser=True)
    database.insert(owner)
    day = timezone.localdate()
    token = ApiToken(
        owner=owner, name="Proef", scope=Scope.WRITE, created_on=day, expires_on=day + timedelta(days=2)
    )
    secret = token.issue()
    database.insert(token)
    return secret


def test_a_database_that_is_away_is_told_soon_and_found_again(port: int, database: Database) -> None:
    os.kill(database.processes()[0], signal.SIGKILL)
    assert refused(together(port, PAGES * 4, LONGEST))
    assert Visitor(port, AT_ONCE).ask("/robots.txt").status == 200
    with embedded(database.data, durable=False):
        assert visitor_waits_until_it_is_back(port)


def test_a_server_without_tls_is_refused_if_the_url_asks_for_it(database: Database) -> None:
    with embedded(database.data, durable=False), relay(str(database.socket)) as line:
        url = database.over(line.port, "?sslmode=require")
        tried = [["manage.py", "migrate"], command(free_port())[1:]]
        for words in tried:
            done = subprocess.run(
                [command(0)[0], *words], cwd=PROJECT, env=own_environment(url), capture_output=True,
                text=True, timeout=60, check=False,
            )  # fmt: skip
            assert done.returncode not in {0, None}
            assert "de beveiliging (TLS) die DATABASE_URL vraagt, is er niet" in done.stdout + done.stderr
