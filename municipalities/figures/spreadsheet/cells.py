"""Reads one cell of a spreadsheet as people fill it in; what cannot be read with certainty is refused."""

import datetime
import re
from collections.abc import Mapping
from decimal import Decimal

from municipalities.models.figures import YEAR_SENTENCE, Figure
from municipalities.models.indicators import MOST_DECIMALS, Indicator
from municipalities.models.rent_limits import Capping
from wonen.dutch.legible import SPREADSHEET_ERROR
from wonen.dutch.numbers import LARGEST, expected, read_number, read_value, refuse_two_ways
from wonen.dutch.periods import (
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
from wonen.dutch.single_line_text import line
from wonen.spreadsheets import date_format, number_format
from wonen.spreadsheets.safe_reader.contents import Cell
from wonen.spreadsheets.text import LONGEST_TEXT, plain
from wonen.spreadsheets.workbook import MOST_DIGITS

LARGE = 10 ** (MOST_DIGITS - MOST_DECIMALS)
FORMULA = "In deze cel staat een formule. Verwacht: de uitkomst zelf (plakken als waarde)."
NO_TEXT = "Verwacht: tekst."
TOO_LONG = f"De tekst is te lang. Verwacht: hoogstens {LONGEST_TEXT // 1000}.000 tekens."
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
IS_ERROR = "In deze cel staat een fout van de spreadsheet ({}). Verwacht: wat er had moeten staan."
TOO_NARROW = re.compile("#{2,}")
WIDEN = (
    "In deze cel staan alleen hekjes: de kolom was te smal toen het bestand werd bewaard. Maak de kolom "
    "breder, en bewaar het bestand opnieuw."
)
# What Excel shows of a number below one in the format of a date: openpyxl reads that as a time.
DAY_ZERO = "0-1-1900"
ROUND = re.compile(r"\s*[,.]-{1,2}\s*")  # after a whole amount: '€ 90,-'


def shown(cell: Cell) -> str:
    """Return what a person sees in the cell, to point at it."""
    value = cell.value
    if isinstance(value, datetime.datetime):
        return shown_date(value, cell.format)
    if isinstance(value, datetime.time) and date_format.shows_day(cell.format):
        return f"{DAY_ZERO} {value}" if value > datetime.time() else DAY_ZERO
    if isinstance(value, bool):
        return "WAAR" if value else "ONWAAR"
    if isinstance(value, int | float):
        return shown_number(value, cell.format)
    return "" if value is None else str(value)[:200]


def shown_date(moment: datetime.datetime, code: str) -> str:
    """Return a day as Dutch people write it, and what shows less, or more, than a day as it stands there."""
    if not date_format.shows_day(code):
        return date_format.printed(moment, code)
    return print_date(moment) if moment.time() == datetime.time() else f"{moment:%d-%m-%Y %H:%M:%S}"


def shown_number(number: float, code: str) -> str:
    """Return a number by its format, and as it is where the format rounds it: a person can find both.

    One that the format shows otherwise comes as it is.
    """
    try:
        look = number_format.look(number, code)
    except NotationError:
        return number_format.plain(number)
    seen = number_format.seen(number, look)
    times = 100 if look.is_percent else 1
    if number_format.is_rounded(number * times, look.digits):
        return f"{seen} (in de cel: {number_format.plain(number * times)}{'%' if look.is_percent else ''})"
    return seen


def refuse_error(cell: Cell) -> None:
    """Refuse what a spreadsheet shows where it failed: nobody typed that."""
    found = line(cell.value)
    if cell.kind != "e" and TOO_NARROW.fullmatch(found):
        raise NotationError(WIDEN)
    if cell.kind == "e" or re.fullmatch(SPREADSHEET_ERROR, found):
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
    if not isinstance(cell.value, int | float):
        return shown(cell)
    return number_format.printed(cell.value, cell.format)


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
    if not date_format.shows_day(cell.format) or moment.time() != datetime.time():
        raise NotationError(sentence)
    if not FIRST_YEAR <= moment.year <= LAST_YEAR:
        raise NotationError(sentence)
    return datetime.date(moment.year, moment.month, moment.day)


def year(cell: Cell) -> int | None:
    if cell.kind == "f":
        raise NotationError(FORMULA)
    if cell.is_empty:
        return None
    written = line(cell.value) if isinstance(cell.value, str) else whole(cell, YEAR_SENTENCE)
    if not re.fullmatch("[0-9]{4}", written) or not FIRST_YEAR <= int(written) <= LAST_YEAR:
        raise NotationError(YEAR_SENTENCE)
    return int(written)


def whole(cell: Cell, sentence: str) -> str:
    number = cell.value
    is_whole = isinstance(number, int) or (isinstance(number, float) and number.is_integer())
    if not is_whole or isinstance(number, bool) or number_format.look(number, cell.format).words:
        raise NotationError(sentence)
    return str(int(number))


def status(cell: Cell) -> str:
    return chosen(cell, STATUSES, STATUS_SENTENCE) or Figure.Status.DEFINITIVE.value


def capping(cell: Cell) -> str:
    return chosen(cell, CAPPINGS, "Verwacht: laag of hoog, of leeg.")


def chosen(cell: Cell, choices: Mapping[str, str], sentence: str) -> str:
    written = line(text(cell)).lower()
    if written and written not in choices:
        raise NotationError(sentence)
    return choices[written] if written else ""
