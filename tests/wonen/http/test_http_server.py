"""What goes over the socket: whole requests in, whole answers out, refusals that arrive."""

import io
import itertools
import threading
from collections.abc import Iterator
from typing import Any

import pytest
from django.test import override_settings

from tests.support.served import Served, answer_on, served, until
from wonen.http.handler import Request
from wonen.wsgi import application

HOST = b"Host: 127.0.0.1\r\n"
LARGE = 5 * 2**20


def told(environ: dict[str, Any], start: Any) -> list[bytes]:
    """Answer what the application was asked, one fact a line."""
    body = environ["wsgi.input"].read()
    facts = [
        environ.get(name, "-") for name in ("REQUEST_METHOD", "PATH_INFO", "SCRIPT_NAME", "CONTENT_LENGTH")
    ]
    found = "\n".join([*facts, body.decode()[:100]]).encode()
    start("200 OK", [("Content-Type", "text/plain"), ("Content-Length", str(len(found)))])
    return [found]


@pytest.fixture(scope="module")
def plain() -> Iterator[Served]:
    with served(told) as running:
        yield running


@pytest.fixture(scope="module")
def product() -> Iterator[Served]:
    with served(application) as running:
        yield running


def asked(running: Served, sent: bytes) -> tuple[int, list[str]]:
    answer = running.ask(sent)
    return answer.status, answer.read().decode().split("\n")


def test_a_path_is_given_as_it_was_sent_and_no_header_makes_a_prefix(plain: Served) -> None:
    for header in (b"SCRIPT_NAME: /x\r\n", b"SCRIPT-NAME: /x\r\n", b"Script_Name: /x\r\nPATH_INFO: /y\r\n"):
        sent = b"GET /x/beheer/ HTTP/1.1\r\n" + HOST + header + b"\r\n"
        assert asked(plain, sent)[1][:3] == ["GET", "/x/beheer/", ""]
    assert asked(plain, b"GET //beheer/ HTTP/1.1\r\n" + HOST + b"\r\n")[1][1] == "//beheer/"


def test_a_body_in_chunks_has_a_length_when_it_is_handed_over(plain: Served) -> None:
    head = b"PATCH /api/v1/projecten/1 HTTP/1.1\r\n" + HOST + b"Transfer-Encoding: chunked\r\n\r\n"
    sent = b'3\r\n{"o\r\n6;x=y\r\nud": 1\r\n1\r\n}\r\n0\r\n\r\n'
    assert asked(plain, head + sent)[1] == ["PATCH", "/api/v1/projecten/1", "", "10", '{"oud": 1}']


@pytest.mark.parametrize(
    "sent",
    [
        b"GET / HTTP/2.0\r\n\r\n",
        b"GET /\r\n\r\n",
        b"GET x:/beheer/ HTTP/1.1\r\nHost: x\r\n\r\n",
        b"GET /be\theer/ HTTP/1.1\r\nHost: x\r\n\r\n",
        b"GET / HTTP/1.1\r\n\r\n",
        b"POST / HTTP/1.1\r\nHost: x\r\nContent-Length: " + b"1" * 4301 + b"\r\n\r\n",
        b"POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 4, 4\r\n\r\nabcd",
        b"POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
        b"POST / HTTP/1.0\r\nConnection: keep-alive\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
        b"POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n" + b"1" * 5000,
        b"POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
    ],
)
def test_what_two_programs_could_read_in_two_ways_is_refused(plain: Served, sent: bytes) -> None:
    answer = plain.ask(sent)
    assert answer.status in {400, 413}
    assert answer.getheader("Connection") == "close"


def test_what_cannot_be_read_gets_problem_details(plain: Served) -> None:
    longest = b"GET /" + b"a" * (8190 - len("GET / HTTP/1.1")) + b" HTTP/1.1\r\n" + HOST + b"\r\n"
    assert asked(plain, longest)[0] == 200
    for sent, status, words in (
        (longest.replace(b"aa", b"aaa", 1), 400, "Het adres is te lang: hoogstens 8190 tekens."),
        (b"GET /" + b"a" * 9000, 400, "Het adres is te lang: hoogstens 8190 tekens."),
        (b"GET / HTTP/1.1\r\n" + b"x: y\r\n" * 6000 + b"\r\n", 431, "koppen"),
        (b"GET / HTTP/1.1\r\nno header\r\n\r\n", 400, "kan niet gelezen worden"),
    ):
        answer = plain.ask(sent)
        body = answer.read().decode()
        assert answer.status == status
        assert answer.getheader("Content-Type") == "application/problem+json"
        assert answer.getheader("API-Version") == "1.0.0"
        assert answer.getheader("Server") == "Wonen"
        assert words in body
        assert "waitress" not in body


def test_a_client_that_asks_whether_to_go_on_is_told(plain: Served) -> None:
    with plain.connect() as client:
        client.sendall(b"POST / HTTP/1.1\r\n" + HOST + b"Expect: 100-continue\r\nContent-Length: 2\r\n\r\n")
        assert client.recv(100) == b"HTTP/1.1 100 Continue\r\n\r\n"
        client.sendall(b"ja")
        assert answer_on(client).read().endswith(b"\nja")
        client.sendall(
            b"GET / HTTP/1.1\r\n" + HOST + b"Expect: 100-continue\r\n\r\n"
        )  # nothing to go on with
        assert answer_on(client).read() == b"GET\n/\n\n-\n"
        client.sendall(
            b"POST / HTTP/1.1\r\n" + HOST + b"Expect: 100-continue\r\nContent-Length: 99999999\r\n\r\n"
        )
        assert b" 100 " not in client.recv(100)


def test_a_connection_stays_after_every_kind_of_answer() -> None:
    answers = itertools.cycle(
        [("304 Not Modified", None), ("204 No Content", None), ("200 OK", "3"), ("200 OK", None)]
    )

    def kinds(environ: dict[str, Any], start: Any) -> Any:
        status, length = next(answers)
        start(status, [("ETag", '"x"')] + ([("Content-Length", length)] if length else []))
        return iter([b"een"] if status == "200 OK" else [])

    with served(kinds) as running, running.connect() as client:
        for _ in range(2):
            for body in (b"", b"", b"een", b"een"):
                client.sendall(b"GET / HTTP/1.1\r\n" + HOST + b"\r\n")
                answer = answer_on(client)
                assert answer.read() == body
                assert answer.getheader("Connection") is None
                assert (answer.getheader("Content-Length") is None) or body
        client.sendall(b"GET / HTTP/1.1\r\n" + HOST + b"Connection: close\r\n\r\n")
        assert answer_on(client).getheader("Connection") == "close"


def test_head_has_the_headers_of_get_and_nothing_of_it_is_made(plain: Served) -> None:
    made = list[int]()

    def streamed(environ: dict[str, Any], start: Any) -> Iterator[bytes]:
        start("200 OK", [("X", "y")])
        return (made.append(1) or b"rij\n" for _ in range(3))  # type: ignore[func-returns-value]

    with plain.connect() as client:
        for _ in range(2):
            client.sendall(b"HEAD / HTTP/1.1\r\n" + HOST + b"\r\n")
            answer = answer_on(client, "HEAD")
            assert answer.getheader("Content-Length") == "10"
        client.sendall(b"GET / HTTP/1.1\r\n" + HOST + b"\r\n")
        assert answer_on(client).read() == b"GET\n/\n\n-\n"
    with served(streamed) as running, running.connect() as client:
        for _ in range(2):
            client.sendall(b"HEAD / HTTP/1.1\r\n" + HOST + b"\r\n")
            assert answer_on(client, "HEAD").getheader("X") == "y"
    assert made == []


def test_requests_sent_together_are_answered_in_their_order(plain: Served) -> None:
    with plain.connect() as client:
        client.sendall(b"".join(b"GET /%d HTTP/1.1\r\n%s\r\n" % (number, HOST) for number in range(20)))
        found = b""
        while found.count(b"HTTP/1.1 200") < 20 or not found.endswith(b"/19\n\n-\n"):
            found += client.recv(65536)
    assert [found.find(b"\n/%d\n" % number) for number in range(20)] == sorted(
        found.find(b"\n/%d\n" % number) for number in range(20)
    )


def test_a_client_of_before_keep_alive_gets_the_end_by_the_end_of_the_connection(plain: Served) -> None:
    with plain.connect() as client:
        client.sendall(b"GET / HTTP/1.0\r\n" + HOST + b"\r\n")
        found = b"".join(iter(lambda: client.recv(65536), b""))
    assert found.startswith(b"HTTP/1.0 200 OK\r\n")
    assert b"Connection: close\r\n" in found
    with plain.connect() as client:
        for _ in range(2):
            client.sendall(b"GET / HTTP/1.0\r\n" + HOST + b"Connection: keep-alive\r\n\r\n")
            answer = answer_on(client)
            assert answer.getheader("Connection") == "keep-alive"
            assert answer.read()


@pytest.mark.parametrize("way", [b"Content-Length: 400000000", b"Transfer-Encoding: chunked"])
@pytest.mark.parametrize(
    "case",
    [
        (b"/", 2_621_440, "text/html", "Dit is te groot om te versturen"),
        (b"/beheer/inloggen/", 2_621_440, "text/html", "Dit is te groot om te versturen"),
        (b"/beheer/projects/project/spreadsheet/", 11 * 2**20, "text/html", "hoogstens 10 MB"),
        (b"/api/v1/projecten", 10 * 2**20, "application/problem+json", "te groot: hoogstens 10 MB."),
    ],
)  # fmt: skip
def test_a_body_that_is_too_large_is_refused_while_it_comes_and_the_answer_arrives(
    product: Served, way: bytes, case: tuple[bytes, int, str, str]
) -> None:
    address, most, kind, words = case
    with product.connect() as client:
        client.sendall(b"POST " + address + b" HTTP/1.1\r\n" + HOST + way + b"\r\n\r\n")
        part = b"10000\r\n" + b"x" * 65536 + b"\r\n"
        if way.startswith(b"Transfer"):
            client.sendall(part * (most // 65536 + 1))
        answer = client.recv(10)  # with a length before it, not a byte of the body has to come
        client.sendall(part * 20)  # a client that does not look at once is not cut off
        answer += b"".join(iter(lambda: client.recv(65536), b""))
    head, _, body = answer.decode().partition("\r\n\r\n")
    assert head.startswith("HTTP/1.1 413 ")
    assert f"Content-Type: {kind}" in head
    assert "Connection: close" in head
    assert words in body
    assert "default-src 'none'" in head


@override_settings(API_LARGEST_BODY=1000)
def test_nothing_more_than_the_limit_is_handed_over(plain: Served) -> None:
    head = b"PUT /api/v1/projecten HTTP/1.1\r\n" + HOST
    assert asked(plain, head + b"Content-Length: 1000\r\n\r\n" + b"x" * 1000)[1][3:] == ["1000", "x" * 100]
    assert asked(plain, head + b"Content-Length: 1001\r\n\r\n" + b"x" * 1001)[1][3:] == ["1001", ""]
    chunk = b"3e8\r\n" + b"x" * 1000 + b"\r\n"
    head += b"Transfer-Encoding: chunked\r\n\r\n"
    assert asked(plain, head + chunk + b"0\r\n\r\n")[1][3:] == ["1000", "x" * 100]
    assert asked(plain, head + chunk + b"1\r\nx\r\n0\r\n\r\n")[1][3:] == ["1001", ""]


def test_after_a_refused_body_nothing_of_it_passes_for_a_request() -> None:
    paths = list[str]()

    def noted(environ: dict[str, Any], start: Any) -> list[bytes]:
        paths.append(environ["PATH_INFO"])
        return told(environ, start)

    hidden = b"GET /hidden HTTP/1.1\r\n" + HOST + b"\r\n"
    with served(noted) as running, running.connect() as client:
        client.sendall(b"POST / HTTP/1.1\r\n" + HOST + b"Content-Length: 400000000\r\n\r\n" + hidden)
        answer = answer_on(client)
        assert answer.getheader("Connection") == "close"
        assert answer.read()
        client.sendall(hidden * 100)
        assert client.recv(100) == b""
    assert paths == ["/"]


def test_the_work_for_a_client_that_left_ends() -> None:
    ended, begun = threading.Event(), threading.Event()

    def endless(environ: dict[str, Any], start: Any) -> Iterator[bytes]:
        start("200 OK", [])
        try:
            for _ in range(100_000):
                begun.set()
                yield b"x" * 65536
        except GeneratorExit:
            ended.set()
            raise

    with served(endless) as running:
        client = running.connect()
        client.sendall(b"GET / HTTP/1.1\r\n" + HOST + b"\r\n")
        assert begun.wait(10)
        client.close()
        assert ended.wait(10)
        until(lambda: not running.server.active_channels)


def test_a_file_is_sent_and_closed_without_a_thread() -> None:
    files = list[io.BytesIO]()

    def filed(environ: dict[str, Any], start: Any) -> Any:
        if environ["PATH_INFO"] == "/light":
            return told(environ, start)
        files.append(io.BytesIO(b"x" * LARGE))
        start("200 OK", [("Content-Length", str(LARGE))])
        return environ["wsgi.file_wrapper"](files[-1])

    with served(filed, threads=1) as running:
        slow = [running.connect(receive=4096) for _ in range(5)]
        for client in slow:
            client.sendall(b"GET / HTTP/1.1\r\n" + HOST + b"\r\n")
        assert asked(running, b"GET /light HTTP/1.1\r\n" + HOST + b"\r\n")[0] == 200
        until(lambda: len(files) == 5)
        assert len(answer_on(slow[0]).read()) == LARGE
        until(lambda: files[0].closed)
        for client in slow:
            client.close()
        until(lambda: all(each.closed for each in files))


@pytest.mark.parametrize(
    "charset", ["hex", "idna", "rot13", "punycode", "utf-7", "unicode_escape", "latin-1", "x"]
)
def test_an_address_is_read_as_utf8_whatever_the_client_says(charset: str) -> None:
    said = f"x; charset={charset}"
    head = (
        b"GET /robots.txt?a=%ff HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: " + said.encode() + b"\r\n\r\n"
    )
    with served(application) as site:
        assert site.ask(head).status == 200
    query = "a=%C3%A9&b=%2B2AA-&c=%5Cud800"
    found = Request(
        {"CONTENT_TYPE": said, "QUERY_STRING": query, "REQUEST_METHOD": "GET", "wsgi.input": io.BytesIO()}
    )
    assert found.GET.dict() == {"a": "é", "b": "+2AA-", "c": "\\ud800"}
