"""All municipalities in the order of one indicator: what the ranking shows."""

from __future__ import annotations

from typing import Any

from django.http import QueryDict

from projects.api.summaries.shapes import EXAMPLES
from projects.filters.compare_forms import RankingForm
from projects.pages.compare.ranking import Place, is_lowest_first, ranking
from wonen.rest.parameters import Parameter, hold
from wonen.rest.problems import Refused
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
    yes_no,
)
from wonen.rest.summary import Summary

ROW = named(
    "PlaatsOpRanglijst",
    "Eén gemeente op de ranglijst.",
    thing(
        plaats=told(or_null(whole(1)), "De plaats; null: staat niet op dezelfde basis als de meeste andere."),
        gemeente=told(AREA_CODE, "De CBS-code van de gemeente."),
        cijfer=told(key(), "Het nummer van het cijfer."),
        waarde=told(number(), "De waarde, in de eenheid van het kengetal."),
        letOp=told(text(), "Waarin dit cijfer van de meeste andere verschilt; leeg: in niets."),
    ),
)


def answer(query: QueryDict, _asked: Asked) -> dict[str, Any]:
    form = RankingForm(query)
    if set(form.errors) == {"klasse"}:  # the form of it is right, but there is no such ranking
        raise Refused(404, str(form.errors["klasse"][0]))
    hold(form)
    indicator, of_class, day = form.cleaned_data["kengetal"], form.cleaned_data["klasse"], form.day()
    found = ranking(indicator, of_class, day)
    return {
        "kengetal": indicator.code,
        "klasse": of_class.code if of_class else None,
        "peildatum": day,
        "laagsteEerst": is_lowest_first(indicator),
        "basis": found.basis,
        "nietOpDezeBasis": found.marked,
        "plaatsen": [_place(each) for each in found.places],
        "nietLeesbaar": [each.municipality.code for each in found.unreadable if each.municipality],
        "zonderCijfer": [each.code for each in found.without],
    }


def _place(place: Place) -> dict[str, Any]:
    figure = place.figure
    return {
        "plaats": place.number,
        "gemeente": figure.municipality.code if figure.municipality else None,
        "cijfer": figure.pk,
        "waarde": figure.value,
        "letOp": place.warning,
    }


ORDER = Summary(
    name="ranglijst",
    of="kengetallen/{code}",
    title="Ranglijst van gemeenten",
    schema_name="Ranglijst",
    meaning=(
        "Alle gemeenten op volgorde van hun laatste cijfer van één kengetal. Gelijke cijfers delen een"
        " plaats."
    ),
    chosen_by=(
        Parameter("kengetal", "De code van het kengetal.", code(), is_required=True),
        Parameter(
            "klasse",
            "De code van de klasse; zonder deze parameter het totaal, of anders de eerste klasse.",
            code(),
        ),
        Parameter("peildatum", "Wat op deze dag bekend was; zonder deze parameter: vandaag.", date()),
    ),
    schema=thing(
        kengetal=told(code(), "De code van het kengetal."),
        klasse=told(or_null(code()), "De code van de klasse; null bij een kengetal zonder klassen."),
        peildatum=told(date(), "De dag waarop de cijfers bekend moesten zijn."),
        laagsteEerst=told(yes_no(), "Of het laagste cijfer vooraan staat."),
        basis=told(text(), "Waar de cijfers met een plaats op staan: periode, prijspeil."),
        nietOpDezeBasis=told(whole(0), "Hoeveel cijfers op een andere basis staan, zonder plaats."),
        plaatsen=told(listed(ROW), "De gemeenten met een leesbaar cijfer, op volgorde."),
        nietLeesbaar=told(listed(AREA_CODE), "De gemeenten waarvan het cijfer niet leesbaar is."),
        zonderCijfer=told(listed(AREA_CODE), "De gemeenten zonder cijfer."),
    ),
    answer=answer,
    example_query="kengetal=mutatiegraad&peildatum=2021-07-01",
    example_file=EXAMPLES / "ranglijst.json",
    table="plaatsen",
)
