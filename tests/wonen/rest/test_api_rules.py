"""What holds for every address of the API: the NLGov API Design Rules and HTTP, as far as answers show it."""

import logging
import re
from functools import cache
from typing import Any

import pytest
from django.test import Client
from django.urls import get_resolver

from municipalities.models import Municipality
from tests.support.problems import faults
from wonen.rest.parameters import of_list
from wonen.rest.problems import Refused
from wonen.rest.projection import Shape
from wonen.rest.registry import RESOURCES, SUMMARIES
from wonen.rest.writing.parsing import DEEPEST, read

LISTS = [f"/api/v1/{each.example_address}" for each in RESOURCES]
FEEDS = [f"/api/v1/{each.name}/wijzigingen" for each in RESOURCES if each.feed]
SUMS = [f"/api/v1/{each.address(each.example_query)}" for each in SUMMARIES]
OWN = ["/api/v1", "/api/v1/openapi.json"]
BULK = [f"/api/v1/{each.name}/_bijwerken" for each in RESOURCES if each.writer and each.writer.bulk]
ELSEWHERE = {"origin": "https://elders.example"}
TECHNICAL = re.compile(r"Traceback|django|psycopg|SELECT |\.py\b|/site-packages/")
MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z")

pytestmark = pytest.mark.usefixtures("brochure")


@cache
def items() -> tuple[str, ...]:
    """Return one row of each resource: the brochure has the same rows in every test."""
    found = []
    for each in RESOURCES:
        row = Client().get(f"/api/v1/{each.example_address}").json()["resultaten"][0]
        found.append(f"/api/v1/{each.example_address}/{row[each.key.key]}")
    return tuple(found)


@pytest.fixture
def addresses() -> list[str]:
    """Every address that answers: lists, feeds, the root, the description, and one row of each resource."""
    return [*LISTS, *FEEDS, *OWN, *SUMS, *items()]


@pytest.fixture
def answers(client: Client, addresses: list[str]) -> dict[str, Any]:
    """Return what each address answers another site."""
    return {address: client.get(address, headers=ELSEWHERE) for address in addresses}


def is_refused(answer: Any, status: int) -> None:
    """Expect problem details in every respect, with nothing technical in them."""
    assert answer.status_code == status, answer.content
    assert answer.headers["API-Version"] == "1.0.0"
    assert answer.headers["Content-Type"] == "application/problem+json"
    assert answer.headers["Cache-Control"] == "no-store"
    told = answer.json()
    assert told["status"] == status
    assert told["title"]
    assert told["detail"]
    assert not TECHNICAL.search(answer.content.decode()), answer.content


def test_no_address_of_the_api_is_forgotten_here() -> None:
    """Whoever adds an address finds out here that these rules hold for it too."""
    known = {address.removeprefix("/").partition("?")[0] for address in [*FEEDS, *OWN, *BULK]}
    for each in RESOURCES:
        path = each.path.replace("{", "<str:").replace("}", ">")
        known |= {f"api/v1/{path}", f"api/v1/{path}/<str:key>"}
    known |= {f"api/v1/{re.sub('{.*}', '<str:key>', each.path)}" for each in SUMMARIES}
    pages = {"api/v1/documentatie", "api/v1/documentatie/voorbeelden"}  # for people: test_documentation
    routes = {
        str(each.pattern) for each in get_resolver().url_patterns if str(each.pattern).startswith("api/")
    }
    assert routes - pages == known


def test_every_answer_says_its_version_how_to_keep_it_and_is_open(answers: dict[str, Any]) -> None:
    for address, answer in answers.items():
        assert answer.status_code == 200, address
        assert answer.headers["API-Version"] == "1.0.0"
        assert answer.headers["Cache-Control"] == "no-cache"
        assert answer.headers["Access-Control-Allow-Origin"] == "*"
        assert {"API-Version", "ETag", "Link"} <= set(
            answer.headers["Access-Control-Expose-Headers"].split(", ")
        )
        assert answer.headers["Content-Type"] == "application/json"
        assert not {"Set-Cookie", "Server", "X-Powered-By"} & set(answer.headers)
        assert not answer.cookies


def test_a_slash_at_the_end_is_nowhere(client: Client, addresses: list[str]) -> None:
    for address in addresses:
        path, _, query = address.partition("?")
        is_refused(client.get(f"{path}/?{query}"), 404)


@pytest.mark.parametrize(
    "address", ["/api", "/api/", "/api/v2", "/api/v1/onzin", "/api/v1/projecten/0/1", "/api/x"]
)
def test_what_is_nowhere_is_said_in_problem_details_whatever_the_method(client: Client, address: str) -> None:
    for method in ("GET", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "ONZIN"):
        is_refused(client.generic(method, address), 404)


def test_head_answers_as_get_without_a_body(client: Client, answers: dict[str, Any]) -> None:
    for address, got in answers.items():
        headed = client.head(address, headers=ELSEWHERE)
        assert headed.status_code == got.status_code
        assert headed.content == b""
        assert dict(headed.headers) == dict(got.headers), address


@pytest.mark.parametrize("method", ["TRACE", "CONNECT", "ONZIN"])
def test_a_method_that_is_not_there_is_refused_with_those_that_are(
    client: Client, addresses: list[str], method: str
) -> None:
    for address in addresses:
        answer = client.generic(method, address)
        is_refused(answer, 405)
        assert {"GET", "HEAD", "OPTIONS"} <= set(answer.headers["Allow"].split(", ")), address


def test_who_may_not_write_is_told_so_wherever_it_is_tried(client: Client, addresses: list[str]) -> None:
    """405 where nobody can; 401 where one has to identify oneself first."""
    for address in addresses:
        for method in ("POST", "PUT", "PATCH", "DELETE"):
            answer = client.generic(method, address, b"{}", content_type="application/json")
            is_refused(answer, answer.status_code)
            assert answer.status_code in {401, 405}, (method, address)
            assert ("Allow" if answer.status_code == 405 else "WWW-Authenticate") in answer.headers


def test_options_names_the_methods_also_before_a_request_of_another_site(
    client: Client, addresses: list[str]
) -> None:
    for address in addresses:
        answer = client.options(
            address, headers={"origin": "https://elders.example", "access-control-request-method": "GET"}
        )
        assert answer.status_code == 204
        assert {"Content-Length", "Content-Type"}.isdisjoint(answer.headers)
        assert {"GET", "HEAD", "OPTIONS"} <= set(answer.headers["Allow"].split(", "))
        assert "GET" in answer.headers["Access-Control-Allow-Methods"]
        assert "If-None-Match" in answer.headers["Access-Control-Allow-Headers"]


def test_a_form_that_is_not_there_is_refused(client: Client, addresses: list[str]) -> None:
    for address in addresses:
        is_refused(client.get(address, headers={"accept": "application/x-onzin"}), 406)


def varies(answer: Any) -> set[str]:
    return set(answer.headers["Vary"].split(", "))


def test_a_fingerprint_holds_and_spares_the_next_fetch(client: Client, answers: dict[str, Any]) -> None:
    for address, first in answers.items():
        etag = first.headers["ETag"]
        assert re.fullmatch(r'(W/)?"[\x21\x23-\x7e]+"', etag)
        for known in (etag, f'"anders", {etag}', f"W/{etag}", "*"):
            answer = client.get(address, headers={"if-none-match": known})
            assert answer.status_code == 304, (address, known)
            assert answer.content == b""
            for name in ("API-Version", "ETag", "Cache-Control"):
                assert answer.headers[name] == first.headers[name], (address, name)
            assert varies(answer) >= varies(first)
            assert "Content-Length" not in answer.headers  # it would be of the whole answer (RFC 9110, 8.6)
        for unknown in ('"anders"', "geen aanhalingstekens"):
            again = client.get(address, headers={"if-none-match": unknown})
            assert again.status_code == 200
            assert again.headers["ETag"] == etag, address


def test_what_another_version_is_asked_of_is_refused(client: Client, answers: dict[str, Any]) -> None:
    for address, first in answers.items():
        etag = first.headers["ETag"]
        is_refused(client.get(address, headers={"if-match": '"anders"'}), 412)
        assert client.get(address, headers={"if-match": etag}).status_code == 200, address


def test_files_have_a_fingerprint_too(client: Client) -> None:
    for resource in RESOURCES:
        for form in ("csv", "jsonl", "xlsx"):
            address = f"/api/v1/{resource.example_address}?formaat={form}"
            answer = client.get(address)
            assert answer.status_code == 200
            same = client.get(address, headers={"if-none-match": answer.headers["ETag"]})
            assert same.status_code == 304, address
            is_refused(client.get(address, headers={"if-match": '"anders"'}), 412)


@pytest.mark.parametrize("form", ["csv", "jsonl", "xlsx"])
def test_the_fingerprint_of_a_file_is_of_what_is_in_it(client: Client, form: str) -> None:
    def tag(query: str = "") -> str:
        return str(client.get(f"/api/v1/gemeenten?formaat={form}{query}").headers["ETag"])

    whole, part = tag(), tag("&velden=code")
    Municipality.objects.filter(code="GM0917").update(town="Hoensbroek")
    assert tag() not in (whole, part)
    assert tag("&velden=code") == part


@pytest.mark.parametrize(
    ("query", "name"),
    [
        ("page=abc", "page"),
        ("pagina=abc", "pagina"),
        ("paginaGrootte=abc", "paginaGrootte"),
        ("pagina=0", "pagina"),
        ("paginaGrootte=1001", "paginaGrootte"),
        ("pagina=1.5", "pagina"),
        ("pagina=", "pagina"),
        ("velden=onzin", "velden"),
        ("formaat=onzin", "formaat"),
        ("formaat=csv&onzin=1", "onzin"),
    ],
)
def test_a_wrong_or_unknown_parameter_is_refused_whatever_form_was_asked(
    client: Client, query: str, name: str
) -> None:
    for address in LISTS:
        answer = client.get(f"{address}?{query}")
        is_refused(answer, 400)
        assert list(faults(answer)) == [name], address


@pytest.mark.parametrize("blank", ["%20", "%0D", "%C2%A0", "%1C"])
def test_a_blank_is_no_value(client: Client, blank: str) -> None:
    lists = [(each.example_address, of_list(each)) for each in RESOURCES]
    sums = [(each.address(each.example_query), each.parameters) for each in SUMMARIES]
    for address, taken in (*lists, *sums):
        for each in taken:
            answer = client.get(f"/api/v1/{address.partition('?')[0]}?{each.name}={blank}")
            is_refused(answer, 400)
            assert each.name in faults(answer), (address, each.name)


@pytest.mark.parametrize("end", ["%0D", "%20", "%0A", "%C2%A0"])
def test_a_key_is_that_key_and_nothing_around_it(client: Client, addresses: list[str], end: str) -> None:
    for address in addresses:
        name, *keys = address.partition("?")[0].removeprefix("/api/v1").strip("/").split("/")
        for wrong in (end, f"{keys[0]}{end}") if keys else ():
            is_refused(client.get("/".join(["/api/v1", name, wrong, *keys[1:]])), 404)


def test_all_that_is_wrong_is_told_at_once(client: Client) -> None:
    answer = client.get("/api/v1/projecten?pagina=abc&onzin=1&jaar=x&formaat=csv&batVan=99")
    assert {"pagina", "onzin", "jaar", "batVan"} <= set(faults(answer))


def test_a_page_beyond_the_last_is_not_there(client: Client) -> None:
    for address in LISTS:
        is_refused(client.get(f"{address}?pagina=999"), 404)


def test_links_lead_from_the_first_page_to_the_last_and_back(client: Client) -> None:
    for address in LISTS:
        first = client.get(f"{address}?paginaGrootte=1")
        links = links_of(first)
        assert (first.json()["volgende"] is None) == ("next" not in links)
        assert {"first", "last"} <= set(links)
        assert "prev" not in links
        if "next" in links:
            assert links["next"] == first.json()["volgende"]
            second = client.get(links["next"])
            assert links_of(second)["prev"] == second.json()["vorige"]
            assert client.get(second.json()["vorige"]).json() == first.json()


def links_of(answer: Any) -> dict[str, str]:
    found = re.findall(r'<([^>]+)>; rel="([a-z]+)"', answer.headers["Link"])
    return {rel: address for address, rel in found}


def test_every_moment_is_in_utc(answers: dict[str, Any]) -> None:
    for address, answer in answers.items():
        for found in re.findall(r'"(\d{4}-\d\d-\d\d[T ][^"]*)"', answer.content.decode()):
            assert MOMENT.fullmatch(found), (address, found)


@pytest.mark.parametrize("key", ["%00%27%22", "999999999999999999999999", "-1", "x" * 5000, "%F0%9F%8F%A0"])
def test_a_key_that_can_be_no_key_is_not_there(client: Client, key: str) -> None:
    for address in LISTS:
        answer = client.get(f"{address}/{key}")
        is_refused(answer, answer.status_code)
        assert answer.status_code in {400, 404}


def test_a_crash_is_told_without_its_cause_and_is_logged(
    client: Client, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def crash(*_: object, **__: object) -> None:
        raise RuntimeError("SELECT geheim FROM django")

    monkeypatch.setattr(Shape, "asked", crash)
    client.raise_request_exception = False
    for address in ("/api/v1/gemeenten", "/api/v1/gemeenten/GM0917", "/api/v1/projecten/wijzigingen"):
        caplog.clear()
        with caplog.at_level(logging.ERROR):
            answer = client.get(address)
        is_refused(answer, 500)
        assert "geheim" not in answer.content.decode()
        assert any(record.exc_info for record in caplog.records), address


def test_a_body_nested_1500_deep_is_refused() -> None:
    for body in (b"[" * 1500 + b"]" * 1500, b'{"a":' * 1500 + b"1" + b"}" * 1500):
        with pytest.raises(Refused) as refused:
            read(body)
        assert refused.value.status == 400
        assert [each.sentence for each in refused.value.faults] == [
            f"De inhoud is dieper genest dan {DEEPEST} lagen."
        ]
