"""What is done with a project, and how far it is: the words that its rules know."""

from django.db import models


class Kind(models.TextChoices):
    """What is done (soort). A study is not a kind: whether it is one follows from the planning."""

    NEW = "nieuwbouw", "Nieuwbouw/verbouw"
    RENOVATION = "renovatie", "Renovatie"
    DEMOLITION = "sloop", "Sloop"
    ACQUISITION = "aankoop", "Aankoop"


class Phase(models.TextChoices):
    """How far a project is (projectfase), in the words of the national plan registration."""

    CONCEPT = "concept", "Concept"
    INITIATIVE = "initiatief", "Initiatief"
    DEFINITION = "definitie", "Definitie"
    DESIGN = "ontwerp", "Ontwerp"
    PREPARATION = "voorbereiding", "Voorbereiding"
    REALISATION = "realisatie", "Realisatie"
    AFTERCARE = "nazorg", "Nazorg"
    COMPLETED = "afgerond", "Afgerond"
    CANCELLED = "vervallen", "Vervallen"
