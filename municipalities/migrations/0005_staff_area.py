"""For which municipalities a member of staff may write."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("municipalities", "0004_figure_upload"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="StaffArea",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "everywhere",
                    models.BooleanField(
                        default=False,
                        help_text=(
                            "Ook de cijfers van regio's en van de hele corporatie, "
                            "en gemeenten die er nog bij komen."
                        ),
                        verbose_name="alle gemeenten",
                    ),
                ),
                (
                    "municipalities",
                    models.ManyToManyField(
                        blank=True,
                        help_text="Alleen nodig zonder 'alle gemeenten'.",
                        related_name="staff_areas",
                        to="municipalities.municipality",
                        verbose_name="gemeenten",
                    ),
                ),
                (
                    "user",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="area",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="gebruiker",
                    ),
                ),
            ],
            options={
                "verbose_name": "werkgebied",
                "verbose_name_plural": "werkgebieden",
                "ordering": ("id",),
            },
        ),
    ]
