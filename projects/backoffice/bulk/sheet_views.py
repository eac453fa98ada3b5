"""The page on which many projects are edited like a sheet, saved all or nothing."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple
from uuid import UUID

from django.contrib import admin, messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils import timezone

from projects.backoffice.bulk.all_or_nothing import (
    keys_in,
    locked_rows,
    not_yours,
    refuse_others,
    rows_of,
    save,
)
from projects.backoffice.bulk.sheet_rows import COLUMNS, WRITTEN, Row, blank, is_typed, judge, typed
from projects.backoffice.warnings import new_doubts
from projects.editing.concurrency import patiently
from projects.models import Phase, Project
from wonen.dutch.numbers import with_noun
from wonen.history.audited_action import Act
from wonen.history.pages import tell_changed

ROWS_PER_PAGE = 100
MOST_KEYS = 200
MOST_DOUBTS = 10  # above the sheet; who pasted a wrong column sees it by the first


def sheet(request: HttpRequest) -> HttpResponse:
    """Show a page of the chosen projects as a sheet, or save what was typed on it."""
    refuse_others(request)
    if request.method == "POST":
        rows, saved = patiently(lambda: _save(request))
        if saved is not None:
            _tell(request, saved)
            return HttpResponseRedirect(request.get_full_path())
        return _page(request, rows, 409)
    chosen, selection = rows_of(request.GET)
    page = Paginator(
        chosen.order_by("municipality__name", "name", "pk").with_legend(), ROWS_PER_PAGE
    ).get_page(request.GET.get("pagina"))
    return _page(request, [blank(row) for row in page], 200, page=page, selection=selection)


class Saved(NamedTuple):
    changed: int
    key: UUID | None  # of the act
    doubts: Sequence[str] = ()


def _tell(request: HttpRequest, saved: Saved) -> None:
    if saved.key is None:
        messages.success(request, "Er was niets gewijzigd.")
    else:
        tell_changed(request, saved.key, saved.changed)
    for sentence in saved.doubts[:MOST_DOUBTS]:
        messages.warning(request, sentence)
    if len(saved.doubts) > MOST_DOUBTS:
        left = with_noun(len(saved.doubts) - MOST_DOUBTS, "andere cel", "andere cellen")
        messages.warning(request, f"Kijk ook {left} na.")


def _save(request: HttpRequest) -> tuple[list[Row], Saved | None]:
    """Save every row that was typed in, or none; return the rows, and what was saved."""
    keys = keys_in(request.POST)
    found = locked_rows(keys[:MOST_KEYS])
    why_not = not_yours(request.user)
    rows = [typed(found[key], request.POST, why_not) for key in keys if key in found]
    gone = [key for key in keys if key not in found and is_typed(request.POST, key)]
    judge(rows)
    if gone or any(row.errors for row in rows):
        return rows, None
    changed: list[Project] = [row.changed for row in rows if row.changed]
    if not changed:
        return rows, Saved(0, None)
    label = with_noun(len(changed), "project", "projecten")
    key = save(Act.SHEET, label, request.user.pk, changed, WRITTEN)
    return rows, Saved(len(changed), key, _doubts(rows))


def _doubts(rows: Sequence[Row]) -> list[str]:
    """Return what the form of each project would say of what was typed."""
    today = timezone.localdate()
    pairs = [(row.project, row.changed) for row in rows if row.changed]
    return [f"{was}: {sentence}" for was, now in pairs for sentence in new_doubts(was, now, today)]


def _page(request: HttpRequest, rows: list[Row], status: int, **more: Any) -> HttpResponse:
    context = {
        **admin.site.each_context(request),
        "title": "Projecten als blad",
        "rows": rows,
        "columns": COLUMNS,
        "phases": Phase.labels,
        "mistakes": sum(len(row.errors) for row in rows),
        "is_refused": status != 200,
        **more,
    }
    return render(request, "admin/projects/project/sheet.html", context, status=status)
