"""What stands in a cell as a person sees it: a number with the words of its format, a date, a month."""

import datetime

from projects.uploads.reader.planning_parser import MONTHS
from wonen.dutch.periods import NotationError, print_date
from wonen.dutch.single_line_text import line
from wonen.spreadsheets import cells, date_format, number_format
from wonen.spreadsheets.safe_reader.contents import Cell

IS_DATE = "In deze cel staat een datum; misschien heeft de spreadsheet die er zelf van gemaakt."
NO_AMOUNT = "In deze cel staat een bedrag of een percentage. Verwacht: een aantal of een woord."
DATE_FORM = "Van de datum in deze cel is niet alles te zien. Verwacht: een datum (15-3-2024) of een jaar."


def as_text(cell: Cell, *, as_shown: bool = False) -> str:
    """Return the text of a cell; NotationError for a formula, an error or an amount. Not for dates.

    With ``as_shown`` the digits of a number are as its format writes them: 1.1 may show as '1,10', and a year
    as '2.027'. Without, they are the number's own.
    """
    if cell.kind == "f":
        raise NotationError(cells.FORMULA)
    if isinstance(cell.value, bool):
        return cells.shown(cell)
    if isinstance(cell.value, int | float):
        return _number(cell.value, cell.format, as_shown=as_shown)
    return cells.text(cell)


def _number(number: float, code: str, *, as_shown: bool) -> str:
    """Return a number with what its format puts around it: 30 that shows as 'Ca. 30' is not 30."""
    look = number_format.look(number, code)
    if set("%€") & set(look.words):
        raise NotationError(NO_AMOUNT)
    if as_shown:
        return number_format.seen(number, look)
    return line(f"{look.before}{number_format.plain(number)}{look.after}")


def is_date(cell: Cell) -> bool:
    return isinstance(cell.value, datetime.date)


def date_as_text(cell: Cell) -> str:
    """Return the day, the month, the quarter or the year that a cell shows, and no more of it than that."""
    moment, seen = cell.value, date_format.visible(cell.format)
    if date_format.says_more(cell.format) or "y" not in seen:
        raise NotationError(DATE_FORM)
    if {"d", "m"} <= seen:
        return print_date(moment)
    if {"m", "y"} <= seen <= {"m", "q", "y"}:
        return f"{MONTHS[moment.month - 1][0]} {moment.year}"
    if seen == {"q", "y"}:
        return f"Q{date_format.quarter(moment)} {moment.year}"
    if seen == {"y"}:
        return str(moment.year)
    raise NotationError(DATE_FORM)
