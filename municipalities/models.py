"""Where and within which limits corporations work: regions, municipalities, corporations, rent limits."""

import datetime
from decimal import Decimal

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import F, Func, Q, Value
from django.urls import reverse

CODE_SENTENCE = "Een gemeentecode is GM met vier cijfers, bijvoorbeeld GM0917."


class Region(models.Model):
    """A housing region (regio). A region may lie within a larger one: Parkstad within Zuid-Limburg."""

    name = models.CharField("naam", max_length=60)
    slug = models.SlugField("naam in adressen", max_length=60)
    corop_code = models.CharField("COROP-code", max_length=2, blank=True, help_text="Code van het CBS.")
    parent = models.ForeignKey(
        "self",
        verbose_name="ligt in",
        related_name="subregions",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
    )

    class Meta:
        verbose_name = "regio"
        verbose_name_plural = "regio's"
        ordering = ("name",)
        constraints = (
            models.UniqueConstraint(
                fields=["name"],
                name="region_name_unique",
                violation_error_message="Er is al een regio met deze naam.",
            ),
            models.UniqueConstraint(
                fields=["slug"],
                name="region_slug_unique",
                violation_error_message="Er is al een regio met deze naam in adressen.",
            ),
            models.CheckConstraint(
                condition=Q(parent=None) | ~Q(parent=F("id")),
                name="region_not_its_own_parent",
                violation_error_message="Een regio kan niet in zichzelf liggen.",
            ),
        )

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        super().clean()
        if self.parent and (self.parent.parent_id or (self.pk and self.subregions.exists())):
            raise ValidationError({"parent": "Regio's liggen hoogstens één laag diep in elkaar."})


class MunicipalityQuerySet(models.QuerySet["Municipality"]):
    def with_region(self) -> "MunicipalityQuerySet":
        """Fetch the region, and the region around it, in the same query."""
        return self.select_related("region__parent")

    def in_region(self, region: Region) -> "MunicipalityQuerySet":
        """Return the municipalities of a region and of the regions within it."""
        return self.filter(Q(region=region) | Q(region__parent=region))


class Municipality(models.Model):
    """A municipality (gemeente). Its CBS code is the key by which other systems know it."""

    code = models.CharField(
        "CBS-code", max_length=6, validators=[RegexValidator(r"\AGM[0-9]{4}\Z", CODE_SENTENCE)]
    )
    name = models.CharField("naam", max_length=60)
    slug = models.SlugField("naam in adressen", max_length=60)
    region = models.ForeignKey(
        Region,
        verbose_name="regio",
        related_name="municipalities",
        on_delete=models.PROTECT,
        help_text="De kleinste regio waarin de gemeente ligt.",
    )
    town = models.CharField("hoofdplaats", max_length=60)
    latitude = models.DecimalField(
        "breedtegraad", max_digits=7, decimal_places=4, help_text="WGS 84, van de hoofdplaats."
    )
    longitude = models.DecimalField(
        "lengtegraad", max_digits=7, decimal_places=4, help_text="WGS 84, van de hoofdplaats."
    )
    in_working_area = models.BooleanField(
        "werkgebied", default=False, help_text="De corporatie is in deze gemeente werkzaam."
    )

    objects = MunicipalityQuerySet.as_manager()

    class Meta:
        verbose_name = "gemeente"
        verbose_name_plural = "gemeenten"
        ordering = ("name",)
        constraints = (
            models.UniqueConstraint(
                fields=["code"],
                name="municipality_code_unique",
                violation_error_message="Er is al een gemeente met deze CBS-code.",
            ),
            models.UniqueConstraint(
                fields=["slug"],
                name="municipality_slug_unique",
                violation_error_message="Er is al een gemeente met deze naam in adressen.",
            ),
            models.CheckConstraint(
                condition=Q(code__regex=r"^GM[0-9]{4}$"),
                name="municipality_code_form",
                violation_error_message=CODE_SENTENCE,
            ),
            models.CheckConstraint(
                condition=Q(latitude__range=(50, 54), longitude__range=(3, 8)),
                name="municipality_within_the_country",
                violation_error_message="De coördinaten liggen niet in Nederland (50-54 noord, 3-8 oost).",
            ),
        )

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("municipality", args=[self.slug])


class Corporation(models.Model):
    """A housing corporation (woningcorporatie), or a company connected to one (verbonden onderneming)."""

    code = models.SlugField("code", max_length=10, help_text="Korte code, bijvoorbeeld WL.")
    name = models.CharField("naam", max_length=80)
    parent = models.ForeignKey(
        "self",
        verbose_name="verbonden aan",
        related_name="connected_companies",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
    )

    class Meta:
        verbose_name = "corporatie"
        verbose_name_plural = "corporaties"
        ordering = ("name",)
        constraints = (
            models.UniqueConstraint(
                fields=["code"],
                name="corporation_code_unique",
                violation_error_message="Er is al een corporatie met deze code.",
            ),
            models.CheckConstraint(
                condition=Q(parent=None) | ~Q(parent=F("id")),
                name="corporation_not_its_own_parent",
                violation_error_message="Een corporatie kan niet aan zichzelf verbonden zijn.",
            ),
        )

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        super().clean()
        if self.parent and (self.parent.parent_id or (self.pk and self.connected_companies.exists())):
            raise ValidationError({"parent": "Ondernemingen zijn hoogstens één laag diep verbonden."})


class Capping(models.TextChoices):
    """Which aftoppingsgrens parts 'Betaalbaar' from 'Sociale hogere huur' on a page."""

    LOW = "laag", "lage aftoppingsgrens (1-2 personen)"
    HIGH = "hoog", "hoge aftoppingsgrens (3 of meer personen)"


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
    note = models.TextField("opmerking", blank=True)

    objects = RentLimitsQuerySet.as_manager()

    class Meta:
        verbose_name = "huurprijsgrenzen"
        verbose_name_plural = "huurprijsgrenzen"
        ordering = ("valid_from",)
        constraints = (
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
