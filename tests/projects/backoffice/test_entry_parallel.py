"""Twenty editors at once: every save that was accepted is in the result, and nobody sees an error.

Twenty saves by default; ``ENTRY_SAVES=500`` makes it the five hundred that the product is held to.
"""

import os
from concurrent.futures import ThreadPoolExecutor
from threading import Semaphore

import pytest
from django.contrib.auth.models import User
from django.db import connection
from django.test import Client

from projects.models import Project, RentClass
from tests.conftest import AddProject
from tests.projects.backoffice.test_entry_conflict import opened, save

pytestmark = pytest.mark.django_db(transaction=True)
EDITORS = 20
SAVES = int(os.environ.get("ENTRY_SAVES", "20")) // EDITORS
MOST_TRIES = 200


SERVED = Semaphore(8)  # requests that the server takes at once: two workers of four threads


def edit(number: int, project: Project, rent_class: RentClass) -> list[int]:
    """Add a mark to the note so many times, and count dwellings in a class; return every answer."""
    client, answers = Client(), []
    client.force_login(User.objects.get(username=f"editor{number}"))
    connection.close()
    for turn in range(SAVES):
        for _ in range(MOST_TRIES):
            with SERVED:
                typed = opened(client, project)
                connection.close()  # as the server does at the end of each request: back to the pool
            name = f"rents-{rent_class.pk}-aantal"
            typed |= {"note": f"{typed['note']}\nmerk-{number}-{turn}", name: str(int(typed[name]) + 1)}
            with SERVED:
                response = save(client, project, typed)
                connection.close()
            answers.append(response.status_code)
            if answers[-1] == 302:
                break
    return answers


def test_no_update_is_lost_and_no_deadlock_is_shown(add_project: AddProject) -> None:
    projects = [add_project(f"Project {n}", dwellings=9999, certain={"betaalbaar": 1}) for n in range(4)]
    rent_class = RentClass.objects.get(code="betaalbaar")
    for number in range(EDITORS):
        User.objects.create_superuser(f"editor{number}")
    with ThreadPoolExecutor(EDITORS) as pool:
        asked = [pool.submit(edit, n, projects[n % len(projects)], rent_class) for n in range(EDITORS)]
        answers = [answer for each in asked for answer in each.result()]
    assert set(answers) <= {302, 409}
    assert answers.count(302) == EDITORS * SAVES
    marks = [line for each in Project.objects.all() for line in each.note.splitlines() if line]
    wanted = {f"merk-{number}-{turn}" for number in range(EDITORS) for turn in range(SAVES)}
    assert sorted(marks) == sorted(wanted)
    counted = [each.rent_entries.get().dwellings for each in Project.objects.all()]
    assert sum(count or 0 for count in counted) == len(projects) + EDITORS * SAVES
    print(f"{answers.count(302)} saves, {answers.count(409)} conflicts")
