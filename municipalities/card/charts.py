"""Small charts as plain geometry: templates draw them as SVG, the table beside them holds the values."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

WIDTH, HEIGHT, GAP = 200, 60, 4


@dataclass(frozen=True)
class Bar:
    """A rectangle in whole units of the chart: a fraction would be printed with a comma."""

    x: int
    y: int
    width: int
    height: int
    is_last: bool = False


@dataclass(frozen=True)
class Chart:
    """Upright bars around a base line, one for each value."""

    bars: list[Bar]
    base: int
    width: int = WIDTH
    height: int = HEIGHT


def columns(values: Sequence[Decimal]) -> Chart:
    """Return one bar per value, on a common scale that includes zero."""
    top, bottom = max(*values, Decimal(0)), min(*values, Decimal(0))
    scale = (HEIGHT - 2) / (top - bottom) if top > bottom else Decimal(0)
    base = round(top * scale) + 1
    step = WIDTH // len(values)
    bars = [
        Bar(
            x=place * step + GAP // 2,
            y=base - max(round(value * scale), 0),
            width=step - GAP,
            height=max(round(abs(value) * scale), 1),
            is_last=place == len(values) - 1,
        )
        for place, value in enumerate(values)
    ]
    return Chart(bars, base)


def shares(values: Sequence[Decimal]) -> list[int]:
    """Return the length of a lying bar per value, in percent of the largest."""
    largest = max(values, default=Decimal(0))
    return [round(100 * value / largest) if largest > 0 else 0 for value in values]
