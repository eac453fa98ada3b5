"""What is frozen of a project: what the API gives of it that day, and where it stands in the overview."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.db.models import Q

from municipalities.models.rent_limits import RentLimits
from offers.models import Offer, OfferedProject, OfferVersion
from projects.api.project_resource import PROJECTS, with_section
from projects.facts import FACTS
from projects.models import Project
from projects.models.querysets import SOONEST_FIRST, ProjectQuerySet
from projects.models.sections import Section
from wonen.rest.projection import Shape

SECTION = "onderdeel"
# What is no value of the project, or is kept beside the facts: its number and its section.
LEFT_OUT = {"id", SECTION, "gewijzigdOp", *(fact.key for fact in FACTS if not fact.is_value)}
FIELDS = tuple(each for each in PROJECTS.fields if each.key not in LEFT_OUT)
Facts = dict[str, Any]


@dataclass(frozen=True)
class Frozen:
    """A project as it stands in an overview: its number, its section and what the API gives of it."""

    project: int
    section: Section
    facts: Facts


@dataclass(frozen=True)
class Content:
    """All that a version holds: its projects in the order of the overview, and the year of the limits."""

    rows: list[Frozen]
    price_level: int | None

    @cached_property
    def digest(self) -> str:
        """What tells one content from another, for who has to see it before publishing it."""
        found = [[each.project, each.section, each.facts] for each in self.rows]
        text = json.dumps([self.price_level, found], sort_keys=True)
        return hashlib.sha256(text.encode()).hexdigest()

    @property
    def keys(self) -> list[int]:
        return [each.project for each in self.rows]

    def by_section(self) -> list[tuple[Section, int]]:
        """Return how many projects each section of the overview holds; those that hold none are left out."""
        counts = Counter(each.section for each in self.rows)
        return [(section, counts[section]) for section in Section if section in counts]


def overview_of(offer: Offer) -> ProjectQuerySet:
    """Return the projects of the overview that an offer is about, of connected companies too, and drafts.

    What is invented stands only in an invented offer.
    """
    own = Q(corporation=offer.corporation_id) | Q(corporation__parent=offer.corporation_id)
    found: ProjectQuerySet = Project.objects.filter(own, municipality=offer.municipality_id)
    return found.filter(is_example=offer.is_example).in_overview(offer.year)


def projects_of(offer: Offer) -> ProjectQuerySet:
    """Return the projects that a version would hold now: what is public of the overview."""
    return overview_of(offer).public()


def content_now(offer: Offer, projects: ProjectQuerySet | None = None) -> Content:
    """Return what would be frozen now; two queries. ``projects`` are rows of an overview, with their section.

    The projects are read in one statement, so that they are all of one moment.
    """
    rows = projects_of(offer) if projects is None else projects
    shape = Shape(PROJECTS, [*FIELDS, PROJECTS.by_key[SECTION]])
    read = shape.by_key(with_section(rows.order_by(*SOONEST_FIRST), {}))
    found = sorted((_frozen(*each) for each in read), key=lambda each: list(Section).index(each.section))
    limits = RentLimits.objects.for_overview(offer.year)
    return Content(found, limits.valid_from.year if limits else None)


def content_of(version: OfferVersion) -> Content:
    """Return what a version holds; one query."""
    rows = version.projects.order_by("position").values_list("project_id", "section", "facts")
    return Content(
        [Frozen(key, Section(section), facts) for key, section, facts in rows], version.price_level
    )


def freeze(offer: Offer, number: int, content: Content, note: str = "") -> OfferVersion:
    """Write a version with its projects, inside a transaction; its moment is that of writing it."""
    version = OfferVersion.objects.create(
        offer=offer,
        number=number,
        price_level=content.price_level,
        project_count=len(content.rows),
        note=note,
    )
    OfferedProject.objects.bulk_create(_rows(version, content), batch_size=500)
    return version


def _frozen(key: int, shown: dict[str, Any]) -> Frozen:
    # Through JSON and back: what is compared with an older version is what the database would give again.
    facts: Facts = json.loads(json.dumps(shown))
    return Frozen(key, Section(facts.pop(SECTION)), facts)


def _rows(version: OfferVersion, content: Content) -> Iterator[OfferedProject]:
    for position, each in enumerate(content.rows, 1):
        yield OfferedProject(
            version=version,
            project_id=each.project,
            section=each.section,
            position=position,
            facts=each.facts,
        )
