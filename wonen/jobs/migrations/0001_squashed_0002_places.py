"""The queue of what is done beside the pages, as a new database gets it: see decision 36.

Of whoever asks, no more than so many jobs are open at once: each has a place of its own.
"""

from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    replaces = [("jobs", "0001_queue"), ("jobs", "0002_places")]

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="Job",
            fields=[
                ("id", models.AutoField(primary_key=True, serialize=False)),
                ("kind", models.CharField(max_length=40)),
                ("key", models.CharField(max_length=120)),
                ("arguments", models.JSONField()),
                ("asked_at", models.DateTimeField()),
                ("wanted_until", models.DateTimeField(null=True)),
                ("tries", models.PositiveSmallIntegerField(default=0)),
                ("ended_at", models.DateTimeField(null=True)),
                ("result", models.CharField(blank=True, max_length=120)),
                ("fault", models.TextField(blank=True)),
                ("asked_by", models.CharField(blank=True, default="", max_length=64)),
                ("place", models.PositiveSmallIntegerField(null=True)),
            ],
            options={
                "verbose_name": "taak",
                "verbose_name_plural": "taken",
                "ordering": ("pk",),
                "indexes": [models.Index(fields=["ended_at"], name="job_ended")],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("ended_at", None)),
                        fields=("kind", "key"),
                        name="job_once_in_the_queue",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("ended_at__isnull", False),
                            models.Q(("fault", ""), ("result", "")),
                            _connector="OR",
                        ),
                        name="job_result_when_ended",
                    ),
                    models.UniqueConstraint(
                        fields=("asked_by", "place"), condition=models.Q(ended_at=None), name="job_place_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(asked_by="", place=None)
                        | (~models.Q(asked_by="") & models.Q(place__isnull=False)),
                        name="job_place_of_somebody",
                    ),
                ],
            },
        ),
    ]
