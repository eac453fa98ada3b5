"""What a number format puts around a number, and whether it shows another number than the cell holds."""

import operator
import re
from collections.abc import Callable

from municipalities.lines import line
from municipalities.periods import NotationError

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
    r"""((?:"[^"]*"|\\.|[-+ ~±<>()/:%€$£])*)((?:[#0.,? ]|\\ )*[#0?.])((?:"[^"]*"|\\.|[-+ ~±<>()/:%€$£])*)"""
)
LITERALS = re.compile(r'"([^"]*)"|\\(.)')
NOT_BARE = re.compile(r'"[^"]*"|\[[^\]]*\]|\\.|[_*].')
# What stands between the parts of a date; any other sign beside it says something of the date.
BESIDE_A_DATE = r"\s\-/.,:'"
OF_A_TEXT = re.compile(r"""((?:"[^"]*"|\\.|[^@"\\])*)@((?:"[^"]*"|\\.|[^@"\\])*)""")
FORM = "De opmaak van dit getal toont iets anders dan het getal zelf. Verwacht: wat er staat, als tekst."
MOST_SECTIONS = 4


def around(number: float, code: str) -> tuple[str, str, str]:
    """Return what a format shows of a number: words before it, how its digits are written, words after it.

    Raise NotationError where the format shows another number, or where its section cannot be known.
    """
    if code in {"", "General", "@"}:
        return "", "", ""
    form = section(number, code)
    if form.strip() == "General":
        return "", "", ""
    found = WORDED.fullmatch(NO_WORDS.sub("", CURRENCY.sub(r'"\1"', form)))
    if not found:
        raise NotationError(FORM)
    before, after = (LITERALS.sub(r"\1\2", each) for each in (found[1], found[3]))
    return before, found[2], after


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


def words(number: float, code: str) -> str:
    """Return the words around a number as one line: the unit, or what changes its meaning ('ca.')."""
    before, _, after = around(number, code)
    return line(f"{before} {after}")


def bare(code: str) -> str:
    """Return a format without what is shown as it stands: words within quotes, colours, widths."""
    return NOT_BARE.sub("", code)


def scales(number: float, code: str) -> bool:
    """Say whether a format shows a hundred times the number: 0% does, 0"%" does not."""
    return "%" in bare(section(number, code))


def says_more(code: str) -> bool:
    """Say whether a format of a date puts words or a doubt around it: 'ca. 2024' is not 2024."""
    first = sections(code)[0]
    literals = "".join(quoted or single for quoted, single in LITERALS.findall(NO_WORDS.sub("", first)))
    return bool(
        re.search(f"[^{BESIDE_A_DATE}]", literals) or re.search(rf"[^\w@{BESIDE_A_DATE}]", bare(first))
    )


def of_text(text: str, code: str) -> str:
    """Return a text with what its format puts around it: 30 kept as text under "Ca. "@ shows as 'Ca. 30'."""
    found = OF_A_TEXT.fullmatch(NO_WORDS.sub("", sections(code)[-1]))
    if not found:
        return text
    before, after = (LITERALS.sub(r"\1\2", each) for each in found.groups())
    return f"{before}{text}{after}"


def printed(number: float, text: str, code: str) -> str:
    """Return a number, of which the digits are given, as its format shows it: 'Ca. 30', '0012'."""
    before, digits, after = around(number, code)
    return line(f"{before}{text.zfill(len(digits)) if set(digits) == {'0'} else text}{after}")
