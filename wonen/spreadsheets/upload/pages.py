"""The pages of the back office around a kind of spreadsheet: bring it, look at what it does, apply it."""

from collections.abc import Mapping
from typing import Any, ClassVar, Generic, TypeVar

from django.contrib import admin, messages
from django.db import OperationalError
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.decorators import method_decorator
from django.views.decorators.http import require_http_methods

from wonen.database.locks import is_busy
from wonen.refusals import permitted
from wonen.spreadsheets.upload.applying import RefusedError
from wonen.spreadsheets.upload.form import UploadForm
from wonen.spreadsheets.upload.stored_file import StoredUpload

Stored = TypeVar("Stored", bound=StoredUpload)
answers_forms = method_decorator(require_http_methods(["GET", "HEAD", "POST"]))
PREVIEW = "Voorbeeld: wat dit bestand doet"


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


def key_in(text: str) -> int:
    """Return the key that a form sent; 0, which no row has, for what is none."""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 18 else 0
