"""The resources of this app, read-only and public."""

from rest_framework.permissions import AllowAny
from rest_framework.viewsets import ReadOnlyModelViewSet

from municipalities.filters import FigureFilterSet, IndicatorFilterSet, MunicipalityFilterSet
from municipalities.models import Corporation, Figure, Indicator, Municipality, Region, RentLimits
from municipalities.serializers import (
    CorporationSerializer,
    FigureSerializer,
    IndicatorSerializer,
    MunicipalitySerializer,
    RegionSerializer,
    RentLimitsSerializer,
)

KEY = "[-a-zA-Z0-9_]+"


class MunicipalityViewSet(ReadOnlyModelViewSet[Municipality]):
    queryset = Municipality.objects.with_region()
    serializer_class = MunicipalitySerializer
    filterset_class = MunicipalityFilterSet
    permission_classes = (AllowAny,)
    lookup_field = "code"
    lookup_value_regex = KEY


class RegionViewSet(ReadOnlyModelViewSet[Region]):
    queryset = Region.objects.select_related("parent")
    serializer_class = RegionSerializer
    permission_classes = (AllowAny,)
    lookup_field = "slug"
    lookup_url_kwarg = "code"
    lookup_value_regex = KEY


class CorporationViewSet(ReadOnlyModelViewSet[Corporation]):
    queryset = Corporation.objects.select_related("parent")
    serializer_class = CorporationSerializer
    permission_classes = (AllowAny,)
    lookup_field = "code"
    lookup_value_regex = KEY


class RentLimitsViewSet(ReadOnlyModelViewSet[RentLimits]):
    queryset = RentLimits.objects.all()
    serializer_class = RentLimitsSerializer
    permission_classes = (AllowAny,)
    lookup_field = "valid_from"
    lookup_url_kwarg = "geldigVanaf"
    lookup_value_regex = r"\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])"


class IndicatorViewSet(ReadOnlyModelViewSet[Indicator]):
    queryset = Indicator.objects.select_related("theme").prefetch_related("classes")
    serializer_class = IndicatorSerializer
    filterset_class = IndicatorFilterSet
    permission_classes = (AllowAny,)
    lookup_field = "code"
    lookup_value_regex = KEY


class FigureViewSet(ReadOnlyModelViewSet[Figure]):
    queryset = Figure.objects.with_names().in_order()
    serializer_class = FigureSerializer
    filterset_class = FigureFilterSet
    permission_classes = (AllowAny,)
    lookup_url_kwarg = "id"
    lookup_value_regex = "[0-9]{1,18}"


resources = {
    "gemeenten": MunicipalityViewSet,
    "regios": RegionViewSet,
    "corporaties": CorporationViewSet,
    "huurprijsgrenzen": RentLimitsViewSet,
    "kengetallen": IndicatorViewSet,
    "cijfers": FigureViewSet,
}
