"""Who may publish an offer: the one right that stands beside where somebody may write."""

from typing import Any

from municipalities.access.editable import may_write
from offers.models import Offer

PUBLISH = "offers.publish_offer"
NOT_PUBLISHED_BY_YOU = "U mag een bod niet publiceren; dat doet een publicist van deze gemeente."


def may_publish(user: Any, offer: Offer) -> bool:
    """Say whether the user may publish a version of this offer."""
    return bool(user.is_active and user.has_perm(PUBLISH) and may_write(user, offer.municipality_id))
