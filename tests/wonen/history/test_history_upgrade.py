"""Databases of before: the next start brings them up to date, and loses nothing.

What the first version holds is put down as found, and changes count from there. The squashed migrations make
the database that those they replace made, can be undone, and are recorded where those were applied. All of it
once, for that takes long.
"""

import re
from collections.abc import Iterator
from contextlib import redirect_stdout
from dataclasses import dataclass
from io import StringIO

import pytest
from django.contrib.auth.models import Permission
from django.core.management import call_command
from django.db import connection, transaction
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.recorder import MigrationRecorder
from pytest_django import DjangoDbBlocker

from municipalities.access.tokens import Scope
from municipalities.models import Corporation, Figure, Indicator, Municipality, NoteToCheck
from municipalities.reference import load_reference
from offers.models import Offer
from offers.publishing import publish
from projects.brochure import load_legend, load_projects
from projects.models import ExternalCode, Project
from projects.models.events import ProjectEvent, ProjectHousingTypeEvent, ProjectRentClassEvent
from projects.pages.history import Change, public_history
from tests.support.database_schema import Described, contents, differences, rights, schema
from tests.support.loaded import Rows, taken
from tests.support.staff import person
from tests.support.tokens import token_of
from tests.support.upgrades import (
    LAST,
    copied_database,
    empty_database,
    fill_empty_tables,
    forget_squashed,
    make_first_version,
    models_of_first_version,
    quick_states,
    replaced_ones,
)
from wonen.bootstrap import launch
from wonen.history.tables import TABLES, Table

# pytest-django runs what is not marked after all that is: databases used by both would be made twice.
pytestmark = pytest.mark.django_db
ZERO = [(app, None) for app, _ in LAST]
OURS = re.compile("|".join(app for app, _ in LAST))
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
    """What databases were, in the order in which that was seen; and a project of the first version."""

    new: tuple[Described, Described]  # of the squashed migrations: its schema, and its rights
    undone: Described  # what of ours was left when these were undone
    again: Described
    said: list[str]  # by two starts of the product on the first version
    upgraded: Described
    changes: list[list[Change]]  # the history of the project after its first changes
    before: tuple[Described, Described]  # of the commit before, by the migrations that were replaced
    kept: tuple[dict[str, list[str]], dict[str, list[str]]]  # its rows, before and after the next start
    recorded: int
    project: Project


@pytest.fixture(scope="module")
def course(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[Course]:
    with django_db_blocker.unblock():
        new = schema(), rights()
        with copied_database():
            MigrationExecutor(connection).migrate(ZERO)
            undone = {key: value for key, value in schema().items() if OURS.search(key[1])}
            call_command("migrate", verbosity=0)
            again = schema()
            rows = rows_of_first_version()
        with empty_database(), quick_states():
            make_first_version(rows)
            with connection.cursor() as cursor:
                cursor.execute(OLD_ROWS)
            said = [what_a_start_says(), what_a_start_says()]
            upgraded = schema()
            with copied_database():
                changes = first_changes()
                before = made_by_replaced_ones()
                kept, recorded = rows_kept_at_a_start()
            project = Project.objects.get(name="Oude Singel")
            yield Course(new, undone, again, said, upgraded, changes, before, kept, recorded, project)


def rows_of_first_version() -> Rows:
    load_reference()
    load_legend()
    load_projects()
    Municipality.objects.filter(code="GM0917").update(in_working_area=False)
    return dict(taken(models_of_first_version()))


def first_changes() -> list[list[Change]]:
    """Change the project of the first version, each time in a transaction of its own."""
    project = Project.objects.get(name="Oude Singel")
    Project.objects.filter(pk=project.pk).update(start_year=2024)
    project.housing_types.clear()
    project.rent_entries.all().delete()
    return [entry.changes for entry in public_history(project).entries]


def made_by_replaced_ones() -> tuple[Described, Described]:
    """Make a database of the commit before: what the first version lacked had come by squashed migrations.

    Migrations of later follow.
    """
    MigrationExecutor(connection).migrate(
        [each for each in ZERO if each[0] in {"offers", "accounts", "jobs"}]
    )
    forget_squashed()  # else the state of tables would come from those too
    replaced_ones().migrate(LAST)
    call_command("migrate", verbosity=0)
    return schema(), rights()


def rows_kept_at_a_start() -> tuple[tuple[dict[str, list[str]], dict[str, list[str]]], int]:
    """Put rows in every table, and look at them again after a start and ``migrate``."""
    fill()
    forget_squashed()
    was = contents("django_migrations")
    assert what_a_start_says() == ""
    call_command("migrate", verbosity=0)
    recorded = MigrationRecorder.Migration.objects.filter(name__contains="_squashed_").count()
    return (was, contents("django_migrations")), recorded


def fill() -> None:
    """Put rows in every table: what the upgraded first version has none of."""
    owner, token_owner = Corporation.objects.get(code="WL"), person("Redacteur", "Heerlen")
    token_of(token_owner, Scope.READ, "Heerlen")
    place = Municipality.objects.get(name="Heerlen")
    publish(Offer.objects.create(corporation=owner, municipality=place, year=2023).pk, "", None)
    ExternalCode.objects.create(project=Project.objects.earliest("pk"), system="dpi", code="1")
    fill_empty_tables()


def what_a_start_says() -> str:
    with redirect_stdout(StringIO()) as said:
        launch.load(None)
    return said.getvalue()


@pytest.fixture
def upgraded(course: Course) -> Project:
    return course.project


def test_the_migrations_can_be_undone_and_done_again(course: Course) -> None:
    assert course.undone == {}
    assert differences(course.again, course.new[0]) == []


def test_squashed_migrations_make_what_those_they_replace_made(course: Course) -> None:
    assert differences(course.before[0], course.new[0]) == []
    assert differences(course.before[1], course.new[1]) == []


def test_a_database_of_the_commit_before_loses_nothing(course: Course) -> None:
    was, is_now = course.kept
    assert [table for table, rows in was.items() if not rows] == []
    assert is_now == was
    assert course.recorded == len(LAST)


def test_an_older_database_gets_the_tables_of_a_new_one(course: Course) -> None:
    assert differences(course.upgraded, course.new[0]) == []


CHANGES = {
    "column": "ALTER TABLE projects_norm ALTER source SET DEFAULT 'x'",
    "comment": "COMMENT ON TABLE projects_norm IS 'x'",
    "constraint": "ALTER TABLE projects_norm RENAME CONSTRAINT norm_has_share TO x",
    "function": "CREATE OR REPLACE FUNCTION projects_count_whole() RETURNS trigger LANGUAGE plpgsql"
    " AS 'BEGIN RETURN NULL; END'",
    "index": "ALTER INDEX project_counted RENAME TO x",
    "sequence": "ALTER SEQUENCE projects_norm_id_seq CYCLE",
    "table": "ALTER TABLE projects_norm SET (fillfactor = 50)",
    "trigger": "ALTER TABLE projects_project DISABLE TRIGGER project_version",
    "extension": "DROP EXTENSION unaccent CASCADE",
}


@pytest.mark.parametrize("kind", CHANGES)
def test_a_difference_is_seen(course: Course, kind: str) -> None:
    was = schema()
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(CHANGES[kind])
        seen = differences(was, schema())
        transaction.set_rollback(True)
    assert kind in {found for found, *_ in seen}


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


def test_the_first_change_after_it_is_compared_with_what_was_found(course: Course) -> None:
    assert course.changes == [
        [Change("Huurprijsklasse", "Betaalbaar", "Nnb", "")],
        [Change("Type woningen", "Gestapeld met lift", "Nnb", "")],
        [Change("Planning", "2022 (start)", "2024 (start)", "later")],
    ]
