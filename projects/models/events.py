"""What the database keeps of every change of a project; what the public sees: ``projects.pages.history``.

Invented projects have no history, and neither have their parts.
"""

from typing import ClassVar

import pghistory
from django.db import models

from projects.models.legend import BatScore, HousingType, RentClass, SustainabilityLevel
from projects.models.norms import Norm
from projects.models.project import ExternalCode, Project, ProjectRentClass
from wonen.history.tables import ADDED, CHANGED, FOUND, NO_FACTS, REMOVED, SHARED, keep, kept

__all__ = ["ADDED", "CHANGED", "FOUND", "REMOVED"]
OF_PROJECT = "projects_is_example({row}.project_id)"


class ProjectEvent(
    pghistory.create_event_model(  # type: ignore[misc]  # a class made at run time
        Project, *kept("{row}.is_example"), exclude=NO_FACTS, **SHARED
    )
):
    """A project as it was after a change."""


class ProjectRentClassEvent(
    pghistory.create_event_model(ProjectRentClass, *kept(OF_PROJECT), **SHARED)  # type: ignore[misc]
):
    """A rent class of a project as it was after a change."""

    class Meta:
        indexes: ClassVar = [models.Index(fields=["project"], name="rent_class_event_project")]


class ProjectHousingType(Project.housing_types.through):  # type: ignore[misc, name-defined]  # made by Django
    """A housing type of a project; a name for Django's own table, so that it can be kept too."""

    class Meta:
        proxy = True
        verbose_name = "woningtype van een project"
        verbose_name_plural = "woningtypen van projecten"

    def __str__(self) -> str:
        return str(self.housingtype)


class ProjectHousingTypeEvent(
    pghistory.create_event_model(ProjectHousingType, *kept(OF_PROJECT), **SHARED)  # type: ignore[misc]
):
    """A housing type of a project as it was after a change."""

    class Meta:
        indexes: ClassVar = [models.Index(fields=["project"], name="housing_type_event_project")]


class ExternalCodeEvent(
    pghistory.create_event_model(ExternalCode, *kept(OF_PROJECT), **SHARED)  # type: ignore[misc]
):
    """A code of a project in another system as it was after a change."""

    class Meta:
        indexes: ClassVar = [models.Index(fields=["project"], name="external_code_event_project")]


class NormEvent(pghistory.create_event_model(Norm, *kept(), **SHARED)):  # type: ignore[misc]
    """A norm as it was after a change."""


class HousingTypeEvent(pghistory.create_event_model(HousingType, *kept(), **SHARED)):  # type: ignore[misc]
    """A housing type of the legend as it was after a change."""


class RentClassEvent(pghistory.create_event_model(RentClass, *kept(), **SHARED)):  # type: ignore[misc]
    """A rent class of the legend as it was after a change."""


class BatScoreEvent(pghistory.create_event_model(BatScore, *kept(), **SHARED)):  # type: ignore[misc]
    """A BAT-score of the legend as it was after a change."""


class SustainabilityLevelEvent(
    pghistory.create_event_model(SustainabilityLevel, *kept(), **SHARED)  # type: ignore[misc]
):
    """A level of sustainability as it was after a change."""


for _events in (HousingTypeEvent, RentClassEvent, BatScoreEvent, SustainabilityLevelEvent, NormEvent):
    keep(_events)
keep(ProjectEvent, unknown="Nnb", needs={"is_public": "projects.publish_project"})
keep(ProjectRentClassEvent, owner="project", again=("rent_class_id",), short="huurprijsklasse", unknown="Nnb")
keep(ProjectHousingTypeEvent, owner="project", again=("housingtype_id",), short="woningtype")
keep(ExternalCodeEvent, owner="project", again=("system", "code"), short="code")
