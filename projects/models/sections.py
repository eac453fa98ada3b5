"""In which section of a year's overview a project stands, by what is done, how far it is and when."""

from django.db import models
from django.db.models import Case, F, Q, Value, When

from projects.kinds import Kind, Phase


class Section(models.TextChoices):
    """The sections of a year's overview, in the order of printing; the first four are the kinds."""

    NEW = Kind.NEW.value, Kind.NEW.label
    RENOVATION = Kind.RENOVATION.value, Kind.RENOVATION.label
    DEMOLITION = Kind.DEMOLITION.value, Kind.DEMOLITION.label
    ACQUISITION = Kind.ACQUISITION.value, Kind.ACQUISITION.label
    RESEARCH = "onderzoek", "Onderzoek"
    BUILDING = "uitvoering", "In uitvoering"

    @property
    def rule(self) -> str:
        """What belongs in the section, for the reader of an overview."""
        return SECTION_RULES[self]


SECTION_RULES = {
    Section.NEW: "Nieuwbouw en verbouw die naar verwachting in het jaar start of wordt opgeleverd.",
    Section.RENOVATION: "Renovaties die in het jaar starten of worden afgerond.",
    Section.DEMOLITION: "Sloop die in het jaar start of wordt afgerond.",
    Section.ACQUISITION: "Aankopen die in het jaar worden gedaan.",
    Section.RESEARCH: "Projecten die niet in het jaar starten, maar waarschijnlijk wel in een later jaar.",
    Section.BUILDING: "Projecten die vóór het jaar zijn begonnen en in het jaar doorlopen.",
}


def section_in(year: int) -> Case:
    """Return the expression for the section of a project in the overview of a year; null: it is not in it.

    A year that may be the start or the delivery counts as either. A start in the past without a known
    delivery is still being built: a project never vanishes because somebody forgot a date.
    """
    happens = Q(start_year=year) | Q(delivery_year=year) | Q(planned_year=year)
    return Case(
        When(Q(phase=Phase.CANCELLED) | Q(delivery_year__lt=year), then=Value(None)),
        When(happens, then=F("kind")),
        When(Q(phase__in=(Phase.AFTERCARE, Phase.COMPLETED)), then=Value(None)),
        When(Q(start_year__lt=year) | Q(planned_year__lt=year), then=Value(Section.BUILDING)),
        default=Value(Section.RESEARCH),
        output_field=models.CharField(null=True),
    )
