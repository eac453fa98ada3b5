"""Answers a task that takes seconds: to a script in lines that say how far it is, else at once."""

import json
import logging
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import redirect

LINES = "application/x-ndjson"
BROKEN = "Er ging iets mis. Er is niets opgeslagen; probeer het opnieuw."
logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class Progress:
    """So many rows of about so many are done."""

    done: int
    total: int


def answered(
    request: HttpRequest, steps: Iterator[Progress], to: str, failed: Callable[[Exception], bool]
) -> HttpResponseBase:
    """Do the steps and lead on to the page that tells how it went.

    ``failed`` is told of an exception after all was taken back; it says whether the page can tell of it.
    """
    if LINES not in request.headers.get("Accept", ""):
        for _ in told(steps, failed):
            pass
        return redirect(to)
    response = StreamingHttpResponse(lines(steps, to, failed), content_type=LINES)
    response.headers["Cache-Control"] = "no-store"
    response.headers["X-Accel-Buffering"] = "no"  # a proxy that saves the lines up would hide the progress
    return response


def told(steps: Iterator[Progress], failed: Callable[[Exception], bool]) -> Iterator[Progress]:
    try:
        yield from steps
    except Exception as error:
        if not failed(error):
            raise


def lines(steps: Iterator[Progress], to: str, failed: Callable[[Exception], bool]) -> Iterator[str]:
    try:
        for step in told(steps, failed):
            yield json.dumps({"klaar": step.done, "totaal": step.total}) + "\n"
    except Exception:
        logger.exception("Een spreadsheet is niet gelezen of toegepast")
        yield json.dumps({"fout": BROKEN}) + "\n"
        return
    yield json.dumps({"naar": to}) + "\n"
