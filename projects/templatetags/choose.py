"""The form of a choice, for the templates."""

from django import template

from projects.filters.choose import ChoiceForm
from projects.filters.selection import Selection

register = template.Library()


@register.simple_tag
def choice_form(selection: Selection, own: ChoiceForm | str = "") -> ChoiceForm:
    """Return the form of a selection, or the page's own."""
    return own if isinstance(own, ChoiceForm) else ChoiceForm(selection)


@register.simple_tag
def here(selection: Selection, /, **changes: object) -> str:
    """Return the address of the page itself with changes to the choice; its path stays what it is."""
    return f"?{selection.here_with(**changes)}"
