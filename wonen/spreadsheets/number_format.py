"""What a number format shows of a number or a text: its digits, and the words around them."""

import operator
import re
from collections.abc import Callable
from decimal import ROUND_HALF_UP, Decimal
from typing import NamedTuple

from wonen.dutch.periods import NotationError
from wonen.dutch.single_line_text import line

# The sections of a format; a semicolon within quotes, within brackets or after a backslash parts none.
SECTION = re.compile(r"""((?:"[^"]*"|\[[^\]]*\]|\\.|[_*].|[^;])*)(?:;|$)""")
CONDITION = re.compile(r"\[(<=|>=|<>|<|>|=)\s*(-?[0-9]+(?:\.[0-9]+)?)\]")
OPERATORS: dict[str, Callable[[float, float], bool]] = {
    "<=": operator.le,
    ">=": operator.ge,
    "<>": operator.ne,
    "<": operator.lt,
    ">": operator.gt,
    "=": operator.eq,
}
# A colour ([Red]), a width (_-) and a filling (*) are no words; a currency ([$€-413]) is.
CURRENCY = re.compile(r"\[\$([^\]-]*)(?:-[^\]]*)?\]")
NO_WORDS = re.compile(r"\[[^\]]*\]|[_*].")
WORDED = re.compile(
    r"""((?:"[^"]*"|\\.|[-+ ~±<>()/:%€$£])*)"""
    r"""(General|(?:[#0.,? ]|\\ )*[#0?])"""
    r"""((?:"[^"]*"|\\.|[-+ ~±<>()/:%€$£])*)"""
)
LITERALS = re.compile(r'"([^"]*)"|\\(.)')
NOT_BARE = re.compile(f"{LITERALS.pattern}|{NO_WORDS.pattern}")
# A comma right before the dot, or at the end, shows the number in thousands.
DIGITS = re.compile(r"(?P<whole>(?:[#0?, ]*[#0?])? *)(?:\.(?P<decimals>[#0?]+))?")
# How the format for amounts shows a zero: a dash, and perhaps the currency.
DASH = re.compile(r"[€$£ ]*-[€$£ ]*")
OF_A_TEXT = re.compile(r"""((?:"[^"]*"|\\.|[^@"\\])*)@((?:"[^"]*"|\\.|[^@"\\])*)""")
FORM = "De opmaak van dit getal toont iets anders dan het getal zelf. Verwacht: wat er staat, als tekst."
MOST_SECTIONS = 4
LARGEST = 10**15  # of larger numbers a float carries no unit


class Look(NamedTuple):
    """What a format shows of a number: words before it, the pattern of its digits, words after it."""

    before: str = ""
    digits: str = "General"
    after: str = ""
    is_percent: bool = False  # a hundred times the number is shown: 0% does that, 0"%" does not

    @property
    def words(self) -> str:
        """The words as one line: the unit, or what changes the meaning ('ca.')."""
        return line(f"{self.before} {self.after}")


def look(number: float, code: str) -> Look:
    """Return what a format shows of a number.

    Raise NotationError where the format shows another number, or where its section cannot be known.
    """
    if code in {"", "General", "@"}:
        return Look()
    form = section(number, code)
    worded = NO_WORDS.sub("", CURRENCY.sub(r'"\1"', form))
    if number == 0 and DASH.fullmatch(literal(worded)):
        return Look(literal(worded), digits="")
    found = WORDED.fullmatch(worded)
    percents = bare(form).count("%")
    if not found or percents > 1:
        raise NotationError(FORM)
    digits = found[2].replace("\\", "")
    if digits != "General" and not DIGITS.fullmatch(digits):
        raise NotationError(FORM)
    return Look(literal(found[1]), digits, literal(found[3]), percents == 1)


def literal(form: str) -> str:
    """Return a part of a format as it is shown: without quotes and backslashes."""
    return LITERALS.sub(r"\1\2", form)


def bare(code: str) -> str:
    """Return a format without what is shown as it stands: words within quotes, colours, widths."""
    return NOT_BARE.sub("", code)


def sections(code: str) -> list[str]:
    found = list(SECTION.finditer(code))
    ends_twice = len(found) > 1 and found[-2][0] == found[-2][1]  # no semicolon: the end is matched once more
    return [each[1] for each in (found[:-1] if ends_twice else found)]


def section(number: float, code: str) -> str:
    """Return the part of a format that a number is shown by."""
    parts = sections(code)
    if len(parts) > MOST_SECTIONS:
        raise NotationError(FORM)
    if any(CONDITION.search(part) for part in parts):
        return conditional(number, parts)
    if number < 0 and len(parts) > 1:
        if not re.search(r"[-(]|\[[A-Za-z]", parts[1]):  # no sign, no brackets and no colour either
            raise NotationError(FORM)
        return parts[1]
    return parts[2] if number == 0 and len(parts) > 2 else "".join(parts[:1])


def conditional(number: float, parts: list[str]) -> str:
    """Return the first part of which the condition holds; the last one of two or three may have none."""
    for place, part in enumerate(parts[:3]):
        found = CONDITION.search(part)
        if found and OPERATORS[found[1]](number, float(found[2])):
            return CONDITION.sub("", part)
        if not found and place == len(parts[:3]) - 1:
            return part
        if not found:
            break
    raise NotationError(FORM)


def of_text(text: str, code: str) -> str | None:
    """Return a text as its format shows it: 30 under "Ca. "@ reads 'Ca. 30'; None if nothing is shown.

    The fourth part of a format is for texts, or the last one that holds an ``@``.
    """
    parts = sections(code)
    is_fourth = len(parts) >= MOST_SECTIONS
    form = NO_WORDS.sub("", parts[MOST_SECTIONS - 1] if is_fourth else parts[-1])
    if "@" in bare(form):
        found = OF_A_TEXT.fullmatch(form)
        return f"{literal(found[1])}{text}{literal(found[2])}" if found else text
    if is_fourth and not bare(form).strip():
        return literal(form) if literal(form).strip() else None
    return text


def plain(number: float) -> str:
    """Return the digits of a number that has no format."""
    return f"{number:.14g}".replace(".", ",")


def printed(number: float, code: str) -> str:
    """Return a number as its format shows it: 'Ca. 30', '0012', '1,10'."""
    return seen(number, look(number, code))


def seen(number: float, shown: Look) -> str:
    """Return a number with what was found that its format shows."""
    return line(f"{shown.before}{signed(number, shown)}{shown.after}")


def signed(number: float, shown: Look) -> str:
    """Return the digits, with a minus unless the words have a sign or brackets of their own."""
    times = 100 if shown.is_percent else 1
    digits = written(abs(number) * times, shown.digits)
    return digits if number >= 0 or set("-(") & set(shown.before) else f"-{digits}"


def written(number: float, pattern: str) -> str:
    """Return a number of at least zero by a pattern of digits: 1.1 by 0.00 gives 1,10."""
    found = DIGITS.fullmatch(pattern)
    if not found or number >= LARGEST:
        return plain(number)
    decimals = found["decimals"] or ""
    rounded = Decimal(f"{number:.15g}").quantize(Decimal(1).scaleb(-len(decimals)), ROUND_HALF_UP)
    whole, _, rest = f"{rounded:f}".partition(".")
    while rest and decimals[len(rest) - 1] != "0" and rest[-1] == "0":
        rest = rest[:-1]
    return grouped(whole, found["whole"]) + (f",{rest}" if rest else "")


def is_rounded(number: float, pattern: str) -> bool:
    """Say whether a pattern of digits shows fewer decimals than a number has."""
    found = DIGITS.fullmatch(pattern)
    if not found or abs(number) >= LARGEST:
        return False
    exact = Decimal(f"{number:.15g}")
    return exact != round(exact, len(found["decimals"] or ""))


def grouped(whole: str, pattern: str) -> str:
    """Return a whole number with as many zeros before it, and its thousands as apart, as the pattern says."""
    least = pattern.count("0")
    whole = whole.lstrip("0").zfill(least) if least or whole.strip("0") == "" else whole
    if "," in pattern and len(whole) > 3 and whole.isdigit():
        return f"{int(whole):,}".replace(",", ".").zfill(len(whole))
    return f"{whole[:-3]} {whole[-3:]}" if " " in pattern.strip() and len(whole) > 3 else whole
