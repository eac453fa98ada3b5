"""What a corporation plans: projects, the legend of their words, the norm, and what staff uploaded."""

from projects.kinds import Kind, Phase
from projects.models import events, feed, staging  # noqa: F401 - made from the models above, and found here by Django
from projects.models.legend import BatScore, HousingType, LegendEntry, RentClass, SustainabilityLevel
from projects.models.norms import Norm
from projects.models.project import LONGEST_CODE, ExternalCode, Project, ProjectRentClass

__all__ = [
    "LONGEST_CODE",
    "BatScore",
    "ExternalCode",
    "HousingType",
    "Kind",
    "LegendEntry",
    "Norm",
    "Phase",
    "Project",
    "ProjectRentClass",
    "RentClass",
    "SustainabilityLevel",
]
