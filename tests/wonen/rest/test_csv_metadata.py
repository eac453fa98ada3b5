"""The metadata of every CSV of the API (CSV on the Web): the columns that it has, in words and in type."""

import csv
import datetime
import json
import re
from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client

from projects.models import HousingType
from tests.conftest import AddProject
from tests.projects.pages.test_pages import queries
from wonen.rest.registry import RESOURCES

NAMES = [each.example_address for each in RESOURCES]
READERS: dict[str, Callable[[str], Any]] = {
    "string": str,
    "integer": int,
    "decimal": Decimal,
    "boolean": {"true": True, "false": False}.__getitem__,
    "date": datetime.date.fromisoformat,
    "dateTimeStamp": datetime.datetime.fromisoformat,
}


def table(client: Client, address: str) -> tuple[list[list[str]], dict[str, Any]]:
    """Return the rows of a CSV and the metadata that its answer names."""
    answer = client.get(address)
    assert answer.status_code == 200
    found = re.fullmatch(
        r'<http://testserver([^>]+)>; rel="describedby"; type="application/csvm\+json"',
        answer.headers["link"],
    )
    assert found
    told = client.get(found[1])
    assert (told.status_code, told.headers["content-type"]) == (200, "application/csvm+json")
    text = b"".join(answer.streaming_content).decode()  # type: ignore[attr-defined]
    return list(csv.reader(text.splitlines(keepends=True))), json.loads(told.content)


@pytest.mark.parametrize("name", NAMES)
def test_every_cell_is_what_the_metadata_say(client: Client, brochure: dict[str, Any], name: str) -> None:
    (head, *rows), told = table(client, f"/api/v1/{name}?formaat=csv")
    columns = told["tableSchema"]["columns"]
    assert rows
    assert head == [each["name"] for each in columns] == [each["titles"] for each in columns]
    for row in rows:
        for cell, column in zip(row, columns, strict=True):
            parts = cell.split(column["separator"]) if "separator" in column else [cell]
            for part in parts:
                assert part == "" or READERS[column["datatype"]](part) is not None, (column["name"], part)
    assert all(each["dc:description"].strip() for each in columns)


def test_it_names_the_table_its_licence_and_its_key(client: Client, brochure: dict[str, Any]) -> None:
    _, told = table(client, "/api/v1/projecten?formaat=csv")
    assert told["url"] == "http://testserver/api/v1/projecten?formaat=csv"
    assert told["@context"] == ["http://www.w3.org/ns/csvw", {"@language": "nl"}]
    assert told["dc:license"] == {"@id": "https://creativecommons.org/licenses/by/4.0/deed.nl"}
    assert told["tableSchema"]["primaryKey"] == "id"


def test_a_choice_of_rows_and_fields_has_metadata_of_its_own(
    client: Client, brochure: dict[str, Any]
) -> None:
    address = "/api/v1/projecten?formaat=csv&velden=naam,start&gemeente=GM0917"
    (head, *rows), told = table(client, address)
    assert told["url"] == f"http://testserver{address}"
    assert head == ["naam", *(each["name"] for each in told["tableSchema"]["columns"][1:])]
    assert "primaryKey" not in told["tableSchema"]
    assert len(rows) == 6


def test_several_values_are_told_to_be_so(client: Client, add_project: AddProject) -> None:
    codes = sorted(HousingType.objects.values_list("code", flat=True))[:2]
    add_project("Twee", types=codes)
    rows, told = table(client, "/api/v1/projecten?formaat=csv&velden=woningtypen")
    (column,) = told["tableSchema"]["columns"]
    assert column["separator"] == "|"
    assert sorted(rows[1][0].split("|")) == codes


@pytest.mark.parametrize("query", ["?onzin=1", "?velden=onzin", "?gemeente=GM9999", "?jaar=abc"])
def test_what_the_csv_refuses_is_refused(client: Client, brochure: dict[str, Any], query: str) -> None:
    answer = client.get(f"/catalogus/projecten.csv-metadata.json{query}")
    assert answer.status_code == client.get(f"/api/v1/projecten{query}").status_code == 400
    assert answer.headers["content-type"] == "application/problem+json"


def test_what_stands_in_an_address_cannot_end_the_header(client: Client, brochure: dict[str, Any]) -> None:
    answer = client.get("/api/v1/projecten", {"formaat": "csv", "zoek": 'a>; rel="x", <b>'})
    assert answer.status_code == 200
    assert answer.headers["link"].count(">") == 1
    assert answer.headers["link"].endswith('>; rel="describedby"; type="application/csvm+json"')


def test_no_row_is_read_for_it(client: Client, brochure: dict[str, Any]) -> None:
    with queries(1):  # who asks is counted
        assert client.get("/catalogus/projecten.csv-metadata.json?formaat=csv").status_code == 200


def test_it_is_only_read(client: Client, db: None) -> None:
    assert client.head("/catalogus/cijfers.csv-metadata.json").status_code == 200
    assert client.post("/catalogus/cijfers.csv-metadata.json").status_code == 405
    assert client.get("/catalogus/onzin.csv-metadata.json").status_code == 404
