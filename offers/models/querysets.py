"""Questions about many offers: which are public, what they are called, what their last version is."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Self

from django.db import models
from django.db.models import CharField, Exists, F, OuterRef, Subquery, Value
from django.db.models.functions import Cast, Concat

if TYPE_CHECKING:
    from offers.models import Offer, OfferVersion  # noqa: F401 - the row types, in quotes


def code_at(path: str = "") -> Concat:
    """Return the expression for the fixed name of an offer in addresses, from a row that leads to it."""
    year = Cast(f"{path}year", CharField())
    parts = (F(f"{path}corporation__code"), F(f"{path}municipality__code"), year)
    return Concat(parts[0], Value("-"), parts[1], Value("-"), parts[2], output_field=CharField())


class OfferQuerySet(models.QuerySet["Offer"]):
    def public(self) -> Self:
        """Only what was published: an offer in the making is nobody's but its makers'."""
        return self.filter(Exists(self._versions()))

    def with_code(self) -> Self:
        return self.annotate(code=code_at())

    def with_last(self) -> Self:
        """Annotate number, moment and number of projects of the last version; null where there is none."""
        last = self._versions().order_by("-number")
        names = {"last_number": "number", "last_published_at": "published_at", "last_count": "project_count"}
        return self.annotate(**{name: Subquery(last.values(column)[:1]) for name, column in names.items()})

    def with_names(self) -> Self:
        """Fetch what an offer calls itself by in the same query."""
        return self.select_related("corporation", "municipality")

    def _versions(self) -> Any:
        versions: Any = self.model._meta.get_field("versions").related_model
        return versions._default_manager.filter(offer=OuterRef("pk"))
