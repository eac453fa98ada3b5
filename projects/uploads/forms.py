"""The form with which a spreadsheet is brought."""

from typing import Any

from django import forms
from django.contrib.auth.models import AbstractBaseUser, AnonymousUser

from municipalities.access.editable import editable_by
from municipalities.models import Corporation, Municipality
from projects.access import may_publish
from projects.models import Kind
from wonen.spreadsheets.upload.pages import SpreadsheetField, UploadForm

NOT_PUBLIC = "U mag projecten niet openbaar maken."


class ProjectUploadForm(UploadForm):
    """The file, and what holds for rows that do not say it themselves."""

    bestand = SpreadsheetField(
        "Uw eigen lijst, een ingevuld sjabloon of een export: XLSX of CSV, hoogstens 10 MB."
    )
    gemeente = forms.ModelChoiceField(
        label="Gemeente",
        queryset=Municipality.objects.none(),
        to_field_name="code",
        required=False,
        empty_label="Staat in het bestand",
        help_text="Voor rijen waarin geen gemeente staat.",
    )
    corporatie = forms.ModelChoiceField(
        label="Corporatie",
        queryset=Corporation.objects.all(),
        to_field_name="code",
        required=False,
        empty_label="Staat in het bestand",
        help_text="Voor nieuwe projecten waarbij geen corporatie staat.",
    )
    soort = forms.ChoiceField(
        label="Soort",
        choices=[("", "Vraag het mij per project"), *Kind.choices],
        required=False,
        help_text="Voor nieuwe projecten waarbij geen soort staat, zoals onder de kop ‘Onderzoek’.",  # noqa: RUF001
    )
    openbaar = forms.BooleanField(
        label="Nieuwe projecten meteen openbaar maken",
        required=False,
        help_text="Anders ziet het publiek ze pas als u ze openbaar maakt.",
    )

    def __init__(self, user: AbstractBaseUser | AnonymousUser, *args: Any, **kwargs: Any) -> None:
        super().__init__(user, *args, **kwargs)
        self.fields["gemeente"].queryset = editable_by(user)  # type: ignore[attr-defined]
        mothers = list(Corporation.objects.filter(parent=None)[:2])
        if len(mothers) == 1:
            self.fields["corporatie"].initial = mothers[0].code
        if not may_publish(user):
            self.fields["openbaar"].disabled = True
            self.fields["openbaar"].help_text = NOT_PUBLIC
