"""The pages about the site itself: its figures, its accessibility, and what search engines may read."""

import datetime

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from projects.pages.about import about_context


@require_safe
def about_figures(request: HttpRequest) -> HttpResponse:
    return render(request, "projects/about_figures.html", about_context())


@require_safe
def accessibility(request: HttpRequest) -> HttpResponse:
    context = {"contact": settings.CONTACT, "shown": settings.CONTACT.partition(":")[2].strip("/")}
    return render(request, "projects/accessibility.html", context)


@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    """Keep robots from the back office, and from files made anew for each choice."""
    return render(request, "robots.txt", content_type="text/plain; charset=utf-8")


@require_safe
def security(request: HttpRequest) -> HttpResponse:
    """Tell where a weakness can be reported (RFC 9116); without a contact there is nothing to tell."""
    if not settings.CONTACT:
        raise Http404
    until = timezone.now() + datetime.timedelta(days=180)
    lines = (
        f"Contact: {settings.CONTACT}",
        f"Expires: {until:%Y-%m-%dT00:00:00Z}",
        "Preferred-Languages: nl, en",
        f"Canonical: {request.build_absolute_uri()}",
    )
    return HttpResponse("".join(f"{line}\n" for line in lines), content_type="text/plain; charset=utf-8")
