"""What the page about the figures tells, read from the rows and the rules that it is about."""

import datetime
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, F, Max, Min, Q, Value
from django.db.models.functions import Coalesce, NullIf
from django.utils import timezone

from municipalities.models import Capping, Figure, Municipality, RentLimits
from projects.models import BatScore, Project
from projects.models.sections import Section
from projects.notation import UNDECIDED_MIX, UNKNOWN
from projects.sums.intervals import Sum
from projects.sums.region import Verdict

MOST_SOURCES = 50


@dataclass(frozen=True)
class Example:
    """A real project whose dwellings are not yet divided, and what it adds to each of its classes."""

    project: Project
    sums: list[Sum]


@dataclass(frozen=True)
class Source:
    """What a source gave, how much of it, and the youngest date that goes with it."""

    name: str
    count: int
    latest: datetime.date


def about_context() -> dict[str, Any]:
    public = Project.objects.public().filter(is_example=False)
    year = timezone.localdate().year
    limits = RentLimits.objects.for_overview(year)
    mid_rent = RentLimits.objects.exclude(mid_rent=None).aggregate(since=Min("valid_from"))
    return {
        "unknown": UNKNOWN,
        "undecided": UNDECIDED_MIX,
        "example": undivided_example(),
        "sections": list(Section),
        "year": year,
        "basis": limits.basis(Capping.LOW) if limits else "",
        "mid_rent_since": mid_rent["since"],
        "bat_scores": BatScore.objects.all(),
        "verdicts": {"met": Verdict.MET, "missed": Verdict.MISSED, "open": Verdict.OPEN},
        "statuses": Figure.Status,
        "figure_sources": figure_sources(),
        "project_sources": project_sources(),
        "municipalities": Municipality.objects.count(),
        "modified": public.aggregate(latest=Max("modified_at"))["latest"],
    }


def undivided_example() -> Example | None:
    """Return the first public project with an exact count in two classes without a split, if there is one."""
    certain = Q(rent_entries__is_possible=False, rent_entries__dwellings=None)
    several = (
        Project.objects.public()
        .counted()
        .filter(is_example=False, dwellings__isnull=False, dwellings_approximate=False)
        .annotate(open=Count("rent_entries", filter=certain), all=Count("rent_entries"))
        .filter(open=2, all=2)
    )
    project = several.with_legend().order_by("pk").first()
    if project is None:
        return None
    sums = Project.objects.filter(pk=project.pk).by_rent_class()
    return Example(project, [each for each in sums if each.dwellings.most])


def figure_sources() -> list[Source]:
    """Return where the figures of the gemeentekaart come from, the most used first."""
    named = Coalesce(NullIf(F("source"), Value("")), F("indicator__source"))
    rows = Figure.objects.annotate(named=named).exclude(named="")
    found = rows.values("named").annotate(count=Count("pk"), latest=Max("known_since"))
    return [
        Source(row["named"], row["count"], row["latest"])
        for row in found.order_by("-count", "named")[:MOST_SOURCES]
    ]


def project_sources() -> list[Source]:
    """Return where the public projects come from, the most used first."""
    rows = Project.objects.public().filter(is_example=False).exclude(source="")
    found = rows.values("source").annotate(count=Count("pk"), latest=Max("modified_at"))
    return [
        Source(row["source"], row["count"], timezone.localdate(row["latest"]))
        for row in found.order_by("-count", "source")[:MOST_SOURCES]
    ]
