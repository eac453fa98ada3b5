"""What a person would check: do the parts add up to their total, and the corporations to all of them?

Compared by the database, and only where every value that is needed is there. Shares have room for
rounding: half a unit of the last decimal for each part. Counts have none.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django.db.models import (
    Case,
    Count,
    DecimalField,
    ExpressionWrapper,
    F,
    Func,
    IntegerField,
    Max,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Sum,
    Value,
    When,
)
from django.db.models.functions import Abs, Coalesce, Power

from municipalities.models.indicators import Indicator, IndicatorClass
from wonen.dutch.numbers import PERCENT, decimals_in, print_value
from wonen.dutch.periods import Period

if TYPE_CHECKING:
    from municipalities.models.figures import Figure, FigureQuerySet

    Rows = QuerySet[Any, dict[str, Any]]

WHOLE = Decimal(100)
# Of one area and one moment: what is added up lies within.
MOMENT = ("indicator_id", "municipality_id", "region_id", "starts_on", "ends_on", "reference_date")
NAMES = ("indicator__name", "indicator__unit", "indicator__decimals", "municipality__name", "region__name")
EXACT = DecimalField(max_digits=30, decimal_places=10)
PART = Q(indicator_class__role=IndicatorClass.Role.PART)
TOTAL = Q(indicator_class__role=IndicatorClass.Role.TOTAL)
Moment = tuple[int | datetime.date | None, ...]


@dataclass(frozen=True)
class NotAddingUp:
    """One sum that is not what the figures themselves say it is."""

    indicator: str
    area: str
    corporation: str  # of which the classes were added up; empty: of all together
    indicator_class: str  # of which the corporations were added up; empty: the classes themselves were
    period: Period
    sum: Decimal
    expected: Decimal
    unit: str
    decimals: int
    has_total: bool  # a figure says the total; otherwise it is 100%
    moment: Moment
    corporation_id: int | None
    class_id: int | None

    @property
    def is_across_corporations(self) -> bool:
        return self.class_id is not None

    @property
    def sentence(self) -> str:
        found, expected = self._print(self.sum), self._print(self.expected)
        if self.is_across_corporations:
            return f"De corporaties tellen samen op tot {found}; het cijfer van alle samen is {expected}."
        if self.has_total:
            return f"De klassen tellen op tot {found}; het totaal is {expected}."
        return f"De klassen tellen op tot {found}, niet tot {expected}."

    def __str__(self) -> str:
        names = list(filter(None, (self.corporation, self.indicator_class, str(self.period))))
        if not names:
            return self.sentence
        return f"{self.sentence[:-1]} ({', '.join(names)})."

    def concerns(self, figure: Figure) -> bool:
        """Say whether a figure is one of those that were added up, or what they were held against."""
        if self.moment != moment_of(figure):
            return False
        if self.is_across_corporations:
            return figure.indicator_class_id == self.class_id
        if figure.corporation_id != self.corporation_id or figure.indicator_class is None:
            return False
        return figure.indicator_class.role != IndicatorClass.Role.BESIDE

    def _print(self, value: Decimal) -> str:
        return print_value(value, self.unit, max(self.decimals, decimals_in(value)))


def moment_of(figure: Figure) -> Moment:
    return tuple(getattr(figure, name) for name in MOMENT)


def check(figures: FigureQuerySet) -> list[NotAddingUp]:
    """Return every sum within these figures that is not right, in two queries."""
    return [_found(row) for rows in (_classes(figures), _corporations(figures)) for row in rows]


def beside(figures: Iterable[Figure]) -> dict[int, list[NotAddingUp]]:
    """Return, per figure, which sums that it takes part in are not right; two queries for any number."""
    listed = list(figures)
    if not listed:
        return {}
    relatives = type(listed[0])._default_manager.filter(
        indicator__in={figure.indicator_id for figure in listed},
        known_since__in={figure.known_since for figure in listed},
    )
    wrong = check(relatives)
    return {figure.pk: [each for each in wrong if each.concerns(figure)] for figure in listed}


def _classes(figures: FigureQuerySet) -> Rows:
    """Hold the parts of each indicator against its total, or against 100 where it is in percents."""
    parts = _count(IndicatorClass.Role.PART)
    groups = figures.order_by().values(*MOMENT, *NAMES, "corporation_id", "corporation__name")
    sums = groups.annotate(
        readable=Count("value", filter=PART),
        sum=Sum("value", filter=PART),
        total=Max("value", filter=TOTAL),
        parts=parts,
        totals=_count(IndicatorClass.Role.TOTAL),
        # Shares are rounded as they are printed; the decimals that occur tell how.
        places=Max(Func(Func("value", function="trim_scale"), function="scale", output_field=IntegerField())),
    )
    compared = sums.annotate(
        expected=Case(
            When(totals__gt=0, then=F("total")),
            When(indicator__unit=PERCENT, then=Value(WHOLE)),
            output_field=EXACT,
        ),
        room=Case(
            When(
                indicator__unit=PERCENT,
                then=ExpressionWrapper(
                    F("parts") * Value(Decimal("0.5")) / Power(Value(10), F("places")), output_field=EXACT
                ),
            ),
            default=Value(Decimal(0)),
            output_field=EXACT,
        ),
    )
    complete = compared.filter(parts__gt=0, readable=F("parts"), expected__isnull=False)
    off = complete.annotate(off=Abs(F("sum") - F("expected"), output_field=EXACT)).filter(off__gt=F("room"))
    ordered: Rows = off.order_by(*NAMES, "ends_on", "corporation__name")
    return ordered


def _count(role: IndicatorClass.Role) -> Coalesce:
    """Return how many classes of a role the indicator of a figure has."""
    classes = IndicatorClass.objects.filter(indicator=OuterRef("indicator_id"), role=role).order_by()
    counted = classes.values("indicator").annotate(count=Count("pk")).values("count")
    return Coalesce(Subquery(counted), 0, output_field=IntegerField())


def _corporations(figures: FigureQuerySet) -> Rows:
    """Hold the corporations against all together, class by class. Shares of each do not add up at all."""
    tables = figures.filter(indicator__kind=Indicator.Kind.TABLE).exclude(indicator__unit=PERCENT)
    own = Q(corporation__isnull=False)
    groups = tables.order_by().values(*MOMENT, *NAMES, "indicator_class_id", "indicator_class__name")
    sums = groups.annotate(
        corporations=Count("pk", filter=own),
        readable=Count("value", filter=own),
        sum=Sum("value", filter=own),
        expected=Max("value", filter=~own),
    )
    complete = sums.filter(corporations__gte=2, readable=F("corporations"), expected__isnull=False)
    off = complete.exclude(sum=F("expected"))
    ordered: Rows = off.order_by(*NAMES, "ends_on", "indicator_class__name")
    return ordered


def _found(row: dict[str, Any]) -> NotAddingUp:
    return NotAddingUp(
        indicator=row["indicator__name"],
        area=row["municipality__name"] or row["region__name"] or "Corporatiebreed",
        corporation=row.get("corporation__name") or "",
        indicator_class=row.get("indicator_class__name") or "",
        period=Period(row["starts_on"], row["ends_on"]),
        sum=row["sum"],
        expected=row["expected"],
        unit=row["indicator__unit"],
        decimals=row["indicator__decimals"],
        has_total=bool(row.get("totals")),
        moment=tuple(row[name] for name in MOMENT),
        corporation_id=row.get("corporation_id"),
        class_id=row.get("indicator_class_id"),
    )
