"""The choices by which municipalities are selected, on pages and in the API alike."""

from typing import Any

import django_filters

from municipalities.models import Municipality, MunicipalityQuerySet, Region


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
