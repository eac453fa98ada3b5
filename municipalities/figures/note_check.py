"""The public notes of before there were internal ones: staff looks at each once, and leaves or moves it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db import IntegrityError, transaction
from django.db.models import Q
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from municipalities.access.editable import User, editable_by, writes_everywhere
from municipalities.models.notes import NoteToCheck
from wonen.database.constraint_messages import refusal
from wonen.database.retry_on_deadlock import patiently
from wonen.history.audited_action import Act, act

PER_PAGE = 50
NONE_CHOSEN = "Kies ten minste één toelichting."
CHECKS: list[NoteCheck] = []


@dataclass(frozen=True)
class NoteCheck:
    """The list of one table. Its model has ``municipality``, ``note`` and ``internal_note``.

    ``order`` puts its rows in order, ``related`` is what naming one asks; ``lock`` is done before a row of it
    is locked.
    """

    model: Any
    order: tuple[str, ...]
    related: tuple[str, ...] = ("municipality",)
    lock: Callable[[], None] = lambda: None

    @property
    def name(self) -> str:
        """The name of its address, within the back office."""
        return f"admin:{self.model._meta.app_label}_{self.model._meta.model_name}_notes"

    @property
    def title(self) -> str:
        return f"Toelichtingen nakijken: {self.model._meta.verbose_name_plural}"

    @property
    def href(self) -> str:
        return reverse(self.name)

    def may(self, user: Any) -> bool:
        meta = self.model._meta
        return bool(user.has_perm(f"{meta.app_label}.change_{meta.model_name}"))

    def listed(self) -> Any:
        return NoteToCheck.objects.filter(table_name=self.model._meta.db_table)

    def rows(self, user: User) -> Any:
        """Return what the user may change and nobody has looked at yet."""
        mine = Q(municipality__in=editable_by(user))
        if writes_everywhere(user):
            mine |= Q(municipality=None)
        found = self.model.objects.filter(mine, pk__in=self.listed().values("key")).exclude(note="")
        return found.order_by(*self.order, "pk")

    @property
    def view(self) -> Any:
        return require_http_methods(["GET", "HEAD", "POST"])(self.answer)

    def answer(self, request: HttpRequest) -> HttpResponseBase:
        if not self.may(request.user):
            raise PermissionDenied
        if request.method != "POST":
            return self.page(request)
        keys = [int(key) for key in request.POST.getlist("rij") if is_key(key)]
        if not keys:
            return self.page(request, NONE_CHOSEN)
        if "intern" in request.POST:
            self.told(request, *patiently(lambda: self.move(request.user, keys)))
        else:
            self.leave(request.user, keys)
            messages.success(request, "Nagekeken: wat u koos, blijft openbaar.")
        return HttpResponseRedirect(request.get_full_path())

    def leave(self, user: User, keys: list[int]) -> None:
        self.listed().filter(
            key__in=[*self.rows(user).filter(pk__in=keys).values_list("pk", flat=True)]
        ).delete()

    def move(self, user: User, keys: list[int]) -> tuple[int, list[str]]:
        """Make the public notes internal; return how many, and why others could not be."""
        with act(Act.BULK, "toelichtingen intern gemaakt", user.pk):
            self.lock()
            rows = self.rows(user).filter(pk__in=keys).order_by("pk")
            refused = [self.moved(row) for row in rows.select_for_update(of=("self",), no_key=True)]
        return refused.count(""), list(filter(None, refused))

    def moved(self, row: Any) -> str:
        """Move the note of one row; return why that cannot be, or nothing."""
        row.internal_note = "\n".join(filter(None, [row.internal_note, row.note]))
        row.note = ""
        try:
            with transaction.atomic():
                row.save()
        except IntegrityError as error:
            return f"{row}: {refusal(error)}"
        return ""

    def told(self, request: HttpRequest, count: int, refused: list[str]) -> None:
        if count:
            messages.success(request, f"Intern gemaakt: {count}.")
        for sentence in refused:
            messages.error(request, sentence)

    def page(self, request: HttpRequest, problem: str = "") -> HttpResponse:
        rows = self.rows(request.user).select_related(*self.related)
        page = Paginator(rows, PER_PAGE).get_page(request.GET.get("pagina"))
        context = {
            **admin.site.each_context(request),
            "title": self.title,
            "opts": self.model._meta,
            "page": page,
            "change": f"admin:{self.model._meta.app_label}_{self.model._meta.model_name}_change",
            "problem": problem,
        }
        return render(request, "admin/municipalities/notes.html", context, status=400 if problem else 200)


def is_key(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) < 18


def check(each: NoteCheck) -> NoteCheck:
    """Have a list named on the first page of the back office for as long as there is something in it."""
    CHECKS.append(each)
    return each
