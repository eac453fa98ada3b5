"""Rules that span several rows, kept by triggers where a constraint of one row cannot reach.

They are deferred: a form saves the project before its parts, so they judge the whole at commit. Each
locks the row of the project first, so that two transactions at once cannot both slip through. The
sentences stand in ``projects.models`` and reach the user through ``wonen.middleware``; they are repeated
here in full because a migration must not change when the code does.
"""

from django.db import migrations

SPLIT = """
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

CREATE CONSTRAINT TRIGGER project_split_within_count
    AFTER UPDATE OF dwellings ON projects_project DEFERRABLE INITIALLY DEFERRED
    FOR EACH ROW WHEN (NEW.dwellings IS DISTINCT FROM OLD.dwellings)
    EXECUTE FUNCTION projects_check_split();

CREATE CONSTRAINT TRIGGER project_split_within_count
    AFTER INSERT OR UPDATE ON projects_projectrentclass DEFERRABLE INITIALLY DEFERRED
    FOR EACH ROW WHEN (NEW.dwellings IS NOT NULL)
    EXECUTE FUNCTION projects_check_split();
"""

UNDO_SPLIT = """
DROP TRIGGER project_split_within_count ON projects_projectrentclass;
DROP TRIGGER project_split_within_count ON projects_project;
DROP FUNCTION projects_check_split();
"""

PHASES = """
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

CREATE CONSTRAINT TRIGGER project_phases_on_insert
    AFTER INSERT ON projects_project DEFERRABLE INITIALLY DEFERRED
    FOR EACH ROW WHEN (NEW.parent_id IS NOT NULL)
    EXECUTE FUNCTION projects_check_phases();

CREATE CONSTRAINT TRIGGER project_phases_on_update
    AFTER UPDATE OF parent_id, dwellings, municipality_id, is_example ON projects_project
    DEFERRABLE INITIALLY DEFERRED
    FOR EACH ROW WHEN (
        (NEW.parent_id, NEW.dwellings, NEW.municipality_id, NEW.is_example)
        IS DISTINCT FROM (OLD.parent_id, OLD.dwellings, OLD.municipality_id, OLD.is_example)
    )
    EXECUTE FUNCTION projects_check_phases();
"""

UNDO_PHASES = """
DROP TRIGGER project_phases_on_update ON projects_project;
DROP TRIGGER project_phases_on_insert ON projects_project;
DROP FUNCTION projects_check_phases();
"""


class Migration(migrations.Migration):
    dependencies = [("projects", "0001_initial")]

    operations = [migrations.RunSQL(SPLIT, UNDO_SPLIT), migrations.RunSQL(PHASES, UNDO_PHASES)]
