"""A copy of a project, as the proposal for a new one: another name, no codes, not public."""

from __future__ import annotations

from typing import Any

from django.forms.models import model_to_dict

from projects.editing.rents import rents_of
from projects.facts import FACTS
from projects.models import Project

# Of the parts the rent classes are copied as the form has them; what tells of the record stays with it.
NOT_COPIED = ("id", "rent_classes", *(fact.name for fact in FACTS if not fact.is_value))
LONGEST_NAME = Project._meta.get_field("name").max_length or 0
SUFFIX = " (kopie)"


def copy_of(project: Project) -> dict[str, Any]:
    """Return what the form of a new project is filled with."""
    facts = model_to_dict(project, exclude=NOT_COPIED)
    facts["name"] = f"{project.name[: LONGEST_NAME - len(SUFFIX)]}{SUFFIX}"
    return {**facts, "rents": rents_of(project)}
