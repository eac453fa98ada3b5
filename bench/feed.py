"""Times the feed of changes on the loaded data: python3 run.py manage shell < bench/feed.py.

Prints the median of five runs in milliseconds: many rows after one on the same connection; what is written
with the triggers of the feed and without, which is taken back; then what a reader asks. For the last it marks
the whole legend, so that whoever keeps a copy fetches once again what shows it.
"""

import statistics
import time
from collections.abc import Callable
from functools import partial

from django.db import connection, transaction
from django.db.models import F

from projects.example import make_examples, remove_examples
from projects.models import HousingType, Project
from projects.models.feed import PROJECTS
from wonen.rest.changes.query import Cursor, page_of_changes, revision

RUNS = 5
SIZE = 1000


def timed(what: Callable[[], object], runs: int = RUNS) -> float:
    passed = []
    for _ in range(runs):
        clock = time.perf_counter()
        what()
        passed.append((time.perf_counter() - clock) * 1000)
    return statistics.median(passed)


def written(what: Callable[[], object], switch: str, runs: int) -> float:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")  # else no trigger can be put off
        for name in ("added", "changed", "removed"):
            cursor.execute(f"ALTER TABLE projects_project {switch} TRIGGER feed_{name}")
        passed = timed(what, runs)
        transaction.set_rollback(True)
    return passed


def compared(name: str, what: Callable[[], object], runs: int = RUNS) -> None:
    without, along = (written(what, switch, runs) for switch in ("DISABLE", "ENABLE"))
    print(f"{name:45} {along:9.1f} ms, without the feed {without:9.1f} ms")


def a_save() -> None:
    project = Project.objects.filter(parent=None).earliest("pk")
    project.note += "."
    project.save()


def many_after_one() -> float:
    """Return how long 5,000 projects take in one statement on a connection that saved one before."""
    with transaction.atomic():
        a_save()
        passed = timed(lambda: Project.objects.filter(pk__in=keys).update(place=F("name")), 1)
        transaction.set_rollback(True)
    return passed


def made_anew() -> None:
    remove_examples()
    make_examples(100_000)


def marked() -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT municipalities_mark('projects.housingtype', array_agg(id), false) "
            "FROM projects_housingtype"
        )


keys = list(Project.objects.order_by("pk").values_list("pk", flat=True)[:5000])
print(f"{Project.objects.count()} projecten, {Project.objects.public().count()} openbaar")
print(f"{'5,000 projects after a save':45} {many_after_one():9.1f} ms")
compared("a save", a_save, 101)
compared(
    "5,000 projects in one statement", lambda: Project.objects.filter(pk__in=keys).update(place=F("name"))
)
compared("100,000 invented projects made anew", made_anew, 1)
compared("the legend", lambda: HousingType.objects.update(meaning=F("label")))
marked()
begin = page_of_changes(PROJECTS, None, SIZE).cursor
now = Cursor(begin.epoch, begin.transaction)
print(f"{'revision':45} {timed(lambda: revision(PROJECTS)):9.2f} ms")
print(f"{'first page of 1,000':45} {timed(lambda: page_of_changes(PROJECTS, None, SIZE)):9.2f} ms")
print(f"{'a page with nothing new':45} {timed(lambda: page_of_changes(PROJECTS, now, SIZE)):9.2f} ms")
for name, cursor in (
    ("own changes", Cursor(now.epoch, 1)),
    ("the legend", Cursor(now.epoch, now.transaction - 1)),
):
    passed = timed(partial(page_of_changes, PROJECTS, cursor, SIZE))
    print(f"{f'a page of 1,000 after {name} changed':45} {passed:9.2f} ms")
