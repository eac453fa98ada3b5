"""What is known of areas: the models of this app, whatever room declares them."""

from municipalities.access.assignment import StaffArea
from municipalities.access.tokens import ApiToken
from municipalities.figures import feed  # noqa: F401 - follows the tables above
from municipalities.models import events  # noqa: F401 - the models of the history are made from those above
from municipalities.models.areas import Corporation, Municipality, MunicipalityQuerySet, Region
from municipalities.models.figures import Figure
from municipalities.models.indicators import Indicator, IndicatorClass, Theme
from municipalities.models.notes import NoteToCheck
from municipalities.models.rent_limits import Capping, Limit, RentLimits
from municipalities.models.upload_file import FigureUpload
from wonen.history.entries import HistoryEntry
from wonen.rest.changes.marks import ChangeMark
from wonen.rest.rate_limit.counts import RequestRate
from wonen.rest.writing.idempotency import KeptAnswer

__all__ = [
    "ApiToken",
    "Capping",
    "ChangeMark",
    "Corporation",
    "Figure",
    "FigureUpload",
    "HistoryEntry",
    "Indicator",
    "IndicatorClass",
    "KeptAnswer",
    "Limit",
    "Municipality",
    "MunicipalityQuerySet",
    "NoteToCheck",
    "Region",
    "RentLimits",
    "RequestRate",
    "StaffArea",
    "Theme",
]
