"""The columns with notes: for the public or for staff, and what is told where that is only guessed."""

from collections.abc import Iterable

from django.db import models

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
