"""The feed of changes: a mark of each row that the public sees change, kept by triggers.

Whoever marks a row has changed it, and so holds its lock already: two writers never wait for a mark, and
no deadlock can come of it. For the same reason a changed name or legend marks itself and not the rows that
show it: which rows those are is asked when the feed is read (``municipalities.rest.changes``).
"""

from django.db import migrations, models

FUNCTIONS = """
-- One life of this table in one database of one cluster: restored, copied or wound back it is another one.
CREATE FUNCTION municipalities_feed_epoch() RETURNS bigint LANGUAGE sql STABLE AS $$
    SELECT hashtextextended(concat_ws(
        ' ', (SELECT system_identifier FROM pg_control_system()),
        CASE WHEN pg_is_in_recovery() THEN (SELECT timeline_id::text FROM pg_control_checkpoint())
            ELSE (('x' || left(pg_walfile_name(pg_current_wal_lsn()), 8))::bit(32)::int)::text END,
        (SELECT oid FROM pg_database WHERE datname = current_database()),
        'municipalities_changemark'::regclass::oid
    ), 0)
$$;

CREATE FUNCTION municipalities_mark(named text, changed bigint[], appeared boolean)
RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    life bigint;
    busy bigint;
BEGIN
    IF changed IS NULL THEN RETURN; END IF;
    life := municipalities_feed_epoch();
    busy := pg_snapshot_xmin(pg_current_snapshot())::text::bigint;
    INSERT INTO municipalities_changemark AS mark
        (resource, key, epoch, transaction, oldest, changed_at, is_new)
    SELECT named, k, life, pg_current_xact_id()::text::bigint, busy, clock_timestamp(), appeared
    FROM unnest(changed) k
    ON CONFLICT (resource, key) DO UPDATE SET
        epoch = excluded.epoch, transaction = excluded.transaction, oldest = excluded.oldest,
        changed_at = excluded.changed_at,
        is_new = mark.is_new AND (mark.epoch, mark.transaction) = (excluded.epoch, excluded.transaction);
END $$;

-- What nobody saw, since it came and went within one transaction, leaves no mark.
CREATE FUNCTION municipalities_mark_gone(named text, gone bigint[]) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    IF gone IS NULL THEN RETURN; END IF;
    WITH unseen AS (
        DELETE FROM municipalities_changemark
        WHERE resource = named AND key = ANY (gone) AND is_new
            AND transaction = pg_current_xact_id()::text::bigint AND epoch = municipalities_feed_epoch()
        RETURNING key
    )
    SELECT array_agg(k) INTO gone FROM unnest(gone) k WHERE k NOT IN (SELECT key FROM unseen);
    PERFORM municipalities_mark(named, gone, false);
END $$;

-- Of a table that is public as a whole.
CREATE FUNCTION municipalities_mark_rows() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    keys bigint[];
BEGIN
    IF TG_OP = 'INSERT' THEN
        PERFORM municipalities_mark(TG_ARGV[0], array_agg(id), true) FROM added;
    ELSIF TG_OP = 'DELETE' THEN
        PERFORM municipalities_mark_gone(TG_ARGV[0], array_agg(id)) FROM removed;
    ELSIF TG_OP = 'TRUNCATE' THEN
        EXECUTE format('SELECT array_agg(id) FROM %s', TG_RELID::regclass) INTO keys;
        PERFORM municipalities_mark_gone(TG_ARGV[0], keys);
    ELSE
        PERFORM municipalities_mark_gone(TG_ARGV[0], array_agg(id))
        FROM removed WHERE id NOT IN (SELECT id FROM added);
        PERFORM municipalities_mark(TG_ARGV[0], array_agg(id), true)
        FROM added WHERE id NOT IN (SELECT id FROM removed);
        PERFORM municipalities_mark(TG_ARGV[0], array_agg(a.id), false)
        FROM added a JOIN removed r USING (id) WHERE a.* IS DISTINCT FROM r.*;
    END IF;
    RETURN NULL;
END $$;

-- From when on changes are known; what prune_history forgets moves it on.
INSERT INTO municipalities_changemark (resource, key, epoch, transaction, oldest, changed_at, is_new)
SELECT '', 0, municipalities_feed_epoch(), 0, pg_snapshot_xmin(pg_current_snapshot())::text::bigint,
    clock_timestamp(), false;
"""
UNDO_FUNCTIONS = """
DROP FUNCTION municipalities_mark_rows();
DROP FUNCTION municipalities_mark_gone(text, bigint[]);
DROP FUNCTION municipalities_mark(text, bigint[], boolean);
DROP FUNCTION municipalities_feed_epoch();
"""

FOLLOWED = {
    "municipalities_figure": "cijfers",
    "municipalities_municipality": "municipalities.municipality",
    "municipalities_region": "municipalities.region",
    "municipalities_corporation": "municipalities.corporation",
    "municipalities_indicator": "municipalities.indicator",
    "municipalities_indicatorclass": "municipalities.indicatorclass",
}
TRIGGERS = """
CREATE TRIGGER feed_added AFTER INSERT ON {table} REFERENCING NEW TABLE AS added
    FOR EACH STATEMENT EXECUTE FUNCTION municipalities_mark_rows('{resource}');
CREATE TRIGGER feed_changed AFTER UPDATE ON {table} REFERENCING OLD TABLE AS removed NEW TABLE AS added
    FOR EACH STATEMENT EXECUTE FUNCTION municipalities_mark_rows('{resource}');
CREATE TRIGGER feed_removed AFTER DELETE ON {table} REFERENCING OLD TABLE AS removed
    FOR EACH STATEMENT EXECUTE FUNCTION municipalities_mark_rows('{resource}');
CREATE TRIGGER feed_emptied BEFORE TRUNCATE ON {table}
    FOR EACH STATEMENT EXECUTE FUNCTION municipalities_mark_rows('{resource}');
"""
UNDO_TRIGGERS = """
DROP TRIGGER feed_emptied ON {table};
DROP TRIGGER feed_removed ON {table};
DROP TRIGGER feed_changed ON {table};
DROP TRIGGER feed_added ON {table};
"""
FOUND = "SELECT municipalities_mark('cijfers', array_agg(id), false) FROM municipalities_figure"


class Migration(migrations.Migration):
    dependencies = [("municipalities", "0007_api_token")]

    operations = [
        migrations.CreateModel(
            name="ChangeMark",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "resource", "key", blank=True, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("resource", models.CharField(max_length=60)),
                ("key", models.BigIntegerField()),
                ("epoch", models.BigIntegerField()),
                ("transaction", models.BigIntegerField()),
                ("oldest", models.BigIntegerField()),
                ("changed_at", models.DateTimeField()),
                ("is_new", models.BooleanField()),
            ],
            options={
                "verbose_name": "wijziging in de feed",
                "verbose_name_plural": "wijzigingen in de feed",
                "indexes": [
                    models.Index(
                        fields=["epoch", "resource", "transaction", "key"], name="change_mark_in_order"
                    )
                ],
            },
        ),
        migrations.RunSQL(FUNCTIONS, UNDO_FUNCTIONS),
        *(
            migrations.RunSQL(
                TRIGGERS.format(table=table, resource=resource), UNDO_TRIGGERS.format(table=table)
            )
            for table, resource in FOLLOWED.items()
        ),
        migrations.RunSQL(FOUND, migrations.RunSQL.noop),
    ]
