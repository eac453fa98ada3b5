"""Which figures make the gemeentekaart of a bod year, and which period an empty place on it is for.

The bod for a year must be there on 1 July of the year before (Woningwet, art. 44). Its card holds what became
known in the twelve months up to that day; what was known before is the former card.
"""

import datetime

from municipalities.periods import Period


def window(year: int) -> tuple[datetime.date, datetime.date]:
    """Return the days of the card of a bod year: known after the first, and at last on the second."""
    return datetime.date(year - 2, 7, 1), datetime.date(year - 1, 7, 1)


def coming(today: datetime.date) -> int:
    """Return the bod year whose card is being filled on a day."""
    return today.year + (1 if (today.month, today.day) <= (7, 1) else 2)


def years_between(known_since: datetime.date, year: int) -> int:
    """Return by how many whole years a former day must move to fall in the window of a bod year."""
    years = year - 1 - known_since.year
    return years if (known_since.month, known_since.day) <= (7, 1) else years - 1


def proposed(previous_period: Period | None, previous_known_since: datetime.date | None, year: int) -> Period:
    """Return the period of which the card of a bod year wants the figure, given the former figure."""
    if previous_period is None or previous_known_since is None:
        return Period.of_year(year - 2)
    # 'tot 2030' without a reference date is known from its own end: no later one follows from it.
    if previous_period.starts_on is None and previous_period.ends_on == previous_known_since:
        return Period.of_year(year - 2)
    return previous_period.shifted(years_between(previous_known_since, year))
