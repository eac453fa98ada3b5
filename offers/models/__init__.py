"""The bod: what a corporation offers a municipality for a year, and its published versions."""

from offers.models import events  # noqa: F401 - the models of the history are made from those above
from offers.models.offer import ITSELF, Offer, OfferedProject, OfferVersion

__all__ = [
    "ITSELF",
    "Offer",
    "OfferVersion",
    "OfferedProject",
]
