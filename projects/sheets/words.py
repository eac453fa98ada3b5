"""The words that a cell may hold, and reading a list of them whatever stands between."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from municipalities.lines import line
from municipalities.models import Corporation, Municipality
from projects.models import HousingType, RentClass, SustainabilityLevel

BETWEEN = re.compile(r"\s*(?:\+|,|;|/|&|\ben\b)\s*")
UNKNOWN = frozenset(
    {
        "nnb",
        "n.n.b.",
        "n.n.b",
        "nog niet bekend",
        "onbekend",
        "nog onbekend",
        "ntb",
        "n.t.b.",
        "nader te bepalen",
    }
)


def folded(text: str) -> str:
    """Return the text as two of them are compared: spaces and capitals do not count."""
    return line(text).casefold()


def is_unknown(text: str) -> bool:
    """Say whether the cell says that it is not known (yet)."""
    return folded(text) in UNKNOWN


def listed(text: str, phrases: Mapping[str, frozenset[int]]) -> list[frozenset[int]] | None:
    """Split a folded list into known phrases; None unless that can be done in exactly one way.

    A phrase may hold 'en' or a comma itself: what counts is that the whole text is used up.
    """
    ways = list(_ways(text, phrases))
    found = {frozenset(way) for way in ways}
    return ways[0] if len(found) == 1 else None


def _ways(text: str, phrases: Mapping[str, frozenset[int]]) -> Iterable[list[frozenset[int]]]:
    for phrase, meaning in phrases.items():
        if text == phrase:
            yield [meaning]
        elif text.startswith(phrase) and (between := BETWEEN.match(text, len(phrase))):
            for rest in _ways(text[between.end() :], phrases):
                yield [meaning, *rest]


@dataclass(frozen=True)
class Words:
    """Everything a cell may refer to, read once: seven queries."""

    municipalities: Sequence[Municipality] = field(default_factory=lambda: list(Municipality.objects.all()))
    corporations: Sequence[Corporation] = field(default_factory=lambda: list(Corporation.objects.all()))
    types: Sequence[HousingType] = field(default_factory=lambda: list(HousingType.objects.all()))
    classes: Sequence[RentClass] = field(default_factory=lambda: list(RentClass.objects.all()))
    levels: Sequence[SustainabilityLevel] = field(
        default_factory=lambda: list(SustainabilityLevel.objects.all())
    )

    @cached_property
    def municipality_names(self) -> dict[str, int]:
        names = {folded(each.name): each.pk for each in self.municipalities}
        return {f"gemeente {name}": pk for name, pk in names.items()} | names

    @cached_property
    def municipality_codes(self) -> dict[str, int]:
        return {each.code.casefold(): each.pk for each in self.municipalities}

    @cached_property
    def corporation_names(self) -> dict[str, int]:
        """The short codes too: people write WL for the name."""
        names = {folded(each.name): each.pk for each in self.corporations}
        return {each.code.casefold(): each.pk for each in self.corporations} | names

    @cached_property
    def class_words(self) -> dict[str, frozenset[int]]:
        codes = {each.code.casefold(): frozenset({each.pk}) for each in self.classes}
        return codes | {folded(each.label): frozenset({each.pk}) for each in self.classes}

    @cached_property
    def level_words(self) -> dict[str, int]:
        codes = {each.code.casefold(): each.pk for each in self.levels}
        return codes | {folded(each.label): each.pk for each in self.levels}

    @cached_property
    def type_words(self) -> dict[str, frozenset[int]]:
        """Every way to name housing types without a list: a label, a code, types of one form together."""
        words = {each.code.casefold(): frozenset({each.pk}) for each in self.types}
        words |= {folded(each.label): frozenset({each.pk}) for each in self.types}
        for form in HousingType.Form.values:
            words |= _pairs(form, [each for each in self.types if each.form == form])
        return words

    @cached_property
    def variants(self) -> dict[str, dict[str, frozenset[int]]]:
        """The variants of each form, for 'grondgebonden (gelijkvloers en gezins)'."""
        found: dict[str, dict[str, frozenset[int]]] = {}
        for each in self.types:
            found.setdefault(each.form, {})[folded(each.variant)] = frozenset({each.pk})
        return found


def _pairs(form: str, types: Sequence[HousingType]) -> dict[str, frozenset[int]]:
    """Return 'gestapeld (deels met lift)': the type with, and its opposite without."""
    by_variant = {each.variant: each.pk for each in types}
    return {
        folded(f"{form} (deels {variant})"): frozenset({pk, by_variant[opposite]})
        for variant, pk in by_variant.items()
        if (opposite := f"zonder {variant.removeprefix('met ')}") in by_variant
    }
