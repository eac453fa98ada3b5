"""The gemeentekaart as a table: every figure on it, what it changed, and the rents of its class."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from typing import Any

from django.http import QueryDict

from municipalities.card.card import Block, Row, card_of
from municipalities.models import Figure, Municipality
from projects.api.summaries.shapes import EXAMPLES
from projects.filters.reference_dates import day_of
from projects.filters.years import YearChoice
from wonen.dutch.periods import FIRST_YEAR, LAST_YEAR
from wonen.rest.parameters import Parameter
from wonen.rest.problems import Fault, wrong
from wonen.rest.resource import Asked
from wonen.rest.schemas import (
    AREA_CODE,
    code,
    date,
    key,
    listed,
    named,
    number,
    or_null,
    text,
    thing,
    told,
    whole,
)
from wonen.rest.summary import Summary

EURO = or_null(number(0, 99_999.99))
UNKNOWN = "'{}' is geen gemeente die hier bekend is. Kies een CBS-code, bijvoorbeeld GM0917."
ROW = named(
    "CijferOpKaart",
    "Eén cijfer op de gemeentekaart.",
    thing(
        noot=told(whole(1), "Het nummer van de noot van het kengetal op de kaart."),
        kengetal=told(code(), "De code van het kengetal."),
        klasse=told(or_null(code()), "De code van de klasse; null zonder klassen."),
        gebied=told(text(80), "Het gebied of de corporatie waarvan het cijfer is, zoals op de kaart."),
        periode=told(text(20), "De periode; leeg: niet genoemd."),
        cijfer=told(key(), "Het nummer van het cijfer."),
        waarde=told(or_null(number()), "De waarde; null: niet leesbaar in de bron."),
        verschil=told(
            or_null(number()), "Wat er veranderde sinds het vorige cijfer; null: niet te vergelijken."
        ),
        verschilGedrukt=told(or_null(text(80)), "Het verschil zoals het op de kaart staat."),
        huurVanaf=told(EURO, "De laagste huur van de klasse, in euro per maand; null: geen, of niet bekend."),
        huurTotEnMet=told(EURO, "De hoogste huur van de klasse; null: geen, of niet bekend."),
    ),
)


def answer(_query: QueryDict, asked: Asked) -> dict[str, Any]:
    code = asked["gemeente"]
    found = Municipality.objects.with_region().filter(code=code).first()
    if found is None:
        raise wrong([Fault("query", "gemeente", UNKNOWN.format(code))])
    card = card_of(found, _day(asked))
    return {
        "gemeente": code,
        "peildatum": card.day,
        "cijfers": [each for block in card.blocks for each in _rows(block)],
    }


def _day(asked: Asked) -> datetime.date:
    """Return the day asked for, else that by which the overview had to be there; without a year today."""
    if "peildatum" in asked:
        return datetime.date.fromisoformat(asked["peildatum"])
    return day_of(YearChoice(asked.get("jaar", FIRST_YEAR), (), "jaar" in asked)).day


def _rows(block: Block) -> Iterator[dict[str, Any]]:
    for row in (*block.rows, *block.unreadable):
        for place, figure in enumerate(row.cells):
            if figure:
                yield _cell(block, row, figure, place)


def _cell(block: Block, row: Row, figure: Figure, place: int) -> dict[str, Any]:
    # The change and the rents are those of the first column.
    step, band = (row.change, row.band) if place == 0 else (None, None)
    return {
        "noot": block.number,
        "kengetal": block.indicator.code,
        "klasse": figure.indicator_class.code if figure.indicator_class else None,
        "gebied": block.columns[place].label,
        "periode": str(figure.period),
        "cijfer": figure.pk,
        "waarde": figure.value,
        "verschil": step.difference if step else None,
        "verschilGedrukt": step.printed if step else None,
        "huurVanaf": band.lowest if band else None,
        "huurTotEnMet": band.highest if band else None,
    }


CARD = Summary(
    name="gemeentekaart",
    of="gemeenten/{code}",
    title="Gemeentekaart",
    schema_name="Gemeentekaart",
    meaning=(
        "De gemeentekaart van een gemeente: het laatste cijfer van elk kengetal dat op een dag bekend was,"
        " naast dat van de regio en de hele corporatie. Bron, status en opmerking staan bij het cijfer zelf."
    ),
    chosen_by=(
        Parameter("gemeente", "De CBS-code van de gemeente.", AREA_CODE, is_required=True),
        Parameter(
            "jaar",
            "De kaart bij het bod van dit jaar: wat op 1 juli van het jaar ervoor bekend was.",
            whole(FIRST_YEAR, LAST_YEAR),
        ),
        Parameter("peildatum", "Wat op deze dag bekend was; gaat voor jaar. Zonder beide: vandaag.", date()),
    ),
    schema=thing(
        gemeente=told(AREA_CODE, "De CBS-code van de gemeente."),
        peildatum=told(date(), "De dag waarop de cijfers bekend moesten zijn."),
        cijfers=told(listed(ROW), "De cijfers, in de volgorde van de kaart."),
    ),
    answer=answer,
    example_query="gemeente=GM0917&jaar=2022",
    example_file=EXAMPLES / "gemeentekaart.json",
    table="cijfers",
)
