"""Which projects are counted stands in their row (``is_counted``), and is right however rows change."""

import random
import threading
import time
from collections.abc import Iterator
from typing import Any

import pytest
from django.db import connection, transaction

from municipalities.models import ChangeMark, Corporation, Municipality
from projects.models import Project
from projects.models.events import ProjectEvent
from tests.conftest import AddProject
from tests.support.loaded import columns, copy_in, put_back, taken

pytestmark = pytest.mark.django_db(transaction=True)
STEPS, COURSES = 40, 4
INSERTED = """
INSERT INTO projects_project (
    municipality_id, corporation_id, id, name, is_public, parent_id, is_counted, place, kind, phase, source,
    note, dwellings_approximate, housing_types_undecided, with_care, sustainability_at_least, is_example,
    modified_at
) SELECT m.id, c.id, %s, %s, %s, %s, %s, '', 'nieuwbouw', '', '', '', false, false, false, false, false, now()
FROM municipalities_municipality m, municipalities_corporation c WHERE m.name = 'Heerlen' AND c.code = 'WL'
"""


def sql(statement: str, *values: Any) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement, values or None)


def is_right() -> bool:
    """Hold each row against the definition: no phase of it is as public as it is, or more."""
    rows = list(Project.objects.values_list("pk", "parent_id", "is_public", "is_counted"))
    phases = [(parent, public) for _, parent, public, _ in rows if parent]
    return [counted for *_, counted in rows] == [
        not any(parent == key and shown >= public for parent, shown in phases) for key, _, public, _ in rows
    ]


class Course:
    """Changes projects in drawn ways, within the rules: a phase is no whole, and lies where that lies."""

    def __init__(self, seed: int, world: AddProject) -> None:
        self.dice = random.Random(seed)
        self.add = world
        self.names = iter(f"Project {number}" for number in range(10**6))

    def free(self) -> list[Project]:
        """Return what can be a whole, or become a phase."""
        return list(Project.objects.filter(parent=None, phases=None))

    def wholes(self) -> list[Project]:
        return list(Project.objects.filter(parent=None))

    def phases(self) -> list[Project]:
        return list(Project.objects.filter(parent__isnull=False))

    def some(self, rows: list[Project]) -> list[int]:
        return [row.pk for row in self.dice.sample(rows, min(len(rows), self.dice.randint(1, 4)))]

    def public(self) -> bool:
        return self.dice.random() < 0.5

    def added(self) -> None:
        whole = self.dice.choice([None, *self.wholes()])
        self.add(next(self.names), parent=whole, is_public=self.public())

    def added_in_bulk(self) -> None:
        places = {"municipality": Municipality.objects.get(name="Heerlen"), "kind": "nieuwbouw"}
        owner, whole = Corporation.objects.earliest("pk"), self.dice.choice(self.wholes())
        Project.objects.bulk_create(
            Project(
                **places, corporation=owner, name=next(self.names), parent=parent, is_public=self.public()
            )
            for parent in (None, whole, whole)
        )

    def inserted_with_a_value(self) -> None:
        """A value written by hand does not count, and a phase may come before its whole."""
        last = max(Project.objects.values_list("pk", flat=True), key=abs)
        first = abs(last) + 1000
        for key, parent in ((first, first + 1), (first + 1, None)):
            sql(INSERTED, key, next(self.names), self.public(), parent, self.public())

    def inserted_or_updated(self) -> None:
        for key in self.some(self.wholes()):
            sql(
                "INSERT INTO projects_project AS p SELECT * FROM projects_project WHERE id = %s"
                " ON CONFLICT (id) DO UPDATE SET is_public = NOT p.is_public, is_counted = false",
                key,
            )

    def merged(self) -> None:
        sql(
            "MERGE INTO projects_project p USING (SELECT unnest(%s::bigint[]) AS id) found ON p.id = found.id"
            " WHEN MATCHED AND p.parent_id IS NOT NULL AND p.is_public THEN DELETE"
            " WHEN MATCHED THEN UPDATE SET is_public = NOT p.is_public",
            self.some(self.phases() or self.free()),
        )

    def shown_or_hidden(self) -> None:
        rows = Project.objects.filter(pk__in=self.some(list(Project.objects.all())))
        rows.update(is_public=self.public())

    def moved(self) -> None:
        whole = self.dice.choice(self.wholes())
        rows = Project.objects.filter(pk__in=self.some([*self.phases(), *self.free()])).exclude(pk=whole.pk)
        rows.update(parent=self.dice.choice([None, whole]), is_public=self.public())

    def written_by_hand(self) -> None:
        Project.objects.filter(pk__in=self.some(list(Project.objects.all()))).update(is_counted=self.public())

    def saved_late(self) -> None:
        """Save a row as it was before it got a phase."""
        stale = self.dice.choice(self.wholes())
        self.add(next(self.names), parent=stale, is_public=True)
        stale.is_public = self.public()
        stale.save()

    def numbered_anew(self) -> None:
        key = self.dice.choice(self.wholes()).pk
        sql(
            "UPDATE projects_project SET id = CASE id WHEN %s THEN -id ELSE id END,"
            " parent_id = CASE parent_id WHEN %s THEN -parent_id ELSE parent_id END",
            key,
            key,
        )

    def removed(self) -> None:
        Project.objects.filter(pk__in=self.some(self.phases() or self.free())).delete()

    def removed_whole(self) -> None:
        whole = self.dice.choice(self.wholes())
        whole.phases.all().delete()
        whole.delete()

    def removed_and_brought_back(self) -> None:
        row = self.dice.choice(self.wholes())
        sql("CREATE TEMPORARY TABLE kept AS SELECT * FROM projects_project WHERE id = %s", row.pk)
        sql("DELETE FROM projects_project WHERE id = %s", row.pk)
        sql("INSERT INTO projects_project SELECT * FROM kept")
        sql("DROP TABLE kept")

    def emptied_and_copied_back(self) -> None:
        """Copy all back as it was, wrong values of the column and all."""
        rows = dict(taken([Project]))
        text = rows[columns(Project)].decode().splitlines(keepends=True)
        place = [field.column for field in Project._meta.concrete_fields].index("is_counted")
        self.dice.shuffle(text)
        turned = []
        for line in text:
            cells = line.rstrip("\n").split("\t")
            cells[place] = self.dice.choice("tf")
            turned.append("\t".join(cells) + "\n")
        sql("TRUNCATE projects_project CASCADE")
        with connection.connection.cursor() as cursor:
            copy_in(cursor, columns(Project), "".join(turned).encode())

    def step(self) -> str:
        steps = (
            self.added, self.added, self.added_in_bulk, self.inserted_with_a_value, self.inserted_or_updated,
            self.merged, self.shown_or_hidden, self.shown_or_hidden, self.moved, self.written_by_hand,
            self.saved_late, self.numbered_anew, self.removed, self.removed_whole,
            self.removed_and_brought_back, self.emptied_and_copied_back,
        )  # fmt: skip
        chosen = self.dice.choice(steps)
        if Project.objects.count() < 4:
            chosen = self.added_in_bulk if self.wholes() else self.added
        with transaction.atomic():
            chosen()
            assert is_right(), chosen.__name__  # at once, not at the end of the transaction
        return chosen.__name__


@pytest.mark.parametrize("seed", range(COURSES))
def test_the_column_is_the_definition_whatever_is_done(add_project: AddProject, seed: int) -> None:
    course, seen = Course(seed, add_project), set[tuple[bool, bool]]()
    for _ in range(STEPS):
        course.step()
        assert is_right()
        seen.update(Project.objects.values_list("is_public", "is_counted"))
    assert len(seen) == 4  # drafts and public ones, of both some that count


@pytest.fixture
def whole(add_project: AddProject) -> Project:
    return add_project("Aldenhofpark")


def test_a_phase_changes_nothing_of_its_whole(whole: Project, add_project: AddProject) -> None:
    def told() -> list[Any]:
        found = Project.objects.values_list("version", "modified_at").get(pk=whole.pk)
        events = ProjectEvent.objects.filter(pgh_obj=whole.pk).count()
        return [
            found,
            events,
            *ChangeMark.objects.filter(key=whole.pk)
            .order_by("resource")
            .values_list("resource", "transaction"),
        ]

    before = told()
    phase = add_project("Aldenhofpark fase 1", parent=whole)
    assert not Project.objects.get(pk=whole.pk).is_counted
    Project.objects.filter(pk=phase.pk).update(is_public=False)
    assert Project.objects.get(pk=whole.pk).is_counted
    Project.objects.filter(pk=whole.pk).update(is_counted=False)
    assert Project.objects.get(pk=whole.pk).is_counted
    phase.delete()
    assert told() == before


def test_rows_that_were_copied_once_for_all_tests_keep_their_value(
    whole: Project, add_project: AddProject
) -> None:
    add_project("Aldenhofpark fase 1", parent=whole)
    rows = dict(taken([Project]))
    Project.objects.filter(parent=whole).delete()
    Project.objects.all().delete()
    put_back(rows)
    assert not Project.objects.get(pk=whole.pk).is_counted
    assert is_right()


@pytest.fixture
def other() -> Iterator[Any]:
    """Somebody else's connection."""
    second = connection.copy()
    second.inc_thread_sharing()
    second.set_autocommit(False)
    yield second
    second.rollback()
    second.close()


def wait_until_locked(thread: threading.Thread) -> None:
    while thread.is_alive():
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT FROM pg_locks WHERE NOT granted AND pid IN"
                " (SELECT pid FROM pg_stat_activity WHERE datname = current_database())"
            )
            if cursor.rowcount:
                return
        time.sleep(0.01)


def test_the_last_phase_goes_while_another_comes(whole: Project, add_project: AddProject, other: Any) -> None:
    old = add_project("Aldenhofpark fase 1", parent=whole)

    def remove() -> None:
        other.cursor().execute("DELETE FROM projects_project WHERE id = %s", [old.pk])
        other.commit()

    thread = threading.Thread(target=remove)
    with transaction.atomic():
        add_project("Aldenhofpark fase 2", parent=whole)
        thread.start()
        wait_until_locked(thread)
    thread.join()
    assert Project.objects.count() == 2
    assert is_right()


def test_a_whole_and_its_phase_come_at_once(add_project: AddProject, other: Any) -> None:
    """Neither sees the other until both have ended."""
    with transaction.atomic():
        whole = add_project("Aldenhofpark")
        other.cursor().execute(INSERTED, [whole.pk + 1000, "Aldenhofpark fase 1", True, whole.pk, True])
    other.commit()
    assert Project.objects.count() == 2
    assert is_right()
