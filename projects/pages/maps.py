"""A map of municipalities as a drawing: a circle for each, its area by dwellings, at its main town.

There are no borders on it: of these we have no source with a licence. Distances are in km; what is drawn is
in units of the drawing, which is made for the width of a phone, with y downwards.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import combinations
from math import cos, hypot, radians, sqrt
from statistics import mean

from municipalities.models import Municipality
from projects.pages.map_labels import FAR, NEAR, Box, Disc, Label, Leader, Placing, place_labels
from projects.sums.intervals import Totals

EARTH_KM = 6371.0
WIDTH = 300
MOST_HEIGHT, LEAST_HEIGHT = 700, 140
SIDE, EDGE = 44, 44  # room around the towns, for circles and names
MOST_SCALE = 14.0  # units per km: a few towns close together are not blown up further
LARGEST = (22.0, 18.0, 14.0, 11.0, 8.0)  # radius of the largest circle, as far as names leave room
SMALLEST, DOT = 2.5, 4.0  # radius of the smallest circle, and of one without a number
TARGET = 26.0  # from centre to centre, so that a finger can choose
GAP = 6.0  # from a circle to its name without a line between them
NORTH = Box(4, 4, 26, 42)
DOTS = {
    "map-uncounted": "Aantal nog niet bekend",
    "map-demolition": "Alleen te slopen woningen",
    "map-empty": "Geen projecten",
}
KEY_STEPS = (1, 2, 5)

Place = tuple[float, float]


@dataclass(frozen=True)
class Spot:
    """A municipality on the map; ``reach`` is the radius within which a pointer chooses it."""

    municipality: Municipality
    sums: Totals | None
    href: str
    disc: Disc
    reach: float
    label: Label
    leader: Leader | None

    @property
    def kind(self) -> str:
        if self.sums is None:
            return "map-empty"
        if self.sums.is_unknown:
            return "map-uncounted"
        return "map-circle" if self.sums.dwellings else "map-demolition"


@dataclass(frozen=True)
class Reference:
    """A circle of the key: what its size means."""

    dwellings: int
    disc: Disc
    text_x: float


@dataclass(frozen=True)
class Dot:
    """A line of the key for circles without a size."""

    kind: str
    words: str
    y: int


@dataclass(frozen=True)
class Map:
    """A drawing that is ready to print, its municipalities from north to south: the order of the keyboard."""

    height: int
    spots: tuple[Spot, ...]
    references: tuple[Reference, ...]
    is_spread: bool  # some circles stand a little apart from their town
    width: int = WIDTH
    north: Box = NORTH

    @property
    def dots(self) -> list[Dot]:
        """The dots that have no size, as far as they occur, each on a line below the reference circles."""
        occurring = {spot.kind for spot in self.spots}
        present = [(kind, words) for kind, words in DOTS.items() if kind in occurring]
        top = self.height + self._circles_height + 10
        return [Dot(kind, words, top + 20 * place) for place, (kind, words) in enumerate(present)]

    @property
    def full_height(self) -> int:
        """The height with the key."""
        return self.height + self._circles_height + 20 * len(self.dots) + 2

    @property
    def _circles_height(self) -> int:
        return round(max((2 * each.disc.r + 12 for each in self.references), default=0))


@dataclass(frozen=True)
class Layout:
    """Where the names stand, whatever the figures, and the radius that leaves each of them its room."""

    largest: float
    labels: tuple[Label, ...]


def draw(rows: Sequence[tuple[Municipality, Totals | None]], query: str) -> Map:
    """Draw municipalities with what their projects add up to; links to them keep the query."""
    rows = sorted(rows, key=lambda row: (-row[0].latitude, row[0].name))
    places, height = _fit(project([municipality for municipality, _ in rows]))
    centres = spread(places)
    layout = _lay_out(tuple(municipality.name for municipality, _ in rows), tuple(centres), height)
    dwellings = [sums.dwellings if sums else 0 for _, sums in rows]
    most = max(dwellings, default=0)
    discs = [
        Disc(round(x, 1), round(y, 1), _radius(count, most, layout.largest))
        for (x, y), count in zip(centres, dwellings, strict=True)
    ]
    suffix = f"?{query}" if query else ""
    spots = tuple(
        Spot(
            row[0],
            row[1],
            f"{row[0].get_absolute_url()}{suffix}",
            disc,
            _reach(disc, discs),
            label,
            # Names keep clear of the largest circle: to a small one it may not be plain whose name it is.
            label.line if label.is_far or layout.largest - disc.r > GAP else None,
        )
        for row, disc, label in zip(rows, discs, layout.labels, strict=True)
    )
    return Map(height, spots, _references(most, layout.largest, height), is_spread=centres != places)


def project(municipalities: Sequence[Municipality]) -> list[Place]:
    """Return km east and km north of each town, from the middle of all.

    Equirectangular, with the cosine of the mean latitude: over Limburg a distance is off by less than 1 %.
    """
    if not municipalities:
        return []
    latitudes = [radians(each.latitude) for each in municipalities]
    longitudes = [radians(each.longitude) for each in municipalities]
    north, east = mean(latitudes), mean(longitudes)
    shrink = EARTH_KM * cos(north)
    return [
        (shrink * (longitude - east), EARTH_KM * (latitude - north))
        for latitude, longitude in zip(latitudes, longitudes, strict=True)
    ]


def _fit(towns: list[Place]) -> tuple[list[Place], int]:
    """Return the towns in units of the drawing, and its height: as large as the width allows."""
    if not towns:
        return [], LEAST_HEIGHT
    east, north = [each[0] for each in towns], [each[1] for each in towns]
    wide, high = max(max(east) - min(east), 0.1), max(max(north) - min(north), 0.1)
    scale = min((WIDTH - 2 * SIDE) / wide, (MOST_HEIGHT - 2 * EDGE) / high, MOST_SCALE)
    height = max(round(high * scale) + 2 * EDGE, LEAST_HEIGHT)
    left, top = (WIDTH - wide * scale) / 2, (height - high * scale) / 2
    places = [(left + (x - min(east)) * scale, top + (max(north) - y) * scale) for x, y in towns]
    return places, height


def spread(places: list[Place]) -> list[Place]:
    """Push places that are too near to choose between apart, along the line between them."""
    places = list(places)
    for _ in range(200):
        near = [pair for pair in combinations(range(len(places)), 2) if _distance(places, pair) < TARGET]
        if not near:
            break
        for one, other in near:
            far = _distance(places, (one, other))
            # Two on the same spot have no line between them: the first goes north.
            across = (places[one][0] - places[other][0]) / far if far else 0.0
            down = (places[one][1] - places[other][1]) / far if far else -1.0
            push = max(TARGET + 0.1 - far, 0) / 2
            places[one] = (places[one][0] + push * across, places[one][1] + push * down)
            places[other] = (places[other][0] - push * across, places[other][1] - push * down)
    return places


def _distance(places: list[Place], pair: tuple[int, int]) -> float:
    (x1, y1), (x2, y2) = places[pair[0]], places[pair[1]]
    return hypot(x1 - x2, y1 - y2)


# Finding room costs some tens of milliseconds; the same towns always find the same, whatever the figures.
# A name that stays where it was is also found again sooner when the choice changes.
@lru_cache(maxsize=64)
def _lay_out(names: tuple[str, ...], centres: tuple[Place, ...], height: int) -> Layout:
    """Return the largest circles beside which every name finds room; the smallest where none does."""
    # Sooner smaller circles than names far away; but no smaller than can be compared.
    for largest, reaches in (*((each, NEAR) for each in LARGEST[:3]), *((each, FAR) for each in LARGEST)):
        placing = _place(
            names, tuple(Disc(round(x, 1), round(y, 1), largest) for x, y in centres), height, reaches
        )
        if not placing.without_room:
            break
    return Layout(largest, tuple(placing.labels[place] for place in range(len(names))))


def _radius(dwellings: int, most: int, largest: float) -> float:
    """Return the radius that makes the area of a circle follow the dwellings."""
    return max(round(largest * sqrt(dwellings / most), 2), SMALLEST) if dwellings else DOT


def _reach(disc: Disc, discs: Sequence[Disc]) -> float:
    """Return how far a circle can be chosen from its centre, without taking the place of another."""
    nearest = min(
        (hypot(disc.x - each.x, disc.y - each.y) for each in discs if each != disc), default=2 * disc.r
    )
    return round(max(TARGET / 2 - 0.1, min(disc.r, nearest / 2)), 1)


def _place(
    names: tuple[str, ...], discs: tuple[Disc, ...], height: int, reaches: tuple[float, ...]
) -> Placing:
    """Place the names, those of the largest circles first and then those in the densest part."""

    def turn(place: int) -> tuple[float, float, int]:
        disc = discs[place]
        near = sorted(hypot(disc.x - each.x, disc.y - each.y) for each in discs)[:5]
        return (-disc.r, sum(near), place)

    order = sorted(range(len(discs)), key=turn)
    frame = Box(3, 3, WIDTH - 3, height - 3)
    placing = place_labels([names[i] for i in order], [discs[i] for i in order], frame, [NORTH], reaches)
    labels = {order[i]: label for i, label in placing.labels.items()}
    return Placing(labels, [order[i] for i in placing.without_room])


def _references(most: int, largest: float, height: int) -> tuple[Reference, ...]:
    """Return two circles of round numbers: the largest that occurs here, and one about a fifth of it."""
    numbers = sorted({_round_down(most), _round_down(most // 5)} - {0}, reverse=True)
    references, x = [], 12.0
    for dwellings in numbers:
        r = round(largest * sqrt(dwellings / most), 2)
        middle = height + 6 + largest * sqrt(numbers[0] / most)
        references.append(
            Reference(dwellings, Disc(round(x + r, 1), round(middle, 1), r), round(x + 2 * r + 6, 1))
        )
        x += 2 * r + 120
    return tuple(references)


def _round_down(count: int) -> int:
    """Return the largest of 1, 2, 5, 10, 20, 50 ... that is not above the count; 0 for none."""
    size = 10 ** (len(str(count)) - 1)
    return max((step * size for step in KEY_STEPS if step * size <= count), default=0)
