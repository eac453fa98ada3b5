"""A database from before the history: what it holds is put down as found, and changes count from there.

On the way there every migration is undone; all of it once, for migrating takes most of a minute.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from pytest_django import DjangoDbBlocker

from municipalities.history.tables import TABLES, Table
from municipalities.models import NoteToCheck
from projects.events import ProjectEvent, ProjectHousingTypeEvent, ProjectRentClassEvent
from projects.history import Change, public_history
from projects.models import Project

ZERO = [("offers", None), ("projects", None), ("municipalities", None)]
BEFORE = [("projects", "0002_rules_across_rows"), ("municipalities", "0001_initial")]  # version 0.1.0
OLD_ROWS = """
WITH region AS (
    INSERT INTO municipalities_region (name, slug, corop_code)
    VALUES ('Parkstad', 'parkstad', '') RETURNING id
), place AS (
    INSERT INTO municipalities_municipality (
        code, name, slug, region_id, town, latitude, longitude, in_working_area
    )
    SELECT 'GM0917', 'Heerlen', 'heerlen', id, 'Heerlen', 50.9, 6, true FROM region RETURNING id
), owner AS (
    INSERT INTO municipalities_corporation (code, name) VALUES ('WL', 'Wonen Limburg') RETURNING id
), type AS (
    INSERT INTO projects_housingtype (code, label, meaning, "order", form, variant)
    VALUES ('met-lift', 'Gestapeld met lift', '-', 1, 'gestapeld', 'met lift') RETURNING id
), class AS (
    INSERT INTO projects_rentclass (code, label, meaning, "order", segment, upper_limit)
    VALUES ('betaalbaar', 'Betaalbaar', '-', 1, 'sociaal', '') RETURNING id
), old AS (
    INSERT INTO projects_project (
        municipality_id, corporation_id, name, place, kind, phase, dwellings, dwellings_approximate,
        housing_types_undecided, with_care, sustainability_at_least, start_year, is_public, is_example,
        source, note, modified_at
    )
    SELECT place.id, owner.id, name, '', 'nieuwbouw', '', 20, false, false, false, false, 2022, true,
        name = 'Verzonnen', '', 'Oud.', now()
    FROM place, owner, (VALUES ('Spoorsingel'), ('Verzonnen')) names (name) RETURNING id
), rents AS (
    INSERT INTO projects_projectrentclass (project_id, rent_class_id, is_possible)
    SELECT old.id, class.id, false FROM old, class
)
INSERT INTO projects_project_housing_types (project_id, housingtype_id) SELECT old.id, type.id FROM old, type
"""


@dataclass(frozen=True)
class Course:
    """What was left when all was undone, and a project of the first version after all was done again."""

    left: set[str]
    project: Project


@pytest.fixture(scope="module")
def course(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[Course]:
    """A database brought back to nothing, forth to the first version, filled, and brought up to date."""
    with django_db_blocker.unblock():
        try:
            MigrationExecutor(connection).migrate(ZERO)
            left = ours()
            MigrationExecutor(connection).migrate(BEFORE)
            with connection.cursor() as cursor:
                cursor.execute(OLD_ROWS)
            call_command("migrate", verbosity=0)
            yield Course(left, Project.objects.get(name="Spoorsingel"))
        finally:
            call_command("migrate", verbosity=0)
            call_command("flush", interactive=False, verbosity=0)
            connection.close()


def ours() -> set[str]:
    return {each for each in connection.introspection.table_names() if each.split("_")[0] in dict(ZERO)}


@pytest.fixture
def upgraded(course: Course) -> Project:
    return course.project


def test_the_migrations_can_be_undone_and_done_again(course: Course) -> None:
    assert course.left == set()
    assert {"projects_project", "municipalities_figure"} <= ours()


def test_the_public_notes_of_before_are_listed_to_be_checked_but_for_invented_ones(upgraded: Project) -> None:
    found = NoteToCheck.objects.values_list("table_name", "key")
    assert list(found) == [("projects_project", upgraded.pk)]
    assert (upgraded.note, upgraded.internal_note) == ("Oud.", "")


def test_what_was_there_is_put_down_as_found_but_for_invented_projects(upgraded: Project) -> None:
    for model in (ProjectEvent, ProjectRentClassEvent, ProjectHousingTypeEvent):
        assert [event.pgh_label for event in model.objects.all()] == ["start"]
    found = public_history(upgraded)
    assert found.since
    assert not found.is_whole
    assert found.entries == []


def test_what_was_found_is_in_entries_that_say_so(upgraded: Project) -> None:
    for table in TABLES.values():
        assert (
            table.log.count()
            == table.model._base_manager.exclude(
                pk__in=table.model._base_manager.filter(**_invented(table)) if _invented(table) else []
            ).count()
        ), table.name
        for event in table.log.select_related("entry"):
            assert (event.pgh_label, event.entry.act, event.entry.at) == (
                "start",
                "begin",
                event.pgh_created_at,
            )


def _invented(table: Table) -> dict[str, bool]:
    if table.owner == "project":
        return {"project__is_example": True}
    return {"is_example": True} if table.name == "projects.project" else {}


def test_the_first_change_after_it_is_compared_with_what_was_found(upgraded: Project) -> None:
    Project.objects.filter(pk=upgraded.pk).update(start_year=2024)
    upgraded.housing_types.clear()
    upgraded.rent_entries.all().delete()
    assert [entry.changes for entry in public_history(upgraded).entries] == [
        [Change("Huurprijsklasse", "Betaalbaar", "Nnb", "")],
        [Change("Type woningen", "Gestapeld met lift", "Nnb", "")],
        [Change("Planning", "2022 (start)", "2024 (start)", "later")],
    ]
