"""The example set: invented but plausible projects over all municipalities, from a fixed seed, in bulk.

Rows are streamed into the database with COPY, so that a million takes minutes and little memory.
"""

import random
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from django.db import connection, transaction
from django.utils import timezone

from municipalities.models import Corporation, Municipality
from projects.models import (
    ExternalCode,
    HousingType,
    Kind,
    Phase,
    Project,
    ProjectRentClass,
    RentClass,
    SustainabilityLevel,
)

SEED = 2022
SOURCE = "Voorbeelddata: verzonnen, geen bron"
STREETS = (
    "Beukenhof", "Dorpsplein", "Eikenlaan", "Esdoornstraat", "Hoevepad", "Kapelweg", "Kastanjehof",
    "Kerkpad", "Kloosterhof", "Lindehof", "Maasoever", "Mergelweg", "Molenveld", "Parklaan", "Populierenhof",
    "Schoolstraat", "Stationskwartier", "Veldzicht", "Vijverpark", "Wilgenhof",
)  # fmt: skip
PROJECT_COLUMNS = (
    "id", "municipality_id", "corporation_id", "name", "place", "kind", "phase", "dwellings",
    "dwellings_approximate", "housing_types_undecided", "with_care", "bat_from_id", "bat_to_id",
    "sustainability_id", "sustainability_at_least", "start_year", "start_quarter", "delivery_year",
    "delivery_quarter", "planned_year", "planned_quarter", "is_public", "is_example", "source", "note",
    "internal_note", "modified_at",
)  # fmt: skip
RENT_COLUMNS = ("project_id", "rent_class_id", "is_possible", "dwellings")
TYPE_COLUMNS = ("project_id", "housingtype_id")


@dataclass(frozen=True)
class Legend:
    """The primary keys from which the invented projects choose."""

    municipalities: list[int]
    corporations: list[int]
    housing_types: list[int]
    rent_classes: list[int]
    levels: list[int]

    @classmethod
    def load(cls) -> "Legend":
        models: tuple[type[Any], ...] = (
            Municipality, Corporation, HousingType, RentClass, SustainabilityLevel,
        )  # fmt: skip
        return cls(*(list(model.objects.values_list("pk", flat=True)) for model in models))


def set_examples(amount: int) -> int | None:
    """Make the example set hold exactly so many projects, all or nothing, one command at a time.

    Return how many were removed for it, or None where the set was of that size: then it stays as it is.
    """
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("LOCK TABLE projects_project IN SHARE ROW EXCLUSIVE MODE")
        if Project.objects.filter(is_example=True).count() == amount:
            return None
        removed = remove_examples()
        make_examples(amount)
        return removed


@contextmanager
def inventing() -> Iterator[None]:
    """Do all that happens inside in one transaction, in which parts raise no version."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL wonen.inventing = 'on'")
        yield
        cursor.execute("SET LOCAL wonen.inventing = 'off'")


def remove_examples() -> int:
    """Remove every example project with all its parts, without loading a row; return how many."""
    project = Project._meta.db_table
    parts = (ProjectRentClass, ExternalCode, Project.housing_types.through)
    with inventing(), connection.cursor() as cursor:
        for table in (model._meta.db_table for model in parts):
            cursor.execute(
                f"DELETE FROM {table} part USING {project} p "  # noqa: S608 - no user input
                "WHERE p.id = part.project_id AND p.is_example"
            )
        cursor.execute(f"DELETE FROM {project} WHERE is_example")  # noqa: S608 - no user input
        return int(cursor.rowcount)


def make_examples(amount: int) -> None:
    """Add so many invented projects; the same amount gives the same projects each time.

    The sequence of ids jumps: nobody else may add projects meanwhile (``set_examples`` sees to it).
    """
    if not amount:
        return
    legend = Legend.load()
    with inventing():
        first = _reserve_ids(amount)
        _copy("projects_project", PROJECT_COLUMNS, _projects(amount, first, legend))
        _copy("projects_projectrentclass", RENT_COLUMNS, _rent_entries(amount, first, legend))
        _copy("projects_project_housing_types", TYPE_COLUMNS, _types(amount, first, legend))
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE projects_project, projects_projectrentclass, projects_project_housing_types")


def _reserve_ids(amount: int) -> int:
    """Set a row of ids apart for COPY and return the first."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT nextval(pg_get_serial_sequence('projects_project', 'id'))")
        first = int(cursor.fetchone()[0])
        cursor.execute(
            "SELECT setval(pg_get_serial_sequence('projects_project', 'id'), %s)", [first + amount]
        )
    return first


def _copy(table: str, columns: tuple[str, ...], rows: Iterator[tuple[Any, ...]]) -> None:
    names = ", ".join(columns)
    with connection.cursor() as cursor, cursor.copy(f"COPY {table} ({names}) FROM STDIN") as copy:
        for row in rows:
            copy.write_row(row)


def _dice(what: str, number: int) -> random.Random:
    """Return the dice of one project, so that each table can be made by itself and still agree."""
    return random.Random(f"{SEED}-{what}-{number}")  # noqa: S311 - invented data, not a secret


def _dwellings(number: int) -> int | None:
    dice = _dice("count", number)
    return None if dice.random() < 0.05 else max(1, round(dice.lognormvariate(3, 0.8)))


def _projects(amount: int, first: int, legend: Legend) -> Iterator[tuple[Any, ...]]:
    now = timezone.now()
    for number in range(amount):
        dice = _dice("project", number)
        place = number % len(legend.municipalities)
        count = _dwellings(number)
        level = dice.choice([None, *legend.levels, *legend.levels])
        bat_from = dice.choice([None, 0, 0, 1, 2, 3])
        yield (
            first + number,
            legend.municipalities[place],
            dice.choice(legend.corporations),
            f"Voorbeeldproject {dice.choice(STREETS)} {number // len(legend.municipalities) + 1}",
            "",
            dice.choices(list(Kind), (60, 25, 8, 7))[0].value,
            dice.choice(["", *(each.value for each in Phase)]),
            count,
            count is not None and dice.random() < 0.3,
            dice.random() < 0.1,
            dice.random() < 0.1,
            bat_from,
            None if bat_from is None else min(4, bat_from + dice.choice([0, 0, 1, 2])),
            level,
            level is not None and dice.random() < 0.15,
            *_planning(dice),
            dice.random() < 0.9,
            True,
            SOURCE,
            "",
            "",
            now,
        )


def _planning(dice: random.Random) -> tuple[int | None, ...]:
    """Return start, delivery and planned year with quarter, at least one of the three unknown."""
    year = dice.randint(2021, 2032)
    quarter = dice.choice([None, None, 1, 2, 3, 4])
    delivered = year + dice.randint(1, 3)
    return dice.choice(
        [
            (year, quarter, None, None, None, None),
            (year, quarter, delivered, None, None, None),
            (None, None, year, quarter, None, None),
            (None, None, None, None, year, quarter),
            (None, None, None, None, None, None),
        ]
    )


def _rent_entries(amount: int, first: int, legend: Legend) -> Iterator[tuple[Any, ...]]:
    for number in range(amount):
        dice = _dice("rent", number)
        chosen = dice.sample(legend.rent_classes, dice.choice([0, 1, 1, 1, 2, 2, 3]))
        count = _dwellings(number)
        split = len(chosen) == 2 and count is not None and count > 1 and dice.random() < 0.3
        share = dice.randint(1, count - 1) if split and count else 0
        for index, rent_class in enumerate(chosen):
            dwellings = None if not split or count is None else (share if index == 0 else count - share)
            yield (first + number, rent_class, not split and index > 0 and dice.random() < 0.3, dwellings)


def _types(amount: int, first: int, legend: Legend) -> Iterator[tuple[Any, ...]]:
    for number in range(amount):
        dice = _dice("types", number)
        for housing_type in dice.sample(legend.housing_types, dice.choice([0, 1, 1, 1, 2, 3])):
            yield (first + number, housing_type)
