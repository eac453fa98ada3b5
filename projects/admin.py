"""The back office of projects and the legend, arranged the way the overview is read."""

from collections.abc import Sequence
from typing import Any

from django.contrib import admin
from django.contrib.admin.widgets import RelatedFieldWidgetWrapper
from django.core.exceptions import ValidationError
from django.db.models import IntegerField, ManyToManyField, QuerySet
from django.forms import CheckboxSelectMultiple, TextInput
from django.forms.models import BaseInlineFormSet
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import URLPattern, path

from municipalities.guarded import Guarded
from projects.forms import WholeNumberField
from projects.models import (
    RULES_ACROSS_ROWS,
    BatScore,
    ExternalCode,
    HousingType,
    Norm,
    Project,
    ProjectRentClass,
    RentClass,
    SustainabilityLevel,
)
from projects.sheets import views as sheet_views


class RentClassFormSet(BaseInlineFormSet[ProjectRentClass, Project, Any]):
    """The rent classes of one project; together they may not hold more dwellings than it has."""

    def clean(self) -> None:
        super().clean()
        rows = [form.cleaned_data for form in self.forms if form.is_valid() and form.cleaned_data]
        split = sum(row.get("dwellings") or 0 for row in rows if not row.get("DELETE"))
        if not split:
            return
        if self.instance.dwellings is None:
            raise ValidationError(RULES_ACROSS_ROWS["project_split_needs_count"])
        if split > self.instance.dwellings:
            raise ValidationError(RULES_ACROSS_ROWS["project_split_within_count"])

    def get_unique_error_message(self, unique_check: Sequence[str]) -> str:  # noqa: ARG002
        return "Een huurprijsklasse staat hier twee keer. Noem elke klasse één keer, zeker óf mogelijk."


class PlainFields:
    """Numbers as people write them, and related rows without buttons that change or remove those."""

    def formfield_for_dbfield(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        if isinstance(db_field, IntegerField) and not db_field.choices:
            # Not a number input: browsers take '1.250' in it for a fraction, and refuse it.
            widget = TextInput({"class": "vIntegerField", "inputmode": "numeric"})
            kwargs |= {"form_class": WholeNumberField, "widget": widget}
        field = super().formfield_for_dbfield(db_field, request, **kwargs)  # type: ignore[misc]
        if isinstance(getattr(field, "widget", None), RelatedFieldWidgetWrapper):
            field.widget = field.widget.widget
        return field


class RentClassInline(PlainFields, admin.TabularInline[ProjectRentClass, Project]):
    model = ProjectRentClass
    formset = RentClassFormSet
    extra = 1
    verbose_name = "huurprijsklasse"
    verbose_name_plural = "Huurprijsklassen: welke, zeker of mogelijk, en zo bekend met hoeveel woningen"


class ExternalCodeInline(admin.TabularInline[ExternalCode, Project]):
    model = ExternalCode
    extra = 0


@admin.register(Project)
class ProjectAdmin(PlainFields, Guarded[Project]):
    fieldsets = (
        (
            None,
            {"fields": (("municipality", "place"), "name", ("kind", "phase"), "corporation", "is_public")},
        ),
        ("Aantal woningen", {"fields": (("dwellings", "dwellings_approximate"),)}),
        ("Type woningen", {"fields": ("housing_types", ("housing_types_undecided", "with_care"))}),
        ("BAT-score", {"fields": (("bat_from", "bat_to"),)}),
        ("Duurzaamheid", {"fields": (("sustainability", "sustainability_at_least"),)}),
        (
            "Planning",
            {
                "fields": (
                    ("start_year", "start_quarter"),
                    ("delivery_year", "delivery_quarter"),
                    ("planned_year", "planned_quarter"),
                )
            },
        ),
        ("Herkomst en samenhang", {"fields": ("parent", "source", "note")}),
    )
    formfield_overrides = {ManyToManyField: {"widget": CheckboxSelectMultiple}}
    inlines = (RentClassInline, ExternalCodeInline)
    raw_id_fields = ("parent",)
    list_display = (
        "name",
        "municipality",
        "kind",
        "phase",
        "cell_dwellings",
        "cell_rent_classes",
        "cell_planning",
        "is_public",
        "is_example",
    )
    list_filter = ("is_public", "kind", "phase", "corporation", "is_example", "municipality")
    list_per_page = 50
    show_full_result_count = False
    search_fields = ("name", "place", "external_codes__code")
    search_help_text = "Zoek op naam, plaats of code."
    ordering = ("name", "id")

    def get_urls(self) -> list[URLPattern]:
        guard, base = self.admin_site.admin_view, "projects_project_spreadsheet"
        pages = [
            path("spreadsheet/", guard(sheet_views.bring), name=base),
            path("spreadsheet/sjabloon/", guard(sheet_views.template), name=f"{base}_template"),
            path("spreadsheet/<int:pk>/", guard(sheet_views.preview), name=f"{base}_preview"),
        ]
        return pages + super().get_urls()

    def get_queryset(self, request: HttpRequest) -> QuerySet[Project]:
        return super().get_queryset(request).with_legend()  # type: ignore[attr-defined, no-any-return]

    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        response = super().changelist_view(request, extra_context)
        if isinstance(response, TemplateResponse) and response.context_data and "cl" in response.context_data:
            listed = response.context_data["cl"].queryset
            response.context_data["examples"] = listed.filter(is_example=True)[:2].count()
        return response

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> HttpResponse:
        project = context["original"]
        context["examples"] = int(project is not None and project.is_example)
        return super().render_change_form(request, context, *args, **kwargs)

    @admin.display(description="aantal", ordering="dwellings")
    def cell_dwellings(self, project: Project) -> str:
        return project.printed().dwellings

    @admin.display(description="huurprijsklasse")
    def cell_rent_classes(self, project: Project) -> str:
        return project.printed().rent_classes

    @admin.display(description="planning", ordering="start_year")
    def cell_planning(self, project: Project) -> str:
        return project.printed().planning


class LegendAdmin(Guarded[Any]):
    fixed_fields = ("code",)
    list_display = ("label", "code", "meaning", "order")
    prepopulated_fields = {"code": ("label",)}


admin.site.register(HousingType, LegendAdmin)
admin.site.register(RentClass, LegendAdmin)
admin.site.register(SustainabilityLevel, LegendAdmin)


@admin.register(BatScore)
class BatScoreAdmin(Guarded[BatScore]):
    fixed_fields = ("score",)
    list_display = ("label", "score", "meaning")


@admin.register(Norm)
class NormAdmin(PlainFields, Guarded[Norm]):
    fields = ("municipality", "from_year", ("social", "mid"), "source", "note")
    list_display = ("__str__", "social", "mid", "source")
    list_filter = ("municipality",)
    list_select_related = ("municipality",)
