"""Django's end of the server: requests are UTF-8, whatever a client says."""

from typing import Any

from django.core.handlers.wsgi import WSGIHandler, WSGIRequest
from django.utils.http import parse_header_parameters


class Request(WSGIRequest):
    """A request whose address and form are read as UTF-8; bytes that are not become U+FFFD.

    Django reads them by the charset of Content-Type, which anybody may choose: 'hex' stops it outside every
    handler (500), and 'utf-7' lets half characters through that PostgreSQL cannot store.
    """

    def _set_content_type_params(self, meta: dict[str, Any]) -> None:
        self.content_type, self.content_params = parse_header_parameters(meta.get("CONTENT_TYPE", ""))


class Handler(WSGIHandler):
    request_class = Request
