"""The back office of the gemeentekaart: themes, indicators with their classes, figures."""

from typing import Any

from django.contrib import admin, messages
from django.contrib.admin.views.main import ChangeList
from django.contrib.admin.widgets import RelatedFieldWidgetWrapper
from django.db.models import QuerySet, TextField
from django.forms import Textarea
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, path
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from municipalities.access.scoped_admin import MunicipalityScopedAdmin
from municipalities.figures import consistency as adding_up
from municipalities.figures.entry import Lock, lock_figures
from municipalities.figures.forms import FigureForm, IndicatorClassForm, IndicatorClassFormSet, IndicatorForm
from municipalities.figures.grid import views as grid_views
from municipalities.figures.note_check import NoteCheck, check
from municipalities.figures.spreadsheet import staff_export
from municipalities.figures.spreadsheet import views as upload_views
from municipalities.models import Figure, Indicator, IndicatorClass, Theme

NOTES = check(
    NoteCheck(
        Figure,
        ("municipality__name", "region__name", "indicator__name"),
        ("municipality", "region", "indicator", "indicator_class", "corporation"),
        lambda: lock_figures(Lock.BESIDE_OTHERS),
    )
)
WITHOUT_CLASSES = (
    "Dit kengetal heeft nog geen klassen. Voeg ze toe: zonder klassen kan er geen cijfer bij een verdeling "
    "of tabel."
)


class IndicatorClassInline(admin.TabularInline[IndicatorClass, Indicator]):
    model = IndicatorClass
    form = IndicatorClassForm
    formset = IndicatorClassFormSet  # type: ignore[assignment]
    fields = ("name", "code", "role", "upper_limit", "task", "order")
    extra = 3
    prepopulated_fields = {"code": ("name",)}
    verbose_name = "klasse"
    verbose_name_plural = "Klassen: alleen bij een verdeling of tabel, van boven naar onder zoals op de kaart"


@admin.register(Theme)
class ThemeAdmin(MunicipalityScopedAdmin[Theme]):
    fixed_fields = ("code",)
    list_display = ("name", "code", "order")
    list_editable = ("order",)
    prepopulated_fields = {"code": ("name",)}


@admin.register(Indicator)
class IndicatorAdmin(MunicipalityScopedAdmin[Indicator]):
    formfield_overrides = {TextField: {"widget": Textarea({"rows": 3, "class": "vLargeTextField"})}}
    fixed_fields = ("code",)
    form = IndicatorForm
    fieldsets = (
        (
            None,
            {"fields": ("theme", "name", "code", "kind", ("unit", "decimals"), "good_direction", "order")},
        ),
        ("Uitleg bij het cijfer", {"fields": ("definition", "source")}),
    )
    inlines = (IndicatorClassInline,)
    list_display = ("name", "theme", "kind", "unit", "order")
    list_filter = ("theme", "kind")
    list_select_related = ("theme",)
    prepopulated_fields = {"code": ("name",)}
    search_fields = ("name", "code")

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        super().save_related(request, form, formsets, change)
        if form.instance.has_classes and not form.instance.classes.exists():
            messages.warning(request, WITHOUT_CLASSES)


class FigureChangeList(ChangeList):
    """A list of figures that knows which of those shown take part in a sum that is not right."""

    def get_results(self, request: HttpRequest) -> None:
        super().get_results(request)
        beside = adding_up.beside(self.result_list)
        for figure in self.result_list:
            figure.not_adding_up = beside[figure.pk]


@admin.register(Figure)
class FigureAdmin(MunicipalityScopedAdmin[Figure]):
    formfield_overrides = {TextField: {"widget": Textarea({"rows": 3, "class": "vLargeTextField"})}}
    form = FigureForm
    fieldsets = (
        (None, {"fields": ("indicator", "indicator_class", ("municipality", "region"), "corporation")}),
        ("Periode", {"fields": (("period", "reference_date"),)}),
        ("Waarde", {"fields": (("value", "status"), ("price_level", "capping"))}),
        ("Herkomst", {"fields": ("source", "note")}),
        ("Alleen voor medewerkers", {"fields": ("internal_note",), "classes": ("internal",)}),
    )
    list_display = ("indicator", "printed_class", "area", "printed_period", "printed")
    list_filter = ("status", "indicator__theme", "municipality", "region", "corporation")
    empty_value_display = "geen"  # no municipality is not unknown: the figure is of a wider area
    list_per_page = 50
    show_full_result_count = False
    search_fields = ("indicator__name", "municipality__name", "note", "internal_note")
    search_help_text = "Zoek op kengetal, gemeente, toelichting of interne notitie."

    def get_urls(self) -> list[URLPattern]:
        guard = self.admin_site.admin_view
        pages = [
            path("kaart/", guard(grid_views.card), name="municipalities_figure_card"),
            path("sjabloon/", guard(upload_views.template), name="municipalities_figure_template"),
            path("toelichtingen/", guard(NOTES.view), name="municipalities_figure_notes"),
            path("export.<slug:kind>", guard(staff_export.download), name="municipalities_figure_export"),
            path("spreadsheet/", guard(upload_views.PAGES.bring), name="municipalities_figure_upload"),
        ]
        return pages + super().get_urls()

    def get_queryset(self, request: HttpRequest) -> QuerySet[Figure]:
        return super().get_queryset(request).with_names().in_order()  # type: ignore[attr-defined, no-any-return]

    def get_changelist(self, request: HttpRequest, **kwargs: Any) -> type[ChangeList]:  # noqa: ARG002
        return FigureChangeList

    def formfield_for_dbfield(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        """Leave out the buttons that change or remove a related row: here one chooses."""
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if isinstance(getattr(field, "widget", None), RelatedFieldWidgetWrapper):
            field.widget = field.widget.widget  # type: ignore[union-attr]
        return field

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> HttpResponse:
        figure = context["original"]
        context["not_adding_up"] = adding_up.beside([figure])[figure.pk] if figure else []
        return super().render_change_form(request, context, *args, **kwargs)

    @admin.display(description="klasse")
    def printed_class(self, figure: Figure) -> str:
        return str(figure.indicator_class or "-")

    @admin.display(description="gebied")
    def area(self, figure: Figure) -> str:
        return f"{figure.area}, {figure.corporation}" if figure.corporation else figure.area

    @admin.display(description="periode", ordering="ends_on")
    def printed_period(self, figure: Figure) -> str:
        return str(figure.period) or "niet genoemd"

    @admin.display(description="waarde", ordering="value")
    def printed(self, figure: Figure) -> SafeString:
        value = f"{figure.printed} ({figure.mark})" if figure.mark else figure.printed
        wrong = ((each.sentence,) for each in getattr(figure, "not_adding_up", ()))
        return format_html("{}{}", value, format_html_join("", '<span class="warningnote">{}</span>', wrong))
