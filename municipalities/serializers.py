"""The rows of this app as the API gives them: Dutch keys, public codes instead of row numbers."""

from rest_framework import serializers

from municipalities.models import Corporation, Municipality, Region, RentLimits


class RegionSerializer(serializers.ModelSerializer[Region]):
    naam = serializers.CharField(source="name")
    coropCode = serializers.SerializerMethodField()  # noqa: N815 - the API speaks camelCase
    ligtIn = serializers.SlugRelatedField(source="parent", slug_field="slug", read_only=True)  # type: ignore[var-annotated]  # noqa: N815
    code = serializers.CharField(source="slug")

    class Meta:
        model = Region
        fields = ("code", "naam", "coropCode", "ligtIn")

    def get_coropCode(self, region: Region) -> str | None:  # noqa: N802
        return region.corop_code or None


class MunicipalitySerializer(serializers.ModelSerializer[Municipality]):
    naam = serializers.CharField(source="name")
    regio = serializers.CharField(source="region.slug")
    hoofdplaats = serializers.CharField(source="town")
    breedtegraad = serializers.FloatField(source="latitude")
    lengtegraad = serializers.FloatField(source="longitude")
    werkgebied = serializers.BooleanField(source="in_working_area")

    class Meta:
        model = Municipality
        fields = ("code", "naam", "regio", "hoofdplaats", "breedtegraad", "lengtegraad", "werkgebied")


class CorporationSerializer(serializers.ModelSerializer[Corporation]):
    naam = serializers.CharField(source="name")
    verbondenAan = serializers.SlugRelatedField(source="parent", slug_field="code", read_only=True)  # type: ignore[var-annotated]  # noqa: N815

    class Meta:
        model = Corporation
        fields = ("code", "naam", "verbondenAan")


class RentLimitsSerializer(serializers.ModelSerializer[RentLimits]):
    """The national limits of a period, each inclusive, in euro per month."""

    geldigVanaf = serializers.DateField(source="valid_from")  # noqa: N815
    geldigTotEnMet = serializers.DateField(source="valid_until")  # noqa: N815
    kwaliteitskortingsgrens = serializers.FloatField(source="quality_discount")
    aftoppingsgrensLaag = serializers.FloatField(source="low_capping")  # noqa: N815
    aftoppingsgrensHoog = serializers.FloatField(source="high_capping")  # noqa: N815
    socialeHuurgrens = serializers.FloatField(source="social")  # noqa: N815
    middenhuurgrens = serializers.FloatField(source="mid_rent")
    opmerking = serializers.CharField(source="note")

    class Meta:
        model = RentLimits
        fields = (
            "geldigVanaf",
            "geldigTotEnMet",
            "kwaliteitskortingsgrens",
            "aftoppingsgrensLaag",
            "aftoppingsgrensHoog",
            "socialeHuurgrens",
            "middenhuurgrens",
            "opmerking",
        )
