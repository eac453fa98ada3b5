"""What files to download share: a wrong choice is refused; a template is a workbook that is made at once."""

import tempfile
from collections.abc import Callable
from typing import IO, Any

from django.core.exceptions import NON_FIELD_ERRORS
from django.db.models import QuerySet
from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django_filters import MultipleChoiceFilter

from wonen.files import waiting
from wonen.files.exports import SMALL
from wonen.jobs.claims import any_slot
from wonen.spreadsheets.workbook import XLSX


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


def workbook(write: Callable[[IO[bytes]], None], name: str, media_type: str = XLSX) -> HttpResponseBase:
    """Answer a file, such as a template: made at once and not kept."""
    file = tempfile.TemporaryFile()  # noqa: SIM115 - the answer closes it
    write(file)
    file.seek(0)
    # What is known changes from day to day: no copy may pass for what is known now.
    headers = {"Content-Disposition": f'attachment; filename="{name}"', "Cache-Control": "no-cache"}
    return FileResponse(file, content_type=media_type, headers=headers)


def for_staff(
    request: HttpRequest,
    rows: QuerySet[Any],
    write: Callable[[IO[bytes]], None],
    name: str,
    media_type: str = XLSX,
) -> HttpResponseBase:
    """Answer a file with what only staff may read, made at once and not kept.

    A large one takes a slot of the jobs: more than two large files are never made at once. A browser that
    must wait for a slot asks again by itself.
    """
    if rows.order_by()[: SMALL + 1].count() <= SMALL:
        return workbook(write, name, media_type)
    with any_slot() as is_free:
        if is_free:
            return workbook(write, name, media_type)
    return waiting.later(request, waiting.AGAIN, waiting.BUSY, request.get_full_path())
