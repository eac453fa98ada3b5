"""The resources of this app, read-only; projects start at what is public."""

from django.db.models import QuerySet
from rest_framework.permissions import AllowAny
from rest_framework.viewsets import ReadOnlyModelViewSet

from municipalities.api import KEY
from projects.filters import ProjectFilterSet
from projects.models import BatScore, HousingType, Project, RentClass, SustainabilityLevel
from projects.serializers import (
    BatScoreSerializer,
    HousingTypeSerializer,
    ProjectSerializer,
    RentClassSerializer,
    SustainabilityLevelSerializer,
)


class ProjectViewSet(ReadOnlyModelViewSet[Project]):
    queryset = Project.objects.public().with_facts()
    serializer_class = ProjectSerializer
    filterset_class = ProjectFilterSet
    permission_classes = (AllowAny,)
    lookup_value_regex = r"[0-9]{1,18}"

    def get_queryset(self) -> QuerySet[Project]:
        """List what the pages list: the whole of a project in phases only has an address of its own."""
        found = super().get_queryset()
        return found.counted() if self.action == "list" else found  # type: ignore[attr-defined]


class HousingTypeViewSet(ReadOnlyModelViewSet[HousingType]):
    queryset = HousingType.objects.all()
    serializer_class = HousingTypeSerializer
    permission_classes = (AllowAny,)
    lookup_field = "code"
    lookup_value_regex = KEY


class RentClassViewSet(ReadOnlyModelViewSet[RentClass]):
    queryset = RentClass.objects.all()
    serializer_class = RentClassSerializer
    permission_classes = (AllowAny,)
    lookup_field = "code"
    lookup_value_regex = KEY


class BatScoreViewSet(ReadOnlyModelViewSet[BatScore]):
    queryset = BatScore.objects.all()
    serializer_class = BatScoreSerializer
    permission_classes = (AllowAny,)
    lookup_field = "score"
    lookup_value_regex = "[0-4]"


class SustainabilityLevelViewSet(ReadOnlyModelViewSet[SustainabilityLevel]):
    queryset = SustainabilityLevel.objects.all()
    serializer_class = SustainabilityLevelSerializer
    permission_classes = (AllowAny,)
    lookup_field = "code"
    lookup_value_regex = KEY


resources = {
    "projecten": ProjectViewSet,
    "woningtypen": HousingTypeViewSet,
    "huurprijsklassen": RentClassViewSet,
    "bat-scores": BatScoreViewSet,
    "duurzaamheidsniveaus": SustainabilityLevelViewSet,
}
