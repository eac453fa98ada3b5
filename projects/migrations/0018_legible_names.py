"""Keep errors of spreadsheets and lost characters out of names, places, sources, notes and codes elsewhere.

In the legend capitals make no other name or code, and none means that something is unknown. What is there
already is made so. A place, source, note or code that says nothing goes; the history has what it was.
"""

import importlib
import re

from django.db import migrations, models
from django.db.models.functions import Lower

rules = importlib.import_module("municipalities.migrations.0014_legible_names")
LABELS = (
    ("HousingType", "housingtype_label"),
    ("RentClass", "rentclass_label"),
    ("SustainabilityLevel", "sustainabilitylevel_label"),
)
LINES = (
    ("Project", "place", "project_place"),
    ("Project", "source", "project_source"),
    ("Norm", "source", "norm_source"),
    ("ExternalCode", "code", "external_code"),
)
NAMES = (
    ("Project", "name", "project_name"),
    ("HousingType", "variant", "housingtype_variant"),
    *((model, "label", prefix) for model, prefix in LABELS),
)


NOTES = (
    ("Project", "note", "project_note_legible"),
    ("Project", "internal_note", "project_internal_note_legible"),
    ("Norm", "note", "norm_note_legible"),
)
IS_UNKNOWN = (
    "^(?:n[.]n[.]b|n[.]n[.]b[.]|n[.]t[.]b[.]|nader te bepalen|nnb|nog niet bekend|nog onbekend|ntb|onbekend)$"
)
READS_AS_UNKNOWN = (
    "Een cel met deze naam of code betekent dat iets nog niet bekend is. Kies een andere naam en code."
)
SYSTEM = "[-a-zA-Z0-9_]{1,30}"
TWO_CODES = f"(?:; ?{SYSTEM}(?: ?: ?| )|, ?{SYSTEM} ?: ?)[^ ]"


def make_legend(model):
    """Give entries names and codes of their own."""
    rows = model.objects.order_by("pk")
    for pk, label in list(rows.filter(label__iregex=IS_UNKNOWN).values_list("pk", "label")):
        noun = str(model._meta.verbose_name).capitalize()
        rows.filter(pk=pk).update(label=f"{noun} {pk} (was {label})")
    for pk, code in list(rows.filter(code__iregex=IS_UNKNOWN).values_list("pk", "code")):
        rows.filter(pk=pk).update(code=rules.free(rows.exclude(pk=pk), "code", f"{code}-{pk}", "-{}"))
    rules.make_unique(model, "label")
    rules.make_unique(model, "code", "-{}")


def make_all(apps, schema_editor):
    project = apps.get_model("projects", "Project")
    rules.make_names(project, "name", ("municipality",))
    for model, _ in LABELS:
        rules.make_names(apps.get_model("projects", model), "label")
        make_legend(apps.get_model("projects", model))
    types = apps.get_model("projects", "HousingType")
    rules.make_names(types, "variant", ("form",))
    rules.make_unique(types, "variant", within=("form",))
    for model, column, _ in NOTES:
        rules.make_notes(apps.get_model("projects", model).objects, column)
    for column in ("place", "source"):
        rules.make_lines(project, column)
    rules.make_lines(apps.get_model("projects", "Norm"), "source", "Onbekend (was {})")
    make_codes(apps.get_model("projects", "ExternalCode").objects.order_by("pk"))
    if schema_editor:  # what waits for the end of the transaction would forbid to change the table
        schema_editor.execute("SET CONSTRAINTS ALL IMMEDIATE")


def make_codes(codes):
    """Make codes lines; the later of two that look the same gets a number, or goes if of one project."""
    for pk, owner, was, text in list(codes.values_list("pk", "project_id", "system", "code")):
        found, system = one_code(rules.readable(text)), re.sub("[^-a-zA-Z0-9_]+", "-", was)[:30]
        is_code = rules.means_something(found)
        if is_code and (found, system) == (text, was):
            continue
        others = codes.filter(system=system).exclude(pk=pk)
        same = others.filter(code=found)
        if not is_code or same.filter(project=owner).exists():
            codes.filter(pk=pk).delete()
        else:
            code = rules.free(others, "code", found) if same else found
            codes.filter(pk=pk).update(code=code, system=system)


def one_code(text):
    """Return a code that a file does not read as two: with '/' instead of what parts them."""
    while found := re.search(TWO_CODES, text):
        text = f"{text[: found.start()]}/{text[found.start() + 1 :]}"
    return text


def checked(model, name, condition, sentence):
    return migrations.AddConstraint(
        model_name=model.lower(),
        constraint=models.CheckConstraint(condition=condition, name=name, violation_error_message=sentence),
    )


def legend_rules(model):
    """Yield what holds for a kind of entry of the legend."""
    name = model.lower()
    for column, sentence in (
        ("code", "Deze code is al in gebruik."),
        ("label", "Deze naam is al in gebruik."),
    ):
        rule = rules.unique_rule(column, f"{name}_{column}_unique", sentence)
        yield migrations.AddConstraint(model_name=name, constraint=rule)
    known = models.Q(
        models.Q(("label__iregex", IS_UNKNOWN), _negated=True),
        models.Q(("code__iregex", IS_UNKNOWN), _negated=True),
    )
    yield checked(model, f"{name}_known", known, READS_AS_UNKNOWN)


class Migration(migrations.Migration):
    dependencies = [("municipalities", "0014_legible_names"), ("projects", "0017_unseen_characters")]

    operations = [
        *(
            migrations.RemoveConstraint(model_name="project", name=f"project_{field}_line")
            for field in ("name", "place", "source")
        ),
        *(
            migrations.RemoveConstraint(model_name=model.lower(), name=f"{model.lower()}_{column}_unique")
            for model, _ in LABELS
            for column in ("code", "label")
        ),
        migrations.RunPython(make_all, migrations.RunPython.noop, elidable=True),
        *(
            migrations.AddConstraint(model_name=model.lower(), constraint=rule)
            for columns, is_name in ((NAMES, True), (LINES, False))
            for model, column, prefix in columns
            for rule in rules.line_rules(column, prefix, is_name=is_name)
        ),
        *(rule for model, _ in LABELS for rule in legend_rules(model)),
        migrations.AddConstraint(
            model_name="housingtype",
            constraint=models.UniqueConstraint(
                "form",
                Lower("variant"),
                name="housingtype_variant_unique",
                violation_error_message="Deze bouwvorm heeft al een type met deze variant.",
            ),
        ),
        *(
            migrations.AddConstraint(model_name=model.lower(), constraint=rules.lines_rule(column, name))
            for model, column, name in NOTES
        ),
        checked(
            "ExternalCode",
            "external_code_single",
            models.Q(("code__regex", TWO_CODES), _negated=True),
            "Dit lijken twee codes. Verwacht: één code per regel, zoals 'dpi: 123'.",
        ),
        checked(
            "ExternalCode",
            "external_code_system",
            models.Q(("system__regex", f"^{SYSTEM}$")),
            "Een systeem is een woord van hoogstens 30 letters, cijfers, streepjes en _.",
        ),
    ]
