"""Keep names, places and sources on one line, without what nobody sees: two that look the same are the same.

What is there already is made so. If two names of a municipality look the same, the later one gets a number.
"""

from itertools import count

from django.db import migrations, models
from django.db.models.functions import Lower, Trim

import wonen.dutch.single_line_text

FIELDS = ("name", "place", "source")


def make_lines(apps, schema_editor):
    projects = apps.get_model("projects", "Project").objects.order_by("pk")
    for pk, place, *texts in list(projects.values_list("pk", "municipality_id", *FIELDS)):
        found = {
            name: wonen.dutch.single_line_text.line(text) for name, text in zip(FIELDS, texts, strict=True)
        }
        if texts == list(found.values()):
            continue
        found["name"] = free(
            projects.filter(municipality=place).exclude(pk=pk), found["name"] or f"Project {pk}"
        )
        projects.filter(pk=pk).update(**found)
    if schema_editor:  # what waits for the end of the transaction would forbid to change the table
        schema_editor.execute("SET CONSTRAINTS ALL IMMEDIATE")


def free(others, name):
    """Return the name, with a number behind it if another project has it."""
    ends = ("" if number == 1 else f" ({number})" for number in count(1))
    ways = (f"{name[: 120 - len(end)]}{end}" for end in ends)
    keys = others.alias(key=Lower(Trim("name")))
    return next(found for found in ways if not keys.filter(key=found.lower()).exists())


def is_line(field):
    unseen = (
        r"[\u0001-\u001f\u007f-\u00a0\u00ad\u1680\u180e\u2000-\u200f\u2028-\u202f\u205f-\u206f\u3000\ufeff]"
        "|^ | $|  "
    )
    composed = models.Func(models.F(field), function="normalize")
    return models.CheckConstraint(
        condition=models.Q(models.Q((f"{field}__regex", unseen), _negated=True), (field, composed)),
        name=f"project_{field}_line",
        violation_error_message=(
            "Deze tekst staat op één regel, met enkele spaties en zonder onzichtbare tekens."
        ),
    )


class Migration(migrations.Migration):
    dependencies = [
        ("municipalities", "0009_kept_answers"),
        ("projects", "0011_feed"),
    ]

    operations = [
        migrations.AlterField(
            model_name="project",
            name="name",
            field=wonen.dutch.single_line_text.LineField(max_length=120, verbose_name="naam"),
        ),
        migrations.AlterField(
            model_name="project",
            name="place",
            field=wonen.dutch.single_line_text.LineField(
                blank=True, max_length=80, verbose_name="plaats of wijk"
            ),
        ),
        migrations.AlterField(
            model_name="project",
            name="source",
            field=wonen.dutch.single_line_text.LineField(blank=True, max_length=160, verbose_name="bron"),
        ),
        migrations.AlterField(
            model_name="projectevent",
            name="name",
            field=wonen.dutch.single_line_text.LineField(max_length=120, verbose_name="naam"),
        ),
        migrations.AlterField(
            model_name="projectevent",
            name="place",
            field=wonen.dutch.single_line_text.LineField(
                blank=True, max_length=80, verbose_name="plaats of wijk"
            ),
        ),
        migrations.AlterField(
            model_name="projectevent",
            name="source",
            field=wonen.dutch.single_line_text.LineField(blank=True, max_length=160, verbose_name="bron"),
        ),
        migrations.RunPython(make_lines, migrations.RunPython.noop, elidable=True),
        migrations.AddConstraint(model_name="project", constraint=is_line("name")),
        migrations.AddConstraint(model_name="project", constraint=is_line("place")),
        migrations.AddConstraint(model_name="project", constraint=is_line("source")),
    ]
