"""What certainly and what possibly meets a choice: the same uncertainty for a list as for the sums.

``possibly`` is what adds to the *most* of the interval in ``projects.sums.intervals``, ``certainly`` is the
part of it that nothing can change any more. A project of which nothing is known meets no class: that is a
choice of its own, ``nnb``.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple

from django.db.models import Exists, OuterRef, Q, Subquery, Sum
from django.db.models.functions import Coalesce

from projects.models import HousingType, Project, ProjectRentClass, RentClass, SustainabilityLevel
from projects.notation import UNKNOWN_KEY


class Meets(NamedTuple):
    """The conditions on a project of one choice."""

    certainly: Q
    possibly: Q


def _same(condition: Q) -> Meets:
    return Meets(condition, condition)


def _has_type(**conditions: Any) -> Q:
    types = Project.housing_types.through.objects.filter(project=OuterRef("pk"), **conditions)
    return Q(Exists(types))


def of_type(chosen: HousingType | str) -> Meets:
    """A single type is certain; of several, or of a mix that is not decided, each is possible."""
    if isinstance(chosen, str):
        return _same(~_has_type())
    has = _has_type(housingtype=chosen)
    others = Project.housing_types.through.objects.filter(project=OuterRef("pk")).exclude(housingtype=chosen)
    return Meets(has & ~Q(Exists(others)) & Q(housing_types_undecided=False), has)


def _has_entry(*conditions: Q) -> Q:
    return Q(Exists(ProjectRentClass.objects.filter(*conditions, project=OuterRef("pk"))))


def _has_rest() -> Q:
    """Whether the split over rent classes leaves dwellings over; of an unknown count it may."""
    entries = ProjectRentClass.objects.filter(project=OuterRef("pk")).order_by().values("project")
    split = Coalesce(Subquery(entries.annotate(split=Sum("dwellings")).values("split")), 0)
    return Q(dwellings=None) | Q(dwellings__gt=split)


UNCOUNTED, CERTAIN = Q(dwellings=None), Q(is_possible=False)


def _of_rent(entry: Q) -> Meets:
    """A class that is named without 'eventueel' is certain, with how many dwellings it may be open."""
    possibly = _has_entry(entry, ~UNCOUNTED) | _has_entry(entry, UNCOUNTED) & _has_rest()
    return Meets(possibly & _has_entry(entry, CERTAIN), possibly)


def of_rent_class(chosen: RentClass | str) -> Meets:
    if not isinstance(chosen, str):
        return _of_rent(Q(rent_class=chosen))
    rest = _has_rest()
    return Meets(rest & ~_has_entry(UNCOUNTED), rest & ~_has_entry(UNCOUNTED, CERTAIN))


def of_segment(segment: str) -> Meets:
    return _of_rent(Q(rent_class__segment=segment))


def bat_at_least(score: str) -> Meets:
    return Meets(Q(bat_from__gte=int(score)), Q(bat_to__gte=int(score)))


def bat(score: str) -> Meets:
    if score == UNKNOWN_KEY:
        return _same(Q(bat_from=None))
    only, reach = int(score), Q(bat_from__lte=int(score), bat_to__gte=int(score))
    return Meets(Q(bat_from=only, bat_to=only), reach)


def _levels(**conditions: Any) -> Q:
    return Q(sustainability__in=SustainabilityLevel.objects.filter(**conditions))


def level_at_least(level: SustainabilityLevel) -> Meets:
    """'Tenminste' a lower level may become this one as well."""
    reached = _levels(order__gte=level.order)
    return Meets(reached, reached | Q(sustainability_at_least=True))


def level(chosen: SustainabilityLevel | str) -> Meets:
    if isinstance(chosen, str):
        return _same(Q(sustainability=None))
    exact = Q(sustainability=chosen)
    higher = SustainabilityLevel.objects.filter(order__gt=chosen.order)
    settled = exact & (Q(sustainability_at_least=False) | ~Q(Exists(higher)))
    return Meets(settled, exact | _levels(order__lt=chosen.order) & Q(sustainability_at_least=True))


def _in_year(field: str, year: int | str) -> Meets:
    """A bare year of planning may be the start as well as the delivery."""
    if year == UNKNOWN_KEY:
        unknown = Q(**{field: None})
        return Meets(unknown & Q(planned_year=None), unknown)
    certainly = Q(**{field: year})
    return Meets(certainly, certainly | Q(planned_year=year))


def start(year: int | str) -> Meets:
    return _in_year("start_year", year)


def delivery(year: int | str) -> Meets:
    return _in_year("delivery_year", year)


# By the parameter of the address: the choices that a project can meet certainly or possibly.
CHOICES: dict[str, Callable[[Any], Meets]] = {
    "woningtype": of_type,
    "huurprijsklasse": of_rent_class,
    "segment": of_segment,
    "batVanaf": bat_at_least,
    "bat": bat,
    "duurzaamheidVanaf": level_at_least,
    "duurzaamheid": level,
    "start": start,
    "oplevering": delivery,
}
