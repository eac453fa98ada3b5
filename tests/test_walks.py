"""How many modules of the product a fact passes: in a PATCH, in a cell of a spreadsheet, in a filter.

The calls are followed, those of the toolkits too, and written in ``docs/architecture.md``; after a change
``WRITE_WALKS=true`` writes them anew. A walk may become shorter, never longer.
"""

import os
import re
import sys
import textwrap
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from types import FrameType
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.db import connection
from django.http import QueryDict
from django.test import Client

from municipalities.access.tokens import Scope
from projects.filters.filterset import ProjectFilterSet
from projects.models import Project
from projects.uploads.views import ProjectPages
from tests.support.project_sheets import ROW, apply, given, listed
from tests.support.tokens import bearer, token_of
from tests.support.writing import PROJECTS, change
from wonen.rest.writing.write_views import WrittenItem

ROOT = Path(__file__).parent.parent
PAGE = ROOT / "docs" / "architecture.md"
ROOMS = tuple(f"{ROOT}{os.sep}{room}{os.sep}" for room in ("wonen", "municipalities", "projects", "offers"))
WRITES = re.compile(r'\s*(?:INSERT INTO|UPDATE) "projects_project"')


class Walk:
    """The modules of which functions ran, each once, in the order in which they were come to."""

    def __init__(self) -> None:
        self.passed: dict[str, None] = {}
        self.until_saved: list[str] = []

    def note(self, frame: FrameType, event: str, _argument: Any) -> None:
        code = frame.f_code
        if event == "call" and code.co_filename.startswith(ROOMS) and code.co_name != "<module>":
            self.passed[Path(code.co_filename).relative_to(ROOT).with_suffix("").as_posix()] = None

    @contextmanager
    def followed(self) -> Iterator[None]:
        """Follow what is called inside."""
        sys.setprofile(self.note)
        try:
            yield
        finally:
            sys.setprofile(None)

    def look_for_save(self, execute: Any, sql: str, *others: Any) -> Any:
        done = execute(sql, *others)
        if WRITES.match(sql):
            self.until_saved = list(self.passed)
        return done


def saved(
    monkeypatch: pytest.MonkeyPatch, view: type, methods: tuple[str, ...], act: Callable[[], Any]
) -> list[str]:
    """Return what is passed from these methods of a view to the row that they save last."""
    act()  # what is made once for all requests is no part of the walk of one
    walk = Walk()

    def following(method: Any) -> Any:
        def followed(*arguments: Any, **named: Any) -> Any:
            with walk.followed():
                return method(*arguments, **named)

        return followed

    with monkeypatch.context() as patch, connection.execute_wrapper(walk.look_for_save):
        for name in methods:
            patch.setattr(view, name, following(getattr(view, name)))
        act()
    return walk.until_saved


def of_a_patch(client: Client, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    publisher = bearer(token_of(User.objects.create_superuser("directie"), Scope.PUBLISH)[1])
    pk, care = Project.objects.earliest("pk").pk, [True, False]

    def act() -> None:
        answer = change(publisher, "PATCH", f"{PROJECTS}/{pk}", {"wonenMetZorg": care.pop()})
        assert answer.status_code == 200, answer.content

    return saved(monkeypatch, WrittenItem, ("patch",), act)


def of_a_cell(client: Client, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """From the file that was taken in to the row, with the rows that are kept between; not the preview."""
    client.force_login(User.objects.create_superuser("beleid"))
    names = ["Tweede", "Eerste"]

    def act() -> None:
        name = names.pop()
        apply(client, given(client, listed([name, *ROW[1:]])))
        assert Project.objects.filter(name=name).exists()

    return saved(monkeypatch, ProjectPages, ("take_in", "apply"), act)


def of_a_filter(client: Client, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    walk = Walk()
    with walk.followed():
        str(ProjectFilterSet(QueryDict("soort=nieuwbouw"), Project.objects.all()).qs.query)
    return list(walk.passed)


# Counted in the same way at d4c37c0, before the rooms: 31, 48 and 3.
WALKS: dict[str, tuple[Callable[..., list[str]], int]] = {
    "A member of a PATCH": (of_a_patch, 33),
    "A cell of a spreadsheet": (of_a_cell, 48),
    "A value of a filter": (of_a_filter, 3),
}


def written(name: str, passed: list[str]) -> str:
    return f"**{name}** passes {len(passed)} modules: " + " → ".join(passed) + "."


@pytest.mark.parametrize("name", WALKS)
def test_a_fact_passes_few_modules_and_the_page_names_them(
    name: str, client: Client, brochure: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    follow, most = WALKS[name]
    passed = follow(client, monkeypatch)
    assert passed
    assert len(passed) <= most, passed
    told = textwrap.fill(written(name, passed), 118, break_on_hyphens=False, break_long_words=False)
    page = PAGE.read_text(encoding="utf-8")
    if os.environ.get("WRITE_WALKS"):
        page = re.sub(rf"\*\*{name}\*\*.*?(?=\n\n|\Z)", lambda _: told, page, flags=re.DOTALL)
        PAGE.write_text(page, encoding="utf-8")
    assert told in page
