"""What an address chooses: the projects, the choice in words, and the way to a wider or narrower one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from urllib.parse import urlencode

from django.http import QueryDict

from projects.filters.filterset import ProjectFilterSet
from projects.models.querysets import ProjectQuerySet
from projects.sums.certainty import CHOICES

ORDER = "sorteer"  # in the address like a choice, but it does not change which projects are meant
YEAR = "jaar"
SEARCH = "zoek"
MOST_WORDS = 6  # of a search for which each word is tried without
# A choice that means nothing without another: it goes when the last of those goes.
NEEDS = {"onderdeel": {YEAR}, "zekerheid": set(CHOICES)}


@dataclass(frozen=True)
class Chip:
    """One choice that the visitor made and can take back."""

    name: str  # of the parameter
    label: str
    value: str  # in words
    without: str  # the query of this page without the choice


@dataclass(frozen=True)
class Selection:
    """The projects that an address chooses. ``fixed`` is what the page itself chose, such as its year.

    ``kept`` is what the address holds beside the choice and the page's own links must keep, such as the
    columns of a list. Other parameters (the page of a list) do not change which projects are meant.
    """

    filterset: ProjectFilterSet
    fixed: Mapping[str, str]
    kept: Sequence[tuple[str, str]] = ()

    @cached_property
    def is_valid(self) -> bool:
        return bool(self.filterset.is_valid())

    @property
    def status(self) -> int:
        return 200 if self.is_valid else 400

    @cached_property
    def projects(self) -> ProjectQuerySet:
        """The chosen projects; only for a valid choice."""
        if not self.is_valid:
            raise ValueError("A choice with errors selects nothing.")
        found: ProjectQuerySet = self.filterset.qs
        return found

    @cached_property
    def chosen(self) -> dict[str, str]:
        """The parameters with a value, in the order of the form, as they are written in an address.

        The same choice is written one way: without what is blank, or around a value.
        """
        names = self.filterset.base_filters
        return {name: value for name in names if (value := self._written(name))}

    def _written(self, name: str) -> str:
        """Return what the form made of a value where that is text, and else what was given."""
        understood = self.filterset.form.cleaned_data.get(name) if self.is_valid else None
        if isinstance(understood, str):
            return understood
        return str(self.filterset.data.get(name) or "").strip()

    @property
    def query(self) -> str:
        """The choice as the query of an address, what the page itself chose included."""
        return urlencode(self.chosen)

    def query_with(self, **changes: object) -> str:
        """Return the query with parameters set, or taken out where the value is None or empty."""
        return urlencode(self._changed(changes))

    def here_with(self, **changes: object) -> str:
        """Return the query of the page itself: without what its path says, with what it keeps."""
        in_path = set(self.fixed) - {YEAR}
        own = {name: value for name, value in self._changed(changes).items() if name not in in_path}
        return urlencode([*own.items(), *self.kept])

    def _changed(self, changes: Mapping[str, object]) -> dict[str, str]:
        chosen = self.chosen | {name: str(value) for name, value in changes.items()}
        dropped = {name for name, value in changes.items() if value in (None, "")}
        return {name: value for name, value in chosen.items() if name not in dropped}

    @cached_property
    def chips(self) -> list[Chip]:
        """What the visitor chose, in the order of the form; what the page itself chose is no chip."""
        return [
            Chip(name, label, value, self.here_with(**dict.fromkeys(self._with_dependents(name))))
            for name, label, value in self._in_words()
            if name not in self.fixed
        ]

    def _with_dependents(self, name: str) -> list[str]:
        """Return the choice and those that mean nothing once it is gone."""
        left = set(self.chosen) - {name}
        return [name, *(each for each, needed in NEEDS.items() if not needed & left)]

    @property
    def without_choices(self) -> str:
        """The query of this page with every choice of the visitor taken back, the wrong ones too."""
        left = {*self.fixed, ORDER} if self.is_valid else set(self.fixed)
        return self.here_with(**dict.fromkeys(set(self.chosen) - left))

    @property
    def words(self) -> str:
        """The whole choice in words, for who opens an export later; empty for all projects."""
        return "; ".join(f"{label}: {value}" for _, label, value in self._in_words())

    def _in_words(self) -> list[tuple[str, str, str]]:
        if not self.is_valid:
            return []
        fields = self.filterset.form.fields
        names = [name for name in self.chosen if name != ORDER]
        return [(name, str(fields[name].label), self._value_in_words(name)) for name in names]

    def _value_in_words(self, name: str) -> str:
        """Return the label of a value; of a row its own name, for to look in the choices is a query."""
        field, value = self.filterset.form.fields[name], self.filterset.form.cleaned_data[name]
        if not isinstance(value, str | bool):
            return str(value)
        if value == getattr(field, "null_value", None):
            return str(field.null_label)
        choices = {str(key): str(label) for key, label in getattr(field, "choices", ())}
        return choices.get(self.chosen[name], str(value))

    def wider(self) -> list[tuple[Chip, int]]:
        """Return the choices that leave nothing over, with how many projects there are without each."""
        every = self.filterset.queryset
        found = [
            (chip, select(QueryDict(chip.without), every, self.fixed).projects.count())
            for chip in (*self.chips, *self._words_to_drop())
        ]
        return [(chip, count) for chip, count in found if count]

    def _words_to_drop(self) -> list[Chip]:
        """Return each word of a search as a choice: one that is written otherwise leaves nothing over."""
        words = self.chosen.get(SEARCH, "").split()
        if not 1 < len(words) <= MOST_WORDS:
            return []
        rest = [" ".join(words[:place] + words[place + 1 :]) for place in range(len(words))]
        return [
            Chip(SEARCH, "het woord", word, self.here_with(**{SEARCH: left}))
            for word, left in zip(words, rest, strict=True)
        ]


def select(
    query: QueryDict,
    projects: ProjectQuerySet,
    fixed: Mapping[str, str] | None = None,
    kept: Sequence[tuple[str, str]] = (),
) -> Selection:
    """Read the choice of an address; ``fixed`` overrules what the address says of the same parameters."""
    fixed = fixed or {}
    data = query.copy()
    for name, value in fixed.items():
        data[name] = value
    return Selection(ProjectFilterSet(data, projects), fixed, kept)
