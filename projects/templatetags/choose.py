"""The form of a choice, for the templates."""

from django import template

from projects.choose import ChoiceForm
from projects.selection import Selection

register = template.Library()


@register.simple_tag
def choice_form(selection: Selection) -> ChoiceForm:
    return ChoiceForm(selection)


@register.simple_tag
def here(selection: Selection, /, **changes: object) -> str:
    """Return the address of the page itself with changes to the choice; its path stays what it is."""
    return f"?{selection.here_with(**changes)}"
