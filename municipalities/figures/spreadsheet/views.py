"""The two pages of the back office around spreadsheets: take a template, and bring a filled one back."""

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import ValidationError
from django.db import OperationalError
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from municipalities.card.reference_years import FIRST_CARD, LAST_CARD, YEARS_SENTENCE, next_bod
from municipalities.figures.entry import BUSY, editor
from municipalities.figures.spreadsheet import upload
from municipalities.figures.spreadsheet.template import Card, write_template
from municipalities.models import FigureUpload, Municipality, MunicipalityQuerySet, Region
from wonen.database.locks import is_busy
from wonen.spreadsheets.downloads import workbook
from wonen.spreadsheets.safe_reader.opening import MOST_BYTES
from wonen.spreadsheets.upload.applying import RefusedError
from wonen.spreadsheets.upload.comparison import DifferentError
from wonen.spreadsheets.upload.comparison import apply as apply_stored
from wonen.spreadsheets.upload.import_result import SHOWN, Outcome
from wonen.spreadsheets.upload.notes import KEPT_INSIDE, NoteMeans
from wonen.spreadsheets.upload.stored_file import KeptFile

GONE = "Dit bestand is er niet meer: het is al toegepast, vervangen of verlopen. Kies het opnieuw."
DIFFERENT = (
    "Er is niets opgeslagen. Na uw voorbeeld is iets gewijzigd in de cijfers of kengetallen waar dit bestand "
    "over gaat; hieronder staat wat het nu zou doen. Kijk het opnieuw na."
)


class TemplateForm(forms.Form):
    jaar = forms.RegexField(
        label="Bod voor",
        regex=r"\A[0-9]{4}\Z",
        error_messages={"required": YEARS_SENTENCE, "invalid": YEARS_SENTENCE},
        help_text="De kaart bij dit bod: wat bekend werd tot en met 1 juli van het jaar ervoor.",
        widget=forms.TextInput(attrs={"inputmode": "numeric", "size": 6}),
    )
    werkgebied = forms.BooleanField(label="Alle gemeenten in het werkgebied", required=False)
    regio = forms.ModelChoiceField(
        label="Alle gemeenten van een regio",
        queryset=Region.objects.all(),
        to_field_name="slug",
        required=False,
        empty_label="Geen regio",
    )
    gemeente = forms.ModelMultipleChoiceField(
        label="Gemeenten",
        queryset=Municipality.objects.all(),
        to_field_name="code",
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def clean_jaar(self) -> int:
        year = int(self.cleaned_data["jaar"])
        if not FIRST_CARD <= year <= LAST_CARD:
            raise ValidationError(YEARS_SENTENCE)
        return year

    def clean(self) -> None:
        super().clean()
        if not self.errors and not self.municipalities().exists():
            raise ValidationError("Kies ten minste één gemeente, een regio met gemeenten, of het werkgebied.")

    def municipalities(self) -> MunicipalityQuerySet:
        """Return all that is chosen, each municipality once."""
        chosen = Municipality.objects.filter(pk__in=self.cleaned_data["gemeente"])
        if self.cleaned_data["werkgebied"]:
            chosen |= Municipality.objects.filter(in_working_area=True)
        if region := self.cleaned_data["regio"]:
            chosen |= Municipality.objects.in_region(region)
        return chosen.distinct()


class UploadForm(forms.Form):
    bestand = forms.FileField(
        label="Spreadsheet",
        help_text=("Een ingevuld sjabloon of een export van de cijfers: XLSX of CSV. Hoogstens 10 MB."),
        max_length=255,
        widget=forms.FileInput(attrs={"accept": ".xlsx,.csv,.txt"}),
    )

    def clean_bestand(self) -> Any:
        file = self.cleaned_data["bestand"]
        if (file.size or 0) > MOST_BYTES:
            raise ValidationError("Het bestand is te groot. Verwacht: hoogstens 10 MB.")
        return file


def page(request: HttpRequest, name: str, context: dict[str, Any], status: int = 200) -> HttpResponse:
    context = {**admin.site.each_context(request), **context}
    return render(request, f"admin/municipalities/figure/{name}.html", context, status=status)


@require_safe
def template(request: HttpRequest) -> HttpResponseBase:
    """Show the choice of municipalities and bod year; answer the file once chosen."""
    editor(request)
    title = "Sjabloon voor cijfers"
    if not request.GET:
        first = TemplateForm(initial={"jaar": next_bod(timezone.localdate())})
        return page(request, "template", {"title": title, "form": first})
    form = TemplateForm(request.GET)
    if not form.is_valid():
        return page(request, "template", {"title": title, "form": form}, status=400)
    year = form.cleaned_data["jaar"]
    card = Card(year, list(form.municipalities()))
    return workbook(lambda file: write_template(file, card), f"cijfers-bod-{year}.xlsx")


@require_http_methods(["GET", "HEAD", "POST"])
def upload_figures(request: HttpRequest) -> HttpResponse:
    """Take a file in and show what it would do; then apply it, or let it go."""
    kept = FigureUpload.objects.filter(user_id=editor(request))
    if request.method != "POST":
        return upload_page(request, UploadForm())
    if "toepassen" in request.POST:
        return apply_kept(request, kept)
    if "opmerking" in request.POST:
        return take_note_answer(request, kept)
    if "annuleren" in request.POST:
        kept.delete()
        messages.info(request, "Er is niets gewijzigd; het bestand is weggegooid.")
        return redirect("admin:municipalities_figure_upload")
    form = UploadForm(request.POST, request.FILES)
    return take_in(request, form) if form.is_valid() else upload_page(request, form, status=400)


def upload_page(request: HttpRequest, form: UploadForm, status: int = 200, gone: str = "") -> HttpResponse:
    context = {"title": "Cijfers uit een spreadsheet", "form": form, "gone": gone}
    return page(request, "upload", context, status)


def take_in(request: HttpRequest, form: UploadForm) -> HttpResponse:
    file, user_id = form.cleaned_data["bestand"], editor(request)
    content, name = file.read(), file.name or ""
    FigureUpload.objects.drop_old(user_id)
    outcome = upload.preview(content, name, request.user)
    kept = None
    if outcome.is_kept:
        kept = FigureUpload.objects.create(user_id=user_id, name=name, content=content)
    return preview_page(request, outcome, name, kept)


def take_note_answer(request: HttpRequest, kept: QuerySet[FigureUpload]) -> HttpResponse:
    """Take the answer to what the column *Opmerking* is, and show what the file does then."""
    given, said = request.POST.get("bestand", ""), request.POST.get("opmerking", "")
    file = kept.filter(pk=int(given) if is_id(given) else 0).first()
    if file is None:
        return upload_page(request, UploadForm(), status=409, gone=GONE)
    if said in NoteMeans.values:
        file.note_means = said
        file.save(update_fields=["note_means"])
    return kept_page(request, file)


def kept_page(request: HttpRequest, file: FigureUpload, why: str = "") -> HttpResponse:
    """Show what a file that was kept does now."""
    outcome = upload.preview(bytes(file.content), file.name, request.user, file.note_means)
    return preview_page(request, outcome, file.name, file if outcome.is_kept else None, why)


def preview_page(
    request: HttpRequest, outcome: Outcome, name: str, kept: KeptFile | None, why: str = ""
) -> HttpResponse:
    context = {
        "title": "Voorbeeld: wat dit bestand doet",
        "outcome": outcome,
        "name": name,
        "kept": kept,
        "why": why,
        "shown": SHOWN,
        "notes": NoteMeans.choices if outcome.asks_note else [],
        "kept_inside": KEPT_INSIDE if outcome.keeps_inside else "",
    }
    status = 409 if why else 400 if outcome.wrong else 200
    return page(request, "upload_preview", context, status)


def apply_kept(request: HttpRequest, kept: QuerySet[FigureUpload]) -> HttpResponse:
    """Apply the file that was previewed, if it still does what its sender saw."""
    given = request.POST.get("bestand", "")
    asked = kept.filter(pk=int(given) if is_id(given) else 0)
    try:
        outcome = apply_stored(asked, upload.FigureComparison, request.POST.get("uitkomst", ""))
    except OperationalError as error:
        if not is_busy(error):
            raise
        return busy_page(request, asked)
    except RefusedError as error:
        return upload_page(request, UploadForm(), status=409, gone=str(error))
    except DifferentError as error:
        file = error.upload
        return preview_page(
            request, error.outcome, file.name, file if error.outcome.is_kept else None, DIFFERENT
        )
    told = f"Toegepast: {outcome.new} nieuw, {outcome.changed} gewijzigd, {outcome.unchanged} ongewijzigd."
    messages.success(request, told)
    return redirect("admin:municipalities_figure_changelist")


def busy_page(request: HttpRequest, asked: QuerySet[FigureUpload]) -> HttpResponse:
    """Show the preview again, so that the file need not be chosen once more."""
    file = asked.first()
    if file is None:
        return upload_page(request, UploadForm(), status=409, gone=GONE)
    return kept_page(request, file, BUSY)


def is_id(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) <= 18
