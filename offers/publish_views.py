"""Two pages of the back office: what publishing an offer would freeze, and what a version holds."""

from __future__ import annotations

from itertools import groupby
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import NON_FIELD_ERRORS, PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.timezone import localtime
from django.views.decorators.http import require_http_methods, require_safe

from offers.access import may_publish
from offers.differences import difference
from offers.freezing import Content, content_now, content_of, overview_of
from offers.models import Offer, OfferVersion
from offers.publishing import SAY_WHAT, publish, why_not
from projects.editing.completeness import incomplete, named
from projects.models import Project
from projects.models.sections import Section
from projects.notation import number as printed

VIEW = "offers.view_offer"


class PublishForm(forms.Form):
    """What is said with a version; ``gezien`` stands for the content that was shown."""

    toelichting = forms.CharField(
        label="Toelichting",
        required=False,
        help_text="Openbaar, bij deze versie.",
        widget=forms.Textarea({"rows": 3, "class": "vLargeTextField"}),
        error_messages={"required": SAY_WHAT},
    )
    gezien = forms.CharField(required=False, max_length=64, widget=forms.HiddenInput)

    def __init__(self, last: OfferVersion | None, data: Any = None) -> None:
        super().__init__(data)
        if last:
            self.fields["toelichting"].required = True
            self.fields["toelichting"].label = "Wat deze versie corrigeert"


@require_http_methods(["GET", "HEAD", "POST"])
def publishing(request: HttpRequest, pk: int) -> HttpResponse:
    """Show what would be frozen, and what it still lacks; then publish it."""
    offer = _offer(request, pk)
    if not may_publish(request.user, offer):
        raise PermissionDenied
    if request.method != "POST":
        return _page(request, offer, PublishForm(offer.last_version()))
    form = PublishForm(offer.last_version(), request.POST)
    if not form.is_valid():
        return _page(request, offer, form)
    said = form.cleaned_data
    try:
        version = publish(offer.pk, said["toelichting"], request.user.pk, seen=said["gezien"])
    except ValidationError as error:
        form.add_error(None, error.messages[0])
        return _page(request, offer, form, 409)
    messages.success(
        request,
        f"Versie {version.number} van het bod is gepubliceerd, met {_counted(version.project_count)}. Zij "
        "staat nu in de API, voor iedereen.",
    )
    return HttpResponseRedirect(reverse("admin:offers_offer_change", args=[offer.pk]))


def _counted(count: int) -> str:
    return f"{printed(count)} {'project' if count == 1 else 'projecten'}"


def _offer(request: HttpRequest, pk: int) -> Offer:
    if not request.user.has_perm(VIEW):
        raise PermissionDenied
    offer = Offer.objects.with_names().filter(pk=pk).first()
    if offer is None:
        raise Http404("Dit bod is er niet.")
    return offer


def _page(request: HttpRequest, offer: Offer, form: PublishForm, status: int = 200) -> HttpResponse:
    last, content = offer.last_version(), content_now(offer)
    was = content_of(last) if last else None
    form.data = {**form.data, "gezien": content.digest} if form.is_bound else form.data
    form.initial["gezien"] = content.digest
    context = {
        **admin.site.each_context(request),
        "title": f"{offer}: publiceren",
        "here": "Publiceren",
        "offer": offer,
        "form": form,
        "problems": form.errors.get(NON_FIELD_ERRORS, ()),
        "why_not": why_not(offer, last, was, content),
        "number": last.number + 1 if last else 1,
        "count": len(content.rows),
        "sections": content.by_section(),
        "lacking": _lacking(content),
        "drafts": _drafts(offer),
        "changes": difference(was, content) if was else None,
        "last": last,
    }
    return render(request, "admin/offers/offer/publish.html", context, status=status)


def _lacking(content: Content) -> list[tuple[Project, Any]]:
    """Return the projects that lack something, each with what that is."""
    found = incomplete(Project.objects.filter(pk__in=content.keys)).order_by("name", "pk")
    return [(project, named(project.lacks)) for project in found]


def _drafts(offer: Offer) -> int:
    """Count what stands in the overview but is no part of the offer, since it is not public."""
    return overview_of(offer).filter(is_public=False).count()


@require_safe
def version(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    """Show a version as it was published."""
    offer = _offer(request, pk)
    found = offer.versions.filter(number=number).first() if number < 2**15 else None
    if found is None:
        raise Http404("Deze versie is er niet.")
    rows = found.projects.order_by("position")
    context = {
        **admin.site.each_context(request),
        "title": f"{offer}, versie {found.number}",
        "here": str(found),
        "offer": offer,
        "version": found,
        "published": localtime(found.published_at),
        "sections": [
            (Section(section), list(group)) for section, group in groupby(rows, key=lambda each: each.section)
        ],
    }
    return render(request, "admin/offers/offer/version.html", context)
