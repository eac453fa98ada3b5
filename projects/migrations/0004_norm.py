"""The norm: which part of what is newly built should be social and mid-rent."""

import django.core.validators
import django.db.models.deletion
import django.db.models.expressions
from django.db import migrations, models

SHARE = "Een norm is een heel percentage van 0 tot en met 100; leeg betekent: geen norm."


class Migration(migrations.Migration):
    dependencies = [
        ("municipalities", "0004_figure_upload"),
        ("projects", "0003_searchable_text"),
    ]

    operations = [
        migrations.CreateModel(
            name="Norm",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "from_year",
                    models.PositiveSmallIntegerField(
                        help_text="Geldt tot er een latere norm is.",
                        validators=[
                            django.core.validators.MinValueValidator(
                                1990, "Het jaar ligt tussen 1990 en 2100."
                            ),
                            django.core.validators.MaxValueValidator(
                                2100, "Het jaar ligt tussen 1990 en 2100."
                            ),
                        ],
                        verbose_name="vanaf overzicht van jaar",
                    ),
                ),
                (
                    "social",
                    models.PositiveSmallIntegerField(
                        blank=True,
                        help_text="Heel percentage van de nieuwbouw. Leeg: hiervoor is er geen norm.",
                        null=True,
                        validators=[
                            django.core.validators.MaxValueValidator(
                                100,
                                SHARE,
                            )
                        ],
                        verbose_name="sociale huur (%)",
                    ),
                ),
                (
                    "mid",
                    models.PositiveSmallIntegerField(
                        blank=True,
                        help_text="Heel percentage van de nieuwbouw. Leeg: hiervoor is er geen norm.",
                        null=True,
                        validators=[
                            django.core.validators.MaxValueValidator(
                                100,
                                SHARE,
                            )
                        ],
                        verbose_name="middenhuur (%)",
                    ),
                ),
                (
                    "source",
                    models.CharField(
                        help_text="Waar deze norm is afgesproken of genoemd.",
                        max_length=200,
                        verbose_name="bron",
                    ),
                ),
                (
                    "note",
                    models.TextField(
                        blank=True, help_text="Openbaar zichtbaar bij de norm.", verbose_name="opmerking"
                    ),
                ),
                (
                    "municipality",
                    models.ForeignKey(
                        blank=True,
                        help_text="Leeg: de norm voor alle gemeenten zonder eigen norm.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="norms",
                        to="municipalities.municipality",
                        verbose_name="gemeente",
                    ),
                ),
            ],
            options={
                "verbose_name": "norm",
                "verbose_name_plural": "normen",
                "ordering": (models.OrderBy(models.F("municipality__name"), nulls_first=True), "from_year"),
                "constraints": [
                    models.UniqueConstraint(
                        fields=("municipality", "from_year"),
                        name="norm_once_a_year",
                        nulls_distinct=False,
                        violation_error_message="Voor deze gemeente is er vanaf dit jaar al een norm.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("from_year__range", (1990, 2100))),
                        name="norm_year_plausible",
                        violation_error_message="Het jaar ligt tussen 1990 en 2100.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("social", None), ("social__range", (0, 100)), _connector="OR"),
                            models.Q(("mid", None), ("mid__range", (0, 100)), _connector="OR"),
                        ),
                        name="norm_share_is_percentage",
                        violation_error_message=SHARE,
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("social", None),
                            ("mid", None),
                            (
                                "social__lte",
                                django.db.models.expressions.CombinedExpression(
                                    models.Value(100), "-", models.F("mid")
                                ),
                            ),
                            _connector="OR",
                        ),
                        name="norm_shares_within_whole",
                        violation_error_message="Samen kunnen de percentages niet meer zijn dan 100.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("social__isnull", False), ("mid__isnull", False), _connector="OR"
                        ),
                        name="norm_has_share",
                        violation_error_message="Vul een percentage in: sociale huur, middenhuur of beide.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("source__regex", "\\S")),
                        name="norm_source_named",
                        violation_error_message="Noem de bron van de norm.",
                    ),
                ],
            },
        ),
    ]
