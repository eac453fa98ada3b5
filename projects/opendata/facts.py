"""What the catalogue tells of the data, read from the data: when, until when, where, and how much."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from django.db.models import Count, Max, Min, Q
from django.db.models.functions import Greatest, Least

from municipalities.figures.feed import FIGURES as FEED
from municipalities.models import ChangeMark, Figure, Municipality
from municipalities.models.events import FigureEvent
from projects.models.querysets import MOMENTS, ProjectQuerySet

LIMBURG = frozenset({"37", "38", "39"})  # the COROP regions of the province
PLACES = "https://sws.geonames.org"


@dataclass(frozen=True)
class Facts:
    """How many rows, how many of them invented, when last changed, and over which period (ISO 8601)."""

    count: int = 0
    examples: int = 0
    modified: datetime.datetime | None = None
    first: str = ""
    last: str = ""


@dataclass(frozen=True)
class Area:
    """Where the data are about: a place of GeoNames, and the box around the main towns in degrees WGS 84."""

    name: str
    uri: str
    west: float
    south: float
    east: float
    north: float


PROVINCE = ("Limburg", f"{PLACES}/2751596/")
COUNTRY = ("Nederland", f"{PLACES}/2750405/")


def project_facts(projects: ProjectQuerySet) -> Facts:
    """Return the facts of these projects, counted as the files of the API hold them: phases, not the whole.

    A year stands for every moment that is planned in it.
    """
    found = projects.counted().aggregate(
        count=Count("pk"),
        examples=Count("pk", filter=Q(is_example=True)),
        modified=Max("modified_at"),
        first=Min(Least(*MOMENTS)),
        last=Max(Greatest(*MOMENTS)),
    )
    first, last = (str(found[each] or "") for each in ("first", "last"))
    return Facts(found["count"], found["examples"], found["modified"], first, last)


def figure_facts() -> Facts:
    """Return the facts of all figures. The feed tells when one was last added, changed or removed.

    Not the history, which moves with internal notes too; it stands in where the feed knows of nothing.
    """
    found = Figure.objects.aggregate(
        count=Count("pk"), first=Min("starts_on"), known=Min("known_since"), last=Max("known_since")
    )
    starts = [day for day in (found["first"], found["known"]) if day]
    marks = ChangeMark.objects.filter(resource=FEED.resource)
    newest = marks.aggregate(newest=Max("changed_at"))["newest"] or (
        FigureEvent.objects.order_by("-pk").values_list("pgh_created_at", flat=True).first()
    )
    first = min(starts).isoformat() if starts else ""
    return Facts(found["count"], 0, newest, first, found["last"].isoformat() if found["last"] else "")


def area() -> Area | None:
    """Return the area of all municipalities: the province if all lie in it; None without any."""
    span = Municipality.objects.aggregate(
        west=Min("longitude"),
        south=Min("latitude"),
        east=Max("longitude"),
        north=Max("latitude"),
        elsewhere=Count(
            "pk",
            filter=~Q(region__corop_code__in=LIMBURG) & ~Q(region__parent__corop_code__in=LIMBURG),
        ),
    )
    if span["west"] is None:
        return None
    name, uri = COUNTRY if span.pop("elsewhere") else PROVINCE
    return Area(name, uri, **{side: float(degrees) for side, degrees in span.items()})
