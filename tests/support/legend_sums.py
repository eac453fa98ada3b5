"""What the groups of projects.sums.by_class come to per entry of the legend."""

from projects.models import BatScore, SustainabilityLevel
from projects.models.querysets import ProjectQuerySet
from projects.sums.by_class import bat_outcomes, sustainability_outcomes
from projects.sums.intervals import Sum, per_entry


def by_bat(projects: ProjectQuerySet) -> list[Sum]:
    return per_entry(bat_outcomes(projects), BatScore.objects.all())


def by_sustainability(projects: ProjectQuerySet) -> list[Sum]:
    levels = list(SustainabilityLevel.objects.all())
    return per_entry(sustainability_outcomes(projects, levels), levels)
