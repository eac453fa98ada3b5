"""The two notes of a project and a figure: for the public and for staff; and the old ones to be checked."""

from collections.abc import Iterable

from django.db import models

ONLY_STAFF = (
    "Alleen voor medewerkers die inloggen. Staat op geen openbare pagina, in geen open data en in geen bod."
)

# What people call the columns, in lower case. "Opmerking" is apart: it was the name of what the public reads.
PUBLIC_NAMES = ("publieke toelichting", "openbare toelichting", "toelichting publiek")
INTERNAL_NAMES = (
    "interne notities", "interne opmerking", "interne opmerkingen", "interne toelichting", "opmerkingen",
    "toelichting", "toelichtingen", "bijzonderheden", "bijzonderheid", "notitie", "notities",
)  # fmt: skip
SAID_INSIDE = "interne "  # begins the names that can mean nothing else
KEPT_INSIDE = (
    "Opmerkingen, toelichtingen en bijzonderheden zijn gelezen als interne notitie: alleen medewerkers zien "
    "ze. Wat het publiek moet lezen, hoort in een kolom 'Toelichting voor het publiek'."
)
OTHER_INSIDE = (
    "Er staat al een andere interne notitie; dit oude bestand vervangt die niet. Maak deze cel leeg, of pas "
    "de interne notitie zelf aan."
)
TWO_NOTES = (
    "Een andere kolom met notities zegt iets anders. Zet alles in de kolom 'Interne notitie', en maak deze "
    "leeg."
)


class NoteMeans(models.TextChoices):
    """What the column *Opmerking* of a file of before is; it held what is for the public now."""

    PUBLIC = "publiek", "de toelichting voor het publiek"
    INTERNAL = "intern", "een interne notitie"


def is_guessed_inside(names: Iterable[str]) -> bool:
    """Say whether one of these columns, in lower case, may have been meant for the public as well."""
    guessed = {"opmerking", *INTERNAL_NAMES}
    return any(name in guessed and not name.startswith(SAID_INSIDE) for name in names)


class NoteToCheck(models.Model):
    """A public note from before there was an internal one, which no member of staff has looked at since.

    The migrations fill the table once. Triggers remove a row when its note becomes another one, whatever
    changed it. ``key`` is no foreign key: a row that is removed and brought back is still to be checked.
    """

    pk = models.CompositePrimaryKey("table_name", "key")
    table_name = models.CharField(max_length=60)
    key = models.BigIntegerField()

    class Meta:
        verbose_name = "na te kijken toelichting"
        verbose_name_plural = "na te kijken toelichtingen"

    def __str__(self) -> str:
        return f"{self.table_name} {self.key}"
