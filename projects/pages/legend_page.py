"""What the legend page shows: the entries of the legend, on the rent limits of the year asked for."""

from typing import Any

from django import forms
from django.utils import timezone

from municipalities.card.rent_bands import rent_bands
from municipalities.models import Capping, RentLimits
from projects.filters.years import YearForm
from projects.models.legend import BatScore, HousingType, RentClass, SustainabilityLevel
from projects.models.sections import Section


class LegendForm(YearForm):
    """The overview whose legend is asked for, and which aftoppingsgrens parts the classes."""

    aftopping = forms.ChoiceField(label="Aftoppingsgrens", choices=Capping.choices, required=False)


def legend_context(chosen: dict[str, Any]) -> dict[str, Any]:
    """Return the legend of a year's overview; without a year, of this year's."""
    year = chosen["jaar"] or timezone.localdate().year
    capping = Capping(chosen["aftopping"] or Capping.LOW)
    limits = RentLimits.objects.for_overview(year)
    return {
        "year": year,
        "capping": capping,
        "limits": limits,
        "bands": rent_bands({each: each.upper_limit for each in RentClass.objects.all()}, limits, capping)
        if limits
        else [],
        "all_limits": RentLimits.objects.all(),
        "housing_types": HousingType.objects.all(),
        "bat_scores": BatScore.objects.all(),
        "levels": SustainabilityLevel.objects.all(),
        "sections": list(Section),
    }
