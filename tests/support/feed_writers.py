"""Writers that change projects, their parts and the legend in every way, each with dice of its own."""

from __future__ import annotations

import random
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from itertools import count
from typing import Any

from django.core.exceptions import ObjectDoesNotExist
from django.db import DatabaseError, connection, transaction
from django.db.models import F

from municipalities.models import Corporation, Municipality
from projects.models import (
    ExternalCode,
    HousingType,
    Project,
    ProjectRentClass,
    RentClass,
    SustainabilityLevel,
)

PLACES = ("Centrum", "Noord", "Aarveld", "")
NUMBERS = count(1)
DEADLOCK = "40P01"


def new(dice: random.Random, **fields: Any) -> Project:
    values = {"municipality": Municipality.objects.get(name="Heerlen"), "kind": "nieuwbouw", **fields}
    values.setdefault("corporation", dice.choice(list(Corporation.objects.all())))
    return Project.objects.create(**{"name": f"Project {next(NUMBERS)}", "is_public": True, **values})


@dataclass
class Writer:
    """Somebody who changes things until so many changes are committed. ``unseen`` must never be told."""

    seed: int
    done: int = 0
    refused: int = 0
    deadlocks: int = 0
    undone: int = 0
    unseen: set[int] = field(default_factory=set)
    kinds: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        self.dice = random.Random(self.seed)
        self.removed: list[dict[str, Any]] = []

    def work(self, amount: int) -> Writer:
        while self.done < amount:
            self.turn()
            connection.close()  # back to the pool, as at the end of a request
        return self

    def turn(self) -> None:
        """Do one to three things in one transaction, which may be slow, or be taken back."""
        chosen = self.dice.choices(ACTS, k=self.dice.choice((1, 1, 1, 2, 3)))
        fate = self.dice.random()
        unseen: set[int] = set()
        try:
            with transaction.atomic():
                for act in chosen:
                    unseen |= act(self) or set()
                if fate < 0.1:
                    time.sleep(self.dice.uniform(0.02, 0.2))
                transaction.set_rollback(fate > 0.85)
        except (DatabaseError, ObjectDoesNotExist) as error:  # or somebody else removed it
            self.deadlocks += getattr(error.__cause__, "sqlstate", "") == DEADLOCK
            self.refused += 1
            return
        if fate > 0.85:
            self.undone += 1
            return
        self.done += 1
        self.unseen |= unseen
        self.kinds |= {act.__name__ for act in chosen}

    def some(self, most: int = 1) -> list[Project]:
        """Return some projects that others may have removed by now, but never the one that stays a draft."""
        keys = list(Project.objects.exclude(source="nooit").values_list("pk", flat=True))
        chosen = self.dice.sample(keys, min(len(keys), self.dice.randint(1, most)))
        return list(Project.objects.filter(pk__in=chosen).order_by("pk"))

    def save(self) -> None:
        for project in self.some():
            project.place, project.note = self.dice.choice(PLACES), f"regel {self.dice.random()}"
            project.save(force_update=True)

    def bulk(self) -> None:
        keys = [project.pk for project in self.some(6)]
        Project.objects.filter(pk__in=keys).update(place=self.dice.choice(PLACES), with_care=True)

    def sql(self) -> None:
        for project in self.some():
            with connection.cursor() as cursor:
                cursor.execute(
                    "UPDATE projects_projectrentclass SET is_possible = NOT is_possible "
                    "WHERE project_id = %s",
                    [project.pk],
                )

    def publish(self) -> None:
        for project in self.some(3):
            Project.objects.filter(pk=project.pk).update(is_public=not project.is_public)

    def publish_by_sql(self) -> None:
        keys = [project.pk for project in self.some(4)]
        with connection.cursor() as cursor:
            cursor.execute(
                "UPDATE projects_project SET is_public = NOT is_public WHERE id = ANY (%s)", [keys]
            )

    def add(self) -> None:
        project = new(self.dice, place=self.dice.choice(PLACES), is_public=self.dice.random() < 0.7)
        project.housing_types.set(self.dice.sample(list(HousingType.objects.all()), 2))
        self.rents(project)

    def remove(self) -> None:
        for project in self.some(5):
            if not project.phases.exists() and Project.objects.public().count() > 20:
                self.removed.append({**Project.objects.values().get(pk=project.pk)})
                project.delete()

    def bring_back(self) -> None:
        if self.removed:
            row = self.removed.pop()
            if not Project.objects.filter(pk=row["id"]).exists():
                Project.objects.create(**{**row, "parent_id": None, "name": f"Weer {next(NUMBERS)}"})

    def split(self) -> None:
        for project in self.some():
            if project.parent_id is None and not project.phases.exists():
                ProjectRentClass.objects.filter(project=project).update(dwellings=None)
                Project.objects.filter(pk=project.pk).update(dwellings=None)
                for _ in range(2):
                    new(self.dice, parent=project, municipality_id=project.municipality_id, dwellings=3)

    def join(self) -> None:
        for project in self.some(2):
            Project.objects.filter(pk=project.pk).update(parent=None)

    def types(self) -> None:
        for project in self.some(2):
            kinds = list(HousingType.objects.all())
            project.housing_types.set(self.dice.sample(kinds, self.dice.randint(0, 3)))

    def rents(self, project: Project | None = None) -> None:
        for each in [project] if project else self.some(2):
            rent_class = self.dice.choice(list(RentClass.objects.all()))
            found = each.rent_entries.filter(rent_class=rent_class)
            if found.exists():
                found.delete()
            else:
                each.rent_entries.create(rent_class=rent_class)

    def codes(self) -> None:
        for project in self.some():
            code = str(self.dice.randint(1, 30))
            ExternalCode.objects.update_or_create(system="dpi", code=code, defaults={"project": project})

    def legend(self) -> None:
        model: Any = self.dice.choice((HousingType, RentClass, SustainabilityLevel))
        entry = self.dice.choice(list(model.objects.all()))
        model.objects.filter(pk=entry.pk).update(label=f"{entry.code} {self.dice.randint(1, 10**9)}")

    def whole_legend(self) -> None:
        model: Any = self.dice.choice((HousingType, RentClass))
        model.objects.update(order=F("order") + 1)

    def names(self) -> None:
        corporation = self.dice.choice(list(Corporation.objects.all()))
        code = f"{corporation.code[:2]}{self.dice.randint(1, 10**6)}"
        Corporation.objects.filter(pk=corporation.pk).update(code=code)

    def level(self) -> None:
        for project in self.some():
            level = self.dice.choice(list(SustainabilityLevel.objects.all()))
            Project.objects.filter(pk=project.pk).update(sustainability=level)

    def draft(self) -> set[int]:
        """Work on what is never public, and make what is public only within this transaction."""
        Project.objects.filter(source="nooit").update(note=f"geheim {self.dice.random()}")
        born = new(self.dice)
        self.rents(born)
        Project.objects.filter(pk=born.pk).update(is_public=False, source="nooit")
        passing = new(self.dice)
        key = passing.pk
        passing.delete()
        return {born.pk, key}


ACTS: list[Callable[[Writer], set[int] | None]] = [
    Writer.save,
    Writer.save,
    Writer.bulk,
    Writer.sql,
    Writer.publish,
    Writer.publish_by_sql,
    Writer.add,
    Writer.remove,
    Writer.remove,
    Writer.bring_back,
    Writer.split,
    Writer.join,
    Writer.types,
    Writer.rents,
    Writer.codes,
    Writer.legend,
    Writer.whole_legend,
    Writer.names,
    Writer.level,
    Writer.draft,
]
