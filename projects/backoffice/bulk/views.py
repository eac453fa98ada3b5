"""The page on which many projects are changed at once: choose, look, do."""

from __future__ import annotations

import json
from typing import Any

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse

from projects.access import may_publish
from projects.backoffice.bulk.all_or_nothing import locked_rows, refuse_others, rows_of
from projects.backoffice.bulk.changes import apply, plan, read_versions
from projects.backoffice.bulk.forms import BulkForm
from projects.editing.concurrency import patiently
from wonen.database.constraint_messages import refusal
from wonen.dutch.numbers import with_noun
from wonen.history.pages import tell_changed

MOST_ROWS = 1000
TOO_MANY = (
    "U koos {count} projecten; samen wijzigen gaat met hoogstens {most}. Kies in de lijst een kleiner deel, "
    "bijvoorbeeld één gemeente."
)
MOVED = (
    "Iemand anders heeft intussen projecten gewijzigd of verwijderd die u zou wijzigen. Er is niets "
    "gewijzigd. Hieronder staat wat er nu zou veranderen."
)


OTHERWISE = (
    "U hebt de wijziging aangepast nadat u keek wat er verandert. Kijk nog eens; er is niets gewijzigd."
)


def shown(form: BulkForm) -> str:
    """Return the change that was typed, to be held against the one that was looked at."""
    return json.dumps([str(form.data.get(name, "")).strip() for name in form.fields])


def bulk(request: HttpRequest) -> HttpResponse:
    """Show what can be changed of the chosen projects, what that would do, or do it."""
    refuse_others(request)
    rows, selection = rows_of(request.GET)
    count = rows.count()
    posted = request.POST if request.method == "POST" else None
    form = BulkForm(posted, may_publish=may_publish(request.user))
    context: dict[str, Any] = {"form": form, "shown": shown(form), "count": count, "selection": selection}
    if count > MOST_ROWS:
        context["problem"] = TOO_MANY.format(count=count, most=MOST_ROWS)
    elif posted is not None and form.is_valid():
        if "wijzig" in posted and (done := _do(request, form, context)):
            return done
        context["plan"] = patiently(
            lambda: plan(locked_rows(rows.values_list("pk", flat=True)).values(), form, request.user)
        )
    return _page(request, context)


def _do(request: HttpRequest, form: BulkForm, context: dict[str, Any]) -> HttpResponse | None:
    """Change what was shown; without an answer the page shows it anew, and why."""
    if request.POST.get("getoond") != shown(form):
        context["problem"] = OTHERWISE
        return None
    versions = read_versions(request.POST.get("versies", ""))
    if len(versions) > MOST_ROWS:
        raise PermissionDenied
    try:
        done = patiently(
            lambda: apply(versions, form, request.user, with_noun(len(versions), "project", "projecten"))
        )
    except IntegrityError as error:
        context["problem"] = f"Er is niets gewijzigd. {refusal(error)}"
        return None
    if done.key and done.changed:
        tell_changed(request, done.key, done.changed)
        return HttpResponseRedirect(reverse("admin:projects_project_changelist"))
    context["problem"] = MOVED + "".join(f" {row}." for row in done.moved[:10])
    return None


def _page(request: HttpRequest, context: dict[str, Any]) -> HttpResponse:
    shared = {**admin.site.each_context(request), "title": "Projecten samen wijzigen"}
    status = 409 if "problem" in context and request.method == "POST" else 200
    return render(request, "admin/projects/project/bulk.html", {**shared, **context}, status=status)
