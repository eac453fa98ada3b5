"""The pages of the history in the back office: the feed, one entry, one row, putting back and undoing."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db import OperationalError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.html import format_html
from django.views.decorators.http import require_http_methods, require_safe

from wonen.database.locks import is_busy
from wonen.dutch.numbers import with_noun
from wonen.history import rights
from wonen.history.audited_action import Act
from wonen.history.diff import Change, some_changes
from wonen.history.entries import BEGIN, HistoryEntry
from wonen.history.feed import FeedForm, counts_of, page_of
from wonen.history.row import newest, row_history
from wonen.history.tables import REMOVED, TABLES, Table
from wonen.history.undo.applying import carry_out
from wonen.history.undo.plans import Plan, Problem, undoing
from wonen.history.undo.restoring import restoring
from wonen.history.words import counted, say

MOST_SHOWN = 100
BUSY = "Iemand anders slaat deze gegevens nu op. Er is niets gewijzigd; probeer het over een minuut opnieuw."
DIFFERENT = "Er is niets gewijzigd. Na uw voorbeeld is hier iets veranderd; hieronder staat hoe het nu is."


def page(request: HttpRequest, name: str, context: dict[str, Any], status: int = 200) -> HttpResponse:
    shared = {**admin.site.each_context(request), "history_years": settings.HISTORY_YEARS}
    return render(request, f"admin/history/{name}.html", {**shared, **context}, status=status)


def tables_of(request: HttpRequest) -> list[Table]:
    """Return the tables whose history the user may see; refuse who may see none."""
    tables = rights.viewable(request.user)
    if not tables:
        raise PermissionDenied
    return tables


@require_safe
def feed(request: HttpRequest) -> HttpResponse:
    """Show all changes, newest first."""
    form = FeedForm(request.GET, tables_of(request))
    after = request.GET.get("na", "")
    is_right = form.is_valid()
    found = page_of(form, int(after) if after.isdecimal() and len(after) < 19 else None) if is_right else None
    query = request.GET.copy()
    query.pop("na", None)
    context = {
        "title": "Geschiedenis",
        "form": form,
        "page": found,
        "query": query.urlencode(),
        "is_filtered": any(query.values()),
        "is_older": bool(after),
    }
    return page(request, "feed", context, 200 if is_right else 400)


def _entry(request: HttpRequest, pk: int) -> tuple[HistoryEntry, list[tuple[Table, str, int]]]:
    """Return an entry and its counts, if it holds anything that the user may see."""
    entry = get_object_or_404(HistoryEntry.objects.select_related("user"), pk=pk)
    counts = counts_of([pk], tables_of(request))[pk]
    if not counts:
        raise Http404
    return entry, counts


@require_safe
def entry(request: HttpRequest, pk: int) -> HttpResponse:
    """Show all that one entry changed."""
    found, counts = _entry(request, pk)
    start = request.GET.get("vanaf", "0")
    first = int(start) if start.isdecimal() and len(start) < 10 else 0
    shown: list[Change] = []
    total = 0
    if found.act != BEGIN:
        shown, total = some_changes(pk, rights.viewable(request.user), first, MOST_SHOWN)
    following = first + MOST_SHOWN
    context = {
        "title": f"Handeling: {found.how}",
        "entry": found,
        "counts": counted(counts),
        "lines": say(shown),
        "first": first + 1,
        "last": min(following, total),
        "total": total,
        "following": following if following < total else None,
        "previous": max(first - MOST_SHOWN, 0) if first else None,
        "can_undo": found.act != BEGIN,
    }
    return page(request, "entry", context)


@require_http_methods(["GET", "HEAD", "POST"])
def undo(request: HttpRequest, pk: int) -> HttpResponse:
    """Show what undoing an entry would do; then do it."""
    found, _counts = _entry(request, pk)
    if found.act == BEGIN:
        raise Http404
    if {each.name for each in rights.viewable(request.user)} != set(TABLES):
        _refuse_unseen(request, found)
    context = {
        "title": "Ongedaan maken",
        "entry": found,
        "question": "Dit maakt ongedaan:",
        "button": "Maak ongedaan",
        "back": reverse("history-entry", args=[pk]),
    }
    label = found.how if found.act != Act.UNDO else found.label
    return _plan_page(request, context, lambda: undoing(found), Act.UNDO, label)


def _refuse_unseen(request: HttpRequest, found: HistoryEntry) -> None:
    """Undoing is of the whole: who may not see all of it cannot judge it."""
    hidden = [table for table in TABLES.values() if not rights.may_view(request.user, table)]
    if counts_of([found.pk], hidden).get(found.pk):
        raise PermissionDenied


@require_http_methods(["GET", "HEAD", "POST"])
def restore(request: HttpRequest, pk: int, name: str, row: int) -> HttpResponse:
    """Show what putting a row back to how it was after an entry would do; then do it."""
    table = TABLES.get(name)
    if table is None or table.owner:
        raise Http404
    if not rights.may_view(request.user, table):
        raise PermissionDenied
    found = get_object_or_404(HistoryEntry.objects.select_related("user"), pk=pk)
    if restoring(table, row, found, request.user) is None:
        raise Http404
    context = {
        "title": "Versie terugzetten",
        "entry": found,
        "question": "Dit verandert er:",
        "button": "Zet deze versie terug",
        "back": history_of(table, row),
        "seen": newest(table, row),
        "is_version": True,
    }
    if request.method == "POST" and request.POST.get("gezien") != str(context["seen"]):
        plan = restoring(table, row, found, request.user) or Plan([])
        return _show_plan(request, context, plan, 409, DIFFERENT)

    def make() -> Plan:
        plan = restoring(table, row, found, request.user) or Plan([])
        if newest(table, row) != context["seen"]:  # between the look and the locks
            plan.problems.append(Problem(DIFFERENT))
        return plan

    return _plan_page(request, context, make, Act.RESTORE, f"{table.noun} van {found.at:%d-%m-%Y}")


def history_of(table: Table, pk: Any) -> str:
    meta = table.model._meta
    return reverse(f"admin:{meta.app_label}_{meta.model_name}_history", args=[pk])


def _plan_page(
    request: HttpRequest, context: dict[str, Any], make: Callable[[], Plan], kind: Act, label: str
) -> HttpResponse:
    """Show a plan with what stands in its way, or carry it out."""
    if request.method != "POST":
        return _show_plan(request, context, make(), 200)

    def allowed() -> Plan:
        plan = make()
        if rights.refusals(request.user, plan):
            raise PermissionDenied
        return plan

    try:
        plan, done = carry_out(allowed, kind, label, request.user.pk)
    except OperationalError as error:
        if not is_busy(error):
            raise
        return _show_plan(request, context, plan, 409, BUSY)
    if not done:
        return _show_plan(request, context, plan, 409)
    messages.success(request, _told(plan, kind))
    return redirect(context["back"] if kind == Act.RESTORE else "history")


def _told(plan: Plan, kind: Act) -> str:
    said = "Teruggezet" if kind == Act.RESTORE else "Ongedaan gemaakt"
    return f"{said}: {_counted(plan)}."


def _counted(plan: Plan) -> str:
    counts: dict[tuple[str, str], int] = {}
    for each in plan.changes:
        key = (each.table.name, each.label)
        counts[key] = counts.get(key, 0) + 1
    return counted((TABLES[name], label, number) for (name, label), number in counts.items())


def _show_plan(
    request: HttpRequest, context: dict[str, Any], plan: Plan, status: int, why: str = ""
) -> HttpResponse:
    refusals = rights.refusals(request.user, plan)
    about = [each.change for each in plan.problems if each.change]
    titles = {id(said.change): said.title for said in say(about)}
    problems = [(each, titles.get(id(each.change), "")) for each in plan.problems]
    first = {each.entry.pk: each.entry for each in plan.problems if each.entry}
    shown = plan.changes[:MOST_SHOWN]
    context = {
        **context,
        "why": why,
        "plan": plan,
        "problems": problems,
        "first": [first[key] for key in sorted(first, reverse=True)],
        "refusals": refusals,
        "counts": _counted(plan),
        "lines": say(shown),
        "left": len(plan.changes) - len(shown),
        "can": plan.can and plan.changes and not refusals,
    }
    return page(request, "plan", context, status)


@require_safe
def row(request: HttpRequest, model: type[Any], key: str) -> HttpResponse:
    """Show all that happened to one row and its parts, also when it is gone."""
    table = TABLES[model._meta.label_lower]
    if not rights.may_view(request.user, table):
        raise PermissionDenied
    if not (key.isdecimal() and len(key) < 19):
        raise Http404
    before = request.GET.get("voor", "")
    found = row_history(table, int(key), int(before) if before.isdecimal() and len(before) < 19 else None)
    if found is None:
        raise Http404
    meta = model._meta
    may = request.user.has_perm(f"{meta.app_label}.{'change' if found.exists else 'add'}_{meta.model_name}")
    context = {
        "title": f"Geschiedenis: {found.name}",
        "opts": meta,
        "table": table,
        "history": found,
        "can_restore": may and not table.is_final,
        "key": key,
    }
    return page(request, "row", context)


def tell_way_back(request: HttpRequest, model: type[Any], keys: list[Any]) -> None:
    """Say after a removal that it can be taken back, with the link where that is done."""
    table = TABLES.get(model._meta.label_lower)
    if table is None:
        return
    removals = table.log.filter(pgh_obj__in=keys, pgh_label=REMOVED).order_by("-pgh_id")
    done = removals.values_list("entry_id", flat=True).first()
    if done:
        link = reverse("history-undo", args=[done])
        messages.info(
            request,
            format_html('Was dit niet de bedoeling? <a href="{}">Haal terug wat is verwijderd</a>.', link),
        )


def tell_act(request: HttpRequest, key: UUID, sentence: str) -> None:
    """Say what an act did, with the link where it can be undone as a whole."""
    entry = HistoryEntry.objects.of_act(key)
    if entry is None:
        messages.success(request, sentence)
        return
    link = reverse("history-undo", args=[entry.pk])
    messages.success(request, format_html('{} <a href="{}">Maak ongedaan</a>', sentence, link))


def tell_changed(request: HttpRequest, key: UUID, count: int) -> None:
    """Say how many projects an act changed, with the link where that can be undone."""
    tell_act(request, key, f"{with_noun(count, 'project is', 'projecten zijn')} gewijzigd.")
