"""A project as plain values, so that it can be compared, kept in a table and printed without its rows."""

from collections import defaultdict
from collections.abc import Callable, Iterable
from typing import Any

from projects import facts, notation
from projects.editing.words import Words
from projects.facts import ValueKind
from projects.models import ExternalCode, Kind, Phase, Project, ProjectRentClass

State = dict[str, Any]
PARTS = facts.columns(ValueKind.PARTS)  # kept in tables of their own
COLUMNS = tuple(name for name in facts.columns() if name not in PARTS)
# What each is of a project of which nothing is said.
NEW: State = {
    **{each.attname: each.get_default() for each in Project._meta.concrete_fields if each.attname in COLUMNS},
    **{name: [] for name in PARTS},
}
EMPTY = "leeg"


def states(pks: Iterable[int]) -> dict[int, State]:
    """Return the projects as they are now, in four queries."""
    pks = list(pks)
    rows = Project.objects.filter(pk__in=pks).values("pk", *COLUMNS)
    found: dict[int, State] = {row.pop("pk"): {**NEW, **row} for row in rows}
    parts = parts_of(pks)
    for pk, state in found.items():
        state |= {name: sorted(values[pk]) for name, values in parts.items()}
    return found


def parts_of(pks: list[int]) -> dict[str, defaultdict[int, list[Any]]]:
    types: defaultdict[int, list[Any]] = defaultdict(list)
    rent: defaultdict[int, list[Any]] = defaultdict(list)
    codes: defaultdict[int, list[Any]] = defaultdict(list)
    through = Project.housing_types.through.objects.filter(project__in=pks)
    for pk, housing_type in through.values_list("project_id", "housingtype_id"):
        types[pk].append(housing_type)
    entries = ProjectRentClass.objects.filter(project__in=pks).order_by()
    for pk, *entry in entries.values_list("project_id", "rent_class_id", "is_possible", "dwellings"):
        rent[pk].append(entry)
    for pk, *code in ExternalCode.objects.filter(project__in=pks).values_list("project_id", "system", "code"):
        codes[pk].append(code)
    return {"types": types, "rent": rent, "codes": codes}


Print = Callable[["Printer", State], str]


class Printer:
    """Prints a state in the words of the overview; knows the names behind the keys."""

    def __init__(self, words: Words) -> None:
        self.municipalities = {each.pk: each.name for each in words.municipalities}
        self.corporations = {each.pk: each.name for each in words.corporations}
        self.types = {each.pk: each for each in words.types}
        self.classes = {each.pk: each for each in words.classes}
        self.levels = {each.pk: each.label for each in words.levels}

    def cells(self, state: State) -> dict[str, str]:
        """Return what each cell says, by its name."""
        return {name: printed(self, state) for name, printed in CELLS.items()}

    def cell(self, name: str, state: State) -> str:
        """Return what one cell says; empty for a name that is none of the overview."""
        return CELLS[name](self, state) if name in CELLS else ""

    def new(self, after: State) -> list[tuple[str, str]]:
        """Return what is known of a new project, by cell."""
        return [(cell, text) for cell, text in self.cells(after).items() if text not in {EMPTY, ""}]

    def changes(self, before: State, after: State) -> list[tuple[str, str, str]]:
        """Return each cell that says something else afterwards, with the old and the new."""
        old, new = self.cells(before), self.cells(after)
        if before["parent_id"] == after.get("parent_id"):
            old["Fase van"] = new["Fase van"]
        return [(cell, old[cell], new[cell]) for cell in CELLS if old[cell] != new[cell]]

    def housing_types(self, state: State) -> str:
        return notation.housing_types(
            [self.types[pk] for pk in state["types"]],
            undecided=state["housing_types_undecided"],
            with_care=state["with_care"],
        )

    def rent_classes(self, state: State) -> str:
        entries = sorted(state["rent"], key=lambda entry: self.classes[entry[0]].order)
        return notation.rent_classes(
            [self.classes[pk].label for pk, possible, _ in entries if not possible],
            [self.classes[pk].label for pk, possible, _ in entries if possible],
        )

    def split(self, state: State) -> str:
        entries = sorted(state["rent"], key=lambda entry: self.classes[entry[0]].order)
        parts = [f"{self.classes[pk].label} {notation.number(count)}" for pk, _, count in entries if count]
        return ", ".join(parts) or notation.UNKNOWN

    def level(self, state: State) -> str:
        label = self.levels.get(state["sustainability_id"])
        return notation.sustainability(label, at_least=state["sustainability_at_least"])


def planning(_printer: Printer, state: State) -> str:
    moments = {
        name: (state[f"{name}_year"], state[f"{name}_quarter"]) for name in ("start", "delivery", "planned")
    }
    return notation.planning(**moments)


# In the order of the form: what a preview prints of a project, and compares.
CELLS: dict[str, Print] = {
    "Naam": lambda _, state: state["name"],
    "Gemeente": lambda names, state: names.municipalities.get(state["municipality_id"], EMPTY),
    "Plaats of wijk": lambda _, state: state["place"] or EMPTY,
    "Corporatie": lambda names, state: names.corporations.get(state["corporation_id"], EMPTY),
    "Soort": lambda _, state: str(Kind(state["kind"]).label) if state["kind"] else EMPTY,
    "Projectfase": lambda _, state: str(Phase(state["phase"]).label) if state["phase"] else notation.UNKNOWN,
    "Aantal woningen": lambda _, state: notation.dwellings(
        state["dwellings"], approximate=state["dwellings_approximate"]
    ),
    "Type woningen": Printer.housing_types,
    "Huurprijsklasse": Printer.rent_classes,
    "Woningen per huurprijsklasse": Printer.split,
    "BAT-score": lambda _, state: notation.bat(state["bat_from_id"], state["bat_to_id"]),
    "Duurzaamheid": Printer.level,
    "Planning": planning,
    "Fase van": lambda _, state: state.get("parent_name") or EMPTY,
    "Codes elders": lambda _, state: (
        ", ".join(notation.printed_code(system, code) for system, code in state["codes"]) or EMPTY
    ),
    "Bron": lambda _, state: state["source"] or EMPTY,
    "Toelichting voor het publiek": lambda _, state: state["note"] or EMPTY,
    "Interne notitie": lambda _, state: state["internal_note"] or EMPTY,
    "Openbaar": lambda _, state: "ja" if state["is_public"] else "nee",
}
