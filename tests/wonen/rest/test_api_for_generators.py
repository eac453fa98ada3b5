"""What clients that others generate need of the description, and what such clients send."""

import codecs
import datetime
import json
import re
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client

from municipalities.access.tokens import Scope
from tests.conftest import AddProject
from tests.support.problems import faults
from tests.support.staff import person
from tests.support.tokens import bearer, token_of
from tests.support.writing import LEAST, PROJECTS, send
from tests.wonen.rest.test_api import one
from wonen.dutch.periods import FIRST_YEAR, LAST_YEAR
from wonen.rest import parameters
from wonen.rest.registry import RESOURCES
from wonen.rest.schemas import CURSOR_OR_MOMENT, YEAR_OR_UNKNOWN, moment
from wonen.rest.writing.request_schemas import READ_ONLY, is_same

PROBLEM = "application/problem+json"
FEED = "/api/v1/projecten/wijzigingen"


@pytest.fixture
def described(client: Client, world: None) -> dict[str, Any]:
    return one(client, "/api/v1/openapi.json")


@pytest.fixture
def publisher(world: None) -> User:
    return person("Publicist", "Heerlen")


@pytest.fixture
def writer(publisher: User) -> Client:
    return bearer(token_of(publisher, Scope.PUBLISH)[1])


def test_what_succeeds_is_described_before_what_is_refused(described: dict[str, Any]) -> None:
    """Generators take the media type of the first answer for the one to ask for."""
    for path, methods in described["paths"].items():
        for method, operation in methods.items():
            statuses = list(operation["responses"])
            assert statuses[0][0] == "2", (path, method, statuses)
            assert statuses == sorted(statuses), (path, method)


def test_an_operation_succeeds_in_one_way(described: dict[str, Any]) -> None:
    """Clients join the types of all answers of 2xx; of two, a program would have to tell which one it got."""
    for path, methods in described["paths"].items():
        for method, operation in methods.items():
            succeeded = [status for status in operation["responses"] if status[0] == "2"]
            assert len(succeeded) == 1, (path, method, succeeded)


ACCEPTED = [
    PROBLEM,
    f"{PROBLEM};q=0.5",
    f"application/x-onzin, {PROBLEM}",
    f"{PROBLEM}, application/json;q=0.1",
]


@pytest.mark.parametrize("accept", ACCEPTED)
def test_who_accepts_problem_details_gets_a_success_in_json(
    client: Client, world: None, writer: Client, add_project: AddProject, accept: str
) -> None:
    project = add_project(name="Spoorpark")
    for path in (
        "",
        "/openapi.json",
        "/gemeenten",
        "/gemeenten/GM0917",
        "/telling",
        "/projecten/wijzigingen",
    ):
        answer = client.get(f"/api/v1{path}", headers={"accept": accept})
        assert answer.status_code == 200, (path, answer.content)
        assert answer.headers["Content-Type"] == "application/json"
    made = send(writer, "POST", PROJECTS, LEAST, accept=accept)
    assert (made.status_code, made.headers["Content-Type"]) == (201, "application/json")
    gone = send(writer, "DELETE", f"{PROJECTS}/{project.pk}", {}, accept=accept, **{"If-Match": "*"})
    assert gone.status_code == 204, gone.content


def test_problem_details_are_accepted_for_want_of_anything_better(client: Client, world: None) -> None:
    csv = client.get("/api/v1/gemeenten", headers={"accept": f"{PROBLEM}, text/csv;q=0.1"})
    assert csv.headers["Content-Type"].startswith("text/csv")
    for refused in (f"{PROBLEM};q=0", f"{PROBLEM};q=0, application/x-onzin", "application/x-onzin"):
        assert client.get("/api/v1/gemeenten", headers={"accept": refused}).status_code == 406


TAKEN = [(each.example_address, taken) for each in RESOURCES for taken in parameters.of_list(each)]


def test_a_list_may_be_repeated_and_anything_else_may_not(client: Client, brochure: dict[str, Any]) -> None:
    for address, taken in (each for each in TAKEN if each[1].is_list):
        values = taken.schema["items"].get("enum", ["x", "y"])
        for repeated in ([values[0], values[-1]], [values[0], values[0]]):
            answer = client.get(f"/api/v1/{address}", {taken.name: repeated})
            said = answer.content.decode()
            assert " keer. Geef" not in said, (address, taken.name, said)
    for address, taken in (each for each in TAKEN if not each[1].is_list):
        answer = client.get(f"/api/v1/{address}", {taken.name: ["1", "1"]})
        assert faults(answer)[taken.name].startswith("Deze parameter staat er 2 keer."), (address, taken.name)


@pytest.mark.parametrize("address", ["projecten", "projecten/wijzigingen"])
def test_fields_are_chosen_by_commas_by_repeats_and_by_both(
    client: Client, brochure: dict[str, Any], address: str
) -> None:
    ways = ("velden=id,naam,soort", "velden=id&velden=naam&velden=soort", "velden=id,naam&velden=soort")
    assert len({one_text(client, f"/api/v1/{address}?{way}&paginaGrootte=1") for way in ways}) == 1


def one_text(client: Client, address: str) -> str:
    """Return an answer without the addresses and cursors in it."""
    found = one(client, address)
    return json.dumps(found.get("resultaten") or [each["gegevens"] for each in found["wijzigingen"]])


SHOWN = "2026-11-24T12:00:00.123456Z"


@pytest.mark.parametrize(
    "sent",
    [
        SHOWN,
        "2026-11-24T12:00:00.123456+00:00",
        "2026-11-24T13:00:00.123456+01:00",
        "2026-11-24T12:00:00.1234560Z",
        "2026-11-24T12:00:00.123Z",
        "2026-11-24t12:00:00z",
        "2026-11-24 12:00:00.123456+00:00",  # str(datetime) of Python
        "2026-11-24 12:00:00.123456 +0000",
        "2026-11-24T12:00:00.123456+0000",
        "2026-11-24T14:00:00.123+02",
    ],
)
def test_a_moment_comes_back_however_it_is_written(sent: str) -> None:
    assert is_same(sent, SHOWN, moment())


@pytest.mark.parametrize(
    "sent",
    [
        "2026-11-24T12:00:00.124Z",
        "2026-11-24T12:00:00.123457Z",
        "2026-11-24T12:00:00.000Z",
        "2026-11-24T12:00:01Z",
        "2026-11-24T12:00:00.123456+01:00",
        "2026-11-24T12:00:00.123456",
        "2026-11-24 12:00:00.123456",
        "2026-11-24T12:00:00.123456 01:00",
        "2026-11-24T12:00:00.123456+25:00",
        "2026-11-24",
        "gisteren",
        "",
        None,
        20261124,
    ],
)
def test_another_moment_is_another_moment(sent: Any) -> None:
    assert not is_same(sent, SHOWN, moment())


def test_what_was_read_is_put_back_as_a_client_writes_it(writer: Client, add_project: AddProject) -> None:
    """A client of Java leaves out what is null, one of JavaScript cuts a moment off at milliseconds."""
    address = f"{PROJECTS}/{add_project(name='Spoorpark').pk}"
    row = one(writer, address)
    found = datetime.datetime.fromisoformat(row["gewijzigdOp"])
    spellings = [
        found.isoformat(),
        found.astimezone(datetime.timezone(datetime.timedelta(hours=2))).isoformat(),
        f"{found.isoformat(timespec='milliseconds').removesuffix('+00:00')}Z",
        str(found),
        found.strftime("%Y-%m-%dt%H:%M:%S.%f%z"),
    ]
    vera = {name: value for name, value in row["vera"].items() if value is not None}
    for spelling in spellings:
        body = {**row, "gewijzigdOp": spelling, "vera": vera}
        for method in ("PUT", "PATCH"):
            answer = send(writer, method, address, body, **{"If-Match": "*"})
            assert answer.status_code == 200, (method, spelling, answer.content)
    later = {**row, "gewijzigdOp": (found + datetime.timedelta(milliseconds=1)).isoformat()}
    answer = send(writer, "PUT", address, later, **{"If-Match": "*"})
    assert faults(answer) == {"/gewijzigdOp": READ_ONLY}


@pytest.mark.parametrize("method", ["PUT", "PATCH"])
def test_a_moment_that_nobody_can_read_is_told_what_was_expected(
    writer: Client, add_project: AddProject, method: str
) -> None:
    """Such a body is not as described: that differs from one that is, and says another moment."""
    address = f"{PROJECTS}/{add_project(name='Spoorpark').pk}"
    row = one(writer, address)
    for unread in (
        "gisteren",
        row["gewijzigdOp"].removesuffix("Z").partition("+")[0],
        "2026-02-30T10:00:00Z",
    ):
        answer = send(writer, method, address, {**row, "gewijzigdOp": unread}, **{"If-Match": "*"})
        assert answer.status_code == 400
        wanted = f"Verwacht: een moment als 2026-12-31T23:59:59Z, niet '{unread}'."
        assert faults(answer) == {"/gewijzigdOp": wanted}


def test_a_parameter_is_of_one_type(described: dict[str, Any]) -> None:
    """A union of texts or numbers becomes a type of its own, which clients cannot put in an address."""
    for path, methods in described["paths"].items():
        for each in methods["get"]["parameters"] if "get" in methods else ():
            schema = each.get("schema", {"type": "string"})
            assert isinstance(schema.get("type"), str), (path, each)
            assert not {"oneOf", "anyOf", "allOf"} & set(schema.get("items", schema)), (path, each["name"])


ALSO = "of de waarde van 'verder' uit het vorige antwoord"
WANTED = f"Verwacht: een moment als 2026-12-31T23:59:59Z, {ALSO}, niet '{{}}'."


@pytest.mark.parametrize(
    "wrong",
    [
        *("2026-02-29T00:00:00Z", "2100-02-29T00:00:00Z", "2026-04-31T00:00:00Z", "2026-13-01T00:00:00Z"),
        *("2026-01-01T24:00:00Z", "2026-01-01T00:00:00", "2026-01-01T00:00:00+25:00", "0000-01-01T00:00:00Z"),
        *("9999-12-31T23:59:59-10:00", "gisteren", "0f3a5b7c9d1e2f40-1234", "0F3A5B7C9D1E2F40-1234-57"),
    ],
)
def test_what_is_no_moment_and_no_cursor_is_told_so(client: Client, world: None, wrong: str) -> None:
    assert faults(client.get(FEED, {"gewijzigdNa": wrong})) == {"gewijzigdNa": WANTED.format(wrong)}


def test_every_moment_that_is_one_is_taken(client: Client, add_project: AddProject) -> None:
    add_project()
    for year in (1000, 1999, 2000, 2024, 2026, 8999):
        last = datetime.date(year, 12, 31).timetuple().tm_yday
        for day in (datetime.date(year, 1, 1) + datetime.timedelta(days=number) for number in range(last)):
            assert re.search(CURSOR_OR_MOMENT, f"{day}T23:59:60.123456789+14:00"), day
    for taken in ("2026-11-24T12:00:00.5+01:00", "8999-12-31t23:59:60z", "1000-01-01T00:00:00-23:59"):
        assert client.get(FEED, {"gewijzigdNa": taken}).status_code in {200, 409}, taken
    spaced = client.get(FEED, {"gewijzigdNa": "2026-11-24T12:00:00 01:00"})
    assert "In een adres schrijft u een + als %2B." in faults(spaced)["gewijzigdNa"]


def test_the_years_of_a_parameter_are_those_of_the_pages() -> None:
    taken = {str(year) for year in range(2500) if re.search(YEAR_OR_UNKNOWN, str(year))}
    assert taken == {str(year) for year in range(FIRST_YEAR, LAST_YEAR + 1)}


def test_a_byte_order_mark_is_passed_over(writer: Client) -> None:
    body = codecs.BOM_UTF8 + json.dumps(LEAST).encode()
    assert writer.generic("POST", PROJECTS, body, "application/json").status_code == 201


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be", "utf-32", "utf-32-le", "utf-32-be"])
def test_another_encoding_is_named(writer: Client, encoding: str) -> None:
    """With a byte order mark and without: Windows and Java write both."""
    answer = writer.generic("POST", PROJECTS, json.dumps(LEAST).encode(encoding), "application/json")
    assert answer.status_code == 400
    name = encoding[:6].upper()
    assert faults(answer) == {"": f"De inhoud is geschreven in {name}. Verwacht: JSON in UTF-8."}


def test_a_byte_that_is_no_utf_8_is_named(writer: Client) -> None:
    answer = writer.generic("POST", PROJECTS, '{"naam": "Café"}'.encode("latin-1"), "application/json")
    wanted = "De inhoud is geen UTF-8: byte 14 kan niet gelezen worden. Verwacht: JSON in UTF-8."
    assert faults(answer) == {"": wanted}
