"""What the API says to who asks something wrong: what was expected, and where the codes are."""

from typing import Any

import pytest
from django.test import Client

from wonen.rest.parameters import WHERE
from wonen.rest.schemas import key, listed, moment, one_of, or_null, text, thing, whole, yes_no
from wonen.rest.urls import SLASH
from wonen.rest.validation import faults_in

YEAR_OR_UNKNOWN = {"oneOf": [whole(1990, 2100), one_of(["nnb"])]}
WANTED = "Verwacht: een moment als 2026-12-31T23:59:59Z"
YEAR_AND_QUARTER = or_null(thing(jaar=whole(), kwartaal=whole()))
AREA_CODE = text(6, pattern="^GM[0-9]{4}$")


def said(client: Client, address: str) -> Any:
    answer = client.get(f"/api/v1/{address}")
    assert answer.status_code == 400, address
    return [(each["naam"], each["melding"]) for each in answer.json()["fouten"]]


@pytest.mark.parametrize(
    ("address", "sentence", "listed"),
    [
        ("projecten?gemeente=Heerlen", "'Heerlen' {} Bedoelt u GM0917 (Heerlen)?", "gemeenten"),
        ("projecten?gemeente=gm0917", "'gm0917' {} Bedoelt u GM0917 (Heerlen)?", "gemeenten"),
        ("cijfers?gemeente=heerlen", "'heerlen' {} Bedoelt u GM0917 (Heerlen)?", "gemeenten"),
        ("cijfers?kaart=Heerlen", "'Heerlen' {} Bedoelt u GM0917 (Heerlen)?", "gemeenten"),
        ("boden?corporatie=wl", "'wl' {} Bedoelt u WL (Wonen Limburg)?", "corporaties"),
        ("totalen?regio=Parkstad", "'Parkstad' {} Bedoelt u parkstad (Parkstad)?", "regios"),
        ("gemeenten?regio=Parkstad", "'Parkstad' {} Bedoelt u parkstad (Parkstad)?", "regios"),
        ("cijfers?kengetal=woz", "'woz' {} Kies uit de lijst.", "kengetallen"),
        ("cijfers?kaart=GM9999", "'GM9999' {} Kies uit de lijst.", "gemeenten"),
        ("gemeenten?regio=x", "'x' {} Kies uit de lijst.", "regios"),
    ],
)
def test_a_code_that_is_none_is_named_with_what_was_meant_and_where_they_are(
    client: Client, brochure: dict[str, Any], address: str, sentence: str, listed: str
) -> None:
    name = address.partition("?")[2].partition("=")[0]
    where = WHERE.format(listed)
    assert said(client, address) == [(name, f"{sentence.format('is hier geen keuze.')}{where}")]
    assert client.get(where.split()[-1].rstrip(".")).json()["resultaten"]


def test_a_page_shows_its_codes_and_does_not_send_anybody_to_the_documentation(
    client: Client, brochure: dict[str, Any]
) -> None:
    page = client.get("/projecten/?gemeente=Heerlen").content.decode()
    assert "Bedoelt u GM0917 (Heerlen)?" in page
    assert "/api/v1/gemeenten" not in page


@pytest.mark.parametrize(
    ("value", "schema", "sentences"),
    [
        ("morgen", YEAR_OR_UNKNOWN, ["Verwacht: een heel getal of nnb, niet 'morgen'."]),
        (
            1800,
            YEAR_OR_UNKNOWN,
            ["Verwacht: een getal van 1990 tot en met 2100 of nnb, niet het getal 1800."],
        ),
        ("Heerlen", AREA_CODE, ["Verwacht: een CBS-code als GM0917, niet 'Heerlen'."]),
        ("GM1", AREA_CODE, ["Verwacht: een CBS-code als GM0917, niet 'GM1'."]),
        (7, AREA_CODE, ["Verwacht: een tekst, niet het getal 7."]),
        ("true", yes_no(), ["Verwacht: true of false, niet de tekst 'true'."]),
        (1, yes_no(), ["Verwacht: true of false, niet het getal 1."]),
        (True, text(6), ["Verwacht: een tekst, niet true."]),
        (0, key(), ["Verwacht: een getal vanaf 1, niet 0."]),
        (1e12, whole(1, 9), ["Verwacht: een getal van 1 tot en met 9, niet 1000000000000."]),
        (
            5,
            thing(a=whole(), b=whole(), c=whole()),
            ["Verwacht: een object met a, b en c, niet het getal 5."],
        ),
        (
            ["a", "b", "a"],
            listed(text(), uniqueItems=True),
            ["Verwacht: een lijst waarin niets twee keer staat. 'a' staat er twee keer."],
        ),
        (["Venlo"], listed(AREA_CODE), ["Verwacht: een CBS-code als GM0917, niet 'Venlo'."]),
        ("30", or_null(whole(1)), ["Verwacht: een heel getal of null, niet de tekst '30'."]),
        (
            "2030",
            YEAR_AND_QUARTER,
            ["Verwacht: een object met jaar en kwartaal of null, niet de tekst '2030'."],
        ),
        ([], thing(**dict.fromkeys("abcdef", whole())), ["Verwacht: een object, niet een lijst."]),
        ("gisteren", moment(), [f"{WANTED}, niet 'gisteren'."]),
        (
            "2026-11-24T10:00:00 01:00",
            moment(),
            [f"{WANTED}, niet '2026-11-24T10:00:00 01:00'. In een adres schrijft u een + als %2B."],
        ),
        ("x" * 9, text(6), ["Verwacht: hoogstens 6 tekens, niet 9."]),
    ],
)
def test_what_was_expected_is_said_once_and_in_words(value: Any, schema: Any, sentences: list[str]) -> None:
    assert [sentence for _, sentence in faults_in(value, schema)] == sentences


@pytest.mark.parametrize(
    ("address", "name", "sentence"),
    [
        ("gemeenten/Heerlen", "code", "Verwacht: een CBS-code als GM0917, niet 'Heerlen'."),
        ("projecten/abc", "id", "Verwacht: een heel getal, niet 'abc'."),
    ],
)
def test_a_row_asked_for_by_something_else_is_not_there_and_told_why(
    client: Client, brochure: dict[str, Any], address: str, name: str, sentence: str
) -> None:
    answer = client.get(f"/api/v1/{address}")
    assert answer.status_code == 404
    assert answer.json()["fouten"] == [{"in": "path", "naam": name, "melding": sentence}]


def test_a_method_or_slash_that_does_not_belong_is_told(client: Client, brochure: dict[str, Any]) -> None:
    refused = client.post("/api/v1/gemeenten", {}, content_type="application/json")
    assert refused.json()["detail"] == "POST kan op dit adres niet. Wat wel kan, staat in de kop Allow."
    assert client.get("/api/v1/projecten/").json()["detail"] == SLASH
    assert client.get("/api/v1/niets").json()["detail"] != SLASH


def test_the_root_leads_programs_to_the_description_and_people_to_the_documentation(
    client: Client, brochure: dict[str, Any]
) -> None:
    links = client.get("/api/v1").headers["Link"]
    for address, relation in (("openapi.json", "service-desc"), ("documentatie", "service-doc")):
        assert f'<http://testserver/api/v1/{address}>; rel="{relation}"' in links
        assert client.get(f"/api/v1/{address}").status_code == 200
