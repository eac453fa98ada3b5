"""The norm held against what is newly built: is it met, not met, or is that not yet certain, and why?

The base is every dwelling of the kind new building (nieuwbouw) in the overview, studies included. A dwelling
of which the rent class is not known may still become anything.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from projects.models.legend import RentClass
from projects.models.norms import Norm
from projects.notation import number
from projects.sums.intervals import Interval, Key, Outcomes, Totals
from projects.sums.region import Verdict
from wonen.dutch.numbers import with_noun


@dataclass(frozen=True)
class Band:
    """Where things stand on an axis from 0 to 100%, as text for the attributes of a drawing."""

    least: str
    open: str
    norm: str
    label_left: bool  # the label of the norm stands left of its line, where right of it is no room


@dataclass(frozen=True)
class Base:
    """The dwellings that a share is taken of, and what they may become."""

    totals: Totals
    outcomes: Outcomes

    @property
    def dwellings(self) -> int:
        return self.outcomes.total


@dataclass(frozen=True)
class Share:
    """One share of the norm, with what the plans make of it. Without a verdict the sentence says why not."""

    slug: str
    name: str
    percent: int
    dwellings: Interval
    verdict: Verdict | None
    sentence: str
    band: Band | None


@dataclass(frozen=True)
class NormCheck:
    """A norm beside the new dwellings of an overview."""

    norm: Norm
    base: Base
    shares: list[Share]


def check(norm: Norm, base: Base, classes: Iterable[RentClass], *, has_mid_rent: bool) -> NormCheck:
    """Hold each share of the norm against the base; mid-rent only where the law had it."""
    segments = {
        RentClass.Segment.SOCIAL: (norm.social, True),
        RentClass.Segment.MID: (norm.mid, has_mid_rent),
    }
    entries = list(classes)
    shares = []
    for segment, (percent, has_law) in segments.items():
        if percent is not None:
            keys = {each.pk for each in entries if each.segment == segment}
            shares.append(_share(segment, percent, keys, base, has_law=has_law))
    return NormCheck(norm, base, shares)


def _share(segment: RentClass.Segment, percent: int, keys: set[int], base: Base, *, has_law: bool) -> Share:
    dwellings = share_of(base.outcomes, keys)
    if not base.totals.projects:
        verdict, sentence = None, "Er is geen nieuwbouw om aan de norm te toetsen."
    elif not has_law:
        verdict, sentence = (
            None,
            (
                "Niet te toetsen: middenhuur bestond in de huurprijsgrenzen van dit overzicht nog niet. "
                "Wat boven de sociale huurgrens ligt, staat er als vrije huur."
            ),
        )
    else:
        verdict = judge(percent, segment.label, keys, base)
        sentence = verdict.sentence
    band = _band(dwellings, base.dwellings, percent) if verdict and base.dwellings else None
    return Share(segment.value, segment.label, percent, dwellings, verdict, sentence, band)


def share_of(outcomes: Outcomes, keys: Iterable[Key]) -> Interval:
    """Return how many dwellings become one of the entries, where what is not known may become them too."""
    return Interval(outcomes.of(keys).least, outcomes.of({*keys, None}).most)


def judge(percent: int, name: str, keys: set[int], base: Base) -> Verdict:
    """Say whether the share is reached, whatever the plans become. Exactly on the norm is reached."""
    least, most = share_of(base.outcomes, keys)
    needed = _needed(percent, base.dwellings)
    opening = _opening(Interval(least, most), base.dwellings, name, percent, needed)
    outcome = _outcome(percent, keys, base.outcomes)
    if not base.dwellings:
        return _verdict(outcome, _without_any_count(outcome, percent, name))
    if outcome == Verdict.MET:
        return _verdict(outcome, f"{opening} {_enough(least, most, needed)}")
    if outcome == Verdict.MISSED:
        return _verdict(outcome, f"{opening} {_shortfall(least, most, needed)}")
    inside, possible = _uncounted(keys, base.outcomes)
    if least >= needed:
        lowering = sum(base.outcomes.uncounted.values()) - inside
        return _verdict(outcome, f"{opening} Dat is genoeg, maar {_unknown(lowering, 'lager')}")
    if most >= needed:
        return _verdict(outcome, f"{opening} {_condition(name, needed - least, most - least)}{_so_far(base)}")
    lacking = f"Dat is {_count(needed - most)} te weinig"
    return _verdict(outcome, f"{opening} {lacking}, maar {_unknown(possible, 'hoger')}")


def _outcome(percent: int, keys: set[int], outcomes: Outcomes) -> str:
    """Return what is certain of the norm. A project without a count gets one dwelling, or any number more."""
    dwellings, without = outcomes.total, sum(outcomes.uncounted.values())
    least, most = share_of(outcomes, keys)
    inside, possible = _uncounted(keys, outcomes)
    needed = _needed(percent, dwellings + without)
    if not percent or (inside == without and least + inside >= needed > 0):
        return Verdict.MET
    # Nothing that is added takes away what certainly falls outside: of 100% that is too much already.
    is_spoiled = percent == 100 and most + possible < dwellings + without
    if is_spoiled or (not possible and most < needed):
        return Verdict.MISSED
    return Verdict.OPEN


def _uncounted(keys: set[int], outcomes: Outcomes) -> tuple[int, int]:
    """Return of how many projects without a count the dwellings certainly, and possibly, are of the share."""
    return outcomes.uncounted_of(keys).least, outcomes.uncounted_of({*keys, None}).most


def _needed(percent: int, of: int) -> int:
    return -(-percent * of // 100)


def _without_any_count(outcome: str, percent: int, name: str) -> str:
    opening = f"Van geen enkel project is het aantal woningen bekend. De norm is {percent}%."
    if outcome == Verdict.MET:
        return f"{opening} Die wordt gehaald, hoeveel woningen het ook worden."
    if outcome == Verdict.MISSED:
        return f"{opening} Daarvoor wordt er te weinig {name}, hoeveel woningen het ook worden."
    return opening


def _verdict(outcome: str, sentence: str) -> Verdict:
    return Verdict(outcome, outcome, sentence, "")


def _opening(dwellings: Interval, of: int, name: str, percent: int, needed: int) -> str:
    verb = "wordt" if dwellings == (1, 1) else "worden"
    return (
        f"Van de {number(of)} {_noun(of)} {verb} er {dwellings} {name} ({percents(dwellings, of)}). "
        f"De norm is {percent}%: {_count(needed)}."
    )


def _enough(least: int, most: int, needed: int) -> str:
    if least < needed:
        return "Dat wordt genoeg: de projecten waarvan het aantal nog niet bekend is, tellen er helemaal bij."
    if least == most:
        return "Dat is genoeg."
    return "Dat is genoeg, hoe het ook uitvalt."


def _condition(name: str, lacking: int, undecided: int) -> str:
    return (
        f"De norm is gehaald als van de {_count(undecided)} waarvan dit nog niet vaststaat "
        f"er minstens {number(lacking)} {name} {'wordt' if lacking == 1 else 'worden'}."
    )


def _so_far(base: Base) -> str:
    if not base.outcomes.uncounted:
        return ""
    return " Projecten waarvan het aantal nog niet bekend is, kunnen dat nog veranderen."


def _shortfall(least: int, most: int, needed: int) -> str:
    if most >= needed:
        return (
            "Dat wordt te weinig: van de projecten zonder aantal telt er minstens één niet mee voor de norm."
        )
    if least == most:
        return f"Dat is {_count(needed - most)} te weinig."
    return f"Ook in het gunstigste geval is dat {_count(needed - most)} te weinig."


def _unknown(projects: int, direction: str) -> str:
    noun = with_noun(projects, "project", "projecten")
    return f"van {noun} is het aantal woningen nog niet bekend: daardoor kan het aandeel {direction} worden."


def percents(dwellings: Interval, of: int) -> str:
    """Return the share in whole percents, rounded outwards: the truth lies within."""
    least, most = 100 * dwellings.least // of if of else 0, -(-100 * dwellings.most // of) if of else 100
    if dwellings.is_certain and least != most:
        return f"tussen {least}% en {most}%"
    return f"{least}%" if least == most else f"{least}% tot {most}%"


def _noun(count: int) -> str:
    return "nieuwbouwwoning" if count == 1 else "nieuwbouwwoningen"


def _count(count: int) -> str:
    return with_noun(count, "woning", "woningen")


def _band(dwellings: Interval, of: int, percent: int) -> Band:
    least, most = (100 * part / of for part in dwellings)
    return Band(f"{least:.2f}%", f"{most - least:.2f}%", f"{percent}%", percent > 50)
