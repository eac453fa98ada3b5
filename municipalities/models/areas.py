"""Where corporations work: regions and municipalities, and the corporations themselves."""

from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower
from django.urls import reverse

from wonen.dutch.single_line_text import NameField, line_rules

CODE_SENTENCE = "Een gemeentecode is GM met vier cijfers, bijvoorbeeld GM0917."


class Region(models.Model):
    """A housing region (regio). A region may lie within a larger one: Parkstad within Zuid-Limburg."""

    name = NameField("naam", max_length=60)
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
                Lower("name"),
                name="region_name_unique",
                violation_error_message="Er is al een regio met deze naam.",
            ),
            *line_rules("name", "region_name", is_name=True),
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
    name = NameField("naam", max_length=60)
    slug = models.SlugField("naam in adressen", max_length=60)
    region = models.ForeignKey(
        Region,
        verbose_name="regio",
        related_name="municipalities",
        on_delete=models.PROTECT,
        help_text="De kleinste regio waarin de gemeente ligt.",
    )
    town = NameField("hoofdplaats", max_length=60)
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
                Lower("name"),
                name="municipality_name_unique",
                violation_error_message="Er is al een gemeente met deze naam.",
            ),
            *line_rules("name", "municipality_name", is_name=True),
            *line_rules("town", "municipality_town", is_name=True),
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
    name = NameField("naam", max_length=80)
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
                Lower("code"),
                name="corporation_code_unique",
                violation_error_message="Er is al een corporatie met deze code.",
            ),
            models.UniqueConstraint(
                Lower("name"),
                name="corporation_name_unique",
                violation_error_message="Er is al een corporatie met deze naam.",
            ),
            *line_rules("name", "corporation_name", is_name=True),
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
