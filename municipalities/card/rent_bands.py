"""Rent classes laid on the rent limits of a period: which rents belong to which class."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from operator import itemgetter
from typing import Generic, TypeVar

from municipalities.models.rent_limits import Capping, Limit, RentLimits

CENT = Decimal("0.01")
NO_EDGE = Decimal("Infinity")


Class = TypeVar("Class")


@dataclass(frozen=True)
class RentBand(Generic[Class]):
    """A rent class with its edges in euro per month, both inclusive; None where there is no edge."""

    rent_class: Class
    lowest: Decimal | None
    highest: Decimal | None


def rent_bands(
    upper_limits: Mapping[Class, str], limits: RentLimits, capping: Capping
) -> list[RentBand[Class]]:
    """Lay rent classes, each given with its upper limit or '', on the limits of a period, lowest first.

    A class whose limit the law did not have yet in that period (middenhuur before July 2024) is left
    out, so that the class above it begins where the class below it ends.
    """
    edges = [
        (limits.amount(Limit(limit), capping) if limit else NO_EDGE, each)
        for each, limit in upper_limits.items()
    ]
    known = [(edge, each) for edge, each in edges if edge is not None]
    bands: list[RentBand[Class]] = []
    lowest: Decimal | None = None
    for highest, rent_class in sorted(known, key=itemgetter(0)):
        bands.append(RentBand(rent_class, lowest, None if highest == NO_EDGE else highest))
        lowest = highest + CENT
    return bands
