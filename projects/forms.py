"""Fields that read what Dutch people type."""

import re

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import EMPTY_VALUES


class WholeNumberField(forms.IntegerField):
    """A whole number, with or without dots between the thousands.

    Django's own field takes '1.000' for 1, because it strips decimals that are zero.
    """

    widget = forms.TextInput
    default_error_messages = {"invalid": "Vul een heel getal in, bijvoorbeeld 24 of 1.250."}

    def to_python(self, value: object) -> int | None:
        text = str(value).strip() if value not in EMPTY_VALUES else ""
        if not text:
            return None
        if not re.fullmatch(r"-?([0-9]{1,18}|[0-9]{1,3}(\.[0-9]{3}){1,5})", text):
            raise ValidationError(self.error_messages["invalid"], code="invalid")
        return int(text.replace(".", ""))
