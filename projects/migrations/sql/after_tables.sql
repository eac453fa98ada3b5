-- Rules that span rows are deferred: a form saves the project before its parts, so they judge the whole at
-- commit. Each locks the row of the project first, so that two transactions at once cannot both slip through.
CREATE FUNCTION projects_check_split() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    checked bigint;
    total integer;
    split bigint;
BEGIN
    -- CASE would be resolved for both tables at once, and one of them has no project_id.
    IF TG_TABLE_NAME = 'projects_project' THEN checked := NEW.id; ELSE checked := NEW.project_id; END IF;
    SELECT dwellings INTO total FROM projects_project WHERE id = checked FOR NO KEY UPDATE;
    SELECT sum(dwellings) INTO split FROM projects_projectrentclass WHERE project_id = checked;
    IF split IS NOT NULL AND total IS NULL THEN
        RAISE EXCEPTION 'Een verdeling over huurprijsklassen kan pas als het aantal woningen bekend is.'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'project_split_needs_count';
    ELSIF split > total THEN
        RAISE EXCEPTION 'De verdeling over huurprijsklassen telt op tot meer dan het aantal woningen.'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'project_split_within_count';
    END IF;
    RETURN NULL;
END $$;

CREATE CONSTRAINT TRIGGER project_split_within_count AFTER UPDATE OF dwellings ON projects_project
    DEFERRABLE INITIALLY DEFERRED
    FOR EACH ROW WHEN (NEW.dwellings IS DISTINCT FROM OLD.dwellings) EXECUTE FUNCTION projects_check_split();
CREATE CONSTRAINT TRIGGER project_split_within_count AFTER INSERT OR UPDATE ON projects_projectrentclass
    DEFERRABLE INITIALLY DEFERRED
    FOR EACH ROW WHEN (NEW.dwellings IS NOT NULL) EXECUTE FUNCTION projects_check_split();

CREATE FUNCTION projects_check_phases() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    whole_id bigint;
    whole projects_project;
BEGIN
    -- The row as it is at commit, not as it was when the trigger was queued.
    SELECT coalesce(parent_id, id) INTO whole_id FROM projects_project WHERE id = NEW.id;
    SELECT * INTO whole FROM projects_project WHERE id = whole_id FOR NO KEY UPDATE;
    IF NOT EXISTS (SELECT FROM projects_project WHERE parent_id = whole_id) THEN
        RETURN NULL;
    ELSIF whole.parent_id IS NOT NULL THEN
        RAISE EXCEPTION 'Een fase kan niet zelf weer fasen hebben.'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'project_phase_depth';
    ELSIF EXISTS (SELECT FROM projects_project WHERE parent_id = NEW.id AND NEW.id <> whole_id) THEN
        RAISE EXCEPTION 'Een fase kan niet zelf weer fasen hebben.'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'project_phase_depth';
    ELSIF EXISTS (
        SELECT FROM projects_project
        WHERE parent_id = whole_id AND municipality_id <> whole.municipality_id
    ) THEN
        RAISE EXCEPTION 'Een fase ligt in dezelfde gemeente als het hele project.'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'project_phase_municipality';
    ELSIF EXISTS (
        SELECT FROM projects_project WHERE parent_id = whole_id AND is_example <> whole.is_example
    ) THEN
        RAISE EXCEPTION 'Een project en zijn fasen zijn allemaal voorbeelddata, of geen van alle.'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'project_phase_example';
    ELSIF whole.dwellings IS NOT NULL THEN
        RAISE EXCEPTION 'Een project met fasen heeft zelf geen aantal woningen: dat staat bij de fasen.'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'project_phased_without_count';
    END IF;
    RETURN NULL;
END $$;

CREATE CONSTRAINT TRIGGER project_phases_on_insert AFTER INSERT ON projects_project
    DEFERRABLE INITIALLY DEFERRED
    FOR EACH ROW WHEN (NEW.parent_id IS NOT NULL) EXECUTE FUNCTION projects_check_phases();
CREATE CONSTRAINT TRIGGER project_phases_on_update
    AFTER UPDATE OF parent_id, dwellings, municipality_id, is_example ON projects_project
    DEFERRABLE INITIALLY DEFERRED
    FOR EACH ROW WHEN (
        (NEW.parent_id, NEW.dwellings, NEW.municipality_id, NEW.is_example)
        IS DISTINCT FROM (OLD.parent_id, OLD.dwellings, OLD.municipality_id, OLD.is_example)
    ) EXECUTE FUNCTION projects_check_phases();

-- A version that is written by hand never goes down. An internal note raises it, and leaves the day of the last
-- change, which is of what the public sees.
CREATE FUNCTION projects_raise_version() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    before projects_project := OLD;
BEGIN
    -- Alike but for these two: then nothing was changed.
    before.modified_at := NEW.modified_at;
    before.version := NEW.version;
    before.is_counted := NEW.is_counted;
    IF before IS DISTINCT FROM NEW THEN
        before.internal_note := NEW.internal_note;
        IF before IS NOT DISTINCT FROM NEW THEN
            NEW.modified_at := OLD.modified_at;
        END IF;
        NEW.version := OLD.version + 1;
    ELSE
        NEW.version := greatest(NEW.version, OLD.version);
    END IF;
    RETURN NEW;
END $$;

CREATE TRIGGER project_version BEFORE UPDATE ON projects_project
    FOR EACH ROW EXECUTE FUNCTION projects_raise_version();

-- One statement may change the parts of many projects: those are locked in the order of their ids, as every
-- act on many projects does, so that no two of them wait for each other. Who makes or removes invented
-- projects (projects/example.py) says so: a million of them would be written twice, for nobody to see.
CREATE FUNCTION projects_raise_version_of(changed bigint[]) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    IF changed IS NULL THEN RETURN; END IF;
    PERFORM FROM projects_project WHERE id = ANY (changed) ORDER BY id FOR NO KEY UPDATE;
    UPDATE projects_project SET version = version + 1 WHERE id = ANY (changed);
END $$;

CREATE FUNCTION projects_part_changed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF current_setting('wonen.inventing', true) = 'on' THEN
        RETURN NULL;
    ELSIF TG_OP = 'INSERT' THEN
        PERFORM projects_raise_version_of(array_agg(DISTINCT project_id)) FROM added;
    ELSIF TG_OP = 'DELETE' THEN
        PERFORM projects_raise_version_of(array_agg(DISTINCT project_id)) FROM removed;
    ELSE
        PERFORM projects_raise_version_of(array_agg(DISTINCT project_id))
        FROM (
            (SELECT * FROM added EXCEPT SELECT * FROM removed)
            UNION (SELECT * FROM removed EXCEPT SELECT * FROM added)
        ) differing;
    END IF;
    RETURN NULL;
END $$;

DO $$ DECLARE
    one text;
BEGIN
    FOREACH one IN ARRAY ARRAY[
        'projects_projectrentclass',
        'projects_project_housing_types',
        'projects_externalcode'
    ] LOOP
        EXECUTE format(
            'CREATE TRIGGER part_added AFTER INSERT ON %I REFERENCING NEW TABLE AS added'
            ' FOR EACH STATEMENT EXECUTE FUNCTION projects_part_changed()', one);
        EXECUTE format(
            'CREATE TRIGGER part_removed AFTER DELETE ON %I REFERENCING OLD TABLE AS removed'
            ' FOR EACH STATEMENT EXECUTE FUNCTION projects_part_changed()', one);
        EXECUTE format(
            'CREATE TRIGGER part_changed AFTER UPDATE ON %I'
            ' REFERENCING OLD TABLE AS removed NEW TABLE AS added'
            ' FOR EACH STATEMENT EXECUTE FUNCTION projects_part_changed()', one);
    END LOOP;
END $$;

-- A project that is brought back gets a version that it never had: else who opened it before it was removed
-- would save over all that came after. The number of its next event is higher than any version it can have had.
CREATE FUNCTION projects_version_of_what_came_back() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT FROM projects_projectevent WHERE pgh_obj_id = NEW.id) THEN
        NEW.version := nextval('municipalities_event_number');
    END IF;
    RETURN NEW;
END $$;

CREATE TRIGGER project_version_of_what_came_back BEFORE INSERT ON projects_project
    FOR EACH ROW EXECUTE FUNCTION projects_version_of_what_came_back();

-- Parts raise the version of their project, so that its table is enough to watch. Whether a whole is public
-- shows in its phases (faseVan): that is marked by itself, and the phases are found on reading. The version
-- rises with every change but that of the moment alone, so that the two tell of every other.
CREATE FUNCTION projects_mark_projects() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'INSERT' THEN
        PERFORM municipalities_mark('projecten', array_agg(id), true) FROM added WHERE is_public;
        -- Removed and added again within one transaction it can have phases already.
        PERFORM municipalities_mark('projects.project.is_public', array_agg(id), false)
        FROM added WHERE id IN (SELECT parent_id FROM projects_project);
    ELSIF TG_OP = 'DELETE' THEN
        PERFORM municipalities_mark_gone('projecten', array_agg(id)) FROM removed WHERE is_public;
    ELSIF TG_OP = 'TRUNCATE' THEN
        PERFORM municipalities_mark_gone('projecten', array_agg(id)) FROM projects_project WHERE is_public;
    ELSE
        DECLARE
            found record;
        BEGIN
            SELECT array_agg(r.id) FILTER (WHERE r.is_public AND a.is_public IS NOT TRUE) AS gone,
                array_agg(a.id) FILTER (WHERE a.is_public AND r.is_public IS NOT TRUE) AS appeared,
                array_agg(a.id) FILTER (
                    WHERE a.is_public AND r.is_public
                        AND (a.version, a.modified_at) IS DISTINCT FROM (r.version, r.modified_at)
                        AND (
                            a.internal_note = r.internal_note
                            OR to_jsonb(a) - ARRAY['internal_note', 'version', 'is_counted']
                                IS DISTINCT FROM to_jsonb(r) - ARRAY['internal_note', 'version', 'is_counted']
                        )
                ) AS otherwise,
                array_agg(a.id) FILTER (
                    WHERE a.id IS NOT NULL AND a.is_public IS DISTINCT FROM r.is_public
                ) AS shown_or_hidden
            INTO found FROM added a FULL JOIN removed r USING (id);
            PERFORM municipalities_mark_gone('projecten', found.gone);
            PERFORM municipalities_mark('projecten', found.appeared, true);
            PERFORM municipalities_mark('projecten', found.otherwise, false);
            PERFORM municipalities_mark('projects.project.is_public', found.shown_or_hidden, false);
        END;
    END IF;
    RETURN NULL;
END $$;

CREATE TRIGGER feed_added AFTER INSERT ON projects_project REFERENCING NEW TABLE AS added
    FOR EACH STATEMENT EXECUTE FUNCTION projects_mark_projects();
CREATE TRIGGER feed_changed AFTER UPDATE ON projects_project
    REFERENCING OLD TABLE AS removed NEW TABLE AS added
    FOR EACH STATEMENT EXECUTE FUNCTION projects_mark_projects();
CREATE TRIGGER feed_removed AFTER DELETE ON projects_project REFERENCING OLD TABLE AS removed
    FOR EACH STATEMENT EXECUTE FUNCTION projects_mark_projects();
CREATE TRIGGER feed_emptied BEFORE TRUNCATE ON projects_project
    FOR EACH STATEMENT EXECUTE FUNCTION projects_mark_projects();

-- Of a project in phases the phases are counted. A draft phase does not hide a public whole: what is public
-- may not depend on a draft. The rows are locked in the order of their ids, as by every act on many projects.
-- The statement after that sees what others committed before they gave the lock.
CREATE FUNCTION projects_set_counted(touched bigint[]) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    IF touched IS NULL THEN RETURN; END IF;
    PERFORM FROM projects_project WHERE id = ANY (touched) ORDER BY id FOR NO KEY UPDATE;
    UPDATE projects_project project SET is_counted = NOT is_counted
    WHERE id = ANY (touched) AND is_counted = EXISTS (
        SELECT FROM projects_project phase
        WHERE phase.parent_id = project.id AND phase.is_public >= project.is_public
    );
END $$;

-- A new row may have phases already: removed and added again within one transaction, or copied after them.
CREATE FUNCTION projects_keep_counted() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'INSERT' THEN
        PERFORM projects_set_counted(array_agg(id)) FROM (
            SELECT parent_id AS id FROM added WHERE parent_id IS NOT NULL
            UNION SELECT id FROM added WHERE NOT is_counted
            UNION SELECT a.id FROM added a JOIN projects_project phase ON phase.parent_id = a.id
        ) touched;
    ELSIF TG_OP = 'DELETE' THEN
        PERFORM projects_set_counted(array_agg(DISTINCT parent_id)) FROM removed WHERE parent_id IS NOT NULL;
    ELSE
        PERFORM projects_set_counted(array_agg(DISTINCT touched)) FROM (
            SELECT unnest(ARRAY[a.id, a.parent_id, r.parent_id]) AS touched
            FROM added a FULL JOIN removed r USING (id)
            WHERE (a.parent_id, a.is_public, a.is_counted)
                IS DISTINCT FROM (r.parent_id, r.is_public, r.is_counted)
        ) changed;
    END IF;
    RETURN NULL;
END $$;

CREATE TRIGGER counted_added AFTER INSERT ON projects_project REFERENCING NEW TABLE AS added
    FOR EACH STATEMENT EXECUTE FUNCTION projects_keep_counted();
CREATE TRIGGER counted_removed AFTER DELETE ON projects_project REFERENCING OLD TABLE AS removed
    FOR EACH STATEMENT EXECUTE FUNCTION projects_keep_counted();
CREATE TRIGGER counted_changed AFTER UPDATE ON projects_project
    REFERENCING OLD TABLE AS removed NEW TABLE AS added
    FOR EACH STATEMENT EXECUTE FUNCTION projects_keep_counted();

-- While a whole is not committed, another transaction can add a phase to it, and finds no row to lock. As with
-- the foreign key, the end of the transaction decides.
CREATE FUNCTION projects_count_whole() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM projects_set_counted(ARRAY[NEW.parent_id]);
    RETURN NULL;
END $$;

CREATE CONSTRAINT TRIGGER whole_counted_on_insert AFTER INSERT ON projects_project
    DEFERRABLE INITIALLY DEFERRED
    FOR EACH ROW WHEN (NEW.parent_id IS NOT NULL) EXECUTE FUNCTION projects_count_whole();
CREATE CONSTRAINT TRIGGER whole_counted_on_update AFTER UPDATE OF parent_id ON projects_project
    DEFERRABLE INITIALLY DEFERRED
    FOR EACH ROW WHEN (NEW.parent_id IS DISTINCT FROM OLD.parent_id) EXECUTE FUNCTION projects_count_whole();

DO $$ DECLARE
    one text;
    resource text;
BEGIN
    FOR one, resource IN VALUES
        ('projects_housingtype', 'projects.housingtype'),
        ('projects_rentclass', 'projects.rentclass'),
        ('projects_sustainabilitylevel', 'projects.sustainabilitylevel')
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
    END LOOP;
END $$;

DO $$ DECLARE
    one text;
BEGIN
    FOREACH one IN ARRAY ARRAY[
        'projects_projectevent',
        'projects_projectrentclassevent',
        'projects_projecthousingtypeevent',
        'projects_externalcodeevent',
        'projects_normevent',
        'projects_rentclassevent',
        'projects_housingtypeevent',
        'projects_batscoreevent',
        'projects_sustainabilitylevelevent'
    ] LOOP
        EXECUTE format(
            'CREATE TRIGGER history_stays BEFORE TRUNCATE ON %I'
            ' FOR EACH STATEMENT EXECUTE FUNCTION municipalities_refuse_emptying()', one);
    END LOOP;
END $$;

CREATE TRIGGER note_checked AFTER UPDATE OF note ON projects_project
    FOR EACH ROW WHEN (OLD.note IS DISTINCT FROM NEW.note) EXECUTE FUNCTION municipalities_note_checked();
