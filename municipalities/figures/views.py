"""The public pages of this app: the figures as a file."""

from collections.abc import Callable
from typing import IO

from django.http import HttpRequest, HttpResponseBase
from django.views.decorators.http import require_safe

from municipalities.figures.feed import FIGURES
from municipalities.figures.spreadsheet.columns import FIGURE_COLUMNS
from municipalities.figures.spreadsheet.export import choices, figure_rows, write_xlsx
from municipalities.filters import FigureFilterSet
from municipalities.models import Figure, Theme
from wonen.dutch.filters import chosen
from wonen.files.answers import answer
from wonen.files.exports import Export, fingerprint, revision_of, stepped, written
from wonen.jobs.kinds import Step
from wonen.rest.changes.query import revision
from wonen.spreadsheets.delimited import CSV, write_csv
from wonen.spreadsheets.downloads import refusal
from wonen.spreadsheets.workbook import XLSX


@require_safe
def figures_csv(request: HttpRequest) -> HttpResponseBase:
    return download(request, "cijfers.csv", CSV, csv_writer)


@require_safe
def figures_xlsx(request: HttpRequest) -> HttpResponseBase:
    return download(request, "cijfers.xlsx", XLSX, xlsx_writer)


Write = Callable[[IO[bytes], Step], None]


def download(
    request: HttpRequest, name: str, media_type: str, writer: Callable[[FigureFilterSet], Write]
) -> HttpResponseBase:
    """Answer the figures that the address chooses, or say what is wrong with the choice."""
    filterset = FigureFilterSet(request.GET, Figure.objects.all())
    refused = refusal(request, filterset)
    if refused:
        return refused
    export = Export(
        order=fingerprint(request.path, chosen(filterset)),
        revision=revision_of(revision(FIGURES), themes(), choices(filterset)),
        name=name,
        media_type=media_type,
        write=writer(filterset),
        count=lambda most: filterset.qs.order_by()[:most].count(),
    )
    return answer(request, export)


def themes() -> list[tuple[str, str]]:
    """Return what the themes are called: the feed of figures does not follow it, and a file shows it."""
    return list(Theme.objects.order_by("pk").values_list("code", "name"))


def csv_writer(filterset: FigureFilterSet) -> Write:
    return written(lambda: write_csv(FIGURE_COLUMNS, figure_rows(filterset.qs)))


def xlsx_writer(filterset: FigureFilterSet) -> Write:
    def write(target: IO[bytes], step: Step) -> None:
        write_xlsx(target, stepped(figure_rows(filterset.qs), step), choices(filterset))

    return write
