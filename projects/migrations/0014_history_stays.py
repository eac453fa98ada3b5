"""The history of projects, norms and legend is not emptied: see migration 0010 of municipalities."""

from django.db import migrations

TRIGGER = """
CREATE TRIGGER history_stays BEFORE TRUNCATE ON projects_{name}
    FOR EACH STATEMENT EXECUTE FUNCTION municipalities_refuse_emptying();
"""
KEPT = (
    "projectevent", "projectrentclassevent", "projecthousingtypeevent", "externalcodeevent", "normevent",
    "rentclassevent", "housingtypeevent", "batscoreevent", "sustainabilitylevelevent",
)  # fmt: skip


class Migration(migrations.Migration):
    dependencies = [("projects", "0013_is_counted"), ("municipalities", "0010_history_stays")]

    operations = [
        migrations.RunSQL(TRIGGER.format(name=name), f"DROP TRIGGER history_stays ON projects_{name};")
        for name in KEPT
    ]
