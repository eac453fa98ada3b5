"""The back office of projects and the legend, arranged the way the overview is read."""

from typing import Any

from django.contrib import admin
from django.contrib.admin.widgets import RelatedFieldWidgetWrapper
from django.db.models import IntegerField, ManyToManyField
from django.forms import CheckboxSelectMultiple, TextInput
from django.http import HttpRequest
from django.urls import URLPattern, path

from municipalities.access.scoped_admin import MunicipalityScopedAdmin
from municipalities.figures.note_check import NoteCheck, check
from projects.access import may_publish
from projects.backoffice import export_views, split_views, todo_views
from projects.backoffice.bulk import sheet_views
from projects.backoffice.bulk import views as bulk_views
from projects.backoffice.form_admin import EntryForm
from projects.backoffice.list_admin import EntryList
from projects.models import (
    BatScore,
    HousingType,
    Norm,
    Project,
    RentClass,
    SustainabilityLevel,
)
from projects.uploads import views as upload_views
from wonen.dutch.form_fields import WholeNumberField

NOTES = check(NoteCheck(Project, ("municipality__name", "name")))


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
class ProjectAdmin(EntryForm, EntryList, PlainFields, MunicipalityScopedAdmin[Project]):
    formfield_overrides = {ManyToManyField: {"widget": CheckboxSelectMultiple}}
    raw_id_fields = ("parent",)

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> tuple[str, ...]:
        closed = () if may_publish(request.user) else ("is_public",)
        return (*super().get_readonly_fields(request, obj), *closed)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Removing what is public withdraws it."""
        allowed = super().has_delete_permission(request, obj)
        return allowed and (obj is None or not obj.is_public or may_publish(request.user))

    def get_urls(self) -> list[URLPattern]:
        guard = self.admin_site.admin_view
        pages = [
            path("aanvullen/", guard(todo_views.todo), name="projects_project_todo"),
            path("toelichtingen/", guard(NOTES.view), name="projects_project_notes"),
            path("export.<slug:kind>", guard(export_views.download), name="projects_project_export"),
            path("samen/", guard(bulk_views.bulk), name="projects_project_bulk"),
            path("blad/", guard(sheet_views.sheet), name="projects_project_sheet"),
            path("spreadsheet/", guard(upload_views.PAGES.bring), name="projects_project_spreadsheet"),
            path(
                "spreadsheet/sjabloon/",
                guard(upload_views.template),
                name="projects_project_spreadsheet_template",
            ),
            path(
                "spreadsheet/<int:pk>/",
                guard(upload_views.PAGES.preview),
                name="projects_project_spreadsheet_preview",
            ),
            path("<int:pk>/splitsen/", guard(split_views.split), name="projects_project_split"),
        ]
        return pages + super().get_urls()


class LegendAdmin(MunicipalityScopedAdmin[Any]):
    fixed_fields = ("code",)
    list_display = ("label", "code", "meaning", "order")
    prepopulated_fields = {"code": ("label",)}


admin.site.register(HousingType, LegendAdmin)
admin.site.register(RentClass, LegendAdmin)
admin.site.register(SustainabilityLevel, LegendAdmin)


@admin.register(BatScore)
class BatScoreAdmin(MunicipalityScopedAdmin[BatScore]):
    fixed_fields = ("score",)
    list_display = ("label", "score", "meaning")


@admin.register(Norm)
class NormAdmin(PlainFields, MunicipalityScopedAdmin[Norm]):
    fields = ("municipality", "from_year", ("social", "mid"), "source", "note")
    list_display = ("__str__", "social", "mid", "source")
    list_filter = ("municipality",)
    list_select_related = ("municipality",)
