"""Figures written by the API: by codes, by the rules of the model, by who may write where."""

from typing import Any

import pytest
from django.test import Client

from municipalities.access.tokens import Scope
from municipalities.models import Figure, Indicator
from tests.support.problems import faults
from tests.support.staff import person
from tests.support.tokens import bearer, token_of
from tests.support.writing import FIGURES, change, send

WHOLE: dict[str, Any] = {
    "kengetal": "mutatiegraad",
    "klasse": None,
    "gemeente": "GM0917",
    "regio": None,
    "corporatie": None,
    "periodeVan": "2024-01-01",
    "periodeTotEnMet": "2024-12-31",
    "waarde": 8,
    "status": "voorlopig",
    "prijspeil": None,
    "aftoppingsgrens": None,
    "bron": "Eigen telling",
    "peildatum": None,
    "opmerking": "Onder voorbehoud.",
}


@pytest.fixture
def writer(brochure: dict[str, Any]) -> Client:
    return bearer(token_of(person("Redacteur", "Heerlen"), Scope.WRITE)[1])


def test_a_figure_is_added_changed_and_removed(writer: Client) -> None:
    made = send(writer, "POST", FIGURES, WHOLE)
    assert made.status_code == 201, made.content
    found = made.json()
    assert {name: found[name] for name in WHOLE} == WHOLE
    where = made.headers["Location"]
    assert writer.get(where).headers["ETag"] == made.headers["ETag"]
    changed = send(writer, "PATCH", where, {"waarde": 9}, **{"If-Match": made.headers["ETag"]})
    assert (changed.status_code, changed.json()["gedrukt"]) == (200, "9%")
    assert (
        send(writer, "PATCH", where, {"waarde": 7}, **{"If-Match": made.headers["ETag"]}).status_code == 412
    )
    whole = send(writer, "PUT", where, changed.json(), **{"If-Match": changed.headers["ETag"]})
    assert whole.json() == changed.json()
    assert whole.headers["ETag"] == changed.headers["ETag"]
    assert writer.delete(where).status_code == 428
    assert writer.delete(where, headers={"If-Match": whole.headers["ETag"]}).status_code == 204
    assert writer.get(where).status_code == 404


def test_every_figure_goes_back_as_it_was_read(brochure: dict[str, Any]) -> None:
    owner = person("Redacteur", everywhere=True)
    everything = bearer(token_of(owner, Scope.WRITE)[1])
    before = list(Figure.objects.order_by("pk").values())
    rows = everything.get(f"{FIGURES}?paginaGrootte=1000").json()["resultaten"]
    assert len(rows) == len(before)
    for row in rows:
        answer = change(everything, "PUT", f"{FIGURES}/{row['id']}", row)
        assert answer.status_code == 200, answer.content
        assert answer.json() == row
    assert list(Figure.objects.order_by("pk").values()) == before


RULES = [
    ({"regio": "parkstad"}, "/regio", "Een cijfer hoort bij een gemeente óf bij een regio, niet bij beide."),
    (
        {"periodeVan": None, "periodeTotEnMet": None},
        "/periodeTotEnMet",
        "Een cijfer heeft een periode, of anders een peildatum.",
    ),
    ({"waarde": None}, "/waarde", "Een cijfer heeft een waarde, tenzij het niet leesbaar is in de bron."),
    ({"waarde": 8.12345}, "/waarde", "De waarde heeft meer decimalen dan bij dit kengetal horen."),
    ({"waarde": 1e-320}, "/waarde", "De waarde heeft meer decimalen dan bij dit kengetal horen."),
    (
        {"status": "afgeleid", "opmerking": ""},
        "/opmerking",
        "Zeg in de toelichting voor het publiek waarom het cijfer is afgeleid of niet leesbaar is.",
    ),
    (
        {"aftoppingsgrens": "laag"},
        "/aftoppingsgrens",
        "Een aftoppingsgrens is laag of hoog, en hoort bij een prijspeil.",
    ),
    ({"klasse": "totaal"}, "/klasse", "Dit kengetal heeft geen klasse met deze code."),
    ({"kengetal": "onzin"}, "/kengetal", "Er is geen kengetal met deze code."),
    ({"gemeente": "GM9999"}, "/gemeente", "Er is geen gemeente met deze code."),
    (
        {"corporatie": "WL"},
        "/corporatie",
        "Een cijfer per corporatie kan alleen bij een tabel per corporatie.",
    ),
    ({"periodeVan": "2024-02-01"}, "/periodeTotEnMet", None),
    ({"periodeVan": "1000-01-01"}, "/periodeTotEnMet", None),
]


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: str(rule[0]))
@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH"])
def test_the_rules_of_the_model_are_told_in_its_words(
    writer: Client, method: str, rule: tuple[dict[str, Any], str, str | None]
) -> None:
    wrong, place, sentence = rule
    if method == "POST":
        answer = send(writer, "POST", FIGURES, {**WHOLE, **wrong})
    else:
        where = send(writer, "POST", FIGURES, WHOLE).headers["Location"]
        answer = change(writer, method, where, wrong if method == "PATCH" else {**WHOLE, **wrong})
    assert answer.status_code == 409, answer.content
    found = faults(answer)
    assert list(found) == [place]
    assert sentence is None or found[place] == sentence


@pytest.mark.parametrize(
    ("wrong", "place"),
    [
        ({"periodeVan": "2024-13-01"}, "/periodeVan"),
        ({"prijspeil": 1800}, "/prijspeil"),
        ({"waarde": "8"}, "/waarde"),
        ({"waarde": 1e300}, "/waarde"),
        ({"waarde": -(10**12)}, "/waarde"),
        ({"status": "zeker"}, "/status"),
        ({"kengetal": None}, "/kengetal"),
    ],
)
def test_a_body_is_as_its_schema_says(writer: Client, wrong: dict[str, Any], place: str) -> None:
    answer = send(writer, "POST", FIGURES, {**WHOLE, **wrong})
    assert answer.status_code == 400
    assert list(faults(answer)) == [place]


def test_the_same_figure_is_refused_a_second_time(writer: Client) -> None:
    assert send(writer, "POST", FIGURES, WHOLE).status_code == 201
    again = send(writer, "POST", FIGURES, WHOLE)
    assert list(faults(again).values()) == ["Dit cijfer is er al voor dit gebied en deze periode."]


def test_a_figure_of_no_municipality_is_for_who_writes_everywhere(writer: Client) -> None:
    for area in ({"gemeente": None}, {"gemeente": None, "regio": "parkstad"}, {"gemeente": "GM0935"}):
        assert send(writer, "POST", FIGURES, {**WHOLE, **area}).status_code == 403
    own = send(writer, "POST", FIGURES, WHOLE).headers["Location"]
    assert change(writer, "PATCH", own, {"gemeente": None}).status_code == 403
    wide = bearer(token_of(person("Publicist", everywhere=True), Scope.WRITE)[1])
    made = send(wide, "POST", FIGURES, {**WHOLE, "gemeente": None, "regio": "parkstad"})
    assert made.status_code == 201
    assert change(writer, "PATCH", made.headers["Location"], {"waarde": 1}).status_code == 403
    assert writer.delete(made.headers["Location"], headers={"If-Match": "*"}).status_code == 403


def test_the_source_of_the_key_figure_is_not_made_the_figures_own(writer: Client) -> None:
    source = "Jaarverslag"
    Indicator.objects.filter(code="mutatiegraad").update(source=source)
    made = send(writer, "POST", FIGURES, {**WHOLE, "bron": source})
    assert made.json()["bron"] == source
    assert Figure.objects.get(pk=made.json()["id"]).source == ""
