"""The brochure of Heerlen as the bod that it is: published, as its first version."""

from municipalities.models import Corporation, Municipality
from offers.freezing import content_now, freeze, projects_of
from offers.models import Offer
from projects.brochure import brochure_of

NOTE = "De bron noemt geen dag van publicatie: als moment staat hier wanneer de brochure is ingelezen."


def load_offer(name: str = "heerlen-2022.yaml") -> int:
    """Add the offer of a brochure with its first version; return how many were added.

    Call it right after the projects of the brochure were loaded: what staff change in them later was never
    published in it.
    """
    brochure = brochure_of(name)
    offer, is_new = Offer.objects.get_or_create(
        corporation=Corporation.objects.get(code=brochure["corporations"][0]["code"]),
        municipality=Municipality.objects.get(code=brochure["municipality"]),
        year=brochure["year"],
    )
    if is_new:
        own = projects_of(offer).filter(source=brochure["source"])
        freeze(offer, 1, content_now(offer, own), note=NOTE)
    return int(is_new)
