"""The screen of one project: saved against the version that was opened, judged as it is typed."""

from __future__ import annotations

from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import render
from django.urls import URLPattern, path, reverse
from django.utils.timezone import localdate
from django.views.decorators.http import require_POST

from municipalities.access.editable import editable_by
from municipalities.models import Corporation, Municipality
from projects import notation
from projects.backoffice.authors import last_author
from projects.backoffice.copying import copy_of
from projects.backoffice.forms import FIELDSETS, ProjectForm, UnsavedForm
from projects.backoffice.live_validation import Judgement, judge
from projects.editing import concurrency as at_once
from projects.editing import form_snapshot as state
from projects.editing.codes import codes_of
from projects.editing.three_way_merge import Merge
from projects.models import Kind, Project

MOVED_BEFORE_DELETE = (
    "{name} heeft dit project gewijzigd nadat u deze pagina opende. Er is niets verwijderd. Kijk eerst "
    "wat er nu staat."
)


class EntryForm(admin.ModelAdmin[Project]):
    """The form of a project, as a part of its ``ModelAdmin``."""

    form = ProjectForm
    fieldsets = FIELDSETS
    change_form_template = "admin/projects/project/change_form.html"
    delete_confirmation_template = "admin/projects/project/delete_confirmation.html"

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view(require_POST(self.live))
        return [path("beoordelen/", view, name="projects_project_live"), *super().get_urls()]

    # What who may only look sees in the place of fields that no column has

    @admin.display(description="huurprijsklassen")
    def rents(self, project: Project) -> str:
        words, split = project.printed().rent_classes, notation.split(project.rent_entries.all())
        return words if split == notation.UNKNOWN else f"{words}: {split}"

    @admin.display(description="codes in andere systemen")
    def codes(self, project: Project) -> str:
        return codes_of(project).replace("\n", ", ") or "geen"

    # What a new form proposes

    def get_changeform_initial_data(self, request: HttpRequest) -> dict[str, Any]:
        if source := _project_of(request.GET.get("kopie", "")):
            return copy_of(source)
        given: dict[str, Any] = {"kind": Kind.NEW.value, **super().get_changeform_initial_data(request)}
        corporations = list(Corporation.objects.values_list("pk", flat=True)[:2])
        if len(corporations) == 1:
            given.setdefault("corporation", corporations[0])
        if municipality := _municipality_of(request):
            given.setdefault("municipality", municipality.pk)
        return given

    # Saving

    def changeform_view(
        self,
        request: HttpRequest,
        object_id: str | None = None,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> Any:
        if request.method != "POST" or object_id is None:
            return super().changeform_view(request, object_id, form_url, extra_context)
        posted = request.POST

        def save() -> Any:
            request.POST = posted
            return self._save_against_version(request, object_id, form_url, extra_context)

        return at_once.patiently(save)

    def _save_against_version(
        self, request: HttpRequest, object_id: str, form_url: str, extra: dict[str, Any] | None
    ) -> Any:
        row = at_once.locked(int(object_id)) if _is_key(object_id) else None
        if row is None:
            add = reverse("admin:projects_project_add")
            return super().changeform_view(request, None, form_url or add, extra)
        if not self.has_change_permission(request, row):
            raise PermissionDenied
        merge = at_once.meet(row, self.get_form(request, row, change=True), request)
        if merge is not None:
            # Both the same, as by a second click on the button: there is nothing to choose.
            if merge.differences and not at_once.is_agreed(merge, row, request.POST):
                return self._ask(request, row, merge)
            request.POST = at_once.merged_post(merge, row, request.POST)  # type: ignore[assignment]
        return super().changeform_view(request, object_id, form_url, extra)

    def _ask(self, request: HttpRequest, row: Project, merge: Merge) -> HttpResponse:
        context = {
            **self.admin_site.each_context(request),
            "title": f"{row}: intussen gewijzigd",
            "opts": self.opts,
            "project": row,
            "merge": merge,
            "author": last_author(row.pk),
            "hidden": at_once.hidden(merge, row, request.POST),
            "is_unanswered": at_once.SEEN in request.POST and request.POST[at_once.SEEN] == str(row.version),
        }
        return render(request, "admin/projects/project/conflict.html", context, status=409)

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        super().save_related(request, form, formsets, change)
        form.save_parts()
        for sentence in self._judged(form, form.initial.get("dwellings")).doubts:
            messages.warning(request, sentence)

    def delete_view(
        self, request: HttpRequest, object_id: str, extra_context: dict[str, Any] | None = None
    ) -> Any:
        if request.method != "POST":
            return delete_page(self, request, object_id, extra_context)

        def delete() -> Any:
            row = at_once.locked(int(object_id)) if _is_key(object_id) else None
            may = row and self.has_delete_permission(request, row)
            if row and may and request.POST.get("version") != str(row.version):
                messages.warning(request, MOVED_BEFORE_DELETE.format(name=last_author(row.pk).name))
                return HttpResponseRedirect(request.get_full_path())
            return super(EntryForm, self).delete_view(request, object_id, extra_context)

        return at_once.patiently(delete)

    # Judging

    def live(self, request: HttpRequest) -> HttpResponse:
        """Answer what follows from what was typed so far, as a piece of the page."""
        row = _project_of(request.GET.get("project", ""))
        if not (self.has_change_permission(request, row) if row else self.has_add_permission(request)):
            raise PermissionDenied
        was = row.dwellings if row else None
        form_class = self.get_form(request, row, change=row is not None, form=UnsavedForm)
        form = form_class(request.POST, instance=row)
        form.full_clean()
        context = {"judgement": self._judged(form, was)}
        return render(request, "admin/projects/project/_judgement.html", context)

    def _judged(self, form: Any, was: int | None) -> Judgement:
        typed = state.of_data(form)
        return judge(
            form.instance,
            has_types=bool(typed["housing_types"]),
            has_rent_classes=any(choice for choice, _ in typed["rents"].values()),
            was=was,
            today=localdate(),
        )

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> HttpResponse:
        project = context["original"]
        context["examples"] = int(project is not None and project.is_example)
        form = context["adminform"].form
        if isinstance(form, ProjectForm):
            context["judgement"] = self._first_judgement(form)
        return super().render_change_form(request, context, *args, **kwargs)

    def _first_judgement(self, form: ProjectForm) -> Judgement | None:
        """Return what is known before anything is typed; of what was refused the fields say enough."""
        if form.is_bound or form.instance.pk is None:
            return None
        project = form.instance
        return judge(
            project,
            has_types=bool(form.initial.get("housing_types")),
            has_rent_classes=bool(form.initial["rents"]),
            was=project.dwellings,
            today=localdate(),
        )


def delete_page(
    model_admin: EntryForm, request: HttpRequest, object_id: str, extra: dict[str, Any] | None
) -> Any:
    """Show what would be deleted, with the version of it that is shown."""
    row = _project_of(object_id)
    context = {**(extra or {}), "version": row.version if row else ""}
    return admin.ModelAdmin.delete_view(model_admin, request, object_id, context)


def _is_key(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) < 18


def _project_of(text: str) -> Project | None:
    return Project.objects.filter(pk=int(text)).first() if _is_key(text) else None


def _municipality_of(request: HttpRequest) -> Municipality | None:
    """Return the municipality of the list from which a project is added, if it was one."""
    chosen = request.GET.get("gemeente") or _filters_of(request).get("gemeente")
    return editable_by(request.user).filter(code=chosen).first() if chosen else None


def _filters_of(request: HttpRequest) -> QueryDict:
    return QueryDict(request.GET.get("_changelist_filters", ""))
