"""A body that is sent in chunks, without its length before it: the sum of its chunks is its length.

WSGI leaves it to the application; Django takes a body without a length for none, and would answer as if
nothing had been sent. Some clients (.NET among them) send JSON so by themselves.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from django.conf import settings

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

IN_MEMORY = 1024 * 1024  # bytes; what is larger goes to a file
AT_ONCE = 64 * 1024


class WithLength:
    """Gives the API each body with its length. What is too large is not read further than that."""

    def __init__(self, application: WSGIApplication) -> None:
        self.application = application

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        if not is_chunked(environ):
            return self.application(environ, start_response)
        with tempfile.SpooledTemporaryFile(IN_MEMORY) as body:
            length = _copy(environ["wsgi.input"], body)
            body.seek(0)
            whole = {**environ, "wsgi.input": body, "CONTENT_LENGTH": str(length)}
            return self.application(whole, start_response)


def is_chunked(environ: WSGIEnvironment) -> bool:
    """Say whether this is for the API and in chunks, which the server puts together and ends."""
    return (
        environ.get("PATH_INFO", "").startswith("/api/")
        and environ.get("HTTP_TRANSFER_ENCODING", "").lower() == "chunked"
        and bool(environ.get("wsgi.input_terminated"))
    )


def _copy(source: Any, body: Any) -> int:
    """Copy what is sent, at most a byte more than the API takes; return how much that is."""
    most, length = settings.API_LARGEST_BODY + 1, 0
    while length < most and (part := source.read(min(AT_ONCE, most - length))):
        body.write(part)
        length += len(part)
    return length
