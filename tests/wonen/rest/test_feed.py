"""The feed of changes: whoever follows it has what is public, row for row, however it was changed."""

import datetime
from collections.abc import Callable, Iterator
from decimal import Decimal
from typing import Any

import pytest
from django.core.management import call_command
from django.db import connection, transaction
from django.db.models import F
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from pytest_django import Settings

from municipalities.figures.feed import FIGURES
from municipalities.models import (
    ChangeMark,
    Corporation,
    Figure,
    Indicator,
    IndicatorClass,
    Municipality,
    Region,
)
from projects.example import make_examples, remove_examples
from projects.models import ExternalCode, HousingType, Project, RentClass, SustainabilityLevel
from projects.models.feed import PROJECTS
from tests.conftest import AddProject
from tests.municipalities.figures.test_figure_rules import figure, indicator, klasse
from tests.support.copies import Copy, shown
from wonen.rest.changes.query import (
    Cursor,
    ExpiredError,
    NotACursorError,
    page_of_changes,
    read_cursor,
    revision,
)

pytestmark = pytest.mark.django_db(transaction=True)


def sql(statement: str, *values: Any) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)


@pytest.fixture
def project(add_project: AddProject) -> Project:
    made = add_project(
        dwellings=20, certain={"betaalbaar": 5}, types=["gestapeld-met-lift"], level="beng", place="Centrum"
    )
    ExternalCode.objects.create(project=made, system="dpi", code="1")
    add_project("Elders", gemeente="Venlo", corporation=Corporation.objects.create(code="ACC", name="Accent"))
    return made


@pytest.fixture
def other() -> Iterator[Any]:
    """Somebody else's connection, for SQL that is not committed yet."""
    second = connection.copy()
    second.set_autocommit(False)
    yield second
    second.rollback()
    second.close()


def change(row: Any, **values: Any) -> None:
    type(row)._base_manager.filter(pk=row.pk).update(**values)


PROJECT_CHANGES: dict[str, Callable[[Project], Any]] = {
    "a save": lambda p: p.save(),
    "SQL": lambda p: sql("UPDATE projects_project SET place = 'Aarveld' WHERE id = %s", p.pk),
    "a rent class": lambda p: p.rent_entries.update(dwellings=6),
    "a type": lambda p: p.housing_types.clear(),
    "a code": lambda p: sql("DELETE FROM projects_externalcode WHERE project_id = %s", p.pk),
    "the code of the municipality": lambda p: change(p.municipality, code="GM9999"),
    "the code of the corporation": lambda p: change(p.corporation, code="WLX"),
    "the name of a level": lambda _: SustainabilityLevel.objects.filter(code="beng").update(label="Zuinig"),
    "the code of a type": lambda _: HousingType.objects.filter(code="gestapeld-met-lift").update(code="lift"),
    "the name of a rent class": lambda _: RentClass.objects.filter(code="betaalbaar").update(label="Laag"),
}


@pytest.mark.parametrize("name", PROJECT_CHANGES)
def test_every_change_that_shows_in_a_project_is_told_of_it_alone(project: Project, name: str) -> None:
    copy = Copy().settle()
    before = revision(PROJECTS)
    PROJECT_CHANGES[name](project)
    assert copy.settle().told == [project.pk]
    assert copy.rows == shown(PROJECTS)
    assert revision(PROJECTS) != before


def test_the_legend_as_a_whole_is_told_of_each_project_once_on_small_pages(
    add_project: AddProject,
) -> None:
    types = ["gestapeld-met-lift", "gestapeld-zonder-lift", "grondgebonden-gezins"]
    made = [add_project(f"Project {n}", types=types, dwellings=9) for n in range(10)]
    copy = Copy(size=2).settle()
    with transaction.atomic():
        HousingType.objects.update(order=F("order") + 10)
        HousingType.objects.update(meaning="Anders")
    assert copy.settle().told == [each.pk for each in made]
    assert copy.rows == shown(PROJECTS)


def test_what_changes_nothing_is_not_told(project: Project) -> None:
    copy = Copy().settle()
    before, cursor = revision(PROJECTS), copy.cursor
    Project.objects.update(place=F("place"))
    project.rent_entries.update(dwellings=5)
    Municipality.objects.update(name=F("name"))
    HousingType.objects.create(code="n", label="N", meaning="-", order=99, form="gestapeld", variant="x")
    assert copy.settle().told == []
    with transaction.atomic():
        Project.objects.update(place="Weg")
        transaction.set_rollback(True)
    assert copy.settle().told == []
    Project.objects.get(pk=project.pk).refresh_from_db()
    assert (copy.cursor, revision(PROJECTS) == before) == (cursor, False)  # the legend did change


def test_a_draft_is_never_told_and_what_is_withdrawn_is_gone(project: Project) -> None:
    Project.objects.exclude(pk=project.pk).update(is_public=False)
    copy = Copy().settle()
    draft = Project.objects.exclude(pk=project.pk).get()
    draft.note = "Nog geheim"
    draft.save()
    RentClass.objects.update(meaning="Anders")
    assert copy.settle().told == [project.pk]  # which shows a rent class
    change(draft, is_public=True)
    assert copy.settle().told == [draft.pk]
    change(project, is_public=False)
    assert (copy.settle().told, copy.gone) == ([project.pk], [project.pk])
    change(project, note="Weer een concept")
    RentClass.objects.update(meaning="Wat anders")
    assert copy.settle().told == []
    project.delete()
    assert copy.settle().told == []
    last = draft.pk
    draft.delete()
    assert (copy.settle().gone, copy.rows) == ([last], {})


def test_what_was_public_only_within_a_transaction_is_never_told(
    project: Project, add_project: AddProject
) -> None:
    copy = Copy().settle()
    with transaction.atomic():
        born = add_project("Even", certain={"vrije-huur": None})
        change(born, is_public=False)
    with transaction.atomic():
        add_project("Ook even").delete()
    assert copy.settle().told == []
    with transaction.atomic():
        change(born, is_public=True)
        change(born, is_public=False)
        change(born, is_public=True)
    assert copy.settle().told == [born.pk]
    with transaction.atomic():
        change(born, place="Nog even")
        change(born, is_public=False)
    assert copy.settle().gone == [born.pk]


def test_a_phase_is_told_when_its_whole_becomes_public_or_is_withdrawn(add_project: AddProject) -> None:
    whole = add_project("Geheel", is_public=False)
    phase = add_project("Fase", parent=whole, dwellings=3)
    copy = Copy().settle()
    assert copy.rows[phase.pk]["faseVan"] is None
    change(whole, is_public=True)
    assert sorted(copy.settle().told) == [whole.pk, phase.pk]
    assert copy.rows[phase.pk]["faseVan"] == whole.pk
    change(whole, is_public=False)
    assert copy.settle().rows == shown(PROJECTS)
    assert copy.rows[phase.pk]["faseVan"] is None
    with transaction.atomic():  # the key of the phase is only looked at when this ends
        row = Project.objects.values().get(pk=whole.pk)
        sql("DELETE FROM projects_project WHERE id = %s", whole.pk)
        Project.objects.create(**{**row, "is_public": True})
    assert copy.settle().rows[phase.pk]["faseVan"] == whole.pk


def test_a_project_with_another_key_is_another_project(add_project: AddProject) -> None:
    old = add_project("Sleutel").pk
    copy = Copy().settle()
    sql("UPDATE projects_project SET id = %s WHERE id = %s", old + 1000, old)
    assert copy.settle().gone == [old]
    assert copy.rows == shown(PROJECTS)
    assert list(copy.rows) == [old + 1000]


def test_an_older_transaction_that_ends_later_is_not_missed(project: Project, other: Any) -> None:
    copy = Copy().settle()
    second = Project.objects.exclude(pk=project.pk).get()
    with other.cursor() as cursor:
        cursor.execute("UPDATE projects_project SET place = 'Laat' WHERE id = %s", [project.pk])
    revisions = [revision(PROJECTS)]
    change(second, place="Vroeg")  # a later number, ended sooner
    revisions.append(revision(PROJECTS))
    assert copy.catch_up().rows != shown(PROJECTS)  # not yet: something may still come before it
    other.commit()
    revisions.append(revision(PROJECTS))
    assert copy.settle().told == [project.pk, second.pk]
    assert copy.rows == shown(PROJECTS)
    assert len(set(revisions)) == 3


def test_what_else_is_busy_in_the_cluster_changes_neither_revision_nor_beginning(
    project: Project, other: Any
) -> None:
    with other.cursor() as cursor:
        cursor.execute("SELECT pg_current_xact_id()")
    change(project, place="Aarveld")
    during = revision(PROJECTS)
    other.commit()
    Copy().settle()
    assert revision(PROJECTS) == during
    begun = page_of_changes(PROJECTS, None, 100).cursor
    with other.cursor() as cursor:
        cursor.execute("SELECT pg_current_xact_id()")
    other.commit()
    assert page_of_changes(PROJECTS, None, 100).cursor == begun
    assert revision(PROJECTS) == during
    change(project, place="Heerlen")
    Copy().settle()
    assert page_of_changes(PROJECTS, None, 100).cursor != begun
    assert revision(PROJECTS) != during


def test_a_project_that_comes_to_show_a_name_while_it_changes_is_not_missed(
    project: Project, other: Any
) -> None:
    """The one who renames does not see the project, the one who publishes does not see the name."""
    draft = Project.objects.exclude(pk=project.pk).get()
    change(draft, is_public=False)
    copy = Copy().settle()
    change(draft, is_public=False)
    with other.cursor() as cursor:
        cursor.execute("UPDATE municipalities_municipality SET code = 'GM9998' WHERE name = 'Venlo'")
    change(draft, is_public=True)
    copy.catch_up()
    other.commit()
    assert copy.settle().rows == shown(PROJECTS)
    assert copy.rows[draft.pk]["gemeente"] == "GM9998"


def test_a_moment_finds_what_ended_after_it_also_if_it_began_before(project: Project, other: Any) -> None:
    with other.cursor() as cursor:
        cursor.execute("UPDATE projects_project SET place = 'Laat' WHERE id = %s", [project.pk])
    change(Project.objects.exclude(pk=project.pk).get(), place="Vroeg")
    rows, moment = shown(PROJECTS), timezone.now()
    other.commit()
    copy = Copy(rows=rows, cursor=moment).settle()
    assert project.pk in copy.told
    assert copy.rows == shown(PROJECTS)
    change(project, is_public=False)
    late = Copy(cursor=moment, rows=rows).settle()
    assert (late.gone, late.rows) == ([project.pk], shown(PROJECTS))


def test_a_moment_before_anything_is_known_is_refused(project: Project) -> None:
    with pytest.raises(ExpiredError):
        page_of_changes(PROJECTS, timezone.now() - datetime.timedelta(days=1), 3)


def test_a_cursor_of_another_life_of_the_database_is_refused(project: Project) -> None:
    cursor = Copy().settle().cursor
    assert isinstance(cursor, Cursor)
    elsewhere = Cursor(cursor.epoch + 1, cursor.transaction, cursor.key)
    with pytest.raises(ExpiredError):
        page_of_changes(PROJECTS, elsewhere, 3)


def test_what_is_left_of_another_database_does_not_freeze_the_feed(project: Project) -> None:
    ChangeMark.objects.update(epoch=1, transaction=10**15, oldest=10**15)  # as a dump brings it along
    copy = Copy().settle()
    assert copy.rows == shown(PROJECTS)
    change(project, place="Aarveld")
    assert copy.settle().told == [project.pk]
    change(project, is_public=False)
    assert copy.settle().gone == [project.pk]
    with pytest.raises(ExpiredError):
        page_of_changes(PROJECTS, timezone.now() - datetime.timedelta(days=1), 3)


@pytest.mark.parametrize(
    "text",
    ["", "x", "1-2-3", "0" * 16, f"{'0' * 16}-1", f"{'0' * 16}-1-2-", f"{'0' * 16}-{'9' * 19}-0", "0\n"],
)
def test_a_text_that_is_no_cursor_is_told_apart(text: str) -> None:
    with pytest.raises(NotACursorError):
        read_cursor(text)


@pytest.mark.parametrize("epoch", [0, 1, -1, 2**63 - 1, -(2**63)])
def test_a_cursor_is_read_back_as_it_was(epoch: int) -> None:
    for cursor in (Cursor(epoch, 5, 7), Cursor(epoch, 5, 7, is_begin=True)):
        assert read_cursor(str(cursor)) == cursor


def test_who_begins_while_others_write_misses_nothing(add_project: AddProject) -> None:
    made = [add_project(f"Project {n}") for n in range(7)]
    copy = Copy(size=2)
    copy.poll()
    change(made[0], place="Al geweest")
    change(made[6], is_public=False)
    made[1].delete()
    add_project("Nieuw")
    assert copy.settle().rows == shown(PROJECTS)


def test_invented_projects_and_an_emptied_table_are_followed(world: None) -> None:
    copy = Copy(size=50).settle()
    make_examples(120)
    assert copy.settle().rows == shown(PROJECTS)
    assert len(copy.told) == len(copy.rows) == Project.objects.public().count() > 90
    remove_examples()
    assert copy.settle().rows == {}
    make_examples(5)
    copy.settle()
    sql("TRUNCATE projects_project CASCADE")
    assert copy.settle().rows == {}


FIGURE_CHANGES: dict[str, Callable[[], Any]] = {
    "another value": lambda: Figure.objects.filter(municipality__isnull=False).update(value=7),
    "SQL": lambda: sql("UPDATE municipalities_figure SET value = 2"),
    "the unit": lambda: Indicator.objects.update(unit="%"),
    "the decimals": lambda: Indicator.objects.update(decimals=2),
    "the code of the class": lambda: IndicatorClass.objects.update(code="b"),
    "the code of the municipality": lambda: Municipality.objects.filter(name="Heerlen").update(code="GM9999"),
    "the code of the corporation": lambda: Corporation.objects.update(code="WLX"),
    "the name of the region": lambda: Region.objects.filter(figures__isnull=False).update(slug="anders"),
    "removal": lambda: Figure.objects.all().delete(),
    "emptied": lambda: sql("TRUNCATE municipalities_figure"),
}


@pytest.mark.parametrize("name", FIGURE_CHANGES)
def test_every_change_that_shows_in_a_figure_is_told(world: None, name: str) -> None:
    table = indicator("tabel", "a")
    wl = Corporation.objects.get()
    figure(table, indicator_class=klasse("a"), corporation=wl).save()
    region = Region.objects.order_by("pk")[0]
    figure(table, indicator_class=klasse("a"), municipality=None, region=region, value=Decimal(3)).save()
    copy = Copy(FIGURES).settle()
    assert len(copy.rows) == 2
    FIGURE_CHANGES[name]()
    assert copy.settle().told
    assert copy.rows == shown(FIGURES)


def test_what_is_long_gone_is_forgotten_and_who_was_away_longer_is_told(
    project: Project, add_project: AddProject, settings: Settings
) -> None:
    settings.HISTORY_YEARS = 1
    copy = Copy().settle()
    stale = copy.cursor
    change(project, is_public=False)
    ChangeMark.objects.update(changed_at=F("changed_at") - datetime.timedelta(days=800))
    Copy().settle()  # every transaction of before has ended
    add_project("Later", certain={"vrije-huur": None})
    marked = timezone.now() - datetime.timedelta(days=700)
    ChangeMark.objects.filter(resource="projecten", key=Project.objects.get(name="Later").pk).update(
        changed_at=marked
    )
    current, before = copy.settle().cursor, revision(PROJECTS)
    call_command("prune_history", verbosity=0)
    assert not ChangeMark.objects.filter(resource="projecten", key=project.pk).exists()
    with pytest.raises(ExpiredError):
        page_of_changes(PROJECTS, stale, 3)
    assert page_of_changes(PROJECTS, current, 3).rows == []
    assert revision(PROJECTS) != before  # or it could come back to what it was
    for days in (900, 500):
        with pytest.raises(ExpiredError):
            page_of_changes(PROJECTS, timezone.now() - datetime.timedelta(days=days), 3)
    year_ago = timezone.now() - datetime.timedelta(days=300)
    assert page_of_changes(PROJECTS, year_ago, 3).rows
    assert copy.settle().rows == Copy().settle().rows == shown(PROJECTS)


def test_the_number_of_queries_is_fixed(project: Project) -> None:
    cursor = Copy().settle().cursor
    change(project, place="Aarveld")
    HousingType.objects.update(meaning="Anders")
    moment = timezone.now()
    asked: list[tuple[Callable[[], object], int]] = [
        (lambda: page_of_changes(PROJECTS, None, 3), 3),
        (lambda: page_of_changes(PROJECTS, cursor, 3), 3),
        (lambda: page_of_changes(PROJECTS, moment, 3), 4),
        (lambda: revision(PROJECTS), 2),
    ]
    for ask, count in asked:
        with CaptureQueriesContext(connection) as captured:
            ask()
        assert len(captured) == count
