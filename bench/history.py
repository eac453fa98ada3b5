"""Times the history of an import of 5,000 projects: python3 run.py manage shell < bench/history.py.

Makes them, undoes that, undoes the undoing, and opens the pages; prints seconds and queries, and takes
everything back.
"""

import time
from collections.abc import Callable
from functools import partial
from typing import Any

from django.contrib.auth.models import User
from django.db import connection, transaction
from django.test import Client, override_settings
from django.test.utils import CaptureQueriesContext

from municipalities.models import Corporation, Municipality
from projects.models import HousingType, Project, ProjectRentClass, RentClass
from wonen.history.audited_action import Act, act
from wonen.history.entries import HistoryEntry
from wonen.history.undo.applying import carry_out
from wonen.history.undo.plans import undoing

PROJECTS = 5000


def measured(name: str, what: Callable[[], Any]) -> Any:
    with connection.cursor() as cursor:  # an entry of its own, as if it were a transaction of its own
        cursor.execute("SELECT set_config('wonen.history_entry', '', true)")
    start, worked = time.perf_counter(), time.process_time()
    with CaptureQueriesContext(connection) as queries:
        result = what()
    seconds, worked = time.perf_counter() - start, time.process_time() - worked
    print(f"{name:34} {seconds:6.2f} s, of which {worked:5.2f} s of our own work {len(queries):4} queries")
    return result


def load(user: User) -> None:
    places, owner = list(Municipality.objects.all()), Corporation.objects.first()
    rent, kind = RentClass.objects.first(), HousingType.objects.first()
    with act(Act.IMPORT, "meting.xlsx", user.pk):
        made = Project.objects.bulk_create(
            Project(
                municipality=places[number % len(places)],
                corporation=owner,
                name=f"Meting {number}",
                kind="nieuwbouw",
                dwellings=20,
            )
            for number in range(PROJECTS)
        )
        ProjectRentClass.objects.bulk_create(
            ProjectRentClass(project=project, rent_class=rent) for project in made
        )
        through = Project.housing_types.through
        through.objects.bulk_create(through(project=project, housingtype=kind) for project in made)


def undo(user: User) -> None:
    entry = HistoryEntry.objects.latest("pk")
    plan, done = carry_out(lambda: undoing(entry), Act.UNDO, entry.how, user.pk)
    assert done, plan.problems


def run() -> None:
    user = User.objects.create_superuser("meting")
    client = Client()
    client.force_login(user)
    measured("inlezen", lambda: load(user))
    entry = HistoryEntry.objects.latest("pk").pk
    for name, address in (("lijst", ""), ("handeling", f"{entry}/"), ("voorbeeld", f"{entry}/ongedaan/")):
        page = measured(name, partial(client.get, f"/beheer/geschiedenis/{address}"))
        assert page.status_code == 200, page
    before = Project.objects.count()
    measured("ongedaan maken", lambda: undo(user))
    assert Project.objects.count() == before - PROJECTS
    measured("dat weer ongedaan maken", lambda: undo(user))
    assert Project.objects.count() == before


with transaction.atomic(), override_settings(ALLOWED_HOSTS=["testserver"]):
    run()
    transaction.set_rollback(True)
