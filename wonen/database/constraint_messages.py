"""What the database says when it keeps a rule: the Dutch sentence of that rule."""

from django.apps import apps
from django.db import IntegrityError


def refusal(error: IntegrityError) -> str:
    """Return the Dutch sentence of the rule that the database kept."""
    diagnosis = getattr(error.__cause__, "diag", None)
    name = getattr(diagnosis, "constraint_name", None)
    for model in apps.get_models():
        for constraint in model._meta.constraints:
            if constraint.name == name:
                return str(constraint.violation_error_message)
    # A trigger of ours speaks Dutch itself; it sets a constraint name but belongs to no table.
    if name and not getattr(diagnosis, "table_name", None):
        return str(getattr(diagnosis, "message_primary", ""))
    return "De gegevens passen niet bij wat er al staat. Er is niets gewijzigd."
