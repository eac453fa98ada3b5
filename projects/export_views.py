"""The chosen projects as a file to download, one address for every kind of file."""

from django.http import HttpRequest, HttpResponseBase
from django.views.decorators.http import require_safe

from municipalities.downloads import refusal, streamed, workbook
from municipalities.sheets.delimited import CSV
from projects.export import ProjectExport
from projects.export_name import file_name
from projects.models import Project
from projects.selection import Selection, select

STREAMED = {
    "csv": (ProjectExport.csv, CSV),
    "json": (ProjectExport.json, "application/json"),
    "geojson": (ProjectExport.geojson, "application/geo+json"),
}
KINDS = (*STREAMED, "xlsx")


@require_safe
def download(request: HttpRequest, kind: str) -> HttpResponseBase:
    """Answer the projects that the address chooses, or say what is wrong with the choice."""
    selection = select(request.GET, Project.objects.public().counted().by_name())
    return refusal(request, selection.filterset) or answer(request, selection, kind)


def answer(request: HttpRequest, selection: Selection, kind: str) -> HttpResponseBase:
    export = ProjectExport(selection, request.build_absolute_uri("/").rstrip("/"))
    name = file_name(selection, kind)
    if kind == "xlsx":
        return workbook(request, export.xlsx, name)
    write, media_type = STREAMED[kind]
    return streamed(request, write(export), name, media_type)
