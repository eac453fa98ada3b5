"""A version is published at the moment it is added, and holds projects; what is published is not emptied.

The sentences stand in ``offers.models``, and are repeated here because a migration must not change when the
code does. A restore by ``pg_restore`` makes the triggers after it has brought the rows back.
"""

import django.db.models.functions.datetime
from django.db import migrations, models

MOMENT = """
CREATE FUNCTION offers_check_moment() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    -- What the default of the column gives within this very statement.
    IF NEW.published_at IS DISTINCT FROM statement_timestamp() THEN
        RAISE EXCEPTION 'Een versie is gepubliceerd op het moment waarop zij wordt opgeslagen. Dat moment kiest niemand.'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'offer_version_moment';
    END IF;
    RETURN NEW;
END $$;

CREATE TRIGGER offer_version_moment BEFORE INSERT ON offers_offerversion
    FOR EACH ROW EXECUTE FUNCTION offers_check_moment();
"""  # noqa: E501 - a sentence is one line
UNDO_MOMENT = """
DROP TRIGGER offer_version_moment ON offers_offerversion;
DROP FUNCTION offers_check_moment();
"""

EMPTYING = """
CREATE FUNCTION offers_refuse_emptying() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'Wat gepubliceerd is, verandert niet meer. Publiceer een correctie als nieuwe versie.'
        USING ERRCODE = 'check_violation', CONSTRAINT = 'offer_frozen';
END $$;

CREATE TRIGGER offer_not_emptied BEFORE TRUNCATE ON offers_offer
    FOR EACH STATEMENT EXECUTE FUNCTION offers_refuse_emptying();
CREATE TRIGGER offer_not_emptied BEFORE TRUNCATE ON offers_offerversion
    FOR EACH STATEMENT EXECUTE FUNCTION offers_refuse_emptying();
CREATE TRIGGER offer_not_emptied BEFORE TRUNCATE ON offers_offeredproject
    FOR EACH STATEMENT EXECUTE FUNCTION offers_refuse_emptying();
"""
UNDO_EMPTYING = """
DROP TRIGGER offer_not_emptied ON offers_offeredproject;
DROP TRIGGER offer_not_emptied ON offers_offerversion;
DROP TRIGGER offer_not_emptied ON offers_offer;
DROP FUNCTION offers_refuse_emptying();
"""

HISTORY = """
CREATE TRIGGER history_stays BEFORE TRUNCATE ON offers_offerevent
    FOR EACH STATEMENT EXECUTE FUNCTION municipalities_refuse_emptying();
CREATE TRIGGER history_stays BEFORE TRUNCATE ON offers_offerversionevent
    FOR EACH STATEMENT EXECUTE FUNCTION municipalities_refuse_emptying();
"""
UNDO_HISTORY = """
DROP TRIGGER history_stays ON offers_offerversionevent;
DROP TRIGGER history_stays ON offers_offerevent;
"""


def moment() -> models.DateTimeField:
    return models.DateTimeField(
        db_default=django.db.models.functions.datetime.Now(), editable=False, verbose_name="gepubliceerd op"
    )


class Migration(migrations.Migration):
    dependencies = [("offers", "0003_history"), ("municipalities", "0010_history_stays")]

    operations = [
        migrations.AlterField("offerversion", "published_at", moment()),
        migrations.AlterField("offerversionevent", "published_at", moment()),
        migrations.AddConstraint(
            "offerversion",
            models.CheckConstraint(
                condition=models.Q(("number__gt", 1), ("project_count__gt", 0), _connector="OR"),
                name="offer_version_holds_projects",
                violation_error_message="Een bod heeft minstens één project. Alleen een correctie kan er geen meer hebben.",  # noqa: E501
            ),
        ),
        migrations.RunSQL(MOMENT, UNDO_MOMENT),
        migrations.RunSQL(EMPTYING, UNDO_EMPTYING),
        migrations.RunSQL(HISTORY, UNDO_HISTORY),
    ]
