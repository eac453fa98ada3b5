"""Links that keep the choice of the visitor."""

from django import template
from django.urls import reverse

from projects.filters.selection import Selection

register = template.Library()


@register.simple_tag
def chosen_url(selection: Selection, name: str, /, *arguments: object, **changes: object) -> str:
    """Return the address of a page, by the name of its route, with the choice and the changes to it."""
    query = selection.query_with(**changes)
    address = reverse(name, args=arguments)
    return f"{address}?{query}" if query else address
