"""The resources of this app, to read: offers, their versions, and what each version holds. All is public.

An offer without a version is in none of them: nobody outside the back office knows of it.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from django.db.models import F

from municipalities.api import CORPORATIONS, MUNICIPALITIES
from offers.brochure import NOTE
from offers.filters import OfferedProjectFilterSet, OfferFilterSet
from offers.freezing import FIELDS, SECTION
from offers.models import Offer, OfferedProject, OfferVersion
from projects.api.project_resource import PROJECTS
from projects.api.values import SECTIONS
from wonen.dutch.periods import FIRST_YEAR, LAST_YEAR
from wonen.rest.resource import Expansion, Field, Place, Raw, Resource, Within
from wonen.rest.schemas import AREA_CODE, code, key, moment, or_null, text, whole, yes_no

EXAMPLE, MOMENT = "WL-GM0917-2022", "2026-11-24T12:00:00Z"
# Fields that projects got after a Wonen of before had something published: what was frozen then lacks them.
ADDED_LATER: frozenset[str] = frozenset()


def _place(path: str) -> Place:
    return Place(
        f"{path}municipality__longitude",
        f"{path}municipality__latitude",
        "hoofdplaats van de gemeente",
        {"gemeentenaam": f"{path}municipality__name", "hoofdplaats": f"{path}municipality__town"},
    )


OFFER = Field(
    "code",
    "De vaste naam van het bod: de codes van corporatie en gemeente, en het jaar.",
    text(30, pattern="^[-a-zA-Z0-9_]{1,10}-GM[0-9]{4}-[0-9]{4}$"),
    F("code"),
    example=EXAMPLE,
)
OFFERS = Resource(
    name="boden",
    title="Boden",
    singular="bod",
    schema_name="Bod",
    meaning=(
        "Een bod: wat een corporatie, met de ondernemingen die aan haar verbonden zijn, in een gemeente van"
        " plan is, zoals zij dat voor een jaar heeft gepubliceerd. Wat gepubliceerd is, staat in een versie"
        " en verandert niet meer; een correctie is een nieuwe versie."
    ),
    key=OFFER,
    lookup="code",
    rows=lambda _request: Offer.objects.public().with_code().with_last().order_by("pk"),
    filterset=OfferFilterSet,
    sorts={"gepubliceerdOp": ("last_published_at",), "jaar": ("year",), "gemeente": ("municipality__name",)},
    expansions=(
        Expansion("gemeente", MUNICIPALITIES, "municipality"),
        Expansion("corporatie", CORPORATIONS, "corporation"),
    ),
    place=_place(""),
    is_example="voorbeelddata",
    fields=(
        OFFER,
        Field("corporatie", "De code van de corporatie.", code(10), "corporation__code", example="WL"),
        Field(
            "gemeente",
            "De CBS-code van de gemeente.",
            AREA_CODE,
            "municipality__code",
            example="GM0917",
        ),
        Field("jaar", "Het jaar waarover het bod gaat.", whole(FIRST_YEAR, LAST_YEAR), "year", example=2022),
        Field(
            "laatsteVersie",
            "Het nummer van de laatste versie: die geldt.",
            whole(1, 32767),
            F("last_number"),
            example=1,
        ),
        Field(
            "gepubliceerdOp",
            "Wanneer de laatste versie is gepubliceerd.",
            moment(),
            F("last_published_at"),
            example=MOMENT,
        ),
        Field(
            "aantalProjecten",
            "Hoeveel projecten er in de laatste versie staan.",
            whole(0),
            F("last_count"),
            example=6,
        ),
        Field(
            "voorbeelddata",
            "Of het bod verzonnen is: gebruik het dan niet als feit.",
            yes_no(),
            "is_example",
            example=False,
        ),
    ),
)
VERSION = Field("nummer", "Het nummer van de versie, vanaf 1.", whole(1, 32767), "number", example=1)
VERSIONS = Resource(
    name="bod-versies",
    segment="versies",
    title="Versies van een bod",
    singular="versie",
    schema_name="BodVersie",
    meaning=(
        "Een versie van een bod, zoals zij is gepubliceerd. De eerste is het bod zelf; elke volgende is een"
        " correctie."
    ),
    key=VERSION,
    lookup="number",
    rows=lambda _request: OfferVersion.objects.order_by("offer", "number"),
    within=Within(OFFERS, "offer"),
    fields=(
        VERSION,
        Field("gepubliceerdOp", "Wanneer zij is gepubliceerd.", moment(), "published_at", example=MOMENT),
        Field(
            "toelichting",
            "Wat deze versie corrigeert; bij de eerste versie mag dit leeg zijn.",
            text(),
            "note",
            example=NOTE,
        ),
        Field(
            "prijspeil",
            "Het jaar van de huurprijsgrenzen waarin de klassen zijn ingedeeld; null: niet bekend.",
            or_null(whole(FIRST_YEAR, LAST_YEAR)),
            "price_level",
            example=2021,
        ),
        Field(
            "aantalProjecten",
            "Hoeveel projecten er in deze versie staan.",
            whole(0),
            "project_count",
            example=6,
        ),
    ),
)
OFFERED = Field(
    "id",
    "Het nummer dat het project in Wonen heeft; het kan er inmiddels niet meer zijn.",
    key(),
    "project_id",
    example=1,
)


def _fact(name: str) -> Any:
    def make(raw: Raw) -> Any:
        return raw["facts"].get(name)

    return make


def _frozen(each: Field) -> Field:
    """Return a field of a project as it was frozen: it is read from what was copied."""
    schema = or_null(each.schema) if each.key in ADDED_LATER else each.schema
    return replace(each, schema=schema, source={"facts": "facts"}, make=_fact(each.key), is_written=False)


OFFERED_PROJECTS = Resource(
    name="bod-projecten",
    segment="projecten",
    title="Aangeboden projecten",
    singular="aangeboden project",
    schema_name="AangebodenProject",
    meaning=(
        "Een project zoals het in een versie van een bod staat: overgenomen toen die werd gepubliceerd, en"
        " daarna niet meer veranderd. Hoe het project er nu voor staat, leest u bij de projecten."
    ),
    key=OFFERED,
    lookup="project_id",
    rows=lambda _request: OfferedProject.objects.order_by("version", "position"),
    filterset=OfferedProjectFilterSet,
    place=_place("version__offer__"),
    is_example="voorbeelddata",
    within=Within(VERSIONS, "version"),
    fields=(
        OFFERED,
        Field(
            SECTION,
            "Onder welk kopje van het overzicht het project staat.",
            SECTIONS,
            "section",
            example="nieuwbouw",
        ),
        *(_frozen(each) for each in FIELDS),
        replace(PROJECTS.by_key["voorbeelddata"], source="version__offer__is_example"),
    ),
)
RESOURCES = (OFFERS, VERSIONS, OFFERED_PROJECTS)
