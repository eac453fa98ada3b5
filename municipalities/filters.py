"""The choices by which municipalities, indicators and figures are selected, on pages and in the API alike."""

import datetime

import django_filters
from django.db.models import Q

from municipalities import filter_meanings
from municipalities.models import (
    Corporation,
    Figure,
    Indicator,
    IndicatorClass,
    Municipality,
    MunicipalityQuerySet,
    Region,
    Theme,
)
from municipalities.models.figures import FigureQuerySet
from wonen.dutch.filters import CodesFilter, DutchDateFilter, RowFilter, WithoutEmpty, YearFilter, YesNoFilter
from wonen.dutch.periods import Period


class MunicipalityFilterSet(django_filters.FilterSet):
    meanings = filter_meanings.MUNICIPALITIES
    codes = filter_meanings.CODES
    regio = RowFilter(label="Regio", queryset=Region.objects.all(), to_field_name="slug", method="in_region")
    werkgebied = YesNoFilter(label="Werkgebied", field_name="in_working_area")

    class Meta:
        model = Municipality
        fields = ()

    def in_region(self, queryset: MunicipalityQuerySet, _name: str, region: Region) -> MunicipalityQuerySet:
        return queryset.in_region(region)


class StatusField(WithoutEmpty, django_filters.fields.MultipleChoiceField):
    pass


class StatusFilter(django_filters.MultipleChoiceFilter):
    field_class = StatusField


class IndicatorFilterSet(django_filters.FilterSet):
    meanings = filter_meanings.INDICATORS
    codes = filter_meanings.CODES
    thema = RowFilter(label="Thema", field_name="theme", queryset=Theme.objects.all(), to_field_name="code")
    soort = django_filters.ChoiceFilter(label="Soort", field_name="kind", choices=Indicator.Kind.choices)

    class Meta:
        model = Indicator
        fields = ()


def _begun_by(day: datetime.date | None) -> Q:
    """Which periods have begun by a day: one without a first day has, one that nobody knows has not."""
    return Q(starts_on__lte=day) | Q(starts_on=None, ends_on__isnull=False)


class FigureFilterSet(django_filters.FilterSet):
    """Every dimension of a figure; a repeated choice (kengetal, gemeente) means any of them."""

    meanings = filter_meanings.FIGURES
    codes = filter_meanings.CODES
    AREAS = (("gemeente", "Gemeente"), ("regio", "Regio"), ("corporatie", "Corporatiebreed"))

    thema = RowFilter(
        label="Thema",
        field_name="indicator__theme",
        queryset=Theme.objects.all(),
        to_field_name="code",
    )
    kengetal = CodesFilter(
        label="Kengetal",
        field_name="indicator__code",
        queryset=Indicator.objects.all(),
        to_field_name="code",
    )
    klasse = CodesFilter(
        label="Klasse",
        field_name="indicator_class__code",
        queryset=IndicatorClass.objects.all(),
        to_field_name="code",
    )
    gebied = django_filters.ChoiceFilter(label="Soort gebied", choices=AREAS, method="of_area")
    gemeente = CodesFilter(
        label="Gemeente",
        field_name="municipality__code",
        queryset=Municipality.objects.all(),
        to_field_name="code",
    )
    regio = CodesFilter(
        label="Regio", field_name="region__slug", queryset=Region.objects.all(), to_field_name="slug"
    )
    corporatie = CodesFilter(
        label="Corporatie",
        field_name="corporation__code",
        queryset=Corporation.objects.all(),
        to_field_name="code",
    )
    kaart = RowFilter(
        label="Gemeentekaart van",
        queryset=Municipality.objects.with_region(),
        to_field_name="code",
        method="on_card",
    )
    jaar = YearFilter(label="Jaar binnen de periode", method="in_year")
    periodeVanaf = DutchDateFilter(  # noqa: N815 - the API speaks camelCase
        label="Periode eindigt op of na", field_name="ends_on", lookup_expr="gte"
    )
    periodeTot = DutchDateFilter(label="Periode begint op of voor", method="begun_by")  # noqa: N815
    peildatum = DutchDateFilter(label="Bekend op", method="known_on")
    status = StatusFilter(label="Status", choices=Figure.Status.choices, distinct=False)

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

    def in_year(self, queryset: FigureQuerySet, _name: str, year: int) -> FigureQuerySet:
        asked = Period.of_year(year)
        return queryset.filter(_begun_by(asked.ends_on), ends_on__gte=asked.starts_on)

    def begun_by(self, queryset: FigureQuerySet, _name: str, day: datetime.date) -> FigureQuerySet:
        return queryset.filter(_begun_by(day))

    def known_on(self, queryset: FigureQuerySet, _name: str, day: datetime.date) -> FigureQuerySet:
        return queryset.known_on(day)
