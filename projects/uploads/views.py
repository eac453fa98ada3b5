"""The pages of the back office around a spreadsheet of projects: each that was brought has its own."""

from collections.abc import Mapping
from typing import Any, ClassVar

from django.contrib import messages
from django.db import DataError, IntegrityError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_safe

from projects.models.staging import ProjectUpload, Status
from projects.rules import RULE
from projects.uploads.answers import UNKNOWN, NoAnswerError, answer
from projects.uploads.applying import Applying
from projects.uploads.forms import ProjectUploadForm
from projects.uploads.preview import Preview
from projects.uploads.reader.into_staging import Reading, judge_again
from projects.uploads.template import write_template
from wonen.history.entries import HistoryEntry
from wonen.spreadsheets.downloads import workbook
from wonen.spreadsheets.upload.notes import NoteMeans
from wonen.spreadsheets.upload.pages import UploadForm, UploadPages, answered, answers_forms, key_in

REFUSED = "Er is niets opgeslagen. {}"
CHANGED_MEANWHILE = "Iets in dit bestand past niet meer bij wat er nu staat. Vergelijk opnieuw."
GONE = "Dit bestand is er niet meer: het is weggegooid of verlopen. Bied het opnieuw aan."
MOST_LISTED = 5


class ProjectPages(UploadPages[ProjectUpload]):
    """Bring projects, answer what is asked of them, look at what changes, and apply it."""

    model, form = ProjectUpload, ProjectUploadForm
    needed = ("projects.add_project", "projects.change_project")
    title = "Projecten uit een spreadsheet"
    address, template = "admin:projects_project_spreadsheet", "admin/projects/project/spreadsheet"
    gone_status = 404
    busy = (
        "Er is niets opgeslagen: iemand anders slaat nu deze projecten op. Probeer het over een minuut "
        "opnieuw."
    )
    buttons: ClassVar[Mapping[str, str]] = {
        "toepassen": "apply",
        "opnieuw": "compare_again",
        "weggooien": "discard",
        "beantwoorden": "take_answer",
        "opmerking": "take_note_answer",
    }

    @answers_forms
    def bring(self, request: HttpRequest) -> HttpResponseBase:
        """Take a file in, read it, and lead on to its preview."""
        self.editor(request)
        self.model.objects.drop_old()
        return super().bring(request)

    def take_in(self, request: HttpRequest, form: UploadForm) -> HttpResponseBase:
        chosen = form.cleaned_data
        upload = ProjectUpload.objects.create(
            user_id=self.editor(request),
            name=chosen["bestand"].name or "",
            municipality=chosen["gemeente"],
            corporation=chosen["corporatie"],
            kind=chosen["soort"],
            makes_public=chosen["openbaar"],
        )
        steps = Reading(upload, chosen["bestand"].read(), request.user).run()
        return answered(request, steps, address(upload), lambda _error: False)

    def also(self, request: HttpRequest) -> dict[str, Any]:
        own = ProjectUpload.objects.of(self.editor(request))
        return {"kept": own.filter(state=ProjectUpload.State.READY).order_by("-pk")[:MOST_LISTED]}

    @answers_forms
    def preview(self, request: HttpRequest, pk: int) -> HttpResponseBase:
        """Show what a file would do; take an answer, apply it, compare it again or let it go."""
        upload = ProjectUpload.objects.of(self.editor(request)).filter(pk=pk).first()
        if upload is None:
            return self.gone_page(request, GONE)
        if request.method != "POST":
            return self.upload_page(request, upload)
        if method := self.pressed(request):
            response: HttpResponseBase = getattr(self, method)(request, upload)
            return response
        raise Http404

    def upload_page(self, request: HttpRequest, upload: ProjectUpload, told: str = "") -> HttpResponse:
        context = {
            "upload": upload,
            "preview": Preview(upload, request.GET),
            "told": told,
            "entry": HistoryEntry.objects.of_act(upload.act) if upload.act else None,
        }
        return self.preview_page(request, context, 400 if told else 409 if upload.why else 200)

    def apply(self, request: HttpRequest, upload: ProjectUpload) -> HttpResponseBase:
        def failed(error: Exception) -> bool:
            sentence = self.sentence_of(error)
            if sentence:
                ProjectUpload.objects.filter(pk=upload.pk).update(why=sentence)
            return bool(sentence)

        return answered(request, Applying(upload.pk, request.user).run(), address(upload), failed)

    def sentence_of(self, error: Exception) -> str:
        if isinstance(error, IntegrityError):
            name = getattr(getattr(error.__cause__, "diag", None), "constraint_name", None)
            return REFUSED.format(RULE[name].sentence if name in RULE else CHANGED_MEANWHILE)
        if isinstance(error, DataError):
            return REFUSED.format("Een waarde kan niet bewaard worden.")
        return super().sentence_of(error)

    def compare_again(self, request: HttpRequest, upload: ProjectUpload) -> HttpResponseBase:
        return answered(request, judge_again(upload, request.user), address(upload), lambda _error: False)

    def discard(self, request: HttpRequest, upload: ProjectUpload) -> HttpResponseBase:
        upload.delete()
        return self.thrown_away(request)

    def take_answer(self, request: HttpRequest, upload: ProjectUpload) -> HttpResponseBase:
        """Take the answer to one row, or a kind for all rows that still need one."""
        given, number = request.POST.get("antwoord", ""), request.POST.get("rij", "")
        asked = upload.rows.filter(status=Status.ASKED)
        if number == "alle":
            asked = asked.filter(question__has_key="kind")
        else:
            asked = asked.filter(number=key_in(number))
        try:
            count = answer(upload, asked, given, request.user)
        except NoAnswerError as error:
            return self.upload_page(request, upload, str(error))
        told = "Uw antwoord is genoteerd." if count == 1 else f"Uw antwoord geldt voor {count} rijen."
        messages.info(request, told)
        is_asked = upload.rows.filter(status=Status.ASKED).exists()
        return redirect(f"{address(upload)}?toon={Status.ASKED}#lijst" if is_asked else address(upload))

    def take_note_answer(self, request: HttpRequest, upload: ProjectUpload) -> HttpResponseBase:
        """Take the answer to what the column *Opmerking* is, for all rows, and hold them against it."""
        given = request.POST.get("opmerking", "")
        if not upload.asks_note or given not in NoteMeans.values or upload.state != ProjectUpload.State.READY:
            return self.upload_page(request, upload, UNKNOWN)
        upload.note_means = given
        return self.compare_again(request, upload)


PAGES = ProjectPages()


def address(upload: ProjectUpload) -> str:
    return reverse("admin:projects_project_spreadsheet_preview", args=[upload.pk])


@require_safe
def template(request: HttpRequest) -> HttpResponseBase:
    """Answer an empty spreadsheet with the columns, what they mean and the words they take."""
    PAGES.editor(request)
    return workbook(write_template, "projecten-sjabloon.xlsx")
