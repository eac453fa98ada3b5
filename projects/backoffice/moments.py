"""A moment of a planning as it is typed in one cell: '2027' or 'Q3 2027'."""

from __future__ import annotations

import re

from django import forms
from django.core.exceptions import ValidationError

from wonen.dutch.periods import FIRST_YEAR, LAST_YEAR

Moment = tuple[int | None, int | None]  # year and quarter
NOTHING: Moment = (None, None)
SENTENCE = f"Een moment is een jaar tussen {FIRST_YEAR} en {LAST_YEAR}, zoals 2027, of een kwartaal: Q3 2027."
FORMS = (r"(?:[qk](?P<q>[1-4])[ -]*)?(?P<y>[0-9]{4})", r"(?P<y>[0-9]{4})[ -]*[qk](?P<q>[1-4])")


def read_moment(text: str) -> Moment:
    """Read a moment; an empty text is an unknown one. Raise a ValidationError for anything else."""
    words = " ".join(text.lower().split())
    if not words:
        return NOTHING
    for form in FORMS:
        if found := re.fullmatch(form, words, re.ASCII):
            year, quarter = int(found["y"]), found["q"]
            if FIRST_YEAR <= year <= LAST_YEAR:
                return year, int(quarter) if quarter else None
    raise ValidationError(SENTENCE)


def shifted(moment: Moment, quarters: int) -> Moment:
    """Return a moment so many quarters later (or earlier, below zero).

    Raise a ValidationError where only the year is known and the shift is no whole number of years, and
    where the year would leave the calendar.
    """
    year, quarter = moment
    if year is None:
        return moment
    if quarter is None and quarters % 4:
        raise ValidationError(f"Van {year} is geen kwartaal bekend: verschuif met hele jaren.")
    years, place = divmod((quarter or 1) - 1 + quarters, 4)
    if not FIRST_YEAR <= year + years <= LAST_YEAR:
        raise ValidationError(SENTENCE)
    return year + years, (place + 1 if quarter else None)


class MomentField(forms.CharField):
    """A moment in a form of its own."""

    def __init__(self, *, label: str, help_text: str = "") -> None:
        widget = forms.TextInput({"size": 9, "autocomplete": "off"})
        super().__init__(label=label, help_text=help_text, required=False, max_length=30, widget=widget)

    def clean(self, value: str) -> Moment:
        return read_moment(str(super().clean(value)))
