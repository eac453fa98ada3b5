"""The sums by the API: their shape and example, what is asked and refused, what never counts."""

import csv
import io
import json
import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import quote

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from jsonschema import Draft202012Validator

from municipalities.models import Municipality
from projects.api.summaries.totals import TOTALS
from projects.example import make_examples
from projects.models import Project
from projects.models.norms import Norm
from tests.conftest import AddProject
from tests.support.problems import faults
from tests.support.scale import MANY
from wonen.rest.registry import SUMMARIES
from wonen.rest.summary import Summary

every_summary = pytest.mark.parametrize("summary", SUMMARIES, ids=lambda each: each.name)
# What the database gives out, and the day on which the brochure was loaded.
GIVEN_OUT = {"cijfer", "norm", "project", "laatst", "sinds"}
WRONG = ["", "x", "-1", "%00", "99999999999", "GM0000", "2022-02-31", "%F0%9F%8F%A0", "a" * 300]
QUERIES = {  # one of them counts who asks
    "totalen": (15, 16),
    "totalen-per-gemeente": (4, 5),
    "telling": (3, 3),
    "opgaven": (13, 13),
    "verdeling": (5, 5),
    "geschiedenis": (5, 5),
    "ranglijst": (5, 5),
    "gemeentekaart": (4, 4),
    "huurprijzen": (3, 3),
    "bronnen": (3, 3),
}


def address(summary: Summary, query: str = "") -> str:
    """Return the address of the example; its project is the one of the brochure without a split."""
    pk = Project.objects.get(name="Burg Gijzelslaan").pk
    query = query or re.sub(r"project=\d+", f"project={pk}", summary.example_query)
    found = f"/api/v1/{summary.address(query)}"
    return found if "?" in found else f"{found}?"


def answer(client: Client, summary: Summary) -> Any:
    response = client.get(address(summary))
    assert response.status_code == 200, response.content
    return response.json()


def without_given(value: Any) -> Any:
    """Return an answer without what the database gave out: of a list of keys its length."""
    if isinstance(value, list):
        return len(value) if is_numbers(value) else [without_given(each) for each in value]
    if not isinstance(value, dict):
        return value
    kept = {name: each for name, each in value.items() if name not in GIVEN_OUT}
    return {name: without_given(each) for name, each in kept.items()}


def is_numbers(value: list[Any]) -> bool:
    return bool(value) and all(isinstance(each, int) for each in value)


def members(schema: Any) -> Iterator[tuple[str, Any]]:
    for name, each in schema.get("properties", {}).items():
        yield name, each
        yield from members(each)
    for below in (schema.get("items"), *schema.get("oneOf", ())):
        if below:
            yield from members(below)


@every_summary
def test_an_answer_has_the_shape_that_is_described(
    client: Client, brochure: dict[str, Any], summary: Summary
) -> None:
    make_examples(60)
    assert list(Draft202012Validator(summary.described).iter_errors(answer(client, summary))) == []


@every_summary
def test_every_member_says_what_it_means(summary: Summary) -> None:
    found = list(members(summary.described))
    assert found
    assert [name for name, each in found if not each.get("description")] == []


@every_summary
def test_the_example_is_what_the_brochure_gives(
    client: Client, brochure: dict[str, Any], summary: Summary
) -> None:
    assert without_given(answer(client, summary)) == without_given(summary.example)


def test_the_example_adds_up_to_the_brochure(brochure: dict[str, Any]) -> None:
    printed = [each["dwellings"] for each in brochure["projects"]]
    assert TOTALS.example["projecten"] == len(printed)
    assert TOTALS.example["woningen"] == sum(each["count"] for each in printed)
    assert TOTALS.example["ongeveer"] == sum(each["count"] for each in printed if each["approximate"])


@pytest.mark.parametrize("summary", [each for each in SUMMARIES if each.table], ids=lambda each: each.name)
def test_a_table_is_the_same_as_csv(client: Client, brochure: dict[str, Any], summary: Summary) -> None:
    response = client.get(f"{address(summary)}&formaat=csv")
    assert response.headers["Content-Type"] == "text/csv; charset=utf-8; header=present"
    head, *rows = csv.reader(io.StringIO(response.content.decode()))
    assert head == list(summary.row["properties"])
    shown = answer(client, summary)[summary.table]
    assert len(rows) == len(shown)
    for row, each in zip(rows, shown, strict=True):
        expected = ["" if value is None else str(value) for value in each.values()]
        assert [cell.removeprefix("'") for cell in row] == expected


@every_summary
def test_what_has_not_changed_is_not_sent_again(
    client: Client, brochure: dict[str, Any], summary: Summary
) -> None:
    first = client.get(address(summary))
    again = client.get(address(summary), headers={"if-none-match": first.headers["ETag"]})
    assert again.status_code == 304
    assert again.content == b""
    assert first.headers["API-Version"]
    assert first.headers["Cache-Control"] == "no-cache"


@every_summary
def test_what_is_unknown_or_lacking_is_refused(
    client: Client, brochure: dict[str, Any], summary: Summary
) -> None:
    response = client.get(f"{address(summary)}&kleur=rood")
    assert response.status_code == 400
    assert set(faults(response)) == {"kleur"}


@every_summary
@pytest.mark.parametrize("value", WRONG)
def test_a_wrong_value_is_never_a_server_error(
    client: Client, brochure: dict[str, Any], summary: Summary, value: str
) -> None:
    for each in summary.parameters:
        response = client.get(f"{address(summary)}&{each.name}={value}")
        usual = (
            {200, 400, 404} if each.name == "klasse" else {200, 400}
        )  # there is a ranking of a class, or not
        assert response.status_code in usual, (each.name, response.content)
    if summary.of:
        found = client.get(f"/api/v1/{re.sub('{.*}', quote(value, safe=''), summary.path)}")
        assert found.status_code in {400, 404}, found.content


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
@every_summary
def test_a_sum_is_only_read(client: Client, brochure: dict[str, Any], summary: Summary, method: str) -> None:
    assert getattr(client, method)(address(summary)).status_code == 405


def test_a_form_that_is_not_there_is_refused(client: Client, brochure: dict[str, Any]) -> None:
    assert client.get("/api/v1/totalen?formaat=csv").status_code == 400
    assert client.get("/api/v1/totalen", headers={"accept": "text/csv"}).status_code == 406


@every_summary
def test_a_draft_never_counts(client: Client, brochure: dict[str, Any], summary: Summary) -> None:
    before = client.get(address(summary)).content
    for number, place in enumerate(Municipality.objects.all()):
        Project.objects.create(
            name=f"Concept {number}",
            municipality=place,
            corporation_id=Project.objects.values_list("corporation_id", flat=True)[0],
            kind="nieuwbouw",
            dwellings=1000,
            start_year=2022,
            delivery_year=2025,
        )
    assert client.get(address(summary)).content == before


@pytest.mark.parametrize("name", ["verdeling", "geschiedenis"])
def test_a_draft_is_not_there(client: Client, brochure: dict[str, Any], name: str) -> None:
    Project.objects.filter(name="Spoorsingel").update(is_public=False)
    draft = Project.objects.get(name="Spoorsingel")
    assert client.get(f"/api/v1/projecten/{draft.pk}/{name}").status_code == 404


def test_without_a_year_it_is_that_of_the_page_and_the_answer_says_so(
    client: Client, brochure: dict[str, Any]
) -> None:
    for path, query in (("/", ""), ("/gemeenten/heerlen/", "gemeente=GM0917")):
        year = client.get(path).context["choice"].year
        found = client.get(f"/api/v1/totalen?{query}").json()["keuze"]
        assert {"parameter": "jaar", "waarde": str(year), "gekozen": False} in found


def test_the_choice_is_told_in_words(client: Client, brochure: dict[str, Any]) -> None:
    found = client.get("/api/v1/totalen?jaar=2022&gemeente=GM0917&bat=nnb").json()
    words = "Overzicht van jaar: 2022; Gemeente: Heerlen; BAT-score: Nog niet bekend"
    assert found["keuzeInWoorden"] == words


def test_what_nobody_knows_is_null_and_not_zero(client: Client, add_project: AddProject) -> None:
    add_project(start_year=2022)
    found = client.get("/api/v1/totalen?jaar=2022").json()
    assert (found["projecten"], found["woningen"], found["zonderAantal"]) == (1, None, 1)
    assert found["batVanaf"] == {"score": 2, "minstens": 0, "hoogstens": 0, "aandeel": None}


def test_a_region_leaves_its_own_municipalities(client: Client, brochure: dict[str, Any]) -> None:
    found = client.get("/api/v1/totalen-per-gemeente?jaar=2022&regio=parkstad").json()["gemeenten"]
    own = Municipality.objects.filter(region__slug="parkstad").values_list("name", flat=True)
    assert [row["naam"] for row in found] == list(own)


def test_a_norm_is_a_row(client: Client, brochure: dict[str, Any]) -> None:
    norm = Norm.objects.get()
    assert client.get(f"/api/v1/normen/{norm.pk}").json() == {
        "id": norm.pk,
        "gemeente": None,
        "vanafJaar": 2022,
        "socialeHuur": 30,
        "middenhuur": 10,
        "bron": "Bod 2022 van Wonen Limburg aan de gemeente Heerlen",
        "opmerking": norm.note,
    }


@every_summary
def test_a_sum_costs_as_many_queries_for_few_and_many(
    client: Client, brochure: dict[str, Any], summary: Summary
) -> None:
    """The second number is without any year, where that is looked up."""
    bare = re.sub(r"jaar=\d+&?", "", summary.example_query) or "formaat=json"
    queries = [address(summary), address(summary, bare if "project" not in bare else "")]
    few = [count(client, each) for each in queries]
    make_examples(MANY)
    assert few == [count(client, each) for each in queries] == list(QUERIES[summary.name])


@pytest.mark.parametrize(
    ("page", "summaries"),
    [
        ("/?jaar=2022", ["totalen?jaar=2022", "totalen-per-gemeente?jaar=2022"]),
        ("/gemeenten/heerlen/?jaar=2022", ["totalen?jaar=2022&gemeente=GM0917"]),
        ("/regios/parkstad/?jaar=2022", ["regios/parkstad/opgaven?jaar=2022"]),
        ("/gemeenten/heerlen/kaart/?jaar=2022", ["gemeenten/GM0917/gemeentekaart?jaar=2022"]),
        ("/vergelijken/ranglijst/?kengetal=mutatiegraad", ["kengetallen/mutatiegraad/ranglijst"]),
    ],
)
def test_a_sum_costs_no_more_queries_than_its_page(
    client: Client, brochure: dict[str, Any], page: str, summaries: list[str]
) -> None:
    assert sum(count(client, f"/api/v1/{each}") for each in summaries) <= count(client, page)


def count(client: Client, where: str) -> int:
    with CaptureQueriesContext(connection) as found:
        assert client.get(where).status_code == 200
    return len(found)


def test_no_code_is_the_name_of_a_member() -> None:
    codes = {"goedkoop", "betaalbaar", "vrije-huur", "gasloos", "beng", "nom", "sociaal", "GM0917"}
    for summary in SUMMARIES:
        assert not codes & {name for name, _ in members(summary.schema)}
        assert json.dumps(summary.example)
