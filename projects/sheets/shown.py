"""What stands in a cell as a person sees it: a number with the words of its format, a date, a month."""

import datetime

from municipalities.periods import NotationError, print_date
from municipalities.sheets import cells, number_format
from municipalities.sheets.contents import Cell
from projects.sheets.moments import MONTHS

IS_DATE = "In deze cel staat een datum; misschien heeft de spreadsheet die er zelf van gemaakt."
NO_AMOUNT = "In deze cel staat een bedrag of een percentage. Verwacht: een aantal of een woord."
DATE_FORM = "Van de datum in deze cel is niet alles te zien. Verwacht: een datum (15-3-2024) of een jaar."


def as_text(cell: Cell) -> str:
    """Return the text of a cell; NotationError for a formula, an error or an amount. Not for dates."""
    if cell.kind == "f":
        raise NotationError(cells.FORMULA)
    if isinstance(cell.value, bool):
        return cells.shown(cell)
    if isinstance(cell.value, int | float):
        return _number(cell)
    return cells.text(cell)


def _number(cell: Cell) -> str:
    """Return a number with what its format puts around it: 30 that shows as 'Ca. 30' is not 30."""
    if set("%€") & set(number_format.words(cell.value, cell.format)):
        raise NotationError(NO_AMOUNT)
    return number_format.printed(cell.value, cells.shown(cell), cell.format)


def is_date(cell: Cell) -> bool:
    return isinstance(cell.value, datetime.date)


def date_as_text(cell: Cell) -> str:
    """Return the day, the month or the year that a cell shows, and no more of it than that."""
    moment = cell.value
    if number_format.says_more(cell.format):
        raise NotationError(DATE_FORM)
    visible = set(number_format.bare(cell.format).lower())
    shows_year = bool(visible & {"y", "j"})
    if shows_year and {"d", "m"} <= visible:
        return print_date(moment)
    if shows_year and "m" in visible and "h" not in visible:
        return f"{MONTHS[moment.month - 1][0]} {moment.year}"
    if shows_year and not visible & {"d", "m", "h", "s"}:
        return str(moment.year)
    raise NotationError(DATE_FORM)
