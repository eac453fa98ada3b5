"""The resources of this app, to read: areas, corporations, rent limits, key figures."""

from __future__ import annotations

from django.db.models import Value
from django.db.models.functions import NullIf

from municipalities.figures.resource import FIGURES
from municipalities.filters import IndicatorFilterSet, MunicipalityFilterSet
from municipalities.models import (
    Corporation,
    Indicator,
    IndicatorClass,
    Municipality,
    Region,
    RentLimits,
    Theme,
)
from wonen.rest import schemas
from wonen.rest.resource import Expansion, Field, Nested, Place, Resource
from wonen.rest.schemas import AREA_CODE, code, date, number, or_null, text, whole, yes_no

REGION = Field(
    "code", "De code van de regio, zoals zij in adressen staat.", code(), "slug", example="parkstad"
)
REGIONS = Resource(
    name="regios",
    title="Regio's",
    singular="regio",
    schema_name="Regio",
    meaning="Een regio van gemeenten: een COROP-gebied van het CBS, of een deel daarvan.",
    key=REGION,
    lookup="slug",
    rows=lambda _request: Region.objects.all(),
    fields=(
        REGION,
        Field("naam", "De naam.", text(60), "name", example="Parkstad"),
        Field(
            "coropCode",
            "De code van het CBS; null als de regio geen COROP-gebied is.",
            or_null(text(2)),
            "corop_code",
            lambda raw: raw["coropCode"] or None,
        ),
        Field(
            "ligtIn", "De regio waar deze in ligt.", or_null(code()), "parent__slug", example="zuid-limburg"
        ),
    ),
)
MUNICIPALITY = Field("code", "De code van het CBS.", AREA_CODE, "code", example="GM0917")
MUNICIPALITIES = Resource(
    name="gemeenten",
    title="Gemeenten",
    singular="gemeente",
    schema_name="Gemeente",
    meaning="Een gemeente in Limburg.",
    key=MUNICIPALITY,
    lookup="code",
    rows=lambda _request: Municipality.objects.all(),
    filterset=MunicipalityFilterSet,
    sorts={"naam": ("name",), "code": ("code",)},
    expansions=(Expansion("regio", REGIONS, "region"),),
    place=Place("longitude", "latitude", "hoofdplaats van de gemeente"),
    fields=(
        MUNICIPALITY,
        Field("naam", "De naam.", text(60), "name", example="Heerlen"),
        Field(
            "regio", "De kleinste regio waar de gemeente in ligt.", code(), "region__slug", example="parkstad"
        ),
        Field(
            "hoofdplaats",
            "De plaats waar de gemeente op de kaart staat.",
            text(60),
            "town",
            example="Heerlen",
        ),
        Field(
            "breedtegraad",
            "Van de hoofdplaats, in graden (WGS 84).",
            number(-90, 90),
            "latitude",
            example=50.8837,
        ),
        Field(
            "lengtegraad",
            "Van de hoofdplaats, in graden (WGS 84).",
            number(-180, 180),
            "longitude",
            example=5.9815,
        ),
        Field("werkgebied", "Of de corporatie er werkt.", yes_no(), "in_working_area", example=True),
    ),
)
CORPORATION = Field("code", "De korte code.", code(10), "code", example="ACC")
CORPORATIONS = Resource(
    name="corporaties",
    title="Corporaties",
    singular="corporatie",
    schema_name="Corporatie",
    meaning="Een woningcorporatie, of een onderneming die aan een corporatie verbonden is.",
    key=CORPORATION,
    lookup="code",
    rows=lambda _request: Corporation.objects.all(),
    fields=(
        CORPORATION,
        Field("naam", "De naam.", text(80), "name", example="Wonen Limburg Accent"),
        Field(
            "verbondenAan",
            "De corporatie waar deze onderneming aan verbonden is.",
            or_null(code(10)),
            "parent__code",
            example="WL",
        ),
    ),
)
STARTS = Field("geldigVanaf", "De eerste dag.", date(), "valid_from", example="2024-07-01")


def _euro(key: str, meaning: str, column: str, example: float, *, optional: bool = False) -> Field:
    schema = number(0, 99_999.99)
    words = f"{meaning} In euro per maand; een huur tot en met dit bedrag valt eronder."
    return Field(key, words, or_null(schema) if optional else schema, column, example=example)


RENT_LIMITS = Resource(
    name="huurprijsgrenzen",
    title="Huurprijsgrenzen",
    singular="periode met huurprijsgrenzen",
    schema_name="Huurprijsgrenzen",
    meaning="De landelijke huurprijsgrenzen van een periode.",
    key=STARTS,
    lookup="valid_from",
    rows=lambda _request: RentLimits.objects.all(),
    fields=(
        STARTS,
        Field("geldigTotEnMet", "De laatste dag.", date(), "valid_until", example="2024-12-31"),
        _euro("kwaliteitskortingsgrens", "De kwaliteitskortingsgrens.", "quality_discount", 454.47),
        _euro("aftoppingsgrensLaag", "De lage aftoppingsgrens (1 of 2 personen).", "low_capping", 650.43),
        _euro("aftoppingsgrensHoog", "De hoge aftoppingsgrens (3 of meer).", "high_capping", 697.07),
        _euro("socialeHuurgrens", "De grens van de sociale huur (DAEB).", "social", 879.66),
        _euro(
            "middenhuurgrens",
            "De grens van de middenhuur; null voor juli 2024.",
            "mid_rent",
            1157.95,
            optional=True,
        ),
        Field(
            "opmerking",
            "De toelichting voor het publiek; iedereen leest deze.",
            text(),
            "note",
            example="kwaliteitskortingsgrens waarschijnlijk",
        ),
    ),
)
THEME = Field("code", "De vaste code.", code(), "code", example="woningtoewijzing")
THEMES = Resource(
    name="themas",
    title="Thema's",
    singular="thema",
    schema_name="Thema",
    meaning="Een thema van de gemeentekaart: het kopje waar kengetallen onder staan.",
    key=THEME,
    lookup="code",
    rows=lambda _request: Theme.objects.all(),
    fields=(
        THEME,
        Field("naam", "De naam.", text(60), "name", example="Woningtoewijzing"),
        Field("volgorde", "De plaats op volgorde.", whole(0, 32767), "order", example=1),
    ),
)
INDICATOR = Field("code", "De vaste code.", code(), "code", example="mutatiegraad")
CLASS_SCHEMA = schemas.named(
    "KlasseVanKengetal",
    "Een klasse van een kengetal.",
    schemas.thing(
        code=schemas.told(code(), "De code van de klasse, binnen het kengetal."),
        naam=schemas.told(text(80), "De naam."),
        rol=schemas.told(
            schemas.one_of(IndicatorClass.Role.values),
            "Of de klasse meetelt in het geheel, of ernaast staat.",
        ),
        bovengrens=schemas.told(
            or_null(text(20)), "De huurprijsgrens tot en met welke de klasse loopt; null zonder zo'n grens."
        ),
        opgave=schemas.told(
            or_null(text(20)),
            "De soort project waaraan de klasse van een opgave wordt afgemeten; anders null.",
        ),
    ),
)
INDICATORS = Resource(
    name="kengetallen",
    title="Kengetallen",
    singular="kengetal",
    schema_name="Kengetal",
    meaning="Een kengetal van de gemeentekaart, met zijn klassen op volgorde.",
    key=INDICATOR,
    lookup="code",
    rows=lambda _request: Indicator.objects.all(),
    filterset=IndicatorFilterSet,
    fields=(
        INDICATOR,
        Field("naam", "De naam.", text(100), "name", example="Gemiddelde mutatiegraad"),
        Field("thema", "De code van het thema.", code(), "theme__code", example="woningtoewijzing"),
        Field(
            "soort",
            "Eén getal, een verdeling over klassen, of een tabel.",
            schemas.one_of(Indicator.Kind.values),
            "kind",
            example="enkel",
        ),
        Field(
            "eenheid",
            "Waarin het is uitgedrukt; leeg bij een aantal zonder eenheid.",
            text(20),
            "unit",
            example="%",
        ),
        Field(
            "decimalen",
            "Hoeveel cijfers achter de komma een cijfer heeft.",
            whole(0, 4),
            "decimals",
            example=1,
        ),
        Field(
            "gunstig",
            "Of hoger of lager gunstig is; null als dat niet te zeggen is.",
            or_null(schemas.one_of(Indicator.Direction.values)),
            "good_direction",
            lambda raw: raw["gunstig"] or None,
        ),
        Field(
            "definitie",
            "Wat er geteld of gemeten wordt.",
            text(),
            "definition",
            example=(
                "Het deel van de huurwoningen dat in een jaar van huurder wisselt, gemiddeld over de"
                " jaren van de periode."
            ),
        ),
        Field(
            "bron",
            "Waar de cijfers vandaan komen; een cijfer kan een eigen bron hebben.",
            text(160),
            "source",
            example="",
        ),
        Field(
            "klassen",
            "De klassen, op volgorde; leeg bij een kengetal zonder klassen.",
            schemas.listed(CLASS_SCHEMA),
            Nested(
                lambda: IndicatorClass.objects.order_by("order", "name"),
                "indicator",
                {
                    "code": "code",
                    "naam": "name",
                    "rol": "role",
                    "bovengrens": NullIf("upper_limit", Value("")),
                    "opgave": NullIf("task", Value("")),
                },
            ),
            example=[],
        ),
    ),
)
RESOURCES = (MUNICIPALITIES, REGIONS, CORPORATIONS, RENT_LIMITS, THEMES, INDICATORS, FIGURES)
