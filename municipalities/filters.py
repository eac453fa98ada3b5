"""The choices by which municipalities are selected, on pages and in the API alike."""

import datetime
from typing import Any

import django_filters
from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q

from municipalities.figures import FigureQuerySet
from municipalities.models import (
    Corporation,
    Figure,
    Indicator,
    Municipality,
    MunicipalityQuerySet,
    Region,
    Theme,
)
from municipalities.periods import FIRST_YEAR, LAST_YEAR, NotationError, read_date


class YesNoFilter(django_filters.TypedChoiceFilter):
    """True, false or no choice. A BooleanFilter would read what it does not understand as no choice."""

    def __init__(self, **options: Any) -> None:
        choices = (("", "Alle"), ("true", "Ja"), ("false", "Nee"))
        super().__init__(choices=choices, coerce="true".__eq__, **options)


class MunicipalityFilterSet(django_filters.FilterSet):
    regio = django_filters.ModelChoiceFilter(
        label="Regio", queryset=Region.objects.all(), to_field_name="slug", method="in_region"
    )
    werkgebied = YesNoFilter(label="Werkgebied", field_name="in_working_area")

    class Meta:
        model = Municipality
        fields = ()

    def in_region(self, queryset: MunicipalityQuerySet, _name: str, region: Region) -> MunicipalityQuerySet:
        return queryset.in_region(region)


class DutchDateField(forms.CharField):
    """A day, as people (31-12-2020) or other programs (2020-12-31) write it."""

    def clean(self, value: Any) -> Any:
        text = super().clean(value).strip()
        if not text:
            return None
        try:
            found = datetime.date.fromisoformat(text) if text[:4].isdigit() else read_date(text)
        except (NotationError, ValueError):
            found = None
        if found is None or not FIRST_YEAR <= found.year <= LAST_YEAR:
            raise ValidationError(
                "Een datum is dag-maand-jaar, bijvoorbeeld 31-12-2020, of 2020-12-31, "
                f"tussen {FIRST_YEAR} en {LAST_YEAR}.",
                code="invalid",
            )
        return found


class DutchDateFilter(django_filters.Filter):
    field_class = DutchDateField


class IndicatorFilterSet(django_filters.FilterSet):
    thema = django_filters.ModelChoiceFilter(
        label="Thema", field_name="theme", queryset=Theme.objects.all(), to_field_name="code"
    )
    soort = django_filters.ChoiceFilter(label="Soort", field_name="kind", choices=Indicator.Kind.choices)

    class Meta:
        model = Indicator
        fields = ()


class FigureFilterSet(django_filters.FilterSet):
    """Every dimension of a figure; a repeated choice (kengetal, gemeente) means any of them."""

    AREAS = (("gemeente", "Gemeente"), ("regio", "Regio"), ("corporatie", "Corporatiebreed"))

    thema = django_filters.ModelChoiceFilter(
        label="Thema",
        field_name="indicator__theme",
        queryset=Theme.objects.all(),
        to_field_name="code",
    )
    kengetal = django_filters.ModelMultipleChoiceFilter(
        label="Kengetal", field_name="indicator", queryset=Indicator.objects.all(), to_field_name="code"
    )
    klasse = django_filters.CharFilter(
        label="Klasse", field_name="indicator_class__code", lookup_expr="exact", max_length=60
    )
    gebied = django_filters.ChoiceFilter(label="Soort gebied", choices=AREAS, method="of_area")
    gemeente = django_filters.ModelMultipleChoiceFilter(
        label="Gemeente",
        field_name="municipality",
        queryset=Municipality.objects.all(),
        to_field_name="code",
    )
    regio = django_filters.ModelMultipleChoiceFilter(
        label="Regio", field_name="region", queryset=Region.objects.all(), to_field_name="slug"
    )
    corporatie = django_filters.ModelMultipleChoiceFilter(
        label="Corporatie",
        field_name="corporation",
        queryset=Corporation.objects.all(),
        to_field_name="code",
    )
    kaart = django_filters.ModelChoiceFilter(
        label="Gemeentekaart van",
        queryset=Municipality.objects.with_region(),
        to_field_name="code",
        method="on_card",
    )
    periodeVanaf = DutchDateFilter(label="Periode loopt na", field_name="ends_on", lookup_expr="gte")  # noqa: N815
    periodeTot = DutchDateFilter(label="Periode loopt tot", field_name="ends_on", lookup_expr="lte")  # noqa: N815
    peildatum = DutchDateFilter(label="Bekend op", method="known_on")
    status = django_filters.MultipleChoiceFilter(label="Status", choices=Figure.Status.choices)

    class Meta:
        model = Figure
        fields = ()

    def of_area(self, queryset: FigureQuerySet, _name: str, area: str) -> FigureQuerySet:
        conditions = {
            "gemeente": Q(municipality__isnull=False),
            "regio": Q(region__isnull=False),
            "corporatie": Q(municipality=None, region=None),
        }
        return queryset.filter(conditions[area])

    def on_card(self, queryset: FigureQuerySet, _name: str, municipality: Municipality) -> FigureQuerySet:
        return queryset.on_card_of(municipality)

    def known_on(self, queryset: FigureQuerySet, _name: str, day: datetime.date) -> FigureQuerySet:
        return queryset.known_on(day)
