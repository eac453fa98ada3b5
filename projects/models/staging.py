"""The spreadsheet that somebody brought, read and checked row by row, kept until it is applied or let go."""

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models import Q

from municipalities.models import Corporation, Municipality
from projects.kinds import Kind
from wonen.spreadsheets.tables import place_of
from wonen.spreadsheets.upload.stored_file import StoredUpload


class Status(models.TextChoices):
    """What becomes of a row, in the order in which a reader wants to see them."""

    WRONG = "fout", "Fout"
    ASKED = "vraag", "Vraag"
    NEW = "nieuw", "Nieuw"
    CHANGED = "gewijzigd", "Gewijzigd"
    UNCHANGED = "ongewijzigd", "Ongewijzigd"


class ProjectUpload(StoredUpload):
    """A spreadsheet of projects: its name, what was chosen with it, and what is wrong with it as a whole."""

    class State(models.TextChoices):
        READING = "lezen", "wordt gelezen"
        READY = "klaar", "gelezen"
        APPLIED = "toegepast", "toegepast"

    municipality = models.ForeignKey(
        Municipality,
        verbose_name="gemeente",
        related_name="+",
        on_delete=models.CASCADE,
        null=True,
        blank=True,
    )
    corporation = models.ForeignKey(
        Corporation,
        verbose_name="corporatie",
        related_name="+",
        on_delete=models.CASCADE,
        null=True,
        blank=True,
    )
    kind = models.CharField("soort", max_length=15, choices=Kind, blank=True)
    makes_public = models.BooleanField("nieuwe projecten openbaar", default=False)
    asks_note = models.BooleanField("vraagt wat de kolom Opmerking is", default=False)
    state = models.CharField("stand", max_length=10, choices=State, default=State.READING)
    problems = models.JSONField("fouten in het bestand", default=list)
    notices = models.JSONField("mededelingen", default=list)
    columns = models.JSONField("kolommen per blad", default=dict)
    counts = models.JSONField("aantallen bij toepassen", default=dict)
    why = models.TextField("waarom er niets is opgeslagen", blank=True)
    act = models.UUIDField("handeling in de geschiedenis", null=True)

    class Meta(StoredUpload.Meta):
        verbose_name = "aangeboden spreadsheet met projecten"
        verbose_name_plural = "aangeboden spreadsheets met projecten"

    @property
    def awaits_note(self) -> bool:
        """Whether nobody has said yet what the column *Opmerking* is."""
        return self.asks_note and not self.note_means


class UploadRow(models.Model):
    """One row of the spreadsheet: what it says, which project it is about, and what becomes of that."""

    upload = models.ForeignKey(ProjectUpload, related_name="rows", on_delete=models.CASCADE)
    number = models.PositiveIntegerField("volgorde")
    sheet = models.CharField("blad", max_length=255, blank=True)
    row = models.PositiveIntegerField("rij")
    status = models.CharField("wat er gebeurt", max_length=12, choices=Status)
    name = models.CharField("naam", max_length=255, blank=True)
    # No foreign key: a project that is removed meanwhile must be told, not vanish from the preview.
    project = models.BigIntegerField("project", null=True)
    facts = models.JSONField("wat er staat, gelezen", default=dict, encoder=DjangoJSONEncoder)
    texts = models.JSONField("wat er staat, per kolom", default=dict)
    empty = models.JSONField("lege kolommen", default=list)
    unread = models.JSONField("velden die niet te lezen waren", default=list)
    unreadable = models.JSONField("fouten bij het lezen", default=list)
    problems = models.JSONField("fouten", default=list)
    question = models.JSONField("vraag", default=dict)
    answers = models.JSONField("antwoorden", default=dict)
    before = models.JSONField("project zoals het was", null=True)
    after = models.JSONField("project zoals het wordt", null=True)
    kept = models.JSONField("leeg in het bestand, blijft staan", default=list)

    class Meta:
        verbose_name = "rij van een spreadsheet"
        verbose_name_plural = "rijen van een spreadsheet"
        ordering = ("number",)
        indexes = (models.Index(fields=["upload", "status", "number"], name="upload_row_status"),)
        constraints = (
            models.UniqueConstraint(
                fields=["upload", "number"],
                name="upload_row_once",
                violation_error_message="Deze rij is al gelezen.",
            ),
            models.UniqueConstraint(
                fields=["upload", "project"],
                condition=Q(status__in=[Status.CHANGED, Status.UNCHANGED]),
                name="upload_row_project_once",
                violation_error_message="Een andere rij gaat al over dit project.",
            ),
        )

    def __str__(self) -> str:
        return f"{self.sheet} {self.row}"

    @property
    def place(self) -> str:
        """Where the row stands: 'Blad Projecten, rij 5'."""
        return place_of(self.sheet, self.row)
