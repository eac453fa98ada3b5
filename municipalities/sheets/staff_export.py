"""The figures that staff chooses as a file, internal notes included: to correct and bring back."""

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponseBase
from django.views.decorators.http import require_safe

from municipalities.downloads import refusal, workbook
from municipalities.filters import FigureFilterSet
from municipalities.models import Figure
from municipalities.sheets.columns import STAFF_COLUMNS
from municipalities.sheets.delimited import CSV, write_csv
from municipalities.sheets.export import choices, staff_rows, write_xlsx

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
        said = choices(filterset)
        return workbook(lambda file: write_xlsx(file, rows, said, STAFF_COLUMNS), name)
    if kind == "csv":
        return workbook(lambda file: file.writelines(write_csv(STAFF_COLUMNS, rows)), name, CSV)
    raise Http404
