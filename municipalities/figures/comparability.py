"""On which basis a figure stands: what must be equal before two figures may be put side by side."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

from municipalities.models.rent_limits import Capping
from wonen.dutch.periods import print_date

if TYPE_CHECKING:
    from municipalities.models.figures import Figure

STATUS = "status"


def _period(figure: Figure) -> str:
    """Return the period; where the source names none, the day on which the figure was known."""
    if figure.ends_on is None and figure.reference_date:
        return f"bekend op {print_date(figure.reference_date)}"
    return str(figure.period)


def _price_level(figure: Figure) -> str:
    return f"prijspeil {figure.price_level}" if figure.price_level else ""


def _capping(figure: Figure) -> str:
    # Beside a figure there is no room for whom the grens is meant: '(1-2 personen)'.
    return str(Capping(figure.capping).label).split(" (")[0] if figure.capping else ""


def _status(figure: Figure) -> str:
    return str(figure.Status(figure.status).label)


WORDS: dict[str, Callable[[Figure], str]] = {
    "periode": _period,
    "prijspeil": _price_level,
    "aftoppingsgrens": _capping,
    STATUS: _status,
}
SIDE_BY_SIDE = {
    "periode": "verschillende perioden",
    "prijspeil": "verschillend prijspeil",
    "aftoppingsgrens": "verschillende aftoppingsgrenzen",
    STATUS: "verschillende status",
}
AGAINST_THE_REST = {
    "periode": "andere periode",
    "prijspeil": "ander prijspeil",
    "aftoppingsgrens": "andere aftoppingsgrens",
    STATUS: "andere status",
}


def differences(figures: Iterable[Figure]) -> list[str]:
    """Return in what the figures differ, other than their value: then they do not simply compare.

    A figure that could not be read is not compared with anything, and so makes no difference.
    """
    readable = [figure for figure in figures if figure.value is not None]
    return [name for name, words in WORDS.items() if len(set(map(words, readable))) > 1]


def to_tell_apart(figures: Iterable[Figure]) -> list[str]:
    """Return what must be printed with each figure, since it is not the same for all of them."""
    every = list(figures)
    unlike = {name for name, words in WORDS.items() if len(set(map(words, every))) > 1} - {STATUS}
    return [name for name in WORDS if name in unlike.union(differences(every))]


def in_words(figure: Figure, names: Iterable[str]) -> str:
    """Return the basis of a figure, as far as named: 'prijspeil 2020, aftoppingsgrens niet genoemd'."""
    # A provisional, derived or unreadable figure says so beside its value wherever it is shown.
    told = [name for name in names if name != STATUS or figure.status == figure.Status.DEFINITIVE]
    return ", ".join(WORDS[name](figure) or f"{name} niet genoemd" for name in told)


def shared_basis(figures: Iterable[Figure]) -> str:
    """Return in words what all figures have in common: '2020, prijspeil 2020'. Empty without figures."""
    every = list(figures)
    common = [name for name in WORDS if name not in to_tell_apart(every) and name != STATUS]
    return ", ".join(filter(None, (WORDS[name](every[0]) for name in common))) if every else ""


def warning(names: Iterable[str], phrases: dict[str, str] = SIDE_BY_SIDE) -> str:
    """Return the mark that must stand where figures differ in these things; empty if in nothing."""
    told = [phrases[name] for name in names]
    head = ", ".join(told[:-1])
    return f"Let op: {head} en {told[-1]}" if head else "".join(f"Let op: {phrase}" for phrase in told)


def most_common(figures: Iterable[Figure]) -> Figure | None:
    """Return a figure on the basis that most of them stand on; of several, on a certain and late one."""
    readable = [figure for figure in figures if figure.value is not None]
    counts = Counter(map(_basis, readable))
    return max(readable, key=lambda each: (counts[_basis(each)], each.is_certain, each.moment), default=None)


def _basis(figure: Figure) -> tuple[str, ...]:
    return tuple(words(figure) for words in WORDS.values())
