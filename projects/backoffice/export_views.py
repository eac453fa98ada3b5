"""The projects that staff chooses as a file, with drafts and internal notes: to correct and bring back."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponseBase
from django.views.decorators.http import require_safe

from projects.backoffice.choice import staff_selection
from projects.export.columns import STAFF_COLUMNS
from projects.export.files import ProjectExport
from projects.export.name import file_name
from projects.models import Project
from wonen.spreadsheets.delimited import CSV
from wonen.spreadsheets.downloads import for_staff, refusal

VIEW = "projects.view_project"


@dataclass(frozen=True)
class StaffExport(ProjectExport):
    """The file of the public side with what only staff may read."""

    columns: ClassVar = STAFF_COLUMNS

    def about(self) -> Iterator[tuple[str, str]]:
        yield "Alleen voor medewerkers", "Met concepten en interne notities. Geef dit bestand niet verder."
        yield from super().about()


@require_safe
def download(request: HttpRequest, kind: str) -> HttpResponseBase:
    """Answer the projects that the address chooses, as the list of the back office has them."""
    if not request.user.has_perm(VIEW):
        raise PermissionDenied
    selection = staff_selection(request.GET, Project.objects.counted().by_name())
    if refused := refusal(request, selection.filterset):
        return refused
    export = StaffExport(selection, request.build_absolute_uri("/").rstrip("/"))
    rows, name = selection.projects, f"intern-{file_name(selection, kind)}"
    if kind == "xlsx":
        return for_staff(request, rows, lambda file: export.xlsx(file, lambda: None), name)
    if kind == "csv":
        return for_staff(request, rows, lambda file: file.writelines(export.csv()), name, CSV)
    raise Http404
