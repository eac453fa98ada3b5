"""The events of offers and their versions. What a version holds never changes, and so has no events.

Invented offers have no history.
"""

import pghistory

from offers.models.offer import Offer, OfferVersion
from wonen.history.tables import SHARED, keep, kept

OF_OFFER = "offers_is_example({row}.offer_id)"


class OfferEvent(
    pghistory.create_event_model(Offer, *kept("{row}.is_example"), **SHARED)  # type: ignore[misc]
):
    """An offer as it was after a change."""


class OfferVersionEvent(
    pghistory.create_event_model(OfferVersion, *kept(OF_OFFER), **SHARED)  # type: ignore[misc]
):
    """A version of an offer as it was when it was published."""


keep(OfferEvent)
keep(OfferVersionEvent, owner="offer", again=("number",), short="versie", is_final=True)
