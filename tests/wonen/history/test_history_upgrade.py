"""A database of the first version: the next start brings it up to date, and loses nothing.

What it holds is put down as found, and changes count from there. On the way there every migration is undone
and done again; all of it once, for that takes long.
"""

from collections.abc import Iterator
from contextlib import redirect_stdout
from dataclasses import dataclass
from io import StringIO

import pytest
from django.contrib.auth.models import Permission
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.recorder import MigrationRecorder
from pytest_django import DjangoDbBlocker

from municipalities.models import Figure, Indicator, Municipality, NoteToCheck
from municipalities.reference import load_reference
from projects.brochure import load_legend, load_projects
from projects.models import Project
from projects.models.events import ProjectEvent, ProjectHousingTypeEvent, ProjectRentClassEvent
from projects.pages.history import Change, public_history
from tests.support.upgrades import copied_database, quick_states
from wonen.bootstrap import launch
from wonen.history.tables import TABLES, Table

ZERO = [("offers", None), ("projects", None), ("municipalities", None)]
BEFORE = [("projects", "0002_rules_across_rows"), ("municipalities", "0001_initial")]  # version 0.1.0
# What that version had more than the brochure, a project that was invented, and what guarded log-in before.
OLD_ROWS = """
WITH old AS (
    INSERT INTO projects_project (
        municipality_id, corporation_id, name, place, kind, phase, dwellings, dwellings_approximate,
        housing_types_undecided, with_care, sustainability_at_least, start_year, is_public, is_example,
        source, note, modified_at
    )
    SELECT place.id, owner.id, names.name, '', 'nieuwbouw', '', 20, false, false, false, false, 2022, true,
        names.name = 'Verzonnen', '', 'Oud.', now()
    FROM municipalities_municipality place,
        (SELECT min(id) id FROM municipalities_corporation) owner,
        (VALUES ('Oude Singel'), ('Verzonnen')) names (name)
    WHERE place.code = 'GM0917' RETURNING id
), rents AS (
    INSERT INTO projects_projectrentclass (project_id, rent_class_id, is_possible)
    SELECT old.id, class.id, false FROM old, projects_rentclass class WHERE class.code = 'betaalbaar'
)
INSERT INTO projects_project_housing_types (project_id, housingtype_id)
SELECT old.id, type.id FROM old, projects_housingtype type WHERE type.code = 'gestapeld-met-lift';
CREATE TABLE axes_accessattempt (id integer);
INSERT INTO django_migrations (app, name, applied) VALUES ('axes', '0001_initial', now());
WITH kind AS (
    INSERT INTO django_content_type (app_label, model) VALUES ('axes', 'accessattempt') RETURNING id
)
INSERT INTO auth_permission (content_type_id, codename, name)
SELECT id, 'view_accessattempt', 'x' FROM kind;
"""


@dataclass(frozen=True)
class Course:
    """What was left when all was undone, what two starts of the product said then, and an old project."""

    left: set[str]
    said: list[str]
    project: Project


@pytest.fixture(scope="module")
def course(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[Course]:
    """A copy of the database brought back to the first version, with rows, and started by this one.

    From there a copy of it goes back to nothing and forth, without rows.
    """
    with django_db_blocker.unblock(), copied_database():
        load_reference()
        load_legend()
        load_projects()
        Municipality.objects.filter(code="GM0917").update(in_working_area=False)
        with quick_states():
            MigrationExecutor(connection).migrate(BEFORE)
            with copied_database():
                MigrationExecutor(connection).migrate(ZERO)
                left = ours()
                MigrationExecutor(connection).migrate(BEFORE)
            with connection.cursor() as cursor:
                cursor.execute(OLD_ROWS)
            said = [what_a_start_says(), what_a_start_says()]
        yield Course(left, said, Project.objects.get(name="Oude Singel"))


def what_a_start_says() -> str:
    with redirect_stdout(StringIO()) as said:
        launch.load(None)
    return said.getvalue()


def ours() -> set[str]:
    return {each for each in connection.introspection.table_names() if each.split("_")[0] in dict(ZERO)}


@pytest.fixture
def upgraded(course: Course) -> Project:
    return course.project


@pytest.mark.django_db  # by which pytest-django knows that a run of this file alone takes a database
def test_the_migrations_can_be_undone_and_done_again(course: Course) -> None:
    assert course.left == set()
    assert {"projects_project", "municipalities_figure"} <= ours()


def test_an_older_database_gets_the_card_at_the_next_start(course: Course) -> None:
    assert course.said == ["Tabellen bijwerken …\nGemeentekaart laden …\nNorm laden …\n", ""]
    assert (Indicator.objects.count(), Figure.objects.count()) == (26, 80)
    assert not Municipality.objects.get(code="GM0917").in_working_area


def test_what_axes_counted_goes_and_an_older_version_can_make_its_tables_again(course: Course) -> None:
    assert "axes_accessattempt" not in connection.introspection.table_names()
    assert not MigrationRecorder.Migration.objects.filter(app="axes").exists()
    assert not Permission.objects.filter(codename="view_accessattempt").exists()


def test_the_public_notes_of_before_are_listed_to_be_checked_but_for_invented_ones(upgraded: Project) -> None:
    noted = Project.objects.exclude(note="").filter(is_example=False)
    found = NoteToCheck.objects.filter(table_name="projects_project").values_list("key", flat=True)
    assert upgraded.pk in found
    assert sorted(found) == sorted(noted.values_list("pk", flat=True))
    assert (upgraded.note, upgraded.internal_note) == ("Oud.", "")


def test_what_was_there_is_put_down_as_found_but_for_invented_projects(upgraded: Project) -> None:
    invented = Project.objects.get(name="Verzonnen")
    for model, project in (
        (ProjectEvent, "pgh_obj"),
        (ProjectRentClassEvent, "project"),
        (ProjectHousingTypeEvent, "project"),
    ):
        assert [event.pgh_label for event in model.objects.filter(**{project: upgraded})] == ["start"]
        assert not model.objects.filter(**{project: invented}).exists()
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
            if table.name in OF_THE_CARD:
                assert event.pgh_label == "insert"
                continue
            assert (event.pgh_label, event.entry.act, event.entry.at) == (
                "start",
                "begin",
                event.pgh_created_at,
            )


# What the first version did not have: the next start has loaded it.
OF_THE_CARD = {"municipalities.theme", "municipalities.indicator", "municipalities.indicatorclass",
    "municipalities.figure", "projects.norm"}  # fmt: skip


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
