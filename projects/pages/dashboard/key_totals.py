"""The key totals of a dashboard: what one reads in ten seconds, each leading to the projects behind it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from projects.filters.drilldown import behind
from projects.filters.selection import Selection
from projects.models.legend import RentClass, SustainabilityLevel
from projects.notation import UNKNOWN, UNKNOWN_KEY, number
from projects.sums.intervals import Interval
from projects.sums.norm_check import percents

if TYPE_CHECKING:
    from projects.pages.dashboard.dashboard import Figures

ACCESSIBLE, GAS_FREE = 2, "gasloos"


@dataclass(frozen=True)
class Detail:
    """A part of a total, in words."""

    text: str
    href: str


@dataclass(frozen=True)
class KeyTotal:
    """One total, with the list behind it and what must be said with it."""

    label: str
    value: str
    href: str
    pictogram: str
    details: tuple[Detail, ...] = ()
    slug: str = "part"  # the first two are shown larger


@dataclass(frozen=True)
class KeyTotals:
    """The totals in the order of reading: how many, for whom, how, and when."""

    groups: list[tuple[str, list[KeyTotal]]]


def key_totals(figures: Figures, selection: Selection) -> KeyTotals:
    return KeyTotals(
        [
            ("Hoeveel", _how_many(figures, selection)),
            ("Voor welke huur", _rents(figures, selection)),
            (
                "Hoe toegankelijk en duurzaam",
                [*_accessible(figures, selection), *_gas_free(figures, selection)],
            ),
            ("Wanneer", _moments(figures, selection)),
        ]
    )


def _how_many(figures: Figures, selection: Selection) -> list[KeyTotal]:
    totals = figures.totals
    counts = [
        (totals.exact, "precies geteld", {"aantal": "zeker"}),
        (totals.approximate, "bij benadering (ca.)", {"aantal": "ongeveer"}),
    ]
    dwellings = [
        Detail(f"{number(count)} {words}", behind(selection, **choice))
        for count, words, choice in counts
        if count
    ]
    if totals.demolished:
        words = f"{number(totals.demolished)} te slopen, apart geteld"
        dwellings.append(Detail(words, behind(selection, soort="sloop")))
    without = (
        [
            Detail(
                f"{number(totals.uncounted)} zonder aantal, niet meegeteld",
                behind(selection, aantal=UNKNOWN_KEY),
            )
        ]
        if totals.uncounted
        else []
    )
    every = behind(selection)
    noun = "woning" if totals.dwellings == 1 else "woningen"
    projects = "project" if totals.projects == 1 else "projecten"
    count = UNKNOWN if totals.is_unknown else number(totals.dwellings)
    return [
        KeyTotal(noun, count, every, "home", tuple(dwellings), "main"),
        KeyTotal(projects, number(totals.projects), every, "project", tuple(without), "main"),
    ]


def _part(figures: Figures, label: str, dwellings: Interval, href: str, pictogram: str) -> KeyTotal:
    of = figures.totals.dwellings
    if not of:
        value = UNKNOWN if figures.totals.is_unknown else str(dwellings)
        return KeyTotal(label, value, href, pictogram)
    return KeyTotal(label, str(dwellings), href, pictogram, (Detail(share_in_words(dwellings, of), ""),))


def share_in_words(dwellings: Interval, of: int) -> str:
    """Return which part of all counted dwellings these are; empty where there are none."""
    if not of:
        return ""
    # Nothing is held against this share: what is certain needs no range for its rounding.
    return f"{100 * dwellings.least / of:.0f}%" if dwellings.is_certain else percents(dwellings, of)


def _rents(figures: Figures, selection: Selection) -> list[KeyTotal]:
    totals = []
    for segment in RentClass.Segment:
        dwellings = figures.rent.of(figures.legend.segment(segment))
        if dwellings.most or segment != RentClass.Segment.MID or figures.has_mid_rent:
            href = behind(selection, segment=segment.value)
            totals.append(_part(figures, segment.label, dwellings, href, "key"))
    unknown = figures.rent.of([None])
    if unknown.most:
        href = behind(selection, huurprijsklasse=UNKNOWN_KEY)
        totals.append(_part(figures, "huur nog niet bekend", unknown, href, "key"))
    return totals


def _accessible(figures: Figures, selection: Selection) -> list[KeyTotal]:
    href = behind(selection, batVanaf=ACCESSIBLE)
    return [_part(figures, f"BAT-score {ACCESSIBLE} of hoger", accessible(figures), href, "access")]


def accessible(figures: Figures) -> Interval:
    return figures.bat.of(each.pk for each in figures.legend.scores if each.pk >= ACCESSIBLE)


def _gas_free(figures: Figures, selection: Selection) -> list[KeyTotal]:
    lowest, dwellings = lowest_gas_free(figures), gas_free(figures)
    if lowest is None or dwellings is None:
        return []
    href = behind(selection, duurzaamheidVanaf=GAS_FREE)
    return [_part(figures, f"{lowest.label.lower()} of beter", dwellings, href, "leaf")]


def lowest_gas_free(figures: Figures) -> SustainabilityLevel | None:
    return next((each for each in figures.legend.levels if each.code == GAS_FREE), None)


def gas_free(figures: Figures) -> Interval | None:
    """Return the dwellings of the level gas-free and higher; None where staff removed that level."""
    lowest = lowest_gas_free(figures)
    if lowest is None:
        return None
    return figures.levels.of(each.pk for each in figures.legend.levels if each.order >= lowest.order)


def _moments(figures: Figures, selection: Selection) -> list[KeyTotal]:
    found = next((each for each in figures.years if each.year == figures.year), None)
    starting, delivered = (found.starting, found.delivered) if found else (Interval(0, 0), Interval(0, 0))
    year = figures.year
    return [
        _part(figures, f"start in {year}", starting, behind(selection, start=year), "crane"),
        _part(figures, f"oplevering in {year}", delivered, behind(selection, oplevering=year), "calendar"),
    ]
