"""The form with which a spreadsheet is brought."""

from typing import Any

from django import forms
from django.contrib.auth.models import AbstractBaseUser, AnonymousUser
from django.core.exceptions import ValidationError
from django.core.files import File

from wonen.spreadsheets.safe_reader.opening import MOST_BYTES


class SpreadsheetField(forms.FileField):
    """A file that is no larger than any list."""

    def __init__(self, help_text: str) -> None:
        super().__init__(
            label="Spreadsheet",
            help_text=help_text,
            max_length=255,
            widget=forms.FileInput(attrs={"accept": ".xlsx,.csv,.txt"}),
        )

    def to_python(self, data: Any) -> File[Any] | None:
        file: File[Any] | None = super().to_python(data)
        if file and (file.size or 0) > MOST_BYTES:
            raise ValidationError("Het bestand is te groot. Verwacht: hoogstens 10 MB.")
        return file


class UploadForm(forms.Form):
    """A subclass has the field ``bestand``, and whatever else is asked with a file."""

    def __init__(self, user: AbstractBaseUser | AnonymousUser, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = user
