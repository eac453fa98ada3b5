"""The norms as the API gives them."""

from projects.models.norms import Norm
from wonen.dutch.periods import FIRST_YEAR, LAST_YEAR
from wonen.rest.resource import Field, Resource
from wonen.rest.schemas import AREA_CODE, key, or_null, text, whole

NORM = Field("id", "Het vaste nummer van de norm in Wonen.", key(), "pk", example=1)
SHARE = or_null(whole(0, 100))
NORMS = Resource(
    name="normen",
    title="Normen",
    singular="norm",
    schema_name="Norm",
    meaning=(
        "Een norm voor nieuwbouw: welk deel sociale huur en middenhuur moet worden. Zij geldt vanaf het"
        " overzicht van haar jaar, tot er een latere norm van dezelfde gemeente is."
    ),
    key=NORM,
    lookup="pk",
    rows=lambda _request: Norm.objects.all(),
    fields=(
        NORM,
        Field(
            "gemeente",
            "De CBS-code; null: voor alle gemeenten zonder eigen norm.",
            or_null(AREA_CODE),
            "municipality__code",
        ),
        Field(
            "vanafJaar",
            "Geldt vanaf het overzicht van dit jaar.",
            whole(FIRST_YEAR, LAST_YEAR),
            "from_year",
            example=2022,
        ),
        Field(
            "socialeHuur",
            "Het deel sociale huur, in procenten; null: geen norm.",
            SHARE,
            "social",
            example=30,
        ),
        Field("middenhuur", "Het deel middenhuur, in procenten; null: geen norm.", SHARE, "mid", example=10),
        Field(
            "bron",
            "Waar de norm is afgesproken of genoemd.",
            text(200),
            "source",
            example="Bod 2022 van Wonen Limburg aan de gemeente Heerlen",
        ),
        Field(
            "opmerking",
            "De toelichting voor het publiek; iedereen leest deze.",
            text(),
            "note",
            example=(
                "Het bod noemt ‘vaste percentages van 30% sociale huur en 10% middenhuur bij "  # noqa: RUF001 - as the source prints it
                "nieuwbouw en herstructurering’ als wens van de corporatie. Of een gemeente dit "  # noqa: RUF001 - as the source prints it
                "zo heeft afgesproken, staat er niet bij."
            ),
        ),
    ),
)
