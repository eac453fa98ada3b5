"""Sends a file that is there, or the part of it that is asked."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import IO, cast

from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseBase

from wonen.files.kept import Kept
from wonen.files.ranges import NoSuchPartError, Part, Slice, part_asked


@dataclass(frozen=True)
class Described:
    """What an answer says of a file besides its bytes."""

    name: str
    media_type: str
    headers: Mapping[str, str]


def headers_of(described: Described, tag: str) -> dict[str, str]:
    return {
        "Content-Type": described.media_type,
        "Content-Disposition": f'attachment; filename="{described.name}"',
        # What is known changes from day to day: no copy may pass for what is known now.
        "Cache-Control": "no-cache",
        "ETag": tag,
        "Accept-Ranges": "bytes",
        **described.headers,
    }


def served(request: HttpRequest, found: Kept, described: Described) -> HttpResponseBase:
    """Answer the bytes of a file, or the part of them that is asked."""
    headers = headers_of(described, found.tag)
    try:
        part = part_asked(request, found.tag, found.size)
    except NoSuchPartError:
        found.file.close()
        beyond = {"Content-Range": f"bytes */{found.size}", "Accept-Ranges": "bytes"}
        return HttpResponse(status=416, headers=beyond)
    if request.method == "HEAD":
        found.file.close()
        return HttpResponse(headers={**headers, "Content-Length": str(found.size)})
    if part:
        headers["Content-Range"] = f"bytes {part.start}-{part.end - 1}/{found.size}"
    return sent(found.file, part, 206 if part else 200, headers)


def sent(file: IO[bytes], part: Part | None, status: int, headers: Mapping[str, str]) -> FileResponse:
    body = cast("IO[bytes]", Slice(file, part)) if part else file
    response = FileResponse(body, status=status, content_type=headers["Content-Type"])
    for name, value in headers.items():
        response.headers[name] = value
    return response
