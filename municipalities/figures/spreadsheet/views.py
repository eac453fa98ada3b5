"""The two pages of the back office around spreadsheets: take a template, and bring a filled one back."""

from django import forms
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponseBase
from django.utils import timezone
from django.views.decorators.http import require_safe

from municipalities.card.reference_years import FIRST_CARD, LAST_CARD, YEARS_SENTENCE, next_bod
from municipalities.figures.entry import BUSY, NEEDED
from municipalities.figures.spreadsheet.template import Card, write_template
from municipalities.figures.spreadsheet.upload import FigureComparison
from municipalities.models import FigureUpload, Municipality, MunicipalityQuerySet, Region
from wonen.spreadsheets.downloads import workbook
from wonen.spreadsheets.upload.kept_pages import KeptPages
from wonen.spreadsheets.upload.pages import SpreadsheetField, UploadForm

DIFFERENT = (
    "Er is niets opgeslagen. Na uw voorbeeld is iets gewijzigd in de cijfers of kengetallen waar dit bestand "
    "over gaat; hieronder staat wat het nu zou doen. Kijk het opnieuw na."
)
TEMPLATE = "admin/municipalities/figure/template"


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


class FigureUploadForm(UploadForm):
    bestand = SpreadsheetField(
        "Een ingevuld sjabloon of een export van de cijfers: XLSX of CSV. Hoogstens 10 MB."
    )


class FigurePages(KeptPages):
    """Bring figures, look at what changes, and apply it."""

    model, form, comparison = FigureUpload, FigureUploadForm, FigureComparison
    needed, busy, different = NEEDED, BUSY, DIFFERENT
    title = "Cijfers uit een spreadsheet"
    address, applied = "admin:municipalities_figure_upload", "admin:municipalities_figure_changelist"
    template = "admin/municipalities/figure/upload"


PAGES = FigurePages()


@require_safe
def template(request: HttpRequest) -> HttpResponseBase:
    """Show the choice of municipalities and bod year; answer the file once chosen."""
    PAGES.editor(request)
    title = "Sjabloon voor cijfers"
    if not request.GET:
        first = TemplateForm(initial={"jaar": next_bod(timezone.localdate())})
        return PAGES.page(request, TEMPLATE, {"title": title, "form": first}, 200)
    form = TemplateForm(request.GET)
    if not form.is_valid():
        return PAGES.page(request, TEMPLATE, {"title": title, "form": form}, 400)
    year = form.cleaned_data["jaar"]
    card = Card(year, list(form.municipalities()))
    return workbook(lambda file: write_template(file, card), f"cijfers-bod-{year}.xlsx")
