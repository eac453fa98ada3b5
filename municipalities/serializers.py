"""The rows of this app as the API gives them: Dutch keys, public codes instead of row numbers."""

from rest_framework import serializers

from municipalities.models import (
    Corporation,
    Figure,
    Indicator,
    IndicatorClass,
    Municipality,
    Region,
    RentLimits,
)


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


class IndicatorClassSerializer(serializers.ModelSerializer[IndicatorClass]):
    naam = serializers.CharField(source="name")
    rol = serializers.CharField(source="role")
    bovengrens = serializers.SerializerMethodField()
    opgave = serializers.SerializerMethodField()

    class Meta:
        model = IndicatorClass
        fields = ("code", "naam", "rol", "bovengrens", "opgave")

    def get_bovengrens(self, indicator_class: IndicatorClass) -> str | None:
        return indicator_class.upper_limit or None

    def get_opgave(self, indicator_class: IndicatorClass) -> str | None:
        return indicator_class.task or None


class IndicatorSerializer(serializers.ModelSerializer[Indicator]):
    """A key figure that is followed, with its classes in order."""

    naam = serializers.CharField(source="name")
    thema = serializers.CharField(source="theme.code")
    soort = serializers.CharField(source="kind")
    eenheid = serializers.CharField(source="unit")
    decimalen = serializers.IntegerField(source="decimals")
    gunstig = serializers.SerializerMethodField()
    definitie = serializers.CharField(source="definition")
    bron = serializers.CharField(source="source")
    klassen = IndicatorClassSerializer(source="classes", many=True)

    class Meta:
        model = Indicator
        fields = (
            "code",
            "naam",
            "thema",
            "soort",
            "eenheid",
            "decimalen",
            "gunstig",
            "definitie",
            "bron",
            "klassen",
        )

    def get_gunstig(self, indicator: Indicator) -> str | None:
        return indicator.good_direction or None


class FigureSerializer(serializers.ModelSerializer[Figure]):
    """One figure in tidy form: codes of all its dimensions, the value, and the printed form beside it."""

    kengetal = serializers.CharField(source="indicator.code")
    klasse = serializers.SerializerMethodField()
    gemeente = serializers.SerializerMethodField()
    regio = serializers.SerializerMethodField()
    corporatie = serializers.SerializerMethodField()
    periode = serializers.CharField(source="period")
    periodeVan = serializers.DateField(source="starts_on")  # noqa: N815
    periodeTotEnMet = serializers.DateField(source="ends_on")  # noqa: N815
    waarde = serializers.FloatField(source="value")
    eenheid = serializers.CharField(source="indicator.unit")
    gedrukt = serializers.CharField(source="printed")
    prijspeil = serializers.IntegerField(source="price_level")
    aftoppingsgrens = serializers.SerializerMethodField()
    bron = serializers.SerializerMethodField()
    peildatum = serializers.DateField(source="reference_date")
    opmerking = serializers.CharField(source="note")

    class Meta:
        model = Figure
        fields = (
            "id",
            "kengetal",
            "klasse",
            "gemeente",
            "regio",
            "corporatie",
            "periode",
            "periodeVan",
            "periodeTotEnMet",
            "waarde",
            "eenheid",
            "gedrukt",
            "status",
            "prijspeil",
            "aftoppingsgrens",
            "bron",
            "peildatum",
            "opmerking",
        )

    def get_klasse(self, figure: Figure) -> str | None:
        return figure.indicator_class.code if figure.indicator_class else None

    def get_gemeente(self, figure: Figure) -> str | None:
        return figure.municipality.code if figure.municipality else None

    def get_regio(self, figure: Figure) -> str | None:
        return figure.region.slug if figure.region else None

    def get_corporatie(self, figure: Figure) -> str | None:
        return figure.corporation.code if figure.corporation else None

    def get_aftoppingsgrens(self, figure: Figure) -> str | None:
        return figure.capping or None

    def get_bron(self, figure: Figure) -> str:
        return figure.source or figure.indicator.source
