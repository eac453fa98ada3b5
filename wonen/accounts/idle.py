"""The end of a session in which nothing happens; it also ends after SESSION_COOKIE_AGE, whatever happens."""

import time

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponseBase

from wonen.middleware import GetResponse

SEEN = "seen"
STEP = 300  # seconds: a session is written again this often, not at every page
ENDED = "U was langer dan {} uur niet actief en bent daarom afgemeld. Meld u opnieuw aan."


def begin(request: HttpRequest) -> None:
    """Begin to count, at log-in."""
    request.session[SEEN] = int(time.time())


class IdleEnd:
    """End the session of who did nothing in the back office for SESSION_IDLE_AGE seconds."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if request.path_info.startswith("/beheer/") and (seen := request.session.get(SEEN)):
            self._count(request, int(time.time()) - seen)
        return self.get_response(request)

    def _count(self, request: HttpRequest, passed: int) -> None:
        if passed > settings.SESSION_IDLE_AGE:
            logout(request)
            messages.info(request, ENDED.format(settings.SESSION_IDLE_AGE // 3600))
        elif passed > STEP:
            begin(request)
