"""One connection: when it is too slow, and how it ends without the answer getting lost."""

from __future__ import annotations

import contextlib
import socket
import time
from typing import Any

from waitress.buffers import ReadOnlyFileBasedBuffer
from waitress.channel import HTTPChannel

from wonen.http.parser import Parser
from wonen.http.tasks import Refusal, Task

# Seconds.
HEAD = 20.0  # from the first byte (or the connection) until the head of a request is whole
IDLE = 75.0  # between requests: longer than nginx keeps a connection to its upstream, so that nginx ends it
SPAN = 30.0  # over which the least rate is measured
LINGER = 10.0  # that a refused client may go on sending, so that it comes to read the answer
LEAST_RATE = 2048  # bytes a second, of a body that comes and of an answer that goes


class Channel(HTTPChannel):
    """A connection whose client may be slow, but not as slow as it likes."""

    parser_class = Parser
    task_class = Task
    error_task_class = Refusal

    request: Any
    is_refused = False  # what still comes belongs to no request
    is_lingering = False
    moved = 0  # bytes of bodies and answers so far

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.began = time.monotonic()  # this connection, this request, or the wait for the next one
        self.has_served = False
        self.measured: tuple[float, int] | None = None  # when the span began, and what had moved by then

    # Each second, by the server.

    def is_overdue(self, now: float) -> bool:
        """Say whether the client had its time; to be asked each second. ``now`` is of the monotonic clock."""
        if self.is_lingering:
            return now - self.began > LINGER
        if self.total_outbufs_len or (self.request and self.request.headers_finished):
            return self._is_slow(now)
        self.measured = None
        if self.requests:
            return False
        waits = IDLE if self.has_served and not self.request else HEAD
        return now - self.began > waits

    def _is_slow(self, now: float) -> bool:
        start, moved = self.measured = self.measured or (now, self.moved)
        if now - start < SPAN:
            return False
        self.measured = None
        return self.moved - moved < SPAN * LEAST_RATE

    def held(self) -> int:
        """Return the bytes kept for this client, in memory or on disk; a file that it gets is not one."""
        coming = self.request.body_bytes_received if self.request else 0
        going = sum(len(each) for each in [*self.outbufs] if not isinstance(each, ReadOnlyFileBasedBuffer))
        return int(coming + going)

    def is_busy(self) -> bool:
        """Say whether a request is on its way, being answered, or an answer is still to be sent."""
        return bool(self.requests or self.request or self.total_outbufs_len or self.close_when_flushed)

    # Reading.

    def received(self, data: bytes) -> bool:
        if self.is_refused:
            return False
        if self.request is None:
            self.began, self.has_served = time.monotonic(), True
            self.request = self.parser_class(self.adj)
        coming = self.request
        taken: bool = super().received(data)
        self.moved += len(data)
        if coming.unread:
            self.is_refused = True
        return taken

    def readable(self) -> bool:
        return self.is_lingering or super().readable()

    def handle_read(self) -> None:
        if not self.is_lingering:
            super().handle_read()
            return
        with contextlib.suppress(OSError):
            self.recv(self.adj.recv_bytes)  # at its end this closes the connection

    # Writing.

    def send(self, data: bytes, do_close: bool = True) -> int:
        sent: int = super().send(data, do_close)
        self.moved += sent
        return sent

    def writable(self) -> bool:
        return not self.is_lingering and bool(super().writable())

    def handle_write(self) -> None:
        if not (self.is_refused and self.close_when_flushed):
            super().handle_write()
            return
        self._flush_exception(self._flush_some)
        if self.will_close:
            self.handle_close()
        elif not self.total_outbufs_len:
            self._linger()

    def _linger(self) -> None:
        """End our side and read on: to close while bytes come in would take the answer from the client."""
        self.close_when_flushed, self.is_lingering, self.began = False, True, time.monotonic()
        try:
            self.socket.shutdown(socket.SHUT_WR)
        except OSError:
            self.handle_close()

    def service(self) -> None:
        super().service()
        self.began = time.monotonic()
