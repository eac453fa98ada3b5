"""What the dwellings of projects may become by BAT-score, sustainability and housing type."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef

from projects.models.legend import SustainabilityLevel
from projects.sums.intervals import May, Outcomes, adding, dwellings_by

if TYPE_CHECKING:
    from projects.models.querysets import ProjectQuerySet as Projects

UNKNOWN: May = frozenset((None,))
NOT_NAMED = 0  # no primary key: a type that the mix may get beside the ones that are named


def _outcomes(groups: Iterable[tuple[May, int]]) -> Outcomes:
    dwellings: Counter[May] = Counter()
    for may, count in groups:
        dwellings[may] += count
    return Outcomes(dwellings)


def bat_outcomes(projects: Projects) -> Outcomes:
    """Return what each dwelling may score; in a project of 0-2 that is 0, 1 or 2."""
    groups = dwellings_by(adding(projects), "bat_from", "bat_to")
    return _outcomes(
        (UNKNOWN if lowest is None else frozenset(range(lowest, highest + 1)), count)
        for lowest, highest, count in groups
    )


def sustainability_outcomes(projects: Projects, levels: Sequence[SustainabilityLevel]) -> Outcomes:
    """Return which of the levels, lowest first, each dwelling may get; 'tenminste' may be any higher."""
    order = [level.pk for level in levels]
    groups = dwellings_by(adding(projects), "sustainability", "sustainability_at_least")
    return _outcomes(
        (frozenset(order[order.index(level) :] if at_least and level else (level,)), count)
        for level, at_least, count in groups
    )


def housing_type_outcomes(projects: Projects) -> Outcomes:
    """Return which type each dwelling may have; without any type that is not known.

    A mix that is not decided may get other types than those it names, so that none of these is certain.
    """
    through = projects.model.housing_types.through.objects
    types = through.filter(project=OuterRef("pk")).order_by("housingtype_id").values_list("housingtype")
    rows = adding(projects).annotate(types=ArraySubquery(types))
    groups = dwellings_by(rows, "types", "housing_types_undecided")
    return _outcomes(
        (frozenset((*found, NOT_NAMED) if undecided else found) if found else UNKNOWN, count)
        for found, undecided, count in groups
    )
