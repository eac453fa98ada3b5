"""The notation of the brochure: how the facts of a project are printed in an overview.

One data model, one way of printing: two projects with the same facts always read the same.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

from django.utils.formats import number_format

from wonen.dutch.numbers import enumerated

if TYPE_CHECKING:
    from projects.models import Project, ProjectRentClass
    from projects.models.legend import HousingType

UNKNOWN = "Nnb"
UNKNOWN_KEY = "nnb"  # the same in addresses
UNKNOWN_LABEL = "Nog niet bekend"  # the same as a name of its own: of a row, a bar, an option
# Each way in which a cell of a file says so.
UNKNOWN_WORDS = frozenset(
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
UNDECIDED_MIX = "Ntb (mix)"
WITH_CARE = "wonen met zorg"
SYSTEM = "[-a-zA-Z0-9_]{1,30}"
CODE_LINE = re.compile(rf"({SYSTEM})(?: ?: ?| (?!:))(\S.*)")
TWO_CODES = f"(?:; ?{SYSTEM}(?: ?: ?| )|, ?{SYSTEM} ?: ?)[^ ]"


def printed_code(system: str, code: str) -> str:
    """Return a code in another system as form and file show it."""
    return f"{system}: {code}"


def read_code(text: str) -> tuple[str, str] | None:
    """Return the system and code of a ``line``, with or without a colon between; None if it is no such."""
    found = CODE_LINE.fullmatch(text)
    return (found[1], found[2]) if found else None


@dataclass(frozen=True)
class PrintedCells:
    """The cells of one row of the overview, in the order of the brochure's columns."""

    dwellings: str
    housing_types: str
    rent_classes: str
    bat: str
    sustainability: str
    planning: str


def printed_cells(project: Project) -> PrintedCells:
    """Return the cells of a project; fetch it with ``ProjectQuerySet.with_legend`` to avoid queries."""
    return cells(project, project.rent_entries.all(), project.housing_types.all())


def cells(
    project: Project, entries: Iterable[ProjectRentClass], types: Iterable[HousingType]
) -> PrintedCells:
    """Return the cells of a project with these parts, whatever the database says they are now."""
    entries = sorted(entries, key=lambda entry: entry.rent_class.order)
    return PrintedCells(
        dwellings=dwellings(project.dwellings, approximate=project.dwellings_approximate),
        housing_types=housing_types(
            types,
            undecided=project.housing_types_undecided,
            with_care=project.with_care,
        ),
        rent_classes=rent_classes(
            [entry.rent_class.label for entry in entries if not entry.is_possible],
            [entry.rent_class.label for entry in entries if entry.is_possible],
        ),
        bat=bat(project.bat_from_id, project.bat_to_id),
        sustainability=sustainability(
            project.sustainability.label if project.sustainability else None,
            at_least=project.sustainability_at_least,
        ),
        planning=planning(
            start=(project.start_year, project.start_quarter),
            delivery=(project.delivery_year, project.delivery_quarter),
            planned=(project.planned_year, project.planned_quarter),
        ),
    )


def number(count: int) -> str:
    """Return a whole number the Dutch way: '1.250'."""
    return number_format(count, use_l10n=True, force_grouping=True)


def dwellings(count: int | None, *, approximate: bool) -> str:
    """Return '20 woningen', 'Ca. 30 woningen' or 'Nnb'."""
    if count is None:
        return UNKNOWN
    words = f"{number(count)} {'woning' if count == 1 else 'woningen'}"
    return f"Ca. {words}" if approximate else words


def housing_types(types: Iterable[HousingType], *, undecided: bool, with_care: bool) -> str:
    """Return the types in words. A mix is named from the highest building down, care last."""
    ordered = sorted(types, key=lambda housing_type: -housing_type.order)
    parts = [_one_form(list(group)) for _, group in groupby(ordered, key=lambda each: each.form)]
    if undecided:
        mix = f"Ntb (mix met {enumerated(parts)})" if parts else UNDECIDED_MIX
        return f"{mix} en {WITH_CARE}" if with_care else mix
    if with_care:
        parts.append(WITH_CARE)
    if not parts:
        return UNKNOWN
    return f"Mix {enumerated(parts)}" if len(parts) > 1 else parts[0][0].upper() + parts[0][1:]


def _one_form(types: list[HousingType]) -> str:
    """Name the types of one building form: 'gestapeld (deels met lift)'."""
    if len(types) == 1:
        return types[0].label[0].lower() + types[0].label[1:]
    variants = [each.variant for each in reversed(types)]
    opposite = next((v for v in variants if f"zonder {v.removeprefix('met ')}" in variants), None)
    if opposite and len(variants) == 2:
        return f"{types[0].form} (deels {opposite})"
    return f"{types[0].form} ({enumerated(variants)})"


def rent_classes(certain: list[str], possible: list[str]) -> str:
    """Return 'Betaalbaar + Sociale hogere huur', with what may be added to it in brackets."""
    if not certain and not possible:
        return UNKNOWN
    if not certain:
        return f"Mogelijk {' + '.join(possible)}"
    addition = f" (eventueel aangevuld met {' + '.join(possible)})" if possible else ""
    return " + ".join(certain) + addition


def split(entries: Iterable[ProjectRentClass]) -> str:
    """Return 'Betaalbaar 16, Vrije huur 8', or 'Nnb' where no class has a number."""
    counted = sorted((e for e in entries if e.dwellings), key=lambda entry: entry.rent_class.order)
    parts = [f"{entry.rent_class.label} {number(entry.dwellings or 0)}" for entry in counted]
    return ", ".join(parts) or UNKNOWN


def bat(lowest: int | None, highest: int | None) -> str:
    """Return 'Score 2', 'Score 0-2' or 'Nnb'."""
    if lowest is None or highest is None:
        return UNKNOWN
    return f"Score {lowest}" if lowest == highest else f"Score {lowest}-{highest}"


def sustainability(label: str | None, *, at_least: bool) -> str:
    """Return 'BENG', 'Tenminste BENG' or 'Nnb'."""
    if label is None:
        return UNKNOWN
    return f"Tenminste {label}" if at_least else label


def moment(year: int | None, quarter: int | None) -> str:
    """Return '2023', 'Q3 2023' or, for an unknown year, an empty text."""
    if year is None:
        return ""
    return f"Q{quarter} {year}" if quarter else f"{year}"


Moment = tuple[int | None, int | None]


def planning(*, start: Moment, delivery: Moment, planned: Moment) -> str:
    """Return '2022 (start)', '2022 (oplevering)', both, or the bare year where which is not known."""
    parts = [
        f"{words} ({event})"
        for words, event in ((moment(*start), "start"), (moment(*delivery), "oplevering"))
        if words
    ]
    return ", ".join(parts) or moment(*planned) or UNKNOWN
