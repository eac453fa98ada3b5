"""A version for every project, raised by triggers on any real change of it or of its parts.

Who saves a form, or asks with If-Match, tells by it whether somebody else was first. A version that is
written by hand never goes down, and a form that saves an old row does not take it back.
"""

from django.db import migrations, models

PROJECT = """
CREATE FUNCTION projects_raise_version() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    before projects_project := OLD;
BEGIN
    -- Alike but for these two: then nothing was changed.
    before.modified_at := NEW.modified_at;
    before.version := NEW.version;
    IF before IS DISTINCT FROM NEW THEN
        NEW.version := OLD.version + 1;
    ELSE
        NEW.version := greatest(NEW.version, OLD.version);
    END IF;
    RETURN NEW;
END $$;

CREATE TRIGGER project_version BEFORE UPDATE ON projects_project
    FOR EACH ROW EXECUTE FUNCTION projects_raise_version();
"""

UNDO_PROJECT = """
DROP TRIGGER project_version ON projects_project;
DROP FUNCTION projects_raise_version();
"""

# One statement may change the parts of many projects: those are locked in the order of their ids, as every
# act on many projects does, so that no two of them wait for each other. Who makes or removes invented
# projects (projects/example.py) says so: a million of them would be written twice, for nobody to see.
PARTS = """
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
"""

UNDO_PARTS = """
DROP FUNCTION projects_part_changed();
DROP FUNCTION projects_raise_version_of(bigint[]);
"""

TABLES = ("projects_projectrentclass", "projects_project_housing_types", "projects_externalcode")

TRIGGERS = """
CREATE TRIGGER part_added AFTER INSERT ON {table}
    REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION projects_part_changed();
CREATE TRIGGER part_removed AFTER DELETE ON {table}
    REFERENCING OLD TABLE AS removed FOR EACH STATEMENT EXECUTE FUNCTION projects_part_changed();
CREATE TRIGGER part_changed AFTER UPDATE ON {table}
    REFERENCING OLD TABLE AS removed NEW TABLE AS added
    FOR EACH STATEMENT EXECUTE FUNCTION projects_part_changed();
"""

UNDO_TRIGGERS = """
DROP TRIGGER part_changed ON {table};
DROP TRIGGER part_removed ON {table};
DROP TRIGGER part_added ON {table};
"""


class Migration(migrations.Migration):
    dependencies = [("projects", "0006_publish_project")]

    operations = [
        migrations.AddField(
            model_name="project",
            name="version",
            field=models.PositiveIntegerField(db_default=1, default=1, editable=False, verbose_name="versie"),
        ),
        migrations.RunSQL(PROJECT, UNDO_PROJECT),
        migrations.RunSQL(PARTS, UNDO_PARTS),
        *(
            migrations.RunSQL(TRIGGERS.format(table=table), UNDO_TRIGGERS.format(table=table))
            for table in TABLES
        ),
    ]
