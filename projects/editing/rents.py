"""The rent classes of a project as one small table: every class a row, nothing to add or take away."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from projects.models import Project, ProjectRentClass, RentClass
from projects.rules import DWELLINGS_SENTENCE, OF_SPLITS, is_plausible
from wonen.dutch.form_fields import WholeNumberField

NO, CERTAIN, POSSIBLE = "", "zeker", "mogelijk"
CHOICES = ((NO, "nee"), (CERTAIN, "zeker"), (POSSIBLE, "mogelijk"))
Typed = dict[str, tuple[str, str]]  # by the id of the class: which of the choices, and the number as typed
Rents = dict[int, tuple[bool, int | None]]  # by the id of the class: is it only possible, how many dwellings


class RentsWidget(forms.Widget):
    template_name = "projects/entry/rents.html"
    classes: list[RentClass] = []

    def value_from_datadict(self, data: Mapping[str, Any], _files: Any, name: str) -> Typed:
        return {
            str(each.pk): (
                str(data.get(f"{name}-{each.pk}", NO)),
                str(data.get(f"{name}-{each.pk}-aantal", "")).strip(),
            )
            for each in self.classes
        }

    def value_omitted_from_data(self, *_: Any) -> bool:
        return False

    def get_context(self, name: str, value: Any, attrs: Any) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        typed: Typed = value or {}
        rows = [(each, *typed.get(str(each.pk), (NO, ""))) for each in self.classes]
        return {**context, "rows": rows, "choices": CHOICES}

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> SafeString:  # noqa: ARG002
        # The renderer of forms knows the templates of Django only, not those of the site.
        return render_to_string(self.template_name, self.get_context(name, value, attrs))


class RentsField(forms.Field):
    """Which rent classes, certain or possible, and where known with how many dwellings."""

    widget = RentsWidget

    def clean(self, value: Typed) -> Rents:
        found: Rents = {}
        problems: list[str] = []
        for each in self.widget.classes:
            choice, text = value.get(str(each.pk), (NO, ""))
            try:
                if (row := _read(choice, text)) is not None:
                    found[each.pk] = row
            except ValidationError as error:
                problems += [f"{each}: {sentence}" for sentence in error.messages]
        if problems:
            raise ValidationError(problems)
        return found

    def has_changed(self, initial: Any, data: Any) -> bool:
        def filled(typed: Any) -> dict[str, Any]:
            return {key: tuple(row) for key, row in (typed or {}).items() if any(row)}

        return filled(initial) != filled(data)


def _read(choice: str, text: str) -> tuple[bool, int | None] | None:
    count = WholeNumberField(required=False).clean(text)
    if choice not in {key for key, _ in CHOICES}:
        raise ValidationError("Kies nee, zeker of mogelijk.")
    if not is_plausible(count):
        raise ValidationError(DWELLINGS_SENTENCE)
    if count is not None and choice != CERTAIN:
        raise ValidationError("Een aantal kan alleen bij 'zeker'. Kies zeker, of maak het aantal leeg.")
    return None if choice == NO else (choice == POSSIBLE, count)


def rents_of(project: Project) -> Typed:
    """Return the rent classes of a project as the table shows them."""
    if project.pk is None:
        return {}
    return {
        str(entry.rent_class_id): (
            POSSIBLE if entry.is_possible else CERTAIN,
            "" if entry.dwellings is None else str(entry.dwellings),
        )
        for entry in project.rent_entries.all()
    }


def check_split(rents: Rents, dwellings: int | None) -> None:
    """Refuse what the triggers would refuse: more dwellings by class than there are."""
    state = {"dwellings": dwellings, "rent": [(key, *entry) for key, entry in rents.items()]}
    for rule in OF_SPLITS:
        if rule.broken_by(state):
            raise ValidationError(rule.sentence)


def save_rents(project: Project, rents: Rents) -> None:
    """Make the rent classes of a project these; what is the same stays untouched."""
    entries = {entry.rent_class_id: entry for entry in ProjectRentClass.objects.filter(project=project)}
    ProjectRentClass.objects.filter(project=project).exclude(rent_class__in=rents).delete()
    for key, (is_possible, dwellings) in rents.items():
        entry = entries.get(key) or ProjectRentClass(project=project, rent_class_id=key)
        if entry.pk is None or (entry.is_possible, entry.dwellings) != (is_possible, dwellings):
            entry.is_possible, entry.dwellings = is_possible, dwellings
            entry.save()
