"""Answers a file: what is kept, what is made at once because it is little, or that it is being made."""

from __future__ import annotations

import tempfile
from typing import IO, Any, cast

from django.db import connection
from django.http import HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.utils.cache import get_conditional_response
from django.utils.http import parse_etags

from wonen.files import kept, waiting
from wonen.files.exports import Export, Order
from wonen.files.kept import Kept
from wonen.files.sending import Described, headers_of, served

IN_MEMORY = 2**20  # bytes of a file that is not kept


def answer(request: HttpRequest, export: Export) -> HttpResponseBase:
    """Answer a file, in whole or in part; 304 if the reader has it; 503 with Retry-After while it is made."""
    order = Order.of(request)
    if order:
        order.export = export
        return HttpResponse(status=204)
    described = Described(export.name, export.media_type, export.headers)
    same = unchanged(request, export, described)
    if same:
        return same
    found = None if connection.in_atomic_block else kept.find(export.key)
    if found is None and request.method == "HEAD":
        # Not even its length is known. Of a stream, nothing adds that it is 0.
        return StreamingHttpResponse((), headers=headers_of(described, f'W/"{export.key}"'))
    if found is None and connection.in_atomic_block:
        found = passing(export)  # what is not committed has no revision to be kept by
    elif found is None and export.is_small:
        found = kept.keep(export.key, lambda target: export.write(target, at_once))
    return served(request, found, described) if found else waiting.ordered(request, export)


def at_once() -> None:
    """Go on: what is made within a request is little."""


def passing(export: Export) -> Kept:
    file = tempfile.SpooledTemporaryFile(max_size=IN_MEMORY)  # noqa: SIM115 - the answer closes it
    export.write(cast("IO[bytes]", file), at_once)
    size = file.tell()
    file.seek(0)
    return Kept(export.key, cast("IO[bytes]", file), size, None)


def unchanged(request: HttpRequest, export: Export, described: Described) -> HttpResponseBase | None:
    """Return that the reader has this revision, or does not want what is there now; None if it is to be sent.

    A reader that has the same revision made another time has the same: only the bytes are not to be mixed.
    """
    given = [
        tag for name in ("If-None-Match", "If-Match") for tag in parse_etags(request.headers.get(name, ""))
    ]
    tag = next((each for each in given if key_in(each) == export.key), f'"{export.key}"')
    headers = headers_of(described, tag)
    found: Any = get_conditional_response(request, tag, None, HttpResponse(headers=headers))
    return None if found is None or found.status_code == 200 else found


def key_in(tag: str) -> str:
    """Return the key of the file that a tag is of, whenever it was made."""
    return ".".join(tag.removeprefix("W/").strip('"').split(".")[:2])
