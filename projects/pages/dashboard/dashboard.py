"""What a dashboard shows of the chosen projects: read once, in a fixed number of queries."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any

from municipalities.models import Capping, Municipality, RentLimits
from projects.filters.selection import Selection
from projects.kinds import Kind
from projects.models.legend import BatScore, HousingType, RentClass, SustainabilityLevel
from projects.models.norms import Norm
from projects.models.querysets import ProjectQuerySet
from projects.pages.dashboard.dashboard_charts import charts
from projects.pages.dashboard.key_totals import key_totals
from projects.sums.by_class import bat_outcomes, housing_type_outcomes, sustainability_outcomes
from projects.sums.by_rent import rent_outcomes
from projects.sums.by_year import YearSum, in_order, in_year, may_be_in
from projects.sums.intervals import Interval, May, Outcomes, Totals
from projects.sums.norm_check import Base, NormCheck, check


@dataclass(frozen=True)
class Legend:
    """The entries by which a dashboard adds up."""

    rent_classes: list[RentClass]
    scores: list[BatScore]
    levels: list[SustainabilityLevel]
    types: list[HousingType]

    @classmethod
    def load(cls) -> Legend:
        return cls(
            list(RentClass.objects.all()),
            list(BatScore.objects.all()),
            list(SustainabilityLevel.objects.all()),
            list(HousingType.objects.all()),
        )

    def segment(self, segment: str) -> list[int]:
        return [each.pk for each in self.rent_classes if each.segment == segment]


@dataclass(frozen=True)
class Delivery:
    """What may be delivered in a year (None: not known): ``cells`` has an interval per rent class.

    ``uncounted`` is how many projects without a count may be delivered in it.
    """

    year: int | None
    cells: tuple[Interval, ...]
    total: Interval
    uncounted: int


@dataclass(frozen=True)
class Figures:
    """The chosen projects of a year's overview, added up in every way that a dashboard shows."""

    year: int
    legend: Legend
    limits: RentLimits | None  # of the overview, or the last known before it
    parts: dict[tuple[str, str], Totals]  # by section and kind
    rent_parts: dict[tuple[Any, ...], Outcomes]  # by year of delivery, bare year and kind
    bat: Outcomes
    levels: Outcomes
    types: Outcomes
    years: list[YearSum]

    @classmethod
    def load(cls, overview: ProjectQuerySet, year: int) -> Figures:
        legend = Legend.load()
        return cls(
            year,
            legend,
            RentLimits.objects.last_known(year),
            overview.by_section_and_kind(),
            rent_outcomes(overview, "delivery_year", "planned_year", "kind"),
            bat_outcomes(overview),
            sustainability_outcomes(overview, legend.levels),
            housing_type_outcomes(overview),
            overview.by_year(),
        )

    @cached_property
    def totals(self) -> Totals:
        return Totals.together(self.parts.values())

    @cached_property
    def sections(self) -> dict[str, Totals]:
        found = dict.fromkeys(section for section, _ in self.parts)
        return {
            section: Totals.together(totals for (each, _), totals in self.parts.items() if each == section)
            for section in found
        }

    @cached_property
    def rent(self) -> Outcomes:
        return Outcomes.together(self.rent_parts.values())

    @cached_property
    def rent_by_delivery(self) -> dict[May, Outcomes]:
        """The rent classes by the years in which they may be delivered."""
        moments: dict[May, list[Outcomes]] = {}
        for (year, planned, _), outcomes in self.rent_parts.items():
            moments.setdefault(may_be_in(year, planned), []).append(outcomes)
        return {moment: Outcomes.together(found) for moment, found in moments.items()}

    @cached_property
    def deliveries(self) -> list[Delivery]:
        """What may be delivered per year, by the rent classes of the law; the unknown year last."""
        moments = self.rent_by_delivery
        found = []
        for year in in_order(year for moment in moments for year in moment):
            certain, possible = in_year(moments, year)
            cells = tuple(
                Interval(certain.of([each.pk]).least, possible.of([each.pk]).most)
                for each in self.rent_classes
            )
            total = Interval(certain.total, possible.total)
            found.append(Delivery(year, cells, total, sum(possible.uncounted.values())))
        return [each for each in found if each.total.most or each.uncounted]

    @property
    def new_building(self) -> Base:
        """What the norm is held against."""
        totals = Totals.together(found for (_, kind), found in self.parts.items() if kind == Kind.NEW)
        outcomes = (found for (*_, kind), found in self.rent_parts.items() if kind == Kind.NEW)
        return Base(totals, Outcomes.together(outcomes))

    @property
    def has_mid_rent(self) -> bool:
        """Whether the law of the overview has mid-rent, as far as is known."""
        return self.limits is not None and self.limits.mid_rent is not None

    @property
    def rent_classes(self) -> list[RentClass]:
        """The rent classes that the law has, and any other that dwellings were entered in nevertheless."""
        mid = RentClass.Segment.MID
        return [
            each
            for each in self.legend.rent_classes
            if each.segment != mid or self.has_mid_rent or self.rent.of([each.pk]).most
        ]

    @property
    def basis(self) -> str:
        """On which limits the rent classes are laid; empty where they are not known."""
        known = self.limits is not None and self.limits.holds_for_overview(self.year)
        return self.limits.basis(Capping.LOW) if self.limits and known else ""


def norm_check(figures: Figures, municipality: Municipality | None) -> NormCheck | None:
    """Hold the norm of the year against the figures; None where there is none."""
    norm = Norm.objects.for_overview(municipality, figures.year)
    if norm is None:
        return None
    return check(norm, figures.new_building, figures.legend.rent_classes, has_mid_rent=figures.has_mid_rent)


def dashboard(selection: Selection, year: int) -> dict[str, Any]:
    """Return what a page needs to show the chosen projects; only for a valid choice."""
    figures = Figures.load(selection.projects, year)
    municipality = selection.filterset.form.cleaned_data.get("gemeente")
    return {
        "figures": figures,
        "is_narrowed": bool(selection.chips),
        "totals": figures.totals,
        "key_totals": key_totals(figures, selection),
        "charts": charts(figures, selection),
        "norm": norm_check(figures, municipality),
        "own_norms": 0 if municipality else Norm.objects.own_in(year),
        "basis": figures.basis,
        "year_sums": figures.years,
    }
