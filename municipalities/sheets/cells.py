"""Reads one cell of a spreadsheet as people fill it in; what cannot be read with certainty is refused."""

import datetime
import re
from collections.abc import Mapping
from decimal import Decimal

from municipalities.figures import YEAR_SENTENCE, Figure
from municipalities.indicators import MOST_DECIMALS, Indicator
from municipalities.lines import line
from municipalities.notation import (
    LARGEST,
    PERCENT,
    expected,
    read_number,
    read_value,
    refuse_two_ways,
)
from municipalities.periods import (
    DATE_SENTENCE,
    FIRST_YEAR,
    LAST_YEAR,
    PERIOD_SENTENCE,
    NotationError,
    Period,
    print_date,
    read_date,
    read_period,
)
from municipalities.rent_limits import Capping
from municipalities.sheets import number_format
from municipalities.sheets.contents import Cell
from municipalities.sheets.text import LONGEST_TEXT, plain
from municipalities.sheets.workbook import MOST_DIGITS

LARGE = 10 ** (MOST_DIGITS - MOST_DECIMALS)
FORMULA = "In deze cel staat een formule. Verwacht: de uitkomst zelf (plakken als waarde)."
NO_TEXT = "Verwacht: tekst."
TOO_LONG = f"De tekst is te lang. Verwacht: hoogstens {LONGEST_TEXT // 1000}.000 tekens."
CAPPINGS = {text.lower(): code for code, label in Capping.choices for text in (code, str(label))}
STATUSES = {text: code for code, label in Figure.Status.choices for text in (code, str(label))}
STATUS_SENTENCE = (
    f"Verwacht: {', '.join(str(label) for label in Figure.Status.labels)}, of leeg (definitief)."
)
IS_ERROR = "In deze cel staat een fout van de spreadsheet ({}). Verwacht: wat er had moeten staan."
# #VERW!, #NAAM?, #DEEL/0!, #N/B and #N/A, #NV, ##### and Err:502, in whatever language.
ERROR = re.compile(r"#[^\W\d_][^\s#]{1,20}[!?]|#N/?[A-Z]{1,2}|#{2,}|(?:Err|Fout):[0-9]{3}|#GETTING_DATA")
ROUND = re.compile(r"\s*[,.]-{1,2}\s*")  # after a whole amount: '€ 90,-'


def shown(cell: Cell) -> str:
    """Return what a person sees in the cell, to point at it."""
    value = cell.value
    if isinstance(value, datetime.datetime):
        return print_date(value.date()) if value.time() == datetime.time() else f"{value:%d-%m-%Y %H:%M:%S}"
    if isinstance(value, bool):
        return "WAAR" if value else "ONWAAR"
    if isinstance(value, int | float) and PERCENT in number_format.bare(cell.format):
        return f"{value * 100:.14g}%".replace(".", ",")
    if isinstance(value, float):
        return f"{value:.14g}".replace(".", ",")
    return "" if value is None else str(value)[:200]


def refuse_error(cell: Cell) -> None:
    """Refuse what a spreadsheet shows where it failed: nobody typed that."""
    found = line(cell.value)
    if cell.kind == "e" or ERROR.fullmatch(found):
        raise NotationError(IS_ERROR.format(found))


def text(cell: Cell) -> str:
    """Read text; a number that stands there (a code, a year) is taken as it is written."""
    if cell.kind == "f":
        raise NotationError(FORMULA)
    if isinstance(cell.value, bool | datetime.date | datetime.time | datetime.timedelta):
        raise NotationError(NO_TEXT)
    if isinstance(cell.value, str):
        refuse_error(cell)
        if len(cell.value) > LONGEST_TEXT:
            raise NotationError(TOO_LONG)
        return plain(cell.value)
    if PERCENT in number_format.bare(cell.format) or not isinstance(cell.value, int | float):
        return shown(cell)
    return number_format.printed(cell.value, shown(cell), cell.format)


def value(cell: Cell, indicator: Indicator) -> Decimal | None:
    """Read the value of a figure. More decimals than the indicator takes are judged where it would change."""
    unit = indicator.unit
    if cell.kind == "f":
        raise NotationError(FORMULA)
    if cell.is_empty:
        return None
    if isinstance(cell.value, str):
        refuse_error(cell)
        refuse_two_ways(cell.value, unit, indicator.decimals)
    try:
        return any_value(cell, unit, MOST_DECIMALS)
    except NotationError as error:
        raise NotationError(expected(unit, indicator.decimals)) from error


def any_value(cell: Cell, unit: str, decimals: int) -> Decimal:
    number = cell.value
    if isinstance(number, str):
        return read_value(number, unit, decimals)
    if isinstance(number, bool) or not isinstance(number, int | float) or abs(number) >= LARGEST:
        raise NotationError
    if not fits_unit(number, cell.format, unit):
        raise NotationError
    if number_format.scales(number, cell.format):
        return read_number(Decimal(f"{number:.14g}") * 100, unit, decimals)
    # In a large number the digits that a float carries no further may be the decimals.
    return read_number(Decimal(repr(number)) if abs(number) >= LARGE else number, unit, decimals)


def fits_unit(number: float, code: str, unit: str) -> bool:
    """Say whether a format puts no more around a number than its unit: '8,4 jaar', and not 'ca. 8,4'.

    A sign that is not the number's own says something else too: '≥ 90', '$ 90', '(90)', '90-'.
    """
    before, _, after = number_format.around(number, code)
    said = f"{before} {ROUND.sub('', after)}"
    letters, signs = "".join(re.findall(r"\w+", said)), set(re.sub(r"[\w\s]", "", said))
    own = set(unit) | (set("-()") if number <= 0 else set())
    return letters.casefold() in {"", "".join(re.findall(r"\w+", unit)).casefold()} and signs <= own


def period(cell: Cell) -> Period:
    if cell.kind == "f":
        raise NotationError(FORMULA)
    if isinstance(cell.value, datetime.datetime):
        return Period.of_day(shown_day(cell, PERIOD_SENTENCE))
    if isinstance(cell.value, str):
        return read_period(cell.value)
    return Period() if cell.value is None else read_period(whole(cell, PERIOD_SENTENCE))


def day(cell: Cell) -> datetime.date | None:
    if cell.kind == "f":
        raise NotationError(FORMULA)
    if cell.is_empty:
        return None
    if isinstance(cell.value, datetime.datetime):
        return shown_day(cell, DATE_SENTENCE)
    return read_date(cell.value if isinstance(cell.value, str) else "")


def shown_day(cell: Cell, sentence: str) -> datetime.date:
    """Return the day of a cell that shows one: a cell that shows only the year may hold any day of it."""
    moment = cell.value
    visible = set(number_format.bare(cell.format).lower())
    is_midnight = moment.time() == datetime.time()
    is_bare = is_midnight and not number_format.says_more(cell.format)
    if not (is_bare and {"d", "m"} <= visible and visible & {"y", "j"}):
        raise NotationError(sentence)
    if not FIRST_YEAR <= moment.year <= LAST_YEAR:
        raise NotationError(sentence)
    return datetime.date(moment.year, moment.month, moment.day)


def year(cell: Cell) -> int | None:
    if cell.kind == "f":
        raise NotationError(FORMULA)
    if cell.is_empty:
        return None
    written = cell.value.strip() if isinstance(cell.value, str) else whole(cell, YEAR_SENTENCE)
    if not re.fullmatch("[0-9]{4}", written) or not FIRST_YEAR <= int(written) <= LAST_YEAR:
        raise NotationError(YEAR_SENTENCE)
    return int(written)


def whole(cell: Cell, sentence: str) -> str:
    number = cell.value
    is_whole = isinstance(number, int) or (isinstance(number, float) and number.is_integer())
    if not is_whole or isinstance(number, bool) or number_format.words(number, cell.format):
        raise NotationError(sentence)
    return str(int(number))


def status(cell: Cell) -> str:
    return chosen(cell, STATUSES, STATUS_SENTENCE) or Figure.Status.DEFINITIVE.value


def capping(cell: Cell) -> str:
    return chosen(cell, CAPPINGS, "Verwacht: laag of hoog, of leeg.")


def chosen(cell: Cell, choices: Mapping[str, str], sentence: str) -> str:
    written = " ".join(text(cell).split()).lower()
    if written and written not in choices:
        raise NotationError(sentence)
    return choices[written] if written else ""
