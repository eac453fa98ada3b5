"""Judges what projects become, by the rules of the model, before anything is written: all faults at once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Q

from projects.editing.matching import Known, key_of
from projects.editing.parents import NO_NUMBER
from projects.editing.snapshot import NEW, State
from projects.facts import FACTS
from projects.models import ExternalCode, Project
from projects.rules import FAMILY, RULE, RULES, broken, broken_in_family
from wonen.rest.access import ApiAccess
from wonen.rest.problems import Fault

# The member that says a fact, where a rule about it is told.
PLACES = {column: f"/{fact.key}" for fact in FACTS if fact.is_written for column in fact.columns}
# What the published schema says by itself, and what is made so, whatever was sent.
IN_SCHEMA = {
    "project_name_line",
    "project_place_line",
    "project_source_line",
    "project_kind_known",
    "project_phase_known",
    "project_dwellings_plausible",
    "project_year_plausible",
    "project_rent_class_dwellings_plausible",
    "external_code_system",
}
SENTENCES = tuple(rule.sentence for rule in RULES if rule.name not in IN_SCHEMA)
NAME_TWICE = "Deze naam staat ook in rij {first}, voor dezelfde gemeente."
CODE_TWICE = "Deze code staat ook in rij {first}."
ADD, CHANGE, VIEW = "projects.add_project", "projects.change_project", "projects.view_project"


@dataclass
class Change:
    """What becomes of one project, ``pk`` None if it is new; ``start`` is its place in what was sent."""

    pk: int | None
    before: State | None
    after: State
    start: str = ""
    codes: Mapping[tuple[str, str], str] = field(default_factory=dict)  # those sent, with the place of each

    def fault(self, place: str, sentence: str) -> Fault:
        return Fault("body", f"{self.start}{place}", sentence)

    @property
    def row(self) -> str:
        """The number of its row where many are sent, counted from 0 as its place is."""
        return self.start.rpartition("/")[2]

    @property
    def differs(self) -> bool:
        return self.before is None or self.before != self.after


def rights(changes: Iterable[Change], access: ApiAccess) -> Iterator[Fault]:
    """Yield what this token may not: asked once for each municipality and kind of act."""
    known: dict[tuple[str, int | None], str | None] = {}

    def why_not(permission: str, place: int | None) -> str | None:
        if (permission, place) not in known:
            known[permission, place] = access.why_not_write(permission, place)
        return known[permission, place]

    for each in changes:
        action = ADD if each.before is None else CHANGE
        places = {state["municipality_id"] for state in (each.before, each.after) if state}
        refused = [why_not(permission, place) for place in places for permission in (action, VIEW)]
        for sentence in dict.fromkeys(filter(None, refused)):
            yield each.fault("/gemeente", sentence)
        moved = each.after["is_public"] != (each.before or NEW)["is_public"]
        if moved and (unpublished := access.why_not_publish()):
            yield each.fault("/openbaar", unpublished)


def judge(changes: Sequence[Change], access: ApiAccess) -> Iterator[Fault]:
    """Yield everything that is wrong with what the projects become; five queries, however many there are."""
    for each in changes:
        for rule in broken(each.after):
            yield each.fault(PLACES[rule.facts[0]], rule.sentence)
    yield from _names(changes)
    yield from _codes(changes)
    yield from _families(changes, access)


def _names(changes: Sequence[Change]) -> Iterator[Fault]:
    """Refuse a name that another project of the municipality has, there or among what was sent."""
    keys = ("name", "municipality_id")
    named = [each for each in changes if any(each.after[key] != (each.before or NEW)[key] for key in keys)]
    taken = Known().by_name([each.after for each in named])
    first = {key_of(each.after): each for each in reversed(changes)}
    for each in named:
        key = key_of(each.after)
        other = taken.get(key) if key else None
        if other is not None and other != each.pk:
            yield each.fault("/naam", RULE["project_name_unique"].sentence)
        if first[key] is not each:
            yield each.fault("/naam", NAME_TWICE.format(first=first[key].row))


def _codes(changes: Sequence[Change]) -> Iterator[Fault]:
    """Refuse a code that another project has, there or among what was sent."""
    wanted = {code for each in changes for code in each.codes}
    if not wanted:
        return
    rows = ExternalCode.objects.filter(code__in={code for _, code in wanted})
    taken = {(system, code): pk for system, code, pk in rows.values_list("system", "code", "project_id")}
    first: dict[tuple[str, str], Change] = {}
    for each in changes:
        for code, place in each.codes.items():
            other = taken.get(code)
            if other is not None and other != each.pk:
                yield each.fault(place, RULE["external_code_unique"].sentence)
            if first.setdefault(code, each) is not each:
                yield each.fault(place, CODE_TWICE.format(first=first[code].row))


def _families(changes: Sequence[Change], access: ApiAccess) -> Iterator[Fault]:
    """Judge phases and wholes as they are after all changes."""
    own = {each.pk: each for each in changes if each.pk}
    wholes = {each.after["parent_id"] for each in changes} - {None}
    concerned = Project.objects.filter(Q(pk__in=wholes) | Q(parent__in=own)).order_by()
    rows = {row.pop("pk"): row for row in concerned.values("pk", *FAMILY)}
    visible = _visible(wholes, access)
    rows |= {pk: {name: each.after[name] for name in FAMILY} for pk, each in own.items()}
    phases: defaultdict[int, list[dict[str, Any]]] = defaultdict(list)
    for row in rows.values():
        if row["parent_id"]:
            phases[row["parent_id"]].append(row)
    for each in changes:
        whole = each.after["parent_id"]
        if whole is not None and whole not in visible and whole != (each.before or NEW)["parent_id"]:
            yield each.fault("/faseVan", NO_NUMBER)
            continue
        state = {**each.after, "pk": each.pk}
        for fact, rule in broken_in_family(state, rows.get(whole), phases.get(each.pk or 0, ())):
            yield each.fault(PLACES[fact], rule.sentence)


def _visible(wholes: set[Any], access: ApiAccess) -> set[int]:
    rows = Project.objects.filter(pk__in=wholes).order_by()
    seen = rows.filter(Q(is_public=True) | Q(municipality__in=access.readable()))
    return set(seen.values_list("pk", flat=True)) if wholes else set()
