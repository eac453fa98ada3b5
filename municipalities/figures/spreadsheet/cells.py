"""Reads the cells that only a figure has: its value in the unit of its indicator, its status, its capping."""

import re
from decimal import Decimal

from municipalities.models.figures import YEAR_SENTENCE, Figure
from municipalities.models.indicators import MOST_DECIMALS, Indicator
from municipalities.models.rent_limits import Capping
from wonen.dutch.numbers import LARGEST, expected, read_number, read_value, refuse_two_ways
from wonen.dutch.periods import (
    FIRST_YEAR,
    LAST_YEAR,
    NotationError,
)
from wonen.dutch.single_line_text import line
from wonen.spreadsheets import number_format
from wonen.spreadsheets.cells import FORMULA, chosen, refuse_error, whole
from wonen.spreadsheets.safe_reader.contents import Cell
from wonen.spreadsheets.workbook import MOST_DIGITS

LARGE = 10 ** (MOST_DIGITS - MOST_DECIMALS)
# Words that say no more of a number than that things are counted, and the things that are counted here.
PIECES = {"st", "st.", "stuks", "stk", "stk."}
COUNTED = {
    "woning", "woningen", "huurder", "huurders", "huurwoningen", "huishoudens", "bewoners", "inwoners",
    "personen", "projecten",
}  # fmt: skip
SCALES = {"duizend", "miljoen", "miljard", "mln", "mrd", "k", "m", "procent", "promille", "per"}
CAPPINGS = {text.lower(): code for code, label in Capping.choices for text in (code, str(label))}
STATUSES = {text: code for code, label in Figure.Status.choices for text in (code, str(label))}
STATUS_SENTENCE = (
    f"Verwacht: {', '.join(str(label) for label in Figure.Status.labels)}, of leeg (definitief)."
)
ROUND = re.compile(r"\s*[,.]-{1,2}\s*")  # after a whole amount: '€ 90,-'


def value(cell: Cell, indicator: Indicator) -> Decimal | None:
    """Read the value of a figure. More decimals than the indicator takes are judged where it would change."""
    unit = indicator.unit
    if cell.kind == "f":
        raise NotationError(FORMULA)
    if cell.is_empty:
        return None
    if isinstance(cell.value, str):
        refuse_error(cell)
        refuse_two_ways(cell.value, unit, indicator.decimals, by_commas=cell.by_commas)
    try:
        return any_value(cell, indicator)
    except NotationError as error:
        of_format = str(error) if str(error) == number_format.FORM else ""
        raise NotationError(of_format or expected(unit, indicator.decimals)) from error


def any_value(cell: Cell, indicator: Indicator) -> Decimal:
    number, unit = cell.value, indicator.unit
    if isinstance(number, str):
        return read_value(number, unit, MOST_DECIMALS)
    if isinstance(number, bool) or not isinstance(number, int | float) or abs(number) >= LARGEST:
        raise NotationError
    look = number_format.look(number, cell.format)
    if not fits_unit(number, look, indicator):
        raise NotationError
    if look.is_percent:
        return read_number(Decimal(f"{number:.14g}") * 100, unit, MOST_DECIMALS)
    # In a large number the digits that a float carries no further may be the decimals.
    return read_number(Decimal(repr(number)) if abs(number) >= LARGE else number, unit, MOST_DECIMALS)


def fits_unit(number: float, look: number_format.Look, indicator: Indicator) -> bool:
    """Say whether a format puts no more around a number than its unit: '8,4 jaar', and not 'ca. 8,4'.

    A sign that is not the number's own says something else too: '≥ 90', '$ 90', '(90)', '90-'.
    """
    after = ROUND.sub("", look.after)
    if not look.before and counts(after, indicator):
        return True
    said, unit = f"{look.before} {after}", indicator.unit
    letters, signs = "".join(re.findall(r"\w+", said)), set(re.sub(r"[\w\s]", "", said))
    own = set(unit) | (set("-()") if number <= 0 else set())
    return letters.casefold() in {"", "".join(re.findall(r"\w+", unit)).casefold()} and signs <= own


def counts(words: str, indicator: Indicator) -> bool:
    """Say whether words only name what an indicator counts: '90 st.', or as in its own name '90 huurders'.

    Any other word may change the value ('90 mln') or put it in doubt ('90 geschat').
    """
    if indicator.unit not in {"", *COUNTED}:
        return False
    word = line(words).casefold()
    named = re.findall(r"[^\W\d_]+", f"{indicator.name} {indicator.unit}".casefold())
    if not indicator.unit and word in COUNTED:
        return True
    return word in PIECES or (word in named and word not in SCALES)


def year(cell: Cell) -> int | None:
    if cell.kind == "f":
        raise NotationError(FORMULA)
    if cell.is_empty:
        return None
    written = line(cell.value) if isinstance(cell.value, str) else whole(cell, YEAR_SENTENCE)
    if not re.fullmatch("[0-9]{4}", written) or not FIRST_YEAR <= int(written) <= LAST_YEAR:
        raise NotationError(YEAR_SENTENCE)
    return int(written)


def status(cell: Cell) -> str:
    return chosen(cell, STATUSES, STATUS_SENTENCE) or Figure.Status.DEFINITIVE.value


def capping(cell: Cell) -> str:
    return chosen(cell, CAPPINGS, "Verwacht: laag of hoog, of leeg.")
