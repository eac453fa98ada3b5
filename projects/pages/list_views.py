"""The page with the list of projects: what was chosen, in which order, with which columns."""

from typing import Any

from django.core.paginator import InvalidPage, Page, Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from projects.filters.selection import Selection, select
from projects.models import Project
from projects.opendata.structured import all_projects
from projects.pages.columns import ProjectList, choose_columns

ROWS_PER_PAGE = 50


@require_safe
def projects(request: HttpRequest) -> HttpResponse:
    columns = choose_columns(request.GET)
    every = Project.objects.public().counted().by_name()
    selection = select(request.GET, every, kept=columns.kept)
    context: dict[str, Any] = {"selection": selection, "columns": columns}
    if not selection.is_valid or columns.error:
        return render(request, "projects/projects.html", context, status=400)
    page = page_of(selection, request.GET.get("pagina", "1"))
    table = ProjectList(selection, columns)
    context |= {
        "page": page,
        "table": table,
        "rows": table.rows(page),
        "totals": selection.projects.totals(),
        # A part that somebody chose is no dataset that should be found by itself.
        "structured": [] if selection.chosen else all_projects(request, Project.objects.public()),
        "wider": [] if page.paginator.count else selection.wider(),
    }
    return render(request, "projects/projects.html", context)


def page_of(selection: Selection, number: str) -> "Page[Project]":
    """Return a page of the chosen projects; raise Http404 for one that is not there."""
    try:
        return Paginator(selection.projects.with_legend(), ROWS_PER_PAGE).page(number)
    except InvalidPage as error:
        raise Http404("Deze bladzijde van de lijst bestaat niet.") from error
