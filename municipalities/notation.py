"""How a value of a figure is written in Dutch, and read back: '€ 18.583', '8,4%', '1,2 jaar', '158'.

What can be read in two ways is refused, never guessed: '1.5' is neither one and a half nor fifteen.
"""

import re
from decimal import Decimal, InvalidOperation

from django.utils.formats import number_format

from municipalities.periods import NotationError

EURO, PERCENT = "€", "%"
LARGEST = Decimal(10) ** 12
LARGEST_SENT = float(LARGEST - Decimal("0.0001"))  # with all decimals that are kept
# No dot after a zero: '0.250' is a quarter to a program, and nothing to a Dutchman.
# '12,500' is twelve and a half to a Dutchman, and twelve thousand five hundred to a program in English.
# Without a zero at the end three decimals are too many, which is told where they would change a figure.
TWO_WAYS = re.compile(r"-?[1-9][0-9]{0,2},[0-9]{2}0")
THREE = 3  # decimals with which it is what an export of ours writes
WRITTEN = re.compile(r"-?(?:[0-9]+|[1-9][0-9]{0,2}(?:\.[0-9]{3})+)(?:,[0-9]+)?")


def print_value(value: Decimal, unit: str, decimals: int) -> str:
    """Return the value with its unit. Decimals that are zero are left out, except in an amount of money."""
    rounded = round(value, decimals)
    if unit != EURO:
        rounded = rounded.normalize()
    places = max(0, -int(rounded.as_tuple().exponent))
    number = number_format(rounded, decimal_pos=places, use_l10n=True, force_grouping=True)
    if unit == EURO:
        return f"{EURO} {number}" if value >= 0 else f"-{EURO} {number.removeprefix('-')}"
    if unit == PERCENT:
        return f"{number}%"
    return f"{number} {unit}" if unit else number


def with_noun(count: int, one: str, many: str) -> str:
    """Return a number with its noun: '1 rij', '1.250 rijen'."""
    return f"{number_format(count, use_l10n=True, force_grouping=True)} {one if count == 1 else many}"


def read_value(text: str, unit: str, decimals: int) -> Decimal:
    """Read a value as people write it, with or without its unit; raise NotationError for anything else."""
    refuse_two_ways(text, unit, decimals)
    bare = _without_unit(" ".join(text.split()), unit)
    if not WRITTEN.fullmatch(bare):
        raise NotationError(expected(unit, decimals))
    return exact(Decimal(bare.replace(".", "").replace(",", ".")), unit, decimals)


def refuse_two_ways(text: str, unit: str, decimals: int) -> None:
    """Refuse three digits after a comma where they may be thousands: the unit takes no three decimals."""
    bare = _without_unit(" ".join(text.split()), unit)
    if decimals < THREE and TWO_WAYS.fullmatch(bare):
        thousands = bare.replace(",", ".")
        raise NotationError(
            f"'{bare}' kan op twee manieren gelezen worden. Verwacht: {thousands} voor duizendtallen"
            + (f", of {bare.rstrip('0').rstrip(',')} met een komma voor decimalen." if decimals else ".")
        )


def read_number(number: float | Decimal, unit: str, decimals: int) -> Decimal:
    """Take over a number from a spreadsheet cell; a cell in percent holds a hundredth of what it shows."""
    if isinstance(number, bool):  # the WAAR and ONWAAR of a spreadsheet
        raise NotationError(expected(unit, decimals))
    try:
        # A float carries about 15 digits; what comes after those was never typed.
        value = Decimal(f"{number:.14g}") if isinstance(number, float) else Decimal(number)
    except InvalidOperation as error:
        raise NotationError(expected(unit, decimals)) from error
    return exact(value, unit, decimals)


def exact(value: Decimal, unit: str, decimals: int) -> Decimal:
    """Return the value if it has no more decimals than the indicator takes: people round, not we."""
    if not fits(value, decimals):
        raise NotationError(expected(unit, decimals))
    return value


def decimals_in(value: Decimal) -> int:
    """Return how many decimals a value has, not counting zeros at its end."""
    return max(0, -int(value.normalize().as_tuple().exponent))


def fits(value: Decimal, decimals: int) -> bool:
    return value.is_finite() and abs(value) < LARGEST and value == round(value, decimals)


def expected(unit: str, decimals: int) -> str:
    """Return the sentence that says how a value of this unit is written."""
    example = {0: Decimal(1250), 1: Decimal("8.4")}.get(decimals, Decimal("6.97"))
    how = {0: "een heel getal", 1: "een getal met hoogstens 1 decimaal"}.get(
        decimals, f"een getal met hoogstens {decimals} decimalen"
    )
    words = {EURO: "in euro", PERCENT: "in procenten", "": "zonder eenheid"}.get(unit, f"in {unit}")
    printed = print_value(example, unit, decimals)
    comma = ", met een komma voor decimalen" if decimals else ""
    return f"Verwacht: {how} {words}{comma}, bijvoorbeeld {printed}."


def _without_unit(text: str, unit: str) -> str:
    if unit == EURO:
        sign = "-" if text.startswith("-") else ""
        bare = text.removeprefix("-").removeprefix(EURO).strip().removesuffix(",-")
        return sign + bare if not (sign and bare.startswith("-")) else text
    if unit and text.lower().endswith(unit.lower()):
        return text[: -len(unit)].strip()
    return text
