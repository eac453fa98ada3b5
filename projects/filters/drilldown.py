"""The way from a figure to the projects behind it: the list with the same choice, and one thing more."""

from django.urls import reverse

from projects.filters.selection import Selection
from projects.sums.certainty import CHOICES


def behind(selection: Selection, **choices: object) -> str:
    """Return the address of the list of projects that meet these choices too, certainly or possibly.

    Empty where no address can say it: the visitor chose another value of the same parameter, or only what is
    certain of it.
    """
    chosen = selection.chosen
    if any(chosen.get(name, str(value)) != str(value) for name, value in choices.items()):
        return ""
    if "zekerheid" in chosen and any(name in CHOICES and name not in chosen for name in choices):
        return ""
    return f"{reverse('projects')}?{selection.query_with(**choices)}"
