"""What is kept of the past is not emptied: TRUNCATE fires no trigger of a row, so it would leave no trace.

Only ``prune_history`` removes what is older than it is to be kept.
"""

from django.db import migrations

FUNCTION = """
CREATE FUNCTION municipalities_refuse_emptying() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'Geschiedenis wordt niet geleegd. Wat te oud is, ruimt de opdracht prune_history op.'
        USING ERRCODE = 'check_violation', CONSTRAINT = 'history_stays';
END $$;
"""
TRIGGER = """
CREATE TRIGGER history_stays BEFORE TRUNCATE ON municipalities_{name}
    FOR EACH STATEMENT EXECUTE FUNCTION municipalities_refuse_emptying();
"""
KEPT = (
    "historyentry", "changemark", "regionevent", "municipalityevent", "corporationevent", "rentlimitsevent",
    "themeevent", "indicatorevent", "indicatorclassevent", "figureevent", "apitokenevent",
)  # fmt: skip


class Migration(migrations.Migration):
    dependencies = [("municipalities", "0009_kept_answers")]

    operations = [
        migrations.RunSQL(FUNCTION, "DROP FUNCTION municipalities_refuse_emptying();"),
        *(
            migrations.RunSQL(
                TRIGGER.format(name=name), f"DROP TRIGGER history_stays ON municipalities_{name};"
            )
            for name in KEPT
        ),
    ]
