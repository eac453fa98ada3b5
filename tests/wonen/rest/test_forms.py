"""The forms of an answer: which one is given, and that each of them holds the same."""

import csv
import io
import json
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client
from openpyxl import load_workbook

from tests.conftest import AddProject
from wonen.rest.registry import RESOURCES

CHOICE = "pagina=1&paginaGrootte=1000"
EXPANDING = [each for each in RESOURCES if each.expansions]


def content(client: Client, address: str) -> bytes:
    answer: Any = client.get(address)
    assert answer.status_code == 200, address
    return b"".join(answer.streaming_content) if answer.streaming else answer.content


def as_json(client: Client, address: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(content(client, f"{address}&{CHOICE}"))["resultaten"]
    return found


def as_csv(client: Client, address: str) -> list[dict[str, str]]:
    text = content(client, f"{address}&formaat=csv").decode()
    return list(csv.DictReader(io.StringIO(text, newline="")))


def as_cells(client: Client, address: str) -> list[dict[str, Any]]:
    book = load_workbook(io.BytesIO(content(client, f"{address}&formaat=xlsx")))
    head, *rows = book.worksheets[0].iter_rows(values_only=True)
    return [dict(zip(map(str, head), row, strict=True)) for row in rows]


@pytest.mark.parametrize(
    ("accept", "media_type"),
    [
        ("text/csv, application/json;q=0.5", "text/csv"),
        ("application/json;q=0, text/csv", "text/csv"),
        ("application/json;q=0, */*;q=0.1", "text/csv"),
        ("text/csv;q=0.5, application/json", "application/json"),
        ("text/csv;q=0.5, */*;q=0.1", "text/csv"),
        ("application/geo+json, */*", "application/geo+json"),
        ("text/html, application/xhtml+xml, */*;q=0.8", "application/json"),
        ("application/json; charset=utf-8", "application/json"),
        ("TEXT/CSV", "text/csv"),
        ("", "application/json"),
    ],
)
def test_the_form_is_the_one_that_is_wanted_most(
    client: Client, db: None, accept: str, media_type: str
) -> None:
    answer = client.get("/api/v1/gemeenten", headers={"accept": accept})
    assert (answer.status_code, answer.headers["Content-Type"].partition(";")[0]) == (200, media_type)


@pytest.mark.parametrize("accept", ["*/*;q=0", "application/json;q=0", "garbage", "text/html"])
def test_what_nobody_wants_is_not_sent(client: Client, db: None, accept: str) -> None:
    assert client.get("/api/v1/gemeenten", headers={"accept": accept}).status_code == 406


@pytest.mark.parametrize(("name", "key"), [("gemeenten", "code"), ("projecten", "id")])
def test_a_feature_always_has_its_key(client: Client, brochure: dict[str, Any], name: str, key: str) -> None:
    address = f"/api/v1/{name}?formaat=geojson&velden=naam"
    features = json.loads(content(client, address))["features"]
    shown = as_json(client, f"/api/v1/{name}?")
    assert shown
    assert [each["id"] for each in features] == [each[key] for each in shown]


@pytest.mark.parametrize("resource", EXPANDING, ids=[each.name for each in EXPANDING])
def test_what_is_expanded_is_so_in_every_form(
    client: Client, brochure: dict[str, Any], resource: Any
) -> None:
    names = ",".join(each.key for each in resource.expansions)
    address = f"/api/v1/{resource.name}?uitklappen={names}"
    shown = as_json(client, address)
    assert all(row["uitgeklapt"][each.key]["naam"] for row in shown for each in resource.expansions)
    lines = content(client, f"{address}&formaat=jsonl").decode().splitlines()
    assert [json.loads(line) for line in lines] == shown
    features = json.loads(content(client, f"{address}&formaat=geojson"))["features"]
    assert [each["properties"]["uitgeklapt"] for each in features] == [row["uitgeklapt"] for row in shown]
    for form in (as_csv, as_cells):
        for row, found in zip(form(client, address), shown, strict=True):
            for each in resource.expansions:
                column = f"uitgeklapt{each.key.capitalize()}Naam"
                assert row[column] == found["uitgeklapt"][each.key]["naam"]


def test_a_number_is_a_number_in_a_workbook(client: Client, brochure: dict[str, Any]) -> None:
    shown, cells = as_json(client, "/api/v1/cijfers?"), as_cells(client, "/api/v1/cijfers?")
    assert [row["waarde"] for row in cells] == [row["waarde"] for row in shown]
    assert [row["id"] for row in cells] == [row["id"] for row in shown]
    assert any(isinstance(row["waarde"], float | Decimal) for row in cells)


def test_text_that_would_run_gets_one_apostrophe(client: Client, add_project: AddProject) -> None:
    add_project("-5 woningen")
    for form in (as_csv, as_cells):
        [row] = form(client, "/api/v1/projecten?")
        assert row["naam"] == "'-5 woningen"
    [found] = as_cells(client, "/api/v1/projecten?")
    assert found["wonenMetZorg"] is False


def test_a_long_text_is_whole_in_a_csv(client: Client, add_project: AddProject) -> None:
    add_project("Lang", note="x" * 40_000)
    [row] = as_csv(client, "/api/v1/projecten?")
    assert row["opmerking"] == "x" * 40_000
    [cells] = as_cells(client, "/api/v1/projecten?")
    assert cells["opmerking"] == "x" * 32_000


@pytest.mark.parametrize("form", ["json", "csv", "xlsx", "jsonl", "geojson"])
def test_a_page_beyond_the_last_is_in_no_form(client: Client, brochure: dict[str, Any], form: str) -> None:
    answer = client.get(f"/api/v1/gemeenten?formaat={form}&pagina=99")
    assert answer.status_code == 404
    assert "Pagina 99 is er niet; de laatste is pagina 1." in answer.content.decode()
