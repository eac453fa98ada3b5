"""What holds for every answer: what a page may load, and what a refusal of the database looks like."""

import sys
from collections.abc import Callable, Iterator
from http import HTTPStatus

from django.core.exceptions import PermissionDenied
from django.db import DatabaseError, DataError, IntegrityError, InterfaceError, OperationalError
from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseBase
from django.middleware.gzip import GZipMiddleware
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.cache import patch_vary_headers
from django.views.defaults import server_error

from wonen.database.constraint_messages import refusal
from wonen.refusals import NotAllowedError

__all__ = ["Compressed", "ContentSecurityPolicy", "DatabaseRefusals", "NoNullCharacters", "refusal"]

GetResponse = Callable[[HttpRequest], HttpResponseBase]

POLICY = "; ".join(  # noqa: FLY002 - one rule a line reads better
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' data:",
        "font-src 'self'",
        "connect-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    )
)
PERMISSIONS = "camera=(), geolocation=(), microphone=(), payment=(), usb=()"


class ContentSecurityPolicy:
    """Allow a page only what this server serves itself; no inline script or style."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        response.headers.setdefault("Content-Security-Policy", POLICY)
        response.headers.setdefault("Permissions-Policy", PERMISSIONS)
        response.headers.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        say_how_to_keep(response)
        if response.status_code in {HTTPStatus.NO_CONTENT, HTTPStatus.NOT_MODIFIED}:
            say_no_length(response)
        return response


def say_how_to_keep(response: HttpResponseBase) -> None:
    """Let no copy pass for what is known now: ask first, and keep what is of one person for that person."""
    is_personal = "cookie" in response.headers.get("Vary", "").lower()
    response.headers.setdefault("Cache-Control", "private, no-cache" if is_personal else "no-cache")
    if response.status_code == HTTPStatus.NOT_MODIFIED:  # without a body it was not compressed
        patch_vary_headers(response, ("Accept-Encoding",))
    if response.headers.get("Content-Type", "").startswith("text/html"):
        response.headers.setdefault("Content-Language", "nl")


def say_no_length(response: HttpResponseBase) -> None:
    """Without a body there is no length or type to tell (RFC 9110, 8.6): 0 would be of another answer."""
    for name in ("Content-Length", "Content-Type"):
        response.headers.pop(name, None)


class NoNullCharacters:
    """Refuse an address that PostgreSQL cannot take in; public forms say so beside the field themselves."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        in_query = request.path_info.startswith("/beheer/") and any("\0" in word for word in words(request))
        if in_query or "\0" in request.path_info:
            return render(request, "400.html", status=400)
        return self.get_response(request)


def words(request: HttpRequest) -> Iterator[str]:
    """Yield every name and value of the query, repeated ones included."""
    for name, values in request.GET.lists():
        yield name
        yield from values


class Compressed(GZipMiddleware):
    """Compress pages, not files: a file has a length, by which is seen that it came whole, and parts."""

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        if isinstance(response, FileResponse):
            return response
        return super().process_response(request, response)


RETRY_AFTER = "60"  # seconds, as the page and the problem say in words


class DatabaseRefusals:
    """Show a refusal that no form foresaw (two people at once) as a page that says which rule it was."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        if response.status_code == HTTPStatus.SERVICE_UNAVAILABLE:
            response.headers.setdefault("Retry-After", RETRY_AFTER)
        return response

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if isinstance(exception, IntegrityError):
            return render(request, "409.html", {"sentence": refusal(exception)}, status=409)
        if isinstance(exception, DataError):
            sentence = "Een waarde is te groot, of heeft een vorm die niet bewaard kan worden."
            return render(request, "409.html", {"sentence": sentence}, status=400)
        if isinstance(exception, OperationalError | InterfaceError):
            return unavailable()
        return None


def unavailable() -> HttpResponse:
    """Say that the data cannot be reached, by a page that needs none: no session, no user."""
    return HttpResponse(render_to_string("503.html"), status=HTTPStatus.SERVICE_UNAVAILABLE)


def failed(request: HttpRequest) -> HttpResponse:
    """Answer for what no view caught, wherever it was raised: in a middleware (the session) too."""
    if isinstance(sys.exc_info()[1], OperationalError | InterfaceError):
        return unavailable()
    return server_error(request)


def denied(request: HttpRequest, exception: PermissionDenied) -> HttpResponse:
    """Answer who may not (403); a sentence is shown only if it was written for the reader."""
    sentence = str(exception) if isinstance(exception, NotAllowedError) else ""
    told = {"sentence": sentence, "in_office": is_staff_at_work(request)}
    return render(request, "403.html", told, status=HTTPStatus.FORBIDDEN)


def is_staff_at_work(request: HttpRequest) -> bool:
    """Say whether somebody is logged in to the back office; public pages do not look at who reads them."""
    if not request.path_info.startswith("/beheer/"):
        return False
    try:
        return bool(getattr(getattr(request, "user", None), "is_staff", False))
    except (DatabaseError, InterfaceError):  # a refusal is told without a database too
        return False
