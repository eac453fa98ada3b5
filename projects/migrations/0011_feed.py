"""The feed of changes of projects: see migration 0008 of municipalities.

Parts raise the version of their project (0007), so that its table is enough to watch. Whether a whole is
public shows in its phases (``faseVan``): that is marked by itself, and the phases are found on reading.
"""

from django.db import migrations

FUNCTIONS = """
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
        PERFORM municipalities_mark_gone('projecten', array_agg(id))
        FROM removed WHERE is_public AND id NOT IN (SELECT id FROM added WHERE is_public);
        PERFORM municipalities_mark('projecten', array_agg(id), true)
        FROM added WHERE is_public AND id NOT IN (SELECT id FROM removed WHERE is_public);
        PERFORM municipalities_mark('projecten', array_agg(a.id), false)
        FROM added a JOIN removed r USING (id)
        WHERE a.is_public AND r.is_public AND a.* IS DISTINCT FROM r.*;
        PERFORM municipalities_mark('projects.project.is_public', array_agg(a.id), false)
        FROM added a LEFT JOIN removed r USING (id) WHERE a.is_public IS DISTINCT FROM r.is_public;
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
"""
UNDO_FUNCTIONS = """
DROP TRIGGER feed_emptied ON projects_project;
DROP TRIGGER feed_removed ON projects_project;
DROP TRIGGER feed_changed ON projects_project;
DROP TRIGGER feed_added ON projects_project;
DROP FUNCTION projects_mark_projects();
"""

LEGEND = {
    "projects_housingtype": "projects.housingtype",
    "projects_rentclass": "projects.rentclass",
    "projects_sustainabilitylevel": "projects.sustainabilitylevel",
}
TRIGGERS = """
CREATE TRIGGER feed_added AFTER INSERT ON {table} REFERENCING NEW TABLE AS added
    FOR EACH STATEMENT EXECUTE FUNCTION municipalities_mark_rows('{resource}');
CREATE TRIGGER feed_changed AFTER UPDATE ON {table} REFERENCING OLD TABLE AS removed NEW TABLE AS added
    FOR EACH STATEMENT EXECUTE FUNCTION municipalities_mark_rows('{resource}');
CREATE TRIGGER feed_removed AFTER DELETE ON {table} REFERENCING OLD TABLE AS removed
    FOR EACH STATEMENT EXECUTE FUNCTION municipalities_mark_rows('{resource}');
"""
UNDO_TRIGGERS = """
DROP TRIGGER feed_removed ON {table};
DROP TRIGGER feed_changed ON {table};
DROP TRIGGER feed_added ON {table};
"""
FOUND = "SELECT municipalities_mark('projecten', array_agg(id), false) FROM projects_project WHERE is_public"


class Migration(migrations.Migration):
    dependencies = [
        ("municipalities", "0008_feed"),
        ("projects", "0010_version_of_what_came_back"),
    ]

    operations = [
        migrations.RunSQL(FUNCTIONS, UNDO_FUNCTIONS),
        *(
            migrations.RunSQL(
                TRIGGERS.format(table=table, resource=resource), UNDO_TRIGGERS.format(table=table)
            )
            for table, resource in LEGEND.items()
        ),
        migrations.RunSQL(FOUND, migrations.RunSQL.noop),
    ]
