"""What the public is not shown for ever: a mistake that was put right within a day."""

from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from hypothesis import given
from hypothesis import strategies as st

from projects.models import HousingType, Project
from projects.models.events import ProjectEvent
from projects.pages.history import JOINED, Change, joined
from tests.conftest import AddProject
from tests.projects.pages.test_history import change, entries, history, project
from tests.support.passed import time_passes

__all__ = ["project"]
database = pytest.mark.django_db(transaction=True)
HOUR = timedelta(hours=1)
BEGAN = datetime(2026, 1, 1, tzinfo=UTC)


@database
def test_a_mistake_put_right_within_a_day_is_not_shown(client: Client, project: Project) -> None:
    change(project, dwellings=2000, note="Verkeerd project")
    time_passes(23 * HOUR)
    change(project, dwellings=20, note="")
    page = client.get(project.get_absolute_url()).content.decode()
    assert entries(project) == []
    assert "Er is sindsdien niets veranderd." in page
    answer = client.get(f"/api/v1/projecten/{project.pk}/geschiedenis").json()
    assert (answer["wijzigingen"], len(answer["planningen"])) == ([], 0)
    assert ProjectEvent.objects.count() == 3  # staff see all of it


@database
def test_changes_within_a_day_are_one_from_the_first_value_to_the_last(project: Project) -> None:
    change(project, dwellings=200, start_year=2032)
    time_passes(HOUR)
    change(project, start_year=2023, phase="ontwerp")
    time_passes(HOUR)
    change(project, dwellings=30)
    found = history(project)
    assert [each.changes for each in found.entries] == [
        [Change("Aantal woningen", "20 woningen", "30 woningen", "meer")],
        [
            Change("Projectfase", "Nnb", "Ontwerp", ""),
            Change("Planning", "2022 (start)", "2023 (start)", "later"),
        ],
    ]
    assert found.entries[0].at - found.entries[1].at >= HOUR
    assert [(each.planning, each.direction) for each in found.plannings] == [
        ("2023 (start)", "later"),
        ("2022 (start)", ""),
    ]
    assert found.plannings[0].since == found.entries[1].at


@database
def test_a_day_is_counted_from_the_first_change(project: Project) -> None:
    for dwellings in (21, 22, 23, 24):
        change(project, dwellings=dwellings)
        time_passes(10 * HOUR)
    assert [(each.was, each.now) for (each,) in entries(project)] == [
        ("23 woningen", "24 woningen"),
        ("20 woningen", "23 woningen"),
    ]


@database
def test_what_is_put_back_after_a_day_is_shown(project: Project) -> None:
    change(project, dwellings=30)
    time_passes()
    change(project, dwellings=20)
    assert [(each.was, each.now) for (each,) in entries(project)] == [
        ("30 woningen", "20 woningen"),
        ("20 woningen", "30 woningen"),
    ]


@database
def test_parts_and_texts_are_joined_too(project: Project) -> None:
    change(project, note="Eerst", source="Elders")
    project.housing_types.set(HousingType.objects.filter(code="grondgebonden-gezins"))
    change(project, note="Daarna", source="")
    project.housing_types.set(HousingType.objects.filter(code="gestapeld-met-lift"))
    project.rent_entries.filter(is_possible=True).delete()
    was = "Betaalbaar (eventueel aangevuld met Vrije huur)"
    assert entries(project) == [
        [Change("Huurprijsklasse", was, "Betaalbaar", "")],
        [Change("Toelichting", "", "toegevoegd", "")],
    ]


@database
def test_a_project_that_is_published_begins_then_and_again_as_one_change(add_project: AddProject) -> None:
    project = add_project("Concept", is_public=False, dwellings=20)
    change(project, dwellings=30)
    change(project, is_public=True)
    assert (history(project).entries, history(project).is_whole) == ([], True)
    change(project, is_public=False, dwellings=99)
    change(project, is_public=True, dwellings=31)
    assert entries(project) == [[Change("Aantal woningen", "30 woningen", "31 woningen", "meer")]]


@database
def test_page_and_api_tell_the_same_in_as_many_queries(client: Client, project: Project) -> None:
    change(project, dwellings=21)
    addresses = (project.get_absolute_url(), f"/api/v1/projecten/{project.pk}/geschiedenis")
    few = [queries(client, address) for address in addresses]
    for number in range(12):
        change(project, dwellings=22 + number, start_year=2023 + number % 3)
        time_passes(7 * HOUR)
    assert [queries(client, address) for address in addresses] == few
    told = client.get(addresses[1]).json()["wijzigingen"]
    assert [(each["gegeven"], each["was"], each["werd"]) for each in told] == [
        (each.label, each.was, each.now) for found in entries(project) for each in found
    ]
    assert 0 < len(told) < 12


def queries(client: Client, address: str) -> int:
    with CaptureQueriesContext(connection) as found:
        assert client.get(address).status_code == 200
    return len(found)


courses = st.lists(st.tuples(st.integers(0, 40), st.sampled_from("abc")), min_size=1, max_size=30)


@given(courses)
def test_any_course_is_told_without_what_lasted_less_than_a_day(course: list[tuple[int, str]]) -> None:
    moment, values = BEGAN, []
    for hours, value in course:
        moment += hours * HOUR
        values.append((moment, value))
    runs = joined(values)
    told = [(values[before][1], values[after][1]) for before, after in runs]
    # Each change is one, and begins where the one before it ended; the last leads to what holds now.
    assert all(was != now for was, now in told)
    chain = [values[0][1], *(now for _was, now in told)]
    assert chain == [*(was for was, _now in told), values[-1][1]]
    # At most a day lies between the first and the last change of a run, and more between two firsts.
    changed = [place for place in range(1, len(values)) if values[place][1] != values[place - 1][1]]
    assert all(values[after][0] - values[before + 1][0] <= JOINED for before, after in runs)
    assert all(values[b + 1][0] - values[a + 1][0] > JOINED for (a, _), (b, _) in pairwise(runs))
    assert {after for _before, after in runs} <= set(changed)
    # What held to the end of its day is told: nothing that lasted is lost.
    for place in changed:
        following = [each for each in changed if each > place]
        if not following or values[following[0]][0] - values[place][0] > JOINED:
            shown = next(
                (now for (_, after), (_, now) in zip(runs[::-1], told[::-1], strict=True) if after <= place),
                values[0][1],
            )
            assert shown == values[place][1]


@database
def test_one_transaction_stays_one_entry(project: Project) -> None:
    with transaction.atomic():
        change(project, start_year=2023)
        change(project, phase="ontwerp")
    (entry,) = history(project).entries
    assert [each.label for each in entry.changes] == ["Projectfase", "Planning"]
