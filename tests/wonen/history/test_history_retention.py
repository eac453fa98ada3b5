"""How long the history is kept: what goes, what stays, and what can then no longer be undone."""

import datetime
from io import StringIO
from typing import Any

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.core.management import call_command
from django.test import Client
from django.utils import timezone
from pytest_django import Settings

from municipalities.management.commands.prune_history import years_ago
from projects.models import Project
from projects.models.events import ProjectEvent
from projects.pages.history import public_history
from tests.conftest import AddProject
from tests.support.passed import time_passes
from wonen.history.entries import HistoryEntry
from wonen.history.tables import TABLES
from wonen.settings import years

pytestmark = pytest.mark.django_db(transaction=True)


def age(days: int) -> None:
    """Make all history that much older."""
    time_passes(datetime.timedelta(days=days))


def prune() -> str:
    said = StringIO()
    call_command("prune_history", stdout=said)
    return said.getvalue()


def events(pk: int) -> list[tuple[str, str]]:
    return list(ProjectEvent.objects.filter(pgh_obj=pk).order_by("pgh_id").values_list("pgh_label", "place"))


def test_without_the_setting_everything_stays(world: None, settings: Settings) -> None:
    settings.HISTORY_YEARS = None
    age(40_000)
    before = HistoryEntry.objects.count()
    assert prune() == "HISTORY_YEARS is leeg: alle geschiedenis blijft bewaard.\n"
    assert HistoryEntry.objects.count() == before


def test_the_last_event_of_before_stays_and_the_next_change_has_its_was(
    admin_client: Client, add_project: AddProject, settings: Settings
) -> None:
    settings.HISTORY_YEARS = 2
    kept, gone = add_project("Blijft"), add_project("Gaat")
    pk = gone.pk
    for place in ("A", "B"):
        Project.objects.filter(pk=kept.pk).update(place=place)
    gone.delete()
    age(800)
    Project.objects.filter(pk=kept.pk).update(place="C")
    assert prune().startswith("Opgeruimd van vóór ")
    assert events(kept.pk) == [("update", "B"), ("update", "C")]
    assert events(pk) == []
    version = admin_client.get(f"/beheer/projects/project/{kept.pk}/history/").context["history"].versions[0]
    assert [(each.was, each.now) for each in version.lines[0].differences] == [("B", "C")]
    assert not public_history(kept).is_whole
    for table in TABLES.values():  # nothing that is there is without an event
        known = set(table.log.values_list("pgh_obj_id", flat=True))
        assert set(table.model._base_manager.values_list("pk", flat=True)) <= known


def test_what_is_younger_stays(add_project: AddProject, settings: Settings) -> None:
    settings.HISTORY_YEARS = 2
    project = add_project()
    Project.objects.filter(pk=project.pk).update(place="A")
    age(700)
    prune()
    assert events(project.pk) == [("insert", ""), ("update", "A")]
    assert not HistoryEntry.objects.filter(is_pruned=True).exists()


def test_an_act_of_which_a_part_was_removed_cannot_be_undone(
    admin_client: Client, add_project: AddProject, settings: Settings
) -> None:
    settings.HISTORY_YEARS = 2
    projects = [add_project("Een"), add_project("Twee")]
    Project.objects.update(place="Samen")
    done = HistoryEntry.objects.newest_first()[0]
    Project.objects.filter(pk=projects[0].pk).update(place="Alleen")
    age(800)
    prune()
    done.refresh_from_db()
    assert done.is_pruned
    answer = admin_client.post(f"/beheer/geschiedenis/{done.pk}/ongedaan/")
    assert answer.status_code == 409
    assert "Van deze handeling is niet alles meer bewaard" in answer.content.decode()
    assert "opgeruimd" in admin_client.get("/beheer/geschiedenis/").content.decode()
    assert admin_client.get(f"/beheer/geschiedenis/{done.pk}/").status_code == 200


def test_the_setting_is_a_number_of_years(monkeypatch: pytest.MonkeyPatch) -> None:
    values: dict[str, Any] = {"": None, "7": 7}
    for text, expected in values.items():
        monkeypatch.setenv("HISTORY_YEARS", text)
        assert years("HISTORY_YEARS") == expected
    for text in ("0", "-1", "zeven", "1.5", "101", "\u0663"):
        monkeypatch.setenv("HISTORY_YEARS", text)
        with pytest.raises(ImproperlyConfigured, match="moet een heel aantal jaren"):
            years("HISTORY_YEARS")


def test_leap_days_have_a_day_years_ago() -> None:
    leap = timezone.make_aware(datetime.datetime(2024, 2, 29))  # noqa: DTZ001
    assert years_ago(leap, 1).date() == datetime.date(2023, 2, 28)
    assert years_ago(leap, 4).date() == datetime.date(2020, 2, 29)
