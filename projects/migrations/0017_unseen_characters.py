"""Keep every character that nobody sees out of names, places and sources, and one kind of hyphen.

Migration 0012 knew the spaces and marks of Western texts. What is there already is made so, as it did: if two
names of a municipality look the same, the later one gets a number.
"""

import importlib

from django.db import migrations, models

before = importlib.import_module("projects.migrations.0012_one_line")
UNSEEN = (
    r"[\u0001-\u001f\u007f-\u00a0\u00ad\u034f\u061c\u115f\u1160\u1680\u17b4\u17b5\u180b-\u180f\u2000-\u2011"
    r"\u2028-\u202f\u205f-\u206f\u2800\u3000\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufffb"
    r"\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff]"
    "|^ | $|  "
)


def is_line(field):
    composed = models.Func(models.F(field), function="normalize")
    return models.CheckConstraint(
        condition=models.Q(models.Q((f"{field}__regex", UNSEEN), _negated=True), (field, composed)),
        name=f"project_{field}_line",
        violation_error_message=(
            "Deze tekst staat op één regel, met enkele spaties en zonder onzichtbare tekens."
        ),
    )


class Migration(migrations.Migration):
    dependencies = [("projects", "0016_public_note")]

    operations = [
        *(
            migrations.RemoveConstraint(model_name="project", name=f"project_{field}_line")
            for field in before.FIELDS
        ),
        migrations.RunPython(before.make_lines, migrations.RunPython.noop, elidable=True),
        *(
            migrations.AddConstraint(model_name="project", constraint=is_line(field))
            for field in before.FIELDS
        ),
    ]
