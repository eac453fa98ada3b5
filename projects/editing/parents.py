"""The whole of which a project is a phase: found by number or name, also when it is new in the same file."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models.functions import Lower, Trim

from projects.editing.words import folded
from projects.models import Project
from projects.rules import State, broken_in_family, name_key
from projects.uploads.reader.headers import Header

NO_NUMBER = "Er is geen project met dit nummer. Verwacht: het nummer van het hele project, of leeg."
OTHER_NAME = "Dit past niet bij het nummer ernaast. Project {} heet: {}."
NO_NAME = "Deze gemeente heeft geen project met deze naam, en het staat ook niet in dit bestand."


@dataclass(frozen=True)
class Whole:
    """A project that others may be a phase of."""

    pk: int
    name: str
    state: State  # of its family; whether it has a count is judged once the whole file is read


class Wholes:
    """The projects that a chunk of rows names as their whole: two queries, or none."""

    def __init__(self, rows: Iterable[tuple[dict[str, Any], int | None]]) -> None:
        rows = list(rows)
        numbers = {facts["parent_number"] for facts, _ in rows if "parent_number" in facts}
        keys = {
            name_key(place, facts["parent_name"])
            for facts, place in rows
            if place and facts.get("parent_name")
        }
        self.by_number = {each.pk: each for each in _wholes(pk__in=numbers)} if numbers else {}
        found = _wholes(key__in={name for _, name in keys}) if keys else []
        self.by_name = {name_key(each.state["municipality_id"], each.name): each for each in found}


def _wholes(**wanted: Any) -> list[Whole]:
    rows = Project.objects.alias(key=Lower(Trim("name"))).filter(**wanted)
    own = ("municipality_id", "parent_id", "is_example")
    columns = rows.values_list("pk", "name", *own)
    return [
        Whole(pk, name, {**dict(zip(own, facts, strict=True)), "dwellings": None})
        for pk, name, *facts in columns
    ]


def whole_of(facts: dict[str, Any], after: dict[str, Any], wholes: Wholes) -> Whole | tuple[str, str] | None:
    """Return the whole that a row names, what is wrong with it (header, sentence), or None if unknown."""
    name = facts.get("parent_name", "")
    if "parent_number" in facts:
        found = wholes.by_number.get(facts["parent_number"])
        if found is None:
            return Header.PARENT_NUMBER, NO_NUMBER
        if name and folded(found.name) != folded(name):
            return Header.PARENT, OTHER_NAME.format(found.pk, found.name)
        return found
    return wholes.by_name.get(name_key(after["municipality_id"], name))


def broken(whole: Whole, pk: int | None, after: State) -> str | None:
    """Return the sentence of the rule that a project would break as a phase of this whole."""
    found = broken_in_family({**after, "pk": pk, "parent_id": whole.pk}, whole.state)
    return next((rule.sentence for _, rule in found), None)
