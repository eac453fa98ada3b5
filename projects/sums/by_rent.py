"""What the dwellings of projects may become by rent class.

Per project: what a split gives to a class is certain. The rest of its dwellings falls to the classes without
a number, in whatever way; without a certain one among these it may also stay unknown.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING, Any

from django.apps import apps
from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import BigIntegerField, Case, Count, F, OuterRef, Q, QuerySet, Subquery, When
from django.db.models import Sum as SumOf
from django.db.models.functions import Coalesce

from projects.models.legend import RentClass
from projects.sums.intervals import May, Outcomes, Sum, adding, per_entry

if TYPE_CHECKING:
    from projects.models.querysets import ProjectQuerySet as Projects

Group = tuple[Any, ...]  # the values of the columns that the projects are grouped by


def rent_outcomes(projects: Projects, *columns: str) -> dict[Group, Outcomes]:
    """Return what the dwellings may become, by these columns of the project; in two queries."""
    dwellings: defaultdict[Group, Counter[May]] = defaultdict(Counter)
    uncounted: defaultdict[Group, Counter[May]] = defaultdict(Counter)
    for *group, places, rest, projects_without in _rests(projects, columns):
        # A class that is only possible is written as its negative.
        unknown = () if any(place > 0 for place in places) else (None,)
        may = frozenset((*map(abs, places), *unknown))
        dwellings[tuple(group)][may] += rest
        uncounted[tuple(group)][may] += projects_without
    for *group, rent_class, split in _splits(projects, columns):
        dwellings[tuple(group)][frozenset((rent_class,))] += split
    return {group: Outcomes(dwellings[group], +uncounted[group]) for group in dwellings}


def _rests(projects: Projects, columns: tuple[str, ...]) -> QuerySet[Any, Any]:
    """Group by the classes that are open: the dwellings outside a split, the projects without a count."""
    through = apps.get_model("projects", "ProjectRentClass")._default_manager
    entries: QuerySet[Any, Any] = through.filter(project=OuterRef("pk")).order_by()
    place = Case(
        When(is_possible=True, then=-F("rent_class")),
        default=F("rent_class"),
        output_field=BigIntegerField(),
    )
    split = entries.values("project").annotate(split=SumOf("dwellings")).values("split")
    groups: QuerySet[Any, Any] = (
        adding(projects)
        .annotate(
            places=ArraySubquery(
                entries.filter(dwellings=None).order_by("rent_class_id").values_list(place, flat=True)
            ),
            rest=F("dwellings") - Coalesce(Subquery(split), 0),
        )
        .values(*columns, "places")
        .annotate(sum=Coalesce(SumOf("rest"), 0), without=Count("pk", filter=Q(dwellings=None)))
        .values_list(*columns, "places", "sum", "without")
    )
    return groups


def _splits(projects: Projects, columns: tuple[str, ...]) -> QuerySet[Any, Any]:
    """Group by rent class what splits give to it."""
    groups: QuerySet[Any, Any] = (
        adding(projects)
        .filter(rent_entries__dwellings__isnull=False)
        .values(*columns, "rent_entries__rent_class")
        .annotate(sum=SumOf("rent_entries__dwellings"))
        .values_list(*columns, "rent_entries__rent_class", "sum")
    )
    return groups


def by_rent_class(projects: Projects) -> list[Sum]:
    """Return an interval per rent class, lowest class first, and what is not known last."""
    outcomes = Outcomes.together(rent_outcomes(projects).values())
    return per_entry(outcomes, RentClass.objects.all())


def by_municipality_and_rent_class(projects: Projects, municipalities: list[int]) -> dict[int, list[Sum]]:
    """Return the intervals per rent class of a few municipalities, by primary key."""
    classes = list(RentClass.objects.all())
    found = rent_outcomes(projects.filter(municipality__in=municipalities), "municipality")
    return {place: per_entry(found.get((place,), Outcomes()), classes) for place in municipalities}
