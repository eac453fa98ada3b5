"""The worker of the web server: what it cannot read it refuses as the rest of the API does."""

from __future__ import annotations

from typing import Any

from gunicorn.http import wsgi
from gunicorn.http.errors import LimitRequestHeaders, LimitRequestLine, ParseException
from gunicorn.util import write_nonblock
from gunicorn.workers.gthread import ThreadWorker

wsgi.SERVER = "Wonen"  # every answer names its server: which software that is, is told to nobody
LONGEST_ADDRESS = 8190  # characters, the most that the server takes
TOO_LONG = f"Het adres is te lang: hoogstens {LONGEST_ADDRESS} tekens."


class Worker(ThreadWorker):  # type: ignore[misc]
    """Answers problem details where no view ever saw the request; the path is not known then."""

    def handle_error(self, req: Any, client: Any, addr: Any, exc: Exception) -> None:
        if not isinstance(exc, ParseException):
            super().handle_error(req, client, addr, exc)
            return
        self.log.warning("Refused a request of %s: %s", (addr or ("",))[0], exc)
        write_nonblock(client, refusal(exc))


def refusal(error: ParseException) -> bytes:
    """Return the whole answer, headers included."""
    # The server names its worker before Django is set up.
    from django.conf import settings  # noqa: PLC0415

    from municipalities.rest.problems import problem  # noqa: PLC0415

    if isinstance(error, LimitRequestHeaders):
        answer = problem(431)
    else:
        answer = problem(400, TOO_LONG if isinstance(error, LimitRequestLine) else "")
    answer.headers["Content-Length"] = str(len(answer.content))
    answer.headers["Connection"] = "close"
    answer.headers["Cache-Control"] = "no-store"
    answer.headers["API-Version"] = settings.API_VERSION
    head = f"HTTP/1.1 {answer.status_code} {answer.reason_phrase}\r\n"
    lines = "".join(f"{name}: {value}\r\n" for name, value in answer.headers.items())
    return f"{head}{lines}\r\n".encode("latin-1") + answer.content
