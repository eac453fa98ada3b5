"""Call what everyone reads of a row what it is; words only, no column changes."""

from django.db import migrations, models

PUBLIC = "toelichting voor het publiek"


class Migration(migrations.Migration):
    dependencies = [
        ("municipalities", "0011_internal_note"),
    ]

    operations = [
        migrations.AlterField(
            model_name="figure",
            name="note",
            field=models.TextField(
                blank=True,
                help_text="Iedereen leest deze bij het cijfer.",
                verbose_name=PUBLIC,
            ),
        ),
        migrations.AlterField(
            model_name="figureevent",
            name="note",
            field=models.TextField(
                blank=True,
                help_text="Iedereen leest deze bij het cijfer.",
                verbose_name=PUBLIC,
            ),
        ),
        migrations.AlterField(
            model_name="rentlimits",
            name="note",
            field=models.TextField(
                blank=True,
                help_text="Iedereen leest deze bij de grenzen.",
                verbose_name=PUBLIC,
            ),
        ),
        migrations.AlterField(
            model_name="rentlimitsevent",
            name="note",
            field=models.TextField(
                blank=True,
                help_text="Iedereen leest deze bij de grenzen.",
                verbose_name=PUBLIC,
            ),
        ),
    ]
