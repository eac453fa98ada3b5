-- Counts of a minute: no write-ahead log, so no wait for the disk; room for updates in place.
ALTER TABLE municipalities_requestrate SET UNLOGGED, SET (fillfactor = 50);

-- A figure and a class lock their indicator for sharing, so that it cannot change at the same moment.
CREATE FUNCTION municipalities_check_figure() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    kind text;
    decimals integer;
BEGIN
    SELECT i.kind, i.decimals INTO kind, decimals
    FROM municipalities_indicator i WHERE i.id = NEW.indicator_id FOR SHARE;
    IF NEW.indicator_class_id IS NULL AND kind IN ('verdeling', 'tabel') THEN
        RAISE EXCEPTION 'Dit kengetal heeft klassen: kies bij welke klasse het cijfer hoort.'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'figure_class_needed';
    ELSIF NEW.indicator_class_id IS NOT NULL AND kind IN ('enkel', 'reeks') THEN
        RAISE EXCEPTION 'Dit kengetal heeft geen klassen: laat de klasse leeg.'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'figure_class_not_needed';
    ELSIF NEW.indicator_class_id IS NOT NULL AND NOT EXISTS (
        SELECT FROM municipalities_indicatorclass c
        WHERE c.id = NEW.indicator_class_id AND c.indicator_id = NEW.indicator_id FOR SHARE
    ) THEN
        RAISE EXCEPTION 'De klasse hoort niet bij dit kengetal.'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'figure_class_of_indicator';
    ELSIF NEW.corporation_id IS NOT NULL AND kind <> 'tabel' THEN
        RAISE EXCEPTION 'Een cijfer per corporatie kan alleen bij een tabel per corporatie.'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'figure_corporation_in_table';
    ELSIF NEW.value <> round(NEW.value, decimals) THEN
        RAISE EXCEPTION 'De waarde heeft meer decimalen dan bij dit kengetal horen.'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'figure_decimals_of_indicator';
    END IF;
    RETURN NULL;
END $$;

CREATE TRIGGER figure_fits_indicator
    AFTER INSERT OR UPDATE OF indicator_id, indicator_class_id, corporation_id, value ON municipalities_figure
    FOR EACH ROW EXECUTE FUNCTION municipalities_check_figure();

CREATE FUNCTION municipalities_check_indicator() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT FROM municipalities_figure WHERE indicator_id = NEW.id) THEN
        RAISE EXCEPTION 'Bij dit kengetal staan cijfers: de soort kan dan niet meer veranderen.'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'indicator_kind_fixed';
    ELSIF NEW.kind IN ('enkel', 'reeks')
        AND EXISTS (SELECT FROM municipalities_indicatorclass WHERE indicator_id = NEW.id) THEN
        RAISE EXCEPTION 'Klassen horen bij een kengetal van de soort verdeling of tabel.'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'indicator_with_classes';
    END IF;
    RETURN NULL;
END $$;

-- Deferred: a form saves the indicator before it removes the classes.
CREATE CONSTRAINT TRIGGER indicator_kind_fixed AFTER UPDATE OF kind ON municipalities_indicator
    DEFERRABLE INITIALLY DEFERRED
    FOR EACH ROW WHEN (NEW.kind IS DISTINCT FROM OLD.kind) EXECUTE FUNCTION municipalities_check_indicator();

CREATE FUNCTION municipalities_check_decimals() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (
        SELECT FROM municipalities_figure
        WHERE indicator_id = NEW.id AND value <> round(value, NEW.decimals)
    ) THEN
        RAISE EXCEPTION 'Bij dit kengetal staan cijfers met meer decimalen.'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'indicator_decimals_kept';
    END IF;
    RETURN NULL;
END $$;

CREATE TRIGGER indicator_decimals_kept AFTER UPDATE OF decimals ON municipalities_indicator
    FOR EACH ROW WHEN (NEW.decimals < OLD.decimals) EXECUTE FUNCTION municipalities_check_decimals();

CREATE FUNCTION municipalities_check_class() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    kind text;
BEGIN
    -- Read first, compare later: a condition on the kind here would not wait for a change of the kind.
    SELECT i.kind INTO kind FROM municipalities_indicator i WHERE i.id = NEW.indicator_id FOR SHARE;
    IF TG_OP = 'UPDATE' AND EXISTS (SELECT FROM municipalities_figure WHERE indicator_class_id = NEW.id) THEN
        RAISE EXCEPTION 'Bij deze klasse staan cijfers: zij kan niet naar een ander kengetal.'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'indicator_class_fixed';
    ELSIF kind IN ('enkel', 'reeks') THEN
        RAISE EXCEPTION 'Klassen horen bij een kengetal van de soort verdeling of tabel.'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'indicator_with_classes';
    END IF;
    RETURN NULL;
END $$;

CREATE TRIGGER indicator_class_on_insert AFTER INSERT ON municipalities_indicatorclass
    FOR EACH ROW EXECUTE FUNCTION municipalities_check_class();
CREATE TRIGGER indicator_class_on_move AFTER UPDATE OF indicator_id ON municipalities_indicatorclass
    FOR EACH ROW WHEN (NEW.indicator_id <> OLD.indicator_id) EXECUTE FUNCTION municipalities_check_class();

-- The feed of changes: a mark of each row that the public sees change. Whoever marks a row has changed it, and
-- so holds its lock already: two writers never wait for a mark. A changed name or legend marks itself and not
-- the rows that show it: which rows those are is asked when the feed is read.

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

-- What staff notes for itself is no change to the public. The plan of a statement in a function is kept for the
-- session: made for one row, it joined two tables of thousands by a nested loop. A full join has no such plan.
CREATE FUNCTION municipalities_mark_rows() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    keys bigint[];
BEGIN
    IF TG_OP = 'INSERT' THEN
        PERFORM municipalities_mark(TG_ARGV[0], array_agg(id), true) FROM added;
    ELSIF TG_OP = 'DELETE' THEN
        PERFORM municipalities_mark_gone(TG_ARGV[0], array_agg(id)) FROM removed;
    ELSIF TG_OP = 'TRUNCATE' THEN
        EXECUTE 'SELECT array_agg(id) FROM ' || TG_RELID::regclass INTO keys;
        PERFORM municipalities_mark_gone(TG_ARGV[0], keys);
    ELSE
        DECLARE
            found record;
        BEGIN
            SELECT array_agg(r.id) FILTER (WHERE a.id IS NULL) AS gone,
                array_agg(a.id) FILTER (WHERE r.id IS NULL) AS appeared,
                array_agg(a.id) FILTER (
                    WHERE a.id IS NOT NULL AND r.id IS NOT NULL AND a.* IS DISTINCT FROM r.*
                        AND to_jsonb(a) - 'internal_note' IS DISTINCT FROM to_jsonb(r) - 'internal_note'
                ) AS otherwise
            INTO found FROM added a FULL JOIN removed r USING (id);
            PERFORM municipalities_mark_gone(TG_ARGV[0], found.gone);
            PERFORM municipalities_mark(TG_ARGV[0], found.appeared, true);
            PERFORM municipalities_mark(TG_ARGV[0], found.otherwise, false);
        END;
    END IF;
    RETURN NULL;
END $$;

DO $$ DECLARE
    one text;
    resource text;
BEGIN
    FOR one, resource IN VALUES
        ('municipalities_figure', 'cijfers'),
        ('municipalities_municipality', 'municipalities.municipality'),
        ('municipalities_region', 'municipalities.region'),
        ('municipalities_corporation', 'municipalities.corporation'),
        ('municipalities_indicator', 'municipalities.indicator'),
        ('municipalities_indicatorclass', 'municipalities.indicatorclass')
    LOOP
        EXECUTE format(
            'CREATE TRIGGER feed_added AFTER INSERT ON %I REFERENCING NEW TABLE AS added'
            ' FOR EACH STATEMENT EXECUTE FUNCTION municipalities_mark_rows(%L)', one, resource);
        EXECUTE format(
            'CREATE TRIGGER feed_changed AFTER UPDATE ON %I'
            ' REFERENCING OLD TABLE AS removed NEW TABLE AS added'
            ' FOR EACH STATEMENT EXECUTE FUNCTION municipalities_mark_rows(%L)', one, resource);
        EXECUTE format(
            'CREATE TRIGGER feed_removed AFTER DELETE ON %I REFERENCING OLD TABLE AS removed'
            ' FOR EACH STATEMENT EXECUTE FUNCTION municipalities_mark_rows(%L)', one, resource);
        EXECUTE format(
            'CREATE TRIGGER feed_emptied BEFORE TRUNCATE ON %I'
            ' FOR EACH STATEMENT EXECUTE FUNCTION municipalities_mark_rows(%L)', one, resource);
    END LOOP;
END $$;

-- What is kept of the past is not emptied: TRUNCATE fires no trigger of a row, so it would leave no trace.
CREATE FUNCTION municipalities_refuse_emptying() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'Geschiedenis wordt niet geleegd. Wat te oud is, ruimt de opdracht prune_history op.'
        USING ERRCODE = 'check_violation', CONSTRAINT = 'history_stays';
END $$;

DO $$ DECLARE
    one text;
BEGIN
    FOREACH one IN ARRAY ARRAY[
        'municipalities_historyentry',
        'municipalities_changemark',
        'municipalities_regionevent',
        'municipalities_municipalityevent',
        'municipalities_corporationevent',
        'municipalities_rentlimitsevent',
        'municipalities_themeevent',
        'municipalities_indicatorevent',
        'municipalities_indicatorclassevent',
        'municipalities_figureevent',
        'municipalities_apitokenevent'
    ] LOOP
        EXECUTE format(
            'CREATE TRIGGER history_stays BEFORE TRUNCATE ON %I'
            ' FOR EACH STATEMENT EXECUTE FUNCTION municipalities_refuse_emptying()', one);
    END LOOP;
END $$;

-- A public note of before the internal note is checked once it is another one.
CREATE FUNCTION municipalities_note_checked() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    DELETE FROM municipalities_notetocheck WHERE table_name = TG_TABLE_NAME AND key = NEW.id;
    RETURN NULL;
END $$;

CREATE TRIGGER note_checked AFTER UPDATE OF note ON municipalities_figure
    FOR EACH ROW WHEN (OLD.note IS DISTINCT FROM NEW.note) EXECUTE FUNCTION municipalities_note_checked();

-- From when on changes are known; what prune_history forgets moves it on.
INSERT INTO municipalities_changemark (resource, key, epoch, transaction, oldest, changed_at, is_new)
SELECT '', 0, municipalities_feed_epoch(), 0, pg_snapshot_xmin(pg_current_snapshot())::text::bigint,
    clock_timestamp(), false;
