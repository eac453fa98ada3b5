"""The norm: which part of what is newly built should be social and mid-rent, per municipality and year."""

from __future__ import annotations

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q

from municipalities.models import Municipality
from wonen.dutch.periods import FIRST_YEAR, LAST_YEAR
from wonen.dutch.single_line_text import LineField, LinesField, line_rules, lines_rule

SHARE_SENTENCE = "Een norm is een heel percentage van 0 tot en met 100; leeg betekent: geen norm."
FROM_YEAR_SENTENCE = f"Het jaar ligt tussen {FIRST_YEAR} en {LAST_YEAR}."


class NormQuerySet(models.QuerySet["Norm"]):
    def for_overview(self, municipality: Municipality | None, year: int) -> Norm | None:
        """Return the norm for the overview of a year: the municipality's last one, else the general one."""
        held = self.filter(from_year__lte=year).filter(Q(municipality=None) | Q(municipality=municipality))
        return held.order_by(F("municipality").asc(nulls_last=True), "-from_year").first()

    def own_in(self, year: int) -> int:
        """Count the municipalities that have a norm of their own for the overview of a year."""
        own = self.filter(municipality__isnull=False, from_year__lte=year)
        return own.values("municipality").distinct().order_by().count()


def _share(label: str) -> models.PositiveSmallIntegerField[int | None, int | None]:
    return models.PositiveSmallIntegerField(
        label,
        null=True,
        blank=True,
        validators=[MaxValueValidator(100, SHARE_SENTENCE)],
        help_text="Heel percentage van de nieuwbouw. Leeg: hiervoor is er geen norm.",
    )


class Norm(models.Model):
    """A norm for new dwellings (norm): so many percent social rent and mid-rent.

    It holds from the overview of its year until the next norm of the same municipality. Without a
    municipality it holds for every one that has no norm of its own.
    """

    municipality = models.ForeignKey(
        Municipality,
        verbose_name="gemeente",
        related_name="norms",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        help_text="Leeg: de norm voor alle gemeenten zonder eigen norm.",
    )
    from_year = models.PositiveSmallIntegerField(
        "vanaf overzicht van jaar",
        validators=[
            MinValueValidator(FIRST_YEAR, FROM_YEAR_SENTENCE),
            MaxValueValidator(LAST_YEAR, FROM_YEAR_SENTENCE),
        ],
        help_text="Geldt tot er een latere norm is.",
    )
    social = _share("sociale huur (%)")
    mid = _share("middenhuur (%)")
    source = LineField("bron", max_length=200, help_text="Waar deze norm is afgesproken of genoemd.")
    note = LinesField(
        "toelichting voor het publiek", blank=True, help_text="Iedereen leest deze bij de norm."
    )

    objects = NormQuerySet.as_manager()

    class Meta:
        verbose_name = "norm"
        verbose_name_plural = "normen"
        ordering = (F("municipality__name").asc(nulls_first=True), "from_year")
        constraints = (
            models.UniqueConstraint(
                fields=["municipality", "from_year"],
                name="norm_once_a_year",
                nulls_distinct=False,
                violation_error_message="Voor deze gemeente is er vanaf dit jaar al een norm.",
            ),
            models.CheckConstraint(
                condition=Q(from_year__range=(FIRST_YEAR, LAST_YEAR)),
                name="norm_year_plausible",
                violation_error_message=FROM_YEAR_SENTENCE,
            ),
            models.CheckConstraint(
                condition=(Q(social=None) | Q(social__range=(0, 100)))
                & (Q(mid=None) | Q(mid__range=(0, 100))),
                name="norm_share_is_percentage",
                violation_error_message=SHARE_SENTENCE,
            ),
            models.CheckConstraint(
                condition=Q(social=None) | Q(mid=None) | Q(social__lte=100 - F("mid")),
                name="norm_shares_within_whole",
                violation_error_message="Samen kunnen de percentages niet meer zijn dan 100.",
            ),
            models.CheckConstraint(
                condition=Q(social__isnull=False) | Q(mid__isnull=False),
                name="norm_has_share",
                violation_error_message="Vul een percentage in: sociale huur, middenhuur of beide.",
            ),
            models.CheckConstraint(
                condition=Q(source__regex=r"\S"),
                name="norm_source_named",
                violation_error_message="Noem de bron van de norm.",
            ),
            *line_rules("source", "norm_source"),
            lines_rule("note", "norm_note_legible"),
        )

    def __str__(self) -> str:
        return f"{self.municipality or 'Alle gemeenten'} vanaf {self.from_year}"
