"""A copy of a project, as the proposal for a new one: another name, no codes, not public."""

from __future__ import annotations

from typing import Any

from django.forms.models import model_to_dict

from projects.editing.rents import rents_of
from projects.models import Project

NOT_COPIED = ("id", "is_public", "is_example", "rent_classes")
LONGEST_NAME = Project._meta.get_field("name").max_length or 0
SUFFIX = " (kopie)"


def copy_of(project: Project) -> dict[str, Any]:
    """Return what the form of a new project is filled with."""
    facts = model_to_dict(project, exclude=NOT_COPIED)
    facts["name"] = f"{project.name[: LONGEST_NAME - len(SUFFIX)]}{SUFFIX}"
    return {**facts, "rents": rents_of(project)}
