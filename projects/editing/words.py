"""The words that a cell may hold, and reading a list of them whatever stands between."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import TypeVar

from municipalities.models import Corporation, Municipality
from projects.models import HousingType, LegendEntry, RentClass, SustainabilityLevel
from projects.notation import UNKNOWN_WORDS, WITH_CARE
from wonen.dutch.single_line_text import line

CARE = -1  # stands for 'wonen met zorg' among the types
BETWEEN = re.compile(r"\s*(?:\+|,|;|/|&|\ben\b)\s*")
AMBIGUOUS = -2  # stands for two rows that one text may mean
Meaning = TypeVar("Meaning")


def folded(text: str) -> str:
    """Return the text as two of them are compared: spaces and capitals do not count."""
    return line(text).casefold()


def is_unknown(text: str) -> bool:
    """Say whether the cell says that it is not known (yet)."""
    return folded(text) in UNKNOWN_WORDS


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
        names = [(folded(each.name), each.pk) for each in self.municipalities]
        return meanings([*names, *((f"gemeente {name}", pk) for name, pk in names)], AMBIGUOUS)

    @cached_property
    def municipality_codes(self) -> dict[str, int]:
        return {each.code.casefold(): each.pk for each in self.municipalities}

    @cached_property
    def corporation_codes(self) -> dict[str, int]:
        return meanings(((each.code.casefold(), each.pk) for each in self.corporations), AMBIGUOUS)

    @cached_property
    def corporation_names(self) -> dict[str, int]:
        """The short codes too: people write WL for the name."""
        names = ((folded(each.name), each.pk) for each in self.corporations)
        return meanings([*self.corporation_codes.items(), *names], AMBIGUOUS)

    @cached_property
    def class_words(self) -> dict[str, frozenset[int]]:
        return meanings(_entries(self.classes), frozenset({AMBIGUOUS}))

    @cached_property
    def level_words(self) -> dict[str, int]:
        found = meanings(_entries(self.levels), frozenset({AMBIGUOUS}))
        return {text: pk for text, (pk,) in found.items()}

    @cached_property
    def type_words(self) -> dict[str, frozenset[int]]:
        """Every way to name housing types without a list: a label, a code, types of one form together."""
        found = [(WITH_CARE, frozenset({CARE})), *_entries(self.types)]
        for form in HousingType.Form.values:
            found += _pairs(form, [each for each in self.types if each.form == form]).items()
        return meanings(found, frozenset({AMBIGUOUS}))

    @cached_property
    def variants(self) -> dict[str, dict[str, frozenset[int]]]:
        """The variants of each form, for 'grondgebonden (gelijkvloers en gezins)'."""
        found: dict[str, dict[str, frozenset[int]]] = {}
        for each in self.types:
            found.setdefault(each.form, {})[folded(each.variant)] = frozenset({each.pk})
        return found


def meanings(pairs: Iterable[tuple[str, Meaning]], ambiguous: Meaning) -> dict[str, Meaning]:
    """Return what each text means; ``ambiguous`` for one that means two things."""
    found: dict[str, Meaning] = {}
    for text, meaning in pairs:
        found[text] = meaning if found.get(text, meaning) == meaning else ambiguous
    return found


def _entries(rows: Sequence[LegendEntry]) -> list[tuple[str, frozenset[int]]]:
    return [(folded(text), frozenset({each.pk})) for each in rows for text in (each.code, each.label)]


def _pairs(form: str, types: Sequence[HousingType]) -> dict[str, frozenset[int]]:
    """Return 'gestapeld (deels met lift)': the type with, and its opposite without."""
    by_variant = {each.variant: each.pk for each in types}
    return {
        folded(f"{form} (deels {variant})"): frozenset({pk, by_variant[opposite]})
        for variant, pk in by_variant.items()
        if (opposite := f"zonder {variant.removeprefix('met ')}") in by_variant
    }
