"""The pages of the back office around a spreadsheet of projects: bring it, look at what it does, apply it."""

from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db import DataError, IntegrityError, OperationalError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from projects.models.staging import ProjectUpload, Status
from projects.rules import RULE
from projects.uploads.answers import UNKNOWN, NoAnswerError, answer
from projects.uploads.applying import Applying
from projects.uploads.forms import UploadForm
from projects.uploads.preview import Preview
from projects.uploads.progress import answered
from projects.uploads.reader.into_staging import Reading, judge_again
from projects.uploads.template import write_template
from wonen.database.locks import is_busy
from wonen.history.entries import HistoryEntry
from wonen.spreadsheets.downloads import workbook
from wonen.spreadsheets.upload.applying import RefusedError
from wonen.spreadsheets.upload.notes import NoteMeans

NEEDED = ("projects.add_project", "projects.change_project")
BUSY = (
    "Er is niets opgeslagen: iemand anders slaat nu deze projecten op. Probeer het over een minuut opnieuw."
)
REFUSED = "Er is niets opgeslagen. {}"
CHANGED_MEANWHILE = "Iets in dit bestand past niet meer bij wat er nu staat. Vergelijk opnieuw."
GONE = "Dit bestand is er niet meer: het is weggegooid of verlopen. Bied het opnieuw aan."
UPLOAD = "admin:projects_project_spreadsheet"


def editor(request: HttpRequest) -> int:
    """Return who asks; refuse who may not both add and change projects."""
    if request.user.pk is None or not request.user.has_perms(NEEDED):
        raise PermissionDenied
    return request.user.pk


def page(request: HttpRequest, name: str, context: dict[str, Any], status: int = 200) -> HttpResponse:
    context = {**admin.site.each_context(request), **context}
    return render(request, f"admin/projects/project/{name}.html", context, status=status)


@require_safe
def template(request: HttpRequest) -> HttpResponseBase:
    """Answer an empty spreadsheet with the columns, what they mean and the words they take."""
    editor(request)
    return workbook(write_template, "projecten-sjabloon.xlsx")


@require_http_methods(["GET", "HEAD", "POST"])
def bring(request: HttpRequest) -> HttpResponseBase:
    """Take a file in, read it, and lead on to its preview."""
    user_id = editor(request)
    ProjectUpload.objects.drop_old()
    if request.method != "POST":
        return bring_page(request, UploadForm(request.user), user_id)
    form = UploadForm(request.user, request.POST, request.FILES)
    if not form.is_valid():
        return bring_page(request, form, user_id, status=400)
    file = form.cleaned_data["bestand"]
    upload = ProjectUpload.objects.create(
        user_id=user_id,
        name=file.name or "",
        municipality=form.cleaned_data["gemeente"],
        corporation=form.cleaned_data["corporatie"],
        kind=form.cleaned_data["soort"],
        makes_public=form.cleaned_data["openbaar"],
    )
    steps = Reading(upload, file.read(), request.user).run()
    return answered(request, steps, address(upload), lambda _error: False)


def bring_page(
    request: HttpRequest, form: UploadForm, user_id: int, status: int = 200, gone: str = ""
) -> HttpResponse:
    kept = ProjectUpload.objects.of(user_id).filter(state=ProjectUpload.State.READY).order_by("-pk")[:5]
    context = {"title": "Projecten uit een spreadsheet", "form": form, "kept": kept, "gone": gone}
    return page(request, "spreadsheet", context, status)


def address(upload: ProjectUpload) -> str:
    return reverse("admin:projects_project_spreadsheet_preview", args=[upload.pk])


@require_http_methods(["GET", "HEAD", "POST"])
def preview(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Show what a file would do; take an answer, apply it, compare it again or let it go."""
    user_id = editor(request)
    upload = ProjectUpload.objects.of(user_id).filter(pk=pk).first()
    if upload is None:
        return bring_page(request, UploadForm(request.user), user_id, status=404, gone=GONE)
    if request.method != "POST":
        return preview_page(request, upload)
    for name, act in ACTS.items():
        if name in request.POST:
            return act(request, upload)
    raise Http404


def preview_page(request: HttpRequest, upload: ProjectUpload, told: str = "") -> HttpResponse:
    shown = Preview(upload, request.GET)
    if told:
        status = 400
    elif upload.why:
        status = 409
    else:
        status = 200
    context = {
        "title": "Voorbeeld: wat dit bestand doet",
        "upload": upload,
        "preview": shown,
        "told": told,
        "entry": HistoryEntry.objects.of_act(upload.act) if upload.act else None,
    }
    return page(request, "spreadsheet_preview", context, status)


def apply(request: HttpRequest, upload: ProjectUpload) -> HttpResponseBase:
    def failed(error: Exception) -> bool:
        sentence = sentence_of(error)
        if sentence:
            ProjectUpload.objects.filter(pk=upload.pk).update(why=sentence)
        return bool(sentence)

    return answered(request, Applying(upload.pk, request.user).run(), address(upload), failed)


def sentence_of(error: Exception) -> str:
    """Return why nothing was saved, if that is nobody's mistake; empty for a real failure."""
    if isinstance(error, RefusedError):
        return str(error)
    if isinstance(error, OperationalError) and is_busy(error):
        return BUSY
    if isinstance(error, IntegrityError):
        name = getattr(getattr(error.__cause__, "diag", None), "constraint_name", None)
        return REFUSED.format(RULE[name].sentence if name in RULE else CHANGED_MEANWHILE)
    return REFUSED.format("Een waarde kan niet bewaard worden.") if isinstance(error, DataError) else ""


def compare_again(request: HttpRequest, upload: ProjectUpload) -> HttpResponseBase:
    return answered(request, judge_again(upload, request.user), address(upload), lambda _error: False)


def discard(request: HttpRequest, upload: ProjectUpload) -> HttpResponseBase:
    upload.delete()
    messages.info(request, "Er is niets gewijzigd; het bestand is weggegooid.")
    return redirect(UPLOAD)


def take_answer(request: HttpRequest, upload: ProjectUpload) -> HttpResponseBase:
    """Take the answer to one row, or a kind for all rows that still need one."""
    given, number = request.POST.get("antwoord", ""), request.POST.get("rij", "")
    asked = upload.rows.filter(status=Status.ASKED)
    if number == "alle":
        asked = asked.filter(question__has_key="kind")
    else:
        asked = asked.filter(
            number=int(number) if number.isascii() and number.isdigit() and len(number) < 10 else 0
        )
    try:
        count = answer(upload, asked, given, request.user)
    except NoAnswerError as error:
        return preview_page(request, upload, str(error))
    messages.info(
        request, "Uw antwoord is genoteerd." if count == 1 else f"Uw antwoord geldt voor {count} rijen."
    )
    return redirect(
        f"{address(upload)}?toon={Status.ASKED}#lijst" if has_questions(upload) else address(upload)
    )


def take_note_answer(request: HttpRequest, upload: ProjectUpload) -> HttpResponseBase:
    """Take the answer to what the column *Opmerking* is, for all rows, and hold them against it."""
    given = request.POST.get("opmerking", "")
    if not upload.asks_note or given not in NoteMeans.values or upload.state != ProjectUpload.State.READY:
        return preview_page(request, upload, UNKNOWN)
    upload.note_means = given
    return compare_again(request, upload)


def has_questions(upload: ProjectUpload) -> bool:
    return upload.rows.filter(status=Status.ASKED).exists()


ACTS = {
    "toepassen": apply,
    "opnieuw": compare_again,
    "weggooien": discard,
    "beantwoorden": take_answer,
    "opmerking": take_note_answer,
}
