"""A right of its own to make a project public or withdraw it."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [
        ("projects", "0005_history"),
    ]

    operations = [
        migrations.AlterModelOptions(
            name="project",
            options={
                "ordering": ("id",),
                "permissions": (("publish_project", "Mag vastgoedprojecten openbaar maken en intrekken"),),
                "verbose_name": "vastgoedproject",
                "verbose_name_plural": "vastgoedprojecten",
            },
        ),
    ]
