"""The events of the tables of this app: every row as it was after a change."""

import pghistory

from municipalities.access.tokens import ApiToken
from municipalities.models.areas import Corporation, Municipality, Region
from municipalities.models.figures import Figure
from municipalities.models.indicators import Indicator, IndicatorClass, Theme
from municipalities.models.rent_limits import RentLimits
from wonen.history.tables import SHARED, keep, kept


class RegionEvent(pghistory.create_event_model(Region, *kept(), **SHARED)):  # type: ignore[misc]
    """A region as it was after a change."""


class MunicipalityEvent(pghistory.create_event_model(Municipality, *kept(), **SHARED)):  # type: ignore[misc]
    """A municipality as it was after a change."""


class CorporationEvent(pghistory.create_event_model(Corporation, *kept(), **SHARED)):  # type: ignore[misc]
    """A corporation as it was after a change."""


class RentLimitsEvent(pghistory.create_event_model(RentLimits, *kept(), **SHARED)):  # type: ignore[misc]
    """The rent limits of a year as they were after a change."""


class ThemeEvent(pghistory.create_event_model(Theme, *kept(), **SHARED)):  # type: ignore[misc]
    """A theme as it was after a change."""


class IndicatorEvent(pghistory.create_event_model(Indicator, *kept(), **SHARED)):  # type: ignore[misc]
    """An indicator as it was after a change."""


class IndicatorClassEvent(
    pghistory.create_event_model(IndicatorClass, *kept(), **SHARED)  # type: ignore[misc]
):
    """A class of an indicator as it was after a change."""


class FigureEvent(
    pghistory.create_event_model(  # type: ignore[misc]
        Figure, *kept(), exclude=["known_since"], **SHARED
    )
):
    """A figure as it was after a change."""


class ApiTokenEvent(
    pghistory.create_event_model(  # type: ignore[misc]
        ApiToken, *kept(), exclude=["secret_hash", "last_used_at"], **SHARED
    )
):
    """A token as it was after it was made or revoked; never what its secret can be checked with."""


for _events in (
    RegionEvent,
    MunicipalityEvent,
    CorporationEvent,
    RentLimitsEvent,
    ThemeEvent,
    IndicatorEvent,
):
    keep(_events)
keep(IndicatorClassEvent, owner="indicator", again=("code",))
keep(FigureEvent)
keep(ApiTokenEvent, is_final=True)
