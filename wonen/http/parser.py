"""Reads one request. Refuses by what has come so far, so that nothing of a refused body is kept."""

from __future__ import annotations

import re
from typing import Any

from waitress.parser import HTTPRequestParser, ParsingError
from waitress.receiver import ChunkedReceiver
from waitress.utilities import BadRequest, Error

from wonen.http.limits import largest_body

LONGEST_ADDRESS = 8190  # characters of the first line
TOO_LONG = f"Het adres is te lang: hoogstens {LONGEST_ADDRESS} tekens."
FIRST_LINE = re.compile(rb"[^ ]+ (/|\*|https?://)[^\x00-\x20\x7f]* HTTP/1\.[01]")
LONGEST_CHUNK_LINE = 4096  # bytes of the size of a chunk with its extensions, or of a trailer
FRAMING = 2  # times its size that a body may take as chunks


class AddressTooLong(BadRequest):
    """The first line is longer than the server reads."""


class Parser(HTTPRequestParser):
    """One request of a connection, whole when ``completed``."""

    unread = False  # what the client still sends belongs to no request: the connection ends after the answer
    largest: int | None = None
    error: Error | None
    body_rcv: Any
    command = path = ""  # of what could not be read

    def received(self, data: bytes) -> int:
        """Take in what came; return how many bytes belonged to this request."""
        consumed: int = super().received(data)
        if not self.error and self._first_line_is_too_long():
            self.error, self.completed = AddressTooLong(TOO_LONG), True
        if not self.error and self._chunk_line_is_too_long():
            self.error = BadRequest("Chunk line too long")
        if not self.error and self.body_rcv is not None and self._body_is_too_large():
            self._drop_body()
            return self._stop(data)
        if self.error:
            return self._stop(data)
        if self.completed:
            self.expect_continue = False  # without a body there is nothing to go on with
        return consumed

    def parse_header(self, header_plus: bytes) -> None:
        """Refuse what two programs could read in two ways: a proxy before this server reads it too."""
        first_line = header_plus.partition(b"\r\n")[0]
        if len(first_line) <= LONGEST_ADDRESS and not FIRST_LINE.fullmatch(first_line):
            raise ParsingError("Start line is invalid")
        try:
            super().parse_header(header_plus)
        except ValueError as error:  # Python reads no number of over 4,300 digits
            raise ParsingError("Content-Length is invalid") from error
        if self.version == "1.1" and "HOST" not in self.headers:
            raise ParsingError("Host is missing")
        if "TRANSFER_ENCODING" in self.headers or (self.chunked and "CONTENT_LENGTH" in self.headers):
            raise ParsingError("The length of the body is given twice, or in a way HTTP/1.0 does not have")

    def _first_line_is_too_long(self) -> bool:
        if self.headers_finished:
            return len(getattr(self, "first_line", b"")) > LONGEST_ADDRESS
        return len(self.header_plus.lstrip().partition(b"\r\n")[0]) > LONGEST_ADDRESS

    def _body_is_too_large(self) -> bool:
        if self.largest is None:
            self.largest = largest_body(self.path)
        if not self.chunked:
            return bool(self.content_length > self.largest)
        framed = FRAMING * self.largest + LONGEST_CHUNK_LINE
        return bool(len(self.body_rcv) > self.largest or self.body_bytes_received > framed)

    def _chunk_line_is_too_long(self) -> bool:
        body = self.body_rcv
        return isinstance(body, ChunkedReceiver) and (
            len(body.control_line) > LONGEST_CHUNK_LINE or len(body.trailer) > LONGEST_CHUNK_LINE
        )

    def _drop_body(self) -> None:
        """Keep the length alone, by which the middleware refuses."""
        if self.chunked:
            self.headers["CONTENT_LENGTH"] = str((self.largest or 0) + 1)
        self.close()
        self.body_rcv = None

    def _stop(self, data: bytes) -> int:
        self.unread = self.completed = True
        self.expect_continue = False
        return len(data)
