"""The figures as the API gives them: in tidy form, with the printed form beside the value."""

from __future__ import annotations

from typing import Any

from django.db.models import Case, F, Q, TextField, Value, When
from django.http import HttpRequest

from municipalities.figures.feed import FIGURES as FEED
from municipalities.figures.writing import FigureWriter
from municipalities.filters import FigureFilterSet
from municipalities.models.figures import Figure, printed
from municipalities.models.rent_limits import Capping
from wonen.dutch.numbers import LARGEST_SENT
from wonen.dutch.periods import FIRST_YEAR, LAST_YEAR, Period
from wonen.rest.access import access_of
from wonen.rest.resource import Field, Raw, Resource, Rows
from wonen.rest.schemas import AREA_CODE, code, date, key, named, number, one_of, or_null, text, whole

VIEW = "municipalities.view_figure"
STATUS = named("Cijferstatus", "Hoe vast een cijfer is.", one_of(Figure.Status.values))
CAPPING = named("Aftoppingsgrens", "Een van de twee aftoppingsgrenzen.", one_of(Capping.values))
FIGURE = Field("id", "Het vaste nummer van het cijfer in Wonen.", key(), "pk", example=1)
DAYS = {"starts_on": "starts_on", "ends_on": "ends_on"}


def _period(raw: Raw) -> str:
    return str(Period(raw["starts_on"], raw["ends_on"]))


def _printed(raw: Raw) -> str:
    return printed(raw["value"], raw["unit"], raw["decimals"])


def _or_none(name: str) -> Any:
    return lambda raw: raw[name] or None


def readable(request: HttpRequest) -> Rows:
    """Return all figures, which are public; to a token with its internal notes where that is valid."""
    rows: Rows = Figure.objects.in_order()
    access = access_of(request)
    if not access.may(VIEW):
        return rows
    mine = Q(municipality__in=access.where(VIEW))
    if access.may_write(VIEW, None):
        mine |= Q(municipality=None)
    found: Rows = rows.annotate(
        note_shown=Case(When(mine, then=F("internal_note")), default=Value(""), output_field=TextField())
    )
    return found


FIGURES = Resource(
    name="cijfers",
    title="Cijfers",
    singular="cijfer",
    schema_name="Cijfer",
    meaning="Eén cijfer van de gemeentekaart: van één kengetal, één gebied en één periode.",
    key=FIGURE,
    lookup="pk",
    rows=readable,
    filterset=FigureFilterSet,
    feed=FEED,
    writes=FigureWriter,
    fields=(
        FIGURE,
        Field(
            "kengetal",
            "De code van het kengetal.",
            code(),
            "indicator__code",
            example="mutatiegraad",
            is_written=True,
        ),
        Field(
            "klasse",
            "De code van de klasse; null bij een kengetal zonder klassen.",
            or_null(code()),
            "indicator_class__code",
            is_written=True,
        ),
        Field(
            "gemeente",
            "De CBS-code; null bij een cijfer van een regio of van de hele corporatie.",
            or_null(AREA_CODE),
            "municipality__code",
            example="GM0917",
            is_written=True,
        ),
        Field(
            "regio",
            "De code van de regio; null bij een cijfer van een gemeente of van de hele corporatie.",
            or_null(code()),
            "region__slug",
            is_written=True,
        ),
        Field(
            "corporatie",
            "De code, bij een tabel per corporatie; null: alle corporaties samen.",
            or_null(code(10)),
            "corporation__code",
            is_written=True,
        ),
        Field(
            "periode",
            "De periode zoals gedrukt: 2020, 2017-2020, 31-12-2020 of tot 2030; leeg: onbekend.",
            text(20),
            DAYS,
            _period,
            example="2017-2020",
        ),
        Field(
            "periodeVan",
            "De eerste dag van de periode.",
            or_null(date()),
            "starts_on",
            example="2017-01-01",
            is_written=True,
        ),
        Field(
            "periodeTotEnMet",
            "De laatste dag van de periode.",
            or_null(date()),
            "ends_on",
            example="2020-12-31",
            is_written=True,
        ),
        Field(
            "waarde",
            "De waarde in de eenheid; null als zij in de bron niet leesbaar is.",
            or_null(number(-LARGEST_SENT, LARGEST_SENT)),
            "value",
            example=11,
            is_written=True,
        ),
        Field("eenheid", "De eenheid van het kengetal.", text(20), "indicator__unit", example="%"),
        Field(
            "gedrukt",
            "De waarde in Nederlandse notatie, met eenheid.",
            text(),
            {"value": "value", "unit": "indicator__unit", "decimals": "indicator__decimals"},
            _printed,
            example="11%",
        ),
        Field(
            "status",
            "Hoe vast het cijfer is.",
            STATUS,
            "status",
            example="definitief",
            is_written=True,
        ),
        Field(
            "prijspeil",
            "Het jaar van de huurprijsgrenzen waarin de klassen zijn ingedeeld.",
            or_null(whole(FIRST_YEAR, LAST_YEAR)),
            "price_level",
            is_written=True,
        ),
        Field(
            "aftoppingsgrens",
            "Welke aftoppingsgrens de klassen scheidt.",
            or_null(CAPPING),
            "capping",
            _or_none("aftoppingsgrens"),
            is_written=True,
        ),
        Field(
            "bron",
            "Waar het cijfer vandaan komt; zonder eigen bron die van het kengetal.",
            text(160),
            {"source": "source", "indicator_source": "indicator__source"},
            lambda raw: raw["source"] or raw["indicator_source"],
            example="Gemeentekaart Heerlen, bod 2022 van Wonen Limburg",
            is_written=True,
        ),
        Field(
            "peildatum",
            "De dag waarop het cijfer bekend was.",
            or_null(date()),
            "reference_date",
            is_written=True,
        ),
        Field(
            "opmerking",
            "De toelichting voor het publiek; iedereen leest deze.",
            text(),
            "note",
            example="",
            is_written=True,
        ),
    ),
    internal=(
        Field(
            "interneNotitie",
            "Een notitie voor medewerkers. Dit veld is er alleen met een token; null: er is geen notitie, of"
            " het cijfer is van een gebied waar dit token niet geldt.",
            or_null(text()),
            F("note_shown"),
            _or_none("interneNotitie"),
            is_written=True,
        ),
    ),
    reads_internal=lambda request: access_of(request).may(VIEW),
)
