"""Of which day figures are shown: the reference date asked for, or the day that the overview goes by."""

import datetime
from dataclasses import dataclass

from django.http import QueryDict
from django.utils import timezone

from projects.filters.years import YearChoice
from wonen.dutch.filters import DutchDateField
from wonen.dutch.form_fields import AddressForm


class CardForm(AddressForm):
    peildatum = DutchDateField(label="Peildatum", required=False)


@dataclass(frozen=True)
class DayChoice:
    """The day of the card, why it is that day, or the sentence that says what was wrong."""

    day: datetime.date
    asked: bool = False
    for_overview: bool = False
    error: str = ""


def choose_day(query: QueryDict, choice: YearChoice) -> DayChoice:
    """Take the day from the address; else the day of the chosen year."""
    form = CardForm(query)
    if not form.is_valid():
        return DayChoice(timezone.localdate(), error=" ".join(map(str, form.errors["peildatum"])))
    if asked := form.cleaned_data["peildatum"]:
        return DayChoice(asked, asked=True)
    return day_of(choice)


def day_of(choice: YearChoice) -> DayChoice:
    """Return 1 July before the year asked for, when its bod is due; without one, today.

    An overview must reach the municipality by 1 July of the year before (Woningwet, art. 44), so its card
    can hold what was known by then, and nothing later.
    """
    if choice.asked:
        return DayChoice(datetime.date(choice.year - 1, 7, 1), for_overview=True)
    return DayChoice(timezone.localdate())
