"""The form by which a visitor chooses projects: which choices stand where, and what was wrong with them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from django.forms import BoundField

    from projects.filters.selection import Selection

SEARCH = ("zoek",)
MAIN = (
    "jaar",
    "regio",
    "gemeente",
    "huurprijsklasse",
    "batVanaf",
    "duurzaamheidVanaf",
    "onderdeel",
)
MORE = {
    "Waar": ("corporatie",),
    "Wanneer": ("vanJaar", "totJaar", "start", "oplevering"),
    "Wat": ("soort", "fase", "aantal", "woningtype"),
    "Voor wie en hoe": ("wonenMetZorg", "segment", "bat", "duurzaamheid", "zekerheid"),
}
_MORE = {name for names in MORE.values() for name in names}
HIDDEN_BY = {"gemeente": {"gemeente", "regio"}}  # who looks at one municipality chooses no other


class Option(NamedTuple):
    value: str
    label: str
    is_chosen: bool


class Mistake(NamedTuple):
    """What is wrong with one choice. ``anchor`` is the id of its field, empty where the page has none."""

    label: str
    sentence: str
    anchor: str


@dataclass(frozen=True)
class Field:
    """One choice on the page."""

    bound: BoundField

    @cached_property
    def options(self) -> list[Option]:
        """The values to choose from; none where the visitor types."""
        chosen, choices = str(self.bound.value() or ""), getattr(self.bound.field, "choices", ())
        return [Option(str(value), str(label), str(value) == chosen) for value, label in choices]


@dataclass(frozen=True)
class Group:
    legend: str
    fields: list[Field]


@dataclass(frozen=True)
class ChoiceForm:
    """The form of a selection, without what the page itself chose."""

    selection: Selection

    def _fields(self, names: tuple[str, ...]) -> list[Field]:
        form, hidden = self.selection.filterset.form, self._hidden_names()
        return [Field(form[name]) for name in names if name not in hidden]

    def _hidden_names(self) -> set[str]:
        return set().union(*(HIDDEN_BY.get(name, {name}) for name in self.selection.fixed))

    @property
    def search(self) -> list[Field]:
        """What is never folded away."""
        return self._fields(SEARCH)

    @property
    def main(self) -> list[Field]:
        return self._fields(MAIN)

    @property
    def more(self) -> list[Group]:
        return [Group(legend, self._fields(names)) for legend, names in MORE.items()]

    @property
    def more_in_use(self) -> int:
        """How many of the choices that are folded away hold something, right or wrong."""
        return len(_MORE & {*self.selection.chosen, *self.selection.filterset.form.errors})

    @property
    def more_is_wrong(self) -> bool:
        return bool(_MORE & set(self.selection.filterset.form.errors))

    @property
    def hidden(self) -> list[tuple[str, str]]:
        """What the address holds beside the fields: the page's year, the order, the columns."""
        chosen = self.selection.chosen
        names = [name for name in ("jaar", "sorteer") if name in chosen and name not in self._shown()]
        return [*((name, chosen[name]) for name in names), *self.selection.kept]

    def _shown(self) -> set[str]:
        return {*SEARCH, *MAIN, *_MORE} - self._hidden_names()

    @property
    def mistakes(self) -> list[Mistake]:
        form, shown = self.selection.filterset.form, self._shown()
        return [
            Mistake(
                str(form[name].label),
                " ".join(map(str, errors)),
                form[name].id_for_label if name in shown else "",
            )
            for name, errors in form.errors.items()
        ]
