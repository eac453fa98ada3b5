"""The legend (toelichting): what the words in the overview mean, kept as rows that staff can extend."""

from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower

from municipalities.models import Limit
from projects.notation import UNKNOWN_WORDS
from wonen.dutch.single_line_text import NameField, line_rules

READS_AS_UNKNOWN = (
    "Een cel met deze naam of code betekent dat iets nog niet bekend is. Kies een andere naam en code."
)
IS_UNKNOWN = f"^(?:{'|'.join(sorted(UNKNOWN_WORDS)).replace('.', '[.]')})$"


class LegendEntry(models.Model):
    """What every entry of the legend has: a stable code, the printed label, a meaning and a place."""

    code = models.SlugField("code", max_length=30, help_text="Vaste sleutel voor adressen en API.")
    label = NameField("naam", max_length=60)
    meaning = models.CharField("betekenis", max_length=200)
    order = models.PositiveSmallIntegerField("volgorde", default=0)

    class Meta:
        abstract = True
        ordering = ("order",)
        constraints = (
            models.UniqueConstraint(
                Lower("code"),
                name="%(class)s_code_unique",
                violation_error_message="Deze code is al in gebruik.",
            ),
            models.UniqueConstraint(
                Lower("label"),
                name="%(class)s_label_unique",
                violation_error_message="Deze naam is al in gebruik.",
            ),
            *line_rules("label", "%(class)s_label", is_name=True),
            models.CheckConstraint(
                condition=~Q(label__iregex=IS_UNKNOWN) & ~Q(code__iregex=IS_UNKNOWN),
                name="%(class)s_known",
                violation_error_message=READS_AS_UNKNOWN,
            ),
            models.UniqueConstraint(
                fields=["order"],
                name="%(class)s_order_unique",
                deferrable=models.Deferrable.DEFERRED,
                violation_error_message="Deze plaats in de volgorde is al bezet.",
            ),
        )

    def __str__(self) -> str:
        return self.label


class HousingType(LegendEntry):
    """A kind of dwelling (woningtype): on the ground or stacked, and how one gets to it."""

    class Form(models.TextChoices):
        GROUND = "grondgebonden", "grondgebonden"
        STACKED = "gestapeld", "gestapeld"

    form = models.CharField("bouwvorm", max_length=15, choices=Form)
    variant = NameField(
        "variant", max_length=30, help_text="Wat dit type binnen de bouwvorm onderscheidt: 'met lift'."
    )

    class Meta(LegendEntry.Meta):
        verbose_name = "woningtype"
        verbose_name_plural = "woningtypen"
        constraints = (  # type: ignore[assignment]  # more than the entry it inherits
            *LegendEntry.Meta.constraints,
            models.UniqueConstraint(
                "form",
                Lower("variant"),
                name="housingtype_variant_unique",
                violation_error_message="Deze bouwvorm heeft al een type met deze variant.",
            ),
            *line_rules("variant", "housingtype_variant", is_name=True),
        )


class RentClass(LegendEntry):
    """A rent class (huurprijsklasse). Its edges are not kept: they follow from the year's rent limits."""

    class Segment(models.TextChoices):
        SOCIAL = "sociaal", "sociale huur"
        MID = "midden", "middenhuur"
        FREE = "vrij", "vrije huur"

    segment = models.CharField("segment", max_length=10, choices=Segment)
    upper_limit = models.CharField(
        "bovengrens",
        max_length=20,
        choices=Limit,
        blank=True,
        help_text="De huurprijsgrens tot en met welke de klasse loopt. Leeg: geen bovengrens.",
    )

    class Meta(LegendEntry.Meta):
        verbose_name = "huurprijsklasse"
        verbose_name_plural = "huurprijsklassen"
        constraints = (  # type: ignore[assignment]  # one more than the entry it inherits
            *LegendEntry.Meta.constraints,
            models.UniqueConstraint(
                fields=["upper_limit"],
                name="rentclass_upper_limit_unique",
                violation_error_message="Een andere huurprijsklasse loopt al tot deze grens.",
            ),
            models.CheckConstraint(
                condition=Q(upper_limit="") | Q(upper_limit__in=Limit.values),
                name="rentclass_upper_limit_known",
                violation_error_message="Kies een van de huurprijsgrenzen, of laat de bovengrens leeg.",
            ),
        )


class BatScore(models.Model):
    """A BAT-score (Bouw Advies Toegankelijkheid): how accessible a dwelling is, from 0 to 4."""

    score = models.PositiveSmallIntegerField("score", primary_key=True)
    label = models.CharField("naam", max_length=60)
    meaning = models.CharField("betekenis", max_length=200)

    class Meta:
        verbose_name = "BAT-score"
        verbose_name_plural = "BAT-scores"
        ordering = ("score",)
        constraints = (
            models.CheckConstraint(
                condition=Q(score__range=(0, 4)),
                name="batscore_zero_to_four",
                violation_error_message="Een BAT-score loopt van 0 tot en met 4.",
            ),
        )

    def __str__(self) -> str:
        return self.label


class SustainabilityLevel(LegendEntry):
    """A level of sustainability (duurzaamheid). The order counts: 'tenminste BENG' is BENG or higher."""

    class Meta(LegendEntry.Meta):
        verbose_name = "duurzaamheidsniveau"
        verbose_name_plural = "duurzaamheidsniveaus"
