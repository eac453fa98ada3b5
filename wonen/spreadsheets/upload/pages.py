"""The pages of the back office around a kind of spreadsheet: bring it, look at what it does, apply it."""

import json
import logging
from collections.abc import Callable, Iterator, Mapping
from typing import Any, ClassVar, Generic, TypeVar

from django import forms
from django.contrib import admin, messages
from django.contrib.auth.models import AbstractBaseUser, AnonymousUser
from django.core.exceptions import ValidationError
from django.core.files import File
from django.db import OperationalError
from django.http import HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.utils.decorators import method_decorator
from django.views.decorators.http import require_http_methods

from wonen.database.locks import is_busy
from wonen.refusals import permitted
from wonen.spreadsheets.safe_reader.opening import MOST_BYTES
from wonen.spreadsheets.upload.reading import Progress
from wonen.spreadsheets.upload.stored_file import RefusedError, StoredUpload

Stored = TypeVar("Stored", bound=StoredUpload)
answers_forms = method_decorator(require_http_methods(["GET", "HEAD", "POST"]))
PREVIEW = "Voorbeeld: wat dit bestand doet"
LINES = "application/x-ndjson"
BROKEN = "Er ging iets mis. Er is niets opgeslagen; probeer het opnieuw."
logger = logging.getLogger(__name__)


class SpreadsheetField(forms.FileField):
    """A file that is no larger than any list."""

    def __init__(self, help_text: str) -> None:
        super().__init__(
            label="Spreadsheet",
            help_text=help_text,
            max_length=255,
            widget=forms.FileInput(attrs={"accept": ".xlsx,.csv,.txt"}),
        )

    def to_python(self, data: Any) -> File[Any] | None:
        file: File[Any] | None = super().to_python(data)
        if file and (file.size or 0) > MOST_BYTES:
            raise ValidationError("Het bestand is te groot. Verwacht: hoogstens 10 MB.")
        return file


class UploadForm(forms.Form):
    """A subclass has the field ``bestand``, and whatever else is asked with a file."""

    def __init__(self, user: AbstractBaseUser | AnonymousUser, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = user


class UploadPages(Generic[Stored]):
    """What the pages of every kind share; a subclass says what is its own. One object answers for all."""

    model: type[Stored]
    form: type[UploadForm]
    needed: tuple[str, ...]  # the permissions of who brings a file
    title: str
    address: str  # the name of the page where a file is brought
    template: str  # of that page; ``{template}_preview`` shows what the file does
    gone_status: int
    busy: str  # the sentence for who must wait for another save
    buttons: ClassVar[Mapping[str, str]] = {}  # by the name of a button, the method that answers it

    def editor(self, request: HttpRequest) -> int:
        return permitted(request, self.needed)

    @answers_forms
    def bring(self, request: HttpRequest) -> HttpResponseBase:
        """Take a file in and show what it would do."""
        self.editor(request)
        if request.method != "POST":
            return self.bring_page(request)
        form = self.form(request.user, request.POST, request.FILES)
        return self.take_in(request, form) if form.is_valid() else self.bring_page(request, form, status=400)

    def take_in(self, request: HttpRequest, form: UploadForm) -> HttpResponseBase:
        """Store a file that was brought, and show what it would do."""
        raise NotImplementedError

    def bring_page(
        self, request: HttpRequest, form: UploadForm | None = None, status: int = 200, gone: str = ""
    ) -> HttpResponse:
        """Show the form; ``gone`` says why there is no other page to show."""
        context = {"title": self.title, "form": form or self.form(request.user), "gone": gone}
        return self.page(request, self.template, context | self.also(request), status)

    def also(self, request: HttpRequest) -> dict[str, Any]:  # noqa: ARG002
        """Return what else the page with the form shows."""
        return {}

    def gone_page(self, request: HttpRequest, sentence: str) -> HttpResponse:
        return self.bring_page(request, status=self.gone_status, gone=sentence)

    def preview_page(self, request: HttpRequest, context: dict[str, Any], status: int) -> HttpResponse:
        return self.page(request, f"{self.template}_preview", {"title": PREVIEW} | context, status)

    def page(self, request: HttpRequest, template: str, context: dict[str, Any], status: int) -> HttpResponse:
        return render(
            request, f"{template}.html", {**admin.site.each_context(request), **context}, status=status
        )

    def pressed(self, request: HttpRequest) -> str | None:
        """Return the method for the button of a preview that was pressed."""
        return next((method for name, method in self.buttons.items() if name in request.POST), None)

    def thrown_away(self, request: HttpRequest) -> HttpResponse:
        messages.info(request, "Er is niets gewijzigd; het bestand is weggegooid.")
        return redirect(self.address)

    def sentence_of(self, error: Exception) -> str:
        """Return why nothing was saved, if that is nobody's mistake; empty for a real failure."""
        if isinstance(error, RefusedError):
            return str(error)
        return self.busy if isinstance(error, OperationalError) and is_busy(error) else ""


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


def key_in(text: str) -> int:
    """Return the key that a form sent; 0, which no row has, for what is none."""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 18 else 0
