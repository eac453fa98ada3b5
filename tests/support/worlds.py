"""Databases that hold the brochure or the small world before a test begins: filled once, copied for a worker.

A test in one transaction gets the database that its fixtures name and leaves it as it was. A test with real
transactions gets the empty one: what it committed is removed from there when it ends.
"""

import os
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from pytest_django import DjangoDbBlocker

from tests.support import once
from tests.support.databases import copy, end_sessions, leave, maintenance, remove
from tests.support.loaded import analyze, number_from_one

EMPTY = ""
WORKER = os.environ.get("PYTEST_XDIST_WORKER", "")


class Worlds:
    """The databases of this process. Each keeps its connection: to go from one to another costs nothing."""

    def __init__(self, loaders: dict[str, Callable[[], object]], blocker: DjangoDbBlocker) -> None:
        self.loaders, self.blocker = loaders, blocker
        self.now = EMPTY
        self.connections: dict[str, Any] = {}
        self.names: dict[str, str] = {}

    def wanted(self, item: pytest.Item) -> str:
        """Return the world that a test asks for by its fixtures; EMPTY for one with real transactions."""
        names = set(getattr(item, "fixturenames", ()))
        marker = item.get_closest_marker("django_db")
        if {"transactional_db", "live_server"} & names or (marker and marker.kwargs.get("transaction")):
            return EMPTY
        return next((name for name in self.loaders if name in names), EMPTY)

    def go_to(self, name: str) -> None:
        """Let the connection of Django be one to this world."""
        if name == self.now:
            return
        with self.blocker.unblock():
            if name and name not in self.names:
                self.make(name)
            self.swap(name)

    def swap(self, name: str) -> None:
        """Put the connection of another world in the place of this one's, as Django has one at rest.

        A test with real transactions may leave one open: that connection is closed.
        """
        self.names.setdefault(self.now, connection.settings_dict["NAME"])
        left = connection.connection
        if left is not None and not (left.closed or left.autocommit):
            left.close()
        self.connections[self.now] = left
        taken = self.connections.get(name)
        connection.settings_dict["NAME"] = self.names[name]
        connection.connection = None if taken is None or taken.closed else taken
        connection.autocommit = connection.connection is not None
        connection.in_atomic_block = connection.needs_rollback = connection.closed_in_transaction = False
        connection.savepoint_ids, connection.atomic_blocks = [], []
        self.now = name

    def holds(self, name: str) -> bool:
        """Say whether what this world holds is there: the brochure holds the small world."""
        return self.now == name or (self.now == "brochure" and name == "world")

    def make(self, name: str) -> None:
        """Copy a filled database; without other workers the empty one is copied and filled."""
        self.swap(EMPTY)
        own = f"{connection.settings_dict['NAME']}_{name}"
        if WORKER:
            once.once(f"world-{name}", lambda: self.fill(name, once.TEMPLATE, f"{once.TEMPLATE}_{name}"))
            copy(f"{once.TEMPLATE}_{name}", own)
            self.names[name] = own
        else:
            self.fill(name, connection.settings_dict["NAME"], own)

    def fill(self, name: str, source: str, target: str) -> None:
        copy(source, target)
        self.names[name] = target
        self.swap(name)
        number_from_one()  # the first test of all may have taken numbers in the one that was copied
        self.loaders[name]()
        analyze()
        connection.close()
        self.swap(EMPTY)

    def end(self) -> None:
        """Close what is open, and remove the copies."""
        self.go_to(EMPTY)
        for name, kept in self.connections.items():
            if name and kept is not None:
                kept.close()
        leave()
        with maintenance() as cursor:
            for name, database in self.names.items():
                if name:
                    remove(cursor, database)
            end_sessions(cursor, self.names.get(EMPTY, connection.settings_dict["NAME"]))
