"""The resources of this app, to read: projects, which start at what is public, and the legend."""

from __future__ import annotations

from typing import Any

from django.db.models import CharField, Value
from django.db.models.functions import Concat

from municipalities.models import Limit
from projects.api import vera
from projects.api.norm_resource import NORMS
from projects.api.project_resource import PROJECTS
from projects.api.values import SEGMENTS
from projects.models import BatScore, HousingType, RentClass, SustainabilityLevel
from wonen.rest.resource import Field, Resource
from wonen.rest.schemas import Schema, code, one_of, or_null, text, whole

VERA_CODE = or_null(text(10))


def _entry(
    name: str, singular: str, schema_name: str, model: Any, examples: tuple[str, str, str, int], *more: Field
) -> Resource:
    """Return the resource of a list of the legend."""
    entry_code, label, meaning, order = examples
    key = Field("code", "De vaste code.", code(30), "code", example=entry_code)
    return Resource(
        name=name,
        title=name.capitalize(),
        singular=singular,
        schema_name=schema_name,
        meaning=f"Een {singular} uit de toelichting bij het overzicht.",
        key=key,
        lookup="code",
        rows=lambda _request: model.objects.order_by("order"),
        fields=(
            key,
            Field("naam", "De naam zoals gedrukt.", text(60), "label", example=label),
            Field("betekenis", "Wat het betekent.", text(200), "meaning", example=meaning),
            Field("volgorde", "De plaats op volgorde.", whole(0, 32767), "order", example=order),
            *more,
        ),
    )


def _vera(name: str, codes: dict[Any, str], column: str, example: str | None) -> Field:
    return Field(
        name,
        "De code van VERA; null waar er geen precies past.",
        VERA_CODE,
        {column: column},
        lambda raw: codes.get(raw[column]),
        example,
    )


def _choice(name: str, meaning: str, schema: Schema, column: str, example: str | None) -> Field:
    return Field(name, meaning, schema, column, lambda raw: raw[name] or None, example)


HOUSING_TYPES = _entry(
    "woningtypen",
    "woningtype",
    "Woningtype",
    HousingType,
    ("gestapeld-met-lift", "Gestapeld met lift", "Woning in een meergezinsgebouw met lift", 4),
    Field("bouwvorm", "De bouwvorm.", one_of(HousingType.Form.values), "form", example="gestapeld"),
)
RENT_CLASSES = _entry(
    "huurprijsklassen",
    "huurprijsklasse",
    "Huurprijsklasse",
    RentClass,
    ("vrije-huur", "Vrije huur", "Inkomens boven de DAEB-grens", 5),
    Field("segment", "De soort huur.", SEGMENTS, "segment", example="vrij"),
    _choice(
        "bovengrens",
        "De huurprijsgrens tot en met welke de klasse loopt; het bedrag verschilt per jaar. Null: geen.",
        or_null(one_of(Limit.values)),
        "upper_limit",
        None,
    ),
    _vera("veraHuurklasse", vera.RENT_CLASS, "code", "BOV"),
)
SUSTAINABILITY = _entry(
    "duurzaamheidsniveaus",
    "duurzaamheidsniveau",
    "Duurzaamheidsniveau",
    SustainabilityLevel,
    ("nom", "NOM", "Nul-op-de-meterwoning", 3),
    _vera("veraEnergievoorziening", vera.ENERGY, "code", "NOM"),
)
SCORE = Field("code", "De vaste code.", text(5, pattern="^bat-[0-4]$"), "code", example="bat-2")
BAT_SCORES = Resource(
    name="bat-scores",
    title="BAT-scores",
    singular="BAT-score",
    schema_name="BatScore",
    meaning="Een BAT-score (Bouw Advies Toegankelijkheid): hoe toegankelijk een woning is.",
    key=SCORE,
    lookup="code",
    rows=lambda _request: BatScore.objects.annotate(
        code=Concat(Value("bat-"), "score", output_field=CharField())
    ),
    fields=(
        SCORE,
        Field("score", "De score, van 0 tot en met 4.", whole(0, 4), "score", example=2),
        Field("naam", "De naam zoals gedrukt.", text(60), "label", example="BAT-score 2"),
        Field("betekenis", "Wat het betekent.", text(200), "meaning", example="Bewoonbaar met een rollator"),
        _vera("veraBatscore", vera.BAT_SCORE, "score", None),
        _vera("veraToegankelijkheidslabel", vera.ACCESSIBILITY, "score", None),
    ),
)
RESOURCES = (PROJECTS, HOUSING_TYPES, RENT_CLASSES, BAT_SCORES, SUSTAINABILITY, NORMS)
