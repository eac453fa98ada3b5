"""The pages about the site itself: its figures, its accessibility, and what search engines may read."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from projects.about import about_context


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
