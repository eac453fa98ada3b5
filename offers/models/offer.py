"""What a corporation offers a municipality for a year (het bod), frozen as it was published."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.core.serializers.json import DjangoJSONEncoder
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from municipalities.models import Corporation, Municipality
from offers.models.querysets import OfferQuerySet
from projects.models import Project
from projects.models.sections import Section
from projects.rules import YEAR_SENTENCE
from wonen.dutch.periods import FIRST_YEAR, LAST_YEAR
from wonen.dutch.single_line_text import LinesField

FROZEN = "Wat gepubliceerd is, verandert niet meer. Publiceer een correctie als nieuwe versie."
FIXED = "Van een bod dat gepubliceerd is, liggen corporatie, gemeente en jaar vast."
PUBLISHED = "Een bod dat gepubliceerd is, kan niet worden verwijderd."
NUMBERED = "De versies van een bod zijn genummerd vanaf 1, zonder gaten."
COMPLETE = "In een versie staan precies de projecten die er bij het publiceren in stonden."
MOMENT = "Een versie is gepubliceerd op het moment waarop zij wordt opgeslagen. Dat moment kiest niemand."
EMPTY = "Een bod heeft minstens één project. Alleen een correctie kan er geen meer hebben."
ITSELF = (
    "Een bod is van een corporatie zelf. Wat een verbonden onderneming doet, staat in het bod van de "
    "corporatie waaraan zij verbonden is."
)
# The rules across rows, kept by triggers (``migrations/sql``): the name of each with its sentence.
RULES_ACROSS_ROWS = {
    "offer_frozen": FROZEN,
    "offer_fixed": FIXED,
    "offer_published_stays": PUBLISHED,
    "offer_version_numbered": NUMBERED,
    "offer_version_complete": COMPLETE,
    "offer_of_corporation_itself": ITSELF,
}


class Offer(models.Model):
    """An offer (bod): what a corporation plans in one municipality, as it tells it for one year.

    It is public once it has a version. The corporations that are connected to it (verbonden ondernemingen)
    speak through it too (Woningwet, art. 43).
    """

    corporation = models.ForeignKey(
        Corporation, verbose_name="corporatie", related_name="offers", on_delete=models.PROTECT
    )
    municipality = models.ForeignKey(
        Municipality, verbose_name="gemeente", related_name="offers", on_delete=models.PROTECT
    )
    year = models.PositiveSmallIntegerField(
        "jaar",
        validators=(
            MinValueValidator(FIRST_YEAR, YEAR_SENTENCE),
            MaxValueValidator(LAST_YEAR, YEAR_SENTENCE),
        ),
        help_text="Het jaar waarover het bod gaat: het bod dat vóór 1 juli 2026 klaar is, is dat van 2027.",
    )
    is_example = models.BooleanField("voorbeelddata", default=False, editable=False)

    objects = OfferQuerySet.as_manager()

    class Meta:
        verbose_name = "bod"
        verbose_name_plural = "boden"
        permissions = (("publish_offer", "Mag boden publiceren"),)
        ordering = ("-year", "municipality__name", "corporation__code")
        constraints = (
            models.UniqueConstraint(
                fields=["corporation", "municipality", "year"],
                name="offer_once",
                violation_error_message=(
                    "Er is al een bod van deze corporatie aan deze gemeente voor dit jaar."
                ),
            ),
            models.CheckConstraint(
                condition=Q(year__range=(FIRST_YEAR, LAST_YEAR)),
                name="offer_year_plausible",
                violation_error_message=YEAR_SENTENCE,
            ),
        )

    def __str__(self) -> str:
        return f"Bod {self.year} van {self.corporation} aan {self.municipality}"

    def clean(self) -> None:
        """Refuse what the triggers would refuse, so that a form can say it beside the field."""
        super().clean()
        corporation = Corporation.objects.filter(pk=self.corporation_id).first()
        if corporation and corporation.parent_id:
            raise ValidationError({"corporation": ITSELF})

    def last_version(self) -> OfferVersion | None:
        return self.versions.order_by("-number").first()


class OfferVersion(models.Model):
    """A version (versie) of an offer: the projects as they were when it was published, for good.

    The first one is the offer; each later one corrects the one before it and says what it corrects.
    """

    offer = models.ForeignKey(Offer, verbose_name="bod", related_name="versions", on_delete=models.PROTECT)
    number = models.PositiveSmallIntegerField("nummer")
    # The database gives it, and a trigger (``migrations/sql``) refuses any other: ``MOMENT``.
    published_at = models.DateTimeField("gepubliceerd op", db_default=Now(), editable=False)
    note = LinesField("toelichting", blank=True, help_text="Openbaar: wat er is gecorrigeerd.")
    price_level = models.PositiveSmallIntegerField(
        "prijspeil",
        null=True,
        help_text="Het jaar van de huurprijsgrenzen waarin de klassen zijn ingedeeld. Leeg: niet bekend.",
    )
    project_count = models.PositiveIntegerField("aantal projecten")

    class Meta:
        verbose_name = "versie van een bod"
        verbose_name_plural = "versies van een bod"
        ordering = ("offer", "number")
        constraints = (
            models.UniqueConstraint(
                fields=["offer", "number"],
                name="offer_version_once",
                violation_error_message="Iemand anders heeft intussen een versie van dit bod gepubliceerd.",
            ),
            models.CheckConstraint(
                condition=Q(number=1) | ~Q(note=""),
                name="offer_version_says_what_it_corrects",
                violation_error_message="Zeg in de toelichting wat deze versie corrigeert.",
            ),
            # That a version holds as many as it says is checked by a trigger: COMPLETE. A correction may take
            # the last project away: what was published by mistake could not be withdrawn otherwise.
            models.CheckConstraint(
                condition=Q(number__gt=1) | Q(project_count__gt=0),
                name="offer_version_holds_projects",
                violation_error_message=EMPTY,
            ),
        )

    def __str__(self) -> str:
        return f"Versie {self.number}"


class OfferedProject(models.Model):
    """A project as it stood in a version of an offer (aangeboden project): copied, never computed again.

    ``project`` is the number of the project it was copied from, which may be gone. ``facts`` is that project
    as the API gave it that day (``offers.freezing``), with the printed cells of the overview beside the data.
    """

    version = models.ForeignKey(
        OfferVersion, verbose_name="versie", related_name="projects", on_delete=models.PROTECT
    )
    project = models.ForeignKey(
        Project,
        verbose_name="project",
        related_name="offered",
        on_delete=models.DO_NOTHING,
        db_constraint=False,  # what is frozen outlives what it was copied from
    )
    section = models.CharField("onderdeel", max_length=15, choices=Section)
    position = models.PositiveIntegerField("plaats in het overzicht")
    facts = models.JSONField("gegevens", encoder=DjangoJSONEncoder)

    class Meta:
        verbose_name = "aangeboden project"
        verbose_name_plural = "aangeboden projecten"
        ordering = ("version", "position")
        constraints = (
            models.UniqueConstraint(
                fields=["version", "project"],
                name="offered_project_once",
                violation_error_message="Een project staat één keer in een versie van een bod.",
            ),
            models.UniqueConstraint(
                fields=["version", "position"],
                name="offered_project_position_once",
                violation_error_message="Op een plaats in het overzicht staat één project.",
            ),
            models.CheckConstraint(
                condition=Q(section__in=Section.values),
                name="offered_project_section_known",
                violation_error_message="Kies een van de onderdelen van het overzicht.",
            ),
        )

    def __str__(self) -> str:
        return str(self.facts["naam"])
