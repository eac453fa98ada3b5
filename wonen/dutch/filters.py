"""Choices in an address as Dutch people and programs write them: yes and no, days, years, codes of rows."""

import datetime
import re
from collections.abc import Mapping
from typing import Any

import django_filters
from django import forms
from django.core.exceptions import ValidationError

from wonen.dutch.periods import FIRST_YEAR, LAST_YEAR, YEAR_SENTENCE, NotationError, read_date

ISO_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


NO_CHOICE = "'%(value)s' is hier geen keuze. Kies uit de lijst."
MEANT = "'%(value)s' is hier geen keuze. Bedoelt u %(example)s?"


def meant_by(given: str, rows: Mapping[str, Any]) -> str:
    """Return the code of which somebody gave the name, or the code in other capitals; '' for no such."""
    folded = given.strip().casefold()
    found = (code for code, row in rows.items() if folded in {code.casefold(), str(row).casefold()})
    return next((f"{code} ({rows[code]})" for code in found), "")


def no_choice(field: Any, given: str) -> ValidationError:
    """Return the error of a code that no row has, with the one that was meant if that can be told."""
    rows = {str(getattr(row, field.to_field_name)): row for row in field.queryset}
    meant = meant_by(given, rows)
    params = {"value": given.replace("\0", "")[:60], "example": meant}
    return ValidationError(MEANT if meant else NO_CHOICE, code="invalid_choice", params=params)


class YesNoFilter(django_filters.TypedChoiceFilter):
    """True, false or no choice. A BooleanFilter would read what it does not understand as no choice."""

    def __init__(self, **options: Any) -> None:
        choices = (("", "Alle"), ("true", "Ja"), ("false", "Nee"))
        super().__init__(choices=choices, coerce="true".__eq__, **options)


class RowField(django_filters.fields.ModelChoiceField):
    def to_python(self, value: Any) -> Any:
        try:
            return super().to_python(value)
        except ValidationError:
            raise no_choice(self, str(value)) from None


class RowFilter(django_filters.ModelChoiceFilter):
    """Rows by one code, with a sentence that names the code which is none."""

    field_class = RowField


class DutchDateField(forms.CharField):
    """A day, as people (31-12-2020) or other programs (2020-12-31) write it."""

    def clean(self, value: Any) -> Any:
        text = super().clean(value).strip()
        if not text:
            return None
        is_iso = ISO_DATE.fullmatch(text)
        try:
            found = datetime.date.fromisoformat(text) if is_iso else read_date(text)
        except (NotationError, ValueError):
            found = None
        # A typing mistake in a year is for people to hear of; a program writes what it means.
        if found is None or not (is_iso or FIRST_YEAR <= found.year <= LAST_YEAR):
            raise ValidationError(
                "Een datum is dag-maand-jaar, bijvoorbeeld 31-12-2020, of 2020-12-31, "
                f"tussen {FIRST_YEAR} en {LAST_YEAR}.",
                code="invalid",
            )
        return found


class DutchDateFilter(django_filters.Filter):
    field_class = DutchDateField


class YearField(forms.CharField):
    """A year of four digits, and nothing else: '2.020' is a number, but no year."""

    def clean(self, value: Any) -> Any:
        text = super().clean(value).strip()
        if not text:
            return None
        if not (re.fullmatch(r"[0-9]{4}", text) and FIRST_YEAR <= int(text) <= LAST_YEAR):
            raise ValidationError(YEAR_SENTENCE, code="invalid")
        return int(text)


class YearFilter(django_filters.Filter):
    field_class = YearField


class WithoutEmpty:
    """Takes the empty choice of a form for no choice, as the fields with one choice do."""

    def clean(self, value: Any) -> Any:
        return super().clean([each for each in value or () if each != ""])  # type: ignore[misc]


class CodesField(WithoutEmpty, django_filters.fields.ModelMultipleChoiceField):
    def _check_values(self, value: Any) -> Any:
        try:
            return super()._check_values(value)
        except ValidationError as error:
            params = error.params or {}
            raise no_choice(self, str(params.get("value", params.get("pk", "")))) from None


class CodesFilter(django_filters.ModelMultipleChoiceFilter):
    """Rows by their code, to which ``field_name`` must lead: django-filter compares the two codes."""

    field_class = CodesField

    def __init__(self, **options: Any) -> None:
        super().__init__(distinct=False, **options)  # a figure has one of each, so none is found twice


def chosen(filterset: django_filters.FilterSet) -> dict[str, list[str]]:
    """Return the values of a valid choice by name: one way of writing, whatever the order in the address."""
    data = filterset.data
    found = {
        name: sorted({value.strip() for value in data.getlist(name)} - {""})
        for name in filterset.base_filters
    }
    return {name: values for name, values in found.items() if values}
