"""The two notes of a project and a figure: who reads them, and the old public ones to be checked."""

from django.db import models

ONLY_STAFF = (
    "Alleen voor medewerkers die inloggen. Staat op geen openbare pagina, in geen open data en in geen bod."
)


class NoteToCheck(models.Model):
    """A public note from before there was an internal one, which no member of staff has looked at since.

    An update from such a version fills the table once. Triggers remove a row when its note becomes another
    one, whatever changed it. ``key`` is no foreign key: a row that is removed and brought back is still to be
    checked.
    """

    pk = models.CompositePrimaryKey("table_name", "key")
    table_name = models.CharField(max_length=60)
    key = models.BigIntegerField()

    class Meta:
        verbose_name = "na te kijken toelichting"
        verbose_name_plural = "na te kijken toelichtingen"

    def __str__(self) -> str:
        return f"{self.table_name} {self.key}"
