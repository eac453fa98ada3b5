"""Forms of an address, and fields that read what Dutch people type."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import EMPTY_VALUES
from django.http import QueryDict

from wonen.dutch.numbers import read_whole, refuse_two_ways
from wonen.dutch.periods import NotationError
from wonen.dutch.single_line_text import line


class AddressForm(forms.Form):
    """A form that refuses a value that an address holds twice: to take one of the two would be a guess."""

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if isinstance(self.data, QueryDict):
            for name in self.fields:
                if (times := len(self.data.getlist(name))) > 1:
                    self.add_error(name, f"Deze keuze staat er {times} keer. Geef één waarde.")
        return cleaned


class WholeNumberField(forms.IntegerField):
    """A whole number, thousands parted or not.

    Django's own field takes '1.000' for 1, because it strips decimals that are zero.
    """

    widget = forms.TextInput
    default_error_messages = {"invalid": "Vul een heel getal in, bijvoorbeeld 24 of 1.250."}

    def to_python(self, value: object) -> int | None:
        text = line(str(value)) if value not in EMPTY_VALUES else ""
        if not text:
            return None
        try:
            refuse_two_ways(text, "", 0)
        except NotationError as error:
            raise ValidationError(str(error), code="invalid") from error
        try:
            return read_whole(text.removeprefix("-")) * (-1 if text.startswith("-") else 1)
        except NotationError as error:
            raise ValidationError(self.error_messages["invalid"], code="invalid") from error
