"""Where the names on a map go: beside their circle if there is room, else further off with a line to it.

No name overlaps another one or a circle, and none leaves the drawing. The same circles always give the same
places. All numbers are units of the drawing, with y downwards.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from math import cos, pi, sin

FONT = 12.5
LINE = 14.0  # from one line of a name to the next
WIDEST_LINE = 84.0  # a longer name is broken in two, at a space or a hyphen
AIR = 2.0
DIRECTIONS = 16
ATTEMPTS = 16
NEAR = (0.0, 8.0, 14.0, 20.0, 28.0, 36.0, 46.0)  # from the edge of a circle to its name
FAR = (*NEAR, 58.0, 72.0, 90.0, 110.0)


@dataclass(frozen=True)
class Disc:
    x: float
    y: float
    r: float


@dataclass(frozen=True)
class Box:
    left: float
    top: float
    right: float
    bottom: float

    def overlaps(self, other: Box) -> bool:
        across = self.left < other.right and other.left < self.right
        return across and self.top < other.bottom and other.top < self.bottom

    def touches(self, disc: Disc) -> bool:
        # Most are far off: this is asked many thousands of times.
        if self.left - disc.x >= disc.r or disc.x - self.right >= disc.r:
            return False
        if self.top - disc.y >= disc.r or disc.y - self.bottom >= disc.r:
            return False
        across = max(self.left - disc.x, 0, disc.x - self.right)
        down = max(self.top - disc.y, 0, disc.y - self.bottom)
        return across * across + down * down < disc.r * disc.r

    def within(self, other: Box) -> bool:
        inside = other.left <= self.left and self.right <= other.right
        return inside and other.top <= self.top and self.bottom <= other.bottom


@dataclass(frozen=True)
class Leader:
    """The line from the middle of a circle to its name. It may cross circles, but no name or other line."""

    x1: float
    y1: float
    x2: float
    y2: float

    def side(self, x: float, y: float) -> float:
        """Return on which side of the line a point lies: above or below zero."""
        return (self.x2 - self.x1) * (y - self.y1) - (self.y2 - self.y1) * (x - self.x1)

    def crosses(self, other: Leader) -> bool:
        parts = self.side(other.x1, other.y1) * self.side(other.x2, other.y2) < 0
        return parts and other.side(self.x1, self.y1) * other.side(self.x2, self.y2) < 0

    def meets(self, box: Box) -> bool:
        aside = max(self.x1, self.x2) < box.left or min(self.x1, self.x2) > box.right
        if aside or max(self.y1, self.y2) < box.top or min(self.y1, self.y2) > box.bottom:
            return False
        corners = [self.side(x, y) for x in (box.left, box.right) for y in (box.top, box.bottom)]
        return min(corners) < 0 < max(corners)


@dataclass(frozen=True)
class Label:
    """A name of one or two lines and the box it takes."""

    lines: tuple[str, ...]
    box: Box
    anchor: str  # start, middle or end: which side of the box the text holds on to
    line: Leader  # from the middle of the circle to the name
    is_far: bool = False

    @property
    def leader(self) -> Leader | None:
        """The line, where the name does not stand at the circle itself."""
        return self.line if self.is_far else None

    @property
    def x(self) -> float:
        sides = {"start": self.box.left, "end": self.box.right}
        return round(sides.get(self.anchor, (self.box.left + self.box.right) / 2), 1)

    @property
    def printed(self) -> list[tuple[str, float]]:
        """Each line with the height of its baseline."""
        return [
            (line, round(self.box.top + LINE * (place + 0.77), 1)) for place, line in enumerate(self.lines)
        ]


class Names:
    """The names that stand on a drawing already, with the lines to them."""

    def __init__(self, taken: Sequence[Box]) -> None:
        self.boxes = list(taken)
        self.leaders: list[Leader] = []

    def leave_room(self, label: Label) -> bool:
        if any(label.box.overlaps(each) for each in self.boxes):
            return False
        if any(each.meets(label.box) for each in self.leaders):
            return False
        leader = label.leader
        if leader is None:
            return True
        return not any(map(leader.meets, self.boxes)) and not any(map(leader.crosses, self.leaders))

    def add(self, label: Label) -> None:
        self.boxes.append(label.box)
        if label.leader:
            self.leaders.append(label.leader)


class Choices:
    """The places for one name that keep clear of all circles, found when first asked for and then kept."""

    def __init__(self, found: Iterator[Label]) -> None:
        self.kept: list[Label] = []
        self.found = found

    def __iter__(self) -> Iterator[Label]:
        yield from self.kept
        for label in self.found:
            self.kept.append(label)
            yield label


@dataclass
class Placing:
    """A label for each disc, by its place in the list, and those that found no room."""

    labels: dict[int, Label]
    without_room: list[int]


@lru_cache(maxsize=256)
def width(text: str) -> float:
    """Return how wide a text may be: the server does not know the font, so a wide one is reckoned with."""
    return FONT * sum(
        0.4 if sign in "fijlrt .-'()" else 1.0 if sign in "mwMW" else 0.76 if sign.isupper() else 0.64
        for sign in text
    )


def break_name(name: str) -> tuple[str, ...]:
    """Return a name on one line, or a long one on two lines that differ least in width."""
    places = [place + 1 for place, sign in enumerate(name) if sign in " -"]
    if width(name) <= WIDEST_LINE or not places:
        return (name,)
    best = min(places, key=lambda place: (max(width(name[:place].strip()), width(name[place:])), place))
    return (name[:best].strip(), name[best:])


def place_labels(
    names: Sequence[str], discs: Sequence[Disc], frame: Box, taken: Sequence[Box], reaches: tuple[float, ...]
) -> Placing:
    """Place a name at each disc, within these reaches of it; the first ones choose first.

    A name that finds no room chooses earlier in the next attempt.
    """
    choices = [
        Choices(_clear(name, disc, discs, frame, reaches)) for name, disc in zip(names, discs, strict=True)
    ]
    failures = [0] * len(discs)
    attempts = []
    for _ in range(ATTEMPTS):
        order = sorted(range(len(discs)), key=lambda place: (-failures[place], place))
        placing = _place_in(order, choices, Names(taken))
        if not placing.without_room:
            return placing
        attempts.append(placing)
        for place in placing.without_room:
            failures[place] += 1
    best = min(attempts, key=lambda each: len(each.without_room))
    for place in best.without_room:  # better over something else than nowhere
        best.labels[place] = next(_candidates(break_name(names[place]), discs[place], reaches))
    return best


def _clear(
    name: str, own: Disc, discs: Sequence[Disc], frame: Box, reaches: tuple[float, ...]
) -> Iterator[Label]:
    """Yield the places for a name that keep clear of the edge and of all circles."""
    for label in _candidates(break_name(name), own, reaches):
        if label.box.within(frame) and not any(map(label.box.touches, discs)):
            yield label


def _place_in(order: list[int], choices: list[Choices], names: Names) -> Placing:
    placing = Placing({}, [])
    for place in order:
        label = next((each for each in choices[place] if names.leave_room(each)), None)
        if label is None:
            placing.without_room.append(place)
        else:
            placing.labels[place] = label
            names.add(label)
    return placing


def _candidates(lines: tuple[str, ...], disc: Disc, reaches: tuple[float, ...]) -> Iterator[Label]:
    """Yield the places for a name: the nearest first, and there right, left, above, below, diagonal."""
    turns = [0.0, 1.0, 1.5, 0.5, 1.75, 0.25, 1.25, 0.75]
    turns += [2 * place / DIRECTIONS for place in range(1, DIRECTIONS, 2)]
    for reach in reaches:
        for turn in turns:
            yield _label(lines, disc, reach, pi * turn)


def _label(lines: tuple[str, ...], disc: Disc, reach: float, angle: float) -> Label:
    across, down = cos(angle), sin(angle)
    far = disc.r + AIR + reach
    x, y = disc.x + far * across, disc.y + far * down
    wide, high = max(map(width, lines)), LINE * len(lines)
    anchor = "start" if across > 0.1 else "end" if across < -0.1 else "middle"
    left = x - {"start": -AIR, "end": wide + AIR, "middle": wide / 2}[anchor]
    # Right and left of the circle the name stands at its height; the more upward, the more it rises.
    top = y - high / 2 + down * high / 2
    box = Box(left, top, left + wide, top + high)
    line = Leader(disc.x, disc.y, round(x, 1), round(y, 1))
    return Label(lines, box, anchor, line, is_far=reach > 0)
