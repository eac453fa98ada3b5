"""Which figures stand on the gemeentekaart of a bod, and which period a new figure would be about.

A bod for a year must reach the municipality by 1 July of the year before (Woningwet, art. 44). Its card
holds what became known in the twelve months up to that day.
"""

import datetime

from wonen.dutch.periods import FIRST_YEAR, LAST_YEAR, Period

# The years of a bod of which the card can hold a period that may be written.
FIRST_CARD, LAST_CARD = FIRST_YEAR + 2, LAST_YEAR
YEARS_SENTENCE = f"Een bodjaar bestaat uit vier cijfers, van {FIRST_CARD} tot en met {LAST_CARD}."


def window(year: int) -> tuple[datetime.date, datetime.date]:
    """Return after which day, and until which day, a figure became known that stands on a year's card."""
    return datetime.date(year - 2, 7, 1), datetime.date(year - 1, 7, 1)


def is_on_card(known_since: datetime.date, year: int) -> bool:
    after, until = window(year)
    return after < known_since <= until


def next_bod(today: datetime.date) -> int:
    """Return the year of the bod that is being made on a day."""
    return next(year for year in (today.year + 1, today.year + 2) if today <= window(year)[1])


def years_on(known_since: datetime.date, year: int) -> int | None:
    """Return how many years later than a day the same day lies on a year's card; None if it never does."""
    first = window(year)[0].year - known_since.year
    for years in (first, first + 1):
        shifted = Period.of_day(known_since).shifted(years).ends_on
        if years >= 0 and shifted and is_on_card(shifted, year):
            return years
    return None


def proposed(previous: Period | None, known_since: datetime.date | None, year: int) -> Period:
    """Return the period of the former figure so many years later that it stands on a year's card.

    Without a former figure that is the last calendar year that was over when the bod was made.
    """
    if previous is None or known_since is None:
        return Period.of_year(year - 2)
    # 'Tot 2030' without a reference date is known from its own end: no later one follows from it.
    if previous.starts_on is None and previous.ends_on == known_since:
        return Period.of_year(year - 2)
    years = years_on(known_since, year)
    if years is not None and (previous.ends_on is None or previous.ends_on.year + years <= LAST_YEAR):
        return previous.shifted(years)
    return Period.of_year(year - 2)
