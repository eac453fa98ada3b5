"""Answers one request in a thread; what is written goes to the buffers of the connection."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING, Any

from django.db import close_old_connections
from waitress.buffers import ReadOnlyFileBasedBuffer
from waitress.task import ErrorTask, WSGITask
from waitress.utilities import Error, build_http_date

from wonen.http.parser import AddressTooLong

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment
    from django.http import HttpResponse


PART = 64 * 1024  # bytes


class Task(WSGITask):
    """The answer of the application."""

    def get_environment(self) -> dict[str, Any]:
        """Return the request for the application: the path as it was sent, no slash taken off."""
        environ: dict[str, Any] = super().get_environment()
        environ["PATH_INFO"] = self.request.path
        return environ

    def build_response_header(self) -> bytes:
        """Return the head of the answer; decide how its end is told, and whether the connection stays.

        The one of waitress ends the connection after each 304, and after each answer without a length.
        """
        headers = [(name, value) for name, value in self.response_headers if name.lower() != "content-length"]
        headers += [("Server", self.channel.server.adj.ident), ("Date", build_http_date(self.start_time))]
        if self.has_body and self.content_length is not None:
            headers.append(("Content-Length", str(self.content_length)))
        elif self.has_body and self.version == "1.1" and not self._is_head():
            headers.append(("Transfer-Encoding", "chunked"))
            self.chunked_response = True
        if not self._stays():
            headers.append(("Connection", "close"))
            self.close_on_finish = True
        elif self.version == "1.0":
            headers.append(("Connection", "keep-alive"))
        lines = "".join(f"{name}: {value}\r\n" for name, value in headers)
        return f"HTTP/{self.version} {self.status}\r\n{lines}\r\n".encode("latin-1")

    def set_close_on_finish(self) -> None:
        self.close_on_finish = True  # build_response_header says so

    def write(self, data: bytes) -> None:
        super().write(b"" if self._is_head() else data)

    def _is_head(self) -> bool:
        return bool(self.request.command == "HEAD")

    def _stays(self) -> bool:
        if self.close_on_finish or self.request.unread or self.channel.server.is_stopping:
            return False
        asked = {each.strip() for each in self.request.headers.get("CONNECTION", "").lower().split(",")}
        if self.version == "1.1":
            return "close" not in asked
        has_end = self.content_length is not None or not self.has_body
        return "keep-alive" in asked and has_end


class Refusal(Task, ErrorTask):
    """The answer to what could not be read: no application sees it."""

    def execute(self) -> None:
        answer = refusal(self.request.error)
        self.status = f"{answer.status_code} {answer.reason_phrase}"
        self.response_headers = list(answer.headers.items())
        self.content_length = len(answer.content)
        self.close_on_finish = True
        self.write(answer.content)


def refusal(error: Error) -> HttpResponse:
    """Return problem details as the rest of the API gives them; the path is not known then."""
    # Needs a Django that is set up, which it is not yet when the server reads which worker it has.
    from django.conf import settings  # noqa: PLC0415

    from wonen.rest.problems import problem  # noqa: PLC0415

    answer = problem(error.code, error.body if isinstance(error, AddressTooLong) else "")
    answer.headers["Cache-Control"] = "no-store"
    answer.headers["API-Version"] = settings.API_VERSION
    return answer


def with_ends(application: WSGIApplication) -> Callable[[WSGIEnvironment, StartResponse], Iterable[bytes]]:
    """Wrap the application: an answer to HEAD is not made, and a file gives its connection back at once."""

    def answer(environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        found: Any = application(environ, start_response)
        if environ["REQUEST_METHOD"] == "HEAD":
            if hasattr(found, "close"):
                found.close()
            return []
        if isinstance(found, ReadOnlyFileBasedBuffer):
            # The loop sends and closes it, in a thread that does not have the connection of this one.
            close_old_connections()
        return gathered(found) if getattr(found, "streaming", False) else found

    return answer


def gathered(answer: Any) -> Iterator[bytes]:
    """Yield a streamed answer in large parts: each part wakes the loop, and a row of a file is a part."""
    parts, size = list[bytes](), 0
    try:
        for part in answer:
            parts.append(part)
            size += len(part)
            if size >= PART:
                yield b"".join(parts)
                parts, size = [], 0
        yield b"".join(parts)
    finally:
        answer.close()
