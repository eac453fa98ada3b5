"""What the public sees of the history of a project: what changed, and on which day. Never who did it.

Only how the project looked while it was public counts: each public version is compared with the public
version before it. So what was edited while it was a draft is one change, of the day it became public
again, and what was changed and put back within one transaction is none. Of a project that is a phase,
the whole it belongs to is not told: that may have been a draft itself.

The changes of one fact within a day of the first of them are one change, from how it was before to how it
became in the end; a mistake that was put right by then is none. The history of staff keeps each of them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cached_property
from itertools import pairwise
from typing import Any, NamedTuple

from django.db.models import Model

from municipalities.models import Corporation, Municipality
from projects import notation
from projects.models import HousingType, Project, ProjectRentClass, RentClass, SustainabilityLevel
from projects.models.events import (
    ADDED,
    REMOVED,
    ProjectEvent,
    ProjectHousingTypeEvent,
    ProjectRentClassEvent,
)
from projects.pages import movement as directions

MOST_ENTRIES = 50
JOINED = timedelta(hours=24)  # counted from the first change of a run, or a run could go on for years
GONE = "(vervallen)"  # the name of what is no longer in the legend
TABLES = (ProjectEvent, ProjectRentClassEvent, ProjectHousingTypeEvent)
Row = dict[str, Any]
Print = Callable[[Project, notation.PrintedCells, list[ProjectRentClass]], str]
# By label: what is shown of a cell, and the columns of which only is told that they changed.
CELLS: dict[str, Print] = {
    "Naam": lambda project, *_: project.name,
    "Gemeente": lambda project, *_: project.municipality.name,
    "Plaats of wijk": lambda project, *_: project.place or notation.UNKNOWN,
    "Corporatie": lambda project, *_: str(project.corporation),
    "Soort": lambda project, *_: project.get_kind_display(),
    "Projectfase": lambda project, *_: project.get_phase_display() or notation.UNKNOWN,
    "Aantal woningen": lambda _, printed, __: printed.dwellings,
    "Type woningen": lambda _, printed, __: printed.housing_types,
    "Huurprijsklasse": lambda _, printed, __: printed.rent_classes,
    "Verdeling over klassen": lambda *said: notation.split(said[2]),
    "BAT-score": lambda _, printed, __: printed.bat,
    "Duurzaamheid": lambda _, printed, __: printed.sustainability,
    "Planning": lambda _, printed, __: printed.planning,
}
TEXTS = {"Toelichting": "note", "Bron": "source"}


class Change(NamedTuple):
    """One cell that changed. Of a note or source only that it did: ``was`` is empty, ``now`` a word."""

    label: str
    was: str
    now: str
    direction: str


@dataclass(frozen=True)
class Entry:
    """All that became so for the public at one moment: the end of a transaction."""

    at: datetime
    changes: list[Change]


@dataclass(frozen=True)
class Step:
    """A planning that held from a day on; ``direction`` says how it moved from the one before."""

    since: datetime
    planning: str
    direction: str


@dataclass(frozen=True)
class History:
    """The history of one project, newest first; ``older`` entries are left out."""

    since: datetime | None  # None: nothing is known
    is_whole: bool  # False: the project was there before its changes were kept
    entries: list[Entry]
    older: int
    plannings: list[Step]


@dataclass(frozen=True)
class State:
    """The rows of a project and its parts at the end of a transaction."""

    at: datetime
    project: Row
    rents: list[Row]
    types: list[Row]


@dataclass(frozen=True)
class Version:
    """A state with its names, as models that are never saved."""

    at: datetime
    project: Project
    cells: dict[str, str]
    texts: dict[str, str]  # of which it is told that they changed, not what they said

    @cached_property
    def facts(self) -> dict[str, str]:
        return {**self.cells, **self.texts}


def public_history(project: Project) -> History:
    """Return the history of a public project: three queries, and five more for names if it ever changed."""
    states = list(_states(project.pk))
    public = [state for state in states if state.project["is_public"]]
    if not public:
        return History(None, is_whole=False, entries=[], older=0, plannings=[])
    is_whole = public[0] is not states[0] or states[0].project["pgh_label"] == ADDED
    versions = _versions(public) if len(public) > 1 else []
    entries = _entries(versions)
    newest = entries[::-1][:MOST_ENTRIES]
    return History(public[0].at, is_whole, newest, len(entries) - len(newest), _plannings(versions))


def _states(pk: int) -> Iterator[State]:
    """Replay the events of a project: yield its state after each transaction in which it existed."""
    tables: dict[type[Model], dict[int, Row]] = {model: {} for model in TABLES}
    for transaction in _transactions(pk):
        for model, row in transaction:
            if row["pgh_label"] == REMOVED or row.get("project_id", pk) != pk:
                tables[model].pop(row["pgh_obj_id"], None)
            else:
                tables[model][row["pgh_obj_id"]] = row
        if tables[ProjectEvent]:
            project, rents, types = (list(rows.values()) for rows in tables.values())
            yield State(transaction[-1][1]["pgh_created_at"], project[0], rents, types)


def _transactions(pk: int) -> list[list[tuple[type[Model], Row]]]:
    """Return the events of a project per transaction, in the order in which those took effect."""
    found = [(ProjectEvent, row) for row in ProjectEvent.objects.filter(pgh_obj=pk).values()]
    for model in TABLES[1:]:
        # A part may have been moved to another project: that event is needed to see it go.
        ever_here = model.objects.filter(project=pk).values("pgh_obj")
        found += [(model, row) for row in model.objects.filter(pgh_obj__in=ever_here).values()]
    transactions: dict[datetime, list[tuple[type[Model], Row]]] = {}
    for model, row in sorted(found, key=lambda event: event[1]["pgh_id"]):
        transactions.setdefault(row["pgh_created_at"], []).append((model, row))
    return sorted(transactions.values(), key=lambda events: events[-1][1]["pgh_id"])


def _versions(states: list[State]) -> list[Version]:
    """Name what the states refer to, by today's names."""
    projects = [state.project for state in states]
    names: dict[str, dict[int, Any]] = {
        "municipality": _named(Municipality, (row["municipality_id"] for row in projects)),
        "corporation": _named(Corporation, (row["corporation_id"] for row in projects)),
        "sustainability": _named(SustainabilityLevel, (row["sustainability_id"] for row in projects)),
        "rent_class": _named(RentClass, (row["rent_class_id"] for state in states for row in state.rents)),
        "type": _named(HousingType, (row["housingtype_id"] for state in states for row in state.types)),
    }
    return [_version(state, names) for state in states]


def _named(model: type[Any], keys: Iterable[int | None]) -> dict[int, Any]:
    """Return the rows by primary key, with a stand-in for each that was removed."""
    wanted = {key for key in keys if key is not None}
    found = model._default_manager.in_bulk(wanted)
    name = "name" if hasattr(model, "name") else "label"
    return {key: found.get(key) or model(pk=key, **{name: GONE}) for key in wanted}


def _version(state: State, names: dict[str, dict[int, Any]]) -> Version:
    columns = {field.attname for field in Project._meta.concrete_fields} & set(state.project)
    project = Project(**{column: state.project[column] for column in columns})
    for relation in ("municipality", "corporation", "sustainability"):
        setattr(project, relation, names[relation].get(state.project[f"{relation}_id"]))
    entries = [
        ProjectRentClass(
            rent_class=names["rent_class"][row["rent_class_id"]],
            is_possible=row["is_possible"],
            dwellings=row["dwellings"],
        )
        for row in state.rents
    ]
    types = [names["type"][row["housingtype_id"]] for row in state.types]
    texts = {label: getattr(project, column) for label, column in TEXTS.items()}
    return Version(state.at, project, _cells(project, entries, types), texts)


def _cells(project: Project, entries: list[ProjectRentClass], types: list[HousingType]) -> dict[str, str]:
    """Return what a reader sees, each cell under its heading, in the order of the page."""
    printed = notation.cells(project, entries, types)
    return {label: cell(project, printed, entries) for label, cell in CELLS.items()}


def joined(values: list[tuple[datetime, str]]) -> list[tuple[int, int]]:
    """Return the changes of one fact, oldest first: the place of the value before and of that after.

    ``values`` are those of the successive versions, each with the moment from which it held.
    """
    runs: list[tuple[int, int]] = []
    until = datetime.min.replace(tzinfo=UTC)
    for place, ((_, was), (at, now)) in enumerate(pairwise(values), 1):
        if was == now:
            continue
        if at <= until:
            runs[-1] = (runs[-1][0], place)
        else:
            runs.append((place - 1, place))
            until = at + JOINED
    return [(before, after) for before, after in runs if values[before][1] != values[after][1]]


def _changes(versions: list[Version], label: str) -> Iterator[tuple[Version, Change]]:
    """Yield the changes of one fact, oldest first, each with the version that brought it."""
    for before, after in joined([(each.at, each.facts[label]) for each in versions]):
        was, now = versions[before], versions[after]
        if label in now.texts:
            yield now, Change(label, "", _fate(was.texts[label], now.texts[label]), "")
        else:
            moved = directions.of(label, was.project, now.project)
            yield now, Change(label, was.cells[label], now.cells[label], moved)


def _entries(versions: list[Version]) -> list[Entry]:
    """Return all changes, oldest first; those that one version brought are one entry."""
    found: dict[int, list[Change]] = {id(each): [] for each in versions}
    for label in versions[-1].facts if versions else ():
        for version, change in _changes(versions, label):
            found[id(version)].append(change)
    return [Entry(each.at, found[id(each)]) for each in versions if found[id(each)]]


def _fate(was: str, now: str) -> str:
    """Say what became of a text. The old text itself may have been withdrawn for a reason."""
    if not was:
        return "toegevoegd"
    return "gewijzigd" if now else "weggehaald"


def _plannings(versions: list[Version]) -> list[Step]:
    """Return the successive plannings, newest first; none if the planning never moved."""
    moves = list(_changes(versions, "Planning")) if versions else []
    steps = [Step(version.at, version.cells["Planning"], "") for version in versions[:1]]
    steps += [Step(version.at, change.now, change.direction) for version, change in moves]
    return steps[::-1][:MOST_ENTRIES] if len(steps) > 1 else []
