"""Questions about many projects: what is public, where a project stands in a year, what it adds up to."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import F, Max, Min, Window
from django.db.models.functions import Coalesce, Greatest, Least, Lower, RowNumber

from projects.models.search import SEARCHABLE, found_by
from projects.models.sections import Section, section_in
from projects.sums import by_rent as rent_sums
from projects.sums import by_year as year_sums
from projects.sums import intervals as sums

if TYPE_CHECKING:
    from projects.models import Project  # noqa: F401 - the row type of the QuerySet, in quotes


MOMENTS = ("start_year", "delivery_year", "planned_year")
SOONEST = Coalesce("start_year", "planned_year", "delivery_year")
SOONEST_FIRST = (SOONEST.asc(nulls_last=True), F("pk").asc())


class ProjectQuerySet(models.QuerySet["Project"]):
    def public(self) -> Self:
        """Only what may be shown outside: a draft never leaks."""
        return self.filter(is_public=True)

    def counted(self) -> Self:
        """Leave out the whole of a project in phases: it is shown and counted by its phases.

        A draft phase does not hide a public whole: what is public may not depend on a draft. The database
        keeps this in the row, as ``projects_set_counted`` defines it (``migrations/sql``).
        """
        return self.filter(is_counted=True)

    def with_legend(self) -> Self:
        """Fetch all that the printed cells need in a fixed number of queries."""
        return self.select_related("municipality", "corporation", "sustainability").prefetch_related(
            "housing_types", "rent_entries__rent_class"
        )

    def with_facts(self) -> Self:
        """Fetch all that is kept of a project, as API and exports give it."""
        return self.with_legend().select_related("parent").prefetch_related("external_codes")

    def with_section(self, year: int) -> Self:
        """Annotate ``section``: the section of the year's overview, null where it does not stand in it."""
        return self.annotate(section=section_in(year))

    def in_overview(self, year: int) -> Self:
        """Return the projects of a year's overview with their ``section``; soonest first, then as entered."""
        rows = self.counted().with_section(year).filter(section__isnull=False)
        return rows.order_by(*SOONEST_FIRST)

    def first_of_each_section(self, count: int) -> Self:
        """Keep the first so many projects of each section of an overview."""
        place = Window(RowNumber(), partition_by=[F("section")], order_by=SOONEST_FIRST)
        return self.annotate(place_in_section=place).filter(place_in_section__lte=count)

    def years(self) -> tuple[int, int] | None:
        """Return the first and the last year in which something is planned, or None without any."""
        span = self.aggregate(first=Min(Least(*MOMENTS)), last=Max(Greatest(*MOMENTS)))
        return None if span["first"] is None else (span["first"], span["last"])

    def sections_by_year(self) -> list[tuple[int, str]]:
        """Return the label of the section in every year around the planning of one project."""
        span = self.years()
        if span is None:
            return []
        years = range(span[0] - 1, span[1] + 2)
        sections = self.values_list(*(section_in(year) for year in years)).get()
        found = zip(years, sections, strict=True)
        return [(year, Section(section).label) for year, section in found if section]

    def by_name(self) -> Self:
        return self.order_by(Lower("name"), "pk")

    def searched(self, text: str) -> Self:
        """Keep the projects whose name and place hold every word of the text, or a word much like it."""
        return self.alias(searchable=SEARCHABLE).filter(found_by(text))

    def totals(self) -> sums.Totals:
        return sums.totals(self)

    def by_section_and_kind(self) -> dict[tuple[str, str], sums.Totals]:
        """Add up an overview per section and kind; only for the answer of ``in_overview``."""
        return sums.by_section_and_kind(self)

    def by_municipality(self) -> dict[int, sums.Totals]:
        return sums.by_municipality(self)

    def by_year(self) -> list[year_sums.YearSum]:
        return year_sums.by_year(self)

    def by_rent_class(self) -> list[sums.Sum]:
        return rent_sums.by_rent_class(self)

    def by_municipality_and_rent_class(self, municipalities: list[int]) -> dict[int, list[sums.Sum]]:
        return rent_sums.by_municipality_and_rent_class(self, municipalities)
