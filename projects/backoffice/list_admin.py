"""The list of projects in the back office: the choices and totals of the public side, the acts of staff."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.contrib.admin.views.main import ChangeList
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.html import format_html

from projects.backoffice.choice import StaffChoiceForm, chosen_only, staff_selection
from projects.editing.completeness import named, with_lacks
from projects.filters.ordering import order
from projects.models import Project

OF_THE_LIST = ("o", "_popup", "_to_field")  # what the address of the list holds beside the choice
MOST_LACKS = 3


class ProjectChangeList(ChangeList):
    """The rows that the choice keeps; none while it is wrong. Other names in the address are no filter."""

    def get_filters(self, request: HttpRequest) -> tuple[list[Any], bool, dict[str, Any], bool, bool]:  # noqa: ARG002
        return [], False, {}, False, False

    def get_queryset(self, request: HttpRequest, exclude_parameters: Any = None) -> QuerySet[Project]:  # noqa: ARG002
        self.filter_specs, self.has_filters, self.has_active_filters = [], False, False
        kept = [(name, request.GET[name]) for name in OF_THE_LIST if name in request.GET]
        every: Any = self.root_queryset
        self.selection = staff_selection(request.GET, every, kept)
        if not self.selection.is_valid:
            return Project.objects.none()
        sort = self.selection.chosen.get("sorteer")
        ordering = order(sort) if sort else self.get_ordering(request, every)
        return self.selection.projects.order_by(*ordering)

    def get_results(self, request: HttpRequest) -> None:
        self.page_num = max(self.page_num, 1)
        super().get_results(request)
        # What is lacking is asked of the rows of this page only: to ask it of all would be slow.
        pks = [project.pk for project in self.result_list]
        found = dict(with_lacks(Project.objects.filter(pk__in=pks)).values_list("pk", "lacks"))
        for project in self.result_list:
            project.lacks = found.get(project.pk, [])


class EntryList(admin.ModelAdmin[Project]):
    """The list of projects, as a part of its ``ModelAdmin``."""

    change_list_template = "admin/projects/project/change_list.html"
    list_display = (
        "name",
        "municipality",
        "kind",
        "phase",
        "cell_dwellings",
        "cell_rent_classes",
        "cell_planning",
        "is_public",
        "cell_lacks",
    )
    list_per_page = 50
    show_full_result_count = False
    ordering = ("name", "id")
    actions = ("edit_together", "edit_as_sheet")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Project]:
        return super().get_queryset(request).with_legend()  # type: ignore[attr-defined, no-any-return]

    def get_changelist(self, request: HttpRequest, **kwargs: Any) -> type[ChangeList]:  # noqa: ARG002
        return ProjectChangeList

    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        response = super().changelist_view(request, extra_context)
        context = getattr(response, "context_data", None) or {}
        if isinstance(response, TemplateResponse) and "cl" in context:
            selection = context["cl"].selection
            context["selection"], context["choice"] = selection, StaffChoiceForm(selection)
            context["chosen"] = chosen_only(request.GET).urlencode()
            if selection.is_valid:
                context["totals"] = selection.projects.counted().totals()
                context["examples"] = context["totals"].examples
            else:
                response.status_code = 400
        return response

    @admin.action(description="Samen wijzigen", permissions=["change"])
    def edit_together(self, request: HttpRequest, queryset: QuerySet[Project]) -> HttpResponse:
        return self._with_rows(request, queryset, "admin:projects_project_bulk")

    @admin.action(description="Bewerken als blad", permissions=["change"])
    def edit_as_sheet(self, request: HttpRequest, queryset: QuerySet[Project]) -> HttpResponse:
        return self._with_rows(request, queryset, "admin:projects_project_sheet")

    def _with_rows(self, request: HttpRequest, queryset: QuerySet[Project], page: str) -> HttpResponse:
        if request.POST.get("select_across") == "1":
            query = chosen_only(request.GET).urlencode()
        else:
            query = "&".join(f"rij={pk}" for pk in queryset.order_by("pk").values_list("pk", flat=True))
        return HttpResponseRedirect(f"{reverse(page)}?{query}")

    @admin.display(description="aantal", ordering="dwellings")
    def cell_dwellings(self, project: Project) -> str:
        return project.printed().dwellings

    @admin.display(description="huurprijsklasse")
    def cell_rent_classes(self, project: Project) -> str:
        return project.printed().rent_classes

    @admin.display(description="planning", ordering="start_year")
    def cell_planning(self, project: Project) -> str:
        return project.printed().planning

    @admin.display(description="nog aan te vullen")
    def cell_lacks(self, project: Project) -> str:
        labels = [lack.label for lack in named(getattr(project, "lacks", []))]
        if not labels:
            return "niets"
        if len(labels) <= MOST_LACKS:
            return ", ".join(labels)
        return format_html('<span title="{}">{} gegevens</span>', ", ".join(labels), len(labels))
