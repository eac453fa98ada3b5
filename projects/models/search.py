"""Searching in name, place and municipality of projects; accents and small spelling mistakes are forgiven."""

from __future__ import annotations

from typing import Any

from django.contrib.postgres.indexes import GinIndex, OpClass
from django.db.models import Func, Q, QuerySet, TextField, Value

from municipalities.models import Municipality


def _searchable(name: object, place: object) -> Func:
    """Return the text without accents and capitals; the function stands in ``migrations/sql``."""
    return Func(name, place, function="projects_searchable", output_field=TextField())


SEARCHABLE = _searchable("name", "place")
INDEX = GinIndex(
    OpClass(Func("name", "place", function="projects_searchable"), name="gin_trgm_ops"),
    name="project_searchable",
)
SHORT = 3


def found_by(text: str) -> Q:
    """Return the condition on ``searchable``: each word of the text occurs in it, or is like a word.

    Or it does so in the name of the municipality: these are few, and looked up first, so that the database
    can use the index for the rest.
    """
    words = text.split()
    found = {f"word_{place}": _holds(word) for place, word in enumerate(words)}
    # The types know only columns that are written out.
    municipalities: QuerySet[Any, Any] = Municipality.objects.alias(searchable=_searchable("name", Value("")))
    named = list(municipalities.values("pk", **found))
    condition = Q()
    for place, word in enumerate(words):
        within = [each["pk"] for each in named if each[f"word_{place}"]]
        condition &= _holds(word) | Q(municipality__in=within)
    return condition


def _holds(word: str) -> Q:
    """Return the condition on ``searchable`` that a word occurs in it, or is like one of its words.

    Like is: with half of all three-letter parts in common, the standard of PostgreSQL. It finds 'hoensbroeck'
    in Hoensbroek and 'jagerstraat' in Dr. Jaegerstraat, but 'park' not in Kerkpad. A shorter word than four
    letters is like too much, and would have to be compared with every project.
    """
    plain = _searchable(Value(word), Value(""))
    occurs = Q(searchable__contains=plain)
    is_like = Q(searchable__trigram_strict_word_similar=plain)
    return occurs | is_like if len(word) > SHORT else occurs
