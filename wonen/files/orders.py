"""Large files as jobs: a request is kept so that the process of the jobs can make it again."""

from __future__ import annotations

import datetime
import io
import tempfile
from pathlib import Path
from typing import Any

from django.core.handlers.wsgi import WSGIRequest
from django.db import OperationalError
from django.http import HttpRequest
from django.urls import resolve
from django.utils.crypto import salted_hmac

from wonen.client_address import client_network
from wonen.files import kept
from wonen.files.exports import Export, Order
from wonen.jobs.kinds import CannotError, Step
from wonen.jobs.models import Job

KIND = "file"
WANTED = datetime.timedelta(seconds=30)  # after the last time that somebody asked


def order(request: HttpRequest, export: Export) -> int:
    """Let a file be made, and return the number of the job; TooManyOpenError for one more than may be."""
    arguments = {
        "path": request.path_info,
        "query": request.META.get("QUERY_STRING", ""),
        "host": request.get_host(),
        "scheme": request.scheme,
        "accept": request.headers.get("Accept", ""),
        "holder": export.holder,  # a number, never the secret
        "name": export.name,
        "media_type": export.media_type,
        "headers": dict(export.headers),
    }
    return Job.objects.ask(KIND, export.key, arguments, WANTED, asked_by(request, export))


def asked_by(request: HttpRequest, export: Export) -> str:
    """Return the keyed hash of the token or else the network of who asks: no address is kept."""
    who = f"network {client_network(request)}" if export.holder is None else f"token {export.holder}"
    return salted_hmac("wonen.files.orders", who, algorithm="sha256").hexdigest()


def made_again(arguments: dict[str, Any]) -> HttpRequest:
    """Return the request of an order, marked as one."""
    request = WSGIRequest(
        {
            "REQUEST_METHOD": "GET",
            "PATH_INFO": arguments["path"].encode().decode("latin-1"),
            "QUERY_STRING": arguments["query"],
            "SERVER_NAME": "localhost",  # the header Host says it
            "SERVER_PORT": "80",
            "HTTP_HOST": arguments["host"],
            "HTTP_ACCEPT": arguments["accept"],
            "wsgi.url_scheme": arguments["scheme"],
            "wsgi.input": io.BytesIO(),
        }
    )
    request.file_order = Order(arguments["holder"])  # type: ignore[attr-defined]
    return request


def make(arguments: dict[str, Any], step: Step) -> str:
    """Make the file of an order and keep it; return its key: by now it may be of a later revision."""
    request = made_again(arguments)
    export = export_of(request)
    if found := kept.find(export.key):
        found.file.close()
    else:
        use_own_folder()
        kept.keep(export.key, lambda target: export.write(target, step)).file.close()
        kept.sweep()
    return export.key


def export_of(request: HttpRequest) -> Export:
    """Ask the view again for its export; CannotError if it refuses now (a token was revoked)."""
    view = resolve(request.path_info)
    response = view.func(request, *view.args, **view.kwargs)
    order = Order.of(request)
    if order and order.export:
        return order.export
    if response.status_code == 503:  # a view of the API has turned what the database said into an answer
        raise OperationalError("The view could not be asked.")
    raise CannotError(f"Dit bestand is er niet (meer): status {response.status_code}.")


def use_own_folder() -> None:
    """Let half files of libraries go where they are cleaned up, also if this process is killed."""
    if not tempfile.tempdir or not Path(tempfile.tempdir).exists():
        tempfile.tempdir = tempfile.mkdtemp(dir=kept.directory(), prefix=".making-")
