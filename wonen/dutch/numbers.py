"""How a value of a figure is written in Dutch, and read back: '€ 18.583', '8,4%', '1,2 jaar', '158'.

What can be read in two ways is refused, never guessed: '1.5' is neither one and a half nor fifteen.
"""

import re
from collections.abc import Sequence
from decimal import Decimal, InvalidOperation

from django.utils.formats import number_format

from wonen.dutch.periods import NotationError
from wonen.dutch.single_line_text import line

EURO, PERCENT = "€", "%"
LARGEST = Decimal(10) ** 12
LARGEST_SENT = float(LARGEST - Decimal("0.0001"))  # with all decimals that are kept
# Thousands are parted by a dot or an apostrophe, one of those within a number.
# No dot after a zero: '0.250' is a quarter to a program, and nothing to a Dutchman.
WHOLE = r"[0-9]+|[1-9][0-9]{0,2}(?:(?:\.[0-9]{3}){1,5}|(?:['\u2019][0-9]{3}){1,5})"
MOST_DIGITS = 18  # of a whole number that the database can hold
MARKS = str.maketrans("", "", ".'\u2019")
# '24 300' may be two numbers: of two cells that were pasted into one, or of two lines of a cell.
SPACED = re.compile(r"(-?[1-9][0-9]{0,2}(?: [0-9]{3}){1,5})(?:,[0-9]+)?")
# '12,500' is twelve and a half to a Dutchman, and twelve thousand five hundred to a program in English.
# Without a zero at the end three decimals are too many, which is told where they would change a figure.
TWO_WAYS = re.compile(r"-?[1-9][0-9]{0,2},[0-9]{2}0")
THREE = 3  # decimals with which it is what an export of ours writes
WRITTEN = re.compile(rf"-?(?:{WHOLE})(?:,[0-9]+)?")
BOTH = "'{}' kan op twee manieren gelezen worden."
# As programs in English write numbers: decimals after a dot, thousands after a comma.
POINTED = re.compile(r"-?[0-9]+\.[0-9]+")
ENGLISH = re.compile(r"-?[1-9][0-9]{0,2}(?:(?:,[0-9]{3})+\.[0-9]+|(?:,[0-9]{3}){2,})")
ONE_COMMA = re.compile(r"-?[1-9][0-9]{0,2},[0-9]{3}")
THOUSANDS = re.compile(r"-?[1-9][0-9]{0,2}\.[0-9]{3}")


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


def enumerated(words: Sequence[str]) -> str:
    """Return words as a sentence lists them: 'a', 'a en b', 'a, b en c'."""
    return " en ".join(filter(None, (", ".join(words[:-1]), words[-1])))


def read_value(text: str, unit: str, decimals: int) -> Decimal:
    """Read a value as people write it, with or without its unit; raise NotationError for anything else."""
    refuse_two_ways(text, unit, decimals)
    bare = _without_unit(line(text), unit)
    if not WRITTEN.fullmatch(bare):
        raise NotationError(expected(unit, decimals))
    return exact(Decimal(bare.translate(MARKS).replace(",", ".")), unit, decimals)


def read_whole(text: str) -> int:
    """Read a whole number of at least zero, thousands parted or not; NotationError for anything else."""
    digits = text.translate(MARKS)
    if not re.fullmatch(WHOLE, text) or len(digits) > MOST_DIGITS:
        raise NotationError("Verwacht: een heel getal.")
    return int(digits)


def refuse_two_ways(text: str, unit: str, decimals: int, *, by_commas: bool = False) -> None:
    """Refuse what may be thousands and decimals, and name the number in Dutch where it is written in English.

    With ``by_commas`` it comes from a file of which commas part the columns: decimals may follow a dot there.
    """
    bare = _without_unit(line(text), unit)
    if SPACED.fullmatch(bare):
        one = f"{bare.replace(' ', '.')} als het één getal is"
        raise NotationError(f"{BOTH.format(bare)} Verwacht: {one}; zijn het er meer, elk in een eigen cel.")
    if meant := _two_ways(bare, decimals, by_commas=by_commas) or _in_dutch(bare, decimals):
        raise NotationError(meant)


def _two_ways(bare: str, decimals: int, *, by_commas: bool) -> str:
    """Return the sentence for three digits after a sign that may be thousands; empty for any other."""
    if not decimals and ONE_COMMA.fullmatch(bare):
        return f"{BOTH.format(bare)} Verwacht: {bare.replace(',', '.')} voor duizendtallen."
    if decimals < THREE and TWO_WAYS.fullmatch(bare):
        short = bare.rstrip("0").rstrip(",")
        either = f"of {short} met een komma voor decimalen"
        return f"{BOTH.format(bare)} Verwacht: {bare.replace(',', '.')} voor duizendtallen, {either}."
    if by_commas and decimals and THOUSANDS.fullmatch(bare):
        short = bare.rstrip("0").rstrip(".").replace(".", ",")
        either = f'of "{short}" (tussen aanhalingstekens) met een komma voor decimalen'
        return f"{BOTH.format(bare)} Verwacht: {bare.replace('.', '')} voor duizendtallen, {either}."
    return ""


def _in_dutch(bare: str, decimals: int) -> str:
    """Return the sentence for a number that is written in English; empty for any other."""
    if not (ENGLISH.fullmatch(bare) or (decimals and POINTED.fullmatch(bare))):
        return ""
    value = Decimal(bare.replace(",", ""))
    if WRITTEN.fullmatch(bare) or not fits(value, decimals):
        return ""
    dutch = print_value(value, "", decimals)
    if POINTED.fullmatch(bare) and not bare.lstrip("-").startswith("0"):
        rest = f", of {bare.replace('.', '')}"
        return f"{BOTH.format(bare)} Verwacht: {dutch} met een komma voor decimalen{rest}."
    has_decimals = POINTED.fullmatch(bare) or "," in dutch
    signs = "met een komma voor decimalen" if has_decimals else "voor duizendtallen"
    return f"'{bare}' is geschreven zoals in het Engels. Verwacht: {dutch} {signs}."


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
