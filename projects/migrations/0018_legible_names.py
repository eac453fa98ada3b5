"""Keep errors of spreadsheets and lost characters out of names, places, sources and codes elsewhere.

What is there already is made so. A place, source or code that says nothing goes; the history has what it was.
"""

import importlib

from django.db import migrations

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
NAMES = (("Project", "name", "project_name"), *((model, "label", prefix) for model, prefix in LABELS))


def make_all(apps, schema_editor):
    project = apps.get_model("projects", "Project")
    rules.make_names(project, "name", ("municipality",))
    for model, _ in LABELS:
        rules.make_names(apps.get_model("projects", model), "label")
    for column in ("place", "source"):
        rules.make_lines(project, column)
    rules.make_lines(apps.get_model("projects", "Norm"), "source", "Onbekend (was {})")
    make_codes(apps.get_model("projects", "ExternalCode").objects.order_by("pk"))
    if schema_editor:  # what waits for the end of the transaction would forbid to change the table
        schema_editor.execute("SET CONSTRAINTS ALL IMMEDIATE")


def make_codes(codes):
    """Make codes lines; the later of two that look the same gets a number, or goes if of one project."""
    for pk, owner, system, text in list(codes.values_list("pk", "project_id", "system", "code")):
        found = rules.readable(text)
        is_code = rules.means_something(found)
        if is_code and found == text:
            continue
        others = codes.filter(system=system).exclude(pk=pk)
        same = others.filter(code=found)
        if not is_code or same.filter(project=owner).exists():
            codes.filter(pk=pk).delete()
        else:
            codes.filter(pk=pk).update(code=rules.free(others, "code", found) if same else found)


class Migration(migrations.Migration):
    dependencies = [("municipalities", "0014_legible_names"), ("projects", "0017_unseen_characters")]

    operations = [
        *(
            migrations.RemoveConstraint(model_name="project", name=f"project_{field}_line")
            for field in ("name", "place", "source")
        ),
        migrations.RunPython(make_all, migrations.RunPython.noop, elidable=True),
        *(
            migrations.AddConstraint(model_name=model.lower(), constraint=rule)
            for columns, is_name in ((NAMES, True), (LINES, False))
            for model, column, prefix in columns
            for rule in rules.line_rules(column, prefix, is_name=is_name)
        ),
    ]
