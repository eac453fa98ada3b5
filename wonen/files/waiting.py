"""Waiting for a large file: a moment within the request, and then by asking again."""

from __future__ import annotations

import threading
import time
from typing import TYPE_CHECKING, Any

from django.core import signing
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.template.loader import render_to_string
from django.urls import reverse
from django.views.decorators.http import require_safe

from wonen.files import kept
from wonen.files.orders import WANTED, order
from wonen.files.sending import Described, served
from wonen.files.standing import BEING_MADE, NOBODY, standing
from wonen.jobs.models import Job, TooManyOpenError

if TYPE_CHECKING:
    from wonen.files.exports import Export

AT_ONCE = 2  # requests of a process that may wait, so that its other threads answer pages
MOMENT, LONGER = 3.0, 20.0  # seconds for a browser, which has a page to wait on, and for a program
LOOK = 0.25  # seconds between two looks
AGAIN = 5  # seconds after which to ask again
FAILED = 60
TICKETS = signing.Signer(salt="wonen.files")
BUSY = "Er worden al twee grote bestanden gemaakt."
TWO_OPEN = "{whose} zijn al twee grote bestanden gevraagd die nog niet klaar zijn."
ASK_AGAIN = "{sentence} Vraag het over {seconds} seconden opnieuw."
_places = threading.BoundedSemaphore(AT_ONCE)


def ordered(request: HttpRequest, export: Export) -> HttpResponseBase:
    """Order a file, wait a moment for it, and else say when to ask again."""
    try:
        pk = order(request, export)
    except TooManyOpenError:
        whose, address = (
            ("Met dit token", "") if export.holder else ("Vanaf uw netwerk", request.get_full_path())
        )
        return later(request, AGAIN, TWO_OPEN.format(whose=whose), address)
    if _places.acquire(blocking=False):
        try:
            wait(request, pk)
        finally:
            _places.release()
    return result(request, pk, ticket=None if export.holder else (pk, request.get_full_path()))


def is_browser(request: HttpRequest) -> bool:
    return "text/html" in request.headers.get("Accept", "")


def wait(request: HttpRequest, pk: int) -> None:
    """Return when the job has ended, it took too long, or who asked has gone."""
    has_gone = request.META.get("waitress.client_disconnected", lambda: False)
    until = time.monotonic() + (MOMENT if is_browser(request) else LONGER)
    while time.monotonic() < until and not has_gone():
        if not Job.objects.open().filter(pk=pk).exists():
            return
        time.sleep(LOOK)


def result(request: HttpRequest, pk: int, ticket: tuple[int, str] | None) -> HttpResponseBase:
    """Answer the file if it is there, or that it is being made, or could not be."""
    job = Job.objects.filter(pk=pk).first()
    if job and job.fault:
        return later(request, FAILED, job.fault)
    found = kept.find(job.result) if job and job.ended_at else None
    if job and found:
        told = job.arguments
        return served(request, found, Described(told["name"], told["media_type"], told["headers"]))
    address = reverse("file-being-made", args=[TICKETS.sign_object(ticket)]) if ticket else ""
    return later(request, AGAIN, standing(job), address)


class Later(HttpResponse):
    """503; ``detail`` is the sentence that the API gives as problem details."""

    def __init__(self, sentence: str, **options: Any) -> None:
        super().__init__(status=503, **options)
        self.detail = sentence


def later(request: HttpRequest, seconds: int, sentence: str, address: str = "") -> Later:
    """Answer 503; to a browser as a page that asks again by itself, and then has the file."""
    headers = {"Retry-After": str(seconds), "Cache-Control": "no-store"}
    if address:
        headers["Refresh"] = f"{seconds}; url={address}"
    if not is_browser(request):
        if seconds == AGAIN:
            sentence = ASK_AGAIN.format(sentence=sentence, seconds=seconds)
        text = "text/plain; charset=utf-8"
        return Later(sentence, content=f"{sentence}\n", content_type=text, headers=headers)
    context = {
        "asks_again": bool(address),
        "is_being_made": sentence == BEING_MADE,
        "is_halted": sentence == NOBODY,
        "sentence": sentence,
    }
    page = render_to_string("files/being_made.html", context, request)
    return Later(sentence, content=page, headers=headers)


@require_safe
def being_made(request: HttpRequest, ticket: str) -> HttpResponseBase:
    """Answer the file that was ordered, as it was made then, however often what is in it changed since."""
    try:
        pk, address = TICKETS.unsign_object(ticket)
    except signing.BadSignature:
        raise Http404 from None
    job = Job.objects.filter(pk=pk).first()
    if job is None or (job.ended_at and not job.fault and not kept.is_kept(job.result)):
        return HttpResponseRedirect(address)  # too long ago: it is ordered anew
    Job.objects.renew(pk, WANTED)
    return result(request, pk, (pk, address))
