"""The figures (cijfers) of the gemeentekaart: one row per indicator, area, period, corporation and class."""

from __future__ import annotations

import datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Self

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q, Window
from django.db.models.functions import Coalesce, DenseRank

from municipalities.card.reference_years import window
from municipalities.figures import consistency as adding_up
from municipalities.models.indicators import Indicator, IndicatorClass
from municipalities.models.notes import ONLY_STAFF
from municipalities.models.rent_limits import Capping, basis
from wonen.dutch.numbers import EURO, LARGEST, PERCENT, fits, print_value
from wonen.dutch.periods import FIRST_YEAR, LAST_YEAR, PERIOD_SENTENCE, Period
from wonen.dutch.single_line_text import VISIBLE, LineField, LinesField, line_rules, lines_rule

if TYPE_CHECKING:
    from municipalities.models import Municipality

Moment = tuple[datetime.date, datetime.date, str]
COMBINATION = ("indicator", "indicator_class", "municipality", "region", "corporation")
# Which period is the latest: a figure without one counts from its reference date.
LAST_FIRST = (Coalesce("ends_on", "reference_date").desc(), F("starts_on").desc(nulls_last=True))
YEAR_SENTENCE = f"Een prijspeil is een jaar tussen {FIRST_YEAR} en {LAST_YEAR}."
DOUBT = "Zeg in de toelichting voor het publiek waarom het cijfer is afgeleid of niet leesbaar is."
# The rules across rows, kept by triggers (``migrations/sql``): the name of each with its sentence.
FIGURE_RULES = {
    "figure_class_of_indicator": "De klasse hoort niet bij dit kengetal.",
    "figure_class_needed": "Dit kengetal heeft klassen: kies bij welke klasse het cijfer hoort.",
    "figure_class_not_needed": "Dit kengetal heeft geen klassen: laat de klasse leeg.",
    "figure_decimals_of_indicator": "De waarde heeft meer decimalen dan bij dit kengetal horen.",
    "figure_corporation_in_table": "Een cijfer per corporatie kan alleen bij een tabel per corporatie.",
}


class FigureQuerySet(models.QuerySet["Figure"]):
    def with_names(self) -> Self:
        """Fetch all that printing a figure needs in the same query."""
        return self.select_related(
            "indicator__theme", "indicator_class", "municipality", "region", "corporation"
        )

    def known_on(self, day: datetime.date) -> Self:
        """Return what could be known on a day: given by then, or else of a period that was over by then."""
        return self.filter(known_since__lte=day)

    def on_card_of(self, municipality: Municipality) -> Self:
        """Return the figures of a municipality, of the regions that it lies in, and corporation-wide."""
        regions = [municipality.region_id, municipality.region.parent_id]
        return self.filter(
            Q(municipality=municipality) | Q(region__in=regions) | Q(municipality=None, region=None)
        )

    def last_periods(self, count: int) -> Self:
        """Keep the last so many periods per indicator and area, each with all of its classes.

        Last is what the figure is about, not when it was given: an old year that is corrected stays old.
        """
        area = [F("indicator"), F("municipality"), F("region")]
        rank = Window(DenseRank(), partition_by=area, order_by=LAST_FIRST)
        return self.annotate(rank=rank).filter(rank__lte=count)

    def of_card(self, year: int) -> Self:
        """Return what became known for the bod of a year."""
        after, until = window(year)
        return self.filter(known_since__gt=after, known_since__lte=until)

    def before_card(self, year: int) -> Self:
        """Return the latest figure of each combination that an earlier card could have."""
        # By the keys: the names would sort by the order of the related rows.
        keys = [f"{name}_id" for name in COMBINATION]
        return self.known_on(window(year)[0]).order_by(*keys, *LAST_FIRST).distinct(*keys)

    def not_adding_up(self) -> list[adding_up.NotAddingUp]:
        return adding_up.check(self)

    def in_order(self) -> Self:
        """Sort as the card reads: by indicator, area, period, class, corporation. Stable and complete."""
        return self.order_by(
            "indicator__theme__order",
            "indicator__theme__name",
            "indicator__order",
            "indicator__name",
            F("municipality__name").asc(nulls_last=True),
            F("region__name").asc(nulls_last=True),
            Coalesce("ends_on", "reference_date"),
            F("starts_on").asc(nulls_first=True),
            F("indicator_class__order").asc(nulls_first=True),
            "indicator_class__name",
            F("corporation__code").asc(nulls_last=True),
            "pk",
        )


class Figure(models.Model):
    """One figure: of one indicator, one area and one period. A figure without a value could not be read.

    Without municipality and region it holds for the whole corporation; without corporation, for all
    corporations together. Without period the source names none, and the reference date says from when
    the figure is known.
    """

    class Status(models.TextChoices):
        DEFINITIVE = "definitief", "definitief"
        PROVISIONAL = "voorlopig", "voorlopig"
        DERIVED = "afgeleid", "afgeleid"
        UNREADABLE = "onleesbaar", "niet leesbaar in de bron"

    indicator = models.ForeignKey(
        Indicator, verbose_name="kengetal", related_name="figures", on_delete=models.PROTECT
    )
    indicator_class = models.ForeignKey(
        IndicatorClass,
        verbose_name="klasse",
        related_name="figures",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
    )
    municipality = models.ForeignKey(
        "municipalities.Municipality",
        verbose_name="gemeente",
        related_name="figures",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        help_text="Leeg, en ook geen regio: het cijfer geldt corporatiebreed.",
    )
    region = models.ForeignKey(
        "municipalities.Region",
        verbose_name="regio",
        related_name="figures",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
    )
    corporation = models.ForeignKey(
        "municipalities.Corporation",
        verbose_name="corporatie",
        related_name="figures",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        help_text="Alleen bij een tabel per corporatie. Leeg: alle corporaties samen.",
    )
    starts_on = models.DateField("eerste dag", null=True, blank=True)
    ends_on = models.DateField("laatste dag", null=True, blank=True)
    value = models.DecimalField("waarde", max_digits=16, decimal_places=4, null=True, blank=True)
    status = models.CharField("status", max_length=10, choices=Status, default=Status.DEFINITIVE)
    price_level = models.PositiveSmallIntegerField(
        "prijspeil",
        null=True,
        blank=True,
        validators=[
            MinValueValidator(FIRST_YEAR, YEAR_SENTENCE),
            MaxValueValidator(LAST_YEAR, YEAR_SENTENCE),
        ],
        help_text="Het jaar van de huurprijsgrenzen waarin de klassen zijn ingedeeld.",
    )
    capping = models.CharField("aftoppingsgrens", max_length=4, choices=Capping, blank=True)
    source = LineField("bron", max_length=160, blank=True, help_text="Leeg: de bron van het kengetal.")
    reference_date = models.DateField(
        "peildatum",
        null=True,
        blank=True,
        help_text="De dag waarop het cijfer bekend was. Nodig bij een plan of een cijfer zonder periode.",
    )
    note = LinesField(
        "toelichting voor het publiek", blank=True, help_text="Iedereen leest deze bij het cijfer."
    )
    internal_note = LinesField("interne notitie", blank=True, default="", db_default="", help_text=ONLY_STAFF)
    known_since = models.GeneratedField(
        verbose_name="bekend sinds",
        expression=Coalesce("reference_date", "ends_on"),
        output_field=models.DateField(),
        db_persist=True,
    )

    objects = FigureQuerySet.as_manager()

    class Meta:
        verbose_name = "cijfer"
        verbose_name_plural = "cijfers"
        ordering = ("id",)
        indexes = (models.Index(fields=["municipality", "known_since"], name="figure_of_municipality"),)
        constraints = (
            models.UniqueConstraint(
                fields=[*COMBINATION, "starts_on", "ends_on"],
                condition=Q(ends_on__isnull=False),
                nulls_distinct=False,
                name="figure_once_per_period",
                violation_error_message="Dit cijfer is er al voor dit gebied en deze periode.",
            ),
            models.UniqueConstraint(
                fields=[*COMBINATION, "reference_date"],
                condition=Q(ends_on=None),
                nulls_distinct=False,
                name="figure_once_per_reference_date",
                violation_error_message="Dit cijfer is er al voor dit gebied en deze peildatum.",
            ),
            models.CheckConstraint(
                condition=Q(municipality=None) | Q(region=None),
                name="figure_one_area",
                violation_error_message="Een cijfer hoort bij een gemeente óf bij een regio, niet bij beide.",
            ),
            models.CheckConstraint(
                condition=Q(starts_on=None, ends_on=None)
                | Q(starts_on=None, ends_on__isnull=False, ends_on__month=12, ends_on__day=31)
                | Q(starts_on__isnull=False, ends_on__isnull=False)
                & (
                    Q(starts_on=F("ends_on"))
                    | Q(starts_on__month=1, starts_on__day=1, ends_on__month=12, ends_on__day=31)
                    & Q(ends_on__gt=F("starts_on"))
                ),
                name="figure_period_form",
                violation_error_message=PERIOD_SENTENCE,
            ),
            models.CheckConstraint(
                condition=(Q(starts_on=None) | Q(starts_on__year__range=(FIRST_YEAR, LAST_YEAR)))
                & (Q(ends_on=None) | Q(ends_on__year__range=(FIRST_YEAR, LAST_YEAR)))
                & (Q(reference_date=None) | Q(reference_date__year__range=(FIRST_YEAR, LAST_YEAR)))
                & (Q(price_level=None) | Q(price_level__range=(FIRST_YEAR, LAST_YEAR))),
                name="figure_year_plausible",
                violation_error_message=f"Een jaar ligt tussen {FIRST_YEAR} en {LAST_YEAR}.",
            ),
            models.CheckConstraint(
                # A first day alone is no period, but that is for the rule of its form to say.
                condition=~Q(starts_on=None, ends_on=None, reference_date=None),
                name="figure_dated",
                violation_error_message="Een cijfer heeft een periode, of anders een peildatum.",
            ),
            models.CheckConstraint(
                condition=Q(status__in=("definitief", "voorlopig", "afgeleid", "onleesbaar")),
                name="figure_status_known",
                violation_error_message="Kies een van de statussen van een cijfer.",
            ),
            models.CheckConstraint(
                # NaN is a number to PostgreSQL, and larger than any other.
                condition=Q(value=None) | Q(value__gt=-LARGEST, value__lt=LARGEST),
                name="figure_value_plausible",
                violation_error_message="Een waarde is een getal van hoogstens 12 cijfers voor de komma.",
            ),
            models.CheckConstraint(
                condition=Q(status="onleesbaar", value=None)
                | (~Q(status="onleesbaar") & Q(value__isnull=False)),
                name="figure_value_or_unreadable",
                violation_error_message=(
                    "Een cijfer heeft een waarde, tenzij het niet leesbaar is in de bron."
                ),
            ),
            models.CheckConstraint(
                condition=~Q(status__in=("afgeleid", "onleesbaar")) | Q(note__regex=VISIBLE),
                name="figure_doubt_explained",
                violation_error_message=DOUBT,
            ),
            *line_rules("source", "figure_source"),
            lines_rule("note", "figure_note_legible"),
            lines_rule("internal_note", "figure_internal_note_legible"),
            models.CheckConstraint(
                condition=Q(capping="") | Q(capping__in=Capping.values, price_level__isnull=False),
                name="figure_capping_of_price_level",
                violation_error_message="Een aftoppingsgrens is laag of hoog, en hoort bij een prijspeil.",
            ),
        )

    def __str__(self) -> str:
        parts = (str(self.indicator), str(self.indicator_class or ""), self.area, str(self.corporation or ""))
        return ", ".join(filter(None, (*parts, str(self.period))))

    @property
    def period(self) -> Period:
        return Period(self.starts_on, self.ends_on)

    @period.setter
    def period(self, period: Period) -> None:
        self.starts_on, self.ends_on = period.starts_on, period.ends_on

    @property
    def moment(self) -> Moment:
        """What a figure has in common with the others of its period, in the order of ``LAST_FIRST``."""
        return self.ends_on or self.known_since, self.starts_on or datetime.date.min, str(self.period)

    @property
    def area(self) -> str:
        """The name of the area that the figure is about."""
        return str(self.municipality or self.region or "Corporatiebreed")

    @property
    def is_certain(self) -> bool:
        """Whether the source says this and nothing else: only such figures are drawn."""
        return self.status in {self.Status.DEFINITIVE, self.Status.PROVISIONAL}

    @property
    def basis(self) -> str:
        """In which price level classes are laid, in words; figures on different bases do not compare."""
        return basis(self.price_level, self.capping) if self.price_level else ""

    @property
    def printed(self) -> str:
        """The value in Dutch notation, with its unit."""
        return printed(self.value, self.indicator.unit, self.indicator.decimals)

    @property
    def printed_in_table(self) -> str:
        """The value without a unit that is a word: a table says that once, above its columns."""
        if self.value is None or self.indicator.unit in {EURO, PERCENT}:
            return self.printed
        return print_value(self.value, "", self.indicator.decimals)

    @property
    def plain_value(self) -> str:
        """The value for programs: a point for decimals, none that are zero; empty where there is none."""
        return "" if self.value is None else f"{self.value.normalize():f}"

    @property
    def mark(self) -> str:
        """What must stand beside the value: that it is provisional or derived."""
        marked = self.value is not None and self.status != self.Status.DEFINITIVE
        return str(self.Status(self.status).label) if marked else ""

    def clean(self) -> None:
        """Refuse what the triggers would refuse, so that a form can say it beside the field."""
        super().clean()
        indicator: Indicator | None = getattr(self, "indicator", None)
        if indicator is None:
            return
        broken = broken_rule(indicator, self.indicator_class, has_corporation=self.corporation_id is not None)
        if broken:
            field = "corporation" if broken == "figure_corporation_in_table" else "indicator_class"
            raise ValidationError({field: FIGURE_RULES[broken]})
        if isinstance(self.value, Decimal) and not fits(self.value, indicator.decimals):
            raise ValidationError({"value": FIGURE_RULES["figure_decimals_of_indicator"]})


def printed(value: Decimal | None, unit: str, decimals: int) -> str:
    """Return a value in Dutch notation with its unit; where there is none, that it could not be read."""
    return str(Figure.Status.UNREADABLE.label) if value is None else print_value(value, unit, decimals)


def broken_rule(
    indicator: Indicator, indicator_class: IndicatorClass | None, *, has_corporation: bool
) -> str | None:
    """Return the name of the rule across rows that this combination breaks, or None."""
    if indicator_class is None:
        if indicator.has_classes:
            return "figure_class_needed"
    elif not indicator.has_classes:
        return "figure_class_not_needed"
    elif indicator_class.indicator_id != indicator.pk:
        return "figure_class_of_indicator"
    if has_corporation and indicator.kind != Indicator.Kind.TABLE:
        return "figure_corporation_in_table"
    return None
