"""The rows of this app as the API gives them: Dutch keys, public codes, null for what is not known."""

from dataclasses import asdict
from typing import Any

from rest_framework import serializers

from projects.models import (
    BatScore,
    ExternalCode,
    Project,
    ProjectRentClass,
    RentClass,
)

PRINTED_KEYS = {
    "dwellings": "aantalWoningen",
    "housing_types": "woningtypen",
    "rent_classes": "huurprijsklassen",
    "bat": "batScore",
    "sustainability": "duurzaamheid",
    "planning": "planning",
}


class LegendSerializer(serializers.Serializer[Any]):
    """What every entry of the legend shows."""

    code = serializers.CharField()
    naam = serializers.CharField(source="label")
    betekenis = serializers.CharField(source="meaning")
    volgorde = serializers.IntegerField(source="order")


class HousingTypeSerializer(LegendSerializer):
    bouwvorm = serializers.CharField(source="form")


class RentClassSerializer(LegendSerializer):
    segment = serializers.CharField()
    bovengrens = serializers.SerializerMethodField()

    def get_bovengrens(self, rent_class: RentClass) -> str | None:
        """Return which legal limit is the class's inclusive upper edge; its amount differs per year."""
        return rent_class.upper_limit or None


class SustainabilityLevelSerializer(LegendSerializer):
    """A level has nothing beside what every entry shows."""


class BatScoreSerializer(serializers.ModelSerializer[BatScore]):
    naam = serializers.CharField(source="label")
    betekenis = serializers.CharField(source="meaning")

    class Meta:
        model = BatScore
        fields = ("score", "naam", "betekenis")


class ProjectRentClassSerializer(serializers.ModelSerializer[ProjectRentClass]):
    klasse = serializers.CharField(source="rent_class.code")
    mogelijk = serializers.BooleanField(source="is_possible")
    aantalWoningen = serializers.IntegerField(source="dwellings")  # noqa: N815

    class Meta:
        model = ProjectRentClass
        fields = ("klasse", "mogelijk", "aantalWoningen")


class ExternalCodeSerializer(serializers.ModelSerializer[ExternalCode]):
    systeem = serializers.CharField(source="system")

    class Meta:
        model = ExternalCode
        fields = ("systeem", "code")


class ProjectSerializer(serializers.Serializer[Project]):
    """A project with its facts, and the cells of the overview beside them."""

    id = serializers.IntegerField()
    naam = serializers.CharField(source="name")
    gemeente = serializers.CharField(source="municipality.code")
    plaats = serializers.SerializerMethodField()
    corporatie = serializers.CharField(source="corporation.code")
    faseVan = serializers.SerializerMethodField()  # noqa: N815
    soort = serializers.CharField(source="kind")
    projectfase = serializers.SerializerMethodField()
    aantalWoningen = serializers.IntegerField(source="dwellings")  # noqa: N815
    aantalIsOngeveer = serializers.BooleanField(source="dwellings_approximate")  # noqa: N815
    woningtypen = serializers.SlugRelatedField(  # type: ignore[var-annotated]
        source="housing_types", slug_field="code", many=True, read_only=True
    )
    mixNogTeBepalen = serializers.BooleanField(source="housing_types_undecided")  # noqa: N815
    wonenMetZorg = serializers.BooleanField(source="with_care")  # noqa: N815
    huurprijsklassen = ProjectRentClassSerializer(source="rent_entries", many=True)
    batVan = serializers.IntegerField(source="bat_from_id")  # noqa: N815
    batTotEnMet = serializers.IntegerField(source="bat_to_id")  # noqa: N815
    duurzaamheid = serializers.SlugRelatedField(  # type: ignore[var-annotated]
        source="sustainability", slug_field="code", read_only=True
    )
    duurzaamheidTenminste = serializers.BooleanField(source="sustainability_at_least")  # noqa: N815
    start = serializers.SerializerMethodField()
    oplevering = serializers.SerializerMethodField()
    planning = serializers.SerializerMethodField()
    onderdeel = serializers.SerializerMethodField()
    bron = serializers.CharField(source="source")
    opmerking = serializers.CharField(source="note")
    codes = ExternalCodeSerializer(source="external_codes", many=True)
    gedrukt = serializers.SerializerMethodField()
    voorbeelddata = serializers.BooleanField(source="is_example")
    gewijzigdOp = serializers.DateTimeField(source="modified_at")  # noqa: N815

    def get_plaats(self, project: Project) -> str | None:
        return project.place or None

    def get_projectfase(self, project: Project) -> str | None:
        return project.phase or None

    def get_faseVan(self, project: Project) -> int | None:  # noqa: N802
        """Return the whole project's id, but only where that is public itself."""
        return project.parent_id if project.parent and project.parent.is_public else None

    def get_start(self, project: Project) -> dict[str, int | None] | None:
        return _moment(project.start_year, project.start_quarter)

    def get_oplevering(self, project: Project) -> dict[str, int | None] | None:
        return _moment(project.delivery_year, project.delivery_quarter)

    def get_planning(self, project: Project) -> dict[str, int | None] | None:
        """Return the moment that is the start or the delivery, where the source does not say which."""
        return _moment(project.planned_year, project.planned_quarter)

    def get_onderdeel(self, project: Project) -> str | None:
        """Return the section of the overview of the year asked for (``jaar``); null without a year."""
        return getattr(project, "section", None)

    def get_gedrukt(self, project: Project) -> dict[str, str]:
        return {PRINTED_KEYS[name]: cell for name, cell in asdict(project.printed()).items()}


def _moment(year: int | None, quarter: int | None) -> dict[str, int | None] | None:
    return {"jaar": year, "kwartaal": quarter} if year else None
