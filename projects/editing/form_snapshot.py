"""What stands in a form, as plain words: compared between who saved first and who saves second."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from django import forms
from django.http import QueryDict

from projects.editing.codes import CodesField, as_shown
from projects.editing.rents import RentsField
from wonen.dutch.form_fields import WholeNumberField
from wonen.dutch.single_line_text import LineFormField, line
from wonen.office.three_way import came_back

State = dict[str, Any]  # by field: a text, a yes or no, a sorted list of texts, or the table of rent classes
OWN = ("opened", "was")  # of the form itself, not of the project


def of_initial(form: forms.BaseForm) -> State:
    """Return what the form shows of what is saved."""
    return {
        name: plain(field, form.get_initial_for_field(field, name))
        for name, field in form.fields.items()
        if name not in OWN
    }


def of_data(form: forms.BaseForm) -> State:
    """Return what was typed in a form."""
    return {
        name: plain(field, field.widget.value_from_datadict(form.data, form.files, form.add_prefix(name)))
        for name, field in form.fields.items()
        if name not in OWN
    }


def plain(field: forms.Field, value: Any) -> Any:
    """Return a value in the one way in which it is compared: '1.250' is 1250, an empty row is no row."""
    if isinstance(field, RentsField):
        rows = (value or {}).items()
        return {key: [choice, _digits(count)] for key, (choice, count) in rows if choice or count}
    if isinstance(field, forms.BooleanField):
        return value in (True, "on", "true", "True", "1")
    if isinstance(field, forms.ModelMultipleChoiceField):
        return sorted(str(getattr(each, "pk", each)) for each in value or ())
    text = "" if value is None else str(getattr(value, "pk", value))
    if isinstance(field, LineFormField):
        return line(text)
    if isinstance(field, CodesField):
        return "\n".join(filter(None, map(as_shown, text.splitlines())))
    return _digits(text) if isinstance(field, WholeNumberField) else "\n".join(text.strip().splitlines())


def _digits(text: Any) -> str:
    try:
        count = WholeNumberField(required=False).to_python(str(text))
    except forms.ValidationError:
        return str(text).strip()
    return "" if count is None else str(count)


def written(state: State) -> str:
    return json.dumps(state, sort_keys=True)


def read(text: str, fields: Mapping[str, forms.Field]) -> State:
    """Return a state that came back with the form; nothing of what cannot be read."""
    state = came_back(text)
    kept = state.items() if isinstance(state, dict) else ()
    return {name: value for name, value in kept if name in fields and _fits(fields[name], value)}


def _fits(field: forms.Field, value: Any) -> bool:
    """Say whether a value is what ``plain`` makes of this field."""
    if isinstance(field, RentsField):
        return isinstance(value, dict) and all(_is_texts(row) and len(row) == 2 for row in value.values())
    if isinstance(field, forms.BooleanField):
        return isinstance(value, bool)
    if isinstance(field, forms.ModelMultipleChoiceField):
        return _is_texts(value)
    return isinstance(value, str)


def _is_texts(value: Any) -> bool:
    return isinstance(value, list) and all(isinstance(each, str) for each in value)


def as_data(form: forms.BaseForm, state: State) -> QueryDict:
    """Return a state as a browser would send it."""
    data = QueryDict(mutable=True)
    for name in form.fields:
        value = state.get(name, "")
        if isinstance(value, bool):
            data.setlist(name, ["on"] if value else [])
        elif isinstance(value, dict):
            for key, (choice, count) in value.items():
                data[f"{name}-{key}"], data[f"{name}-{key}-aantal"] = choice, count
        elif isinstance(value, list):
            data.setlist(name, value)
        else:
            data[name] = value
    return data
