"""Which lists of old public notes still have something for a member of staff."""

from typing import Any

from django import template

from municipalities.figures.note_check import CHECKS, NoteCheck

register = template.Library()


@register.simple_tag
def notes_to_check(user: Any) -> list[NoteCheck]:
    """Return the lists that are not empty for this user; two queries each."""
    return [each for each in CHECKS if each.may(user) and each.rows(user).exists()]
