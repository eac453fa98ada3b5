"""The back office of projects and the legend, arranged the way the overview is read."""

from typing import Any

from django.contrib import admin
from django.contrib.admin.widgets import RelatedFieldWidgetWrapper
from django.db.models import IntegerField, ManyToManyField, QuerySet
from django.forms import CheckboxSelectMultiple, TextInput
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse

from municipalities.guarded import Guarded
from municipalities.own_rows import OwnRows
from projects.access import may_publish
from projects.entry.form_admin import EntryForm
from projects.forms import WholeNumberField
from projects.models import (
    BatScore,
    HousingType,
    Norm,
    Project,
    RentClass,
    SustainabilityLevel,
)


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


@admin.register(Project)
class ProjectAdmin(EntryForm, PlainFields, OwnRows[Project]):
    formfield_overrides = {ManyToManyField: {"widget": CheckboxSelectMultiple}}
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

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> tuple[str, ...]:
        closed = () if may_publish(request.user) else ("is_public",)
        return (*super().get_readonly_fields(request, obj), *closed)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Removing what is public withdraws it."""
        allowed = super().has_delete_permission(request, obj)
        return allowed and (obj is None or not obj.is_public or may_publish(request.user))

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
