"""The public pages of this app: the figures as a file."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponseBase
from django.views.decorators.http import require_safe

from municipalities.downloads import refusal, streamed, workbook
from municipalities.filters import FigureFilterSet
from municipalities.models import Figure
from municipalities.sheets.columns import FIGURE_COLUMNS
from municipalities.sheets.delimited import CSV, write_csv
from municipalities.sheets.export import figure_rows, write_xlsx

Answer = Callable[[HttpRequest, FigureFilterSet], HttpResponseBase]


def export(request: HttpRequest, answer: Answer) -> HttpResponseBase:
    """Answer the figures that the address chooses, or say what is wrong with the choice."""
    filterset = FigureFilterSet(request.GET, Figure.objects.all())
    return refusal(request, filterset) or answer(request, filterset)


@require_safe
def figures_csv(request: HttpRequest) -> HttpResponseBase:
    return export(request, csv_answer)


@require_safe
def figures_xlsx(request: HttpRequest) -> HttpResponseBase:
    return export(request, xlsx_answer)


def csv_answer(request: HttpRequest, filterset: FigureFilterSet) -> HttpResponseBase:
    return streamed(request, write_csv(FIGURE_COLUMNS, figure_rows(filterset.qs)), "cijfers.csv", CSV)


def xlsx_answer(request: HttpRequest, filterset: FigureFilterSet) -> HttpResponseBase:
    return workbook(request, lambda file: write_xlsx(file, filterset.qs, choices(filterset)), "cijfers.xlsx")


def choices(filterset: FigureFilterSet) -> str:
    """Return the choices of the address in words, for who opens the file later."""
    chosen = [
        f"{filterset.form.fields[name].label}: {', '.join(filter(None, values))}"
        for name, values in filterset.data.lists()
        if any(values)
    ]
    return "; ".join(chosen)
