"""Behind a pooler in transaction mode every file is whole, and a lock or a silence is told as soon."""

import csv
import io
import json
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from tests.support.own_server import Database, filled, served, together
from tests.support.pooler import pooler
from tests.support.processes import wait_until
from tests.support.visitor import Answer, Visitor
from tests.wonen.database.test_database_away import LONGEST, PAGES, refused, visitor_waits_until_it_is_back

MADE = 600  # projects, more than one chunk of every export
FIGURES = "SELECT count(*) FROM municipalities_figure"
PROJECTS = "SELECT count(*) FROM projects_project WHERE is_public"
FILES = {
    "/cijfers.csv": FIGURES,
    "/projecten.csv": PROJECTS,
    "/api/v1/projecten?formaat=csv": PROJECTS,
    "/api/v1/projecten?formaat=jsonl": PROJECTS,
    "/api/v1/cijfers?formaat=csv": FIGURES,
}


@pytest.fixture(scope="module")
def database(own_data: Path) -> Iterator[Database]:
    with filled(own_data, ("example", str(MADE))) as found:
        yield found


def rows(answer: Answer) -> list[str]:
    """Return what each row of a file has as its key."""
    if "jsonl" in answer.path:
        return [str(json.loads(line)["id"]) for line in answer.text.splitlines()]
    found = list(csv.reader(io.StringIO(answer.text), delimiter=";" if "/api/" not in answer.path else ","))
    return [repr(row) for row in found[1:]]


def test_files_are_whole_and_hold_no_row_twice_when_eight_ask_at_once(database: Database) -> None:
    with psycopg.connect(database.url) as own:
        counts = {path: own.execute(count.encode()).fetchone() for path, count in FILES.items()}
    with pooler(database) as url, served(url, jobs=True) as port:
        for path, count in counts.items():
            wait_until(lambda path=path: Visitor(port).ask(path).status == 200)  # type: ignore[misc]
            for answer in together(port, [path] * 8):
                assert answer.status == 200
                found = rows(answer)
                assert len(found) == len(set(found))
                assert (len(found),) == count
        with psycopg.connect(database.url) as other:
            other.execute("LOCK TABLE projects_project")
            assert refused(together(port, ["/", "/api/v1/projecten"], LONGEST))
        with database.frozen():
            assert refused(together(port, PAGES * 4, LONGEST))
        assert visitor_waits_until_it_is_back(port)
