"""How long a statement may be without an answer: bounded for a web request, unbounded for all else.

Commands, migrations and jobs have no limit. The client keeps the limit, not the server: so it holds behind a
pooler in transaction mode too, and when the server itself stands still.
"""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from django.core.signals import request_finished
from django.http import HttpRequest, HttpResponseBase

READING = 4.0  # seconds for a statement of a request that changes nothing, or outside a transaction
WRITING = 60.0  # seconds for a statement in a transaction of any other: an import may need it
LOCK = 5.0  # seconds that a transaction of a request waits for a lock, unless it says otherwise
_thread = threading.local()


def limit() -> float | None:
    """Return the limit of this thread in seconds; None if it serves no request."""
    found: float | None = getattr(_thread, "limit", None)
    return found


@contextmanager
def limited(seconds: float | None) -> Iterator[None]:
    """Set the limit of this thread until the block ends; None for no limit."""
    before = limit()
    _thread.limit = seconds
    try:
        yield
    finally:
        _thread.limit = before


class StatementLimits:
    """Limits the statements of a request, those that make its answer while it is sent included."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        is_safe = request.method in {"GET", "HEAD", "OPTIONS"}
        _thread.limit = READING if is_safe else WRITING
        return self.get_response(request)


def end_of_request(**_: object) -> None:
    _thread.limit = None


request_finished.connect(end_of_request, dispatch_uid="wonen.database.limits")
