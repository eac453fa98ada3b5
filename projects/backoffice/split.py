"""Splits a phase off a project. Nothing is invented: what is not known of the parts stays unknown."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db import transaction

from projects.backoffice.moments import MomentField
from projects.models import Project, ProjectRentClass
from projects.rules import over_count
from wonen.database.deferred_rules import judge_now
from wonen.dutch.form_fields import WholeNumberField
from wonen.dutch.single_line_text import NameFormField
from wonen.history.tables import NO_FACTS

LONGEST_NAME = Project._meta.get_field("name").max_length or 0
OWN = ("id", *NO_FACTS)  # what a phase does not take over from its project


class SplitForm(forms.Form):
    """How a project is divided: the names of the two phases, and what goes to the new one."""

    eerste = NameFormField(label="Naam van wat overblijft", max_length=LONGEST_NAME)
    nieuwe = NameFormField(label="Naam van de nieuwe fase", max_length=LONGEST_NAME)
    aantal = WholeNumberField(
        label="Woningen naar de nieuwe fase",
        required=False,
        min_value=1,
        widget=forms.TextInput({"size": 7, "inputmode": "numeric", "autocomplete": "off"}),
        error_messages={
            "required": "Vul in hoeveel van de woningen naar de nieuwe fase gaan.",
            "min_value": "Een fase heeft minstens 1 woning.",
        },
    )
    start = MomentField(label="Start van de nieuwe fase", help_text="2027 of Q3 2027. Leeg: nog niet bekend.")
    delivery = MomentField(label="Oplevering van de nieuwe fase")
    opened = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, project: Project, data: Any = None) -> None:
        base = project.name[: LONGEST_NAME - len(" (fase 2)")]
        names = (
            {"eerste": project.name, "nieuwe": f"{base} (nieuwe fase)"}
            if project.parent_id
            else {"eerste": f"{base} (fase 1)", "nieuwe": f"{base} (fase 2)"}
        )
        super().__init__(data, initial={**names, "opened": project.version})
        self.project = project
        self.entries = list(project.rent_entries.select_related("rent_class").order_by("rent_class__order"))
        self.counted = [each for each in self.entries if each.dwellings]
        if project.parent_id:
            self.fields["eerste"].disabled = True
        if project.dwellings is not None:
            self.fields["aantal"].required = True
            self.fields["aantal"].help_text = f"Van de {project.dwellings}; de rest blijft."
        for each in self.counted:
            self.fields[_name(each)] = WholeNumberField(
                label=f"waarvan {each.rent_class}",
                required=False,
                min_value=0,
                help_text=f"Van de {each.dwellings}. Leeg: geen.",
                widget=forms.TextInput({"size": 7, "inputmode": "numeric", "autocomplete": "off"}),
            )

    def opened_again(self) -> SplitForm:
        """Return what was typed, against the project as it is now."""
        data = {**self.data.dict(), "opened": str(self.project.version)}  # type: ignore[attr-defined]
        return SplitForm(self.project, data)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        project, moved = self.project, cleaned.get("aantal")
        if moved and project.dwellings is not None and moved >= project.dwellings:
            self.add_error("aantal", f"Er moet iets overblijven: vul hoogstens {project.dwellings - 1} in.")
        parts = [(each, cleaned.get(_name(each)) or 0) for each in self.counted]
        for each, part in parts:
            if part > (each.dwellings or 0):
                self.add_error(_name(each), f"Van deze klasse zijn er {each.dwellings}.")
        if moved and _over_count(moved, (part for _, part in parts)):
            self.add_error("aantal", "De klassen tellen op tot meer dan het aantal van de nieuwe fase.")
        left = ((each.dwellings or 0) - part for each, part in parts)
        if moved and project.dwellings and parts and _over_count(project.dwellings - moved, left):
            self.add_error("aantal", "Van de klassen blijft dan meer over dan er woningen overblijven.")
        if cleaned.get("eerste", "").lower() == cleaned.get("nieuwe", "").lower():
            self.add_error("nieuwe", "Geef de nieuwe fase een andere naam.")
        return cleaned


def _over_count(dwellings: int, split: Iterable[int]) -> bool:
    return over_count({"dwellings": dwellings, "rent": [(None, False, count) for count in split]})


def _name(entry: ProjectRentClass) -> str:
    return f"klasse-{entry.rent_class_id}"


def split_off(form: SplitForm) -> Project:
    """Split a phase off; return it. Call it with the project locked, inside a transaction.

    A project without phases becomes the whole of two: its number goes to them, its codes stay. Of a project
    that is a phase a sister is made. Raise a ValidationError or IntegrityError where a rule is broken.
    """
    project, chosen = form.project, form.cleaned_data
    types = list(project.housing_types.all())
    moved = chosen["aantal"]
    rest = None if project.dwellings is None else project.dwellings - (moved or 0)
    facts = {
        field.attname: getattr(project, field.attname)
        for field in Project._meta.concrete_fields
        if field.name not in OWN
    }
    whole = project.parent_id or project.pk
    new = Project(
        **{
            **facts,
            "name": chosen["nieuwe"],
            "parent_id": whole,
            "dwellings": moved,
            "dwellings_approximate": project.dwellings_approximate and moved is not None,
            "start_year": chosen["start"][0],
            "start_quarter": chosen["start"][1],
            "delivery_year": chosen["delivery"][0],
            "delivery_quarter": chosen["delivery"][1],
            "planned_year": None,
            "planned_quarter": None,
        }
    )
    with transaction.atomic():
        if project.parent_id:
            first = project
            first.dwellings = rest
        else:
            first = Project(**{**facts, "name": chosen["eerste"], "parent_id": whole, "dwellings": rest})
            project.dwellings, project.dwellings_approximate = None, False
            project.save()
        _save(first, form, types, is_new=False)
        _save(new, form, types, is_new=True)
        if not project.parent_id:
            project.rent_entries.update(dwellings=None)
        judge_now()
    return new


def _save(phase: Project, form: SplitForm, types: list[Any], *, is_new: bool) -> None:
    """Save a phase with its types and rent classes; a class that was not counted stays uncounted."""
    was_there = phase.pk is not None
    if not was_there:
        phase.full_clean(exclude=["parent"])
    phase.save()
    if not was_there:
        phase.housing_types.set(types)
    for each in form.entries:
        part = form.cleaned_data.get(_name(each)) or 0
        count = None if each.dwellings is None else (part if is_new else each.dwellings - part)
        ProjectRentClass.objects.filter(project=phase, rent_class=each.rent_class_id).delete()
        if count != 0:
            ProjectRentClass.objects.create(
                project=phase, rent_class_id=each.rent_class_id, is_possible=each.is_possible, dwellings=count
            )


def problem_of(project: Project) -> str:
    """Return why no phase can be split off, or nothing."""
    if project.phases.exists():
        return "Dit project heeft al fasen. Open een van de fasen om die te splitsen."
    if project.dwellings == 1:
        return "Dit project heeft 1 woning: daar is niets van af te splitsen."
    return ""


def sentences(error: ValidationError) -> str:
    return " ".join(error.messages)
