"""A copy of a resource, kept by its feed of changes as somebody outside would keep it."""

from __future__ import annotations

import datetime
import time
from dataclasses import dataclass, field
from typing import Any

from django.db import connection

from municipalities.figures import resource as figure_resource
from municipalities.figures.feed import FIGURES
from projects.api import project_resource
from projects.models.feed import PROJECTS
from wonen.rest.changes.query import Cursor, Feed, Page, page_of_changes, read_cursor
from wonen.rest.projection import Shape, one_moment

Rows = dict[int, Any]


def shown(feed: Feed, keys: list[int] | None = None) -> Rows:
    """Return what the API shows of these rows, or of all."""
    resource = figure_resource.FIGURES if feed is FIGURES else project_resource.PROJECTS
    rows = feed.rows() if keys is None else feed.rows().filter(pk__in=keys)
    return dict(Shape(resource, resource.fields).by_key(resource.single(rows, {})))


@dataclass
class Copy:
    """The rows as far as the feed told of them; ``told`` is every key that it named, in order."""

    feed: Feed = PROJECTS
    size: int = 3
    cursor: Cursor | datetime.datetime | None = None
    rows: Rows = field(default_factory=dict)
    told: list[int] = field(default_factory=list)
    gone: list[int] = field(default_factory=list)

    def poll(self) -> Page:
        """Take one page."""
        with one_moment():
            page = page_of_changes(self.feed, self.cursor, self.size)
            keys = [row.key for row in page.rows]
            here = shown(self.feed, keys)
        assert len(set(keys)) == len(keys) <= self.size
        assert {row.key for row in page.rows if not row.is_gone} == set(here)
        for key in keys:
            self.rows.pop(key, None)
        self.rows.update(here)
        self.told += keys
        self.gone += [row.key for row in page.rows if row.is_gone]
        self.cursor = read_cursor(str(page.cursor))
        return page

    def catch_up(self) -> Copy:
        """Take pages until the feed has no more to tell."""
        while self.poll().has_more:
            pass
        return self

    def settle(self) -> Copy:
        """Take all that was committed until now: wait until every older transaction ended."""
        wait_for_older_transactions()
        self.told, self.gone = [], []
        return self.catch_up()


def wait_for_older_transactions() -> None:
    """Wait until the feed can tell all that was committed: a test beside this one is one transaction."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_current_xact_id()::text::bigint")
        [now] = cursor.fetchone()
    deadline = time.monotonic() + 300
    while oldest_busy() <= now:
        assert time.monotonic() < deadline
        time.sleep(0.005)


def oldest_busy() -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_snapshot_xmin(pg_current_snapshot())::text::bigint")
        return int(cursor.fetchone()[0])
