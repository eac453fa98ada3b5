"""What every answer of the API carries, also the ones that no view of it made."""

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase
from django.utils.cache import patch_vary_headers

from wonen.middleware import GetResponse
from wonen.rest.problems import MEDIA_TYPE, problem

EXPOSED = (
    "Accept-Patch, Accept-Post, Accept-Ranges, API-Version, Content-Disposition, Content-Range, ETag, Link, "
    "Location, Retry-After"
)
ALLOWED = "Accept, Authorization, Content-Type, If-Match, If-None-Match, If-Range, Idempotency-Key, Range"


class ApiAnswers:
    """Gives answers of the API their version and openness, and makes every refusal problem details."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        if request.path_info != "/api" and not request.path_info.startswith("/api/"):
            return response
        response = as_problem(response)
        headers = response.headers
        headers["API-Version"] = settings.API_VERSION
        headers.setdefault("Cache-Control", "no-store" if response.status_code >= 400 else "no-cache")
        # Open data: any page may read it. Nobody is known here by a cookie, so there is nothing to give away.
        headers["Access-Control-Allow-Origin"] = "*"
        headers["Access-Control-Expose-Headers"] = EXPOSED
        if request.method == "OPTIONS":
            headers["Access-Control-Allow-Methods"] = headers.get("Allow", "GET, HEAD, OPTIONS")
            headers["Access-Control-Allow-Headers"] = ALLOWED
        headers["Cross-Origin-Resource-Policy"] = "cross-origin"
        patch_vary_headers(response, ("Accept", "Authorization"))
        return response


def as_problem(response: HttpResponseBase) -> HttpResponseBase:
    """Return a refusal that is a page, made by what stands before the views, as problem details."""
    if response.status_code < 400 or response.headers.get("Content-Type", "").startswith(MEDIA_TYPE):
        return response
    kept = ("Accept-Ranges", "Allow", "Content-Range", "ETag", "Retry-After", "WWW-Authenticate")
    found = problem(
        response.status_code,
        getattr(response, "detail", ""),
        headers={name: response.headers[name] for name in kept if name in response.headers},
    )
    found.headers.setdefault("Cache-Control", "no-store")
    return found  # the page is not closed: that would end the request, and its connection, before its answer
