"""Checks at start that each rule of ``projects.rules`` is kept by the database, and nothing else is."""

from typing import Any

from django.core.checks import CheckMessage, Error

from projects.models import ExternalCode, Project, ProjectRentClass
from projects.rules import RULES


def check_rules(**_: Any) -> list[CheckMessage]:
    """Tell which constraint is no rule, which rule no constraint, and where their sentences differ.

    Rules across rows are kept by triggers, which only a database has: ``tests/projects/test_rules.py``.
    """
    kept = {
        str(each.name): str(each.violation_error_message)
        for model in (Project, ProjectRentClass, ExternalCode)
        for each in model._meta.constraints
    }
    told = {rule.name: rule.sentence for rule in RULES if not rule.is_across_rows}
    differing = sorted({name for name, _ in kept.items() ^ told.items()})
    hint = "Name it in projects.rules and, with the same sentence, among the constraints of the model."
    return [
        Error(f"'{name}' is not both a rule and a constraint.", hint, id="projects.E002")
        for name in differing
    ]
