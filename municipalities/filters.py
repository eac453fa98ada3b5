"""The choices by which municipalities are selected, on pages and in the API alike."""

import django_filters

from municipalities.models import Municipality, MunicipalityQuerySet, Region


class MunicipalityFilterSet(django_filters.FilterSet):
    regio = django_filters.ModelChoiceFilter(
        label="Regio", queryset=Region.objects.all(), to_field_name="slug", method="in_region"
    )
    werkgebied = django_filters.TypedChoiceFilter(
        label="Werkgebied",
        field_name="in_working_area",
        # Not a BooleanFilter: that reads what it does not understand as no choice at all.
        choices=(("", "Alle"), ("true", "Ja"), ("false", "Nee")),
        coerce="true".__eq__,
    )

    class Meta:
        model = Municipality
        fields = ()

    def in_region(self, queryset: MunicipalityQuerySet, _name: str, region: Region) -> MunicipalityQuerySet:
        return queryset.in_region(region)
