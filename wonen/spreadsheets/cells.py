"""Reads one cell of a spreadsheet as people fill it in; what cannot be read with certainty is refused."""

import datetime
import re
from collections.abc import Mapping

from wonen.dutch.legible import SPREADSHEET_ERROR
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

FORMULA = "In deze cel staat een formule. Verwacht: de uitkomst zelf (plakken als waarde)."
NO_TEXT = "Verwacht: tekst."
TOO_LONG = f"De tekst is te lang. Verwacht: hoogstens {LONGEST_TEXT // 1000}.000 tekens."
IS_ERROR = "In deze cel staat een fout van de spreadsheet ({}). Verwacht: wat er had moeten staan."
TOO_NARROW = re.compile("#{2,}")
WIDEN = (
    "In deze cel staan alleen hekjes: de kolom was te smal toen het bestand werd bewaard. Maak de kolom "
    "breder, en bewaar het bestand opnieuw."
)
# What Excel shows of a number below one in the format of a date: openpyxl reads that as a time.
DAY_ZERO = "0-1-1900"


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


def whole(cell: Cell, sentence: str) -> str:
    number = cell.value
    is_whole = isinstance(number, int) or (isinstance(number, float) and number.is_integer())
    if not is_whole or isinstance(number, bool) or number_format.look(number, cell.format).words:
        raise NotationError(sentence)
    return str(int(number))


def chosen(cell: Cell, choices: Mapping[str, str], sentence: str) -> str:
    written = line(text(cell)).lower()
    if written and written not in choices:
        raise NotationError(sentence)
    return choices[written] if written else ""
