"""Finds the project that a row is about: by number, by code, else by municipality and name."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from django.db.models.functions import Lower, Trim

from projects.editing.fuzzy_names import Name, Names
from projects.models import ExternalCode, Project
from projects.rules import name_key
from projects.uploads.reader.headers import Header

NO_NUMBER = "Er is geen project met dit nummer. Verwacht: het nummer van een project in Wonen, of leeg."
OTHER_CODE = "Deze code hoort bij een ander project dan het nummer ({})."
TWO_CODES = "Deze codes horen bij verschillende projecten: {}."


@dataclass
class Match:
    """The project that the row is about, how it was found, or which ones it may be."""

    project: int | None = None
    by_name: bool = False
    candidates: list[int] = field(default_factory=list)
    problem: tuple[str, str] | None = None  # header and sentence


class Known:
    """The projects that there are, asked for a chunk of rows at a time."""

    @cached_property
    def names(self) -> Names:
        """All names that may be nearly the same; an invented project is never the real one."""
        found = Names()
        rows = Project.objects.filter(is_example=False).order_by()
        for pk, municipality, name in rows.values_list("pk", "municipality_id", "name").iterator(5000):
            found.add(pk, municipality, name)
        return found

    def match(self, rows: Sequence[dict[str, Any]]) -> list[Match]:
        """Return the match of each row, given its facts: three queries, and one the first time."""
        numbers, codes, names = self.by_number(rows), self.by_code(rows), self.by_name(rows)
        return [self._match(facts, numbers, codes, names) for facts in rows]

    def by_number(self, rows: Iterable[dict[str, Any]]) -> dict[int, str]:
        wanted = {facts["number"] for facts in rows if "number" in facts}
        return dict(Project.objects.filter(pk__in=wanted).values_list("pk", "name")) if wanted else {}

    def by_code(self, rows: Iterable[dict[str, Any]]) -> dict[tuple[str, str], int]:
        wanted = {(system, code) for facts in rows for system, code in facts.get("codes", ())}
        if not wanted:
            return {}
        found = ExternalCode.objects.filter(code__in={code for _, code in wanted})
        return {(system, code): pk for system, code, pk in found.values_list("system", "code", "project_id")}

    def by_name(self, rows: Iterable[dict[str, Any]]) -> dict[tuple[int, str], int]:
        wanted = {key for facts in rows if (key := key_of(facts))}
        if not wanted:
            return {}
        found = Project.objects.alias(key=Lower(Trim("name"))).filter(
            municipality__in={municipality for municipality, _ in wanted},
            key__in={name for _, name in wanted},
        )
        rows_found = found.values_list("municipality_id", "name", "pk")
        return {name_key(municipality, name): pk for municipality, name, pk in rows_found}

    def _match(
        self,
        facts: dict[str, Any],
        numbers: dict[int, str],
        codes: dict[tuple[str, str], int],
        names: dict[tuple[int, str], int],
    ) -> Match:
        coded = {codes[system, code] for system, code in facts.get("codes", ()) if (system, code) in codes}
        if "number" in facts:
            return by_number(facts, numbers, coded)
        if len(coded) > 1:
            return Match(problem=(Header.CODES, TWO_CODES.format(", ".join(map(str, sorted(coded))))))
        if coded:
            return Match(coded.pop())
        key = key_of(facts)
        if key in names:
            return Match(names[key], by_name=True)
        return Match(candidates=self.names.like(key[0], facts["name"])) if key else Match()


def by_number(facts: dict[str, Any], numbers: dict[int, str], coded: set[int]) -> Match:
    """Return the project with the number; another name may mean that the column holds other numbers."""
    pk = facts["number"]
    if pk not in numbers:
        return Match(problem=(Header.NUMBER, NO_NUMBER))
    if coded - {pk}:
        return Match(problem=(Header.CODES, OTHER_CODE.format(pk)))
    if "name" in facts and not Name.of(facts["name"]).is_like(Name.of(numbers[pk])):
        return Match(candidates=[pk])
    return Match(pk)


def key_of(facts: dict[str, Any]) -> tuple[int, str] | None:
    if not facts.get("name") or facts.get("municipality_id") is None:
        return None
    return name_key(facts["municipality_id"], facts["name"])
