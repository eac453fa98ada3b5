"""Accepts connections and sees to it that slow ones never stand in the way of others."""

from __future__ import annotations

import logging
import socket
import time
from typing import TYPE_CHECKING, Any

from waitress import wasyncore
from waitress.adjustments import Adjustments
from waitress.server import TcpWSGIServer
from waitress.task import ThreadedTaskDispatcher

from wonen.http.channel import Channel
from wonen.http.tasks import with_ends

if TYPE_CHECKING:
    from _typeshed.wsgi import WSGIApplication

MEGABYTE = 1024 * 1024
MOST_HELD = 1024 * MEGABYTE  # bytes kept for all clients of a worker: bodies that come, answers that go
SPARE = 100  # connections beyond the limit, when none of them can be ended
# A request waits for a thread without a line in the log.
logging.getLogger("waitress.queue").setLevel(logging.ERROR)


class Server(TcpWSGIServer):
    """One listening socket of a worker. Its connections share a map and the threads with the others."""

    channel_class = Channel
    is_stopping = False

    def __init__(
        self,
        listening: socket.socket,
        application: WSGIApplication,
        connections: int,
        dispatcher: ThreadedTaskDispatcher,
        sockets: dict[int, Any],
    ) -> None:
        self.connections = connections
        name = listening.getsockname()
        super().__init__(
            with_ends(application),
            sockets,
            _sock=listening,
            dispatcher=dispatcher,
            adj=adjustments(connections, name[0] if isinstance(name, tuple) else "localhost"),
            sockinfo=(listening.family, listening.type, listening.proto, name),
            bind_socket=False,
        )

    def readable(self) -> bool:
        """Leave a new connection to another worker while a request waits here for a thread."""
        return bool(self.accepting and not self.task_dispatcher.queue and super().readable())

    def handle_accept(self) -> None:
        if len(self.active_channels) >= self.connections:
            self._end_one()
        super().handle_accept()

    def stop_listening(self) -> None:
        """Refuse new connections, and end each that stays after the answer that it waits for."""
        self.is_stopping = True
        wasyncore.dispatcher.close(self)

    def maintenance(self, now: float) -> None:
        """Do nothing here: the worker calls ``tidy``, outside the walk over the connections."""

    def tidy(self) -> None:
        """End the connections whose time is over, and the slowest ones if too much is kept."""
        now = time.monotonic()
        for channel in [*self.active_channels.values()]:
            if channel.is_overdue(now):
                channel.handle_close()
        held = {channel: channel.held() for channel in self.active_channels.values()}
        for channel in sorted(held, key=lambda each: each.last_activity):
            if sum(held.values()) <= MOST_HELD:
                break
            if held.pop(channel):
                channel.handle_close()

    def _end_one(self) -> None:
        """Make room: the connection that was silent longest goes, unless its request is being answered."""
        waiting = [each for each in self.active_channels.values() if not each.requests]
        if waiting:
            min(waiting, key=lambda each: each.last_activity).handle_close()

    # A Unix socket has no host, port or TCP.

    def getsockname(self) -> tuple[str, str]:
        if self.family == socket.AF_UNIX:
            return "localhost", "80"
        host, port = super().getsockname()
        return host, port

    def fix_addr(self, addr: Any) -> Any:
        return addr if self.family != socket.AF_UNIX else ("", 0)

    def set_socket_options(self, conn: socket.socket) -> None:
        if self.family != socket.AF_UNIX:
            super().set_socket_options(conn)


def adjustments(connections: int, host: str) -> Adjustments:
    """Return what waitress is to do in another way than by itself."""
    return Adjustments(
        ident="Wonen",  # every answer names its server: which software that is, is told to nobody
        server_name=host,  # of a request without Host
        clear_untrusted_proxy_headers=False,  # Django decides by BEHIND_PROXY
        connection_limit=connections + SPARE,
        max_request_header_size=32 * 1024,
        max_request_body_size=2**62,  # the parser has a limit of its own for each address
        recv_bytes=64 * 1024,
        outbuf_high_watermark=2**62,  # a thread never waits for its client: what it made goes to disk
        channel_request_lookahead=1,  # reads on during a request, and so sees a client leave
        log_socket_errors=False,
    )
