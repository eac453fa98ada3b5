"""A copy kept by the feed while eight writers change everything at once equals the source, row for row.

Two hundred and forty changes by default; ``FEED_CHANGES=10000`` is what the product is held to.
"""

import os
from concurrent.futures import ThreadPoolExecutor
from threading import Event

import pytest
from django.db import connection

from municipalities.models import Corporation
from projects.models import Project
from projects.models.feed import PROJECTS
from tests.conftest import AddProject
from tests.support.copies import Copy, shown
from tests.support.feed_writers import ACTS, Writer

pytestmark = pytest.mark.django_db(transaction=True)
WRITERS = 8
CHANGES = int(os.environ.get("FEED_CHANGES", "240"))


def follow(copy: Copy, ended: Event) -> Copy:
    """Poll all the time, until the writers have ended."""
    while not ended.is_set():
        if not copy.poll().has_more:
            connection.close()
            ended.wait(0.05)
    connection.close()
    return copy


def test_a_copy_kept_while_eight_write_is_the_source(add_project: AddProject) -> None:
    Corporation.objects.create(code="AC", name="Accent")
    for number in range(25):
        add_project(f"Begin {number}", types=["gestapeld-met-lift"], certain={"betaalbaar": None})
    never = add_project("Concept", is_public=False, source="nooit")
    writers, ended = [Writer(seed) for seed in range(WRITERS)], Event()
    begun, fresh = Copy(size=4).catch_up(), Copy(size=4)
    with ThreadPoolExecutor(WRITERS + 2) as pool:
        readers = [pool.submit(follow, each, ended) for each in (begun, fresh)]
        working = [pool.submit(each.work, -(-CHANGES // WRITERS)) for each in writers]
        try:
            for each in working:
                each.result()
        finally:
            ended.set()
        told = {key for reader in readers for key in reader.result().told}
    source = shown(PROJECTS)
    assert len(source) > 5
    for copy in (begun, fresh):
        assert copy.settle().rows == source
        told |= set(copy.told)
    unseen = {never.pk} | {key for writer in writers for key in writer.unseen}
    assert unseen.isdisjoint(told)
    assert Project.objects.filter(pk=never.pk, is_public=False).exists()
    assert sum(writer.done for writer in writers) >= CHANGES
    if CHANGES >= 240:
        assert {act.__name__ for act in ACTS} == {kind for writer in writers for kind in writer.kinds}
    tell(writers, len(source))


def tell(writers: list[Writer], rows: int) -> None:
    counted = {
        name: sum(getattr(each, name) for each in writers)
        for name in ("done", "undone", "refused", "deadlocks")
    }
    print(f"{counted}, {rows} public projects at the end")
