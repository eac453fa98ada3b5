"""The form of one project, in the order in which the brochure is read: all of it on one screen."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from projects.editing import form_snapshot as state
from projects.editing.codes import CodesField, check_codes, codes_of, save_codes
from projects.editing.rents import RentsField, check_split, rents_of, save_rents
from projects.models import Project, RentClass

GONE = (
    "Dit project is intussen verwijderd. Wat u hebt ingevuld staat hieronder nog. Sla op om het opnieuw toe "
    "te voegen, of verlaat de pagina."
)
INTERNAL = "Alleen voor medewerkers"
FIELDSETS: Any = (
    (None, {"fields": (("municipality", "place"), "name", ("kind", "phase"), "corporation")}),
    ("Aantal woningen", {"fields": (("dwellings", "dwellings_approximate"),)}),
    ("Type woningen", {"fields": ("housing_types", ("housing_types_undecided", "with_care"))}),
    ("Huurprijsklasse", {"fields": ("rents",)}),
    ("BAT-score", {"fields": (("bat_from", "bat_to"),)}),
    ("Duurzaamheid", {"fields": (("sustainability", "sustainability_at_least"),)}),
    (
        "Planning",
        {
            "fields": (
                ("start_year", "start_quarter"),
                ("delivery_year", "delivery_quarter"),
                ("planned_year", "planned_quarter"),
            )
        },
    ),
    ("Publicatie en herkomst", {"fields": ("is_public", "source", "note", "codes", "parent")}),
    (INTERNAL, {"fields": ("internal_note",), "classes": ("internal",)}),
    (None, {"fields": ("opened", "was"), "classes": ("hidden",)}),
)


class ProjectForm(forms.ModelForm[Project]):
    rents = RentsField(
        label="Huurprijsklassen",
        required=False,
        help_text=(
            "Zeker: die komt er. Mogelijk: 'eventueel aangevuld met'. Een aantal alleen als het vaststaat."
        ),
    )
    codes = CodesField(
        label="Codes in andere systemen",
        required=False,
        max_length=2000,
        help_text="Per regel het systeem, een dubbele punt en de code, zoals: dpi: 12345.",
    )
    # What was there when the form was opened, so that a save can tell what somebody else did meanwhile.
    opened = forms.CharField(required=False, widget=forms.HiddenInput)
    was = forms.CharField(required=False, widget=forms.HiddenInput)

    class Meta:
        model = Project
        fields = ()  # those of the fieldsets, by the admin

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["rents"].widget.classes = list(RentClass.objects.all())
        if self.instance.pk:
            self.initial.update(rents=rents_of(self.instance), codes=codes_of(self.instance))
            was = state.written(state.of_initial(self))
            self.initial.update(opened=self.instance.version, was=was)
        if "bat_from" in self.fields:
            self.fields["bat_from"].label, self.fields["bat_to"].label = "van", "tot en met"

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if self.instance.pk is None and self.data.get("opened"):
            self.data = self.data.copy()
            self.data["opened"] = self.data["was"] = ""
            raise ValidationError(GONE)
        if "rents" in cleaned and "dwellings" in cleaned:
            self._check("rents", check_split, cleaned["rents"], cleaned["dwellings"])
        if "codes" in cleaned:
            self._check("codes", check_codes, cleaned["codes"], self.instance)
        return cleaned

    def _check(self, name: str, check: Any, *arguments: Any) -> None:
        try:
            check(*arguments)
        except ValidationError as error:
            self.add_error(name, error)

    def save_parts(self) -> None:
        """Save what is kept in tables of its own, after the project."""
        save_rents(self.instance, self.cleaned_data["rents"])
        save_codes(self.instance, self.cleaned_data["codes"])


class UnsavedForm(ProjectForm):
    """The form while somebody types: what can be read is put in the project, and no rule is asked."""

    def _post_clean(self) -> None:
        forms.models.construct_instance(self, self.instance, self._meta.fields, self._meta.exclude)

    def clean(self) -> dict[str, Any]:
        return self.cleaned_data
