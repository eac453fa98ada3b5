"""The public pages of this app: the figures as a file."""

import tempfile
from collections.abc import Callable
from typing import Any

from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe
from django_filters import MultipleChoiceFilter

from municipalities.filters import FigureFilterSet
from municipalities.models import Figure
from municipalities.sheets.export import figure_rows, write_csv, write_xlsx
from municipalities.sheets.workbook import XLSX


def refused_choices(filterset: Any) -> list[str]:
    """Return a sentence for everything in the address that is no known, single and right choice."""
    known = filterset.base_filters
    sentences = []
    for name, values in filterset.data.lists():
        if name not in known:
            sentences.append(f"'{name}' is geen keuze die hier bestaat.")
        elif len(values) > 1 and not isinstance(known[name], MultipleChoiceFilter):
            sentences.append(f"'{name}' staat er {len(values)} keer. Geef één waarde.")
        elif any("\0" in value for value in values):
            sentences.append(f"'{name}' bevat een teken dat niet kan.")
    if sentences:  # a null character must not reach the database
        return sentences
    errors = filterset.form.errors
    return [f"'{name}': {' '.join(map(str, found))}" for name, found in errors.items()]


def export(
    request: HttpRequest, answer: Callable[[FigureFilterSet], HttpResponseBase]
) -> HttpResponse | HttpResponseBase:
    """Answer the figures that the address chooses, or say what is wrong with the choice."""
    filterset = FigureFilterSet(request.GET, Figure.objects.all())
    if sentences := refused_choices(filterset):
        context = {"sentences": sentences, "known": sorted(filterset.base_filters)}
        return render(request, "municipalities/export_refused.html", context, status=400)
    return answer(filterset)


@require_safe
def figures_csv(request: HttpRequest) -> HttpResponseBase:
    return export(request, csv_answer)


@require_safe
def figures_xlsx(request: HttpRequest) -> HttpResponseBase:
    return export(request, xlsx_answer)


def csv_answer(filterset: FigureFilterSet) -> HttpResponseBase:
    return StreamingHttpResponse(
        write_csv(figure_rows(filterset.qs)),
        content_type="text/csv; charset=utf-8; header=present",
        headers={"Content-Disposition": 'attachment; filename="cijfers.csv"'},
    )


def xlsx_answer(filterset: FigureFilterSet) -> HttpResponseBase:
    file = tempfile.TemporaryFile()  # noqa: SIM115 - the answer closes it
    write_xlsx(file, filterset.qs, choices(filterset))
    file.seek(0)
    return FileResponse(file, as_attachment=True, filename="cijfers.xlsx", content_type=XLSX)


def choices(filterset: FigureFilterSet) -> str:
    """Return the choices of the address in words, for who opens the file later."""
    chosen = [
        f"{filterset.form.fields[name].label}: {', '.join(filter(None, values))}"
        for name, values in filterset.data.lists()
        if any(values)
    ]
    return "; ".join(chosen)
