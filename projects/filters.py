"""The choices by which projects are selected: one FilterSet for page and API."""

from typing import Any

import django_filters
from django import forms
from django.db.models import Q

from municipalities.filters import YesNoFilter
from municipalities.models import Corporation, Municipality, Region
from municipalities.periods import FIRST_YEAR, LAST_YEAR
from projects.forms import WholeNumberField
from projects.models import (
    HousingType,
    Kind,
    Phase,
    Project,
    RentClass,
    SustainabilityLevel,
)
from projects.querysets import ProjectQuerySet
from projects.sections import Section
from projects.years import YEAR_ERRORS


class WholeNumberFilter(django_filters.Filter):
    """A whole number; the bounds and their sentence are given where it is used."""

    field_class = WholeNumberField


class ProjectForm(forms.Form):
    """The form of the FilterSet: a section means nothing without the year of the overview."""

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("onderdeel") and not cleaned.get("jaar") and "jaar" not in self.errors:
            self.add_error(
                "jaar", "Kies ook een jaar: het onderdeel hangt af van het jaar van het overzicht."
            )
        return cleaned


class ProjectFilterSet(django_filters.FilterSet):
    zoek = django_filters.CharFilter(label="Naam of plaats", method="in_name_or_place", max_length=100)
    jaar = WholeNumberFilter(
        label="Overzicht van jaar",
        method="in_overview",
        min_value=FIRST_YEAR,
        max_value=LAST_YEAR,
        error_messages=YEAR_ERRORS,
    )
    onderdeel = django_filters.ChoiceFilter(
        label="Onderdeel", choices=Section.choices, method="in_section", empty_label="Alle"
    )
    regio = django_filters.ModelChoiceFilter(
        label="Regio",
        queryset=Region.objects.all(),
        to_field_name="slug",
        method="in_region",
        empty_label="Alle",
    )
    gemeente = django_filters.ModelChoiceFilter(
        label="Gemeente",
        field_name="municipality",
        queryset=Municipality.objects.all(),
        to_field_name="code",
        empty_label="Alle",
    )
    corporatie = django_filters.ModelChoiceFilter(
        label="Corporatie",
        field_name="corporation",
        queryset=Corporation.objects.all(),
        to_field_name="code",
        empty_label="Alle",
    )
    soort = django_filters.ChoiceFilter(
        label="Soort", field_name="kind", choices=Kind.choices, empty_label="Alle"
    )
    fase = django_filters.ChoiceFilter(
        label="Projectfase", field_name="phase", choices=Phase.choices, empty_label="Alle"
    )
    woningtype = django_filters.ModelChoiceFilter(
        label="Woningtype",
        field_name="housing_types",
        queryset=HousingType.objects.all(),
        to_field_name="code",
        empty_label="Alle",
    )
    wonenMetZorg = YesNoFilter(label="Wonen met zorg", field_name="with_care")  # noqa: N815
    huurprijsklasse = django_filters.ModelChoiceFilter(
        label="Huurprijsklasse",
        field_name="rent_classes",
        queryset=RentClass.objects.all(),
        to_field_name="code",
        empty_label="Alle",
    )
    batVanaf = WholeNumberFilter(  # noqa: N815 - the API speaks camelCase
        label="BAT-score minstens",
        field_name="bat_from",
        lookup_expr="gte",
        min_value=0,
        max_value=4,
        error_messages=dict.fromkeys(
            ("invalid", "min_value", "max_value"), "Een BAT-score is 0, 1, 2, 3 of 4."
        ),
    )
    duurzaamheidVanaf = django_filters.ModelChoiceFilter(  # noqa: N815
        label="Duurzaamheid minstens",
        queryset=SustainabilityLevel.objects.all(),
        to_field_name="code",
        method="at_least_as_sustainable",
        empty_label="Alle",
    )

    class Meta:
        model = Project
        form = ProjectForm
        fields = ()

    def in_overview(self, queryset: ProjectQuerySet, _name: str, year: int) -> ProjectQuerySet:
        return queryset.in_overview(year)

    def in_section(self, queryset: ProjectQuerySet, _name: str, section: str) -> ProjectQuerySet:
        # ``jaar`` stands before this filter and has annotated the section; the types know columns only.
        return queryset.filter(section=section)  # type: ignore[misc]

    def in_region(self, queryset: ProjectQuerySet, _name: str, region: Region) -> ProjectQuerySet:
        return queryset.filter(municipality__in=Municipality.objects.in_region(region))

    def in_name_or_place(self, queryset: ProjectQuerySet, _name: str, text: str) -> ProjectQuerySet:
        return queryset.filter(Q(name__icontains=text) | Q(place__icontains=text))

    def at_least_as_sustainable(
        self, queryset: ProjectQuerySet, _name: str, level: SustainabilityLevel
    ) -> ProjectQuerySet:
        return queryset.filter(sustainability__order__gte=level.order)
