"""The orders in which projects can be listed; what is not known comes last, also from high to low."""

from __future__ import annotations

from typing import Any

from django.db.models import Case, Expression, F, OrderBy, OuterRef, QuerySet, Subquery, When
from django.db.models.functions import Lower

from projects.models import ProjectRentClass
from projects.models.querysets import SOONEST

Sortable = Expression | F | Subquery


class RentClassPlace(Subquery):
    """The place of a project's first rent class in that order: its lowest, or its highest.

    Made anew for each statement. Django resolves the reference to the project within a Subquery in place and
    for good: used again, in another statement or within the same one, it would point at a table that is not
    there, or at the wrong one.
    """

    def __init__(self, order: str) -> None:
        self.order = order
        super().__init__(_first_of(order))

    def resolve_expression(self, *args: Any, **kwargs: Any) -> Any:
        return Subquery(_first_of(self.order)).resolve_expression(*args, **kwargs)


def _first_of(order: str) -> QuerySet[Any, Any]:
    entries = ProjectRentClass.objects.filter(project=OuterRef("pk")).order_by(order)
    return entries.values("rent_class__order")[:1]


# The quarter of the moment that gives the year: a start in 2024 does not get that of its delivery.
QUARTER = Case(
    When(start_year__isnull=False, then="start_quarter"),
    When(planned_year__isnull=False, then="planned_quarter"),
    default="delivery_quarter",
)

# By the value of ``sorteer``: what to sort by from low to high, and from high to low where that differs.
ORDERS: dict[str, tuple[str, tuple[Sortable, ...]]] = {
    "naam": ("Naam", (Lower("name"),)),
    "gemeente": ("Gemeente", (F("municipality__name"), Lower("name"))),
    "aantal": ("Aantal woningen", (F("dwellings"),)),
    "huurprijsklasse": ("Huurprijsklasse", (RentClassPlace("rent_class__order"),)),
    "bat": ("BAT-score", (F("bat_from"), F("bat_to"))),
    "duurzaamheid": ("Duurzaamheid", (F("sustainability__order"), F("sustainability_at_least"))),
    "planning": ("Planning", (SOONEST, QUARTER)),
}
FALLING: dict[str, tuple[Sortable, ...]] = {
    "huurprijsklasse": (RentClassPlace("-rent_class__order"),),
    "bat": (F("bat_to"), F("bat_from")),
}
SORTS = tuple(
    choice
    for key, (label, _) in ORDERS.items()
    for choice in ((key, f"{label}, oplopend"), (f"-{key}", f"{label}, aflopend"))
)


def order(sort: str) -> tuple[OrderBy, ...]:
    """Return the order of one of ``SORTS``; the name and the id settle what is equal."""
    key = sort.removeprefix("-")
    if key == sort:
        by = tuple(each.asc(nulls_last=True) for each in ORDERS[key][1])
    else:
        by = tuple(each.desc(nulls_last=True) for each in FALLING.get(key, ORDERS[key][1]))
    return (*by, Lower("name").asc(), F("pk").asc())
