"""The national rent limits: the edges of the rent classes, per period."""

import datetime
from decimal import Decimal

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.db import models
from django.db.models import F, Func, Q, Value

from wonen.dutch.single_line_text import LinesField, lines_rule


class Capping(models.TextChoices):
    """Which aftoppingsgrens parts 'Betaalbaar' from 'Sociale hogere huur' on a page."""

    LOW = "laag", "lage aftoppingsgrens (1-2 personen)"
    HIGH = "hoog", "hoge aftoppingsgrens (3 of meer personen)"


def basis(price_level: int, capping: str) -> str:
    """Return in words on which limits rent classes are laid; classes on another basis do not compare."""
    return f"prijspeil {price_level}" + (f", {Capping(capping).label}" if capping else "")


class Limit(models.TextChoices):
    """The legal limits that can be the upper edge of a rent class."""

    QUALITY_DISCOUNT = "kwaliteitskorting", "kwaliteitskortingsgrens"
    CAPPING = "aftopping", "aftoppingsgrens (laag of hoog, per pagina)"
    SOCIAL = "sociaal", "sociale huurgrens"
    MID_RENT = "middenhuur", "bovengrens middenhuur"


class RentLimitsQuerySet(models.QuerySet["RentLimits"]):
    def in_force_on(self, day: datetime.date) -> "RentLimitsQuerySet":
        return self.filter(valid_from__lte=day, valid_until__gte=day)

    def for_overview(self, year: int) -> "RentLimits | None":
        """Return the limits that the overview of a year is printed in, or None where they are not known.

        An overview must reach the municipality by 1 July of the year before (Woningwet, art. 44), so it
        can only know the limits of that day: the overview of 2022 carries the amounts of 2021.
        """
        return self.in_force_on(datetime.date(year - 1, 7, 1)).first()

    def last_known(self, year: int) -> "RentLimits | None":
        """Return the limits of the overview of a year, or where they are not known yet the last before."""
        return self.filter(valid_from__lte=datetime.date(year - 1, 7, 1)).order_by("valid_from").last()

    def by_price_level(self) -> "dict[int, RentLimits]":
        """Return the limits of each year as they held on 1 July, by that year."""
        return {each.valid_from.year: each for each in self if each.holds_on_first_of_july}


class RentLimits(models.Model):
    """The national rent limits (huurprijsgrenzen) of a period, in euro per month.

    Every limit is inclusive: a rent equal to it still belongs to the class below it.
    """

    valid_from = models.DateField("geldig vanaf")
    valid_until = models.DateField("geldig tot en met")
    quality_discount = models.DecimalField("kwaliteitskortingsgrens", max_digits=7, decimal_places=2)
    low_capping = models.DecimalField("lage aftoppingsgrens", max_digits=7, decimal_places=2)
    high_capping = models.DecimalField("hoge aftoppingsgrens", max_digits=7, decimal_places=2)
    social = models.DecimalField(
        "sociale huurgrens",
        max_digits=7,
        decimal_places=2,
        help_text="De grens van een DAEB-woning. Tot 1 juli 2024 ook de liberalisatiegrens.",
    )
    mid_rent = models.DecimalField(
        "bovengrens middenhuur",
        max_digits=7,
        decimal_places=2,
        null=True,
        blank=True,
        help_text="Bestaat sinds 1 juli 2024 (Wet betaalbare huur).",
    )
    note = LinesField(
        "toelichting voor het publiek", blank=True, help_text="Iedereen leest deze bij de grenzen."
    )

    objects = RentLimitsQuerySet.as_manager()

    class Meta:
        verbose_name = "huurprijsgrenzen"
        verbose_name_plural = "huurprijsgrenzen"
        ordering = ("valid_from",)
        constraints = (
            lines_rule("note", "rent_limits_note_legible"),
            models.CheckConstraint(
                condition=Q(valid_until__gte=F("valid_from")),
                name="rent_limits_period_forward",
                violation_error_message="'Geldig tot en met' ligt vóór 'geldig vanaf'.",
            ),
            models.CheckConstraint(
                condition=Q(valid_until__year=F("valid_from__year")),
                name="rent_limits_within_a_year",
                violation_error_message="Huurprijsgrenzen gelden binnen één kalenderjaar.",
            ),
            ExclusionConstraint(
                name="rent_limits_do_not_overlap",
                expressions=[
                    (
                        Func("valid_from", "valid_until", Value("[]"), function="daterange"),
                        RangeOperators.OVERLAPS,
                    )
                ],
                violation_error_message="Voor (een deel van) deze periode zijn er al huurprijsgrenzen.",
            ),
            models.CheckConstraint(
                condition=Q(
                    quality_discount__gt=0,
                    low_capping__gt=F("quality_discount"),
                    high_capping__gt=F("low_capping"),
                    social__gt=F("high_capping"),
                )
                & (Q(mid_rent=None) | Q(mid_rent__gt=F("social"))),
                name="rent_limits_ascend",
                violation_error_message=(
                    "De grenzen moeten oplopen: kwaliteitskorting, aftopping laag, aftopping hoog, "
                    "sociale huurgrens, middenhuur."
                ),
            ),
        )

    def __str__(self) -> str:
        return f"Huurprijsgrenzen vanaf {self.valid_from:%d-%m-%Y}"

    def basis(self, capping: Capping) -> str:
        return basis(self.valid_from.year, capping)

    def holds_for_overview(self, year: int) -> bool:
        return self.valid_until >= datetime.date(year - 1, 7, 1) >= self.valid_from

    @property
    def holds_on_first_of_july(self) -> bool:
        return self.valid_from <= datetime.date(self.valid_from.year, 7, 1) <= self.valid_until

    def amount(self, limit: Limit, capping: Capping) -> Decimal | None:
        """Return a limit in euro per month, or None where the law has no such limit in this period."""
        match limit:
            case Limit.QUALITY_DISCOUNT:
                return self.quality_discount
            case Limit.CAPPING:
                return self.low_capping if capping == Capping.LOW else self.high_capping
            case Limit.SOCIAL:
                return self.social
            case Limit.MID_RENT:
                return self.mid_rent
