"""Which year's overview a page shows: the one asked for, or the one that says most."""

from dataclasses import dataclass
from typing import Any

from django.http import QueryDict
from django.utils import timezone

from projects.models.querysets import ProjectQuerySet
from wonen.dutch.form_fields import AddressForm, WholeNumberField
from wonen.dutch.periods import FIRST_YEAR, LAST_YEAR, YEAR_SENTENCE

REACH = 4

YEAR_ERRORS = dict.fromkeys(("invalid", "min_value", "max_value"), YEAR_SENTENCE)


class YearForm(AddressForm):
    jaar = WholeNumberField(
        label="Jaar",
        required=False,
        min_value=FIRST_YEAR,
        max_value=LAST_YEAR,
        error_messages=YEAR_ERRORS,
    )


@dataclass(frozen=True)
class YearChoice:
    """The chosen year, the years to go to from there, or the sentence that says what was wrong."""

    year: int
    years: tuple[int, ...]
    asked: bool
    error: str = ""

    @property
    def status(self) -> int:
        return 400 if self.error else 200

    @property
    def today(self) -> int:
        return timezone.localdate().year


def choose_year(query: QueryDict, projects: ProjectQuerySet) -> YearChoice:
    """Take the year from the address; without one this year, or the last year with planning before it."""
    form = YearForm(query)
    asked: Any = form.cleaned_data.get("jaar") if form.is_valid() else None
    today = timezone.localdate().year
    first, last = projects.years() or (today, today)
    year = asked or min(today, last)
    start = max(min(first, year) - 1, year - REACH, FIRST_YEAR)
    end = min(max(last, year) + 1, year + REACH, LAST_YEAR)
    error = " ".join(map(str, form.errors.get("jaar", ())))
    return YearChoice(year, tuple(range(start, end + 1)), asked is not None, error)
