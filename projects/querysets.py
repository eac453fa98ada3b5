"""Questions about many projects: what is public, where a project stands in a year, what it adds up to."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import Case, Exists, F, Max, Min, OuterRef, Q, Value, When, Window
from django.db.models.functions import Coalesce, Greatest, Least, Lower, RowNumber

from projects import sums

if TYPE_CHECKING:
    from projects.models import Project  # noqa: F401 - the row type of the QuerySet, in quotes


class Kind(models.TextChoices):
    """What is done (soort). A study is not a kind: whether it is one follows from the planning."""

    NEW = "nieuwbouw", "Nieuwbouw/verbouw"
    RENOVATION = "renovatie", "Renovatie"
    DEMOLITION = "sloop", "Sloop"
    ACQUISITION = "aankoop", "Aankoop"


class Phase(models.TextChoices):
    """How far a project is (projectfase), in the words of the national plan registration."""

    CONCEPT = "concept", "Concept"
    INITIATIVE = "initiatief", "Initiatief"
    DEFINITION = "definitie", "Definitie"
    DESIGN = "ontwerp", "Ontwerp"
    PREPARATION = "voorbereiding", "Voorbereiding"
    REALISATION = "realisatie", "Realisatie"
    AFTERCARE = "nazorg", "Nazorg"
    COMPLETED = "afgerond", "Afgerond"
    CANCELLED = "vervallen", "Vervallen"


class Section(models.TextChoices):
    """The sections of a year's overview, in the order of printing; the first four are the kinds."""

    NEW = "nieuwbouw", "Nieuwbouw/verbouw"
    RENOVATION = "renovatie", "Renovatie"
    DEMOLITION = "sloop", "Sloop"
    ACQUISITION = "aankoop", "Aankoop"
    RESEARCH = "onderzoek", "Onderzoek"
    BUILDING = "uitvoering", "In uitvoering"

    @property
    def rule(self) -> str:
        """What belongs in the section, for the reader of an overview."""
        return SECTION_RULES[self]


_KIND_RULE = "Projecten van deze soort die in het jaar starten of worden opgeleverd."
SECTION_RULES = {
    Section.NEW: "Nieuwbouw en verbouw die naar verwachting in het jaar start of wordt opgeleverd.",
    Section.RENOVATION: "Renovaties die in het jaar starten of worden afgerond.",
    Section.DEMOLITION: "Sloop die in het jaar start of wordt afgerond.",
    Section.ACQUISITION: "Aankopen die in het jaar worden gedaan.",
    Section.RESEARCH: "Projecten die niet in het jaar starten, maar waarschijnlijk wel in een later jaar.",
    Section.BUILDING: "Projecten die vóór het jaar zijn begonnen en in het jaar doorlopen.",
}


def section_in(year: int) -> Case:
    """Return the expression for the section of a project in the overview of a year; null: it is not in it.

    A year that may be the start or the delivery counts as either. A start in the past without a known
    delivery is still being built: a project never vanishes because somebody forgot a date.
    """
    happens = Q(start_year=year) | Q(delivery_year=year) | Q(planned_year=year)
    return Case(
        When(Q(phase=Phase.CANCELLED) | Q(delivery_year__lt=year), then=Value(None)),
        When(happens, then=F("kind")),
        When(Q(phase=Phase.COMPLETED), then=Value(None)),
        When(Q(start_year__lt=year) | Q(planned_year__lt=year), then=Value(Section.BUILDING)),
        default=Value(Section.RESEARCH),
        output_field=models.CharField(null=True),
    )


SOONEST_FIRST = (
    Coalesce("start_year", "planned_year", "delivery_year").asc(nulls_last=True),
    F("pk").asc(),
)


class ProjectQuerySet(models.QuerySet["Project"]):
    def public(self) -> Self:
        """Only what may be shown outside: a draft never leaks."""
        return self.filter(is_public=True)

    def counted(self) -> Self:
        """Leave out the whole of a project in phases: it is shown and counted by its phases."""
        return self.filter(~Exists(self.model.objects.filter(parent=OuterRef("pk"))))

    def with_legend(self) -> Self:
        """Fetch all that the printed cells need in a fixed number of queries."""
        return self.select_related("municipality", "corporation", "sustainability").prefetch_related(
            "housing_types", "rent_entries__rent_class"
        )

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
        moments = ("start_year", "delivery_year", "planned_year")
        span = self.aggregate(first=Min(Least(*moments)), last=Max(Greatest(*moments)))
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

    def totals(self) -> sums.Totals:
        return sums.totals(self)

    def by_section(self) -> dict[str, sums.GroupSum]:
        """Add up an overview per section; only for the answer of ``in_overview``."""
        return sums.by_section(self)

    def by_municipality(self) -> dict[int, sums.GroupSum]:
        return sums.by_municipality(self)

    def by_year(self) -> list[sums.YearSum]:
        return sums.by_year(self)

    def by_rent_class(self) -> list[sums.Sum]:
        return sums.by_rent_class(self)

    def by_bat(self) -> list[sums.Sum]:
        return sums.by_bat(self)

    def by_sustainability(self) -> list[sums.Sum]:
        return sums.by_sustainability(self)
