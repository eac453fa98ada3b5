"""A body in chunks, which has no length, reaches the API with one: not one of its changes is lost."""

import io
from typing import Any

from django.core.handlers.wsgi import WSGIRequest
from django.test import RequestFactory, override_settings

from wonen.chunked import WithLength
from wonen.wsgi import application

BODY = b'{"opmerking": "In twee stukken"}'
API = "/api/v1/projecten/1"


def read_by_django(address: str, sent: io.BytesIO, **more: Any) -> bytes:
    """Return what Django reads of a body that comes as the server hands it over."""
    environ = RequestFactory().generic("PATCH", address, b"", "application/json").environ
    environ |= {"wsgi.input": sent, "wsgi.input_terminated": True, "CONTENT_LENGTH": ""}
    environ |= {"HTTP_TRANSFER_ENCODING": "chunked"} | more
    read = []

    def django(environ: Any, _start_response: Any) -> list[bytes]:
        read.append(WSGIRequest(environ).read())
        return []

    WithLength(django)(environ, lambda *_: None)  # type: ignore[arg-type]
    return read[0]


def test_what_comes_in_chunks_is_read_whole() -> None:
    assert read_by_django(API, io.BytesIO(BODY)) == BODY
    large = b"[" + b"1," * 1_000_000 + b"1]"
    assert read_by_django(API, io.BytesIO(large)) == large


@override_settings(API_LARGEST_BODY=1000)
def test_of_what_is_too_large_no_more_is_read_than_shows_it() -> None:
    sent = io.BytesIO(b"x" * 5000)
    assert read_by_django(API, sent) == b"x" * 1001
    assert sent.tell() == 1001


def test_a_page_or_a_server_that_does_not_end_a_body_is_left_alone() -> None:
    for address, more in (("/projecten/", {}), (API, {"wsgi.input_terminated": False})):
        sent = io.BytesIO(BODY)
        read_by_django(address, sent, **more)
        assert sent.tell() == 0, address


def test_the_server_gives_its_requests_so() -> None:
    assert isinstance(application, WithLength)
