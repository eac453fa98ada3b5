"""Requests answered in this process: a socket and a server take longer than most answers."""

from __future__ import annotations

import io
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, cast
from urllib.parse import unquote_to_bytes, urlsplit

import pytest
from django.core.signals import request_finished, request_started
from django.db import close_old_connections, connections
from requests import PreparedRequest, Response
from requests.adapters import HTTPAdapter
from urllib3 import HTTPHeaderDict, HTTPResponse

from wonen.http.handler import Handler

# What the library under ``requests`` adds to what it sends.
ADDED = {"HTTP_ACCEPT_ENCODING": "identity", "HTTP_USER_AGENT": "python-urllib3"}


@contextmanager
def in_process() -> Iterator[None]:
    """Let ``requests`` reach the product without a socket, over the database connection of the test."""
    handler, shared = Handler(), connections["default"]

    def send(adapter: HTTPAdapter, request: PreparedRequest, **_: Any) -> Response:
        connections["default"] = shared  # the tool asks from threads, one at a time
        return adapter.build_response(request, answered(handler, request))

    signals = (request_started, request_finished)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(HTTPAdapter, "send", send)
        shared.inc_thread_sharing()
        for signal in signals:
            signal.disconnect(close_old_connections)
        try:
            yield
        finally:
            for signal in signals:
                signal.connect(close_old_connections)
            shared.dec_thread_sharing()


def answered(handler: Handler, request: PreparedRequest) -> HTTPResponse:
    told: list[Any] = []
    start: Any = lambda status, headers: told.extend((status, headers))  # noqa: E731
    parts: Any = handler(environment(request), start)
    try:
        body = b"".join(parts)
    finally:
        parts.close()
    status, headers = told
    code, reason = status.split(" ", 1)
    return HTTPResponse(
        io.BytesIO(body if request.method != "HEAD" else b""),
        HTTPHeaderDict(headers),
        int(code),
        reason=reason,
        preload_content=False,
        request_method=request.method,
    )


def environment(request: PreparedRequest) -> dict[str, Any]:
    """Return what a server tells of a request."""
    address = urlsplit(request.url or "")
    body = body_of(request)
    found = {
        **ADDED,
        "HTTP_HOST": address.netloc,
        **{named(name): text(value) for name, value in request.headers.items()},
        "REQUEST_METHOD": request.method,
        "SCRIPT_NAME": "",
        "PATH_INFO": unquote_to_bytes(address.path).decode("latin-1"),
        "QUERY_STRING": address.query,
        "SERVER_NAME": address.hostname,
        "SERVER_PORT": str(address.port or 80),
        "SERVER_PROTOCOL": "HTTP/1.1",
        "REMOTE_ADDR": "127.0.0.1",
        "wsgi.version": (1, 0),
        "wsgi.url_scheme": address.scheme,
        "wsgi.input": io.BytesIO(body),
        "wsgi.input_terminated": True,
        "wsgi.errors": io.StringIO(),
        "wsgi.multithread": False,
        "wsgi.multiprocess": False,
        "wsgi.run_once": False,
    }
    for name in ("CONTENT_TYPE", "CONTENT_LENGTH"):
        if f"HTTP_{name}" in found:
            found[name] = found.pop(f"HTTP_{name}")
    return found


def body_of(request: PreparedRequest) -> bytes:
    body = cast("Any", request.body)
    if isinstance(body, str):
        return body.encode()
    return body if isinstance(body, bytes) else b"".join(body or ())


def named(header: str) -> str:
    return f"HTTP_{header.upper().replace('-', '_')}"


def text(value: str | bytes) -> str:
    return value.decode("latin-1") if isinstance(value, bytes) else value
