"""Random edits, removals, restores and undoings end where they should: a model in Python beside the database.

``HISTORY_EXAMPLES`` in the environment says how many courses are tried; 15 without.
"""

import os
from itertools import count
from typing import Any

import pytest
from django.contrib.auth.models import User
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from municipalities.models import Corporation, Municipality
from municipalities.reference import load_reference
from projects.brochure import load_legend
from projects.models import ExternalCode, HousingType, Project, ProjectRentClass, RentClass
from projects.models.events import ProjectEvent
from tests.support.history_advice import follow
from wonen.history.audited_action import Act, act
from wonen.history.entries import HistoryEntry
from wonen.history.tables import TABLES
from wonen.history.undo.applying import carry_out
from wonen.history.undo.plans import Plan, undoing
from wonen.history.undo.restoring import restoring

pytestmark = pytest.mark.django_db(transaction=True)
# What a project is to a reader: place, kind, note, rent classes with their dwellings, types, codes.
State = tuple[Any, ...]
World = dict[int, State]
PLACES, KINDS, CODES = ("", "Noord", "Zuid"), ("nieuwbouw", "sloop"), ("1", "2", "3")
FRESH = count()
GONE = object()


def world() -> World:
    """Return all projects as the database holds them."""
    found: World = {}
    for project in Project.objects.order_by("pk"):
        rents = project.rent_entries.order_by("rent_class").values_list("rent_class", "dwellings")
        types = project.housing_types.order_by("pk").values_list("pk", flat=True)
        codes = project.external_codes.order_by("code").values_list("code", flat=True)
        found[project.pk] = (
            project.name,
            project.place,
            project.kind,
            tuple(rents),
            tuple(types),
            tuple(codes),
        )
    return found


def spots(world: World) -> dict[tuple[Any, ...], Any]:
    """Return the rows behind a world, each by what makes it the same row: a project itself, or a part."""
    found: dict[tuple[Any, ...], Any] = {}
    for pk, (name, place, kind, rents, types, codes) in world.items():
        found["project", pk] = (name, place, kind)
        found |= {("rents", pk, rent): dwellings for rent, dwellings in rents}
        found |= {("types", pk, each): True for each in types}
        found |= {("code", each): pk for each in codes}
    return found


def undone(now: World, before: World, after: World) -> dict[tuple[Any, ...], Any] | None:
    """Return the rows as undoing is to leave them; None if a row is neither as it was left nor as it was."""
    rows, was, left = spots(now), spots(before), spots(after)
    touched = {key for key in was.keys() | left.keys() if was.get(key, GONE) != left.get(key, GONE)}
    if any(rows.get(key, GONE) not in (was.get(key, GONE), left.get(key, GONE)) for key in touched):
        return None
    wanted = {key: row for key, row in rows.items() if key not in touched}
    wanted |= {key: was[key] for key in touched if key in was}
    owners = {key[1] if key[0] != "code" else row for key, row in wanted.items()}
    return wanted if owners <= {key[1] for key in wanted if key[0] == "project"} else None


class History(RuleBasedStateMachine):
    """Every entry is kept with the worlds before and after it; what is done to it is held against those."""

    @initialize()
    def begin(self) -> None:
        for table in reversed(TABLES.values()):
            if table.name.startswith("projects.project") or table.name == "projects.externalcode":
                table.model._base_manager.all().delete()
        self.user = User.objects.get(username="iemand")
        self.entries: list[tuple[HistoryEntry, World, World]] = []
        self.before = world()
        self.expected: World = {}

    @invariant()
    def the_database_is_what_it_should_be(self) -> None:
        if hasattr(self, "expected"):
            assert world() == self.expected

    def _done(self) -> None:
        """Keep the entry that was just made, if anything changed."""
        after = world()
        if after != self.before:
            self.entries.append((HistoryEntry.objects.latest("pk"), self.before, after))
        self.before = self.expected = after

    def _one(self, pick: int) -> Project:
        return Project.objects.order_by("pk")[pick % Project.objects.count()]

    @rule(place=st.sampled_from(PLACES), types=st.sets(st.integers(0, 3)), amount=st.integers(1, 3))
    def add(self, place: str, types: set[int], amount: int) -> None:
        with act(Act.IMPORT, "nieuw", self.user.pk):
            for _ in range(amount):
                project = Project.objects.create(
                    municipality=Municipality.objects.get(name="Heerlen"),
                    corporation=Corporation.objects.get(),
                    name=f"Project {next(FRESH)}",
                    place=place,
                    kind="nieuwbouw",
                    dwellings=100,
                )
                project.housing_types.set(HousingType.objects.filter(order__in=types))
        self._done()

    @precondition(lambda self: self.before)
    @rule(pick=st.integers(0, 9), place=st.sampled_from(PLACES), kind=st.sampled_from(KINDS))
    def edit(self, pick: int, place: str, kind: str) -> None:
        project = self._one(pick)
        Project.objects.filter(pk=project.pk).update(place=place, kind=kind)
        self._done()

    @rule(place=st.sampled_from(PLACES))
    def edit_all(self, place: str) -> None:
        with act(Act.BULK, "plaats", self.user.pk):
            Project.objects.update(place=place)
        self._done()

    @precondition(lambda self: self.before)
    @rule(
        pick=st.integers(0, 9),
        split=st.dictionaries(st.integers(1, 3), st.sampled_from([None, 5, 9])),
        types=st.sets(st.integers(1, 4)),
        again=st.booleans(),
    )
    def edit_parts(self, pick: int, split: dict[int, int | None], types: set[int], again: bool) -> None:
        project = self._one(pick)
        with act(Act.SHEET, "delen", self.user.pk):
            if again:
                project.rent_entries.all().delete()
            project.rent_entries.exclude(rent_class__order__in=split).delete()
            for order, dwellings in split.items():
                ProjectRentClass.objects.update_or_create(
                    project=project,
                    rent_class=RentClass.objects.get(order=order),
                    defaults={"dwellings": dwellings},
                )
            project.housing_types.set(HousingType.objects.filter(order__in=types))
        self._done()

    @precondition(lambda self: self.before)
    @rule(pick=st.integers(0, 9), code=st.sampled_from(CODES))
    def move_code(self, pick: int, code: str) -> None:
        ExternalCode.objects.update_or_create(system="dpi", code=code, defaults={"project": self._one(pick)})
        self._done()

    @precondition(lambda self: self.before)
    @rule(pick=st.integers(0, 9))
    def remove(self, pick: int) -> None:
        self._one(pick).delete()
        self._done()

    @precondition(lambda self: self.entries)
    @rule(back=st.integers(0, 5))
    def undo(self, back: int) -> None:
        entry, before, after = self.entries[-1 - back % len(self.entries)]
        wanted = undone(self.before, before, after)
        plan, done = carry_out(lambda: undoing(entry), Act.UNDO, entry.how, self.user.pk)
        if wanted is None:
            assert plan.problems
        else:
            assert not plan.problems
            assert done == (wanted != spots(self.before))
        assert spots(world()) == (spots(self.before) if wanted is None else wanted)
        if back % len(self.entries) == 0:
            assert done, plan.problems  # nothing came after it
        self._done()

    @precondition(lambda self: self.entries)
    @rule(back=st.integers(0, 9), by_versions=st.booleans())
    def do_as_advised(self, back: int, by_versions: bool) -> None:
        entry, before, after = self.entries[-1 - back % len(self.entries)]
        follow(entry, by_versions=by_versions, noted=self._done)
        rows, was, left = spots(world()), spots(before), spots(after)
        for key in was.keys() | left.keys():
            if was.get(key, GONE) != left.get(key, GONE):
                assert rows.get(key, GONE) == was.get(key, GONE)

    @precondition(lambda self: ProjectEvent.objects.exists() and self.entries)
    @rule(back=st.integers(0, 9), pick=st.integers(0, 9))
    def restore(self, back: int, pick: int) -> None:
        entry, before, after = self.entries[-1 - back % len(self.entries)]
        changed = sorted(pk for pk in after if before.get(pk) != after[pk])
        if not changed:
            return
        pk = changed[pick % len(changed)]

        def make() -> Plan:
            return restoring(TABLES["projects.project"], pk, entry, self.user) or Plan([])

        plan, done = carry_out(make, Act.RESTORE, "versie", self.user.pk)
        if done:
            self.expected = {**self.before, pk: after[pk]}
        elif not plan.can:
            # The only rule that can stand in the way here: a code is of one project.
            others = {code for key, state in self.before.items() if key != pk for code in state[5]}
            assert others & set(after[pk][5])
        else:
            assert self.before.get(pk) == after[pk]
        assert world() == self.expected
        self._done()


@pytest.fixture
def ready(db: None) -> None:
    load_reference()
    load_legend()
    Corporation.objects.create(code="WL", name="Wonen Limburg")
    User.objects.create_superuser("iemand")


def test_any_course_of_edits_restores_and_undoings_ends_where_it_should(ready: None) -> None:
    run_state_machine_as_test(
        History,
        settings=settings(
            max_examples=int(os.environ.get("HISTORY_EXAMPLES", "15")),
            stateful_step_count=15,
            deadline=None,
            derandomize="HISTORY_EXAMPLES" not in os.environ,
            suppress_health_check=list(HealthCheck),
        ),
    )
