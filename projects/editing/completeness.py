"""What is missing of a project before it is fit to be published: one rule for form, list and to-do list.

Nothing here stops a save: a half filled project may be kept. A demolition needs no rent class, and the
whole of a project in phases no number of dwellings: those stand with its phases.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

from django.contrib.postgres.fields import ArrayField
from django.db.models import Case, Exists, Func, OuterRef, Q, TextField, Value, When

from projects.kinds import Kind, Phase
from projects.models import Project, ProjectRentClass


class Lack(NamedTuple):
    """One thing that is missing: what it is called, the id of its field in the form, and when."""

    code: str
    label: str
    anchor: str
    condition: Q


KEPT = ~Q(kind=Kind.DEMOLITION)  # a home that stays has all that tells what home it is
LACKS = (
    Lack("plaats", "plaats of wijk", "id_place", Q(place="")),
    Lack("fase", "projectfase", "id_phase", Q(phase="")),
    Lack("aantal", "aantal woningen", "id_dwellings", Q(dwellings__isnull=True, has_phases=False)),
    Lack(
        "typen",
        "type woningen",
        "id_housing_types_0",
        KEPT & Q(has_types=False, housing_types_undecided=False),
    ),
    Lack("huur", "huurprijsklasse", "id_rents_0", KEPT & Q(has_rent_classes=False)),
    Lack("bat", "BAT-score", "id_bat_from", KEPT & Q(bat_from__isnull=True)),
    Lack("duurzaamheid", "duurzaamheid", "id_sustainability", KEPT & Q(sustainability__isnull=True)),
    Lack(
        "planning",
        "planning",
        "id_start_year",
        Q(start_year__isnull=True, delivery_year__isnull=True, planned_year__isnull=True),
    ),
    Lack("bron", "bron", "id_source", Q(source="")),
)
BY_CODE = {lack.code: lack for lack in LACKS}
PARTS = ("has_phases", "has_types", "has_rent_classes")


def _names(condition: Q) -> Iterator[str]:
    for child in condition.children:
        if isinstance(child, Q):
            yield from _names(child)
        elif isinstance(child, tuple):
            yield str(child[0]).partition("__")[0]


# What the conditions ask of a project, beside its parts.
COLUMNS = tuple(dict.fromkeys(name for lack in LACKS for name in _names(lack.condition) if name not in PARTS))


def codes() -> Func:
    """Return the expression for the codes of all that a project lacks, in the order of the form."""
    cases = (Case(When(lack.condition, then=Value(lack.code)), output_field=TextField()) for lack in LACKS)
    template = "array_remove(ARRAY[%(expressions)s]::text[], NULL)"
    return Func(*cases, template=template, output_field=ArrayField(TextField()))


def _parts() -> dict[str, Any]:
    project = OuterRef("pk")
    return {
        "has_phases": Exists(Project.objects.filter(parent=project)),
        "has_types": Exists(Project.housing_types.through._default_manager.filter(project=project)),
        "has_rent_classes": Exists(ProjectRentClass.objects.filter(project=project)),
    }


def with_lacks(projects: Any) -> Any:
    """Annotate ``lacks``, the codes of what each project lacks. Of type ``Any``: types know columns only."""
    return projects.alias(**_parts()).annotate(lacks=codes())


def incomplete(projects: Any) -> Any:
    """Keep what lacks something and may still be published: not what was cancelled."""
    return with_lacks(projects).filter(~Q(lacks=[]) & ~Q(phase=Phase.CANCELLED))


def named(found: list[str]) -> list[Lack]:
    return [BY_CODE[code] for code in found]
