"""Projects as a corporation offers them to a municipality, with every uncertainty kept as it is."""

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower, Trim
from django.urls import reverse

from municipalities.models import Corporation, Municipality
from municipalities.models.notes import ONLY_STAFF
from projects.kinds import Kind, Phase
from projects.models import search
from projects.models.legend import BatScore, HousingType, RentClass, SustainabilityLevel
from projects.models.querysets import ProjectQuerySet
from projects.notation import SYSTEM, TWO_CODES, PrintedCells, printed_cells
from projects.rules import FAMILY, HIGHEST_BAT, MOST_DWELLINGS, RULE, YEAR_SENTENCE, State, broken_in_family
from wonen.dutch.periods import FIRST_YEAR, LAST_YEAR
from wonen.dutch.single_line_text import LineField, LinesField, NameField, line_rules, lines_rule

LONGEST_CODE = 60
QUARTERS = tuple((number, f"Q{number}") for number in (1, 2, 3, 4))
YEAR_VALIDATORS = (MinValueValidator(FIRST_YEAR, YEAR_SENTENCE), MaxValueValidator(LAST_YEAR, YEAR_SENTENCE))


def kept(name: str, condition: Q) -> models.CheckConstraint:
    """Return the constraint that keeps a rule of ``projects.rules``, here in SQL."""
    return models.CheckConstraint(condition=condition, name=name, violation_error_message=RULE[name].sentence)


def _year(field: str) -> Q:
    return Q(**{f"{field}_year": None}) | Q(**{f"{field}_year__range": (FIRST_YEAR, LAST_YEAR)})


def _quarter(field: str) -> Q:
    return Q(**{f"{field}_quarter": None}) | Q(
        **{f"{field}_quarter__range": (1, 4), f"{field}_year__isnull": False}
    )


class Project(models.Model):
    """A project (vastgoedproject) of a corporation in one municipality.

    Whatever is empty is unknown, and is shown as such (Nnb): a project may be kept half filled, never
    wrongly filled. In which section of a year's overview it stands is not kept but follows from its
    planning, see ``ProjectQuerySet.in_overview``. ``version`` stands for the project with its rent classes,
    housing types and codes: any change of any of them raises it, whatever made the change.
    """

    municipality = models.ForeignKey(
        Municipality, verbose_name="gemeente", related_name="projects", on_delete=models.PROTECT
    )
    corporation = models.ForeignKey(
        Corporation, verbose_name="corporatie", related_name="projects", on_delete=models.PROTECT
    )
    name = NameField("naam", max_length=120)
    place = LineField("plaats of wijk", max_length=80, blank=True)
    parent = models.ForeignKey(
        "self",
        verbose_name="fase van",
        related_name="phases",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        help_text="Het hele project waarvan dit een fase is.",
    )
    kind = models.CharField("soort", max_length=15, choices=Kind)
    phase = models.CharField("projectfase", max_length=15, choices=Phase, blank=True)

    dwellings = models.IntegerField(
        "aantal woningen", null=True, blank=True, help_text="Leeg: nog niet bekend."
    )
    dwellings_approximate = models.BooleanField(
        "ongeveer", default=False, help_text="Het aantal is een benadering ('ca.')."
    )
    housing_types = models.ManyToManyField(
        HousingType, verbose_name="woningtypen", related_name="projects", blank=True
    )
    housing_types_undecided = models.BooleanField(
        "mix nog te bepalen", default=False, help_text="Er komt een mix, welke is nog niet besloten ('Ntb')."
    )
    with_care = models.BooleanField("wonen met zorg", default=False)
    rent_classes = models.ManyToManyField(
        RentClass, verbose_name="huurprijsklassen", through="ProjectRentClass", related_name="projects"
    )
    bat_from = models.ForeignKey(
        BatScore,
        verbose_name="BAT-score van",
        related_name="+",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
    )
    bat_to = models.ForeignKey(
        BatScore,
        verbose_name="BAT-score tot en met",
        related_name="+",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
    )
    sustainability = models.ForeignKey(
        SustainabilityLevel,
        verbose_name="duurzaamheid",
        related_name="projects",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
    )
    sustainability_at_least = models.BooleanField(
        "tenminste", default=False, help_text="Dit niveau of hoger."
    )

    start_year = models.PositiveSmallIntegerField(
        "jaar van start", null=True, blank=True, validators=YEAR_VALIDATORS
    )
    start_quarter = models.PositiveSmallIntegerField(
        "kwartaal van start", choices=QUARTERS, null=True, blank=True
    )
    delivery_year = models.PositiveSmallIntegerField(
        "jaar van oplevering", null=True, blank=True, validators=YEAR_VALIDATORS
    )
    delivery_quarter = models.PositiveSmallIntegerField(
        "kwartaal van oplevering", choices=QUARTERS, null=True, blank=True
    )
    planned_year = models.PositiveSmallIntegerField(
        "jaar van planning",
        null=True,
        blank=True,
        validators=YEAR_VALIDATORS,
        help_text="Alleen als niet bekend is of de start of de oplevering bedoeld is.",
    )
    planned_quarter = models.PositiveSmallIntegerField(
        "kwartaal van planning", choices=QUARTERS, null=True, blank=True
    )

    is_public = models.BooleanField(
        "openbaar", default=False, help_text="Te zien op de openbare pagina's en in de API."
    )
    is_example = models.BooleanField("voorbeelddata", default=False, editable=False)
    source = LineField("bron", max_length=160, blank=True)
    note = LinesField(
        "toelichting voor het publiek", blank=True, help_text="Iedereen leest deze bij het project."
    )
    internal_note = LinesField("interne notitie", blank=True, default="", db_default="", help_text=ONLY_STAFF)
    modified_at = models.DateTimeField("laatst gewijzigd", auto_now=True)
    # Raised by triggers (``migrations/sql``); what is written here by hand does not count.
    version = models.PositiveIntegerField("versie", default=1, db_default=1, editable=False)
    # Kept by triggers, likewise: false for the whole that its phases are counted for.
    is_counted = models.BooleanField("telt zelf mee", default=True, db_default=True, editable=False)

    objects = ProjectQuerySet.as_manager()

    class Meta:
        verbose_name = "vastgoedproject"
        verbose_name_plural = "vastgoedprojecten"
        permissions = (("publish_project", "Mag vastgoedprojecten openbaar maken en intrekken"),)
        ordering = ("id",)
        indexes = (
            search.INDEX,
            models.Index(
                fields=["municipality", "id"],
                include=["parent"],
                condition=Q(is_public=True, is_counted=True),
                name="project_counted",
            ),
            models.Index(Lower("name"), F("id"), condition=Q(is_public=True), name="project_by_name"),
        )
        constraints = (
            models.UniqueConstraint(
                F("municipality"),
                Lower(Trim("name")),
                name="project_name_unique",
                violation_error_message=RULE["project_name_unique"].sentence,
            ),
            kept("project_name_filled", ~Q(name="")),
            *line_rules("name", "project_name", is_name=True),
            *line_rules("place", "project_place"),
            *line_rules("source", "project_source"),
            lines_rule("note", "project_note_legible"),
            lines_rule("internal_note", "project_internal_note_legible"),
            kept("project_kind_known", Q(kind__in=Kind.values)),
            kept("project_phase_known", Q(phase="") | Q(phase__in=Phase.values)),
            kept("project_dwellings_plausible", Q(dwellings=None) | Q(dwellings__range=(1, MOST_DWELLINGS))),
            kept(
                "project_approximate_needs_count", Q(dwellings_approximate=False) | Q(dwellings__isnull=False)
            ),
            kept(
                "project_bat_range",
                Q(bat_from=None, bat_to=None)
                # A comparison with null is not false: without both 'not null' half a range would pass.
                | Q(bat_from__isnull=False, bat_to__isnull=False)
                & Q(bat_from__gte=0, bat_to__lte=HIGHEST_BAT, bat_from__lte=F("bat_to")),
            ),
            kept(
                "project_at_least_needs_level",
                Q(sustainability_at_least=False) | Q(sustainability__isnull=False),
            ),
            kept("project_year_plausible", _year("start") & _year("delivery") & _year("planned")),
            kept("project_quarter_of_a_year", _quarter("start") & _quarter("delivery") & _quarter("planned")),
            kept(
                "project_delivery_after_start",
                Q(start_year=None)
                | Q(delivery_year=None)
                | Q(delivery_year__gt=F("start_year"))
                | Q(delivery_year=F("start_year"))
                & (
                    Q(start_quarter=None)
                    | Q(delivery_quarter=None)
                    | Q(delivery_quarter__gte=F("start_quarter"))
                ),
            ),
            kept("project_planned_year_alone", Q(planned_year=None) | Q(start_year=None, delivery_year=None)),
            kept("project_not_its_own_phase", Q(parent=None) | ~Q(parent=F("id"))),
        )

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("project", args=[self.pk])

    def clean(self) -> None:
        """Refuse what the triggers between projects would, so that a form can say it beside the field."""
        super().clean()
        phases = list(self.phases.values(*FAMILY)) if self.pk else []
        parent = _in_family(self.parent) if self.parent else None
        broken = broken_in_family(_in_family(self), parent, phases)
        if told := {fact.removesuffix("_id"): rule.sentence for fact, rule in broken}:
            raise ValidationError(told)

    def printed(self) -> PrintedCells:
        """Return the cells of the overview, in the words of the brochure."""
        return printed_cells(self)


def _in_family(project: Project) -> State:
    return {name: getattr(project, name) for name in FAMILY}


class ProjectRentClass(models.Model):
    """A rent class of a project: certain or possible, and with how many dwellings where that is known."""

    project = models.ForeignKey(Project, related_name="rent_entries", on_delete=models.CASCADE)
    rent_class = models.ForeignKey(
        RentClass, verbose_name="huurprijsklasse", related_name="entries", on_delete=models.PROTECT
    )
    is_possible = models.BooleanField(
        "mogelijk", default=False, help_text="'Eventueel aangevuld met': nog niet zeker."
    )
    dwellings = models.IntegerField(
        "aantal woningen", null=True, blank=True, help_text="Leeg: de verdeling is nog niet bekend."
    )

    class Meta:
        verbose_name = "huurprijsklasse van een project"
        verbose_name_plural = "huurprijsklassen"
        ordering = ("rent_class__order",)
        constraints = (
            models.UniqueConstraint(
                fields=["project", "rent_class"],
                name="project_rent_class_once",
                violation_error_message=RULE["project_rent_class_once"].sentence,
            ),
            kept(
                "project_rent_class_dwellings_plausible",
                Q(dwellings=None) | Q(dwellings__range=(1, MOST_DWELLINGS)),
            ),
            kept("project_rent_class_possible_uncounted", Q(is_possible=False) | Q(dwellings=None)),
        )

    def __str__(self) -> str:
        return f"{self.rent_class}"


class ExternalCode(models.Model):
    """The code by which another system knows a project, such as the dPi or the provincial plan monitor."""

    project = models.ForeignKey(Project, related_name="external_codes", on_delete=models.CASCADE)
    system = models.SlugField("systeem", max_length=30, help_text="Bijvoorbeeld dpi of planmonitor.")
    code = LineField("code", max_length=LONGEST_CODE)

    class Meta:
        verbose_name = "code in een ander systeem"
        verbose_name_plural = "codes in andere systemen"
        ordering = ("system", "code")
        constraints = (
            models.UniqueConstraint(
                fields=["system", "code"],
                name="external_code_unique",
                violation_error_message=RULE["external_code_unique"].sentence,
            ),
            *line_rules("code", "external_code"),
            kept("external_code_filled", ~Q(system="") & ~Q(code="")),
            kept("external_code_single", ~Q(code__regex=TWO_CODES)),
            kept("external_code_system", Q(system__regex=f"^{SYSTEM}$")),
        )

    def __str__(self) -> str:
        return f"{self.system} {self.code}"
