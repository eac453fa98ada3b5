"""The chosen projects as a file to download, one address for every kind of file."""

from __future__ import annotations

from collections.abc import Callable
from typing import IO

from django.http import HttpRequest, HttpResponseBase
from django.views.decorators.http import require_safe

from projects.export.files import ProjectExport
from projects.export.name import file_name
from projects.filters.selection import Selection, select
from projects.models import Project
from projects.models.feed import PROJECTS
from wonen.files.answers import answer
from wonen.files.exports import Export, fingerprint, revision_of, written
from wonen.jobs.kinds import Step
from wonen.rest.changes.query import revision
from wonen.spreadsheets.delimited import CSV
from wonen.spreadsheets.downloads import refusal
from wonen.spreadsheets.workbook import XLSX

MEDIA_TYPES = {"csv": CSV, "json": "application/json", "geojson": "application/geo+json", "xlsx": XLSX}
KINDS = tuple(MEDIA_TYPES)


@require_safe
def download(request: HttpRequest, kind: str) -> HttpResponseBase:
    """Answer the projects that the address chooses, or say what is wrong with the choice."""
    selection = select(request.GET, Project.objects.public().counted().by_name())
    return refusal(request, selection.filterset) or answer(request, export_of(request, selection, kind))


def export_of(request: HttpRequest, selection: Selection, kind: str) -> Export:
    site = request.build_absolute_uri("/").rstrip("/")
    made = ProjectExport(selection, site)
    name = file_name(selection, kind)
    rows = selection.projects.order_by()
    return Export(
        order=fingerprint(site, request.path, selection.query),
        revision=revision_of(revision(PROJECTS, "municipalities.region"), name, made.words),
        name=name,
        media_type=MEDIA_TYPES[kind],
        write=writer(made, kind),
        count=lambda most: rows[:most].count(),
    )


def writer(made: ProjectExport, kind: str) -> Callable[[IO[bytes], Step], None]:
    if kind == "xlsx":
        return made.xlsx
    return written({"csv": made.csv, "json": made.json, "geojson": made.geojson}[kind])
