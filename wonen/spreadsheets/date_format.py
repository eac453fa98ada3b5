"""What the format of a date shows of it: the whole day, a month, a quarter, a year, or something more."""

import datetime
import re

from django.utils import dateformat

from wonen.dutch.single_line_text import line
from wonen.spreadsheets.number_format import LITERALS, NO_WORDS, bare, literal, sections

ISO = "yyyy-mm-dd"
# The parts of a date, as Django names them.
PARTS = {
    "yyyy": "Y", "yy": "y", "mmmm": "F", "mmm": "b", "mm": "m", "m": "n", "dddd": "l", "ddd": "D", "dd": "d",
    "d": "j", "hh": "H", "h": "G", "minutes": "i", "ss": "s", "s": "s",
}  # fmt: skip
# What stands between the parts of a date; any other sign beside it says something of the date.
BETWEEN = r"\s\-/.,:'"
# Words that name the quarter beside them.
OF_A_QUARTER = re.compile(r"[qk]|e?\s*(?:kwartaal|kw\.?)", re.IGNORECASE)
TOKEN = re.compile(r'"[^"]*"|\\.|[yj]+|m+|d+|q+|h+|s+|.', re.IGNORECASE)


def visible(code: str) -> set[str]:
    """Return the letters for what a format shows: d, m, q (quarter), y, h and others; the Dutch j is a y."""
    return set(re.findall("[a-z]", bare(sections(code)[0]).lower().replace("j", "y")))


def says_more(code: str) -> bool:
    """Say whether a format puts words or a doubt around a date: 'ca. 2024' is not 2024."""
    first, seen = NO_WORDS.sub("", sections(code)[0]), visible(code)
    literals = "".join(literal(found[0]) for found in LITERALS.finditer(first))
    if "q" in seen:
        literals = OF_A_QUARTER.sub("", literals)
    if "h" in seen:
        literals = literals.replace("T", "")
    return bool(re.search(f"[^{BETWEEN}]", literals) or re.search(rf"[^\w@{BETWEEN}]", bare(first)))


def shows_day(code: str) -> bool:
    """Say whether a format shows day, month and year, and nothing that puts those in doubt."""
    return visible(code) >= {"d", "m", "y"} and not says_more(code)


def quarter(moment: datetime.date) -> int:
    return (moment.month + 2) // 3


def printed(moment: datetime.datetime, code: str) -> str:
    """Return a date as its format shows it: 'ca. 2027', '15 aug'."""
    shown, before = "", ""
    for token in TOKEN.findall(NO_WORDS.sub("", sections(code)[0])):
        letters = token.lower().replace("j", "y") if token[0].isalpha() else ""
        is_minutes = letters[:1] == "m" and before == "h"
        shown += part(moment, "minutes" if is_minutes else letters) if letters else literal(token)
        before = letters[:1] or before
    return line(shown)


def part(moment: datetime.datetime, token: str) -> str:
    """Return one part of a date; a letter that is not known stands for itself."""
    if token[0] == "q":
        return f"{quarter(moment)}"
    return dateformat.format(moment, PARTS[token]) if token in PARTS else token
