"""The pages of a kind of which the file is kept as it was brought. One address answers all of it."""

from collections.abc import Mapping
from typing import Any, ClassVar

from django.contrib import messages
from django.db import OperationalError
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect

from wonen.spreadsheets.upload.comparison import GONE, Comparison, DifferentError, apply
from wonen.spreadsheets.upload.import_result import SHOWN, Outcome
from wonen.spreadsheets.upload.notes import KEPT_INSIDE, NoteMeans
from wonen.spreadsheets.upload.pages import UploadForm, UploadPages, answers_forms, key_in
from wonen.spreadsheets.upload.stored_file import KeptFile, RefusedError, StoredUploadQuerySet


class KeptPages(UploadPages[KeptFile]):
    """Read a file for its preview, and once more when it is applied."""

    comparison: type[Comparison[Any]]
    applied: str  # the name of the page that shows what was saved
    different: str  # the sentence above a preview that is no longer what its sender saw
    gone_status = 409
    buttons: ClassVar[Mapping[str, str]] = {
        "toepassen": "apply",
        "opmerking": "take_note_answer",
        "annuleren": "discard",
    }

    @answers_forms
    def bring(self, request: HttpRequest) -> HttpResponseBase:
        """Take a file in and show what it would do; then apply it, or let it go."""
        self.editor(request)
        method = self.pressed(request)
        return getattr(self, method)(request) if method else super().bring(request)

    def kept(self, request: HttpRequest) -> StoredUploadQuerySet[KeptFile]:
        return self.model.objects.of(self.editor(request))

    def asked(self, request: HttpRequest) -> StoredUploadQuerySet[KeptFile]:
        return self.kept(request).filter(pk=key_in(request.POST.get("bestand", "")))

    def take_in(self, request: HttpRequest, form: UploadForm) -> HttpResponse:
        file, user_id = form.cleaned_data["bestand"], self.editor(request)
        content, name = file.read(), file.name or ""
        self.model.objects.drop_old(user_id)
        outcome = self.comparison(content, name, request.user).run()
        kept = None
        if outcome.is_kept:
            kept = self.model.objects.create(user_id=user_id, name=name, content=content)
        return self.outcome_page(request, outcome, name, kept)

    def kept_page(self, request: HttpRequest, file: KeptFile | None, why: str = "") -> HttpResponse:
        """Show what a file that was kept does now."""
        if file is None:
            return self.gone_page(request, GONE)
        outcome = self.comparison(bytes(file.content), file.name, request.user, file.note_means).run()
        return self.outcome_page(request, outcome, file.name, file, why)

    def outcome_page(
        self, request: HttpRequest, outcome: Outcome, name: str, kept: KeptFile | None, why: str = ""
    ) -> HttpResponse:
        context = {
            "outcome": outcome,
            "name": name,
            "kept": kept if outcome.is_kept else None,
            "why": why,
            "shown": SHOWN,
            "notes": NoteMeans.choices if outcome.asks_note else [],
            "kept_inside": KEPT_INSIDE if outcome.keeps_inside else "",
        }
        return self.preview_page(request, context, 409 if why else 400 if outcome.wrong else 200)

    def take_note_answer(self, request: HttpRequest) -> HttpResponse:
        """Take the answer to what the column *Opmerking* is, and show what the file does then."""
        file, said = self.asked(request).first(), request.POST.get("opmerking", "")
        if file and said in NoteMeans.values:
            file.note_means = said
            file.save(update_fields=["note_means"])
        return self.kept_page(request, file)

    def apply(self, request: HttpRequest) -> HttpResponse:
        """Apply the file that was previewed, if it still does what its sender saw."""
        asked = self.asked(request)
        try:
            outcome = apply(asked, self.comparison, request.POST.get("uitkomst", ""))
        except DifferentError as error:
            return self.outcome_page(request, error.outcome, error.upload.name, error.upload, self.different)
        except RefusedError as error:
            return self.gone_page(request, str(error))
        except OperationalError as error:
            if not (sentence := self.sentence_of(error)):
                raise
            return self.kept_page(request, asked.first(), sentence)
        told = (
            f"Toegepast: {outcome.new} nieuw, {outcome.changed} gewijzigd, {outcome.unchanged} ongewijzigd."
        )
        messages.success(request, told)
        return redirect(self.applied)

    def discard(self, request: HttpRequest) -> HttpResponse:
        self.kept(request).delete()
        return self.thrown_away(request)
