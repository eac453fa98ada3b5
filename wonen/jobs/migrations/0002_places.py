"""Of whoever asks, no more than so many jobs are open at once: each has a place of its own."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("jobs", "0001_queue")]

    operations = [
        migrations.AddField("job", "asked_by", models.CharField(blank=True, default="", max_length=64)),
        migrations.AddField("job", "place", models.PositiveSmallIntegerField(null=True)),
        migrations.AddConstraint(
            "job",
            models.UniqueConstraint(
                fields=("asked_by", "place"), condition=models.Q(ended_at=None), name="job_place_once"
            ),
        ),
        migrations.AddConstraint(
            "job",
            models.CheckConstraint(
                condition=models.Q(asked_by="", place=None)
                | (~models.Q(asked_by="") & models.Q(place__isnull=False)),
                name="job_place_of_somebody",
            ),
        ),
    ]
