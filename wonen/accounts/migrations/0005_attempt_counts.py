"""Counts against guessing in a table of their own; the tables of django-axes, which counted before, go."""

from typing import Any

from django.db import migrations, models

# Without its rows in django_migrations an older version, which still has axes, makes the tables again.
DROP_AXES = """
DROP TABLE IF EXISTS axes_accessattemptexpiration, axes_accessattempt, axes_accessfailurelog, axes_accesslog;
DELETE FROM django_migrations WHERE app = 'axes';
"""


def drop_rights(apps: Any, _schema_editor: Any) -> None:
    """Remove the kinds of rows of axes, and with them the permissions on these."""
    apps.get_model("contenttypes", "ContentType").objects.filter(app_label="axes").delete()


class Migration(migrations.Migration):
    dependencies = [("accounts", "0004_offer_roles")]

    operations = [
        migrations.CreateModel(
            name="AttemptCount",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("kind", models.CharField(max_length=20)),
                ("who", models.CharField(max_length=64)),
                ("place", models.CharField(blank=True, max_length=64)),
                ("failures", models.PositiveIntegerField()),
                ("since", models.DateTimeField()),
                ("free_at", models.DateTimeField()),
                ("expires_at", models.DateTimeField(db_index=True)),
            ],
            options={
                "verbose_name": "telling van pogingen",
                "verbose_name_plural": "tellingen van pogingen",
                "default_permissions": (),
                "ordering": ("pk",),
                "constraints": [
                    models.UniqueConstraint(fields=("kind", "who", "place"), name="attemptcount_once")
                ],
            },
        ),
        migrations.RunSQL(DROP_AXES, migrations.RunSQL.noop),
        migrations.RunPython(drop_rights, migrations.RunPython.noop),
    ]
