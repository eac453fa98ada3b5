"""What is missing for publication: one list, by municipality, with a link to every field."""

from __future__ import annotations

from itertools import groupby
from typing import Any

from django import forms
from django.contrib import admin
from django.core.paginator import Paginator
from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from municipalities.access.editable import editable_by
from municipalities.models import Municipality
from projects.editing.completeness import BY_CODE, LACKS, incomplete, named
from projects.models import Project
from wonen.refusals import permitted

CHANGE = "projects.change_project"
PROJECTS_PER_PAGE = 100


class TodoForm(forms.Form):
    """Which part of the list is shown."""

    gemeente = forms.ModelChoiceField(
        label="Gemeente",
        required=False,
        queryset=Municipality.objects.none(),
        to_field_name="code",
        empty_label="Alle",
        error_messages={"invalid_choice": "Deze gemeente staat niet in de lijst."},
    )
    ontbreekt = forms.ChoiceField(
        label="Ontbreekt",
        required=False,
        choices=[("", "Alles"), *((each.code, each.label) for each in LACKS)],
    )
    openbaar = forms.ChoiceField(
        label="Openbaar", required=False, choices=[("", "Alle"), ("ja", "Ja"), ("nee", "Nee")]
    )


def todo_of(user: Any) -> Any:
    """Return what the user can complete: real projects, and not the whole of one in phases."""
    mine = Project.objects.filter(is_example=False, municipality__in=editable_by(user))
    return incomplete(mine.counted())


@require_safe
def todo(request: HttpRequest) -> HttpResponse:
    permitted(request, (CHANGE,))
    form = TodoForm(request.GET)
    form.fields["gemeente"].queryset = editable_by(request.user)  # type: ignore[attr-defined]
    is_valid = form.is_valid()
    found = _chosen(todo_of(request.user), form) if is_valid else Project.objects.none()
    totals = found.aggregate(
        projects=Count("pk"),
        municipalities=Count("municipality", distinct=True),
        public=Count("pk", Q(is_public=True)),
    )
    rows = found.select_related("municipality").order_by("municipality__name", "name", "pk")
    paginator = Paginator(rows, PROJECTS_PER_PAGE)
    paginator.__dict__["count"] = totals["projects"]
    page = paginator.get_page(request.GET.get("pagina"))
    context = {
        **admin.site.each_context(request),
        "title": "Nog aan te vullen",
        "form": form,
        "totals": totals,
        "page": page,
        "groups": [
            (municipality, [(each, named(each.lacks)) for each in projects])
            for municipality, projects in groupby(page, key=lambda each: each.municipality)
        ],
    }
    status = 200 if is_valid else 400
    return render(request, "admin/projects/project/todo.html", context, status=status)


def _chosen(found: Any, form: TodoForm) -> Any:
    chosen = form.cleaned_data
    if chosen["gemeente"]:
        found = found.filter(municipality=chosen["gemeente"])
    if chosen["ontbreekt"] in BY_CODE:
        found = found.filter(lacks__contains=[chosen["ontbreekt"]])
    if chosen["openbaar"]:
        found = found.filter(is_public=chosen["openbaar"] == "ja")
    return found
