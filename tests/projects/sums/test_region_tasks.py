"""Which task of a region is shown on which day, and what its verdict points to."""

import datetime

from django.test import Client
from django.utils import timezone

from municipalities.models import Corporation, Figure, Region
from projects.sums.tasks import tasks_of
from tests.conftest import AddProject
from tests.projects.pages.test_region import AddTask, accent, add_task, text_of  # noqa: F401 - fixtures


def test_an_old_task_that_is_corrected_later_stays_old(
    add_task: AddTask,  # noqa: F811
) -> None:
    add_task(100, period="tot 2030", reference_date=datetime.date(2021, 1, 1))
    add_task(60, period="tot 2025", reference_date=datetime.date(2022, 1, 1))
    tasks = tasks_of(Region.objects.get(slug="parkstad"), datetime.date(2024, 12, 31), 2024).values()
    assert [task.together.value for task in tasks] == [100]


def test_a_year_shows_what_was_known_on_the_first_of_july_before_it(
    client: Client,
    add_task: AddTask,  # noqa: F811
) -> None:
    today = timezone.localdate()
    add_task(100, reference_date=datetime.date(2021, 7, 1))
    add_task(90, period="tot 2031", reference_date=datetime.date(2021, 7, 2))
    add_task(80, period="tot 2099", reference_date=today)
    add_task(70, period="tot 2100", reference_date=today + datetime.timedelta(days=1))
    page = text_of(client, "/regios/parkstad/?jaar=2022")
    assert "Cijfers die op 1 juli 2021 bekend waren, voor het bod van 2022." in page
    assert "100 woningen" in page
    assert "90 woningen" not in page
    assert "90 woningen" in text_of(client, "/regios/parkstad/?jaar=2023")
    page = text_of(client, "/regios/parkstad/")
    assert "Cijfers die tot en met vandaag," in page
    assert "80 woningen" in page
    assert "70 woningen" not in page


def test_the_verdict_points_to_the_notes_of_the_task_if_there_are_any(
    client: Client,
    add_project: AddProject,
    accent: Corporation,  # noqa: F811
    add_task: AddTask,  # noqa: F811
) -> None:
    add_project(dwellings=10, delivery_year=2025)
    task = add_task(40, corporation="WL")
    assert "Let op" not in text_of(client)
    Figure.objects.filter(pk=task.pk).update(note="Alleen voor Heerlen.")
    assert "blijft dit 30 woningen achter. Let op: zie de opmerking bij de opgave." in text_of(client)
    add_task(30, corporation="ACC", note="Alleen voor Kerkrade.")
    assert "Let op: zie de opmerkingen bij de opgave." in text_of(client)
    Figure.objects.update(value=None, status="onleesbaar")
    assert "leesbaar in de bron. Let op: zie de opmerkingen bij de opgave." in text_of(client)
