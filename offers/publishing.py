"""Publishing an offer: what is public in the overview now is copied into a version that never changes."""

from __future__ import annotations

from django.core.exceptions import ValidationError

from offers.freezing import Content, content_now, content_of, freeze
from offers.models import Offer, OfferVersion
from wonen.history.audited_action import Act, act

NOTHING = "Er staat geen openbaar project in het overzicht van {year}: er is nog niets te publiceren."
SAME = "Er is niets veranderd sinds versie {number}. Een nieuwe versie zou hetzelfde zijn."
SAY_WHAT = "Zeg in de toelichting wat deze versie corrigeert."
MOVED = (
    "Er is iets veranderd nadat u deze bladzijde opende. Er is niets gepubliceerd. Hieronder staat hoe het "
    "nu is."
)


def publish(offer_key: int, note: str, user_id: int | None, *, seen: str | None = None) -> OfferVersion:
    """Freeze what an offer holds now as its next version, as one act in the history.

    ``seen`` is the digest of the content that somebody looked at. Whether the user may do it is asked
    before (``offers.access``). Raise ValidationError with a sentence where nothing is published.
    """
    label = str(Offer.objects.with_names().get(pk=offer_key))
    with act(Act.PUBLICATION, label, user_id):
        offer = Offer.objects.select_for_update().get(pk=offer_key)
        last, content = offer.last_version(), content_now(offer)
        if seen is not None and seen != content.digest:
            raise ValidationError(MOVED, code="moved")
        if why := why_not(offer, last, content_of(last) if last else None, content):
            raise ValidationError(why)
        if last and not note.strip():
            raise ValidationError({"note": SAY_WHAT})
        return freeze(offer, last.number + 1 if last else 1, content, note=note.strip())


def why_not(offer: Offer, last: OfferVersion | None, was: Content | None, content: Content) -> str:
    """Return why there is nothing to publish, or nothing: a version that equals the last one (``was``)."""
    if last is None:
        return "" if content.rows else NOTHING.format(year=offer.year)
    return SAME.format(number=last.number) if content == was else ""
