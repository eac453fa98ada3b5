"""What is measured of a municipality (kengetallen): themes, indicators and their classes, kept as rows.

Staff add an indicator in the back office; card, comparison, spreadsheet and API follow from the rows.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower, Round, Trim

from municipalities.models.rent_limits import Limit
from wonen.dutch.numbers import EURO, PERCENT
from wonen.dutch.single_line_text import LineField, LinesField, NameField, line_rules, lines_rule

if TYPE_CHECKING:
    from municipalities.models import Corporation

MOST_DECIMALS = 4
# The rules across rows, kept by triggers (``migrations/sql``): the name of each with its sentence.
INDICATOR_RULES = {
    "indicator_kind_fixed": "Bij dit kengetal staan cijfers: de soort kan dan niet meer veranderen.",
    "indicator_decimals_kept": "Bij dit kengetal staan cijfers met meer decimalen.",
    "indicator_class_fixed": "Bij deze klasse staan cijfers: zij kan niet naar een ander kengetal.",
    "indicator_with_classes": "Klassen horen bij een kengetal van de soort verdeling of tabel.",
}
# What a code may hold, also when it does not come from a form: it is part of addresses.
CODE_FORM = r"^[-a-zA-Z0-9_]+$"
CODED = "De code van een {} bestaat uit letters, cijfers en streepjes."


class Theme(models.Model):
    """A theme (thema) of the gemeentekaart: a heading under which indicators stand."""

    code = models.SlugField("code", max_length=40, help_text="Vaste sleutel voor adressen en API.")
    name = NameField("naam", max_length=60)
    order = models.PositiveSmallIntegerField("volgorde", default=0)

    class Meta:
        verbose_name = "thema"
        verbose_name_plural = "thema's"
        ordering = ("order", "name")
        constraints = (
            models.UniqueConstraint(
                fields=["code"],
                name="theme_code_unique",
                violation_error_message="Er is al een thema met deze code.",
            ),
            models.UniqueConstraint(
                Lower(Trim("name")),
                name="theme_name_unique",
                violation_error_message="Er is al een thema met deze naam.",
            ),
            *line_rules("name", "theme_name", is_name=True),
            models.CheckConstraint(
                condition=Q(code__regex=CODE_FORM),
                name="theme_code_form",
                violation_error_message=CODED.format("thema"),
            ),
        )

    def __str__(self) -> str:
        return self.name


class Indicator(models.Model):
    """A key figure that is followed (kengetal): what it means, in which unit, how it is shown."""

    class Kind(models.TextChoices):
        SINGLE = "enkel", "enkel cijfer"
        SERIES = "reeks", "reeks over de jaren"
        DISTRIBUTION = "verdeling", "verdeling over klassen"
        TABLE = "tabel", "tabel per corporatie"

    class Direction(models.TextChoices):
        HIGHER = "hoger", "hoger is gunstiger"
        LOWER = "lager", "lager is gunstiger"

    theme = models.ForeignKey(
        Theme, verbose_name="thema", related_name="indicators", on_delete=models.PROTECT
    )
    code = models.SlugField("code", max_length=60, help_text="Vaste sleutel voor adressen, sjabloon en API.")
    name = NameField("naam", max_length=100)
    kind = models.CharField(
        "soort",
        max_length=10,
        choices=Kind,
        help_text="Een verdeling en een tabel hebben klassen (de regels hieronder), de andere niet.",
    )
    unit = models.CharField(
        "eenheid",
        max_length=20,
        blank=True,
        help_text="€ komt voor het getal, % erachter, een woord ('jaar') na een spatie. Leeg: een aantal.",
    )
    decimals = models.PositiveSmallIntegerField(
        "decimalen",
        default=0,
        validators=[MaxValueValidator(MOST_DECIMALS, "Hoogstens 4 decimalen.")],
        help_text="Het hoogste aantal decimalen waarmee een waarde wordt ingevuld en getoond.",
    )
    good_direction = models.CharField(
        "gunstig", max_length=10, choices=Direction, blank=True, help_text="Leeg: geen van beide is beter."
    )
    definition = LinesField("definitie", help_text="Wat het cijfer precies telt, in een of twee zinnen.")
    source = LineField("bron", max_length=160, blank=True, help_text="Waar het cijfer vandaan komt.")
    order = models.PositiveSmallIntegerField("volgorde", default=0, help_text="Plaats binnen het thema.")

    class Meta:
        verbose_name = "kengetal"
        verbose_name_plural = "kengetallen"
        ordering = ("theme__order", "theme__name", "order", "name")
        constraints = (
            models.UniqueConstraint(
                fields=["code"],
                name="indicator_code_unique",
                violation_error_message="Er is al een kengetal met deze code.",
            ),
            models.UniqueConstraint(
                Lower(Trim("name")),
                name="indicator_name_unique",
                violation_error_message="Er is al een kengetal met deze naam.",
            ),
            *line_rules("name", "indicator_name", is_name=True),
            *line_rules("source", "indicator_source"),
            lines_rule("definition", "indicator_definition_legible"),
            models.CheckConstraint(
                condition=Q(code__regex=CODE_FORM),
                name="indicator_code_form",
                violation_error_message=CODED.format("kengetal"),
            ),
            models.CheckConstraint(
                condition=Q(kind__in=("enkel", "reeks", "verdeling", "tabel")),
                name="indicator_kind_known",
                violation_error_message="Kies een van de soorten kengetal.",
            ),
            models.CheckConstraint(
                condition=Q(good_direction__in=("", "hoger", "lager")),
                name="indicator_direction_known",
                violation_error_message="Gunstig is hoger, lager, of geen van beide.",
            ),
            models.CheckConstraint(
                condition=Q(decimals__range=(0, MOST_DECIMALS)),
                name="indicator_decimals_few",
                violation_error_message="Een kengetal heeft 0 tot en met 4 decimalen.",
            ),
        )

    def __str__(self) -> str:
        return self.name

    @property
    def unit_word(self) -> str:
        """The unit if it is a word; € and % stand with every value."""
        return "" if self.unit in {EURO, PERCENT} else self.unit

    @property
    def has_classes(self) -> bool:
        return self.kind in {self.Kind.DISTRIBUTION, self.Kind.TABLE}

    def places(
        self, corporations: Sequence[Corporation | None]
    ) -> Iterator[tuple[IndicatorClass | None, Corporation | None]]:
        """Yield where figures can stand: in a table per corporation, parts and total together."""
        classes = list(self.classes.all()) if self.has_classes else [None]
        for corporation in corporations if self.kind == self.Kind.TABLE else [None]:
            for each in classes:
                yield each, corporation

    def clean(self) -> None:
        """Refuse what the triggers would refuse, so that a form can say it beside the field."""
        super().clean()
        former = type(self).objects.filter(pk=self.pk).first()
        if former is None:
            return
        if former.kind != self.kind and former.figures.exists():
            raise ValidationError({"kind": INDICATOR_RULES["indicator_kind_fixed"]})
        rounded = Round("value", precision=self.decimals)
        if (
            self.decimals < former.decimals
            and former.figures.exclude(value=None).exclude(value=rounded).exists()
        ):
            raise ValidationError({"decimals": INDICATOR_RULES["indicator_decimals_kept"]})


class IndicatorClass(models.Model):
    """One class of an indicator: a share of a distribution, or a row of a table by corporation."""

    class Role(models.TextChoices):
        PART = "deel", "deel van het geheel"
        TOTAL = "totaal", "het totaal van de delen"
        BESIDE = "apart", "staat apart, telt niet mee"

    class Task(models.TextChoices):
        """Which projects a class of a task (opgave) is held against; the values are kinds of project."""

        BUILD = "nieuwbouw", "nieuw te bouwen woningen"
        BUY = "aankoop", "aan te kopen woningen"

    indicator = models.ForeignKey(
        Indicator, verbose_name="kengetal", related_name="classes", on_delete=models.CASCADE
    )
    code = models.SlugField("code", max_length=60)
    name = NameField("naam", max_length=80)
    role = models.CharField(
        "rol",
        max_length=10,
        choices=Role,
        default=Role.PART,
        help_text="Delen worden vergeleken met het totaal, of met 100 als de eenheid % is.",
    )
    upper_limit = models.CharField(
        "bovengrens",
        max_length=20,
        choices=Limit,
        blank=True,
        help_text="Bij een huurprijsklasse: de grens tot en met welke de klasse loopt.",
    )
    task = models.CharField(
        "opgave",
        max_length=10,
        choices=Task,
        blank=True,
        help_text="De regiopagina zet deze opgave naast de projecten van die soort.",
    )
    order = models.PositiveSmallIntegerField("volgorde", default=0)

    class Meta:
        verbose_name = "klasse"
        verbose_name_plural = "klassen"
        ordering = ("order", "name")
        constraints = (
            models.UniqueConstraint(
                fields=["indicator", "code"],
                name="indicator_class_code_unique",
                violation_error_message="Dit kengetal heeft al een klasse met deze code.",
            ),
            models.UniqueConstraint(
                F("indicator"),
                Lower(Trim("name")),
                name="indicator_class_name_unique",
                violation_error_message="Dit kengetal heeft al een klasse met deze naam.",
            ),
            *line_rules("name", "indicator_class_name", is_name=True),
            models.CheckConstraint(
                condition=Q(code__regex=CODE_FORM),
                name="indicator_class_code_form",
                violation_error_message=CODED.format("klasse"),
            ),
            models.UniqueConstraint(
                fields=["indicator", "upper_limit"],
                condition=~Q(upper_limit=""),
                name="indicator_class_limit_once",
                violation_error_message="Een andere klasse van dit kengetal loopt al tot deze grens.",
            ),
            models.UniqueConstraint(
                fields=["indicator"],
                condition=Q(role="totaal"),
                name="indicator_one_total",
                violation_error_message="Een kengetal heeft hoogstens één klasse die het totaal is.",
            ),
            models.CheckConstraint(
                condition=Q(role__in=("deel", "totaal", "apart")),
                name="indicator_class_role_known",
                violation_error_message="Een klasse is een deel, het totaal, of staat apart.",
            ),
            models.CheckConstraint(
                condition=Q(upper_limit="") | Q(upper_limit__in=Limit.values),
                name="indicator_class_limit_known",
                violation_error_message="Kies een van de huurprijsgrenzen, of laat de bovengrens leeg.",
            ),
            models.CheckConstraint(
                condition=Q(task__in=("", "nieuwbouw", "aankoop")),
                name="indicator_class_task_known",
                violation_error_message="Een opgave is nieuw te bouwen of aan te kopen, of leeg.",
            ),
        )

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        """Refuse what the triggers would refuse, so that a form can say it beside the field."""
        super().clean()
        indicator: Any = getattr(self, "indicator", None)
        if indicator and indicator.kind and not indicator.has_classes:
            raise ValidationError(INDICATOR_RULES["indicator_with_classes"])
        former = type(self).objects.filter(pk=self.pk).exclude(indicator=self.indicator_id).first()
        if former and former.figures.exists():
            raise ValidationError(INDICATOR_RULES["indicator_class_fixed"])
