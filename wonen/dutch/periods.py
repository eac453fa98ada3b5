"""The period that a figure is about: a day, a year, a span of years, up to a year, or not named."""

from __future__ import annotations

import datetime
import re
from dataclasses import dataclass

from wonen.dutch.single_line_text import line

FIRST_YEAR, LAST_YEAR = 1990, 2100
PERIOD_SENTENCE = (
    "Een periode is een jaar (2020), een reeks jaren (2017-2020), een dag (31-12-2020) of 'tot' een jaar "
    f"(tot 2030), tussen {FIRST_YEAR} en {LAST_YEAR}. Leeg: de bron noemt geen periode."
)
YEAR_SENTENCE = f"Een jaar bestaat uit vier cijfers, van {FIRST_YEAR} tot en met {LAST_YEAR}."
DATE_SENTENCE = f"Een datum is dag-maand-jaar, bijvoorbeeld 31-12-2020, tussen {FIRST_YEAR} en {LAST_YEAR}."
SPAN = re.compile(r"([0-9]{4})(?:\s*(?:-|–|t/m)\s*([0-9]{4}))?")  # noqa: RUF001 - people type that dash
UNTIL = re.compile(r"(?:tot|tot en met|t/m)\s+([0-9]{4})")
DAY = re.compile(r"([0-9]{1,2})[-/]([0-9]{1,2})[-/]([0-9]{4}|[0-9]{2})")
# As programs write a day, with a midnight that nobody meant.
ISO_DAY = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})(?:[tT ]00:00(?::00(?:\.0+)?)?)?")
CENTURIES = (1900, 2000)


class NotationError(ValueError):
    """What was written cannot be read with certainty; the message is a Dutch sentence for its writer."""


@dataclass(frozen=True)
class Period:
    """First and last day, both inclusive. Without a first day it runs up to a year; without both: unknown."""

    starts_on: datetime.date | None = None
    ends_on: datetime.date | None = None

    @classmethod
    def of_year(cls, year: int) -> Period:
        return cls.of_years(year, year)

    @classmethod
    def of_years(cls, first: int, last: int) -> Period:
        return cls(datetime.date(first, 1, 1), datetime.date(last, 12, 31))

    @classmethod
    def of_day(cls, day: datetime.date) -> Period:
        return cls(day, day)

    @classmethod
    def until(cls, year: int) -> Period:
        return cls(None, datetime.date(year, 12, 31))

    @property
    def is_day(self) -> bool:
        return self.starts_on is not None and self.starts_on == self.ends_on

    @property
    def shape(self) -> tuple[str, int]:
        """What must be equal for two periods to be compared: a year with a year, three years with three."""
        if self.ends_on is None:
            return ("unknown", 0)
        if self.starts_on is None:
            return ("until", 0)
        return ("day", 0) if self.is_day else ("years", self.ends_on.year - self.starts_on.year)

    def shifted(self, years: int) -> Period:
        """Return the same period so many years later; what runs up to a year, or is unknown, stays."""
        if self.starts_on is None or self.ends_on is None:
            return self
        return Period(_later(self.starts_on, years), _later(self.ends_on, years))

    def __str__(self) -> str:
        """Return the period as the brochure prints it: '2020', '2017-2020', '31-12-2020', 'tot 2030', ''."""
        if self.ends_on is None:
            return ""
        if self.starts_on is None:
            return f"tot {self.ends_on.year}"
        if self.is_day:
            return print_date(self.ends_on)
        first, last = self.starts_on.year, self.ends_on.year
        return f"{first}" if first == last else f"{first}-{last}"


def _later(day: datetime.date, years: int) -> datetime.date:
    leap_day = (day.month, day.day) == (2, 29)
    return day.replace(year=day.year + years, day=28) if leap_day else day.replace(year=day.year + years)


def print_date(day: datetime.date) -> str:
    return f"{day.day}-{day.month}-{day.year}"


def read_period(text: str) -> Period:
    """Read a period in Dutch notation; raise NotationError for what cannot be read with certainty."""
    text = line(text).lower()
    if not text:
        return Period()
    if DAY.fullmatch(text) or ISO_DAY.fullmatch(text):
        return Period.of_day(read_date(text))
    if found := UNTIL.fullmatch(text):
        year = int(found[1])
        if _is_known_year(year):
            return Period.until(year)
    if found := SPAN.fullmatch(text):
        first, last = int(found[1]), int(found[2] or found[1])
        if _is_known_year(first) and _is_known_year(last) and first <= last:
            return Period.of_years(first, last)
    raise NotationError(PERIOD_SENTENCE)


def read_date(text: str) -> datetime.date:
    """Read a day in Dutch notation; raise NotationError for what is no day."""
    text = line(text)
    found, iso = DAY.fullmatch(text), ISO_DAY.fullmatch(text)
    day, month, year = found.groups() if found else reversed(iso.groups()) if iso else ("", "", "")
    try:
        return datetime.date(full_year(year), int(month), int(day))
    except ValueError as error:
        raise NotationError(DATE_SENTENCE) from error


def full_year(digits: str) -> int:
    """Return the year of four digits, or of two where one century alone makes a year that can be meant.

    Raise NotationError for any other: 97 may be 1997 and 2097.
    """
    years = [century + int(digits) for century in CENTURIES] if len(digits) == 2 else [int(digits)]
    known = [year for year in years if _is_known_year(year)]
    if len(known) != 1:
        raise NotationError(YEAR_SENTENCE)
    return known[0]


def _is_known_year(year: int) -> bool:
    return FIRST_YEAR <= year <= LAST_YEAR
