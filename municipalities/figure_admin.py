"""The back office of the gemeentekaart: themes, indicators with their classes, figures."""

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import URLPattern, path

from municipalities import upload_views
from municipalities.guarded import Guarded
from municipalities.models import Figure, Indicator, IndicatorClass, Theme


class IndicatorClassInline(admin.TabularInline[IndicatorClass, Indicator]):
    model = IndicatorClass
    extra = 1
    prepopulated_fields = {"code": ("name",)}


@admin.register(Theme)
class ThemeAdmin(Guarded[Theme]):
    fixed_fields = ("code",)
    list_display = ("name", "code", "order")
    list_editable = ("order",)
    prepopulated_fields = {"code": ("name",)}


@admin.register(Indicator)
class IndicatorAdmin(Guarded[Indicator]):
    fixed_fields = ("code",)
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


@admin.register(Figure)
class FigureAdmin(Guarded[Figure]):
    fieldsets = (
        (None, {"fields": ("indicator", "indicator_class", ("municipality", "region"), "corporation")}),
        ("Periode", {"fields": (("starts_on", "ends_on"), "reference_date")}),
        ("Waarde", {"fields": (("value", "status"), ("price_level", "capping"))}),
        ("Herkomst", {"fields": ("source", "note")}),
    )
    list_display = ("indicator", "indicator_class", "area", "corporation", "period", "printed", "status")
    list_filter = ("status", "indicator__theme", "municipality", "region", "corporation")
    list_per_page = 50
    show_full_result_count = False
    search_fields = ("indicator__name", "municipality__name", "note")
    search_help_text = "Zoek op kengetal, gemeente of opmerking."

    def get_queryset(self, request: HttpRequest) -> QuerySet[Figure]:
        return super().get_queryset(request).with_names().in_order()  # type: ignore[attr-defined, no-any-return]

    def get_urls(self) -> list[URLPattern]:
        guard = self.admin_site.admin_view
        spreadsheets = [
            path("sjabloon/", guard(upload_views.template), name="municipalities_figure_template"),
            path("spreadsheet/", guard(upload_views.upload_figures), name="municipalities_figure_upload"),
        ]
        return spreadsheets + super().get_urls()

    @admin.display(description="gebied")
    def area(self, figure: Figure) -> str:
        return figure.area

    @admin.display(description="periode", ordering="ends_on")
    def period(self, figure: Figure) -> str:
        return str(figure.period) or "niet genoemd"

    @admin.display(description="waarde", ordering="value")
    def printed(self, figure: Figure) -> str:
        return figure.printed
