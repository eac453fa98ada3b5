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
from projects.notation import SYSTEM, TWO_CODES, TWO_CODES_SENTENCE, PrintedCells, printed_cells
from wonen.dutch.periods import FIRST_YEAR, LAST_YEAR
from wonen.dutch.single_line_text import LineField, LinesField, NameField, line_rules, lines_rule

MOST_DWELLINGS = 99_999
LONGEST_CODE = 60
CODE_UNFILLED = "Vul zowel het systeem als de code in."
SYSTEM_SENTENCE = "Een systeem is een woord van hoogstens 30 letters, cijfers, streepjes en _."
DWELLINGS_SENTENCE = "Een aantal woningen ligt tussen 1 en 99.999; leeg betekent onbekend."
QUARTERS = tuple((number, f"Q{number}") for number in (1, 2, 3, 4))
YEAR_SENTENCE = f"Een jaar ligt tussen {FIRST_YEAR} en {LAST_YEAR}."
YEAR_VALIDATORS = (
    MinValueValidator(FIRST_YEAR, YEAR_SENTENCE),
    MaxValueValidator(LAST_YEAR, YEAR_SENTENCE),
)
# The rules across rows, kept by triggers (migration 0002): the name of each with its sentence.
RULES_ACROSS_ROWS = {
    "project_split_needs_count": (
        "Een verdeling over huurprijsklassen kan pas als het aantal woningen bekend is."
    ),
    "project_split_within_count": (
        "De verdeling over huurprijsklassen telt op tot meer dan het aantal woningen."
    ),
    "project_phase_depth": "Een fase kan niet zelf weer fasen hebben.",
    "project_phase_municipality": "Een fase ligt in dezelfde gemeente als het hele project.",
    "project_phase_example": "Een project en zijn fasen zijn allemaal voorbeelddata, of geen van alle.",
    "project_phased_without_count": (
        "Een project met fasen heeft zelf geen aantal woningen: dat staat bij de fasen."
    ),
}


def _broken(field: str, rule: str) -> ValidationError:
    return ValidationError({field: RULES_ACROSS_ROWS[rule]})


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
    # Raised by triggers (migration 0007); what is written here by hand does not count.
    version = models.PositiveIntegerField("versie", default=1, db_default=1, editable=False)
    # Kept by triggers (migration 0013), likewise: false for the whole that its phases are counted for.
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
                violation_error_message="Deze gemeente heeft al een project met deze naam.",
            ),
            models.CheckConstraint(
                condition=~Q(name=""),
                name="project_name_filled",
                violation_error_message="Een project heeft een naam.",
            ),
            *line_rules("name", "project_name", is_name=True),
            *line_rules("place", "project_place"),
            *line_rules("source", "project_source"),
            lines_rule("note", "project_note_legible"),
            lines_rule("internal_note", "project_internal_note_legible"),
            models.CheckConstraint(
                condition=Q(kind__in=Kind.values),
                name="project_kind_known",
                violation_error_message="Kies een van de soorten.",
            ),
            models.CheckConstraint(
                condition=Q(phase="") | Q(phase__in=Phase.values),
                name="project_phase_known",
                violation_error_message="Kies een van de projectfasen, of laat de fase leeg.",
            ),
            models.CheckConstraint(
                condition=Q(dwellings=None) | Q(dwellings__range=(1, MOST_DWELLINGS)),
                name="project_dwellings_plausible",
                violation_error_message=DWELLINGS_SENTENCE,
            ),
            models.CheckConstraint(
                condition=Q(dwellings_approximate=False) | Q(dwellings__isnull=False),
                name="project_approximate_needs_count",
                violation_error_message="'Ongeveer' kan alleen bij een aantal woningen.",
            ),
            models.CheckConstraint(
                condition=Q(bat_from=None, bat_to=None)
                # A comparison with null is not false: without both 'not null' half a range would pass.
                | Q(bat_from__isnull=False, bat_to__isnull=False)
                & Q(bat_from__gte=0, bat_to__lte=4, bat_from__lte=F("bat_to")),
                name="project_bat_range",
                violation_error_message="De BAT-score loopt van 0 tot en met 4, en van laag naar hoog.",
            ),
            models.CheckConstraint(
                condition=Q(sustainability_at_least=False) | Q(sustainability__isnull=False),
                name="project_at_least_needs_level",
                violation_error_message="'Tenminste' kan alleen bij een duurzaamheidsniveau.",
            ),
            models.CheckConstraint(
                condition=_year("start") & _year("delivery") & _year("planned"),
                name="project_year_plausible",
                violation_error_message=YEAR_SENTENCE,
            ),
            models.CheckConstraint(
                condition=_quarter("start") & _quarter("delivery") & _quarter("planned"),
                name="project_quarter_of_a_year",
                violation_error_message="Een kwartaal is 1, 2, 3 of 4, en hoort bij een jaar.",
            ),
            models.CheckConstraint(
                condition=Q(start_year=None)
                | Q(delivery_year=None)
                | Q(delivery_year__gt=F("start_year"))
                | Q(delivery_year=F("start_year"))
                & (
                    Q(start_quarter=None)
                    | Q(delivery_quarter=None)
                    | Q(delivery_quarter__gte=F("start_quarter"))
                ),
                name="project_delivery_after_start",
                violation_error_message="De oplevering ligt vóór de start.",
            ),
            models.CheckConstraint(
                condition=Q(planned_year=None) | Q(start_year=None, delivery_year=None),
                name="project_planned_year_alone",
                violation_error_message=(
                    "Vul óf het jaar van start en oplevering in, óf het jaar van planning, niet beide."
                ),
            ),
            models.CheckConstraint(
                condition=Q(parent=None) | ~Q(parent=F("id")),
                name="project_not_its_own_phase",
                violation_error_message="Een project kan geen fase van zichzelf zijn.",
            ),
        )

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("project", args=[self.pk])

    def clean(self) -> None:
        """Refuse what the triggers would refuse, so that a form can say it beside the field."""
        super().clean()
        has_phases = bool(self.pk) and self.phases.exists()
        if has_phases and self.dwellings is not None:
            raise _broken("dwellings", "project_phased_without_count")
        if self.parent is None:
            return
        if has_phases or self.parent.parent_id:
            raise _broken("parent", "project_phase_depth")
        if self.parent.municipality_id != self.municipality_id:
            raise _broken("parent", "project_phase_municipality")
        if self.parent.is_example != self.is_example:
            raise _broken("parent", "project_phase_example")
        if self.parent.dwellings is not None:
            raise _broken("parent", "project_phased_without_count")

    def printed(self) -> PrintedCells:
        """Return the cells of the overview, in the words of the brochure."""
        return printed_cells(self)


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
                violation_error_message=(
                    "Een huurprijsklasse is bij een project óf zeker óf mogelijk, niet beide."
                ),
            ),
            models.CheckConstraint(
                condition=Q(dwellings=None) | Q(dwellings__range=(1, MOST_DWELLINGS)),
                name="project_rent_class_dwellings_plausible",
                violation_error_message=DWELLINGS_SENTENCE,
            ),
            models.CheckConstraint(
                condition=Q(is_possible=False) | Q(dwellings=None),
                name="project_rent_class_possible_uncounted",
                violation_error_message="Een mogelijke huurprijsklasse heeft nog geen aantal woningen.",
            ),
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
                violation_error_message="Deze code van dit systeem hoort al bij een project.",
            ),
            *line_rules("code", "external_code"),
            *(
                models.CheckConstraint(condition=rule, name=name, violation_error_message=sentence)
                for name, rule, sentence in (
                    ("external_code_filled", ~Q(system="") & ~Q(code=""), CODE_UNFILLED),
                    ("external_code_single", ~Q(code__regex=TWO_CODES), TWO_CODES_SENTENCE),
                    ("external_code_system", Q(system__regex=f"^{SYSTEM}$"), SYSTEM_SENTENCE),
                )
            ),
        )

    def __str__(self) -> str:
        return f"{self.system} {self.code}"
