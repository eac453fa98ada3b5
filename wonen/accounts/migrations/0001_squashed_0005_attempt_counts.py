"""Roles, the cache that workers share and the counts against guessing: see decision 36.

A database of 0.1 takes this one: it had no roles, but the tables of django-axes, which counted before.
"""

from importlib import import_module

from django.db import migrations, models

from wonen.accounts.roles import drop_roles, make_roles

CACHE = import_module("wonen.accounts.migrations.0002_shared_cache")
COUNTS = import_module("wonen.accounts.migrations.0005_attempt_counts")


class Migration(migrations.Migration):
    initial = True

    replaces = [
        ("accounts", "0001_roles"),
        ("accounts", "0002_shared_cache"),
        ("accounts", "0003_token_roles"),
        ("accounts", "0004_offer_roles"),
        ("accounts", "0005_attempt_counts"),
    ]

    dependencies = [
        ("auth", "0012_alter_user_first_name_max_length"),
        ("contenttypes", "0002_remove_content_type_name"),
        ("municipalities", "0007_api_token"),
        ("projects", "0006_publish_project"),
        ("offers", "0003_history"),
    ]

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
        migrations.RunSQL(COUNTS.DROP_AXES, migrations.RunSQL.noop),
        migrations.RunPython(COUNTS.drop_rights, migrations.RunPython.noop),
        migrations.RunPython(make_roles, drop_roles),
        migrations.RunPython(CACHE.make_table, CACHE.drop_table),
    ]
