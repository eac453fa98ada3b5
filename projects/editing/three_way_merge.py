"""Two people changed one project: per cell of the overview what it was, and what each made of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django import forms

from projects import notation
from projects.editing.form_snapshot import State
from projects.editing.rents import CHOICES
from wonen.office.three_way import Whose, whose

MINE, THEIRS = "mijn", "hun"
EMPTY = "niets ingevuld"
# What is judged together, as the brochure has it in one cell: half a planning of each would be nobody's.
CELLS = {
    "municipality": ("Gemeente", ("municipality",)),
    "place": ("Plaats of wijk", ("place",)),
    "name": ("Naam", ("name",)),
    "kind": ("Soort", ("kind",)),
    "phase": ("Projectfase", ("phase",)),
    "corporation": ("Corporatie", ("corporation",)),
    "dwellings": ("Aantal woningen", ("dwellings", "dwellings_approximate")),
    "types": ("Type woningen", ("housing_types", "housing_types_undecided", "with_care")),
    "rents": ("Huurprijsklasse", ("rents",)),
    "bat": ("BAT-score", ("bat_from", "bat_to")),
    "sustainability": ("Duurzaamheid", ("sustainability", "sustainability_at_least")),
    "planning": (
        "Planning",
        (
            "start_year",
            "start_quarter",
            "delivery_year",
            "delivery_quarter",
            "planned_year",
            "planned_quarter",
        ),
    ),
    "is_public": ("Openbaar", ("is_public",)),
    "source": ("Bron", ("source",)),
    "note": ("Toelichting voor het publiek", ("note",)),
    "internal_note": ("Interne notitie", ("internal_note",)),
    "codes": ("Codes in andere systemen", ("codes",)),
    "parent": ("Fase van", ("parent",)),
}


@dataclass(frozen=True)
class Difference:
    """One cell that is not the same for all: in words, and whose it will be (empty: still to be chosen)."""

    key: str
    label: str
    was: str
    theirs: str
    mine: str
    is_asked: bool  # both changed it, each in another way
    choice: str

    @property
    def html_name(self) -> str:
        return f"keuze-{self.key}"


@dataclass(frozen=True)
class Merge:
    """Three states of one form: as it was opened, as it is saved now, as it was typed."""

    form: forms.BaseForm
    was: State
    theirs: State
    mine: State
    chosen: Mapping[str, str]  # by the name of a cell: whose to keep

    @cached_property
    def differences(self) -> list[Difference]:
        found = (self._difference(key, label, names) for key, (label, names) in CELLS.items())
        return [each for each in found if each]

    def _difference(self, key: str, label: str, names: tuple[str, ...]) -> Difference | None:
        names = tuple(name for name in names if name in self.form.fields)
        was, theirs, mine = ([state.get(name) for name in names] for state in self._states)
        found = whose(was, theirs, mine)
        if found is Whose.NOBODYS:
            return None
        is_asked = found is Whose.BOTH
        sure = MINE if found is Whose.MINE else THEIRS
        chosen = self.chosen.get(f"keuze-{key}", "")
        choice = (chosen if chosen in {MINE, THEIRS} else "") if is_asked else sure
        before, others, own = (in_words(self.form, label, names, state) for state in self._states)
        return Difference(key, label, before, others, own, is_asked, choice)

    @property
    def _states(self) -> tuple[State, State, State]:
        return self.was, self.theirs, self.mine

    @property
    def theirs_only(self) -> list[Difference]:
        return [each for each in self.differences if not each.is_asked and each.choice == THEIRS]

    @property
    def mine_only(self) -> list[Difference]:
        return [each for each in self.differences if not each.is_asked and each.choice == MINE]

    @property
    def asked(self) -> list[Difference]:
        return [each for each in self.differences if each.is_asked]

    @property
    def is_settled(self) -> bool:
        return all(each.choice for each in self.differences)

    @property
    def result(self) -> State:
        """The state to save: what is saved now, with what is mine."""
        state = dict(self.theirs)
        for each in self.differences:
            if each.choice == MINE:
                state |= {name: self.mine.get(name) for name in CELLS[each.key][1] if name in self.mine}
        return state


def in_words(form: forms.BaseForm, cell: str, names: tuple[str, ...], state: State) -> str:
    """Return the fields of one cell as a person reads them; the name of the cell is not said twice."""
    if cell == "Planning" and (words := _planning(state)):
        return words
    parts = [(str(form.fields[name].label), _words(form.fields[name], state.get(name))) for name in names]
    filled = [
        value if len(names) == 1 or label.lower() == cell.lower() else _named(label, value)
        for label, value in parts
        if value
    ]
    return ", ".join(filled) or EMPTY


def _planning(state: State) -> str:
    """Return a planning as the overview prints it; nothing where it is not one, as when it was mistyped."""
    moments = {}
    for event in ("start", "delivery", "planned"):
        year, quarter = state.get(f"{event}_year") or "", state.get(f"{event}_quarter") or ""
        if not all(_is_year(each) for each in (year, quarter) if each):
            return ""
        if quarter and not year:
            return ""
        moments[event] = (int(year) if year else None, int(quarter) if quarter else None)
    words = notation.planning(**moments)
    return "" if words == notation.UNKNOWN else words


def _is_year(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) <= len("2027")


def _named(label: str, value: str) -> str:
    label = label[:1].lower() + label[1:]
    return label if value == "ja" else f"{label} {value}"


def _words(field: forms.Field, value: Any) -> str:
    if isinstance(value, bool):
        return "ja" if value else ""
    if isinstance(value, dict):
        return _rents_in_words(field, value)
    if getattr(field, "queryset", None) is not None:
        return _rows_in_words(field, value)
    labels = {str(key): str(label) for key, label in getattr(field, "choices", ())}
    return labels.get(value, str(value)) if value else ""


def _rows_in_words(field: Any, value: Any) -> str:
    """Return the names of rows; what is no key of a row is shown as it was typed."""
    keys = value if isinstance(value, list) else [value] if value else []
    rows = {str(row.pk): str(row) for row in field.queryset.filter(pk__in=[k for k in keys if _is_key(k)])}
    return ", ".join(rows.get(key, str(key)) for key in keys)


def _is_key(text: Any) -> bool:
    return isinstance(text, str) and text.isascii() and text.isdigit() and len(text) < 18


def _rents_in_words(field: Any, value: dict[str, Any]) -> str:
    labels = dict(CHOICES)
    return "; ".join(
        " ".join(filter(None, (str(each), labels.get(choice, choice), count)))
        for each in field.widget.classes
        if str(each.pk) in value
        for choice, count in [value[str(each.pk)]]
    )
