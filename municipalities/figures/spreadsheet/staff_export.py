"""The figures that staff chooses as a file, internal notes included: to correct and bring back."""

from functools import partial

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponseBase
from django.views.decorators.http import require_safe

from municipalities.figures.spreadsheet.columns import STAFF_COLUMNS
from municipalities.figures.spreadsheet.export import choices, staff_rows, write_xlsx
from municipalities.filters import FigureFilterSet
from municipalities.models import Figure
from wonen.spreadsheets.delimited import CSV, write_csv
from wonen.spreadsheets.downloads import for_staff, refusal

VIEW = "municipalities.view_figure"


@require_safe
def download(request: HttpRequest, kind: str) -> HttpResponseBase:
    """Answer the figures that the address chooses, with what only staff may read."""
    if not request.user.has_perm(VIEW):
        raise PermissionDenied
    filterset = FigureFilterSet(request.GET, Figure.objects.all())
    if refused := refusal(request, filterset):
        return refused
    rows, name = staff_rows(filterset.qs), f"intern-cijfers.{kind}"
    if kind == "xlsx":
        write = partial(write_xlsx, rows=rows, choices=choices(filterset), columns=STAFF_COLUMNS)
        return for_staff(request, filterset.qs, write, name)
    if kind == "csv":
        lines = write_csv(STAFF_COLUMNS, rows)
        return for_staff(request, filterset.qs, lambda file: file.writelines(lines), name, CSV)
    raise Http404
