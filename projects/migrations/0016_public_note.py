"""Call what everyone reads of a row what it is; words only, no column changes."""

from django.db import migrations, models

PUBLIC = "toelichting voor het publiek"


class Migration(migrations.Migration):
    dependencies = [
        ("projects", "0015_internal_note"),
    ]

    operations = [
        migrations.AlterField(
            model_name="norm",
            name="note",
            field=models.TextField(
                blank=True,
                help_text="Iedereen leest deze bij de norm.",
                verbose_name=PUBLIC,
            ),
        ),
        migrations.AlterField(
            model_name="normevent",
            name="note",
            field=models.TextField(
                blank=True,
                help_text="Iedereen leest deze bij de norm.",
                verbose_name=PUBLIC,
            ),
        ),
        migrations.AlterField(
            model_name="project",
            name="note",
            field=models.TextField(
                blank=True,
                help_text="Iedereen leest deze bij het project.",
                verbose_name=PUBLIC,
            ),
        ),
        migrations.AlterField(
            model_name="projectevent",
            name="note",
            field=models.TextField(
                blank=True,
                help_text="Iedereen leest deze bij het project.",
                verbose_name=PUBLIC,
            ),
        ),
    ]
