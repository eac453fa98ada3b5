"""Invented offers over the invented projects: published, marked as examples, and removable."""

from __future__ import annotations

from django.db.models import Count

from municipalities.models import Corporation, Municipality
from offers.freezing import content_now, freeze, projects_of
from offers.models import Offer, OfferedProject, OfferVersion
from projects.models import Project

YEARS = (2025, 2026)
MUNICIPALITIES = 5  # the first in order of name with invented projects; the rest shows what nobody published
MOST = 40  # projects in an invented offer: a set of a million is for measuring lists, not this
FIRST_NOTE = "Voorbeelddata: verzonnen, geen bron."
SECOND_NOTE = "Voorbeelddata: in de eerste versie ontbrak het laatste project."


def remove_example_offers() -> int:
    """Remove every invented offer with all it holds; return how many."""
    OfferedProject.objects.filter(version__offer__is_example=True).delete()
    OfferVersion.objects.filter(offer__is_example=True).delete()
    return Offer.objects.filter(is_example=True).delete()[0]


def make_example_offers() -> int:
    """Publish invented offers where there is none yet; return how many. The last year has a correction."""
    corporation = Corporation.objects.filter(parent=None).order_by("pk").first()
    if corporation is None:
        return 0
    return sum(_offered(corporation, place, year) for place in _places() for year in YEARS)


def _places() -> list[Municipality]:
    examples = Project.objects.public().filter(is_example=True).values("municipality")
    keys = examples.annotate(count=Count("pk")).values("municipality")
    return list(Municipality.objects.filter(pk__in=keys).order_by("name")[:MUNICIPALITIES])


def _offered(corporation: Corporation, place: Municipality, year: int) -> int:
    about = {"corporation": corporation, "municipality": place, "year": year}
    if Offer.objects.filter(**about).exists():
        return 0
    offer = Offer(**about, is_example=True)
    keys = list(projects_of(offer).values_list("pk", flat=True)[:MOST])
    if not keys:
        return 0
    offer.save()
    numbers = [keys[:-1], keys] if year == YEARS[-1] and len(keys) > 1 else [keys]
    for number, (chosen, note) in enumerate(zip(numbers, (FIRST_NOTE, SECOND_NOTE), strict=False), 1):
        freeze(offer, number, content_now(offer, projects_of(offer).filter(pk__in=chosen)), note=note)
    return 1
