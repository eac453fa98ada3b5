"""What every file to download shares: a wrong choice is refused, the answer says what it is and its name."""

import tempfile
from collections.abc import Callable, Iterable
from typing import IO, Any

from django.core.exceptions import NON_FIELD_ERRORS
from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import render
from django_filters import MultipleChoiceFilter

from municipalities.sheets.workbook import XLSX


def refused_choices(filterset: Any) -> list[str]:
    """Return a sentence for everything in the address that is no known, single and right choice."""
    known = filterset.base_filters
    sentences = []
    for name, values in filterset.data.lists():
        if name not in known:
            sentences.append(f"'{name}' is geen keuze die hier bestaat.")
        elif len(values) > 1 and not isinstance(known[name], MultipleChoiceFilter):
            sentences.append(f"'{name}' staat er {len(values)} keer. Geef één waarde.")
        elif any("\0" in value for value in values):
            sentences.append(f"'{name}' bevat een teken dat niet kan.")
    if sentences:  # a null character must not reach the database
        return sentences
    return [
        " ".join(map(str, found if name == NON_FIELD_ERRORS else (f"'{name}':", *found)))
        for name, found in filterset.form.errors.items()
    ]


def refusal(request: HttpRequest, filterset: Any) -> HttpResponse | None:
    """Return the page that says what is wrong with the choice of the address; None if it is right."""
    sentences = refused_choices(filterset)
    if not sentences:
        return None
    context = {"sentences": sentences, "known": sorted(filterset.base_filters)}
    return render(request, "municipalities/export_refused.html", context, status=400)


def streamed(request: HttpRequest, lines: Iterable[bytes], name: str, media_type: str) -> HttpResponseBase:
    """Answer a file that is made while it is sent."""
    return StreamingHttpResponse(
        () if request.method == "HEAD" else lines,
        content_type=media_type,
        headers=_headers(name),
    )


def workbook(request: HttpRequest, write: Callable[[IO[bytes]], None], name: str) -> HttpResponseBase:
    """Answer a workbook, which can be sent only when it is whole."""
    if request.method == "HEAD":
        return streamed(request, (), name, XLSX)
    file = tempfile.TemporaryFile()  # noqa: SIM115 - the answer closes it
    write(file)
    file.seek(0)
    return FileResponse(file, content_type=XLSX, headers=_headers(name))


def _headers(name: str) -> dict[str, str]:
    # What is known changes from day to day: no copy may pass for what is known now.
    return {"Content-Disposition": f'attachment; filename="{name}"', "Cache-Control": "no-cache"}
