"""What is to be changed of many projects at once, read from one form."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from municipalities.models import Corporation
from projects.backoffice.moments import Moment, MomentField, shifted
from projects.models import Phase, Project

SAME, CLEAR, SHIFT, SET = "", "leeg", "verschuif", "zet"
KEEP = (SAME, "Niet wijzigen")
MOMENTS = ("start", "delivery", "planned")
MOST_QUARTERS = 80


class BulkForm(forms.Form):
    """Each choice stands for one thing; what is left at 'Niet wijzigen' stays what it is."""

    fase = forms.ChoiceField(
        label="Projectfase", required=False, choices=[KEEP, (CLEAR, "Leegmaken"), *Phase.choices]
    )
    corporatie = forms.ModelChoiceField(
        label="Corporatie", required=False, queryset=Corporation.objects.all(), empty_label=KEEP[1]
    )
    openbaar = forms.ChoiceField(
        label="Openbaar",
        required=False,
        choices=[KEEP, ("ja", "Openbaar maken"), ("nee", "Niet openbaar maken")],
    )
    planning = forms.ChoiceField(
        label="Planning",
        required=False,
        choices=[KEEP, (SHIFT, "Verschuiven"), (SET, "Invullen"), (CLEAR, "Leegmaken")],
    )
    aantal = forms.IntegerField(
        label="Verschuiven met",
        required=False,
        min_value=-MOST_QUARTERS,
        max_value=MOST_QUARTERS,
        help_text="Eerder: een getal met een min ervoor, zoals -2.",
        widget=forms.TextInput({"size": 4, "inputmode": "text", "autocomplete": "off"}),
        error_messages={"invalid": f"Vul een heel getal in van -{MOST_QUARTERS} tot en met {MOST_QUARTERS}."},
    )
    eenheid = forms.ChoiceField(
        label="Eenheid", required=False, choices=[("jaren", "jaren"), ("kwartalen", "kwartalen")]
    )
    start = MomentField(label="Start", help_text="2027 of Q3 2027. Leeg: blijft zoals het is.")
    delivery = MomentField(label="Oplevering")
    planned = MomentField(
        label="Alleen een jaar of kwartaal", help_text="Als niet bekend is wat ermee bedoeld is."
    )

    def __init__(self, *args: Any, may_publish: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not may_publish:
            del self.fields["openbaar"]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        filled = [name for name in MOMENTS if cleaned.get(name, (None,))[0]]
        if cleaned.get("planning") == SHIFT and not cleaned.get("aantal") and "aantal" not in self.errors:
            self.add_error("aantal", "Vul in met hoeveel jaren of kwartalen u verschuift.")
        if cleaned.get("planning") == SET and not filled and not self.errors:
            self.add_error("start", "Vul een start, een oplevering of alleen een jaar in.")
        if cleaned.get("planning") != SET and filled:
            self.add_error("planning", "Kies 'Invullen' als u een start, oplevering of jaar invult.")
        if cleaned.get("planning") != SHIFT and cleaned.get("aantal"):
            self.add_error("planning", "Kies 'Verschuiven' als u een aantal jaren of kwartalen invult.")
        if not self.errors and not any(
            cleaned.get(name) for name in ("fase", "corporatie", "openbaar", "planning")
        ):
            raise ValidationError("Kies ten minste één ding om te wijzigen.")
        return cleaned

    @property
    def quarters(self) -> int:
        times = 4 if self.cleaned_data.get("eenheid") != "kwartalen" else 1
        return times * (self.cleaned_data.get("aantal") or 0)

    def change(self, project: Project) -> None:
        """Make the change on a project that is not saved; raise a ValidationError where it cannot be made."""
        chosen = self.cleaned_data
        if chosen.get("fase"):
            project.phase = "" if chosen["fase"] == CLEAR else chosen["fase"]
        if chosen.get("corporatie"):
            project.corporation = chosen["corporatie"]
        if chosen.get("openbaar"):
            project.is_public = chosen["openbaar"] == "ja"
        for name in MOMENTS if chosen.get("planning") else ():
            _set(project, name, self._moment(_get(project, name), name))

    def _moment(self, moment: Moment, name: str) -> Moment:
        planning = self.cleaned_data["planning"]
        if planning == SHIFT:
            return shifted(moment, self.quarters)
        if planning == CLEAR:
            return None, None
        given: Moment = self.cleaned_data[name]
        return given if given[0] else moment


def _get(project: Project, name: str) -> Moment:
    return getattr(project, f"{name}_year"), getattr(project, f"{name}_quarter")


def _set(project: Project, name: str, moment: Moment) -> None:
    setattr(project, f"{name}_year", moment[0])
    setattr(project, f"{name}_quarter", moment[1])
