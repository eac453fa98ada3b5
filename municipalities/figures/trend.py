"""What a figure changed since the former period, if the two can be compared at all."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from municipalities.models import Figure
from municipalities.models.indicators import Indicator
from wonen.dutch.numbers import PERCENT, print_value


@dataclass(frozen=True)
class Change:
    """The step from the former figure to this one."""

    former: Figure
    difference: Decimal
    is_good: bool | None  # None: neither direction is better, or nothing changed

    @property
    def printed(self) -> str:
        """The difference in Dutch notation with its sign: '+€ 5.378 (+6,6%)', '+0,5 procentpunt'."""
        indicator = self.former.indicator
        if not self.difference:
            return "gelijk"
        if indicator.unit == PERCENT:
            return _signed(self.difference, print_value(abs(self.difference), "procentpunt", 4))
        step = _signed(self.difference, print_value(abs(self.difference), indicator.unit, indicator.decimals))
        if not self.former.value:
            return step
        share = 100 * self.difference / abs(self.former.value)
        return f"{step} ({_signed(share, print_value(abs(share), PERCENT, 1))})"

    @property
    def judgement(self) -> str:
        return {True: "gunstig", False: "ongunstig", None: ""}[self.is_good]


def _signed(number: Decimal, printed: str) -> str:
    return f"{'+' if number > 0 else '−'}{printed}"  # noqa: RUF001 - the typographic minus sign


def change(now: Figure, former: Figure | None) -> Change | None:
    """Return the change, or None where the two do not compare: another length or basis, not certain."""
    if former is None or now.value is None or former.value is None:
        return None
    if not (now.is_certain and former.is_certain):
        return None
    if (now.period.shape, now.basis) != (former.period.shape, former.basis):
        return None
    difference = now.value - former.value
    better = {Indicator.Direction.HIGHER: difference > 0, Indicator.Direction.LOWER: difference < 0}
    direction = Indicator.Direction(now.indicator.good_direction) if now.indicator.good_direction else None
    return Change(former, difference, better[direction] if direction and difference else None)
