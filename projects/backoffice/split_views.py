"""The page on which a phase is split off a project."""

from __future__ import annotations

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse

from municipalities.access.editable import editable_by
from projects.access import may_publish
from projects.backoffice.split import SplitForm, problem_of, sentences, split_off
from projects.editing.concurrency import locked, patiently
from projects.models import Project
from wonen.database.constraint_messages import refusal
from wonen.refusals import permitted

NEEDED = ("projects.add_project", "projects.change_project")
MOVED = (
    "Iemand anders heeft dit project intussen gewijzigd. Er is niets gesplitst; kijk of uw verdeling nog "
    "klopt."
)
NOT_A_PUBLISHER = (
    "Dit project is openbaar, en een fase ervan dus ook. Vraag een publicist om het te splitsen."
)


def split(request: HttpRequest, pk: int) -> HttpResponse:
    """Show how a project can be divided, or divide it."""
    permitted(request, NEEDED)
    if request.method == "POST":
        answer: HttpResponse = patiently(lambda: _split(request, pk))
        return answer
    project = _mine(request, Project.objects.filter(pk=pk).first())
    return _page(request, project, SplitForm(project), _problem_of(request, project))


def _mine(request: HttpRequest, project: Project | None) -> Project:
    if project is None:
        raise Http404("Dit project is er niet meer.")
    if not editable_by(request.user).filter(pk=project.municipality_id).exists():
        raise PermissionDenied
    return project


def _problem_of(request: HttpRequest, project: Project) -> str:
    """Return why this user can split nothing off: a phase of what is public would be public at once."""
    if project.is_public and not may_publish(request.user):
        return NOT_A_PUBLISHER
    return problem_of(project)


def _split(request: HttpRequest, pk: int) -> HttpResponse:
    known = Project.objects.filter(pk=pk).values_list("parent", flat=True).first()
    if known:
        locked(known)  # the whole before its phase, as the rules across rows lock them
    project = _mine(request, locked(pk))
    form, problem = SplitForm(project, request.POST), _problem_of(request, project)
    if not problem and request.POST.get("opened") != str(project.version):
        form = form.opened_again()
        problem = MOVED
    if problem or not form.is_valid():
        return _page(request, project, form, problem, 409 if problem else 200)
    try:
        new = split_off(form)
    except (IntegrityError, ValidationError) as error:
        why = refusal(error) if isinstance(error, IntegrityError) else sentences(error)
        return _page(request, project, form, why, 409)
    messages.success(
        request, f"De fase '{new}' is afgesplitst. Vul hieronder aan wat van deze fase bekend is."
    )
    return HttpResponseRedirect(reverse("admin:projects_project_change", args=[new.pk]))


def _page(
    request: HttpRequest, project: Project, form: SplitForm, problem: str, status: int = 200
) -> HttpResponse:
    context = {
        **admin.site.each_context(request),
        "title": f"Fase afsplitsen van {project}",
        "project": project,
        "form": form,
        "problem": problem,
        "is_possible": not _problem_of(request, project),
    }
    return render(request, "admin/projects/project/split.html", context, status=status)
