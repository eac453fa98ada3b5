"""Two people at one page: what stood there when it was opened, what is saved now, and what was typed.

What stood there goes along with the page and comes back with it. A form, a sheet and a grid all judge by
``whose``, each for what it takes as one; how a conflict is told and settled is theirs.
"""

import json
from enum import Enum
from typing import Any


class Whose(Enum):
    """Which of two changes counts."""

    NOBODYS = "saved and typed are the same"
    MINE = "only who types changed it"
    THEIRS = "only somebody else changed it"
    BOTH = "both changed it, each in another way: somebody has to choose"


def whose(was: object, theirs: object, mine: object) -> Whose:
    """Compare what a page showed, what is saved now and what was typed, each in the same form."""
    if theirs == mine:
        return Whose.NOBODYS
    if was == theirs:
        return Whose.MINE
    return Whose.THEIRS if was == mine else Whose.BOTH


def came_back(text: str) -> Any:
    """Return what a page showed, as it was sent along in JSON; None of what cannot be read."""
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        return None
